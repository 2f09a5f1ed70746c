"""Overlapping excerpts side by side: each gets a lane of the gutter, as few lanes as will do.

Greedy interval colouring in order of start, which needs no more lanes than excerpts overlap at one place.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from workbench.records.selector import Span

MOST = 3
"""Lanes that are drawn; the last one shows a + where more would be needed."""


@dataclass(frozen=True, slots=True)
class Lanes:
    """Spans in order of start, each with its lane, counted from 0; `index` is the span's place among those given."""

    spans: tuple[Span, ...]
    lane: tuple[int, ...]
    index: tuple[int, ...]
    starts: tuple[int, ...]
    furthest: tuple[int, ...]
    """The largest end among the spans up to and with each: where to begin looking for those that overlap a row."""

    @property
    def count(self) -> int:
        """How many lanes are drawn: at most `MOST`."""
        return min(max(self.lane, default=-1) + 1, MOST)

    def over(self, start: int, end: int) -> list[int]:
        """Positions in `spans` of those that overlap [start, end), or touch `start` if that is empty."""
        end = max(end, start + 1)
        first, behind = bisect_right(self.furthest, start), bisect_left(self.starts, end)
        return [at for at in range(first, behind) if self.spans[at].end > start]


def assign(spans: Iterable[Span]) -> Lanes:
    """Give every span a lane: spans that share a code point never share a lane."""
    order = sorted(enumerate(spans), key=lambda item: (item[1].start, -item[1].end))
    free: list[int] = []
    lane = [_take(free, span) for _, span in order]
    given = tuple(span for _, span in order)
    return Lanes(
        given, tuple(lane), tuple(index for index, _ in order), tuple(span.start for span in given),
        tuple(accumulate((span.end for span in given), max)),
    )  # fmt: skip


def _take(free: list[int], span: Span) -> int:
    """The first lane that is free at the span's start; `free` holds where each lane's last span ends."""
    for lane, end in enumerate(free):
        if end <= span.start:
            free[lane] = span.end
            return lane
    free.append(span.end)
    return len(free) - 1


def bars(lanes: Lanes, starts: Sequence[int], row: int, row_end: int) -> list[tuple[int, str, bool]]:
    """What the gutter shows beside a row: for each excerpt over it (position in `lanes.spans`, bar, whether it begins here).

    Args:
        lanes: The article's excerpts.
        starts: The start of every row of the layout.
        row: The row.
        row_end: Where the next row starts, or the end of the text.
    """
    shown = []
    for at in lanes.over(starts[row], row_end):
        span = lanes.spans[at]
        begins, ends = span.start >= starts[row], span.end <= row_end
        shown.append((at, "╺" if begins and ends else "┏" if begins else "┗" if ends else "┃", begins))
    return shown
