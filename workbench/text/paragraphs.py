"""Two changes of one text, joined paragraph by paragraph; and the difference between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

from msgspec import Struct

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
_MOST_WORDS: Final = 4_000
"""Words of a changed stretch above which it is shown as replaced whole: comparing grows with the square."""


class ClashError(Exception):
    """Both sides changed the same paragraphs, each to something else."""


class Change(Struct, frozen=True, kw_only=True):
    """A stretch that differs. Positions count code points of the old and the new text, half open; an empty side is an insertion or deletion."""

    start: int
    end: int
    other_start: int
    other_end: int
    old: str
    new: str


def join(base: str, mine: str, theirs: str) -> str:
    """`theirs`, with what was changed from `base` to `mine` done to it as well.

    Raises:
        ClashError: Both changed the same paragraphs to something else, or put something else into the same place.

    Source:
        diff3: S. Khanna, K. Kunal, B. Pierce, "A Formal Investigation of Diff3", 2007.
    """
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    old, ours, others = (text.removesuffix("\n").split("\n\n") for text in (base, mine, theirs))
    joined: list[str] = []
    done = 0
    for start, end, our, other in _stretches(old, ours, others):
        joined += old[done:start] + _settled(old[start:end], our, other)
        done = end
    return "\n\n".join(joined + old[done:]) + "\n"


def difference(old: str, new: str) -> list[Change]:
    """What is different between two texts, in order: whole words, punctuation and spaces."""
    changes: list[Change] = []
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    starts, other_starts = _offsets(before), _offsets(after)
    for i1, i2, j1, j2 in _opcodes(before, after):
        start, other = starts[i1], other_starts[j1]
        changes += _words(old[start : starts[i2]], new[other : other_starts[j2]], start, other)
    return changes


def _words(old: str, new: str, start: int, other: int) -> Iterator[Change]:
    mine, theirs = _WORDS.findall(old), _WORDS.findall(new)
    all_of_it = len(mine) + len(theirs) > _MOST_WORDS
    spans = [(0, len(mine), 0, len(theirs))] if all_of_it else _opcodes(mine, theirs, thorough=True)
    at, other_at = _offsets(mine), _offsets(theirs)
    for i1, i2, j1, j2 in spans:
        yield Change(
            start=start + at[i1],
            end=start + at[i2],
            other_start=other + other_at[j1],
            other_end=other + other_at[j2],
            old=old[at[i1] : at[i2]],
            new=new[other_at[j1] : other_at[j2]],
        )


def _opcodes(mine: Sequence[str], theirs: Sequence[str], *, thorough: bool = False) -> list[tuple[int, int, int, int]]:
    """What differs; unless `thorough`, lines that stand everywhere in a long text (empty ones) only count beside others: else it takes hours."""
    matcher = SequenceMatcher(None, mine, theirs, autojunk=not thorough)
    return [(i1, i2, j1, j2) for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag != "equal"]


def _stretches(old: list[str], mine: list[str], theirs: list[str]) -> Iterator[tuple[int, int, list[str], list[str]]]:
    """Each stretch of `old` that a side changed, and what either side has there; changes that touch are one stretch."""
    codes = ((_opcodes(old, new, thorough=True), side) for side, new in enumerate((mine, theirs)))
    sides = sorted((*code, side) for found, side in codes for code in found)
    while sides:
        start, end, *_ = sides[0]
        group = [sides.pop(0)]
        while sides and (sides[0][0] < end or _meet(group[-1], sides[0], end)):
            end = max(end, sides[0][1])
            group.append(sides.pop(0))
        ours, other = (
            _side(old[start:end], start, new, [code for code in group if code[4] == side])
            for side, new in enumerate((mine, theirs))
        )
        yield start, end, ours, other


def _meet(one: tuple[int, ...], other: tuple[int, ...], end: int) -> bool:
    """Whether two changes that touch at `end` have to be settled together: one of them puts something in there."""
    return other[0] == end and (one[0] == one[1] or other[0] == other[1])


def _side(old: list[str], start: int, new: list[str], codes: list[tuple[int, int, int, int, int]]) -> list[str]:
    """What one side, which changed `codes`, has in place of `old`, which begins at `start`."""
    if not codes:
        return old
    first, last = codes[0], codes[-1]
    return old[: first[0] - start] + new[first[2] : last[3]] + old[last[1] - start :]


def _settled(old: list[str], mine: list[str], theirs: list[str]) -> list[str]:
    if theirs in (old, mine):
        return mine
    if mine == old:
        return theirs
    raise ClashError


def _offsets(words: Sequence[str]) -> list[int]:
    offsets = [0]
    for word in words:
        offsets.append(offsets[-1] + len(word))
    return offsets
