"""Passages given to excerpts while others are at work: never another's borders, never words that were not shown."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from tests.pilot.driver import Driver, driving
from tests.pilot.test_evidence import COMMANDS, FIGHTERS, HANDED, MONITORS, ask, edit_article, on_disk
from workbench.storage import annotations as annotation_files
from workbench.storage.annotations import Put
from workbench.tui.models.arrangement import Pane


def tag_elsewhere(driver: Driver, name: str, tag: str) -> None:
    """What a colleague does on another machine."""
    before = on_disk(driver)[name]
    annotation_files.apply(driver.workspace.library, FIGHTERS, [Put(before, replace(before, tags=(*before.tags, tag)))])


async def test_borders_that_were_begun_and_left_are_not_what_is_selected_next(annotated: Path) -> None:
    async with driving(annotated) as driver:
        await driver.press("enter", "E")
        await ask(driver, "complaints")
        before = on_disk(driver)
        await driver.press("enter", "B", "escape", "ctrl+home", "v", "s", "B")
        assert driver.sees("Whose borders?")
        assert on_disk(driver) == before


async def test_borders_that_were_begun_in_one_article_are_not_given_words_of_another(annotated: Path) -> None:
    async with driving(annotated) as driver:
        await driver.press("enter", "E")
        await ask(driver, "complaints")
        before = on_disk(driver)
        await driver.press("enter", "B", "E", "escape")
        await ask(driver, "fighters tag:capability")
        await driver.press("enter", "ctrl+home", "v", "s", "B")
        assert on_disk(driver)[HANDED] == before[HANDED]


async def test_a_place_in_a_text_that_was_changed_since_is_not_taken(annotated: Path) -> None:
    words = "commands somewhere between 500 and 1,500 fighters"
    edit_article(annotated, MONITORS, words, "is said to have lost most of its people")
    async with driving(annotated) as driver:
        await driver.press("enter", "E")
        await ask(driver, "anchor:orphaned")
        await driver.press("r")
        assert driver.sees("is which of these?")
        edit_article(annotated, MONITORS, "is said to have lost", "is, as three monitors told the council, said to have lost")
        await driver.press("enter")
        assert on_disk(driver)[COMMANDS].quote == words
        assert driver.sees("the article was changed meanwhile")


async def test_an_excerpt_of_the_same_id_in_another_article_gets_no_passage_of_this_one(annotated: Path) -> None:
    words = "commands somewhere between 500 and 1,500 fighters"
    edit_article(annotated, MONITORS, words, "is said to have lost most of its people")
    async with driving(annotated) as driver:
        excerpts = annotation_files.load(driver.workspace.library, MONITORS).annotations.excerpts
        copy = next(one for one in excerpts if one.id == COMMANDS)
        annotation_files.apply(driver.workspace.library, "a-raid", [Put(None, replace(copy, author="zz"))])
        await driver.press("enter", "E")
        await ask(driver, "anchor:orphaned -by:zz")
        await driver.press("r", "enter")
        (other,) = annotation_files.load(driver.workspace.library, "a-raid").annotations.excerpts
        assert other == replace(copy, author="zz")
        assert driver.sees("each have an excerpt of the same id")


async def test_undoing_an_edit_leaves_what_a_colleague_said_meanwhile(annotated: Path) -> None:
    async with driving(annotated) as driver:
        await driver.press("enter", "E")
        await ask(driver, "complaints")
        before = on_disk(driver)[HANDED]
        await driver.press("enter")
        driver.main.go(Pane.EXCERPTS)
        await driver.press("e")
        tag_elsewhere(driver, HANDED, "colleague")
        await driver.type(" mine")
        await driver.press("enter")
        assert {"mine", "colleague"} <= set(on_disk(driver)[HANDED].tags)
        await driver.press("u")
        assert on_disk(driver)[HANDED].tags == (*before.tags, "colleague")


async def test_undoing_a_confirmation_leaves_what_a_colleague_said_meanwhile(annotated: Path) -> None:
    edit_article(annotated, FIGHTERS, "that the Haqqanis had handed", "that some Haqqani commanders had handed")
    async with driving(annotated) as driver:
        await driver.press("enter", "E")
        await ask(driver, "anchor:fuzzy")
        before = on_disk(driver)[HANDED]
        tag_elsewhere(driver, HANDED, "colleague")
        await driver.press("c", "u")
        assert on_disk(driver)[HANDED] == replace(before, tags=(*before.tags, "colleague"))
