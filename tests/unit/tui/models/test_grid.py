"""Counting excerpts in two directions."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.evidence_items import item
from workbench.tui.models.grid import ARTICLES, EXCERPTS, UNTAGGED, Grid, matrix, timeline
from workbench.workspace.evidence_query import Item, Matcher, understand

A = item("a", tags=("capability/strength", "capability/reach"), published="2019-05")
B = item("b", article="two", tags=("capability",), published="2021")
C = item("c", article="three", published=None)
ITEMS = (A, B, C)


def cells(grid: Grid) -> dict[str, tuple[int, ...]]:
    return {head.label: counts for head, counts in zip(grid.rows, grid.cells, strict=True)}


def test_a_tag_counts_what_is_below_it_and_an_excerpt_once() -> None:
    grid = matrix(ITEMS)
    assert [head.label for head in grid.columns] == [
        "The one article · 2019-05",
        "The two article · 2021",
        "The three article · n.d.",
    ]
    assert cells(grid) == {"capability": (1, 1, 0), "reach": (1, 0, 0), "strength": (1, 0, 0), UNTAGGED: (0, 0, 1)}
    assert [(head.depth, head.total) for head in grid.rows] == [(0, 2), (1, 1), (1, 1), (0, 1)]


def test_time_is_counted_by_years_without_a_gap_and_what_has_no_date_last() -> None:
    grid = timeline(ITEMS, ["2019-05", "2020-01-01", "2021"])
    assert [head.label for head in grid.columns] == ["2019", "2020", "2021", "n.d."]
    assert cells(grid)[ARTICLES] == (1, 1, 1, 0)
    assert cells(grid)[EXCERPTS] == (1, 0, 1, 1)
    assert cells(grid)["capability"] == (1, 0, 1, 0)


def test_a_short_time_is_counted_by_months() -> None:
    near = (item("a", published="2021-11-30"), item("b", published="2022-01"))
    assert [head.label for head in timeline(near, []).columns] == ["2021-11", "2021-12", "2022-01"]


def test_a_year_far_away_does_not_make_a_thousand_columns() -> None:
    grid = timeline((item("a", published="0001"), item("b", published="2021")), [])
    assert len(grid.columns) <= 401
    assert grid.columns[-1].label == "other"
    assert sum(cells(grid)[EXCERPTS]) == 2


def test_nothing_has_no_columns() -> None:
    assert matrix(()) == Grid((), (), ())
    assert timeline((), []).columns == ()


TAGS = st.lists(st.sampled_from(["a", "a/b", "a/b/c", "d", "e/f"]), max_size=3, unique=True).map(tuple)
DATES = st.one_of(st.none(), st.dates(date(2015, 1, 1), date(2022, 12, 31)).map(str), st.sampled_from(["2019", "2020-03"]))


@given(st.lists(st.tuples(st.sampled_from("xyz"), TAGS, DATES), max_size=12))
def test_the_query_of_a_cell_finds_as_many_as_it_counts(drawn: list[tuple[str, tuple[str, ...], str | None]]) -> None:
    dated = {article: published for article, _, published in drawn}
    items: list[Item] = [
        item(str(number), article=article, tags=tags, published=dated[article]) for number, (article, tags, _) in enumerate(drawn)
    ]
    for grid in (matrix(items), timeline(items, [])):
        for row, head in enumerate(grid.rows):
            for column, count in enumerate(grid.cells[row]):
                if head.label != ARTICLES:
                    asked = understand(grid.query_of(row, column), date(2026, 11, 21))
                    assert len(Matcher().choose(items, asked)) == count, grid.query_of(row, column)
