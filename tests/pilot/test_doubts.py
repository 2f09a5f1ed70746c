"""Excerpts that no longer stand where they were marked: told when an article opens or changes, counted as all others."""

from __future__ import annotations

from pathlib import Path

from tests.pilot.driver import Driver, driving
from tests.pilot.test_evidence import COMMANDS, MONITORS, ask, edit_article
from tests.pilot.test_watching_files import until
from workbench.tui.models.arrangement import Pane

WORDS = "commands somewhere between 500 and 1,500 fighters"
LOST = "1 excerpt lost, 1 moved: E, anchor:orphaned OR anchor:moved"


async def opened(driver: Driver, article_id: str) -> None:
    driver.main.reading_job.open(article_id, "")
    await driver.settle()


def told(driver: Driver) -> list[str]:
    return [text for _, text, _ in driver.app.messages if "anchor:" in text]


async def test_an_article_with_a_lost_excerpt_says_so_once_and_counts_it_in_its_head(annotated: Path) -> None:
    async with driving(annotated) as driver:
        await opened(driver, MONITORS)
        before = len(driver.main.article_pane.placed)
        assert told(driver) == []
        edit_article(annotated, MONITORS, WORDS, "is said to have lost most of its people")
        driver.main.reading_job.show_anew({MONITORS})
        await driver.settle()
        assert told(driver) == [LOST]
        assert driver.sees(LOST)
        assert len(driver.main.article_pane.placed) == before
        assert driver.sees(f" {before} excerpt")
        await opened(driver, MONITORS)
        assert len(told(driver)) == 1


async def test_opening_an_article_tells_what_is_to_be_confirmed(annotated: Path) -> None:
    edit_article(annotated, MONITORS, WORDS, "commands somewhere between 700 and 1,500 fighters")
    async with driving(annotated) as driver:
        await opened(driver, MONITORS)
        assert told(driver) == ["1 excerpt to confirm: E, anchor:fuzzy"]


async def test_an_article_that_is_not_open_is_told_of_when_its_file_changes(annotated: Path) -> None:
    async with driving(annotated, watching=True) as driver:
        number = 0

        def edit() -> None:
            nonlocal number
            old = WORDS if not number else f"is said to have lost {number} people"
            number += 1
            edit_article(annotated, MONITORS, old, f"is said to have lost {number} people")

        await until(driver, lambda: LOST in told(driver), edit)


async def test_of_words_that_stand_there_twice_the_card_does_not_say_that_they_are_gone(annotated: Path) -> None:
    (annotated / "library" / "annotations" / "texts" / "d28a1e57cedf.txt").unlink()
    start = "The Islamic State affiliate in Afghanistan has lost its land but not its cells, and "
    edit_article(annotated, MONITORS, f"{start}{WORDS}", f"Who {WORDS}? A colonel {WORDS} of his own")
    async with driving(annotated) as driver:
        await opened(driver, MONITORS)
        driver.main.go(Pane.EXCERPTS)
        driver.main.excerpts.go_to_excerpt(COMMANDS)
        await driver.settle()
        said = " ".join(" ".join(driver.rows()).split())
        assert "lost: its words stand in 2 places" in said
        assert "gone from the article" not in said
        await driver.press("enter")
        assert driver.sees("Lost: its words stand in 2 places of the article")
        await driver.press("E")
        await ask(driver, "anchor:orphaned")
        said = " ".join(" ".join(driver.rows()).split())
        assert "Lost: its words stand in 2 places" in said
        assert "gone from the article" not in said
