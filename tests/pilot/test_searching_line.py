"""The query line: completing, colours, earlier queries."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from tests.pilot.driver import Driver, driving
from workbench.records.article import Article, Metadata
from workbench.storage import articles
from workbench.tui.models.arrangement import Pane


def query(driver: Driver) -> str:
    return driver.main.searching.query


async def test_tab_completes_a_field_then_its_value_and_the_results_follow(space: Path) -> None:
    async with driving(space) as driver:
        await driver.press("/")
        await driver.type("haqqani pub")
        assert driver.sees("▸publisher:")
        await driver.press("tab")
        assert query(driver) == "haqqani publisher:"
        await driver.type("nor")
        assert driver.sees("▸Northern Wire 3")
        await driver.press("tab")
        assert query(driver) == 'haqqani publisher:"Northern Wire" '
        assert driver.inside() is Pane.QUERY
        assert {found.publisher for found in driver.main.results.found} == {"Northern Wire"}
        assert not driver.sees("▸")


async def test_another_completion_is_highlighted_and_taken(space: Path) -> None:
    async with driving(space) as driver:
        await driver.press("/")
        await driver.type("has:")
        await driver.press("ctrl+n", "ctrl+n", "tab")
        assert query(driver) == "has:date "
        await driver.press("tab")
        assert driver.inside() is Pane.RESULTS


async def test_tab_goes_to_the_next_pane_where_nothing_is_to_be_completed(space: Path) -> None:
    async with driving(space) as driver:
        await driver.press("/")
        await driver.type("haqqani")
        await driver.press("tab")
        assert driver.inside() is Pane.RESULTS
        assert query(driver) == "haqqani"


async def test_typed_in_one_go_with_tab_it_is_completed_all_the_same(annotated: Path) -> None:
    async with driving(annotated) as driver:
        await driver.press("/")
        await driver.burst(*"tag:haq", "tab", *"airport")
        assert query(driver) == "tag:actors/haqqani airport"


async def test_the_completions_leave_with_the_query_line_and_move_nothing(space: Path) -> None:
    async with driving(space) as driver:
        await driver.press("/")
        await driver.type("pub")
        below = driver.rows()[2:-1]
        assert driver.sees("▸publisher:")
        await driver.press("space", "backspace", "left")
        assert not driver.sees("▸publisher:")
        assert [row[1:] for row in driver.rows()[2:-1]] == [row[1:] for row in below]
        await driver.press("right")
        assert driver.sees("▸publisher:")
        await driver.press("enter")
        assert not driver.sees("▸publisher:")
        assert driver.sees("▌Results")


async def test_a_tag_made_a_moment_ago_is_completed(space: Path) -> None:
    async with driving(space) as driver:
        await driver.press("/")
        await driver.type("homeland")
        await driver.press("enter", "enter", "t")
        await driver.type("zebra/stripes")
        await driver.press("enter")
        driver.workspace.index.settle()
        await driver.press("/")
        await driver.type("airport")
        await driver.press("enter", "/")
        await driver.type("tag:stri")
        assert driver.sees("▸zebra/stripes 1")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_mistake_is_underlined_and_explained_in_full(space: Path, size: tuple[int, int]) -> None:
    async with driving(space, size) as driver:
        await driver.press("/")
        await driver.type("haqqani colour:red")
        assert driver.sees("there is no field colour: taken as words")
        strip = driver.app.screen._compositor.render_strips()[0]
        marked = "".join(segment.text for segment in strip if segment.style and segment.style.underline)
        assert marked == "colour:red"


async def test_earlier_queries_come_back_at_the_next_start_and_what_was_typed_is_not_lost(space: Path) -> None:
    async with driving(space) as driver:
        for words in ("homeland", "haqqani", "homeland", "airport"):
            await driver.press("/")
            await driver.type(words)
            await driver.press("enter")
        await driver.press("q")
    async with driving(space) as driver:
        await driver.press("/", "up")
        assert query(driver) == "homeland"
        await driver.press("up")
        assert query(driver) == "haqqani"
        await driver.press("up")
        assert query(driver) == "haqqani"
        await driver.press("ctrl+down", "ctrl+down")
        assert query(driver) == "airport"
        await driver.press("enter", "/")
        await driver.type("half typ")
        await driver.press("up")
        assert query(driver) == "airport"
        await driver.press("ctrl+down")
        assert query(driver) == "half typ"


async def test_opening_a_result_keeps_its_query(space: Path) -> None:
    async with driving(space) as driver:
        await driver.press("/")
        await driver.type("homeland")
        await driver.press("tab", "enter")
        assert driver.main.searching.queries == ("homeland",)


async def test_hostile_values_are_completed_as_text(space: Path) -> None:
    file = next((space / "library" / "articles").glob("rivals*.md"))
    nasty = 'Zz [/bold] "Wire" (x)'
    file.write_text(
        file.read_text(encoding="utf-8").replace("publisher: Meridian Desk", f"publisher: '{nasty}'"), encoding="utf-8"
    )
    async with driving(space) as driver:
        await driver.press("/")
        await driver.type("publisher:zz")
        assert driver.sees(f"▸{nasty} 1")
        await driver.press("tab")
        assert query(driver) == 'publisher:"Zz [/bold] Wire (x)" '
        assert len(driver.main.results.found) == 1


async def test_what_is_listed_further_down_is_found_by_the_same_beginning_of_a_word(space: Path) -> None:
    for number in range(60):
        text = " ".join(["A gatehouse", *(f"w{number}x{place}" for place in range(30))])
        articles.create(space / "library", Article(id=f"gate-{number}", metadata=Metadata(title=f"Gate {number}"), text=text))
    async with driving(space) as driver:
        await driver.press("/")
        await driver.type("gatehou")
        await driver.press("tab", *["end"] * 6)
        assert len(driver.main.results.found) == 60


async def test_letters_typed_before_the_line_hears_of_its_focus_stay(space: Path) -> None:
    async with driving(space) as driver:
        await driver.press("enter", "/")
        await driver.type("homeland or air")
        driver.main.query_bar.input.post_message(events.Focus())
        await driver.settle()
        await driver.type("port")
        assert driver.main.searching.query == "homeland or airport"


async def test_what_stands_in_the_line_is_selected_when_one_steps_into_it(space: Path) -> None:
    async with driving(space) as driver:
        await driver.press("/")
        await driver.type("homeland")
        await driver.press("enter", "shift+tab")
        await driver.type("kabul")
        assert driver.main.searching.query == "kabul"
