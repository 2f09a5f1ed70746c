"""A list whose entries are several rows of styled text: the base of the results and of the excerpts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from workbench.tui.drawing import Row, strip_of
from workbench.tui.models.block_list import Blocks, stack
from workbench.tui.widgets.scrolling import Scrolling
from workbench.tui.widgets.themed import palette_for

LIST_MOTIONS = frozenset({"up", "down", "page-up", "page-down", "top", "bottom"})


class BlockList(Scrolling, can_focus=True):
    """Entries with a cursor; subclasses say what an entry looks like."""

    ALLOW_SELECT: ClassVar[bool] = False
    has_cursor: ClassVar[bool] = True
    """Whether it is seen which entry the cursor is on."""

    DEFAULT_CSS = """
    BlockList { height: 1fr; width: 1fr; scrollbar-size-vertical: 1; overflow-x: hidden; overflow-y: auto; }
    """

    @dataclass
    class CursorMoved(Message):
        """The cursor came to another entry."""

        block_list: BlockList

    @dataclass
    class Chosen(Message):
        """An entry was clicked that the cursor was on already."""

        block_list: BlockList

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.cursor = 0
        self._blocks: Blocks = stack(())
        self._drawn: dict[int, list[Row]] = {}
        self._size_drawn = (0, 0)

    # What subclasses say

    def entries(self) -> int:
        """How many entries there are."""
        raise NotImplementedError

    def block(self, index: int, width: int) -> list[Row]:
        """The rows of an entry, `width` cells wide; every entry has the same rows for the same width."""
        raise NotImplementedError

    def height_of(self, index: int, width: int) -> int:
        """How many rows an entry has. Lists of thousands say it without drawing them all."""
        return len(self._rows_of(index, width))

    def empty_rows(self, width: int) -> list[Row]:
        """What stands there when there is no entry."""
        raise NotImplementedError

    # What they call

    def refresh_entries(self, cursor: int) -> None:
        """The entries are others now."""
        self.cursor = min(max(cursor, 0), max(self.entries() - 1, 0))
        self._stack()
        self._reveal()
        self.refresh()

    def move(self, motion: str) -> None:
        """Move the cursor: one of `LIST_MOTIONS`."""
        count = self.entries()
        if not count:
            return
        page = max(self.size.height - 1, 1)
        self.go_to(
            {
                "up": self.cursor - 1,
                "down": self.cursor + 1,
                "top": 0,
                "bottom": count - 1,
                "page-up": self._blocks.paged(self.cursor, -page),
                "page-down": self._blocks.paged(self.cursor, page),
            }[motion]
        )

    def go_to(self, index: int) -> None:
        """Put the cursor on an entry."""
        index = min(max(index, 0), max(self.entries() - 1, 0))
        if index == self.cursor:
            return
        before, self.cursor = self.cursor, index
        for changed in (before, index):
            self._refresh_block(changed)
        self._reveal()
        self.post_message(self.CursorMoved(self))

    def _refresh_block(self, index: int) -> None:
        if index + 1 < len(self._blocks.tops):
            top, behind = self._blocks.tops[index], self._blocks.tops[index + 1]
            self.refresh_lines(top, behind - top)

    def _reveal(self) -> None:
        if self.size.height and len(self._blocks):
            top = self._blocks.scrolled(self.scroll_offset.y, self.cursor, self.size.height)
            if top != self.scroll_offset.y:
                self.scroll_to(y=top, animate=False, force=True)

    def _stack(self) -> None:
        width = self.size.width
        self._size_drawn = (self.size.width, self.size.height)
        self._drawn = {}
        # Before it has a place on the screen there is nothing to break into rows; the first resize does it.
        self._blocks = stack([self.height_of(index, width - 2) for index in range(self.entries())] if width else [])
        if width:
            self.virtual_size = Size(width, self._blocks.height)

    def _rows_of(self, index: int, width: int) -> list[Row]:
        if index not in self._drawn:
            self._drawn[index] = self.block(index, width)
        return self._drawn[index]

    def on_resize(self) -> None:
        """The widget has another size."""
        self.follow_size()

    def on_show(self) -> None:
        """The widget is on the screen again: what it was given meanwhile is broken into rows. Textual tells no size that it knows."""
        self.follow_size()

    def follow_size(self) -> None:
        """Break the entries anew if the size is another one than before."""
        if self._size_drawn != (self.size.width, self.size.height):
            self._stack()
            self._reveal()
            self.refresh()

    # Drawing

    def render_line(self, y: int) -> Strip:
        """One row of the widget."""
        palette, width = palette_for(self), self.size.width
        row = y + self.scroll_offset.y
        index = self._blocks.at(row)
        if index is None:
            rows: Sequence[Row] = self.empty_rows(width - 2) if not self.entries() else ()
            return strip_of([(" ", "text"), *(rows[y] if y < len(rows) else [])], width, palette)
        on_cursor = index == self.cursor
        runs = self._rows_of(index, width - 2)[row - self._blocks.tops[index]]
        is_last = row == self._blocks.tops[index + 1] - 1 and not runs
        bar = ("▌" if self.has_focus else "▎") if on_cursor and not is_last and self.has_cursor else " "
        over: Style | None = palette["cursor"] if on_cursor and self.has_focus and not is_last else None
        return strip_of([(bar, "accent"), *runs], width, palette, over)

    def on_focus(self) -> None:
        """The cursor is drawn in full where the keys go."""
        self._refresh_block(self.cursor)

    def on_blur(self) -> None:
        """And narrow where they do not."""
        self._refresh_block(self.cursor)

    # The mouse

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on an entry; on the one that has it, or twice: choose it."""
        index = self._blocks.at(event.y + self.scroll_offset.y)
        if index is None:
            return
        if index == self.cursor and event.chain >= 2:
            self.post_message(self.Chosen(self))
        self.go_to(index)

    def _on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._wheel(event, 3)

    def _on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._wheel(event, -3)

    def _wheel(self, event: events.MouseEvent, rows: int) -> None:
        event.stop()
        event.prevent_default()
        self.scroll_to(y=self.scroll_offset.y + rows, animate=False)
