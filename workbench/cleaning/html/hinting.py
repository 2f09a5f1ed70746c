"""From the lines of a page, and how much of each an extractor takes for the article, to a hint for every line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from msgspec import structs

from workbench.cleaning.html.aligning import words_of
from workbench.cleaning.html.markup import Stretch
from workbench.cleaning.html.places import Place, Region
from workbench.cleaning.html.visible import LINKED, Line, ends_sentence, is_prose
from workbench.cleaning.metadata import date_in_line, names_in_byline
from workbench.cleaning.rules import furniture_rule
from workbench.records.block import Label
from workbench.records.page import Hint

TAKEN: Final = 0.5
"""The share of a line's words from which on it counts as taken."""
_WHOLE: Final = 0.8
_BUTTON: Final = 3
"""Words that a button or a field of a form may have; "Go" beside a search is one."""

_LABELS: Final = {
    Region.NAVIGATION: Label.NAVIGATION,
    Region.COMMENTS: Label.COMMENT,
    Region.RELATED: Label.RELATED,
    Region.SOCIAL: Label.SOCIAL,
    Region.NEWSLETTER: Label.NEWSLETTER,
    Region.ADVERT: Label.PROMO,
    Region.TAGS: Label.TAGS,
    Region.BYLINE: Label.BYLINE,
    Region.DATE: Label.DATE,
}
_NOT_TEXT: Final = frozenset(
    {
        Region.NAVIGATION,
        Region.SOCIAL,
        Region.NEWSLETTER,
        Region.TAGS,
        Region.CONTROL,
        Region.NOTICE,
        Region.UNSEEN,
        Region.RELATED,
    }
)
_HEAD: Final = frozenset({Region.BYLINE, Region.DATE})
_RESCUED_BLOCKS: Final = frozenset("p li dd dt td th h2 h3 h4 h5 h6 figcaption caption pre blockquote".split())


class Hinted:
    """The hints of a page by 1-based line, and the stretch of it that is the article."""

    def __init__(self, hints: dict[int, Hint], stretch: Stretch | None) -> None:
        self.hints = hints
        self.stretch = stretch


def hints_of(lines: Sequence[Line], shares: Sequence[float], titles: Sequence[str]) -> Hinted:
    """A hint for every line.

    Args:
        lines: The lines of the page.
        shares: For each the share of its words that the extractor takes.
        titles: What the page gives as its title.
    """
    if not any(share >= TAKEN for share in shares):
        return Hinted({number: _untold(line) for number, line in enumerate(lines, 1)}, None)
    prose = [at for at, line in enumerate(lines) if shares[at] >= _WHOLE and is_prose(line)]
    bounds = prose or [at for at, share in enumerate(shares) if share >= TAKEN]
    lines = _without_wrong_regions(lines, prose)
    first, last = bounds[0], bounds[-1]
    repeats = _title_lines(lines, first, [words_of(text) for text in titles])
    title = max(repeats, key=lambda at: (lines[at].place.heading > 0, -lines[at].place.heading, at), default=first)
    hints: dict[int, Hint] = {}
    for at, line in enumerate(lines):
        if at in repeats:
            reason = "the title; it stands in the metadata" if at == title else "repeats the title"
            hints[at + 1] = Hint(label=Label.TITLE, kept=False, reason=reason, confidence=0.95)
        elif shares[at] >= TAKEN:
            hints[at + 1] = _of_taken(line, shares[at], before_prose=at < first)
        else:
            hints[at + 1] = _of_left_out(line, inside=first < at < last, below_title=title < at < first)
    scopes = Counter(lines[at].place.scope for at in bounds)
    return Hinted(hints, Stretch(title + 1, first + 1, last + 1, scopes.most_common(1)[0][0]))


def _without_wrong_regions(lines: Sequence[Line], prose: Sequence[int]) -> Sequence[Line]:
    """The lines without regions that hold prose of the article: their names were misunderstood ("sharing-with-others")."""
    holding = Counter((lines[at].place.region, lines[at].place.told_by) for at in prose)
    wrong = {place for place, count in holding.items() if count >= 2 and place[0]}
    if not wrong:
        return lines
    return [
        structs.replace(line, place=structs.replace(line.place, region=None, told_by=""))
        if (line.place.region, line.place.told_by) in wrong
        else line
        for line in lines
    ]


def _title_lines(lines: Sequence[Line], first: int, titles: Sequence[list[str]]) -> set[int]:
    """The lines above the first prose that say what the page's title says."""
    above = [at for at, line in enumerate(lines[: first + 1]) if line.place.heading or at < first]
    return {at for at in above if (words := words_of(lines[at].text)) and any(_says(words, title) for title in titles)}


def _says(words: list[str], title: list[str]) -> bool:
    """Whether a line's words are a title, or all of it but the name of its site."""
    if words == title:
        return True
    size = len(words)
    long_enough = size >= 3 and 2 * size >= len(title)
    return long_enough and (title[:size] == words or title[-size:] == words or words[: len(title)] == title)


def _of_taken(line: Line, share: float, *, before_prose: bool) -> Hint:
    place = line.place
    rule = furniture_rule(line.text)
    if rule and not place.heading and not place.in_caption:
        return Hint(label=rule.label, kept=False, reason=f"{rule.reason}, though trafilatura takes it", confidence=0.8)
    if not is_prose(line) and place.region in _NOT_TEXT and not ends_sentence(line.text):
        label = _LABELS.get(place.region, Label.OTHER_FURNITURE)
        return Hint(label=label, kept=False, reason=f"stands in {place.told_by}, though trafilatura takes it", confidence=0.55)
    if before_prose and place.region is Region.FORM and not place.heading and len(line.text.split()) <= _BUTTON:
        return Hint(label=Label.NAVIGATION, kept=False, reason=f"above the text, in {place.told_by}", confidence=0.8)
    if before_prose and (stating := _head_label(line.text)):
        return Hint(label=stating, kept=False, reason=f"the {stating}; it stands above the text", confidence=0.9)
    if before_prose and place.region in _HEAD and len(line.text.split()) <= 12:
        return Hint(label=_LABELS[place.region], kept=False, reason=f"above the text, in {place.told_by}", confidence=0.8)
    reason = "trafilatura takes it for the article" if share >= _WHOLE else f"trafilatura takes {share:.0%} of it for the article"
    sure = 0.95 if is_prose(line) else 0.85
    return Hint(label=_kept_label(place), kept=True, reason=reason, confidence=sure if share >= _WHOLE else 0.6)


def _head_label(text: str) -> Label | None:
    return Label.DATE if date_in_line(text) else Label.BYLINE if names_in_byline(text) else None


def _of_left_out(line: Line, *, inside: bool, below_title: bool) -> Hint:
    place = line.place
    if place.region is None and place.in_caption and (inside or (below_title and place.in_article)):
        return Hint(label=Label.CAPTION, kept=True, reason="the caption of a picture of the article", confidence=0.7)
    if (
        inside
        and place.region is None
        and line.linked < LINKED
        and place.block in _RESCUED_BLOCKS
        and not furniture_rule(line.text)
    ):
        reason = "trafilatura leaves it out; it stands inside the article, and no markup says it is furniture"
        return Hint(label=_kept_label(place), kept=True, reason=reason, confidence=0.6)
    if place.region:
        label = _LABELS.get(place.region, Label.OTHER_FURNITURE)
        return Hint(label=label, kept=False, reason=f"trafilatura leaves it out; it stands in {place.told_by}", confidence=0.95)
    label, why = _furniture_label(line)
    sure = 0.6 if is_prose(line) else 0.85
    return Hint(label=label, kept=False, reason=f"trafilatura leaves it out{why}", confidence=sure)


def _furniture_label(line: Line) -> tuple[Label, str]:
    if rule := furniture_rule(line.text):
        return rule.label, f"; it {rule.reason}"
    if line.place.in_caption:
        return Label.CAPTION, "; the caption of a picture"
    if line.linked >= LINKED:
        return Label.NAVIGATION, "; it is a link"
    return Label.OTHER_FURNITURE, ""


def _untold(line: Line) -> Hint:
    return Hint(label=_kept_label(line.place), kept=None, reason="trafilatura finds no article on this page", confidence=0.5)


def _kept_label(place: Place) -> Label:
    if place.heading:
        return Label.SUBHEADING
    if place.in_caption:
        return Label.CAPTION
    return Label.LIST if place.in_list else Label.BODY
