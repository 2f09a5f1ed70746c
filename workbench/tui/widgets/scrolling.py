"""What scrolls: lists and articles, whose length concerns their own scrollbar and no other widget."""

from __future__ import annotations

from textual.geometry import Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView


class Scrolling(ScrollView):
    """A scroll view that grows and shrinks without arranging the whole screen anew, as Textual would: 10 ms a keystroke.

    Where the scrollbar comes or goes, Textual arranges all the same.
    """

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)

    def watch_virtual_size(self, size: Size) -> None:
        """Let the scrollbar follow."""
        if self.is_attached:
            self._scroll_update(size)
