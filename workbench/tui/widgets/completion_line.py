"""The row under the query line, over whatever stands there: what the word at the cursor may become, or what is to be said of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.tui.drawing import ELLIPSIS, Row, row_width
from workbench.tui.safe import one_line
from workbench.tui.widgets.line import Line

if TYPE_CHECKING:
    from workbench.workspace.completing import Completion

_INDENT = 3
"""Cells before the query's text."""


class CompletionLine(Line):
    """Completions side by side, the highlighted one always in sight; gone when there are none, and nothing moves for it."""

    DEFAULT_CSS = """
    CompletionLine { layer: above; offset: 0 1; width: 100%; display: none; }
    """

    def show(self, completions: Sequence[Completion], at: int, key: str, remark: str = "") -> None:
        """Show completions, of which `key` takes the one with the number `at`; if there are none, a remark on the query."""
        self.display = bool(completions or remark)
        if not completions:
            self.say([(" " * _INDENT, "text"), (remark, "warning")])
            return
        right: Row = [(key, "key"), (" takes it ", "quiet")]
        room = self.app.size.width - _INDENT - row_width(right) - 4
        entries = [_entry(one) for one in completions]
        first = 0
        while first < at and sum(map(len, entries[first : at + 1])) > room:
            first += 1
        row: Row = [(" " * _INDENT, "text")]
        for number, entry in enumerate(entries[first:], first):
            if number > first and row_width([*row, (entry, "")]) > room + _INDENT:
                row.append((ELLIPSIS, "quiet"))
                break
            row.append((f"▸{entry}" if number == at else f" {entry}", "key" if number == at else "quiet"))
        self.say(row, right)


def _entry(completion: Completion) -> str:
    return f"{one_line(completion.shown)} {completion.count:,}  " if completion.count else f"{one_line(completion.shown)}  "
