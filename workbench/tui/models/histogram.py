"""Hits over time as a row of bars that one walks along: years, or months where all lie within two years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.workspace.narrowing import FacetValue

BARS = "▁▂▃▄▅▆▇█"
_YEARS_BY_MONTH = 2
"""In at most so many years the months are told apart."""
_LONGEST = 400
"""Bars at most: a stray year 0001 must not make two thousand empty ones."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A year (`2019`) or a month (`2019-05`), and how many articles are of it."""

    date: str
    count: int
    is_chosen: bool = False


def bars_of(counts: Mapping[str, Sequence[FacetValue]]) -> tuple[Bar, ...]:
    """The bars for the counts of `year` and `month`, oldest first and without a gap; none if nothing is dated."""
    years = _by_date(counts.get("year", ()))
    if not years:
        return ()
    months = _by_date(counts.get("month", ()))
    if months and _year(max(years)) - _year(min(years)) < _YEARS_BY_MONTH:
        low, high = (_number(edge) for edge in (min(months), max(months)))
        dates = [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(low, high + 1)]
        return tuple(_bar(date, months, years) for date in dates)
    low, high = _year(min(years)), _year(max(years))
    dates = [f"{year:04}" for year in range(max(low, high - _LONGEST + 1), high + 1)]
    return tuple(_bar(date, years, years) for date in dates)


def glyph(bar: Bar, highest: int) -> str:
    """How high a bar is drawn; a blank for none, and the lowest for however few."""
    return BARS[max(-(-bar.count * len(BARS) // max(highest, 1)) - 1, 0)] if bar.count else " "


def window(count: int, at: int, room: int) -> tuple[int, int]:
    """The bars to draw, the one at `at` among them: the latest ones, unless one has walked further back. Half open."""
    if count <= room:
        return 0, count
    low = max(min(count - room, at - room // 4), 0)
    return low, low + room


def _bar(date: str, counts: Mapping[str, FacetValue], years: Mapping[str, FacetValue]) -> Bar:
    found, year = counts.get(date), years.get(date[:4])
    return Bar(date, found.count if found else 0, any(one.is_chosen for one in (found, year) if one))


def _by_date(values: Sequence[FacetValue]) -> dict[str, FacetValue]:
    return {one.value: one for one in values if one.is_stated and one.value[:4].isdecimal()}


def _year(date: str) -> int:
    return int(date[:4])


def _number(date: str) -> int:
    return int(date[:4]) * 12 + int(date[5:7]) - 1
