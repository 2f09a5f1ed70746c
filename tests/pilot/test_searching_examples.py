"""The help of the query language: examples that one can run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pilot.driver import driving
from workbench.tui.models.arrangement import Pane
from workbench.tui.models.examples import EXAMPLES


async def test_an_example_is_run_and_stands_in_the_query_line_to_be_changed(annotated: Path) -> None:
    async with driving(annotated) as driver:
        await driver.press("/", "f1")
        assert driver.sees(EXAMPLES[1].finds)
        await driver.press("down", "enter")
        assert driver.main.searching.query == EXAMPLES[1].query
        assert driver.main.results.found
        assert driver.inside() is Pane.QUERY
        await driver.type(" airport")
        assert driver.main.searching.query == f"{EXAMPLES[1].query} airport"


async def test_the_examples_are_among_the_help_of_the_results_and_all_actions(space: Path) -> None:
    async with driving(space) as driver:
        for key in ("?", "ctrl+p"):
            await driver.press("/", "enter", key)
            await driver.type("searching by example")
            await driver.press("enter")
            assert driver.sees("Searching by example; Enter runs one")
            await driver.press("escape")


async def test_from_an_article_an_example_leads_back_to_the_results(space: Path) -> None:
    async with driving(space) as driver:
        await driver.press("/", "enter", "enter", "ctrl+p")
        await driver.type("searching by example")
        await driver.press("enter", "enter")
        assert not driver.main.reading
        assert driver.main.searching.query == EXAMPLES[0].query


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_what_an_example_finds_is_not_cut(space: Path, size: tuple[int, int]) -> None:
    async with driving(space, size) as driver:
        await driver.press("f1")
        for example in EXAMPLES:
            assert driver.sees(example.finds), example.finds
            await driver.press("down")
