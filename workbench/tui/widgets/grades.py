"""What the grades of credibility mean, in two rows."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical

from workbench.records.grading import CREDIBILITY
from workbench.tui.drawing import Row
from workbench.tui.widgets.line import Line

_COLUMNS = 3


class Grades(Vertical):
    """1 to 6 with their meanings; the one that is typed stands out."""

    DEFAULT_CSS = """
    Grades { height: 2; display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._lines = (Line(), Line())

    def compose(self) -> ComposeResult:
        """Two rows."""
        yield from self._lines

    def show(self, chosen: int | None) -> None:
        """Show them, with one chosen."""
        rows: tuple[Row, Row] = ([], [])
        for grade, meaning in CREDIBILITY.items():
            number, column = divmod(grade - 1, _COLUMNS)
            cells = max(len(CREDIBILITY[column + 1]), len(CREDIBILITY[column + 1 + _COLUMNS])) + 1
            here = grade == chosen
            rows[number].append((f" {'▸' if here else ' '}{grade} ", "key"))
            rows[number].append((f"{meaning:{cells}}", "strong" if here else "quiet"))
        for line, row in zip(self._lines, rows, strict=True):
            line.say(row)
