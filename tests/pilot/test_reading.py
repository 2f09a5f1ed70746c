"""Reading: hits, finds, panes, the mouse, sizes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pilot.driver import Driver, driving
from workbench.tui.models.arrangement import Pane
from workbench.tui.widgets.reader import Reader


async def open_first(driver: Driver, query: str = "haqqani") -> Reader:
    await driver.press("/")
    await driver.type(query)
    await driver.press("enter", "enter")
    return driver.main.article_pane.reader


async def test_an_article_opens_at_its_best_passage_and_n_goes_from_hit_to_hit(space: Path) -> None:
    async with driving(space) as driver:
        reader = await open_first(driver)
        assert reader.text[reader.selection.caret :].casefold().startswith("haqqani")
        first = reader.selection.caret
        await driver.press("n")
        assert reader.selection.caret > first
        assert driver.sees("hit 2 of")
        await driver.press("N")
        assert reader.selection.caret == first


async def test_words_are_found_in_the_article_and_esc_takes_them_away(space: Path) -> None:
    async with driving(space) as driver:
        reader = await open_first(driver)
        await driver.press("ctrl+f")
        await driver.type("kabul")
        assert reader.found
        assert driver.sees("found 1 of") or driver.sees(f"of {len(reader.found)}")
        await driver.press("enter", "n")
        assert reader.text[reader.selection.caret :].casefold().startswith("kabul")
        await driver.press("escape")
        assert not reader.found
        assert driver.main.reading


async def test_tab_goes_through_the_panes_and_z_gives_one_all_the_room(space: Path) -> None:
    async with driving(space) as driver:
        await open_first(driver)
        await driver.press("escape", "down", "b")
        assert driver.inside() is Pane.SECOND
        await driver.press("tab")
        assert driver.inside() is Pane.FIRST
        await driver.press("z")
        assert not driver.main.panes[Pane.SECOND].display
        await driver.press("z", "shift+tab")
        assert driver.inside() is Pane.SECOND


async def test_closing_the_first_article_leaves_the_second_where_it_was(space: Path) -> None:
    async with driving(space) as driver:
        await open_first(driver)
        await driver.press("escape", "down", "b", "pagedown")
        second = driver.main.article_pane.reader
        place = (second.article and second.article.id, second.selection.caret)
        await driver.press("tab", "ctrl+w")
        left = driver.main.article_pane.reader
        assert (left.article and left.article.id, left.selection.caret) == place
        await driver.press("ctrl+w")
        assert driver.inside() is Pane.RESULTS


async def test_an_excerpt_and_its_card_lead_to_each_other(annotated: Path) -> None:
    async with driving(annotated) as driver:
        reader = await open_first(driver, "homeland")
        await driver.press("]")
        marked = reader.marked[0]
        assert marked.span.start <= reader.selection.caret < marked.span.end
        await driver.press("enter")
        assert driver.inside() is Pane.EXCERPTS
        assert driver.main.excerpts.at_cursor
        assert driver.main.excerpts.at_cursor.excerpt.id in reader.excerpts_at(reader.selection.caret)
        await driver.press("enter")
        assert driver.inside() is Pane.FIRST


async def test_a_scrolled_text_keeps_its_caret_in_sight(space: Path) -> None:
    async with driving(space) as driver:
        reader = await open_first(driver)
        await driver.press("ctrl+home")
        for _ in range(5):
            reader.scroll_to(y=reader.scroll_offset.y + 3, animate=False)
            await driver.settle()
        top = reader.scroll_offset.y
        await driver.press("down")
        assert reader.scroll_offset.y == top


async def test_a_drag_selects_in_one_article_only(space: Path) -> None:
    async with driving(space) as driver:
        await open_first(driver)
        await driver.press("escape", "down", "b")
        first, second = driver.main.panes[Pane.FIRST].reader, driver.main.panes[Pane.SECOND].reader
        await driver.pilot.mouse_down(first, offset=(6, 6))
        await driver.pilot.hover(first, offset=(20, 8))
        await driver.pilot.hover(second, offset=(20, 8))
        await driver.pilot.mouse_up(second, offset=(20, 8))
        await driver.settle()
        assert first.selected
        assert second.selected is None


async def test_a_double_click_takes_a_word_and_a_triple_click_a_paragraph(space: Path) -> None:
    async with driving(space) as driver:
        reader = await open_first(driver)
        row, cell = reader._layout.cell_of(reader.selection.caret)
        place = (cell + reader._left + 1, row + len(reader._header) - reader.scroll_offset.y)
        await driver.pilot.click(reader, offset=place, times=2)
        await driver.settle()
        assert reader.selected
        assert reader.selected.of(reader.text).casefold() == "haqqani"
        await driver.pilot.click(reader, offset=place, times=3)
        await driver.settle()
        assert reader.selected.of(reader.text) in reader.text.split("\n\n") or reader.text[: reader.selected.start].endswith(
            "## "
        )


@pytest.mark.parametrize(("size", "rows"), [((80, 24), 20), ((120, 40), 36), ((200, 50), 46)])
async def test_the_text_has_nearly_all_rows(space: Path, size: tuple[int, int], rows: int) -> None:
    async with driving(space, size) as driver:
        reader = await open_first(driver)
        assert reader.size.height >= rows


async def test_a_resize_keeps_the_reading_place(space: Path) -> None:
    async with driving(space, (120, 40)) as driver:
        reader = await open_first(driver)
        top = reader.top
        await driver.pilot.resize_terminal(80, 24)
        await driver.settle()
        assert reader._layout.row_of(top) == reader._layout.row_of(reader.top)


async def test_a_terminal_that_is_too_small_says_so(space: Path) -> None:
    async with driving(space, (50, 12)) as driver:
        assert driver.rows()[0].startswith("50 × 12: too small, 60 × 18 at least")
        await driver.pilot.resize_terminal(80, 24)
        await driver.settle()
        assert driver.sees("All articles")


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_no_row_of_another_article_stands_under_a_title(space: Path, size: tuple[int, int]) -> None:
    """A pane that was hidden meanwhile, and has the size it had, shows the new article and nothing of the old one."""
    async with driving(space, size=size) as driver:
        await driver.press("escape", "enter", "enter")
        first = driver.main.article_pane.reader.article
        assert first is not None
        await driver.press("escape")
        assert sum(first.metadata.title[:20] in row for row in driver.rows() if first.metadata.title) >= 1, (
            "the results are blank"
        )
        await driver.press("down", "enter")
        second = driver.main.article_pane.reader.article
        assert second is not None
        assert second.id != first.id
        shown = driver.rows()
        assert not [row for row in shown if first.metadata.title and first.metadata.title[:30] in row]
        driver.main.article_pane.reader._lay_out()
        await driver.settle()
        assert driver.rows() == shown
