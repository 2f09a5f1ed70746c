"""Merging annotations."""

from __future__ import annotations

from msgspec import Struct

from workbench.records.excerpt import Annotations


class Conflict(Struct, frozen=True):
    """A field that both sides changed."""

    id: str
    field: str


class Merged(Struct, frozen=True):
    """The outcome of a merge."""

    annotations: Annotations
    conflicts: tuple[Conflict, ...] = ()


def merge(base: Annotations, mine: Annotations, theirs: Annotations) -> Merged:
    """Join two changes of the same annotations."""
    raise NotImplementedError
