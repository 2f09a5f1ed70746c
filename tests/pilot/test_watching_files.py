"""Files that change on disk while one works: by another workbench, by git, by hand."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from tests.pilot.driver import Driver, driving
from workbench.records.selector import Span
from workbench.records.tag import Tag
from workbench.storage import articles, codebook
from workbench.workspace import annotating
from workbench.workspace.opening import open_workspace

PATIENCE = 15.0


async def until(driver: Driver, seen: Callable[[], bool], again: Callable[[], None]) -> None:
    """Wait until something is seen; what makes it happen is repeated, since a watch takes a moment to stand."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + PATIENCE
    while loop.time() < deadline:
        again()
        for _ in range(20):
            await asyncio.sleep(0.02)
            await driver.settle()
            if seen():
                return
    raise AssertionError("\n".join(driver.rows()))


async def test_another_workbench_tags_a_passage_of_the_open_article(space: Path) -> None:
    async with driving(space, watching=True) as driver:
        await driver.press("escape", "enter", "enter")
        reader = driver.main.panes[driver.inside()]
        assert reader.article
        article = reader.article
        with open_workspace(space) as other:

            def tag() -> None:
                annotating.create(other, article, Span(0, 40), tags=("seen-elsewhere",))

            before = len(reader.placed)
            await until(driver, lambda: len(reader.placed) > before, tag)


async def test_an_article_that_falls_from_the_sky_is_found(space: Path) -> None:
    async with driving(space, watching=True) as driver:
        library = space / "library"
        model = articles.read(library, articles.listing(library)[0].id)
        content = articles.path_of(library, model.article.id).read_text(encoding="utf-8")
        await driver.type("zyxomma")
        number = 0

        def add() -> None:
            nonlocal number
            number += 1
            text = content.replace(f"id: {model.article.id}", f"id: sky-{number}") + "A zyxomma appeared.\n"
            (library / "articles" / f"sky-{number}.md").write_text(text, encoding="utf-8")

        await until(driver, lambda: any(found.id == "sky-1" for found in driver.main.results.found), add)
        assert driver.sees("in the library.")


async def test_what_a_colleague_tags_is_in_the_evidence_at_once(annotated: Path) -> None:
    async with driving(annotated, watching=True) as driver:
        await driver.press("enter", "E", "/")
        await driver.type("tag:seen-elsewhere")
        with open_workspace(annotated) as other:
            article = articles.read(annotated / "library", "who-are-the-fighters-in-the-east").article

            def tag() -> None:
                annotating.create(other, article, Span(0, 40), tags=("seen-elsewhere",))

            await until(driver, lambda: driver.sees("Evidence by tag") and driver.sees(" in 1 article "), tag)


async def test_a_tag_that_another_workbench_defines_appears_in_the_codebook(annotated: Path) -> None:
    async with driving(annotated, watching=True) as driver:
        await driver.press("enter", "K")
        number = 0

        def define() -> None:
            nonlocal number
            number += 1
            codebook.change(annotated / "library", None, Tag(tag=f"elsewhere-{number}", colour="red"))

        await until(driver, lambda: driver.sees("elsewhere-1"), define)
        assert driver.app.tag_colours["elsewhere-1"] == "#d64545"


async def test_a_selection_and_the_hit_one_is_at_stay_while_others_add_excerpts(space: Path) -> None:
    async with driving(space, watching=True) as driver:
        await driver.press("/")
        await driver.type("haqqani")
        await driver.press("enter", "enter", "v", "right", "right", "right")
        pane = driver.main.article_pane
        assert pane.article
        article, selected = pane.article, pane.reader.selected
        assert selected
        assert driver.sees("hit 1 of ")
        with open_workspace(space) as other:

            def tag() -> None:
                annotating.create(other, article, Span(0, 40), tags=("seen-elsewhere",))

            await until(driver, lambda: bool(pane.placed), tag)
        assert pane.reader.selected == selected
        assert driver.sees("hit 1 of ")
