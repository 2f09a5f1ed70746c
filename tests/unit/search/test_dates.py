from __future__ import annotations

from datetime import date

import pytest

from workbench.search.dates import is_reversed, range_of
from workbench.search.parsing import parse

TODAY = date(2026, 11, 21)
"""A Saturday."""


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2019", "2019-01-01", "2019-12-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2020-2-9", "2020-02-09", "2020-02-09"),
        ("2020/02/09", "2020-02-09", "2020-02-09"),
        ("2019..2021", "2019-01-01", "2021-12-31"),
        ("2021..2019", "2019-01-01", "2021-12-31"),
        ("2019 .. 2021-03", "2019-01-01", "2021-03-31"),
        ("2019..", "2019-01-01", None),
        ("..2019", None, "2019-12-31"),
        (">2020-06", "2020-07-01", None),
        (">=2020-06", "2020-06-01", None),
        ("<2020-06", None, "2020-05-31"),
        ("<= 2020-06", None, "2020-06-30"),
        ("=2020", "2020-01-01", "2020-12-31"),
        ("today", "2026-11-21", "2026-11-21"),
        ("yesterday", "2026-11-20", "2026-11-20"),
        ("this week", "2026-11-16", "2026-11-22"),
        ("last week", "2026-11-09", "2026-11-15"),
        ("Last Month", "2026-10-01", "2026-10-31"),
        ("last-month", "2026-10-01", "2026-10-31"),
        ("last_month", "2026-10-01", "2026-10-31"),
        ("this month", "2026-11-01", "2026-11-30"),
        ("this quarter", "2026-10-01", "2026-12-31"),
        ("last quarter", "2026-07-01", "2026-09-30"),
        ("last year", "2025-01-01", "2025-12-31"),
        ("last 1 day", "2026-11-21", "2026-11-21"),
        ("last 7 days", "2026-11-15", "2026-11-21"),
        ("past 2 weeks", "2026-11-08", "2026-11-21"),
        ("last 3 months", "2026-08-22", "2026-11-21"),
        ("last 2 years", "2024-11-22", "2026-11-21"),
        ("june 2020", "2020-06-01", "2020-06-30"),
        ("26 Aug 2021", "2021-08-26", "2021-08-26"),
        ("August 26th, 2021", "2021-08-26", "2021-08-26"),
        (">last month", "2026-11-01", None),
        ("yesterday..today", "2026-11-20", "2026-11-21"),
    ],
)
def test_what_people_write_for_a_time(value: str, first: str | None, last: str | None) -> None:
    found = range_of(value, TODAY)
    assert found == (first and date.fromisoformat(first), last and date.fromisoformat(last))


@pytest.mark.parametrize(
    "value",
    ["", "..", "soon", "2020-13", "2021-02-29", "20", "20200", "0000", "<0001", ">9999", "last 9999 years", "31 june 2020", "2020..soon", "32 may 2020", "x 2020",
     ">", "26 Aug 27 2021"],
)  # fmt: skip
def test_what_is_no_time(value: str) -> None:
    assert range_of(value, TODAY) is None


def test_the_last_month_from_the_end_of_a_longer_one() -> None:
    assert range_of("last 1 month", date(2026, 3, 31)) == (date(2026, 3, 1), date(2026, 3, 31))


@pytest.mark.parametrize(
    ("value", "reversed_"),
    [
        ("2008..2006", True),
        ("2006..2008", False),
        ("2008..2008", False),
        ("2008-05..2008", False),
        ("2008..", False),
        ("..2006", False),
    ],
)
def test_a_range_written_the_wrong_way_round_is_told(value: str, *, reversed_: bool) -> None:
    assert is_reversed(value, TODAY) is reversed_
    hints = parse(f"published:{value}", today=TODAY).hints
    assert [hint.message for hint in hints if "other way round" in hint.message] == (
        ["the later day comes first: taken the other way round"] if reversed_ else []
    )
