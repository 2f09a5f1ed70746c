"""Undo of what is no excerpt: imports and metadata."""

from __future__ import annotations

from pathlib import Path

from tests.pilot.driver import driving
from workbench.workspace import reading
from workbench.workspace.opening import open_workspace

PAGE = """\
A valley at war

12 November 2021

The two groups have fought since the spring of 2015, when the first commanders changed sides and took their rifles with them.
"""


async def test_an_import_is_taken_back_and_done_again_with_what_was_marked_in_it(empty: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    articles, notes = empty / "library" / "articles", empty / "library" / "annotations"
    async with driving(empty) as driver:
        await driver.press("escape", "tab", "i")
        await driver.type(str(page))
        await driver.press("enter")
        article = next(articles.glob("*.md")).read_bytes()
        await driver.press("enter", "t")
        await driver.type("capability")
        await driver.press("enter")
        marked = next(notes.glob("*.yaml")).read_bytes()
        await driver.press("u", "u")
        assert any(words == "Undone: importing 1 article." for _, words, _ in driver.app.messages)
        assert not list(articles.glob("*.md"))
        assert driver.sees("is gone from the library") or driver.sees("No articles yet.")
        await driver.press("ctrl+r")
        assert next(articles.glob("*.md")).read_bytes() == article
        await driver.press("ctrl+r")
        assert next(notes.glob("*.yaml")).read_bytes() == marked


async def test_an_edit_of_the_metadata_is_taken_back(space: Path) -> None:
    async with driving(space) as driver:
        await driver.press("/")
        await driver.type("homeland")
        await driver.press("enter")
        article_id = driver.main.article_id
        assert article_id
        file = space / "library" / "articles" / f"{article_id}.md"
        before = file.read_bytes()
        await driver.press("e", "down", "down", "ctrl+u")
        await driver.type("Desk One")
        await driver.press("enter", "escape", "u")
        assert driver.sees("Undone: editing agency.")
        assert file.read_bytes() == before
        await driver.press("ctrl+r")
    workspace = open_workspace(space)
    assert reading.read(workspace, article_id).metadata.agency == "Desk One"
    workspace.close()
