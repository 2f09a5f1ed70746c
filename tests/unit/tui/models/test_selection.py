"""The caret and the selection."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.records.selector import Span
from workbench.tui.models.clusters import is_extension
from workbench.tui.models.reader_layout import lay_out
from workbench.tui.models.selection import (
    MOTIONS,
    VERTICAL,
    Selection,
    at,
    grown,
    moved,
    of_span,
    passage,
    shrunk,
    toggled,
)

TEXT = """Mr. Miller spoke. "They are close," he said on Tuesday.

## Strength

Some 2,200 men remain. The U.S. Central Command agrees.
"""
FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467"
PIECES = st.sampled_from(["word ", "two. ", "Three! ", "\n\n", "## Head\n\n", "e\u0301", "语言。", FAMILY, "x"])
TEXTS = st.lists(PIECES, max_size=40).map("".join)
ALL_MOTIONS = st.sampled_from(sorted(MOTIONS) + sorted(VERTICAL))


def words_of(selection: Selection, text: str = TEXT) -> str:
    span = selection.span(lay_out(text, 40))
    return span.of(text) if span else ""


@given(TEXTS, st.integers(4, 40), st.lists(st.tuples(ALL_MOTIONS, st.booleans()), max_size=30))
def test_no_motion_leaves_the_text_or_enters_a_cluster(text: str, columns: int, motions: list[tuple[str, bool]]) -> None:
    layout = lay_out(text, columns)
    selection = Selection(layout.snap(0))
    for motion, extend in motions:
        selection = moved(selection, layout, motion, page=5, extend=extend)
        assert layout.snap(selection.caret) == selection.caret
        span = selection.span(layout)
        if span:
            assert 0 <= span.start <= span.end <= len(text)
            assert span.end == len(text) or not is_extension(layout.text, span.end)


@given(TEXTS, st.integers(4, 40), st.integers(0, 200))
def test_growing_and_then_shrinking_returns(text: str, columns: int, offset: int) -> None:
    layout = lay_out(text, columns)
    steps = [Selection(layout.snap(min(offset, len(text))))]
    while (bigger := grown(steps[-1], layout)) != steps[-1]:
        steps.append(bigger)
    assert len(steps) <= 4
    back = steps[-1]
    for earlier in reversed(steps[:-1]):
        back = shrunk(back, layout)
        assert (back.caret, back.anchor) == (earlier.caret, earlier.anchor)


def test_a_selection_grows_from_word_to_sentence_to_paragraph() -> None:
    layout = lay_out(TEXT, 40)
    selection = Selection(TEXT.index("2,200"))
    seen = []
    for _ in range(3):
        selection = grown(selection, layout)
        seen.append(words_of(selection))
    assert seen == ["2,200", "Some 2,200 men remain.", "Some 2,200 men remain. The U.S. Central Command agrees."]
    assert grown(selection, layout) == selection


def test_growing_over_a_border_takes_both_sentences() -> None:
    layout = lay_out(TEXT, 40)
    selection = of_span(layout, Span(TEXT.index("remain"), TEXT.index("U.S.") + 4))
    assert words_of(grown(selection, layout)) == "Some 2,200 men remain. The U.S. Central Command agrees."


def test_a_heading_is_selected_without_its_mark() -> None:
    layout = lay_out(TEXT, 40)
    selection = grown(grown(Selection(TEXT.index("Strength")), layout), layout)
    assert words_of(selection) == "Strength"


def test_a_selection_made_by_hand_shrinks_to_its_first_sentence_and_word() -> None:
    layout = lay_out(TEXT, 40)
    selection = of_span(layout, Span(0, TEXT.index("\n")))
    selection = shrunk(selection, layout)
    assert words_of(selection) == "Mr. Miller spoke."
    assert words_of(shrunk(selection, layout)) == "Mr"


def test_v_begins_and_drops_a_selection_and_motions_extend_it() -> None:
    layout = lay_out(TEXT, 40)
    selection = toggled(Selection(TEXT.index("Some")))
    selection = moved(selection, layout, "word-end")
    selection = moved(selection, layout, "word-end")
    assert words_of(selection) == "Some 2,200"
    assert toggled(selection).anchor is None


def test_shift_begins_a_selection_and_a_plain_arrow_drops_it() -> None:
    layout = lay_out(TEXT, 40)
    selection = moved(Selection(0), layout, "right", extend=True)
    assert words_of(selection) == "Mr"
    assert moved(selection, layout, "right").anchor is None


def test_shift_click_keeps_where_the_selection_began() -> None:
    layout = lay_out(TEXT, 40)
    selection = at(at(Selection(), layout, TEXT.index("spoke")), layout, TEXT.index("."), extend=True)
    assert words_of(selection) == ". Miller s"


@pytest.mark.parametrize(
    ("start", "motion", "lands"),
    [
        ("Mr.", "next-word", "Miller"),
        ("spoke", "next-word", "They"),
        ("Tuesday", "next-word", "Strength"),
        ("Strength", "previous-word", "Tuesday"),
        ("Mr.", "next-sentence", '"They'),
        ("Tuesday", "next-paragraph", "Strength"),
        ("Some", "previous-paragraph", "Strength"),
        ("men", "previous-sentence", "Some"),
        ("Some", "previous-sentence", "Strength"),
        ("men", "top", "Mr."),
        ("men", "row-start", "Some"),
    ],
)
def test_a_motion_lands_where_it_says(start: str, motion: str, lands: str) -> None:
    layout = lay_out(TEXT, 40)
    caret = moved(Selection(TEXT.index(start)), layout, motion).caret
    assert TEXT[caret:].startswith(lands)


def test_going_down_over_a_short_row_keeps_the_column() -> None:
    text = "abcdefgh\n\nabcdefgh"
    layout = lay_out(text, 20)
    selection = moved(moved(Selection(5), layout, "down"), layout, "down")
    assert selection.caret == text.rindex("f")


def test_without_a_selection_the_sentence_under_the_caret_is_meant() -> None:
    assert passage(Selection(TEXT.index("close")), lay_out(TEXT, 40)).of(TEXT) == '"They are close," he said on Tuesday.'


def test_a_step_in_a_line_of_a_megabyte_does_not_read_all_of_it() -> None:
    layout = lay_out("x" * 1_000_000, 76)
    assert moved(Selection(500_000), layout, "next-word").caret > 500_000
