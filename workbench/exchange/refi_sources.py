"""The text of a source in a REFI-QDA project, and what its positions count.

The standard counts code points of the file. Programs that write it differ where a text has line ends of two characters, a byte order
mark, or characters beyond the first 65,536: some count UTF-16 units, some a line end as one. Many name a selection by its first words:
so each way of counting is tried, and the one under which the most selections begin with their names is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product

from msgspec import Struct

_MARK = "\ufeff"
_UNUSUAL = re.compile("[\ufeff\r\U00010000-\U0010ffff]")
_NAME = 24
"""Code points of a name that are compared."""


class Stated(Struct, frozen=True):
    """A selection as a file has it."""

    start: int
    end: int
    name: str


class Understood(Struct, frozen=True):
    """A text with our line ends, the places of its selections in it (None where they lie outside), and whether there is doubt."""

    text: str
    places: tuple[tuple[int, int] | None, ...]
    is_doubtful: bool = False


def understood(raw: str, selections: Sequence[Stated], *, ends_count_once: bool = False) -> Understood:
    """Find out what positions count.

    Args:
        raw: The file's text, with its byte order mark if it has one.
        selections: What is marked in it.
        ends_count_once: Whether the program is known to count a line end of two characters as one, which decides where nothing else does.
    """
    if not _UNUSUAL.search(raw):
        return literal(raw, selections)
    text = raw.removeprefix(_MARK).replace("\r\n", "\n").replace("\r", "\n")
    best: tuple[int, tuple[tuple[int, int] | None, ...]] = (-1, ())
    readings = set()
    for wide, ends, mark in product((False, True), (ends_count_once, not ends_count_once), (False, True)):
        counted = list(_counted(raw, wide=wide, ends=ends, mark=mark))
        places = tuple(_place(one, counted) for one in selections)
        readings.add(places)
        agreeing = sum(_agrees(one, place, text) for one, place in zip(selections, places, strict=True))
        best = max(best, (agreeing, places), key=lambda reading: reading[0])
    return Understood(text, best[1], is_doubtful=len(readings) > 1 and best[0] < 1)


def literal(text: str, selections: Sequence[Stated]) -> Understood:
    """A text as it stands, whose positions count its code points."""
    return Understood(text, tuple(_place(one, range(len(text) + 1)) for one in selections))


def _counted(raw: str, *, wide: bool, ends: bool, mark: bool) -> Iterator[int]:
    """For each position of a file, counted in one way, the code point of the text.

    Args:
        raw: The file's text.
        wide: Characters beyond the first 65,536 count twice.
        ends: A line end of two characters counts once.
        mark: A byte order mark counts.
    """
    at = 0
    for index, character in enumerate(raw):
        if not index and character == _MARK:
            if mark:
                yield 0
            continue
        if character == "\r" and raw[index + 1 : index + 2] == "\n":
            if not ends:
                yield at
            continue
        yield at
        if wide and character > "\uffff":
            yield at
        at += 1
    yield at


def _place(one: Stated, counted: Sequence[int]) -> tuple[int, int] | None:
    if not 0 <= one.start < one.end < len(counted):
        return None
    return counted[one.start], counted[one.end]


def _agrees(one: Stated, place: tuple[int, int] | None, text: str) -> bool:
    """Whether a selection begins with its name."""
    name = " ".join(one.name.removesuffix("...").removesuffix("…").split())[:_NAME]
    return bool(name and place) and place is not None and " ".join(text[place[0] : place[1]].split()).startswith(name)
