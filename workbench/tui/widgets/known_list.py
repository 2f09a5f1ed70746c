"""What is known of an article, field by field: the value, how it is known, and where it was read; guesses below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.tui.drawing import Row, cut_row, spread
from workbench.tui.models.wrapped import marked_rows
from workbench.tui.safe import one_line
from workbench.tui.widgets.block_list import BlockList

if TYPE_CHECKING:
    from workbench.workspace.reviewing import Value

_GRADES = {"user": "by a person", "guess": "a guess"}
_NAME = 12
"""Cells of a field's name."""


class KnownList(BlockList):
    """Fields and guesses with a cursor."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.values: list[Value] = []

    @property
    def at_cursor(self) -> Value | None:
        """The field or guess under the cursor."""
        return self.values[self.cursor] if self.values else None

    def show(self, values: list[Value]) -> None:
        """Show other values; the cursor stays on its field."""
        now = self.at_cursor
        names = [(one.name, one.grade == "guess") for one in values]
        at = (now.name, False) if now else None
        self.values = values
        self.refresh_entries(names.index(at) if at in names else self.cursor)

    def entries(self) -> int:
        """How many there are."""
        return len(self.values)

    def block(self, index: int, width: int) -> list[Row]:
        """A field with its value; below it where that was read."""
        value = self.values[index]
        guess = value.grade == "guess"
        mark = "?" if value.grade in ("derived", "guess") and value.shown else ""
        role = "quiet" if guess or not value.shown else "text"
        body = marked_rows(f"{one_line(value.shown)}{mark}" if value.shown else "not stated", (), width - _NAME, 3, role=role)
        name = "  maybe" if guess else value.name
        rows = [[(f"{name:{_NAME}}", "quiet" if guess else "strong"), *body[0]]]
        rows += [[(" " * _NAME, "text"), *row] for row in body[1:]]
        read = ", ".join(filter(None, (_GRADES.get(value.grade, value.grade), one_line(value.where), one_line(value.reason))))
        if value.grade == "record":
            rows = [[(text, "quiet") for text, _ in row] for row in rows]
        elif read and value.where != "entered":
            rows.append(cut_row([(" " * _NAME, "text"), (read, "quiet")], width))
        elif read:
            rows[0] = spread(rows[0], [(_GRADES["user"], "quiet")], width)
        return rows

    def empty_rows(self, width: int) -> list[Row]:
        """Nothing is read yet."""
        return [[], cut_row([("Reading …", "quiet")], width)]
