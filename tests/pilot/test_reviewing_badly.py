"""The cleaning review where things go wrong: keys typed ahead, files that others change meanwhile."""

from __future__ import annotations

from pathlib import Path

import msgspec

from tests.pilot.driver import Driver, driving
from tests.pilot.test_reviewing import PROSE, go_to, pages, review
from workbench.records.block import Label
from workbench.storage import articles, decisions
from workbench.tui.screens.review import ReviewScreen
from workbench.workspace import editing, reviewing
from workbench.workspace.auditing import check
from workbench.workspace.opening import open_workspace

__all__ = ["pages"]


def everything(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((folder / "library").rglob("*")) if path.is_file()}


def failed(driver: Driver) -> bool:
    return any("Something went wrong" in text for _, text, _ in driver.app.messages)


async def test_a_key_typed_ahead_is_for_the_article_one_goes_to(pages: Path) -> None:
    async with driving(pages) as driver:
        workspace = open_workspace(pages)
        ids = [one.id for one in articles.listing(workspace.library)]
        for name in ids:  # each has a line in doubt, so that `]` finds a next one
            doubt = reviewing.open_review(workspace, name)
            unsure = [msgspec.structs.replace(one, confidence=0.5) for one in doubt.decisions]
            decisions.write_decisions(workspace.library, name, unsure)
        workspace.close()
        screen = await review(driver, '"harvest committee"')
        first = screen.reviewing.article_id
        before = articles.read(driver.workspace.library, first).article.text
        screen.others = tuple(ids)
        key = "]" if first != ids[-1] else "["
        await driver.burst(key, "space")
        await driver.settle()
        assert screen.reviewing.article_id != first
        assert articles.read(driver.workspace.library, first).article.text == before
        assert check(driver.workspace).ok


async def test_many_keys_at_once_are_carried_out_one_after_the_other(pages: Path) -> None:
    async with driving(pages) as driver:
        screen = await review(driver, '"harvest committee"')
        go_to(screen, PROSE[0][:30])
        before = everything(pages)
        await driver.burst("space", "j", "space", "j", "space", "u", "u", "u")
        await driver.settle()
        assert everything(pages) == before
        assert not failed(driver)


async def test_an_article_that_was_removed_meanwhile_is_told_and_nothing_is_written(pages: Path) -> None:
    async with driving(pages) as driver:
        screen = await review(driver, '"harvest committee"')
        go_to(screen, PROSE[0][:30])
        other = open_workspace(pages)
        editing.remove(other, screen.reviewing.article_id)
        other.close()
        before = everything(pages)
        await driver.press("space")
        assert everything(pages) == before
        assert not failed(driver)
        await driver.press("escape")
        assert not isinstance(driver.app.screen, ReviewScreen)


async def test_what_another_decided_meanwhile_is_not_overwritten(pages: Path) -> None:
    async with driving(pages) as driver:
        screen = await review(driver, '"harvest committee"')
        assert screen.review
        go_to(screen, PROSE[0][:30])
        other = open_workspace(pages)
        theirs = reviewing.open_review(other, screen.reviewing.article_id)
        line = theirs.lines.index(PROSE[2]) + 1
        reviewing.decide(other, theirs, line, line, label=Label.CAPTION)
        other.close()
        await driver.press("space")
        assert driver.sees("someone else decided")
        found = decisions.read_decisions(driver.workspace.library, screen.reviewing.article_id)
        assert found is not None
        assert next(one for one in found.decisions if one.first_line == line).label is Label.CAPTION


async def test_a_resize_while_a_form_is_open_keeps_what_is_typed(pages: Path) -> None:
    async with driving(pages) as driver:
        screen = await review(driver, '"harvest committee"')
        await driver.press("e", "enter")
        await driver.type(" indeed")
        for size in ((80, 24), (200, 50), (30, 8), (120, 40)):
            await driver.pilot.resize_terminal(*size)
            await driver.settle()
        assert screen.form is not None
        await driver.press("enter")
        title = articles.read(driver.workspace.library, screen.reviewing.article_id).article.metadata.title
        assert title is not None
        assert title.endswith(" indeed")
