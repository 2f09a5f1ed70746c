"""Dates as precise as a source states them: `2021`, `2021-08`, `2021-08-26`.

A partial date is kept as the text it was stated as; a year never becomes 1 January. It stands for an interval of days.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def interval(value: str) -> tuple[date, date]:
    """The first and the last day a partial date can mean, both included.

    Args:
        value: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.

    Raises:
        ValueError: `value` has another form or names a day that no calendar has.
    """
    found = _FORM.fullmatch(value)
    if not found:
        raise ValueError(f"not a date of the form 2021, 2021-08 or 2021-08-26: {value!r}")
    year, month, day = (int(part) if part else None for part in found.groups())
    if not year:
        raise ValueError(f"no calendar has the year in {value!r}")
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, month, day), date(year, month, day)


def is_partial_date(value: str) -> bool:
    """Whether `value` is a date of the form `2021`, `2021-08` or `2021-08-26`."""
    try:
        interval(value)
    except ValueError:
        return False
    return True
