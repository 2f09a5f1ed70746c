"""What the grades of the Admiralty code mean, in two rows."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.containers import Vertical

from workbench.tui.drawing import Row
from workbench.tui.widgets.line import Line

_COLUMNS = 3


class Grades(Vertical):
    """Six grades with their meanings; the one that is typed stands out.

    Args:
        meanings: By grade, as it is typed.
    """

    DEFAULT_CSS = """
    Grades { height: 2; display: none; }
    """

    def __init__(self, meanings: Mapping[str, str]) -> None:
        super().__init__()
        self._meanings = meanings
        self._lines = (Line(), Line())

    def compose(self) -> ComposeResult:
        """Two rows."""
        yield from self._lines

    def show(self, chosen: str) -> None:
        """Show them, with one chosen; the letters may be small."""
        grades = list(self._meanings.items())
        for line, some in zip(self._lines, (grades[:_COLUMNS], grades[_COLUMNS:]), strict=True):
            row: Row = []
            for column, (grade, meaning) in enumerate(some):
                cells = max(len(each[1]) for each in grades[column::_COLUMNS]) + 1
                here = grade == chosen.upper()
                row += [(f" {'▸' if here else ' '}{grade} ", "key"), (f"{meaning:{cells}}", "strong" if here else "quiet")]
            line.say(row)
