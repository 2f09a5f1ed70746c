"""Saved searches: kept under a name, listed with what is new, run and removed."""

from __future__ import annotations

from pathlib import Path

from tests.pilot.driver import Driver, driving
from tests.pilot.test_searching import PAGE
from workbench.tui.models.arrangement import Pane
from workbench.workspace import saved_searches


async def saved(driver: Driver, query: str, name: str) -> None:
    await driver.press("/")
    await driver.type(query)
    await driver.press("enter", "S")
    await driver.type(name)
    await driver.press("enter")


def names(driver: Driver) -> list[tuple[str, str]]:
    return [(one.name, one.query) for one in saved_searches.named(driver.workspace)]


async def test_a_query_is_saved_listed_with_its_count_and_run(space: Path) -> None:
    async with driving(space) as driver:
        await saved(driver, "haqqani", "actors")
        assert driver.sees("Saved: actors")
        assert driver.inside() is Pane.RESULTS
        total = driver.main.searching.page.total if driver.main.searching.page else 0
        await saved(driver, "airport", "gate")
        assert names(driver) == [("actors", "haqqani"), ("gate", "airport")]
        await driver.press("ctrl+o")
        assert any("actors  haqqani" in row and f" {total} " in row for row in driver.rows())
        await driver.press("enter")
        assert driver.main.searching.query == "haqqani"
        assert driver.inside() is Pane.RESULTS
        assert driver.sees(f"actors: {total} articles, nothing new.")


async def test_what_came_since_the_last_look_is_counted_marked_and_then_no_longer_new(space: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    async with driving(space) as driver:
        await saved(driver, "school", "schools")
        total = driver.main.searching.page.total if driver.main.searching.page else 0
        await driver.press("i")
        await driver.type(str(page))
        await driver.press("enter", "ctrl+o")
        assert driver.sees(f"1 new · {total + 1}")
        await driver.press("enter")
        assert driver.sees(f"schools: {total + 1} articles, 1 new since ")
        new = [found for found in driver.main.results.found if found.id in driver.main.results.new]
        assert [found.title for found in new] == ["A valley at war"]
        assert driver.sees("new · ")
        await driver.press("ctrl+o")
        assert not driver.sees("1 new · ")
        await driver.press("escape", "/")
        await driver.type("haqqani")
        assert not driver.sees("new · ")


async def test_del_removes_and_undo_brings_back(space: Path) -> None:
    async with driving(space) as driver:
        await saved(driver, "haqqani", "actors")
        await saved(driver, "airport", "gate")
        await driver.press("ctrl+o", "delete")
        assert driver.sees("gate  airport")
        assert not driver.sees("actors  haqqani")
        assert names(driver) == [("gate", "airport")]
        await driver.press("escape", "u")
        assert driver.sees("Undone: removing the saved search.")
        assert names(driver) == [("actors", "haqqani"), ("gate", "airport")]
        await driver.press("u")
        assert names(driver) == [("actors", "haqqani")]
        await driver.press("ctrl+r")
        assert names(driver) == [("actors", "haqqani"), ("gate", "airport")]


async def test_a_name_that_is_taken_is_asked_about_and_a_second_enter_replaces(space: Path) -> None:
    async with driving(space) as driver:
        await saved(driver, "haqqani", "actors")
        await saved(driver, "airport", "actors")
        assert names(driver) == [("actors", "haqqani")]
        assert driver.sees("Enter again puts this query in its place.")
        await driver.press("enter")
        assert names(driver) == [("actors", "airport")]


async def test_without_a_query_or_without_saved_searches_it_says_so(space: Path) -> None:
    async with driving(space) as driver:
        await driver.press("enter", "S")
        assert driver.sees("There is no query to save")
        await driver.press("ctrl+o")
        assert driver.sees("No saved searches yet: S in the results saves the query.")


async def test_hostile_names_and_queries_are_text(space: Path) -> None:
    saved_to = space / "library" / "searches.yaml"
    saved_to.write_text("format: 1\nsearches:\n- name: '[/bold] \\e[31m'\n  query: '\"[red]x\" (('\n", encoding="utf-8")
    async with driving(space) as driver:
        await driver.press("ctrl+o")
        assert driver.sees("[/bold] \\e[31m")
        await driver.press("enter")
        assert driver.main.searching.query == '"[red]x" (('


async def test_a_broken_file_is_said_and_left_alone(space: Path) -> None:
    saved_to = space / "library" / "searches.yaml"
    saved_to.write_text("format: 1\nsearches: [", encoding="utf-8")
    async with driving(space) as driver:
        await driver.press("ctrl+o")
        assert driver.sees("searches.yaml")
        assert saved_to.read_text(encoding="utf-8") == "format: 1\nsearches: ["


async def test_a_query_that_looks_like_markup_is_saved_as_it_is(space: Path) -> None:
    async with driving(space) as driver:
        await saved(driver, "[/bold] [red]kabul OR (", "odd")
        assert names(driver) == [("odd", "[/bold] [red]kabul OR (")]
        await driver.press("S")
        assert driver.sees("a name for [/bold] [red]kabul OR (")
