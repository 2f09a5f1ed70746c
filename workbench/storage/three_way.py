"""Joining two changes of one value: pure functions that favour neither side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")


class ClashError(Exception):
    """Both sides changed the same value, each to another one."""


def join(base: T, mine: T, theirs: T) -> T:
    """The changed one of two values.

    Raises:
        ClashError: Both were changed, and not to the same.
    """
    if theirs in (base, mine):
        return mine
    if mine == base:
        return theirs
    raise ClashError


def join_sets(base: Sequence[T], mine: Sequence[T], theirs: Sequence[T]) -> tuple[T, ...]:
    """A list whose order matters to nobody: without what either side took away, with what either added.

    Where only one side changed it, its order is kept; otherwise what was there comes first, then what was added, sorted.
    """
    try:
        return tuple(join(tuple(base), tuple(mine), tuple(theirs)))
    except ClashError:
        kept = [item for item in base if item in mine and item in theirs]
        added = {item for item in (*mine, *theirs) if item not in base}
        return (*kept, *sorted(added, key=repr))


def join_mappings(base: Mapping[str, T], mine: Mapping[str, T], theirs: Mapping[str, T]) -> dict[str, T]:
    """A mapping, key by key, in the order of `theirs`; new keys of `mine` follow.

    Raises:
        ClashError: Both sides changed one key, each to another value.
    """
    joined: dict[str, T] = {}
    for key in dict.fromkeys((*theirs, *mine)):
        value = join(base.get(key), mine.get(key), theirs.get(key))
        if value is not None:
            joined[key] = value
    return joined
