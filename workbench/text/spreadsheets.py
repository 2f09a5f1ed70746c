"""Tables as CSV (RFC 4180, line feeds as line ends) that a spreadsheet shows and never carries out, and back."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

_DELIMITERS = ",;\t"
"""What parts cells: spreadsheets of half of Europe write semicolons."""
_FORMULA = re.compile("'*[=+\\-@\t\r]")
_HARMLESS = re.compile("'+[=+\\-@\t\r]")


def table(header: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    """A table with a line of headings; a cell that a spreadsheet would take for a formula begins with an apostrophe."""
    lines = (",".join(_quoted(harmless(str(cell))) for cell in row) for row in (header, *rows))
    return "".join(f"{line}\n" for line in lines)


def rows(text: str) -> Iterator[list[str]]:
    """The lines of a table, headings first, each cell as it was before `table` made it harmless; empty lines are passed over.

    Cells are parted by commas, semicolons or tabs, whichever the first line has most of.
    """
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    csv.field_size_limit(2**31 - 1)  # a note may be longer than the 128 kB that the module allows
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
        if any(row):
            yield [meant(cell) for cell in row]


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return "'" + cell if len(cell) > 1 and _FORMULA.match(cell) else cell


def meant(cell: str) -> str:
    """What `harmless` made a cell of."""
    return cell[1:] if _HARMLESS.match(cell) else cell


def _quoted(cell: str) -> str:
    """A cell in quotation marks where it has to be: the csv module leaves a carriage return bare, and cannot read it then."""
    return '"' + cell.replace('"', '""') + '"' if re.search('[",;\t\r\n]|^ | $', cell) else cell
