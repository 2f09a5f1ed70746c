"""Rows of styled text: how every widget of ours draws.

A run is a text and the role it plays; a row is a list of runs. Roles become styles here, and nowhere is a text parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from workbench.text.cells import character_width, width
from workbench.tui.palette import Palette
from workbench.tui.safe import fit

Run = tuple[str, str]
"""A text in its display form, and its role in the palette."""
Row = list[Run]

ELLIPSIS = "…"
_ENDS = " ,;:.–-"
"""What is left out before it."""


def row_width(row: Iterable[Run]) -> int:
    """How many cells a row takes."""
    return sum(width(text) for text, _ in row)


def cut(text: str, cells: int) -> str:
    """`text` in at most `cells` cells: cut with … at the end of a word where one is near, else in the middle of it."""
    if width(text) <= cells:
        return text
    if cells < 1:
        return ""
    return _whole_words(text, _fitting(text, cells - 1)).rstrip(_ENDS) + ELLIPSIS


def cut_middle(text: str, cells: int) -> str:
    """`text` in at most `cells` cells with … in the middle: names that begin alike are told apart by their ends.

    The last word stays whole where it takes less than half of the room.
    """
    if width(text) <= cells:
        return text
    last = re.split(r"[\s/]", text)[-1]
    tail = last if last and width(last) <= cells // 2 else _fitting(text[::-1], cells // 2)[::-1]
    head = _whole_words(text, _fitting(text, cells - 1 - width(tail)))
    return head.rstrip(_ENDS) + ELLIPSIS + tail if cells > 0 else ""


def _whole_words(text: str, kept: str) -> str:
    """The beginning that is kept of a text, up to the end of a word where one is near."""
    space = text.rfind(" ", 0, len(kept) + 1)
    return text[:space] if space > len(kept) * 2 // 3 else kept


def _fitting(text: str, cells: int) -> str:
    """The beginning of a text that fits into so many cells."""
    room, at = cells, 0
    for character in text:
        room -= character_width(character)
        if room < 0:
            break
        at += 1
    return text[:at]


def cut_row(row: Row, cells: int) -> Row:
    """A row in at most `cells` cells."""
    kept: Row = []
    for text, role in row:
        if width(text) > cells:
            return [*kept, (cut(text, cells), role)]
        kept.append((text, role))
        cells -= width(text)
    return kept


def spread(left: Row, right: Row, cells: int) -> Row:
    """A row with one part at each edge; the left one is cut where both do not fit."""
    right = cut_row(right, cells)
    room = cells - row_width(right) - (2 if right else 0)
    left = cut_row(left, max(room, 0))
    gap = cells - row_width(left) - row_width(right)
    return [*left, (" " * max(gap, 0), "text"), *right]


def strip_of(row: Row, cells: int, palette: Palette, over: Style | None = None) -> Strip:
    """A row as Textual draws it, exactly `cells` wide; `over` is laid over every style."""
    segments = [Segment(fit(text), palette[role] + over if over else palette[role]) for text, role in row if text]
    blank = palette["text"] + over if over else palette["text"]
    return Strip(segments).adjust_cell_length(cells, blank)
