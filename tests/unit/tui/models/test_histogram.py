"""Hits over time: which bars there are, how high, and which of them are seen."""

from __future__ import annotations

from workbench.tui.models.histogram import Bar, bars_of, glyph, window
from workbench.workspace.narrowing import FacetValue


def values(*counts: tuple[str, int]) -> tuple[FacetValue, ...]:
    return tuple(FacetValue(value, count, is_stated=value != "not stated") for value, count in counts)


def test_years_without_a_hit_stand_between_those_with_some() -> None:
    bars = bars_of({"year": values(("2021", 9), ("2018", 2), ("not stated", 4)), "month": values(("2021-05", 1))})
    assert bars == (Bar("2018", 2), Bar("2019", 0), Bar("2020", 0), Bar("2021", 9))


def test_months_are_told_apart_within_two_years() -> None:
    counts = {"year": values(("2020", 2), ("2021", 3)), "month": values(("2020-11", 2), ("2021-02", 3))}
    assert [bar.date for bar in bars_of(counts)] == ["2020-11", "2020-12", "2021-01", "2021-02"]


def test_two_years_without_any_month_stay_years() -> None:
    assert bars_of({"year": values(("2021", 9)), "month": values(("not stated", 9))}) == (Bar("2021", 9),)


def test_a_chosen_year_marks_its_months() -> None:
    counts = {"year": (FacetValue("2021", 3, is_chosen=True),), "month": values(("2021-02", 3))}
    assert bars_of(counts) == (Bar("2021-02", 3, is_chosen=True),)


def test_nothing_dated_has_no_bars() -> None:
    assert bars_of({"year": values(("not stated", 3))}) == ()
    assert bars_of({}) == ()


def test_a_stray_year_does_not_make_thousands_of_bars() -> None:
    bars = bars_of({"year": values(("0001", 1), ("2021", 9))})
    assert len(bars) == 400
    assert bars[-1] == Bar("2021", 9)


def test_the_highest_bar_is_full_and_a_single_hit_is_seen() -> None:
    assert [glyph(Bar("2021", count), 800) for count in (800, 400, 1, 0)] == ["█", "▄", "▁", " "]


def test_the_bar_one_is_at_is_always_seen() -> None:
    assert window(5, 4, 10) == (0, 5)
    for at in range(100):
        low, high = window(100, at, 24)
        assert low <= at < high
        assert low >= 0
        assert high <= 100
        assert high - low == 24
