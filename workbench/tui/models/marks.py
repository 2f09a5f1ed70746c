"""Which states each stretch of a row of text has: the runs a reader draws.

A state is a bit, so that a run's look is one number; which bit wins is decided where the numbers become styles
(selection, then the current hit, hits, excerpts, finds).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from enum import IntFlag
from itertools import pairwise

from workbench.records.selector import Span


class Mark(IntFlag):
    """What a stretch of text is, besides text."""

    NONE = 0
    FOUND = 1
    EXCERPT = 2
    EXCERPTS = 4
    """Two excerpts or more."""
    HIT = 8
    CURRENT = 16
    """The hit or find one has gone to."""
    SELECTED = 32
    CARET = 64
    HEADING = 128


def compose(
    start: int, end: int, layers: Iterable[tuple[Mark, Iterable[Span]]], base: Mark = Mark.NONE
) -> list[tuple[int, int, Mark]]:
    """Cut [start, end) at every border of a span and say what holds on each piece.

    Args:
        start: First code point of the row.
        end: One behind its last.
        layers: Marks with the spans they hold on; a second `EXCERPT` on one piece makes it `EXCERPTS`.
        base: What holds on the whole row.

    Returns:
        Pieces in order, without gaps, adjoining pieces differing in their marks.
    """
    clipped = [
        (mark, max(span.start, start), min(span.end, end))
        for mark, spans in layers
        for span in spans
        if span.start < end and span.end > start
    ]
    if not clipped:
        return [(start, end, base)] if start < end else []
    borders = sorted({start, end, *(low for _, low, _ in clipped), *(high for _, _, high in clipped)})
    pieces: list[tuple[int, int, Mark]] = []
    for low, high in pairwise(borders):
        marks = base
        for mark, first, behind in clipped:
            if first <= low < behind:
                marks |= Mark.EXCERPTS if mark is Mark.EXCERPT and marks & Mark.EXCERPT else mark
        if pieces and pieces[-1][2] == marks:
            pieces[-1] = (pieces[-1][0], high, marks)
        else:
            pieces.append((low, high, marks))
    return pieces


def within(spans: Sequence[Span], start: int, end: int) -> Sequence[Span]:
    """Those of `spans` (in order, not overlapping) that overlap [start, end)."""
    first = bisect_right(spans, start, key=lambda span: span.end)
    return spans[first : bisect_left(spans, end, key=lambda span: span.start)]
