"""Widths and wrapping: what the terminal will do with a text, known before it is drawn."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workbench.text.cells import character_width, width, wrap

TEXTS = st.text(st.sampled_from("ab é\n语가 🙂\u0301\u200d\u093f"), max_size=200)


@pytest.mark.parametrize(
    ("character", "cells"),
    [
        ("a", 1),
        ("é", 1),
        ("语", 2),
        ("🙂", 2),
        ("\u0301", 0),
        ("\u200d", 0),
        ("\u093f", 0),
        ("\u1161", 0),
        ("\u0378", 1),
        ("\n", 0),
    ],
)
def test_a_character_takes_the_cells_a_terminal_gives_it(character: str, cells: int) -> None:
    assert character_width(character) == cells


@example("aaa \na", 3)
@example("aaa \n", 3)
@given(TEXTS, st.integers(2, 12))
def test_wrapping_loses_no_character_but_the_space_or_line_feed_it_breaks_at(text: str, columns: int) -> None:
    rows = wrap(text, columns)
    at = 0
    for start, end in rows:
        assert start - at in (0, 1)
        assert text[at:start] in ("", " ", "\n")
        at = end
    assert text[at:] in ("", " ", "\n")


@given(TEXTS, st.integers(2, 12))
def test_no_row_is_wider_than_the_columns(text: str, columns: int) -> None:
    assert all(width(text[start:end]) <= columns for start, end in wrap(text, columns))
