"""A screen with a line to filter by, a body below it, and a sheet beside that with what the cursor of the body is on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.widgets import Input

from workbench.tui.models.arrangement import MIDDLING, SMALLEST
from workbench.tui.screens.keyed import KeyScreen
from workbench.tui.widgets.line import Line
from workbench.tui.widgets.query_bar import QueryBar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.widget import Widget

    from workbench.tui.widgets.block_list import BlockList


class FilteredScreen(KeyScreen):
    """Where the focus is, what has room, and the way back; subclasses say what is shown.

    Args:
        sheet: What stands beside the body where there is room, or where a person wants it.
        placeholder: What can be typed into the line.
        back: Opens the screen that one step back leads to; None: the main one.
    """

    DEFAULT_CSS: ClassVar[str] = """
    #too-small { height: 1fr; display: none; }
    """

    def __init__(self, sheet: Widget, placeholder: str, back: Callable[[], None] | None) -> None:
        super().__init__()
        self._beside = sheet
        self._came_from = back
        self.query_bar = QueryBar()
        self.query_bar.input.placeholder = placeholder
        self.title_line = Line()
        self.too_small = Line(id="too-small")
        self.in_query = False
        self.has_sheet: bool | None = None
        """Whether the sheet is shown; None: where there is room."""
        self._there = self.held_back.hold(patient=True)
        self.handlers |= {
            "back": self._back,
            "query.focus": self.to_query,
            "query.results": self.leave_query,
            "pane.next": self._other_pane,
            "pane.previous": self._other_pane,
            "side.toggle": self.toggle_sheet,
        }

    # What subclasses say

    @property
    def body(self) -> Widget:
        """What has the focus if the line to filter by has not."""
        raise NotImplementedError

    @property
    def lists(self) -> Sequence[BlockList]:
        """What breaks its entries anew for another width."""
        raise NotImplementedError

    def begin(self) -> None:
        """Read what is to be shown; the screen is there."""
        raise NotImplementedError

    def arrange_view(self) -> None:
        """Show the parts that have room."""
        raise NotImplementedError

    def say_state(self) -> None:
        """What the body is."""
        raise NotImplementedError

    def typed(self, text: str) -> None:
        """Something else is typed into the line."""
        raise NotImplementedError

    def step_back(self) -> bool:
        """Undo the last thing that narrows or covers the body; whether there was one."""
        raise NotImplementedError

    def leave(self) -> None:
        """Go to the main screen."""
        raise NotImplementedError

    # Beginning

    def on_mount(self) -> None:
        """Begin in the body."""
        self.arrange_view()
        self.refocus_body()
        self.begin()
        self._there()
        self.screen_layout_refresh_signal.subscribe(self, lambda _: self.laid_out())

    def laid_out(self) -> None:
        """Textual forgets the resize event of a widget that is scrolled while the layout changes."""
        for widget in self.lists:
            if widget.is_attached:
                widget.follow_size()

    def on_resize(self) -> None:
        """Other parts may have room now."""
        self.arrange_view()

    # What has room

    @property
    def is_roomy(self) -> bool:
        """Whether body and sheet have room side by side."""
        return (self.size.width or 80) >= MIDDLING

    @property
    def wants_sheet(self) -> bool:
        """Whether the sheet is to be shown."""
        return self.is_roomy if self.has_sheet is None else self.has_sheet

    def say_too_small(self) -> None:
        """That the terminal is too small, if it is."""
        self.too_small.display = self.is_tiny
        if self.is_tiny:
            words = f"{self.size.width} × {self.size.height}: too small, {SMALLEST[0]} × {SMALLEST[1]} at least"
            self.too_small.say([(words, "strong")])

    def toggle_sheet(self) -> None:
        """Show the sheet, or hide it."""
        self.has_sheet = not self._beside.display
        self.arrange_view()
        self.refocus_body()

    # Focus

    def refocus(self) -> None:
        """Back to where one was."""
        if self.in_query:
            self.to_query()
        else:
            self.refocus_body()

    def refocus_body(self) -> None:
        """Into the body."""
        self._go(self.body, in_query=False)

    def to_query(self) -> None:
        """Into the line to filter by, with what is there selected."""
        self._go(self.query_bar.input, in_query=True)
        self.query_bar.input.action_select_all()

    def leave_query(self) -> None:
        """From the line into the body."""
        # Typed and gone on in one go: what was typed last has not been told of yet.
        self.typed(self.query_bar.input.value)
        self.refocus_body()

    def _go(self, widget: Widget, *, in_query: bool) -> None:
        self.in_query = in_query
        self.set_focus(widget)
        self.say_state()
        self.say_keys()

    def _other_pane(self) -> None:
        if self.in_query:
            self.leave_query()
        else:
            self.to_query()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The focus came by the mouse."""
        if not self.form and event.widget is self.focused:
            inside = event.widget is self.query_bar.input
            if inside is not self.in_query:
                self.in_query = inside
                self.say_state()
                self.say_keys()

    def _back(self) -> None:
        """One step: the form, what narrows or covers the body, and then out."""
        if self.form:
            self.form.leave()
            self.close_form()
        elif not self.step_back():
            self.leave()
            if self._came_from:
                self._came_from()

    # The line

    def say_query(self, text: str) -> None:
        """Show another text in the line, as if it had always been there."""
        with self.prevent(Input.Changed):
            self.query_bar.input.value = text

    def on_input_changed(self, event: Input.Changed) -> None:
        """Something else is typed."""
        if event.input is self.query_bar.input:
            self.typed(event.value)
