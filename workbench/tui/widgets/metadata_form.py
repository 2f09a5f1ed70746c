"""The form for what is known of an article: one line a field with its value and how it is known, and one to type in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual.app import ComposeResult

from workbench.records.grading import RELIABILITY
from workbench.tui.drawing import Row, cut
from workbench.tui.safe import one_line
from workbench.tui.widgets.form import Field, Form, Note
from workbench.tui.widgets.grades import Grades
from workbench.tui.widgets.line import Line

_MOST_ROWS = 16


@dataclass(frozen=True, slots=True)
class KnownField:
    """A field of the metadata: its name, its value as it is typed, and how it is known ("declared", "derived", "you")."""

    name: str
    value: str
    grade: str


class MetadataForm(Form):
    """Up and down choose a field, what is typed is its new value, Enter saves it; the form stays for the next one."""

    def __init__(self, title: str, known: list[KnownField], saved: Callable[[], None]) -> None:
        self.entry = Field(known[0].name, known[0].value)
        super().__init__([self.entry], saved)
        self.known = known
        self.at = 0
        self._title = one_line(title)
        self._lines = [Line() for _ in known[:_MOST_ROWS]]
        self._help = Note()
        self._grades = Grades(RELIABILITY)

    def compose(self) -> ComposeResult:
        """The list above the line one types in."""
        yield self._help
        yield from self._lines
        yield self._grades
        yield self.entry

    def on_mount(self) -> None:
        """Show what is known."""
        self._help.tell(f"↑ ↓ choose, Enter saves or confirms, empty clears, Esc closes · {self._title}")
        self._say()

    @property
    def chosen(self) -> KnownField:
        """The field to type a value for."""
        return self.known[self.at]

    def show(self, known: list[KnownField]) -> None:
        """Show the values as they are now, and go on to the next field."""
        self.known = known
        self._choose(self.at + 1)

    def up(self) -> None:
        """The field above."""
        self._choose(self.at - 1)

    def down(self) -> None:
        """The field below."""
        self._choose(self.at + 1)

    def step(self, by: int) -> None:
        """Tab goes to the next field of the list."""
        self._choose(self.at + by)

    def _choose(self, at: int) -> None:
        self.at = at % len(self.known)
        self.entry.label = self.chosen.name
        self.entry.input.value = self.chosen.value
        self.entry.input.cursor_position = len(self.chosen.value)
        self.entry.on_descendant_focus()
        self._say()

    def _say(self) -> None:
        self._grades.display = self.chosen.name == "reliability"
        self._grades.show(self.chosen.value)
        for number, (line, field) in enumerate(zip(self._lines, self.known, strict=False)):
            here = number == self.at
            mark = "?" if field.grade == "derived" else ""
            row: Row = [("▸" if here else " ", "accent"), (f"{field.name:13}", "strong" if here else "quiet")]
            row.append((cut(one_line(field.value), 200) + mark if field.value else "–", "text" if field.value else "quiet"))
            line.say(row, [(f"{field.grade} ", "quiet")] if field.grade else None)
