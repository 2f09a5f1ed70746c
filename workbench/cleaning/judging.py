"""What each block of a page is, and whether it belongs to the article.

Three things speak, in this order: what a block says of itself (the title, a byline, "Leave a reply"), where it stands (what
follows the heading of a list of other articles, a headline that continues nothing), and the model's chance. Everything in
doubt stays, and its confidence says so. Each decision has a reason that a person can check.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from workbench.cleaning import model
from workbench.cleaning.blocks import RawBlock
from workbench.cleaning.rules import TAIL_HEADING, ends_sentence, furniture_rule, is_prose, is_sentence
from workbench.cleaning.wording import described
from workbench.records.block import Decision, Label

CLEANER: Final = "cleaner 2"
"""Who made these decisions; the number grows with every change of the rules."""

_BODY: Final = 0.75
"""From this chance on a rule's word alone does not drop a block."""

_MUCH: Final = 0.007
"""What a text is expected to lose by one decision (its words times their chance) must be no larger a share of it."""

_LEAST: Final = 0.02
"""The chance below which that is not asked."""

_A_FEW: Final = 80
"""Words; of a text this short every line is much, so nothing can be told from that."""

_MUCH_TITLE: Final = 0.04
_LEAST_TITLE: Final = 0.3
"""A title with this chance stays in the text if it is more than that share of it."""

_STATED: Final = 0.9
"""How sure it is that a byline, a date or an address stands in the metadata."""

_SAID: Final = 0.95
"""How sure it is what a block says of itself."""

_NAME_BEHIND: Final = re.compile(r"(?:,| [-–—|])\s.{2,40}")
_CREDITED: Final = re.compile(
    r"[^()]{0,160}\((?:[^()/]{1,60}/ ?)?(?:flickr|getty(?: images)?|shutterstock|wikimedia(?: commons)?|afp|reuters)\)",
    re.IGNORECASE,
)
"""A line with a picture's maker and agency in brackets at its end; a paragraph ends in a full stop."""

_SURE_TITLE: Final = 0.3
"""Below this a title that reads like a part of the article stays in the text as well."""

Verdict = tuple[Label, bool, str, float]
"""Label, kept, reason, confidence."""


class _Head(Struct, frozen=True):
    """What of a page stands in its metadata."""

    title: RawBlock | None
    title_chance: float
    heads: Mapping[int, tuple[Label, str]]


class _Page(Struct, frozen=True):
    blocks: Sequence[RawBlock]
    chances: Sequence[float]
    head: _Head
    body: float
    """How many words the article has, as far as the model can tell."""
    prose: Sequence[bool]
    first: int
    """The position of the first paragraph of the article."""
    last: int
    """The position of the last one; -1 where there is none."""
    tail: int
    """The position of the heading under which only other articles follow, or the number of blocks."""
    separated: bool
    """Whether empty lines separate the paragraphs."""


def judge(
    blocks: Sequence[RawBlock],
    title: RawBlock | None,
    heads: Mapping[int, tuple[Label, str]],
    *,
    title_chance: float = 1.0,
    aggressive: bool = False,
) -> list[Decision]:
    """A decision for every block.

    Args:
        blocks: The blocks of a rendition, in order.
        title: The block that is the page's title, if one was found.
        heads: First lines of blocks that state a byline, a date or an address, with label and reason.
        title_chance: How likely that block is the title.
        aggressive: Rather lose a little of the body than keep furniture.
    """
    if not blocks:
        return []
    shipped = model.shipped()
    page = _surveyed(blocks, model.chances(shipped, blocks), _Head(title, title_chance, heads))
    points = shipped.coefficients
    threshold = points.aggressive if aggressive else points.careful
    decisions: list[Decision] = []
    for position, block in enumerate(blocks):
        chance = model.calibrated(shipped, page.chances[position])
        verdict = _by_likeness(page, position)
        if verdict is None:
            verdict = _stated(page, position) or _by_rule(page, position) or _by_chance(page, position, threshold, chance)
            if not (verdict[1] or aggressive) and _is_much(page, position, verdict):
                verdict = _kept(page, position)[0], True, f"{verdict[2]}; much of so short a text, so it stays", min(chance, 0.5)
        decisions.append(_decision(block, *verdict))
    return decisions


def _is_much(page: _Page, position: int, verdict: Verdict) -> bool:
    """Whether dropping a block would cost too much of a short text, were it body after all."""
    chance, words = page.chances[position], len(page.blocks[position].text.split())
    if verdict[0] is Label.TITLE:
        disputed = not _heads_the_article(page) and chance >= _LEAST_TITLE
        return page.body >= _A_FEW and disputed and words > _MUCH_TITLE * page.body
    if verdict[3] in (_STATED, _SAID):
        return False
    return chance >= _LEAST and chance * words > _MUCH * page.body


def _surveyed(blocks: Sequence[RawBlock], chances: Sequence[float], head: _Head) -> _Page:
    prose = [is_prose(block.text) for block in blocks]
    article = [i for i, (is_one, chance) in enumerate(zip(prose, chances, strict=True)) if is_one and chance >= 0.5]
    first, last = (article[0], article[-1]) if article else (0, -1)
    apart = sum(blocks[i].after_blank for i in article)
    body = sum(chance * len(block.text.split()) for block, chance in zip(blocks, chances, strict=True) if chance >= 0.5)
    separated = len(article) >= 3 and apart >= 0.8 * len(article)
    return _Page(blocks, chances, head, body, prose, first, last, _tail(blocks, prose), separated)


def _tail(blocks: Sequence[RawBlock], prose: Sequence[bool]) -> int:
    """The position of the heading under which only other articles follow, or the number of blocks if there is none.

    Four fifths of the page's prose must stand above it: a heading further up belongs to a box inside the article.
    """
    lengths = [len(block.text.split()) if is_one else 0 for block, is_one in zip(blocks, prose, strict=True)]
    total, above = sum(lengths), 0
    for position, block in enumerate(blocks):
        if above >= 0.8 * total and TAIL_HEADING.pattern.fullmatch(block.text[:80]):
            return position
        above += lengths[position]
    return len(blocks)


def _by_likeness(page: _Page, position: int) -> Verdict | None:
    """The verdict on what repeats the title, and on a headline that continues nothing."""
    block, title = page.blocks[position], page.head.title
    if title and block is not title and block.text.startswith(title.text):
        rest = block.text[len(title.text) :]
        if not rest:
            return Label.TITLE, False, "repeats the title", 0.9
        if _NAME_BEHIND.fullmatch(rest):
            return Label.CAPTION, False, "repeats the title with a name: the text of a picture", 0.8
    if _continues_nothing(page, position):
        return Label.RELATED, False, "a headline among the paragraphs that continues nothing: it leads to another article", 0.8
    return None


def _stated(page: _Page, position: int) -> Verdict | None:
    """The verdict on what stands in the metadata."""
    block, head = page.blocks[position], page.head
    if block is head.title:
        if page.body >= _A_FEW and head.title_chance < _SURE_TITLE and page.chances[position] >= _BODY:
            return Label.SUBHEADING, True, "may be the title; in doubt it stays", 0.5
        return Label.TITLE, False, "the title; it stands in the metadata", round(max(head.title_chance, 0.5), 3)
    if block.first_line in head.heads:
        label, reason = head.heads[block.first_line]
        return label, False, reason, _STATED
    return None


def _by_rule(page: _Page, position: int) -> Verdict | None:
    """The verdict on what says itself that it is furniture, or stands where only furniture does."""
    block, chance, head = page.blocks[position], page.chances[position], page.head
    if _CREDITED.fullmatch(block.text):
        return Label.CAPTION, False, "ends in the credit of a picture", _SAID
    if rule := furniture_rule(block.text):
        return (rule.label, False, rule.reason, _SAID) if chance < _BODY else None
    above = head.title and block.first_line < head.title.first_line and (head.title_chance >= 0.5 or _heads_the_article(page))
    if above and chance < 0.25 and not ends_sentence(block.text):
        return Label.NAVIGATION, False, "stands above the title", 0.7
    if position == page.tail and chance < _BODY:
        return Label.RELATED, False, TAIL_HEADING.reason, _SAID
    if position > page.tail and chance < 0.5:
        return Label.RELATED, False, "follows the heading of a list of other articles", _SAID
    return None


def _heads_the_article(page: _Page) -> bool:
    """Whether a byline, a date or an address stands between the title and the first paragraph: what is above belongs to the site."""
    title = page.head.title
    below = (block.first_line for block in page.blocks[: page.first]) if title else ()
    return any(title and line > title.first_line and line in page.head.heads for line in below)


def _continues_nothing(page: _Page, position: int) -> bool:
    """Whether a headline is glued to the paragraph below it on a page whose paragraphs are apart: a link to another article.

    A sub-heading stands alone like the paragraphs, is short, or is numbered.
    """
    block = page.blocks[position]
    if not (page.separated and page.first < position < page.last and block.after_blank):
        return False
    below = page.blocks[position + 1]
    return (
        not below.after_blank
        and ends_sentence(page.blocks[position - 1].text)
        and ends_sentence(below.text)
        and not below.text[:1].islower()
        and 6 <= len(block.text.split()) <= 22
        and block.text[:1].isalpha()
        and not ends_sentence(block.text)
        and page.chances[position] < 0.99
    )


def _by_chance(page: _Page, position: int, threshold: float, chance: float) -> Verdict:
    """The verdict of the model; what it says little of is kept as what it looks like."""
    block = page.blocks[position]
    if page.chances[position] < threshold:
        label, reason = described(block.text, _place(page, position))
        return label, False, reason, round(1 - chance, 3)
    label, reason = _kept(page, position)
    if page.chances[position] < 0.5:
        _, doubt = described(block.text, _place(page, position))
        reason = f"may be furniture ({doubt}); in doubt it stays"
    return label, True, reason, round(chance, 3)


def _place(page: _Page, position: int) -> str:
    if position > page.last >= 0:
        return "after the last paragraph"
    if position < page.first:
        return "before the first paragraph"
    return "among the paragraphs"


def _kept(page: _Page, position: int) -> tuple[Label, str]:
    block = page.blocks[position]
    if re.match(r"[•*–-]\s|\d{1,2}[.)]\s", block.text):
        return Label.LIST, "an item of a list"
    if block.text.startswith("#"):
        return Label.SUBHEADING, "marked as a heading"
    if page.prose[position]:
        return Label.BODY, "prose"
    if is_sentence(block.text):
        return Label.BODY, "a sentence"
    alone = block.after_blank and (position + 1 == len(page.blocks) or page.blocks[position + 1].after_blank)
    if alone and _is_subheading(block) and (page.chances[position] >= 0.5 or page.first - 1 <= position < page.last):
        return Label.SUBHEADING, "a short line by itself"
    return Label.BODY, "short, among the article's paragraphs"


def _is_subheading(block: RawBlock) -> bool:
    words = block.text.split()
    return len(words) <= 10 and block.text[-1:] not in '.!,;:"”…»' and block.text[:1] not in '"“(«'


def _decision(block: RawBlock, label: Label, kept: bool, reason: str, confidence: float) -> Decision:  # noqa: FBT001
    return Decision(
        first_line=block.first_line,
        last_line=block.last_line,
        label=label,
        kept=kept,
        reason=reason,
        confidence=confidence,
        by=CLEANER,
    )
