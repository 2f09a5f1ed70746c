"""A list whose entries take several rows each, with a cursor: the results, the excerpts.

Rows count from 0 at the top of the first entry.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class Blocks:
    """How high each entry is, and where it begins; `tops` has one more entry: the height of all."""

    tops: tuple[int, ...]

    @property
    def height(self) -> int:
        """The rows of all entries."""
        return self.tops[-1]

    def __len__(self) -> int:
        return len(self.tops) - 1

    def at(self, row: int) -> int | None:
        """The entry a row belongs to, or None below the last."""
        return bisect_right(self.tops, row) - 1 if 0 <= row < self.height else None

    def scrolled(self, top: int, cursor: int, height: int) -> int:
        """The first row to show so that the entry under the cursor is seen, moving as little as possible."""
        if not len(self):
            return 0
        first, behind = self.tops[cursor], self.tops[cursor + 1]
        if behind - first >= height or first < top:
            return first
        return max(top, behind - height)

    def paged(self, cursor: int, rows: int) -> int:
        """The entry about `rows` rows below (above, if negative) the one under the cursor; always another one if there is one."""
        if not len(self):
            return 0
        row = min(max(self.tops[cursor] + rows, 0), self.height - 1)
        found = bisect_right(self.tops, row) - 1
        if found == cursor:
            found += 1 if rows > 0 else -1
        return min(max(found, 0), len(self) - 1)


def stack(heights: Sequence[int]) -> Blocks:
    """Entries of these heights, one below the other."""
    return Blocks(tuple(accumulate(heights, initial=0)))


def kept_cursor(before: Sequence[str], cursor: int, after: Sequence[str]) -> int:
    """Where the cursor goes when a list is refreshed: the same entry, wherever it is now; else the same place.

    A cursor that nobody has moved from the first entry stays at the first.
    """
    if not after:
        return 0
    if cursor > 0 and cursor < len(before) and before[cursor] in after:
        return after.index(before[cursor])
    return min(cursor, len(after) - 1)
