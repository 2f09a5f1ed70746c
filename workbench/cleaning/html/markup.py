"""What a page's body states of its article: microdata, `rel="author"`, hCard and hAtom, <time>, and lines that are a byline or a date.

Only what stands in the article itself counts: not what is marked in comments, teasers of other articles or boxes beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from lxml.html import HtmlElement
from msgspec import Struct

from workbench.cleaning.html.jsonld import ARTICLE_TYPES
from workbench.cleaning.html.places import Region
from workbench.cleaning.html.visible import Line, Mark
from workbench.cleaning.metadata import date_in_line, names_in_byline
from workbench.records.article import Grade

_ELSEWHERE: Final = frozenset(
    {
        Region.COMMENTS,
        Region.RELATED,
        Region.ASIDE,
        Region.NAVIGATION,
        Region.FORM,
        Region.ADVERT,
        Region.SOCIAL,
        Region.NEWSLETTER,
    }
)
_OF_ARTICLE: Final = frozenset({"", "WebPage", "CreativeWork", "ItemPage", *ARTICLE_TYPES})
_FIELDS: Final = {
    "headline": "title",
    "author": "authors",
    "creator": "authors",
    "datepublished": "published",
    "datecreated": "published",
    "datemodified": "modified",
    "publisher": "publisher",
}
_BYLINE = re.compile(r"(?:^|[\s_-])(?:byline|author|authors)(?:$|[\s_-](?:name|link|text)?)", re.IGNORECASE)
_PUBLISHED_CLASS = re.compile(r"\b(?:published|dt-published|entry-date)\b")


class Stretch(Struct, frozen=True):
    """Which lines of the rendition are the article's: 1-based, both included."""

    title: int
    """The line of the title, or the first of the article."""
    prose: int
    """The first line of prose."""
    last: int
    """The last line that is kept."""
    scope: tuple[int, ...]
    """Which of the page's articles they are in, outermost first."""


class Said(Struct, frozen=True):
    """A raw value for a field of the metadata, where it was read and how far that states it."""

    name: str
    value: object
    where: int | str
    grade: Grade = Grade.DECLARED


def said_by_markup(marks: Sequence[Mark], stretch: Stretch | None) -> list[Said]:
    """What the marked elements state of the article, in the order in which it is believed."""
    own = [mark for mark in marks if _is_own(mark, stretch)]
    found = [*_microdata(own), *_links(own)]
    if stretch:
        head = [mark for mark in own if stretch.title - 8 <= mark.line <= stretch.prose + 1]
        found += [*_classes(head), *_times(head)]
    return found


def said_by_lines(lines: Sequence[Line], stretch: Stretch | None) -> Iterator[Said]:
    """What lines between the title and the prose state that are nothing but a byline or a date."""
    if stretch is None:
        return
    for number in range(stretch.title + 1, stretch.prose):
        line = lines[number - 1]
        if line.place.region in _ELSEWHERE or (line.place.scope and line.place.scope != stretch.scope[: len(line.place.scope)]):
            continue
        if dated := date_in_line(line.text):
            yield Said(*dated, number)
        elif names_in_byline(line.text):
            yield Said("authors", line.text, number)


def _is_own(mark: Mark, stretch: Stretch | None) -> bool:
    """Whether a mark is of the page's own article, or stands above it in no article."""
    scope = mark.place.scope
    is_property = mark.item in ARTICLE_TYPES and mark.element.get("itemprop") is not None
    if mark.place.region in _ELSEWHERE and not (is_property and mark.place.region is Region.ASIDE):
        return False
    if stretch is None:
        return not scope or scope[-1] == 1
    return scope == stretch.scope[: len(scope)] if scope else mark.line <= stretch.last + 1


def _microdata(marks: Sequence[Mark]) -> Iterator[Said]:
    for mark in marks:
        if mark.item not in _OF_ARTICLE:
            continue
        for name in (mark.element.get("itemprop") or "").lower().split():
            if name in _FIELDS:
                field = _FIELDS[name]
                value = _day_of(mark.element) if field in ("published", "modified") else _named(mark.element)
                yield Said(field, value, f"itemprop:{name}")


def _links(marks: Sequence[Mark]) -> Iterator[Said]:
    for mark in marks:
        if mark.element.tag == "a" and "author" in (mark.element.get("rel") or "").lower().split():
            yield Said("authors", _text(mark.element), mark.line)


def _classes(marks: Sequence[Mark]) -> Iterator[Said]:
    """Bylines that only a class names: of elements within each other the innermost."""
    named = [mark for mark in marks if _BYLINE.search(mark.element.get("class") or "")]
    outer = {ancestor for mark in named for ancestor in mark.element.iterancestors()}
    for mark in named:
        if mark.element not in outer:
            yield Said("authors", _text(mark.element), mark.line)
    for mark in marks:
        if _PUBLISHED_CLASS.search(mark.element.get("class") or ""):
            yield Said("published", mark.element.get("datetime") or mark.element.get("title"), mark.line)


def _times(marks: Sequence[Mark]) -> Iterator[Said]:
    """The times above the article's prose: a machine's reading of them, which may be any time, if just one day is named."""
    times = [mark for mark in marks if mark.element.tag == "time" and mark.element.get("datetime")]
    for mark in times:
        if mark.element.get("pubdate") is not None:
            yield Said("published", mark.element.get("datetime"), mark.line)
    days = {(mark.element.get("datetime") or "")[:10] for mark in times}
    if len(days) == 1 and not times[0].element.get("itemprop"):
        yield Said("published", times[0].element.get("datetime"), "time[datetime]", Grade.DERIVED)


def _day_of(element: HtmlElement) -> str | None:
    return element.get("content") or element.get("datetime") or element.get("title") or _text(element)


def _named(element: HtmlElement) -> str | None:
    """The name of what an element is about: its own content, the name inside it, or its text."""
    if content := element.get("content"):
        return str(content)
    for inner in element.iterdescendants():
        if "name" in (inner.get("itemprop") or "").lower().split():
            return inner.get("content") or _text(inner)
    return _text(element)


def _text(element: HtmlElement) -> str:
    return " ".join("".join(element.itertext())[:2_000].split())
