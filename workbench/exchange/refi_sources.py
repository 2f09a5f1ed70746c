"""The text of a source in a REFI-QDA project, and what its positions count.

The standard counts code points of the file. Programs that write it differ where a text has line ends of two characters, a byte order
mark, or characters beyond the first 65,536: some count UTF-16 units, some a line end as one. Many name a selection by its first words:
so each way of counting is tried, and the one under which the most selections begin with their names is taken.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import product

from msgspec import Struct

_MARK = "\ufeff"
_UNUSUAL = re.compile("\r\n|[\ufeff\r\U00010000-\U0010ffff]")
_NAME = 24
"""Code points of a name that are compared."""
_LONGEST = 5_000_000
"""Code points of a text that is looked at in more than one way: eight of them take some seconds."""
_LOOKED_AT = 200
"""Code points of a selection in which its name is looked for."""


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
    ways = list(product((False, True), (ends_count_once, not ends_count_once), (False, True)))
    for wide, ends, mark in ways[: 1 if len(raw) > _LONGEST else None]:
        extra = array("Q", _extra(raw, wide=wide, ends=ends, mark=mark))
        places = tuple(_place(one, len(text), extra) for one in selections)
        readings.add(places)
        agreeing = sum(_agreement(one, place, text) for one, place in zip(selections, places, strict=True))
        best = max(best, (agreeing, places), key=lambda reading: reading[0])
    return Understood(text, best[1], is_doubtful=len(readings) > 1 and best[0] < 1)


def literal(text: str, selections: Sequence[Stated]) -> Understood:
    """A text as it stands, whose positions count its code points."""
    return Understood(text, tuple(_place(one, len(text)) for one in selections))


def _extra(raw: str, *, wide: bool, ends: bool, mark: bool) -> Iterator[int]:
    """The positions, counted in one way, that are no code point of the text of their own: each moves what follows by one.

    Args:
        raw: The file's text.
        wide: Characters beyond the first 65,536 count twice.
        ends: A line end of two characters counts once.
        mark: A byte order mark counts.
    """
    removed = moved = 0
    for found in _UNUSUAL.finditer(raw):
        at = found.start() - removed + moved
        character = found[0]
        if character == _MARK and found.start():
            continue
        removed += character in ("\r\n", _MARK)
        counts = {"\r\n": not ends, "\r": False, _MARK: mark}.get(character, wide)
        if counts:
            moved += 1
            yield at + 1


def _place(one: Stated, length: int, extra: Sequence[int] = ()) -> tuple[int, int] | None:
    """A selection as code points of a text of that length; None where it lies outside."""
    if not 0 <= one.start < one.end <= length + len(extra):
        return None
    return one.start - bisect_right(extra, one.start), one.end - bisect_right(extra, one.end)


def _agreement(one: Stated, place: tuple[int, int] | None, text: str) -> int:
    """How well a selection goes with its name: 2 if that is all of it, 1 if it begins with it."""
    name = " ".join(one.name.removesuffix("...").removesuffix("…").split())[:_NAME]
    if not name or place is None:
        return 0
    words = " ".join(text[place[0] : min(place[1], place[0] + _LOOKED_AT)].split())
    return 2 if words == name else int(words.startswith(name))
