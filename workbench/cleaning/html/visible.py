"""What a reader of a page sees, as lines: one block of text a line, in the order of the markup, each with where it stands.

What is hidden by markup is left out: scripts and styles, `noscript` (browsers run scripts, so they do not show it), templates,
what stands in for pictures and players, choices of a form, `hidden`, and `display: none` or `visibility: hidden` in an element's
own style. Style sheets are not read: what only they hide is taken for visible.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from lxml.etree import iterwalk
from lxml.html import HtmlElement
from msgspec import Struct

from workbench.cleaning.html.aligning import words_of
from workbench.cleaning.html.places import Place, Places
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
PROSE: Final = 12
"""Words from which on a line that ends like a sentence is prose."""
LINKED: Final = 0.6
"""The share of links from which on a line is one."""
_MOST_MARKS: Final = 2_000


class Line(Struct, frozen=True, gc=False):
    """One line of the rendition and where it stands in the page."""

    text: str
    place: Place
    linked: float
    """The share of its characters that are links."""


def is_prose(line: Line) -> bool:
    """Whether a line reads like a paragraph: long, mostly not links, no heading."""
    if line.linked >= LINKED or line.place.heading:
        return False
    size = line.text.count(" ") + 1 if line.text.isascii() else len(words_of(line.text))
    return size >= 2 * PROSE or (size >= PROSE and ends_sentence(line.text))


def ends_sentence(text: str) -> bool:
    """Whether the last character that is no closing mark ends a sentence."""
    return text.rstrip("\"'”’»)] ")[-1:] in (".", "!", "?", "…", "。")


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
    """The lines of a page that a reader sees, none of them empty, and the elements that may state something."""
    gathering = _Gathering()
    marks: list[Mark] = []
    places = Places()
    standing = [places.outermost]
    walk = iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "end":
            standing.pop()
            if tag in _BLOCKS:
                gathering.end()
            gathering.add(element.tail, standing[-1])
            continue
        outer = standing[-1]
        attributes = dict(element.items())
        if _is_unseen(tag, attributes):
            walk.skip_subtree()
            standing.append(outer)
        else:
            standing.append(places.inside(outer, tag, attributes))
            _begin(gathering, tag, outer)
            gathering.add(element.text, standing[-1])
        if attributes and len(marks) < _MOST_MARKS and _is_mark(tag, attributes):
            marks.append(Mark(element, standing[-1], outer.item, len(gathering.lines) + 1))
    gathering.end()
    return Seen(gathering.lines, marks)


def _is_mark(tag: str, attributes: Mapping[str, str]) -> bool:
    if "itemprop" in attributes or tag == "time":
        return True
    if tag in _UNSEEN:
        return False
    if "class" in attributes and _marks(attributes["class"]):
        return True
    return "rel" in attributes and "author" in attributes["rel"]


@lru_cache(maxsize=4096)
def _marks(names: str) -> bool:
    return bool(_MARKING_CLASS.search(names))


def _begin(gathering: _Gathering, tag: str, place: Place) -> None:
    if tag in _BLOCKS or (tag == "br" and not place.heading):
        gathering.end()
    elif tag in _CELLS and gathering.place is not None:
        gathering.parts.append("\t")
    elif tag == "br":
        gathering.parts.append(" ")


def _is_unseen(tag: str, attributes: Mapping[str, str]) -> bool:
    if tag in _UNSEEN or (tag == "dialog" and "open" not in attributes):
        return True
    if not attributes or tag in _ROOTS:  # a page that waits for a script to show it is shown in the end
        return False
    if "hidden" in attributes:
        return True
    return "style" in attributes and bool(_UNSEEN_STYLE.search(attributes["style"]))


def _collapsed(text: str) -> str:
    """`text` with runs of white space as one space, or as one tab where a cell of a table ends."""
    if "\t" not in text:
        return " ".join(text.split())
    return _SPACES.sub(lambda run: "\t" if "\t" in run[0] else " ", text).strip()
