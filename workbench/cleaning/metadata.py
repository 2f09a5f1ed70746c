"""What a plain-text page says of itself: title, byline, dateline, dates, address, copyright line.

Only what is stated is read, each value with the line it stands in. A date in the prose, a year in a site's footer, a
relative date ("on Thursday") and a log-in name are not taken: a missing value stays missing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import zip_longest
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from workbench.cleaning import guessing, model, titles
from workbench.cleaning.blocks import RawBlock
from workbench.cleaning.rules import is_prose
from workbench.records.article import Evidence, Grade, Metadata
from workbench.records.block import Label
from workbench.records.page import Guess, Page
from workbench.text.addresses import host
from workbench.text.language import guess_language
from workbench.text.sanitise import plain_line

_ABOVE_TITLE: Final = 4
_MONTHS = {
    name: number
    for number, names in enumerate(
        "jan january januar janvier enero|feb february februar février febrero|mar march märz mars marzo|apr april avril abril"
        "|may mai mayo|jun june juni juin junio|jul july juli juillet julio|aug august août agosto"
        "|sep sept september septembre septiembre|oct october okt oktober octobre octubre|nov november novembre noviembre"
        "|dec december dez dezember décembre diciembre".split("|"),
        1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_LABEL = r"(?P<label>(?:first |originally )?(?:published|posted|updated|last updated|last modified|modified|date|veröffentlicht|publié le|aktualisiert)(?: on)?\s?:?\s*)?"
_DAY_NAME = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?"
_TIME = r"(?:,?\s*(?:at |- |\| )?\d{1,2}[:.]\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?)?(?:\s?(?:[A-Z]{2,4}|[+-]\d{2}:?\d{2}))?)?\.?"
_DATE_LINE = re.compile(
    _LABEL + _DAY_NAME + rf"(?:(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})(?:T\d{{2}}:\d{{2}}\S*)?"
    rf"|(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\.?\s+(?P<m1>{_MONTH})\.?,?\s+(?P<y1>\d{{4}})"
    rf"|(?P<m2>{_MONTH})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}})"
    rf"|(?P<m3>{_MONTH})\.?,?\s+(?P<y3>\d{{4}}))" + _TIME,
    re.IGNORECASE,
)
_DATELINE = re.compile(r"(?P<place>[^\W\d_][\w.'’\- ,/]{1,40}?)\s\((?P<agency>[A-Z][\w.&'’\- ]{1,40})\)\s?[—–-]+\s?(?=\S)")
_BYLINE = re.compile(r"(?:by|von|par|de)\s+(?P<names>[^.!?:;|@\d]{3,120})", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][\w.'’\-]*(?:\s+(?:[^\W\d_][\w.'’\-]*)){1,4}")
_URL = re.compile(r"(?:(?:url|source|link|original|permalink)\s?:\s*)?(?P<url>https?://[^\s<>\"]{4,2000})", re.IGNORECASE)
_COPYRIGHT = re.compile(r"(?:\(c\)|©|copyright)\s?(?:\(c\)|©)?\s?(?P<year>\d{4})\s+(?P<holder>[^\d,.|]{2,60})\.?", re.IGNORECASE)
_FOOTER = re.compile(
    r"(?:\(c\)|©|copyright)\s?(?:\(c\)|©)?\s?\d{4}(?:\s?[-–]\s?\d{4})?,?\s+(?!all rights)(?P<holder>[^\d|.]{2,60}?)(?:[.|,]?\s*all rights reserved)?\.?",
    re.IGNORECASE,
)
_IN_ADDRESS = re.compile(
    r"https?://[^\s/]+(?:/[\w-]+){0,3}/(?P<year>(?:19|20)\d\d)/(?P<month>\d{1,2})/(?P<day>\d{1,2})/[^\s.]+(?:\.html?)?/?"
)
_FIRST_PUBLISHED = re.compile(
    r"(?:this (?:article|story|post|piece|report) )?(?:was |has been )?(?:originally|first) (?:published|appeared) (?:on|in|by|at)"
    r" (?:the website of )?(?-i:(?P<name>(?:the |The )?[A-Z][\w.&'’ -]{1,60}?))(?: and is (?:re)?published .{0,80})?\.?",
    re.IGNORECASE,
)
_SYNDICATOR = re.compile(r"distributed by (?P<name>.{2,80}?)(?:,? (?:LLC|Inc|Ltd|GmbH)\.?)?\.?", re.IGNORECASE)


_NO_PERSON: Final = frozenset(
    "admin administrator editor editors editorial staff team newsroom redaktion webmaster anonymous guest unknown author reporter"
    " correspondent writer contributor moderator user press news agency the end and of on in for with".split()
) | frozenset(_MONTHS) - frozenset("may mai june april august jan augusto mar".split())
"""Words of no person's name: a byline with one of them names nobody."""

_POSTS: Final = frozenset(
    "contributor contributing correspondent editor reporter writer staff columnist producer author analyst professor director"
    " phd ph md dr jr sr esq special guest senior chief deputy bureau".split()
)
"""Words of a post, a degree or a suffix: what has one of them is no organisation."""


class Stated(Struct, frozen=True):
    """What a page states of itself, and which of its blocks say so."""

    metadata: Metadata
    evidence: dict[str, Evidence]
    title: RawBlock | None
    title_chance: float
    """How likely that block is the title."""
    heads: dict[int, tuple[Label, str]]
    """First lines of the blocks that hold nothing but a byline, a date or an address."""
    guesses: tuple[Guess, ...] = ()
    """What might be right, and is not stated."""


_BESIDE: Final = frozenset({"agency", "syndicator", "place", "language"})
"""What is read from the words of a page whose structure makes statements: only what structures seldom carry."""


def read(blocks: Sequence[RawBlock], page: Page | None = None) -> Stated:
    """Read what the page states, from its blocks in order and from its structure."""
    if page is None:
        return _read_words(blocks)
    if any(hint.kept is not None for hint in page.hints.values()):
        return _read_article(blocks, page)
    return _read_beside(blocks, page) if page.statements else _read_words(blocks)


def _read_article(blocks: Sequence[RawBlock], page: Page) -> Stated:
    """What the structure states, and beside it what the words of the article do, where the structure tells which those are."""
    found = _stated_by(page)
    kept = [block for block in blocks if (hint := page.hints.get(block.first_line)) is None or hint.kept is not False]
    words = _Findings()
    for block in _head(kept, None):
        _read_head(block, words, {})
    _read_dateline(kept, words)
    _read_copyright(kept, words)
    if "language" not in found.values:
        _read_language(kept, words)
    found.add(words, _BESIDE)
    return Stated(replace(Metadata(), **found.values), found.evidence, None, 0.0, {})


def _stated_by(page: Page) -> _Findings:
    found = _Findings()
    for said in page.statements:
        found.state(said.name, said.value, said.where, said.grade)
    return found


def _read_beside(blocks: Sequence[RawBlock], page: Page) -> Stated:
    """What the structure states, and beside it what only the words can."""
    found = _stated_by(page)
    words = _read_words(blocks)
    for name in _BESIDE & words.evidence.keys():
        found.state(name, getattr(words.metadata, name), words.evidence[name].where, words.evidence[name].grade)
    return Stated(
        replace(Metadata(), **found.values), found.evidence, words.title, words.title_chance, words.heads, words.guesses
    )


def _read_words(blocks: Sequence[RawBlock]) -> Stated:
    title, chance = titles.find(blocks, model.shipped().coefficients.title, is_head) or (None, 0.0)
    found = _Findings()
    heads: dict[int, tuple[Label, str]] = {}
    if title:
        found.state("title", title.text.lstrip("# "), title.first_line)
        _read_picture_text(blocks, title, found)
    for block in _head(blocks, title):
        _read_head(block, found, heads)
    _read_address(blocks, found)
    _read_dateline(blocks, found)
    _read_copyright(blocks, found)
    _read_language(blocks, found)
    _read_byline_agency(blocks, title, found)
    found.settle()
    guesses = guessing.guesses(blocks, title, found.values.keys())
    return Stated(replace(Metadata(), **found.values), found.evidence, title, chance, heads, guesses)


def _safe(value: object) -> object:
    """`value` without control characters, on one line: what a page states may be shown anywhere."""
    if isinstance(value, tuple):
        return tuple(filter(None, map(_safe, value)))
    # A member of an enumeration is text too, and has to stay what it is.
    return plain_line(value) if type(value) is str else value


class _Findings:
    """Values and where they were read; the first that states a field is believed."""

    def __init__(self) -> None:
        self.values: dict[str, object] = {}
        self.evidence: dict[str, Evidence] = {}
        self._derived: list[tuple[str, object, int | str]] = []

    def state(self, name: str, value: object, where: int | str, grade: Grade = Grade.DECLARED) -> None:
        if value and name not in self.values and (safe := _safe(value)):
            self.values[name] = safe
            self.evidence[name] = Evidence(grade, where)

    def later(self, name: str, value: object, where: int | str) -> None:
        """Note what follows from the page; `settle` believes it where nothing is stated."""
        self._derived.append((name, value, where))

    def settle(self) -> None:
        """Believe what was noted for later."""
        for name, value, where in self._derived:
            self.state(name, value, where, Grade.DERIVED)

    def add(self, others: _Findings, names: frozenset[str]) -> None:
        """Believe `others` too, as far as fields of these names go."""
        for name in names & others.evidence.keys():
            self.state(name, others.values[name], others.evidence[name].where, others.evidence[name].grade)


def _head(blocks: Sequence[RawBlock], title: RawBlock | None) -> list[RawBlock]:
    """The blocks about the title and above the prose below it; without a title, those above the first prose. Twelve at most."""
    at = next((i for i, block in enumerate(blocks) if block is title), 0)
    first = next((i for i, block in enumerate(blocks) if i > at and is_prose(block.text)), len(blocks))
    begin = max(0, at - _ABOVE_TITLE) if title else 0
    if not title and blocks and is_prose(blocks[0].text):
        first = 0
    return list(blocks[begin : min(first, begin + 12)])


def is_head(text: str) -> bool:
    """Whether a block is nothing but a date, an address or a byline."""
    return bool(_DATE_LINE.fullmatch(text) or _URL.fullmatch(text) or names_in_byline(text))


def _read_head(block: RawBlock, findings: _Findings, heads: dict[int, tuple[Label, str]]) -> None:
    line = block.first_line
    if dated := date_in_line(block.text):
        findings.state(*dated, line)
        heads[line] = (Label.DATE, "the date; it stands in the metadata")
    elif found := _URL.fullmatch(block.text):
        _state_address(found["url"], line, findings)
        heads[line] = (Label.OTHER_FURNITURE, "the address; it stands in the metadata")
    elif byline := names_in_byline(block.text):
        findings.state("authors", byline[0], line)
        heads[line] = (Label.BYLINE, "the byline; it stands in the metadata")


def _read_byline_agency(blocks: Sequence[RawBlock], title: RawBlock | None, findings: _Findings) -> None:
    """Read the organisation behind the names of a byline: the weakest evidence of whose reporting it is, so it is asked last."""
    for block in _head(blocks, title):
        if byline := names_in_byline(block.text):
            findings.state("agency", byline[1], block.first_line)


def _read_address(blocks: Sequence[RawBlock], findings: _Findings) -> None:
    """Read an address that stands below the text, if the page has but one on a line of its own."""
    found = [(block, match) for block in blocks if (match := _URL.fullmatch(block.text))]
    if len(found) == 1:
        block, match = found[0]
        _state_address(match["url"], block.first_line, findings)


def _state_address(url: str, line: int, findings: _Findings) -> None:
    """An address, its host, and the date in its path, which follows from it and is not stated."""
    url = url.rstrip(".,)")
    findings.state("url", url, line)
    findings.state("site", host(url), line)
    if found := _IN_ADDRESS.fullmatch(url):
        findings.later("published", _calendar_day(found["year"], found["month"], found["day"]), line)


def date_in_line(text: str) -> tuple[str, str] | None:
    """The field that a line states, `published` or `modified`, and its date; None where the line is more than a date."""
    found = _DATE_LINE.fullmatch(text)
    day = _stated_date(found) if found else None
    if not found or not day:
        return None
    changed = (found["label"] or "").lower().startswith(("updated", "last", "modified", "aktualisiert"))
    return "modified" if changed else "published", day


def names_in_byline(text: str) -> tuple[tuple[str, ...], str | None] | None:
    """The persons a byline names, and the organisation after them; None where the line is no byline."""
    found = _BYLINE.fullmatch(text)
    if not found:
        return None
    people, _, organisation = found["names"].partition(",")
    names = tuple(name.strip() for name in re.split(r"\s+(?:and|und|et|y)\s+|&", people))
    if not all(_NAME.fullmatch(name) and name[:1].isupper() and _NO_PERSON.isdisjoint(_words(name)) for name in names):
        return None
    return names, _organisation(organisation.strip())


def _organisation(text: str) -> str | None:
    """What stands behind the names of a byline, if it is an organisation and no post, degree or town in small letters."""
    words = text.split()
    named = 0 < len(words) <= 5 and words[0][:1].isupper() and _POSTS.isdisjoint(_words(text))
    return text if named else None


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


def _stated_date(found: re.Match[str]) -> str | None:
    """The date of a date line, as precise as it is stated; None if no calendar has it."""
    if found["iso"]:
        year, month, day = map(int, found["iso"].split("-"))
    elif found["y3"]:
        return f"{found['y3']}-{_MONTHS[found['m3'].lower()]:02}"
    else:
        first = bool(found["y1"])
        year = int(found["y1" if first else "y2"])
        month = _MONTHS[found["m1" if first else "m2"].lower()]
        day = int(found["d1" if first else "d2"])
    return _calendar_day(year, month, day)


def _calendar_day(year: int | str, month: int | str, day: int | str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _read_dateline(blocks: Sequence[RawBlock], findings: _Findings) -> None:
    first = next((block for block in blocks if is_prose(block.text)), None)
    found = _DATELINE.match(first.text) if first else None
    if first and found:
        place = found["place"].strip(" ,")
        findings.state("place", place.title() if place.isupper() else place, first.first_line)
        findings.state("agency", found["agency"].strip(), first.first_line)


def _read_copyright(blocks: Sequence[RawBlock], findings: _Findings) -> None:
    """Read the copyright lines: a syndicated story's says whose it is and of which year; a site's footer says only whose page it is."""
    for block, after in zip_longest(blocks, blocks[1:]):
        footer = _FOOTER.fullmatch(block.text)
        if found := _SYNDICATOR.fullmatch(block.text):
            findings.state("syndicator", found["name"].strip(" ,"), block.first_line)
        if found := _FIRST_PUBLISHED.fullmatch(block.text):
            findings.state("agency", found["name"].strip(" ,"), block.first_line)
        story = _COPYRIGHT.fullmatch(block.text)
        if story and after and _SYNDICATOR.fullmatch(after.text):
            findings.state("agency", story["holder"].strip(), block.first_line)
            findings.state("published", story["year"], block.first_line)
        elif footer and not (after and _SYNDICATOR.fullmatch(after.text)):
            findings.state("publisher", footer["holder"].strip(" ,.|"), block.first_line)


def _read_picture_text(blocks: Sequence[RawBlock], title: RawBlock, findings: _Findings) -> None:
    """Read the site's name from a picture's text, "TITLE, SITE": it follows from the page, but the page does not say it."""
    for block in _head(blocks, title):
        rest = block.text.removeprefix(title.text)
        if rest != block.text and (found := re.fullmatch(r"(?:,| [-–—|])\s(?P<site>[A-Z][\w.&'’ -]{2,40})", rest)):
            findings.state("publisher", found["site"], block.first_line, Grade.DERIVED)


def _read_language(blocks: Sequence[RawBlock], findings: _Findings) -> None:
    language = guess_language(
        " ".join(block.text for block in blocks if is_prose(block.text)) or " ".join(block.text for block in blocks)
    )
    findings.state("language", language, "text", Grade.DERIVED)
