"""One row of styled text: titles, states, suggestions, previews."""

from __future__ import annotations

from typing import ClassVar

from textual.strip import Strip
from textual.widget import Widget

from workbench.tui.drawing import Row, spread, strip_of
from workbench.tui.widgets.themed import palette_for


class Line(Widget):
    """A row with a part at the left and one at the right; the left one is cut where both do not fit."""

    ALLOW_SELECT: ClassVar[bool] = False

    DEFAULT_CSS = """
    Line { height: 1; width: 1fr; }
    """

    def __init__(self, left: Row | None = None, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.left: Row = left or []
        self.right: Row = []

    def say(self, left: Row, right: Row | None = None) -> None:
        """Show other runs; nothing is drawn if they are the same."""
        right = right or []
        if (left, right) != (self.left, self.right):
            self.left, self.right = left, right
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The row; blank below it."""
        width = self.size.width
        return strip_of(spread(self.left, self.right, width) if y == 0 else [], width, palette_for(self))
