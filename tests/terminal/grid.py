"""The little of a terminal's screen that tells how far a program is: where text stands. Colours and modes are not drawn."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_DRAWN = re.compile(
    r"\x1b\[(?P<numbers>[0-9;]*)(?P<order>[A-HJKX])|\x1b\[[0-?]*[ -/]*[@-~]|(?P<text>[^\x00-\x1f\x7f-\x9f]+)|[\r\n\b]"
)
_LONGEST = 256
"""An order longer than this is a string (OSC, DCS), and draws nothing."""


@lru_cache(maxsize=4096)
def _cells(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Cf", "Me", "Mn"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


class Grid:
    """Rows of cells, and the place where the next character goes."""

    def __init__(self, columns: int, rows: int) -> None:
        self._columns = columns
        self._rows = [[" "] * columns for _ in range(rows)]
        self._row = self._column = 0
        self._waiting = ""

    @property
    def rows(self) -> list[str]:
        """What stands on the screen."""
        return ["".join(row) for row in self._rows]

    def feed(self, came: str) -> None:
        """Draw what came; an order of which only the beginning came waits for the rest."""
        came = self._waiting + came
        last = came.rfind("\x1b")
        whole = last < 0 or len(came) - last > _LONGEST or _DRAWN.match(came, last)
        drawn, self._waiting = (came, "") if whole else (came[:last], came[last:])
        for match in _DRAWN.finditer(drawn):
            if match["text"]:
                self._write(match["text"])
            elif match["order"]:
                self._obey(match["order"], [int(number or 0) for number in match["numbers"].split(";")])
            elif match[0] == "\r":
                self._column = 0
            elif match[0] == "\n":
                self._row = min(self._row + 1, len(self._rows) - 1)
            elif match[0] == "\b":
                self._column = max(self._column - 1, 0)

    def _write(self, text: str) -> None:
        row = self._rows[self._row]
        for character in text:
            cells = _cells(character)
            if cells and self._column + cells <= self._columns:
                row[self._column : self._column + cells] = [character, *[""] * (cells - 1)]
            self._column = min(self._column + cells, self._columns)

    def _obey(self, order: str, numbers: list[int]) -> None:
        by = max(numbers[0], 1)
        if order == "H":
            column = numbers[1] if len(numbers) > 1 else 1
            self._row = min(by, len(self._rows)) - 1
            self._column = min(max(column, 1), self._columns) - 1
        elif order in "CD":
            self._column = min(max(self._column + (by if order == "C" else -by), 0), self._columns - 1)
        elif order in "AB":
            self._row = min(max(self._row + (by if order == "B" else -by), 0), len(self._rows) - 1)
        elif order == "J":
            self._rows = [[" "] * self._columns for _ in self._rows]
        elif order == "K":
            self._rows[self._row][self._column :] = [" "] * (self._columns - self._column)
