"""Tables as CSV (RFC 4180, line feeds as line ends) that a spreadsheet shows and never carries out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence


def table(header: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    """A table with a line of headings; a cell that a spreadsheet would take for a formula begins with an apostrophe."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow([harmless(str(cell)) for cell in header])
    lines.writerows([harmless(str(cell)) for cell in row] for row in rows)
    return out.getvalue()


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return "'" + cell if cell[:1] in ("=", "+", "-", "@", "\t", "\r") and len(cell) > 1 else cell
