"""From hit to hit, through one article and on into the next."""

from __future__ import annotations

from pathlib import Path

from tests.pilot.driver import Driver, driving
from workbench.tui.models.arrangement import Pane


def place(driver: Driver) -> tuple[str | None, int]:
    return driver.main.article_id, driver.main.article_pane.reader.selection.caret


async def opened(driver: Driver, query: str) -> None:
    await driver.press("/")
    await driver.type(query)
    await driver.press("enter", "home", "enter")


async def test_n_visits_every_hit_of_every_article_once_and_N_goes_the_same_way_back(space: Path) -> None:  # noqa: N802
    async with driving(space) as driver:
        await opened(driver, "homeland")
        reader = driver.main.article_pane.reader
        reader.go_to(reader.hits[0], current=True)
        listed = [found.id for found in driver.main.results.found]
        assert len(listed) > 1
        there = [place(driver)]
        while not driver.sees("That was the last article of the results."):
            await driver.press("n")
            there.append(place(driver))
        assert there[-1] == there[-2]
        there.pop()
        assert list(dict.fromkeys(article for article, _ in there)) == listed
        assert len(set(there)) == len(there)
        assert driver.main.results.cursor == len(listed) - 1
        back = [place(driver)]
        while not driver.sees("That was the first article of the results."):
            await driver.press("N")
            back.append(place(driver))
        assert back[:-1] == there[::-1]


async def test_the_message_names_the_article_one_came_into(space: Path) -> None:
    async with driving(space) as driver:
        await opened(driver, "homeland")
        title = driver.main.results.found[1].title
        while driver.main.article_id == driver.main.results.found[0].id:
            await driver.press("n")
        assert driver.app.messages[-1][1] == f"Next article: {title}"
        assert driver.sees(f"hit 1 of {len(driver.main.article_pane.reader.hits)}")
        assert driver.inside() is Pane.FIRST
        await driver.press("N")
        assert driver.app.messages[-1][1] == f"Previous article: {driver.main.results.found[0].title}"


async def test_several_n_typed_ahead_are_all_counted(space: Path) -> None:
    async with driving(space) as driver:
        await opened(driver, "homeland")
        for _ in range(6):
            await driver.press("n")
        slowly = place(driver)
        await opened(driver, "homeland")
        await driver.burst(*"nnnnnn")
        assert place(driver) == slowly


async def test_articles_without_hits_of_words_are_walked_through_too(space: Path) -> None:
    async with driving(space) as driver:
        await opened(driver, "has:publisher")
        await driver.press("n")
        assert driver.main.article_id == driver.main.results.found[1].id


async def test_words_found_in_the_article_stay_in_the_article(space: Path) -> None:
    async with driving(space) as driver:
        await opened(driver, "homeland")
        article = driver.main.article_id
        await driver.press("ctrl+f")
        await driver.type("the")
        await driver.press("enter")
        for _ in range(len(driver.main.article_pane.reader.found) + 1):
            await driver.press("n")
        assert driver.main.article_id == article


async def test_results_that_are_not_listed_yet_are_fetched_to_walk_on(space: Path) -> None:
    async with driving(space) as driver:
        await opened(driver, "kabul")
        results = driver.main.results
        # As if the first page had held two articles.
        all_ids = [found.id for found in results.found]
        results.found = results.found[:2]
        results.refresh_entries(1)
        await driver.press("escape", "end", "enter")
        while driver.main.article_id == all_ids[1]:
            await driver.press("n")
        assert driver.main.article_id not in all_ids[:2]
        assert driver.main.article_id == results.found[results.cursor].id
