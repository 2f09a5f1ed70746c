"""Entries of several rows, with a cursor."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.tui.models.block_list import kept_cursor, stack

HEIGHTS = st.lists(st.integers(1, 6), min_size=1, max_size=20)


@given(HEIGHTS, st.data())
def test_every_row_belongs_to_the_entry_that_draws_it(heights: list[int], data: st.DataObject) -> None:
    blocks = stack(heights)
    row = data.draw(st.integers(0, blocks.height - 1))
    entry = blocks.at(row)
    assert entry is not None
    assert blocks.tops[entry] <= row < blocks.tops[entry + 1]
    assert blocks.at(blocks.height) is None


@given(HEIGHTS, st.integers(6, 12), st.data())
def test_scrolling_shows_the_whole_entry_under_the_cursor(heights: list[int], height: int, data: st.DataObject) -> None:
    blocks = stack(heights)
    cursor = data.draw(st.integers(0, len(heights) - 1))
    top = blocks.scrolled(data.draw(st.integers(0, blocks.height)), cursor, height)
    assert top <= blocks.tops[cursor]
    assert blocks.tops[cursor + 1] <= top + height


@given(HEIGHTS, st.sampled_from([-10, -1, 1, 10]), st.data())
def test_a_page_moves_by_an_entry_at_least(heights: list[int], rows: int, data: st.DataObject) -> None:
    blocks = stack(heights)
    cursor = data.draw(st.integers(0, len(heights) - 1))
    moved = blocks.paged(cursor, rows)
    last = cursor == (0 if rows < 0 else len(heights) - 1)
    assert last or (moved < cursor if rows < 0 else moved > cursor)


def test_the_cursor_stays_on_its_article_when_results_are_refreshed() -> None:
    assert kept_cursor(["a", "b", "c"], 1, ["x", "y", "b"]) == 2
    assert kept_cursor(["a", "b", "c"], 2, ["x"]) == 0
    assert kept_cursor(["a", "b"], 0, ["x", "a"]) == 0
    assert kept_cursor([], 0, []) == 0
