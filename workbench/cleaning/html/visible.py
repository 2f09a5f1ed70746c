"""What a reader of a page sees, as lines: one block of text a line, in the order of the markup, each with where it stands.

What is hidden by markup is left out: scripts and styles, `noscript` (browsers run scripts, so they do not show it), templates,
what stands in for pictures and players, choices of a form, `hidden`, and `display: none` or `visibility: hidden` in an element's
own style. Style sheets are not read: what only they hide is taken for visible.
"""

from __future__ import annotations

import re
from typing import Final

from lxml.etree import iterwalk
from lxml.html import HtmlElement
from msgspec import Struct

from workbench.cleaning.html.places import Place, place_of
from workbench.cleaning.html.tree import restored
from workbench.text.sanitise import line_ends

_BLOCKS: Final = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hgroup hr html label legend li main menu nav ol p pre search section summary table tbody tfoot thead"
    " tr ul".split()
)
_CELLS: Final = frozenset({"td", "th"})
_UNSEEN: Final = frozenset(
    "script style template noscript head title meta link base iframe frame frameset noframes object embed applet param audio video"
    " source track canvas map area select option optgroup datalist input textarea annotation annotation-xml desc defs metadata symbol"
    " progress meter".split()
)
_UNSEEN_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))\b", re.IGNORECASE)
_ROOTS: Final = frozenset({"html", "body"})
_ENDS = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile(r"\s+")
_NOT_SEEN: Final = {0xAD: None}
"""Soft hyphens are seen only where a line breaks at them."""
_MARKING_CLASS = re.compile(r"byline|author|\b(?:fn|published|dt-published|p-author|entry-date)\b", re.IGNORECASE)
_MOST_MARKS: Final = 2_000


class Line(Struct, frozen=True):
    """One line of the rendition and where it stands in the page."""

    text: str
    place: Place
    linked: float
    """The share of its characters that are links."""


class Mark(Struct, frozen=True):
    """An element whose markup may state something of the article."""

    element: HtmlElement
    place: Place
    item: str
    """The type of the microdata item it is a property of."""
    line: int
    """The 1-based line of the rendition that it begins in."""


class Seen(Struct, frozen=True):
    """What there is to see of a page."""

    lines: list[Line]
    marks: list[Mark]


class _Gathering:
    """The line that is being read."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.parts: list[str] = []
        self.place: Place | None = None
        self.linked = 0

    def add(self, text: str | None, place: Place) -> None:
        if not text:
            return
        if place.preformatted and "\n" in text:
            self._add_lines(text, place)
            return
        self.parts.append(text)
        if not text.isspace():
            self.place = self.place or place
            if place.in_link:
                self.linked += len(text)

    def _add_lines(self, text: str, place: Place) -> None:
        first, *others = line_ends(text).split("\n")
        self.add(first, place)
        for line in others:
            self.end()
            self.add(line, place)

    def end(self) -> None:
        """End the line."""
        if self.place is not None:
            joined = "".join(self.parts).translate(_NOT_SEEN)
            text = joined.rstrip() if self.place.preformatted else _collapsed(joined)
            if text.strip():
                self.lines.append(Line(_ENDS.sub(" ", restored(text)), self.place, min(1.0, self.linked / len(text))))
        self.parts, self.place, self.linked = [], None, 0


def visible_lines(root: HtmlElement) -> Seen:
    """The lines of a page that a reader sees; none is empty."""
    gathering = _Gathering()
    marks: list[Mark] = []
    places: list[Place] = [Place()]
    scopes = 0
    walk = iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "end":
            places.pop()
            if tag in _BLOCKS:
                gathering.end()
            gathering.add(element.tail, places[-1])
            continue
        outer = places[-1]
        unseen = _is_unseen(element, tag)
        if unseen and tag != "meta":
            walk.skip_subtree()
            places.append(outer)
            continue
        place = place_of(element, tag, outer, scopes)
        scopes = max(scopes, place.scope[-1] if place.scope else 0)
        if tag not in ("meta", "br"):
            _begin(gathering, tag, place)
            gathering.add(element.text, place)
        elif tag == "br":
            _begin(gathering, tag, place)
        if len(marks) < _MOST_MARKS and _is_mark(element, tag):
            marks.append(Mark(element, place, outer.item, len(gathering.lines) + 1))
        places.append(place)
    gathering.end()
    return Seen(gathering.lines, marks)


def _is_mark(element: HtmlElement, tag: str) -> bool:
    attributes = element.attrib
    if not attributes:
        return False
    if "itemprop" in attributes or tag == "time" or "author" in (attributes.get("rel") or ""):
        return True
    names = attributes.get("class")
    return bool(names and _MARKING_CLASS.search(names))


def _begin(gathering: _Gathering, tag: str, place: Place) -> None:
    if tag in _BLOCKS or (tag == "br" and not place.heading):
        gathering.end()
    elif tag in _CELLS and gathering.place is not None:
        gathering.parts.append("\t")
    elif tag == "br":
        gathering.parts.append(" ")


def _is_unseen(element: HtmlElement, tag: str) -> bool:
    if tag in _UNSEEN:
        return True
    if tag in _ROOTS:
        return False  # pages that wait for a script to show them are shown in the end
    if tag == "dialog" and element.get("open") is None:
        return True
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return bool(style and _UNSEEN_STYLE.search(style))


def _collapsed(text: str) -> str:
    """`text` with runs of white space as one space, or as one tab where a cell of a table ends."""
    if "\t" not in text:
        return " ".join(text.split())
    return _SPACES.sub(lambda run: "\t" if "\t" in run[0] else " ", text).strip()
