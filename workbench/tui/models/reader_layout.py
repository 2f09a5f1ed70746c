"""Where every code point of a text is on the screen, for one width.

Offsets are code points of the article's text. Rows and cells count from 0, from the first row of the text and the left edge of
the reading column. A caret stands on a cluster, or on an empty row; never on the space a row is broken at.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from workbench.text.cells import character_width, width, wrap
from workbench.tui.models.clusters import cluster_end, cluster_start, is_extension, laid_out


@dataclass(frozen=True, slots=True)
class Layout:
    """A text broken into rows: row r draws the code points [starts[r], ends[r])."""

    text: str
    columns: int
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.starts)

    def row_of(self, offset: int) -> int:
        """The row that `offset` is in; the space or line feed behind a row counts to it."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    def cell_of(self, offset: int) -> tuple[int, int]:
        """The row and the cell at which the code point at `offset` is drawn."""
        row = self.row_of(offset)
        return row, width(self.text[self.starts[row] : min(offset, self.ends[row])])

    def offset_at(self, row: int, cell: int) -> int:
        """The caret's offset nearest to a place on the screen: of its row the cluster that covers the cell, else the last."""
        row = min(max(row, 0), len(self.starts) - 1)
        at, end = self.starts[row], self.ends[row]
        while at < end:
            cell -= character_width(self.text[at])
            if cell < 0:
                break
            at += 1
        return self.snap(min(at, max(end - 1, self.starts[row])))

    def snap(self, offset: int) -> int:
        """The nearest place where a caret may stand, in the same row."""
        row = self.row_of(min(max(offset, 0), max(len(self.text) - 1, 0)))
        start, end = self.starts[row], self.ends[row]
        if start >= end:
            return start
        at = cluster_start(self.text, min(max(offset, start), end - 1))
        at = max(at, start)
        while at < end - 1 and is_extension(self.text, at):  # the hidden mark of a sub-heading
            at += 1
        return at

    def after(self, offset: int) -> int:
        """The next place where a caret may stand; `offset` itself at the end of the text."""
        row = self.row_of(offset)
        following = cluster_end(self.text, offset)
        if following < self.ends[row]:
            return self.snap(following)
        return self.snap(self.starts[row + 1]) if row + 1 < len(self.starts) else self.snap(offset)

    def before(self, offset: int) -> int:
        """The place for a caret before `offset`; `offset` itself at the beginning of the text."""
        row = self.row_of(offset)
        first = self.snap(self.starts[row])
        if offset > first:
            return self.snap(offset - 1)
        return self.snap(max(self.ends[row - 1] - 1, self.starts[row - 1])) if row else first

    def last(self) -> int:
        """The last place where a caret may stand."""
        return self.snap(len(self.text))

    def rows_of(self, start: int, end: int) -> range:
        """The rows that draw something of the code points [start, end)."""
        return range(self.row_of(start), max(bisect_left(self.starts, end), self.row_of(start) + 1))

    def is_heading(self, row: int) -> bool:
        """Whether a row belongs to a sub-heading."""
        start = self.text.rfind("\n", 0, self.starts[row]) + 1
        return self.text.startswith("\u200b\u200b\u200b", start)


def lay_out(text: str, columns: int) -> Layout:
    """Break a text, in its display form, into rows of at most `columns` cells."""
    drawn = laid_out(text)
    rows = wrap(drawn, max(columns, 2))
    starts, ends = zip(*rows, strict=True)
    return Layout(drawn, columns, list(starts), list(ends))


def reading_column(width_cells: int, gutter: int, widest: int = 76) -> tuple[int, int]:
    """Where the reading column is in a pane: its left edge and its columns, at most `widest`, centred with its gutter.

    One cell stays free at the right, so that text never touches what stands there.
    """
    room = max(width_cells - gutter - 1, 2)
    columns = min(room, widest)
    return gutter + (room - columns) // 2, columns
