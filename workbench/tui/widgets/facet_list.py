"""Fields with their values and counts, to narrow a search by, and hits over time as bars to walk along."""

from __future__ import annotations

from textual import events

from workbench.tui.drawing import Row, cut_middle, cut_row, spread
from workbench.tui.models.block_list import kept_cursor
from workbench.tui.models.facet_rows import FacetRow, RowKind, name_of
from workbench.tui.models.histogram import Bar, glyph, window
from workbench.tui.safe import one_line
from workbench.tui.widgets.block_list import BlockList

_WIDEST_BAR = 3


class FacetList(BlockList):
    """The rows of the facets pane; the cursor stays on its row when the counts change."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.rows: list[FacetRow] = []
        self._at = ""
        """The year or month walked to."""
        self._anchor: str | None = None
        """The other end of the range being taken."""

    @property
    def at_cursor(self) -> FacetRow | None:
        """The row the cursor is on."""
        return self.rows[self.cursor] if self.rows else None

    @property
    def dates(self) -> tuple[str, str] | None:
        """The range walked to, if the cursor is on the bars: twice the same where it is one."""
        bars = self._bars()
        if not bars:
            return None
        low, high = self._range(bars)
        return bars[low].date, bars[high].date

    def show(self, rows: list[FacetRow]) -> None:
        """Show other rows."""
        keys = ["\0".join(row.key) for row in rows]
        cursor = kept_cursor(["\0".join(row.key) for row in self.rows], self.cursor, keys)
        self.rows = rows
        self.refresh_entries(cursor)

    def entries(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    def block(self, index: int, width: int) -> list[Row]:
        """A row; a blank one below the last of a field."""
        row, width = self.rows[index], width - 1  # a gap before the scrollbar
        drawn = self._drawn_bars(row.bars, index, width) if row.kind is RowKind.BARS else [_drawn(row, width)]
        ends = index + 1 < len(self.rows) and self.rows[index + 1].kind is RowKind.FIELD
        return [*drawn, []] if ends else drawn

    def empty_rows(self, width: int) -> list[Row]:
        """Nothing was found, or it is being counted."""
        return [[], cut_row([("Nothing to narrow by.", "quiet")], width)]

    # Walking along the bars

    def walk(self, by: int, *, extend: bool = False) -> bool:
        """Go to another year or month; whether the cursor is on the bars."""
        bars = self._bars()
        if not bars:
            return False
        at = self._index(bars)
        self._anchor = (self._anchor or bars[at].date) if extend else None
        self._at = bars[min(max(at + by, 0), len(bars) - 1)].date
        self._redraw()
        return True

    def drop_range(self) -> bool:
        """Take no range any more; whether one was being taken."""
        if self._anchor is None:
            return False
        self._anchor = None
        self._redraw()
        return True

    def go_to(self, index: int) -> None:
        """Put the cursor on a row; on the bars it shows where one is among them."""
        before = self.cursor
        super().go_to(index)
        if before != self.cursor and any(self.rows[one].kind is RowKind.BARS for one in (before, self.cursor) if self.rows):
            self._redraw()

    def on_focus(self) -> None:
        """Where one is among the bars is shown only where the keys go."""
        super().on_focus()
        self._redraw()

    def on_blur(self) -> None:
        """And not where they do not."""
        super().on_blur()
        self._redraw()

    def on_click(self, event: events.Click) -> None:
        """A click chooses."""
        index = self._blocks.at(event.y + self.scroll_offset.y)
        if index is not None:
            self.go_to(index)
            self.post_message(self.Chosen(self))

    def _redraw(self) -> None:
        self._stack()
        self.refresh()

    def _bars(self) -> tuple[Bar, ...]:
        row = self.at_cursor
        return row.bars if row and row.kind is RowKind.BARS else ()

    def _index(self, bars: tuple[Bar, ...]) -> int:
        return next((number for number, bar in enumerate(bars) if bar.date == self._at), len(bars) - 1)

    def _range(self, bars: tuple[Bar, ...]) -> tuple[int, int]:
        at = self._index(bars)
        other = next((number for number, bar in enumerate(bars) if bar.date == self._anchor), at)
        return min(at, other), max(at, other)

    def _drawn_bars(self, bars: tuple[Bar, ...], index: int, width: int) -> list[Row]:
        inside = self.has_focus and index == self.cursor
        first, last = self._range(bars)
        low, high = window(len(bars), self._index(bars), width)
        cells = max(min(_WIDEST_BAR, width // (high - low)), 1)
        highest = max(bar.count for bar in bars)
        drawn: Row = []
        below: Row = []
        for number in range(low, high):
            bar, walked = bars[number], inside and first <= number <= last
            drawn.append((_spaced(glyph(bar, highest), cells), "strong" if walked else "accent"))
            # A second sign below each, for screens without colours and for bars without height.
            below.append((_spaced("▲" if walked else "■" if bar.is_chosen else " ", cells), "strong" if walked else "key"))
        label = _label(bars[first : last + 1] if inside else bars, counted=inside)
        return [drawn, below, cut_row([(label, "quiet")], width)]


def _spaced(character: str, cells: int) -> str:
    """A character so often that a gap is left before the next, where there is room for one."""
    return character * max(cells - 1, 1) + " " * (cells > 1)


def _label(bars: tuple[Bar, ...], *, counted: bool) -> str:
    span = bars[0].date if len(bars) == 1 else f"{bars[0].date} – {bars[-1].date}"
    return f"{span}: {sum(bar.count for bar in bars):,}" if counted else span


def _drawn(row: FacetRow, width: int) -> Row:
    if row.kind is RowKind.FIELD:
        name: Row = [(name_of(row.field), "strong")]
        return spread(name, [(f"{row.count:,} ▸", "quiet")] if row.is_folded else [], width)
    if row.kind is RowKind.MORE:
        return cut_row([("  ", "text"), (f"{row.count:,} more", "quiet")], width)
    box: Row = [("■ " if row.is_chosen else "□ ", "key" if row.is_chosen else "quiet")]
    count = f"{row.count:,}"
    value = cut_middle(one_line(row.value), width - len(count) - 4)
    return spread([*box, (value, "strong" if row.is_chosen else "text")], [(count, "quiet")], width)
