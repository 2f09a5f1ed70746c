"""Which tags there are: completing to one while typing."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from workbench.storage import codebook

if TYPE_CHECKING:
    from workbench.workspace.opening import Workspace


class TagSuggestion(Struct, frozen=True, kw_only=True):
    """A tag to complete to: how many excerpts carry it, and what the codebook says of it."""

    tag: str
    count: int
    definition: str | None = None
    colour: str | None = None


def tag_suggestions(workspace: Workspace, typed: str, limit: int = 8) -> list[TagSuggestion]:
    """Tags that `typed` may become: those with a segment that begins with it first, then those that hold it; the most used first."""
    defined = {tag.tag: tag for tag in codebook.read(workspace.library).codebook.tags}
    counts = tag_counts(workspace)
    wanted = typed.casefold()
    ranked = []
    for tag in {**dict.fromkeys(defined), **dict.fromkeys(counts)}:
        folded = tag.casefold()
        begins = folded.startswith(wanted) or any(segment.startswith(wanted) for segment in folded.split("/"))
        if begins or wanted in folded:
            ranked.append((not begins, -counts.get(tag, 0), tag))
    return [
        TagSuggestion(
            tag=tag,
            count=counts.get(tag, 0),
            definition=defined[tag].definition if tag in defined else None,
            colour=defined[tag].colour if tag in defined else None,
        )
        for _, _, tag in sorted(ranked)[:limit]
    ]


def tag_counts(workspace: Workspace) -> Counter[str]:
    """How many excerpts carry each tag, as of the last look at the files."""
    counts: Counter[str] = Counter()
    for summary in workspace.index.summaries.values():
        counts.update(summary.tags)
    return counts
