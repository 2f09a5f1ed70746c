"""Going from place to place in a text: hits, finds and excerpts alike."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.records.selector import Span


def next_index(spans: Sequence[Span], offset: int) -> int | None:
    """The first span, in order of start, that begins behind `offset`; the first of all if none does; None if there are none."""
    if not spans:
        return None
    return next((index for index, span in enumerate(spans) if span.start > offset), 0)


def previous_index(spans: Sequence[Span], offset: int) -> int | None:
    """The last span that begins before `offset`; the last of all if none does; None if there are none."""
    if not spans:
        return None
    before = [index for index, span in enumerate(spans) if span.start < offset]
    return before[-1] if before else len(spans) - 1


def index_at(spans: Sequence[Span], offset: int) -> int | None:
    """The span that begins at `offset`, else the first that covers it, else None."""
    covering = None
    for index, span in enumerate(spans):
        if span.start == offset:
            return index
        if covering is None and span.start <= offset < span.end:
            covering = index
    return covering
