"""Forms: a few lines directly above the footer, over whatever one is looking at.

A form knows its fields and what is typed in them; what saving means is said by whoever opened it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from workbench.tui.drawing import Row
from workbench.tui.widgets.line import Line


class Field(Horizontal):
    """A label and an input in one row."""

    DEFAULT_CSS = """
    Field { height: 1; }
    Field > Line { width: 14; }
    Field > Input { width: 1fr; border: none; height: 1; padding: 0; background: $background; }
    Field > Input:focus { border: none; background-tint: transparent; }
    """

    def __init__(self, label: str, value: str = "", *, placeholder: str = "", id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.label = label
        self.line = Line()
        self.input = Input(value, placeholder, compact=True, select_on_focus=False)
        self.input.cursor_blink = False
        self._say(focused=False)

    def compose(self) -> ComposeResult:
        """Label, then input."""
        yield self.line
        yield self.input

    @property
    def value(self) -> str:
        """What is typed."""
        return self.input.value

    def on_descendant_focus(self) -> None:
        """The label lights up where the keys go."""
        self._say(focused=True)

    def on_descendant_blur(self) -> None:
        """And is quiet where they do not."""
        self._say(focused=False)

    def _say(self, *, focused: bool) -> None:
        mark = "▌" if focused else " "
        self.line.say([(mark, "accent"), (self.label, "strong" if focused else "quiet")])


class Form(Vertical):
    """Fields in order; subclasses add what they show beside them."""

    DEFAULT_CSS = """
    Form { height: auto; }
    """

    NAME: ClassVar[str] = ""
    """What the message says was left, when it is."""

    def __init__(self, fields: list[Field], saved: Callable[[], None], left: Callable[[], None] | None = None) -> None:
        super().__init__()
        self.fields = fields
        self._saved = saved
        self._left = left
        self.ready: Callable[[], None] = lambda: None
        """Called when one can type into it."""

    def compose(self) -> ComposeResult:
        """The fields, one below the other."""
        yield from self.fields

    def on_mount(self) -> None:
        """Put the cursor into the first field."""
        self._enter(self.fields[0])
        self.ready()

    def save(self) -> None:
        """Enter: what is typed is saved."""
        self._saved()

    def leave(self) -> None:
        """Esc: nothing is saved."""
        if self._left:
            self._left()

    def step(self, by: int) -> None:
        """Tab: to another field, round and round."""
        inside = next((number for number, field in enumerate(self.fields) if self.is_in(field)), 0)
        self._enter(self.fields[(inside + by) % len(self.fields)])

    def is_in(self, field: Field) -> bool:
        """Whether what is typed goes into a field; an input's own `has_focus` lags behind."""
        return self.screen.focused is field.input

    def _enter(self, field: Field) -> None:
        # At once: `Widget.focus` comes after keys that are waiting already, and those would go to the wrong field.
        self.screen.set_focus(field.input)

    def up(self) -> None:
        """To the line above, in forms that have a list."""

    def down(self) -> None:
        """To the line below, in forms that have a list."""


class Note(Line):
    """A quiet line of a form."""

    def tell(self, text: str, role: str = "quiet") -> None:
        """Show a sentence."""
        row: Row = [(" ", "text"), (text, role)]
        self.say(row)
