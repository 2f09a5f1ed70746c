"""Terminal cells: how wide text is on a screen, and where its lines break.

Widths are those of Unicode's East Asian Width: wide and full-width characters take two cells, marks that combine with what
stands before them (vowel signs of Indic scripts and the second and third letters of a decomposed Hangul syllable too) take
none. Rows and cells belong to the screen, offsets to the text.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_ZERO_WIDTH = frozenset("\u200b\u200c\u200d\u2060\ufe0e\ufe0f\u3164\u115f")
_ZERO_WIDTH |= frozenset(map(chr, (*range(0x1160, 0x1200), *range(0xD7B0, 0xD800))))


@lru_cache(maxsize=8192)
def character_width(character: str) -> int:
    """How many cells one code point takes: 0, 1 or 2; a line feed takes none."""
    if character in _ZERO_WIDTH or character == "\n":
        return 0
    category = unicodedata.category(character)
    if category in ("Mn", "Mc", "Me", "Cf") and character != "\u00ad":
        return 0
    if category == "Cn":  # the width database says "F" of every code point it does not know
        return 1
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def width(text: str) -> int:
    """How many cells `text`, one line, takes when each code point is drawn by itself."""
    return len(text) if text.isascii() else sum(map(character_width, text))


def wrap(text: str, columns: int) -> list[tuple[int, int]]:
    r"""Break `text` into rows no wider than `columns` cells, at spaces where possible.

    Args:
        text: Display form; "\n" ends a row.
        columns: At least 2.

    Returns:
        For each row the code points [start, end) it draws. The space or line feed a row is broken at belongs to no row;
        an empty line is an empty row.
    """
    rows: list[tuple[int, int]] = []
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end == -1 else end
        _wrap_line(text, start, end, columns, rows)
        start = end + 1
    return rows or [(0, 0)]


def _wrap_line(text: str, start: int, end: int, columns: int, rows: list[tuple[int, int]]) -> None:
    narrow = text[start:end].isascii() if end - start > columns else False
    while True:
        fits = min(start + columns, end) if narrow else _fitting(text, start, end, columns)
        if fits >= end:
            rows.append((start, end))
            return
        space = text.rfind(" ", start, fits + 1)
        if space > start:
            rows.append((start, space))
            start = space + 1
        else:
            rows.append((start, fits))
            start = fits + (text[fits] == " ")
        if start >= end:
            if end < len(text):  # the line feed behind a space that did not fit breaks a row of its own
                rows.append((end, end))
            return


def _fitting(text: str, start: int, end: int, columns: int) -> int:
    """The largest offset up to which the code points from `start` fit in `columns` cells; combining marks stay with their base."""
    room = columns
    for at in range(start, end):
        room -= character_width(text[at])
        if room < 0:
            return max(at, start + 1)
    return end
