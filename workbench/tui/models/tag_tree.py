"""The codebook as rows: a tree of tags, folded here and there, or narrowed to what somebody types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.records.tag import parents

if TYPE_CHECKING:
    from workbench.workspace.tags import TagRow


@dataclass(frozen=True, slots=True)
class TreeRow:
    """A tag in its place."""

    of: TagRow
    depth: int
    """How many tags are above it."""
    has_below: bool
    is_folded: bool
    is_match: bool = True
    """False for one that is shown because of what is below it."""

    @property
    def tag(self) -> str:
        """The tag."""
        return self.of.tag

    @property
    def name(self) -> str:
        """Its last segment."""
        return self.tag.rpartition("/")[2]


def tree_rows(rows: Sequence[TagRow], folded: frozenset[str], words: str = "") -> list[TreeRow]:
    """The rows to show.

    Args:
        rows: Every tag, each behind those above it, none of which is missing.
        folded: Tags whose descendants are left out; not while something is typed.
        words: What is typed: each word has to stand in the tag, its title or its definition.
    """
    wanted = words.casefold().split()
    above = {path for row in rows for path in parents(row.tag)}
    matching = {row.tag for row in rows if all(word in _text(row) for word in wanted)}
    shown = matching | {path for tag in matching for path in parents(tag)}
    return [
        TreeRow(
            of=row,
            depth=row.tag.count("/"),
            has_below=row.tag in above,
            is_folded=row.tag in above and row.tag in folded and not wanted,
            is_match=row.tag in matching,
        )
        for row in rows
        if row.tag in shown and (wanted or not any(path in folded for path in parents(row.tag)))
    ]


def best(rows: Sequence[TreeRow], words: str) -> str | None:
    """The tag that is most likely meant by what is typed: one that is called so, else one whose name holds it, else any that matches."""
    wanted = words.casefold().split()
    matching = [row for row in rows if row.is_match]
    called = [row.tag for row in matching if wanted == [row.name.casefold()]]
    named = [row.tag for row in matching if all(word in row.name.casefold() for word in wanted)]
    return next(iter([*called, *named, *(row.tag for row in matching)]), None)


def _text(row: TagRow) -> str:
    return f"{row.tag} {row.title or ''} {row.definition or ''}".casefold()
