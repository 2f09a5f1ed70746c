"""Searching: results while one types, and what is said when there are none."""

from __future__ import annotations

from pathlib import Path

from tests.pilot.driver import driving
from workbench.tui.models.arrangement import Pane

PAGE = """\
A valley at war

KABUL (Northern Wire) — The two groups have fought since the spring of 2015, when the first commanders changed sides with their men.

A teacher from the valley said that both had closed her school, one of them twice, and that she had opened it again after every winter.
"""


async def test_the_newest_articles_are_there_before_anything_is_typed(space: Path) -> None:
    async with driving(space) as driver:
        assert driver.sees("All articles")
        assert driver.sees("15 articles")
        assert len(driver.main.results.found) + sum(len(one.folded) for one in driver.main.results.found) == 15


async def test_letters_in_the_query_line_are_text_whatever_they_do_elsewhere(space: Path) -> None:
    async with driving(space) as driver:
        await driver.press("/")
        await driver.type("q?zt")
        assert driver.main.searching.query == "q?zt"
        assert driver.app.is_running


async def test_a_slash_reaches_the_query_from_everywhere_and_typing_replaces_it(space: Path) -> None:
    async with driving(space) as driver:
        await driver.press("/")
        await driver.type("homeland")
        await driver.press("enter", "enter", "/")
        assert driver.inside() is Pane.QUERY
        await driver.type("haqqani")
        assert driver.main.searching.query == "haqqani"
        assert not driver.main.reading


async def test_esc_in_the_query_line_returns_to_the_articles(space: Path) -> None:
    async with driving(space) as driver:
        await driver.press("/")
        await driver.type("homeland")
        await driver.press("enter", "enter", "/", "escape")
        assert driver.inside() is Pane.FIRST


async def test_nothing_found_says_what_to_do(space: Path) -> None:
    async with driving(space) as driver:
        await driver.press("/")
        await driver.type("homland")
        assert driver.sees("Nothing matches homland.")
        assert driver.sees('Did you mean "homeland"?')
        await driver.press("ctrl+y")
        assert driver.main.searching.query == "homeland"
        assert driver.main.results.found


async def test_one_word_too_many_is_named(space: Path) -> None:
    async with driving(space) as driver:
        await driver.press("/")
        await driver.type("haqqani xylophone")
        assert driver.sees('Without "xylophone": ')


async def test_an_empty_library_says_how_to_fill_it(empty: Path) -> None:
    async with driving(empty) as driver:
        assert driver.sees("No articles yet.")
        assert driver.sees("Import: workbench import FILES, or i here.")


async def test_articles_are_imported_from_inside(empty: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    async with driving(empty) as driver:
        await driver.press("escape", "tab", "i")
        await driver.type(str(page))
        await driver.press("enter")
        assert driver.sees("Imported: 1 article")
        assert driver.sees("A valley at war")


async def test_what_cannot_be_imported_is_said(empty: Path) -> None:
    async with driving(empty) as driver:
        await driver.press("tab", "i")
        await driver.type("/nowhere/at/all.txt")
        await driver.press("enter")
        assert driver.sees("1 file refused")


async def test_metadata_is_corrected_and_shown_as_entered(space: Path) -> None:
    async with driving(space) as driver:
        await driver.press("/")
        await driver.type("homeland")
        await driver.press("enter", "e", "down", "down")
        assert driver.sees("▸agency")
        await driver.press("ctrl+u")
        await driver.type("Desk One")
        await driver.press("enter")
        assert driver.sees("Saved: agency is Desk One, entered by you.")
        article_id = driver.main.article_id
    from workbench.workspace import reading
    from workbench.workspace.opening import open_workspace

    workspace = open_workspace(space)
    assert article_id
    article = reading.read(workspace, article_id)
    workspace.close()
    assert article.metadata.agency == "Desk One"
    assert article.evidence["agency"].grade == "user"


async def test_a_wrong_value_is_refused_in_words(space: Path) -> None:
    async with driving(space) as driver:
        await driver.press("tab", "e", "up", "up", "up")
        assert driver.sees("▸reliability")
        await driver.type("Z")
        await driver.press("enter")
        assert driver.sees("reliability is A to F")


async def test_the_order_changes_and_the_cursor_stays_on_its_article(space: Path) -> None:
    async with driving(space) as driver:
        await driver.press("/")
        await driver.type("kabul")
        await driver.press("enter", "down", "down")
        article = driver.main.article_id
        await driver.press("s")
        assert driver.sees("newest")
        assert driver.main.article_id == article
