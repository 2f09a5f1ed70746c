"""Rows and offsets: one text, any width, no place lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.tui.models.clusters import cluster_end, cluster_start, is_extension, laid_out
from workbench.tui.models.reader_layout import lay_out, reading_column

FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467"
FLAG = "\U0001f1e9\U0001f1ea"
PIECES = st.sampled_from(
    ["word", "a", " ", "\n\n", "## Head\n\n", "é", "e\u0301", "语言", "\U0001f642", FAMILY, FLAG, "1\ufe0f\u20e3", "क\u093f"]
)
TEXTS = st.lists(PIECES, max_size=60).map("".join)


@given(TEXTS, st.integers(2, 40))
def test_every_offset_is_on_the_row_that_draws_it(text: str, columns: int) -> None:
    layout = lay_out(text, columns)
    for offset in range(len(text)):
        row = layout.row_of(offset)
        assert layout.starts[row] <= offset
        assert row + 1 == len(layout) or offset < layout.starts[row + 1]


@given(TEXTS, st.integers(2, 40))
def test_a_place_of_the_caret_is_found_again_from_its_row_and_cell(text: str, columns: int) -> None:
    layout = lay_out(text, columns)
    for offset in range(len(text)):
        caret = layout.snap(offset)
        assert layout.offset_at(*layout.cell_of(caret)) == caret
        assert layout.snap(caret) == caret


@given(TEXTS, st.integers(2, 40))
def test_steps_to_the_right_visit_every_place_and_steps_to_the_left_return(text: str, columns: int) -> None:
    layout = lay_out(text, columns)
    places = [layout.snap(0)]
    while (following := layout.after(places[-1])) != places[-1]:
        assert following > places[-1]
        places.append(following)
    assert places[-1] == layout.last()
    assert sorted({layout.snap(offset) for offset in range(max(len(text), 1))}) == places
    for later, earlier in zip(reversed(places), reversed([places[0], *places[:-1]]), strict=True):
        assert layout.before(later) == earlier


@given(TEXTS)
def test_the_laid_out_form_keeps_every_offset(text: str) -> None:
    assert len(laid_out(text)) == len(text)


def test_of_a_family_one_picture_is_drawn_and_the_caret_does_not_enter_it() -> None:
    text = f"a{FAMILY}b"
    assert laid_out(text).replace("\u200b", "") == "a\U0001f469b"
    layout = lay_out(text, 20)
    assert layout.after(1) == 6
    assert layout.before(6) == 1
    assert layout.cell_of(6) == (0, 3)


def test_a_flag_is_one_cluster_and_two_flags_are_two() -> None:
    text = FLAG + FLAG
    assert [offset for offset in range(4) if not is_extension(text, offset)] == [0, 2]
    assert cluster_end(text, 0) == 2
    assert cluster_start(text, 3) == 2


def test_the_mark_of_a_sub_heading_is_not_drawn_and_shifts_nothing() -> None:
    text = "One.\n\n## Two\n\nThree."
    layout = lay_out(text, 20)
    assert layout.text[layout.starts[2] : layout.ends[2]].replace("\u200b", "") == "Two"
    assert layout.is_heading(2)
    assert not layout.is_heading(4)
    assert layout.after(5) == text.index("Two")


def test_an_empty_text_has_one_row() -> None:
    layout = lay_out("", 20)
    assert (len(layout), layout.last(), layout.after(0), layout.before(0)) == (1, 0, 0, 0)


def test_the_reading_column_is_centred_and_never_wider_than_76() -> None:
    assert reading_column(60, 3) == (3, 56)
    assert reading_column(120, 3) == (23, 76)
