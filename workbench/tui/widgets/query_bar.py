"""The top line: the query, and at its right what came of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.highlighter import Highlighter
from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input

from workbench.tui.widgets.line import Line
from workbench.tui.widgets.themed import palette_for

_ROLES = {"field": "accent", "operator": "accent", "bracket": "quiet"}
_BOLD = frozenset({"operator", "phrase", "pattern", "value"})

Tokens = Callable[[str], list[tuple[int, int, str]]]


class QueryColours(Highlighter):
    """Makes what is not a bare word stand out; plain until someone says how to tell.

    Args:
        style_of: The style of a role.
    """

    def __init__(self, style_of: Callable[[str], Style]) -> None:
        self.tokens: Tokens | None = None
        self.mistakes: tuple[str, tuple[tuple[int, int], ...]] = "", ()
        """A query, and where in it something is remarked upon."""
        self._style_of = style_of

    def highlight(self, text: Text) -> None:
        """Style the parts of a query."""
        for start, end, kind in self.tokens(text.plain) if self.tokens else ():
            colour = self._style_of(_ROLES[kind]).color if kind in _ROLES else None
            text.stylize(Style(color=colour, bold=kind in _BOLD or None), start, end)
        query, places = self.mistakes
        for start, end in places if query == text.plain else ():
            # What is said of the whole of a long query is no mistake in it.
            if end - start < len(query) or " " not in query:
                text.stylize(Style(color=self._style_of("warning").color, underline=True), start, end)


class QueryInput(Input):
    """The query line itself."""

    ALLOW_SELECT: ClassVar[bool] = False
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)
    """How long the text is moves no other widget; Textual would arrange the whole screen anew for each key."""

    class CursorMoved(Message):
        """The cursor moved, or something was selected."""

    def watch_selection(self) -> None:
        """Tell of it."""
        self.post_message(self.CursorMoved())


def type_into(field: Input, text: str) -> None:
    """Type a character, or all that was pasted, into an input, at once.

    The key that leads to the query line is not text where it would begin a query: one may press it without looking.
    """
    chosen = field.selection
    whole = not field.value or len(field.selected_text) == len(field.value)
    if text == "/" and whole and isinstance(field, QueryInput):
        field.action_select_all()
    elif chosen.is_empty:
        field.insert_text_at_cursor(text)
    else:
        field.replace(text, *chosen)


class QueryBar(Horizontal):
    """A slash, the query, and the number of hits."""

    DEFAULT_CSS = """
    QueryBar { height: 1; }
    QueryBar > #slash { width: 3; }
    QueryBar > QueryInput { width: 3fr; border: none; height: 1; padding: 0; background: $background; }
    QueryBar > QueryInput:focus { border: none; background-tint: transparent; }
    QueryBar > #count { width: 2fr; }
    """

    def __init__(self) -> None:
        super().__init__(id="query-bar")
        self.slash = Line([(" / ", "quiet")], id="slash")
        self.colours = QueryColours(lambda role: palette_for(self)[role])
        # Textual would select what is there when it hears of the focus, which may be after the first letters were typed:
        # the next one would replace them. Whoever leads here selects at once.
        self.input = QueryInput(compact=True, highlighter=self.colours, id="query", placeholder="search", select_on_focus=False)
        self.input.cursor_blink = False
        self.count = Line(id="count")

    def compose(self) -> ComposeResult:
        """Left to right."""
        yield self.slash
        yield self.input
        yield self.count

    def on_descendant_focus(self) -> None:
        """The slash lights up where the keys go."""
        self.slash.say([("▌/ ", "key")])

    def on_descendant_blur(self) -> None:
        """And is quiet where they do not."""
        self.slash.say([(" / ", "quiet")])
