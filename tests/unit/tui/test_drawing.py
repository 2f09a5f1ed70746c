"""Rows: cut at word ends, spread to both edges, exactly as wide as asked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.text.cells import width
from workbench.tui.drawing import cut, cut_middle, cut_row, row_width, spread


@given(st.text(st.sampled_from("ab 语é"), max_size=60), st.integers(0, 40))
def test_what_is_cut_fits(text: str, cells: int) -> None:
    assert width(cut(text, cells)) <= cells


def test_a_cut_is_made_at_the_end_of_a_word() -> None:
    assert cut("Warning over the Khorasan branch", 20) == "Warning over the…"
    assert cut("short", 20) == "short"
    assert cut("incomprehensibilities", 10) == "incompreh…"


@given(
    st.lists(st.text(st.sampled_from("ab 语"), max_size=20), max_size=3),
    st.lists(st.text("xyz ", max_size=10), max_size=2),
    st.integers(1, 60),
)
def test_a_row_spread_to_both_edges_is_exactly_as_wide_as_asked(left: list[str], right: list[str], cells: int) -> None:
    row = spread([(text, "text") for text in left], [(text, "quiet") for text in right], cells)
    assert row_width(row) == cells


def test_the_right_part_stays_whole_and_the_left_one_is_cut() -> None:
    row = spread([("A long title of an article", "title")], [("2021-08-27", "quiet")], 24)
    assert "".join(text for text, _ in row) == "A long titl…  2021-08-27"


def test_cutting_a_row_keeps_its_roles() -> None:
    assert cut_row([("one ", "text"), ("two three", "key")], 8) == [("one ", "text"), ("two…", "key")]


def test_names_that_begin_alike_are_told_apart_by_their_ends() -> None:
    names = [f"Office of U.S. Senator {name}" for name in ("Cornyn", "Snowe", "Hutchison-Longworth")]
    assert [cut_middle(name, 20) for name in names] == [
        "Office of…Cornyn",
        "Office of U.S…Snowe",
        "Office of…-Longworth",
    ]


@given(text=st.text("ab 语é/-.", max_size=40), cells=st.integers(1, 30))
def test_what_is_cut_in_the_middle_fits_and_keeps_its_beginning_and_end(text: str, cells: int) -> None:
    shown = cut_middle(text, cells)
    assert width(shown) <= cells
    head, _, tail = shown.partition("…") if shown != text else (text, "", "")
    assert text.startswith(head)
    assert text.endswith(tail) or "…" in text
