"""The rows of the facets pane."""

from __future__ import annotations

from workbench.tui.models.facet_rows import RowKind, facet_rows
from workbench.workspace.narrowing import FacetValue


def many(count: int, *, chosen: int | None = None) -> tuple[FacetValue, ...]:
    return tuple(FacetValue(f"P{number}", 50 - number, is_chosen=number == chosen) for number in range(count))


def test_a_long_field_shows_its_first_values_and_how_many_more_there_are() -> None:
    rows = facet_rows({"publisher": many(12)})
    assert [row.value for row in rows] == ["", "P0", "P1", "P2", "P3", "P4", ""]
    assert (rows[-1].kind, rows[-1].count) == (RowKind.MORE, 7)


def test_what_is_chosen_is_seen_however_far_down_it_is() -> None:
    rows = facet_rows({"publisher": many(12, chosen=9)})
    assert [row.value for row in rows if row.is_chosen and row.kind is RowKind.VALUE] == ["P9"]
    assert rows[-1].count == 6


def test_no_row_says_that_there_is_one_more() -> None:
    assert not [row for row in facet_rows({"publisher": many(6)}) if row.kind is RowKind.MORE]


def test_an_unfolded_field_shows_all_and_a_folded_one_its_name() -> None:
    assert len(facet_rows({"publisher": many(12)}, unfolded=frozenset({"publisher"}))) == 13
    folded = facet_rows({"publisher": many(12)}, folded=frozenset({"publisher"}))
    assert [(row.kind, row.count, row.is_folded) for row in folded] == [(RowKind.FIELD, 12, True)]


def test_a_field_that_no_article_states_is_left_out() -> None:
    assert facet_rows({"place": (FacetValue("not stated", 9, is_stated=False),)}) == []


def test_undated_articles_can_be_chosen_below_the_bars() -> None:
    rows = facet_rows({"year": (FacetValue("2021", 3), FacetValue("not stated", 2, is_stated=False)), "month": ()})
    assert [(row.kind, row.field, row.value) for row in rows] == [
        (RowKind.FIELD, "dates", ""),
        (RowKind.BARS, "dates", ""),
        (RowKind.VALUE, "year", "not stated"),
    ]
