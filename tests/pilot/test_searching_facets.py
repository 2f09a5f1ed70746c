"""Facets: counts beside the results, chosen and let go by keyboard, the query saying all of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pilot.driver import Driver, driving
from workbench.tui.models.arrangement import Pane
from workbench.tui.models.facet_rows import RowKind
from workbench.workspace import searching


async def opened(driver: Driver, query: str = "kabul") -> None:
    await driver.press("/")
    await driver.type(query)
    await driver.press("enter", "f")


async def go_to(driver: Driver, kind: RowKind, value: str = "") -> None:
    rows = driver.main.facets.rows
    wanted = next(number for number, row in enumerate(rows) if row.kind is kind and value in ("", row.value))
    await driver.press("home", *["down"] * wanted)


def total(driver: Driver) -> int:
    page = driver.main.searching.page
    assert page
    return page.total


async def test_facets_come_with_f_and_go_with_f_or_esc(space: Path) -> None:
    async with driving(space) as driver:
        await opened(driver)
        assert driver.inside() is Pane.FACETS
        assert driver.sees("□ Northern Wire")
        await driver.press("f")
        assert driver.inside() is Pane.RESULTS
        assert not driver.sees("□ Northern Wire")
        await driver.press("f", "escape")
        assert driver.inside() is Pane.RESULTS
        assert not driver.sees("□ Northern Wire")


async def test_a_value_narrows_the_query_at_once_and_its_count_is_what_is_found(space: Path) -> None:
    async with driving(space) as driver:
        await opened(driver)
        await go_to(driver, RowKind.VALUE, "Northern Wire")
        row = driver.main.facets.at_cursor
        assert row
        await driver.press("space")
        assert driver.main.searching.query == 'kabul publisher:="Northern Wire"'
        assert driver.inside() is Pane.FACETS
        assert driver.sees("■ Northern Wire")
        assert total(driver) == row.count
        assert {found.publisher for found in driver.main.results.found} == {"Northern Wire"}
        await driver.press("enter")
        assert driver.main.searching.query == "kabul"


async def test_a_second_value_of_a_field_adds_what_its_count_promised(space: Path) -> None:
    async with driving(space) as driver:
        await opened(driver)
        await go_to(driver, RowKind.VALUE, "Northern Wire")
        await driver.press("space")
        first = total(driver)
        await go_to(driver, RowKind.VALUE, "Eastern Post")
        row = driver.main.facets.at_cursor
        assert row
        assert row.value == "Eastern Post"
        await driver.press("space")
        assert driver.main.searching.query == 'kabul (publisher:="Northern Wire" OR publisher:="Eastern Post")'
        assert total(driver) == first + row.count
        await driver.press("x")
        assert driver.main.searching.query == "kabul"


async def test_every_value_shown_finds_as_many_as_it_says(space: Path) -> None:
    async with driving(space, (120, 40)) as driver:
        await opened(driver, "the")
        while more := [row for row in driver.main.facets.rows if row.kind is RowKind.MORE]:
            await go_to(driver, RowKind.MORE)
            await driver.press("enter")
            assert len([row for row in driver.main.facets.rows if row.kind is RowKind.MORE]) == len(more) - 1
        rows = [row for row in driver.main.facets.rows if row.kind is RowKind.VALUE]
        from workbench.workspace import narrowing

        for row in rows:
            query = narrowing.toggle("the", row.field, row.value)
            assert searching.search(driver.workspace, query).total == row.count, query


async def test_the_bars_are_walked_and_narrow_to_a_year_or_a_range(space: Path) -> None:
    async with driving(space) as driver:
        await opened(driver, "")
        await go_to(driver, RowKind.BARS)
        bars = driver.main.facets.rows[driver.main.facets.cursor].bars
        assert driver.sees(f"{bars[-1].date}: {bars[-1].count}")
        await driver.press(*["left"] * len(bars))
        assert driver.sees(f"{bars[0].date}: {bars[0].count}")
        await driver.press("space")
        assert driver.main.searching.query == f"published:{bars[0].date}"
        assert total(driver) == bars[0].count
        await driver.press("space", "shift+right", "shift+right")
        assert driver.sees(f"{bars[0].date} – {bars[2].date}: {sum(bar.count for bar in bars[:3])}")
        await driver.press("escape")
        assert driver.sees(f"{bars[2].date}: {bars[2].count}")
        await driver.press("shift+left", "space")
        assert driver.main.searching.query == f"published:{bars[1].date}..{bars[2].date}"


async def test_bars_are_months_where_all_lies_within_two_years(space: Path) -> None:
    async with driving(space) as driver:
        await opened(driver, "published:2021-04..2021-08 kabul")
        await driver.press("/")
        await driver.type('airport publisher:="Northern Wire" OR title:citizens')
        await driver.press("enter", "tab")
        await go_to(driver, RowKind.BARS)
        assert driver.sees("2021-08: ")
        await driver.press("enter")
        assert driver.main.searching.query == 'published:2021-08 (airport publisher:="Northern Wire" OR title:citizens)'


async def test_a_field_is_folded_and_unfolded(space: Path) -> None:
    async with driving(space) as driver:
        await opened(driver)
        await go_to(driver, RowKind.VALUE, "Northern Wire")
        await driver.press("left")
        assert not [row for row in driver.main.facets.rows if (row.kind, row.field) == (RowKind.VALUE, "publisher")]
        assert driver.sees("▸")
        await driver.press("right")
        assert driver.sees("□ Northern Wire")
        assert not driver.sees("▸")


async def test_on_a_narrow_screen_the_results_are_seen_beside_the_facets_only_while_one_is_in_them(space: Path) -> None:
    async with driving(space, (80, 24)) as driver:
        await opened(driver)
        assert driver.sees("□ Northern Wire")
        assert driver.sees("Results")
        await driver.press("/")
        assert not driver.sees("□ Northern Wire")


async def test_the_facets_are_there_again_at_the_next_start(space: Path) -> None:
    async with driving(space) as driver:
        await opened(driver)
        await go_to(driver, RowKind.VALUE, "Northern Wire")
        await driver.press("space", "q")
    async with driving(space) as driver:
        assert driver.sees("■ Northern Wire")
        assert driver.main.searching.query == 'kabul publisher:="Northern Wire"'


async def test_what_is_typed_is_counted_for_as_it_stands(space: Path) -> None:
    async with driving(space) as driver:
        await opened(driver)
        await driver.press("/")
        await driver.type("haqqa")
        assert driver.main.searching.page
        publishers = [row for row in driver.main.facets.rows if row.kind is RowKind.VALUE and row.field == "kind"]
        assert sum(row.count for row in publishers) == total(driver)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)])
async def test_hostile_values_are_text(space: Path, size: tuple[int, int]) -> None:
    nasty = 'The [/bold] "Wire" (north) OR \\ x'
    file = next((space / "library" / "articles").glob("rivals*.md"))
    text = file.read_text(encoding="utf-8").replace("publisher: Meridian Desk", f"publisher: '{nasty}'")
    file.write_text(text, encoding="utf-8")
    async with driving(space, size) as driver:
        await opened(driver, "")
        await go_to(driver, RowKind.MORE)
        await driver.press("enter")
        await go_to(driver, RowKind.VALUE, nasty)
        await driver.press("space")
        assert [found.publisher for found in driver.main.results.found] == [nasty]
        assert driver.sees("■ The [/bold]")
        await driver.press("space")
        assert driver.main.searching.query == ""


async def test_from_an_article_the_palette_leads_to_the_facets_and_changes_nothing_unseen(space: Path) -> None:
    async with driving(space) as driver:
        await opened(driver)
        await driver.press("f", "enter", "ctrl+p")
        await driver.type("choose or let go")
        await driver.press("enter")
        assert driver.main.searching.query == "kabul"
        assert driver.sees("Go to the facets of the results first.")
        await driver.press("ctrl+p")
        await driver.type("hide the facets")
        await driver.press("enter")
        assert driver.inside() is Pane.FACETS
        assert driver.sees("□ Northern Wire")


async def test_a_narrowed_search_is_saved_from_the_facets(space: Path) -> None:
    async with driving(space) as driver:
        await opened(driver)
        await go_to(driver, RowKind.VALUE, "Northern Wire")
        await driver.press("space", "S")
        await driver.type("wire")
        await driver.press("enter")
        assert driver.inside() is Pane.FACETS
        from workbench.workspace import saved_searches

        assert [one.query for one in saved_searches.named(driver.workspace)] == ['kabul publisher:="Northern Wire"']
