"""What merging the excerpts of three annotation files has to come to, made of what two changes of one excerpt come to.

The merge driver joins texts; this joins records, without a thought of lines, and says what the texts have to hold.
"""

from __future__ import annotations

import msgspec

from workbench.records.excerpt import Annotations, Excerpt
from workbench.storage import merging

Conflicts = list[tuple[str, str]]
"""Where somebody has to look: the id of an excerpt, and the field, "removed" if one side took away what the other changed."""


def merge(base: Annotations, mine: Annotations, theirs: Annotations) -> tuple[Annotations, Conflicts]:
    """Join two changes of the same annotations, excerpt by excerpt."""
    sides = [{excerpt.id: excerpt for excerpt in side.excerpts} for side in (base, mine, theirs)]
    joined: dict[str, Excerpt] = {}
    conflicts: Conflicts = []
    for name in sorted({*sides[0], *sides[1], *sides[2]}):
        for excerpt in _join_one(*(side.get(name) for side in sides), conflicts=conflicts):
            joined[excerpt.id] = excerpt
    return Annotations(article=base.article, excerpts=merging.in_text_order(joined.values())), sorted(conflicts)


def _join_one(base: Excerpt | None, mine: Excerpt | None, theirs: Excerpt | None, *, conflicts: Conflicts) -> list[Excerpt]:
    """What becomes of one id: nothing, an excerpt, or two where they cannot be one."""
    if mine is None or theirs is None:
        left = mine or theirs
        if left is None or left == base:
            return []
        if base is not None:
            conflicts.append((left.id, "removed"))
        return [left]
    if mine == theirs:
        return [mine]
    excerpt, clashes = merging.join_excerpt(base, mine, theirs)
    conflicts += [(mine.id, field) for field in clashes]
    if set(clashes) <= {"note"}:
        return [excerpt]
    earlier = min(mine, theirs, key=merging._age)
    return [excerpt, msgspec.structs.replace(earlier, id=merging._id_of(earlier))]
