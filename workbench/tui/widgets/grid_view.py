"""A table of numbers that one walks through: tags by articles, tags by time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from workbench.tui.drawing import Row, cut, spread, strip_of
from workbench.tui.models.grid import Grid, Head
from workbench.tui.models.histogram import Bar, glyph
from workbench.tui.safe import one_line
from workbench.tui.widgets.themed import palette_for

_NARROWEST, _WIDEST = 4, 8
_EMPTY = Grid((), (), ())


class GridView(Widget, can_focus=True):
    """Heads stay in sight; the cursor is on one cell. Columns are numbered where their names have no room."""

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS = """
    GridView { height: 1fr; width: 1fr; }
    """

    @dataclass
    class CursorMoved(Message):
        """The cursor came to another cell."""

        grid_view: GridView

    @dataclass
    class Chosen(Message):
        """The cell under the cursor was clicked."""

        grid_view: GridView

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.grid = _EMPTY
        self.row = self.column = 0
        self._top = self._left = 0
        # Of tables with thousands of columns neither is looked up for each cell that is drawn.
        self._longest_row = self._longest_column = 0

    def show(self, grid: Grid) -> None:
        """Show another table; the cursor stays in its row and column where they are still there."""
        before, at = self.grid, (self.row, self.column)
        self.grid = grid
        self._longest_row = max((2 * head.depth + len(one_line(head.label)) for head in grid.rows), default=0)
        self._longest_column = max((len(head.label) for head in grid.columns), default=0)
        self.row = _kept(before.rows, at[0], grid.rows)
        self.column = _kept(before.columns, at[1], grid.columns)
        self._reveal()
        self.refresh()

    @property
    def narrowing(self) -> str:
        """What narrows a list to the cell under the cursor; empty where there is none."""
        return self.grid.query_of(self.row, self.column) if self.grid.rows and self.grid.columns else ""

    @property
    def count(self) -> int:
        """The number under the cursor."""
        return self.grid.cells[self.row][self.column] if self.grid.rows and self.grid.columns else 0

    def move(self, down: int, right: int) -> None:
        """Walk."""
        rows, columns = len(self.grid.rows), len(self.grid.columns)
        if not rows or not columns:
            return
        self.row = min(max(self.row + down, 0), rows - 1)
        self.column = min(max(self.column + right, 0), columns - 1)
        self._reveal()
        self.refresh()
        self.post_message(self.CursorMoved(self))

    # Sizes

    @property
    def _label_cells(self) -> int:
        return min(self._longest_row + 7, max(self.size.width // 3, 20))

    @property
    def _cell_cells(self) -> int:
        return _NARROWEST if self._is_numbered else max(_NARROWEST, self._longest_column + 2)

    @property
    def _is_numbered(self) -> bool:
        return self._longest_column > _WIDEST

    @property
    def _columns_shown(self) -> int:
        return max((self.size.width - self._label_cells - 2) // self._cell_cells, 1)

    @property
    def page(self) -> int:
        """How many rows are in sight."""
        return max(self.size.height - 1 - sum(head.is_bar for head in self.grid.rows), 1)

    def _reveal(self) -> None:
        if self.size.width:
            self._top = min(max(self._top, self.row - self.page + 1), self.row)
            self._left = min(max(self._left, self.column - self._columns_shown + 1), self.column)

    def on_resize(self) -> None:
        """Other cells have room."""
        self._reveal()
        self.refresh()

    # Drawing

    def _lines(self) -> list[tuple[int, bool]]:
        """For each line below the heads: the row, and whether it is the line of bars."""
        return [
            (number, bars)
            for number, head in enumerate(self.grid.rows)
            if number >= self._top
            for bars in ((True, False) if head.is_bar else (False,))
        ]

    def render_line(self, y: int) -> Strip:
        """The heads of the columns, then the rows."""
        width, palette = self.size.width, palette_for(self)
        if not self.grid.columns:
            return strip_of([], width, palette)
        if y == 0:
            return strip_of(self._heads(), width, palette)
        lines = self._lines()
        return strip_of(self._row(*lines[y - 1]) if y <= len(lines) else [], width, palette)

    def _shown(self) -> range:
        return range(self._left, min(self._left + self._columns_shown, len(self.grid.columns)))

    def _heads(self) -> Row:
        more = "‹" if self._left else " "
        row: Row = [(" " * (self._label_cells + 1), "quiet"), (more, "quiet")]
        for column in self._shown():
            label = str(column + 1) if self._is_numbered else one_line(self.grid.columns[column].label)
            row.append((f"{label:>{self._cell_cells}}", "title" if column == self.column else "quiet"))
        return [*row, ("›", "quiet")] if self._shown().stop < len(self.grid.columns) else row

    def _row(self, number: int, bars: bool) -> Row:  # noqa: FBT001 - a line is a row, or the bars above one
        head, here = self.grid.rows[number], number == self.row
        if bars:
            row: Row = [(" " * (self._label_cells + 2), "quiet")]
            highest = max(self.grid.cells[number], default=0)
            for column in self._shown():
                bar = glyph(Bar("", self.grid.cells[number][column]), highest) * (self._cell_cells - 2)
                row.append((f"{bar:>{self._cell_cells}}", "accent"))
            return row
        mark = ("▌" if self.has_focus else "▎") if here else " "
        label = cut("  " * head.depth + one_line(head.label), self._label_cells - 7)
        left: Row = [(label, "title" if here else "text")]
        row = [(mark, "accent"), *spread(left, [(f"{head.total:,} ", "quiet")], self._label_cells), (" ", "text")]
        for column in self._shown():
            row += self._cell(number, column)
        return row

    def _cell(self, number: int, column: int) -> Row:
        count = self.grid.cells[number][column]
        text = f"{count:,}" if count else "·"
        gap = " " * max(self._cell_cells - len(text), 0)
        if (number, column) == (self.row, self.column):
            return [(gap[:-1], "text"), (f" {text}", "current")]
        return [(gap, "text"), (text, "strong" if count else "line")]

    def on_focus(self) -> None:
        """The cursor is drawn in full where the keys go."""
        self.refresh()

    def on_blur(self) -> None:
        """And narrow where they do not."""
        self.refresh()

    # The mouse

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on a cell; on the one that has it: choose it."""
        lines = self._lines()
        column = self._left + (event.x - self._label_cells - 2) // self._cell_cells
        if not 1 <= event.y <= len(lines) or column not in self._shown():
            return
        row = lines[event.y - 1][0]
        if (row, column) == (self.row, self.column):
            self.post_message(self.Chosen(self))
        self.move(row - self.row, column - self.column)


def _kept(before: Sequence[Head], at: int, after: Sequence[Head]) -> int:
    """The place of what the cursor was on, among other heads; two articles may have one title."""
    name = before[at].query or before[at].label if at < len(before) else ""
    place = next((number for number, head in enumerate(after) if (head.query or head.label) == name), None)
    return min(at, max(len(after) - 1, 0)) if place is None else place


def told(view: GridView) -> Row:
    """The cell under the cursor in words."""
    if not view.grid.rows or not view.grid.columns:
        return []
    row, column = view.grid.rows[view.row], view.grid.columns[view.column]
    number = f"{view.column + 1}: " if view._is_numbered else ""  # noqa: SLF001 - one module
    words: Row = [(" ", "text"), (f"{view.count:,} ", "strong"), (f"× {one_line(row.label)} ", "text")]
    return [*words, (f"in {number}{one_line(column.label)} ", "quiet")]
