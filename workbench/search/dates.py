"""What people write for a time of publication, as a range of days."""

from __future__ import annotations

import re
from datetime import MAXYEAR, MINYEAR, date, timedelta

from workbench.records.partial_date import interval

Range = tuple[date | None, date | None]
"""First and last day, both included; None is an open end."""

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_LOOSE = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?", re.ASCII)
_NAMED = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)? )?([a-z]{3,9})\.?(?: (\d{1,2})(?:st|nd|rd|th)?,?)? (\d{4})", re.ASCII)
_AGO = re.compile(r"(?:last|past) (\d{1,4}) (day|week|month|year)s?", re.ASCII)
_THIS = re.compile(r"(this|last|past) (day|week|month|quarter|year)", re.ASCII)
_COMPARED = re.compile(r"(>=|<=|>|<|=)\s*(.+)")


def range_of(value: str, today: date) -> Range | None:
    """The days that `value` means, or None if it means none.

    Args:
        value: `2019`, `2020-06`, `26 August 2021`, `2019..2021`, `2019..`, `>=2020-06`, `last month`, `last 7 days` …
            A week is the seven days from Monday; "past month" and "last month" are the calendar's month before this.
        today: The day from which "last month" is counted.
    """
    value = " ".join(value.replace("_", " ").split()).lower()
    if ".." in value:
        first, _, last = value.partition("..")
        return _between(first, last, today)
    if compared := _COMPARED.fullmatch(value):
        return _compared(compared[1], compared[2], today)
    return _days(value, today)


def _between(first: str, last: str, today: date) -> Range | None:
    first, last = first.strip(), last.strip(" .")
    begin, end = _days(first, today), _days(last, today)
    if (first and not begin) or (last and not end) or not (begin or end):
        return None
    if begin and end and begin[0] > end[1]:
        begin, end = end, begin
    return (begin[0] if begin else None), (end[1] if end else None)


def is_reversed(value: str, today: date) -> bool:
    """Whether a range of two days is written with the later one first."""
    first, dots, last = " ".join(value.split()).lower().partition("..")
    begin, end = (_days(each.strip(" ."), today) for each in (first, last))
    return bool(dots and begin and end and begin[0] > end[1])


def _compared(sign: str, value: str, today: date) -> Range | None:
    days = _days(value, today)
    if days is None:
        return None
    first, last = days
    if sign == ">":
        return (last + timedelta(1), None) if last < date.max else None
    if sign == "<":
        return (None, first - timedelta(1)) if first > date.min else None
    return {">=": (first, None), "<=": (None, last), "=": (first, last)}[sign]


def _days(value: str, today: date) -> tuple[date, date] | None:
    """The days of one date, absolute or relative to today."""
    try:
        if stated := _LOOSE.fullmatch(value):
            return interval("-".join(part if len(part) > 1 else f"0{part}" for part in stated.groups() if part))
        if named := _NAMED.fullmatch(value):
            return _named(*named.groups())
        return _relative(value.replace("-", " "), today)
    except (ValueError, OverflowError):
        return None


def _named(before: str | None, month: str, after: str | None, year: str) -> tuple[date, date] | None:
    numbers = [number for number, name in enumerate(_MONTHS, 1) if name == month or (len(month) < 5 and name.startswith(month))]
    if not numbers or (before and after):
        return None
    day = before or after
    return interval(f"{year}-{numbers[0]:02}" + (f"-{int(day):02}" if day else ""))


def _relative(value: str, today: date) -> tuple[date, date] | None:
    if value in ("today", "yesterday"):
        day = today - timedelta(value == "yesterday")
        return day, day
    if ago := _AGO.fullmatch(value):
        return _before(today, int(ago[1]), ago[2]), today
    if period := _THIS.fullmatch(value):
        first, last = _period(period[2], today)
        return (first, last) if period[1] == "this" else _period(period[2], first - timedelta(1))
    return None


def _before(today: date, count: int, unit: str) -> date:
    """The first of the days that "last `count` units" has, today being the last."""
    if unit in ("day", "week"):
        return today - timedelta(count * (7 if unit == "week" else 1) - 1)
    months = today.year * 12 + today.month - 1 - count * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError("before all calendars")
    return min(date(year, month + 1, 1) + timedelta(today.day - 1), interval(f"{year:04}-{month + 1:02}")[1]) + timedelta(1)


def _period(unit: str, day: date) -> tuple[date, date]:
    """The calendar's day, week, month, quarter or year that `day` is in."""
    if unit == "day":
        return day, day
    if unit == "week":
        monday = day - timedelta(day.weekday())
        return monday, monday + timedelta(6)
    if unit == "quarter":
        month = (day.month - 1) // 3 * 3 + 1
        return date(day.year, month, 1), interval(f"{day.year:04}-{month + 2:02}")[1]
    return interval(f"{day.year:04}-{day.month:02}" if unit == "month" else f"{day.year:04}")
