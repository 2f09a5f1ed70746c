"""Places where a passage may be, though the alignment of the two texts put it elsewhere or nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.anchoring.revision import Revision
from workbench.anchoring.similarity import steps
from workbench.records.selector import Span

_GRAM = 3
"""So many words or signs beside a passage have to stay the same for its border to be looked for there."""
_PLACES = 12
"""So many places of the same words are looked at."""
_ROOM = 1.6
"""A passage is looked for in so many times its length."""
_LETTERS = 4_000
"""Code points; the borders of longer passages stay those of words."""
_MARGIN = 24
"""Code points on each side of a passage that help to find its borders letter by letter."""


def beside_neighbours(revision: Revision, span: Span) -> Iterator[Span]:
    """Stretches of the new text that begin after what stood before the passage, or end before what stood after it."""
    old, new = revision.old_pieces, revision.new_pieces
    inside = old.touched(span.start, span.end)
    room = int(len(inside) * _ROOM) + 8
    before = old.row[max(0, inside.start - _GRAM) : inside.start]
    after = old.row[inside.stop : inside.stop + _GRAM]
    starts = [at + len(before) for at in places(new.row, before)] if before else [0]
    ends = list(places(new.row, after)) if after else [len(new)]
    for start in starts:
        near = [end for end in ends if start < end <= start + room]
        last = min(near) if near else min(len(new), start + len(inside))
        if start < last:
            yield fitted(revision, span, Span(new.starts[start], new.ends[last - 1]))
    for end in ends:
        if not any(start < end <= start + room for start in starts) and end:
            yield fitted(revision, span, Span(new.starts[max(0, end - len(inside))], new.ends[end - 1]))


def places(row: str, gram: str, limit: int = _PLACES) -> Iterator[int]:
    """Where a gram stands in a row of pieces, the first so many places."""
    at = row.find(gram)
    for _ in range(limit):
        if at < 0:
            return
        yield at
        at = row.find(gram, at + 1)


def fitted(revision: Revision, span: Span, rough: Span) -> Span:
    """The borders of a passage in a stretch that holds it roughly, found letter by letter."""
    if max(span.end - span.start, rough.end - rough.start) > _LETTERS:
        return rough
    low, high = max(0, span.start - _MARGIN), span.end + _MARGIN
    first, last = max(0, rough.start - _MARGIN), min(len(revision.new), rough.end + _MARGIN)
    start, end = rough.start, rough.end
    for a, a_end, b, b_end in steps(revision.old[low:high], revision.new[first:last]):
        if a <= span.start - low < a_end:
            start = first + min(b_end, b + span.start - low - a)
        if a < span.end - low <= a_end:
            end = first + min(b_end, b + span.end - low - a)
    return revision.snapped(span, Span(start, end)) if start < end else rough
