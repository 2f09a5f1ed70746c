"""The evidence: all excerpts, filtered, grouped, counted, changed several at once; passages confirmed and found again."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.pilot.driver import Driver, driving
from workbench.records.excerpt import Excerpt
from workbench.storage import annotations as annotation_files
from workbench.tui.models.arrangement import Pane
from workbench.tui.models.grid import Head
from workbench.tui.screens.evidence import EvidenceScreen
from workbench.workspace import annotating, evidence

FIGHTERS, MONITORS = "who-are-the-fighters-in-the-east", "un-monitors-see-a-small-but-stubborn-force"
HANDED, COMMANDS = "x-d188nawtc5", "x-m47mx1rt03"


def screen(driver: Driver) -> EvidenceScreen:
    assert isinstance(driver.app.screen, EvidenceScreen)
    return driver.app.screen


def listed(driver: Driver) -> list[str]:
    return [row.item.excerpt.id if row.item else row.group for row in screen(driver).list.rows]


def on_disk(driver: Driver) -> dict[str, Excerpt]:
    return {one.excerpt.id: one.excerpt for one in evidence.select(driver.workspace, evidence.Wanted())}


def edit_article(root: Path, name: str, old: str, new: str) -> None:
    file = root / "library" / "articles" / f"{name}.md"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


async def ask(driver: Driver, query: str) -> None:
    await driver.press("/")
    await driver.type(query)
    await driver.press("enter")


async def test_all_excerpts_are_listed_filtered_while_typing_and_one_comes_back_to_them(annotated: Path) -> None:
    async with driving(annotated) as driver:
        await driver.press("enter", "E")
        assert driver.sees("14 excerpts in 9 articles")
        await ask(driver, "tag:capability credibility:2")
        assert driver.sees("2 excerpts in 2 articles")
        first = screen(driver).list.item
        assert first is not None
        await driver.press("enter")
        assert driver.inside() is Pane.FIRST
        article = driver.main.article_pane.article
        assert article is not None
        assert first.placed.anchor.span is not None
        assert article.id == first.placed.article
        assert driver.main.article_pane.reader.selection.caret == first.placed.anchor.span.start
        await driver.press("escape")
        assert driver.sees("2 excerpts in 2 articles")
        assert screen(driver).list.item == first
        await driver.press("escape")
        assert driver.sees("14 excerpts in 9 articles")
        await driver.press("/", "escape", "escape")
        assert driver.inside() is Pane.FIRST


async def test_groups_orders_and_folding_lose_no_excerpt(annotated: Path) -> None:
    async with driving(annotated, (80, 24)) as driver:
        await driver.press("enter", "E")
        for group in ("article", "date", "person", "grading", "state", "nothing"):
            await driver.press("g")
            assert len({name for name in listed(driver) if name.startswith("x-")}) == 14, group
        await driver.press("g", "-")
        assert not [name for name in listed(driver) if name.startswith("x-")]
        assert listed(driver)[:2] == ["actors/haqqani", "actors/taliban"]
        await driver.press("home", "enter")
        assert listed(driver)[1].startswith("x-")


async def test_a_cell_of_the_matrix_and_of_the_timeline_lists_what_it_counts(annotated: Path) -> None:
    async with driving(annotated) as driver:
        await driver.press("enter", "E", "m", "down", "down", "down")
        assert driver.sees("2 × capability in 1: Warning over the Khorasan branch")
        await driver.press("enter")
        assert screen(driver).query_bar.input.value == 'tag:"capability" article:"warning-over-the-khorasan-branch"'
        assert driver.sees("2 excerpts in 1 article")
        await driver.press("escape", "T", "home", "ctrl+right")
        assert driver.sees("0 × dated articles in n.d.")
        await driver.press("down", "enter")
        assert driver.sees("1 excerpt in 1 article")


async def test_several_excerpts_are_tagged_in_one_step_and_taken_back_in_one(annotated: Path) -> None:
    async with driving(annotated) as driver:
        before = on_disk(driver)
        await driver.press("enter", "E")
        await ask(driver, "tag:capability/strength")
        await driver.press("a", "t")
        assert driver.sees("Will change 0 of 5 excerpts")
        await driver.type("figures ")
        await driver.press("tab")
        await driver.type("sources/un")
        assert driver.sees("Will change 5 of 5 excerpts")
        await driver.press("enter")
        assert driver.sees("Saved: 5 excerpts.")
        after = on_disk(driver)
        changed = {name for name in before if before[name] != after[name]}
        assert len(changed) == 5
        assert all("figures" in after[name].tags and "sources/un" not in after[name].tags for name in changed)
        await driver.press("u")
        assert on_disk(driver) == before
        await driver.press("ctrl+r")
        assert on_disk(driver) == after


async def test_marked_excerpts_are_deleted_and_brought_back(annotated: Path) -> None:
    async with driving(annotated) as driver:
        before = on_disk(driver)
        await driver.press("enter", "E", "space", "space", "x")
        assert driver.sees("Delete 2 excerpts in 2 articles?")
        await driver.press("escape")
        assert on_disk(driver) == before
        await driver.press("x", "enter")
        assert len(on_disk(driver)) == 12
        assert driver.sees("12 excerpts in")
        await driver.press("u")
        assert on_disk(driver) == before


async def test_a_passage_with_similar_words_is_shown_with_the_difference_and_confirmed(annotated: Path) -> None:
    edit_article(annotated, FIGHTERS, "that the Haqqanis had handed", "that some Haqqani commanders had handed")
    async with driving(annotated) as driver:
        await driver.press("enter", "E")
        await ask(driver, "anchor:fuzzy")
        assert driver.sees("now in the article:")
        await driver.press("c")
        assert on_disk(driver)[HANDED].quote.startswith("complaints by the branch that some Haqqani commanders")
        assert driver.sees("Nothing matches anchor:fuzzy.")
        await driver.press("u")
        assert driver.sees("1 excerpt in 1 article")


async def test_a_lost_passage_is_offered_places_and_attached_by_hand(annotated: Path) -> None:
    edit_article(
        annotated, MONITORS, "commands somewhere between 500 and 1,500 fighters", "is said to have lost most of its people"
    )
    async with driving(annotated) as driver:
        await driver.press("enter", "E")
        await ask(driver, "anchor:orphaned")
        assert driver.sees("lost")
        await driver.press("r")
        assert driver.sees("is which of these?")
        await driver.press("escape")
        assert on_disk(driver)[COMMANDS].quote == "commands somewhere between 500 and 1,500 fighters"
        # By hand: its card, then words selected in the text.
        await driver.press("enter")
        assert driver.inside() is Pane.EXCERPTS
        await driver.press("B")
        assert driver.sees("attaches the lost excerpt to it")
        await driver.press("ctrl+f")
        await driver.type("is said to have lost")
        await driver.press("enter", "v", "s", "s")
        words = driver.main.article_pane.reader.selected
        assert words is not None
        await driver.press("B")
        found = annotating.find_excerpt(driver.workspace, COMMANDS)
        assert found.anchor.span == words


async def test_the_borders_of_an_excerpt_are_moved_at_both_ends(annotated: Path) -> None:
    async with driving(annotated) as driver:
        await driver.press("enter", "E")
        await ask(driver, "complaints")
        before = on_disk(driver)[HANDED]
        await driver.press("enter", "B")
        assert driver.sees("saves the excerpt with it")
        await driver.press("ctrl+left", "ctrl+left", ";", "ctrl+right", "B")
        after = on_disk(driver)[HANDED]
        assert before.quote.startswith("complaints by")
        assert after.quote.startswith("by the branch")
        assert after.end < before.end
        assert (after.tags, after.created) == (before.tags, before.created)
        await driver.press("u")
        assert on_disk(driver)[HANDED] == before


async def test_answers_that_overtake_each_other_hide_nothing(annotated: Path) -> None:
    async with driving(annotated) as driver:
        await driver.press("enter", "E")
        for name in (HANDED, COMMANDS):
            article, before = next(
                (one.article, one.excerpt)
                for one in evidence.select(driver.workspace, evidence.Wanted())
                if one.excerpt.id == name
            )
            change = annotation_files.Put(before, replace(before, tags=(*before.tags, "colleague")))
            annotation_files.apply(driver.workspace.library, article, [change])
        screen(driver).files_changed([FIGHTERS])
        screen(driver).files_changed([MONITORS])
        await driver.settle()
        await ask(driver, "tag:colleague")
        assert driver.sees("2 excerpts in 2 articles")


async def test_reading_again_that_is_stopped_leaves_what_was_read_before(annotated: Path) -> None:
    async with driving(annotated) as driver:
        await driver.press("enter", "E", "escape", "E")
        screen(driver).job.load()
        assert screen(driver).job.stop()
        await driver.settle()
        assert driver.sees("14 excerpts in 9 articles")
        assert driver.sees("Stopped: what is listed was read before.")


async def test_quitting_stops_the_reading(annotated: Path) -> None:
    async with driving(annotated) as driver:
        await driver.press("enter", "E")
        job = screen(driver).job
        job.load()
        work = job._reading
        screen(driver).perform("quit")
        assert work is not None
        assert work.stopped()
        await driver.settle()


async def test_a_table_is_drawn_without_looking_at_the_columns_out_of_sight(annotated: Path) -> None:
    looked_at: list[int] = []

    class Columns(tuple[Head, ...]):
        __slots__ = ()

        def __iter__(self) -> Iterator[Head]:
            looked_at.append(len(self))
            return super().__iter__()

    async with driving(annotated) as driver:
        await driver.press("enter", "E", "m")
        view = screen(driver).grid
        view.show(dataclasses.replace(view.grid, columns=Columns(view.grid.columns)))
        looked_at.clear()
        await driver.press("right", "down")
        assert (view.row, view.column) == (1, 1)
        assert looked_at == []


async def test_the_cursor_of_a_table_tells_articles_of_one_title_apart(annotated: Path) -> None:
    async with driving(annotated) as driver:
        await driver.press("enter", "E", "m")
        view = screen(driver).grid
        same = dataclasses.replace(
            view.grid, columns=tuple(dataclasses.replace(head, label="One title") for head in view.grid.columns)
        )
        view.show(same)
        view.column = 3
        view.show(same)
        assert view.column == 3


async def test_who_tagged_the_same_passage_differently_is_listed(annotated: Path) -> None:
    async with driving(annotated) as driver:
        await driver.press("enter", "E", "d")
        assert driver.sees("Nobody tagged the same passage differently here.")
        await driver.press("d")
        kept = annotation_files.load(driver.workspace.library, FIGHTERS).annotations.excerpts
        other = next(one for one in kept if one.id == HANDED)
        copy = replace(other, id="x-aaaaaaaaaa", author="zz", tags=("denial",))
        annotation_files.apply(driver.workspace.library, FIGHTERS, [annotation_files.Put(None, copy)])
        await driver.press("escape", "E", "d")
        assert driver.sees("2 excerpts in 1 article")
        assert driver.sees("tagged differently by others:")
        assert driver.sees("disputed")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)])
async def test_an_empty_library_says_how_to_begin(empty: Path, size: tuple[int, int]) -> None:
    async with driving(empty, size) as driver:
        await driver.press("enter", "E")
        assert driver.sees("No excerpts yet.")
        for key in ("m", "T", "T", "enter", "t", "x", "space", "a", "c", "r", "d", "g", "s", "-", "y", "Y", "b", "u"):
            await driver.press(key)
        assert not evidence.load(driver.workspace).items


async def test_a_file_that_does_not_parse_is_told_of_and_the_others_are_listed(annotated: Path) -> None:
    (annotated / "library" / "annotations" / f"{FIGHTERS}.yaml").write_text("format: 1\nexcerpts: [\n", encoding="utf-8")
    async with driving(annotated) as driver:
        await driver.press("enter", "E")
        assert driver.sees("12 excerpts in 8 articles")
        assert any(f"{FIGHTERS}.yaml" in text for _, text, _ in driver.app.messages)


async def test_the_evidence_opens_as_it_was_left_the_next_day(annotated: Path) -> None:
    async with driving(annotated) as driver:
        await driver.press("enter", "E")
        await ask(driver, "by:ml")
        await driver.press("g", "s", "down", "down", "q")
        here = screen(driver).list.item
        assert here is not None
    async with driving(annotated) as driver:
        assert driver.sees("Evidence by article · newest articles first")
        assert driver.sees("by:ml")
        assert screen(driver).list.item == here
        await driver.press("escape", "escape", "q")
    async with driving(annotated) as driver:
        assert driver.inside() is Pane.RESULTS


async def test_one_step_back_from_the_codebook_leads_to_the_evidence_one_came_from(annotated: Path) -> None:
    async with driving(annotated) as driver:
        await driver.press("enter", "E")
        await ask(driver, "by:ml")
        await driver.press("K")
        assert driver.sees("Codebook")
        await driver.press("escape")
        assert driver.sees("by:ml")
        assert screen(driver).job.shown.query == "by:ml"
