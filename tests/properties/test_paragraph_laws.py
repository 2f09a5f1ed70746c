"""Laws of joining and comparing texts, and of laying a person's decisions over the cleaner's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.text.paragraphs import ClashError, difference, join

PARAGRAPHS = st.lists(st.sampled_from(["one", "two", "three", "four five", ""]), max_size=7).map("\n\n".join)
WORDS = st.lists(st.sampled_from(["a", "b", "ab ", " ", "\n", ".", "é", "\u2028", "\r"]), max_size=40).map("".join)


@given(PARAGRAPHS, PARAGRAPHS)
def test_a_change_of_one_side_alone_is_what_comes_out(base: str, changed: str) -> None:
    assert join(base, changed, base) == changed
    assert join(base, base, changed) == changed
    assert join(base, changed, changed) == changed


@given(PARAGRAPHS, PARAGRAPHS, PARAGRAPHS)
def test_joining_favours_neither_side(base: str, mine: str, theirs: str) -> None:
    try:
        joined = join(base, mine, theirs)
    except ClashError:
        with pytest.raises(ClashError):
            join(base, theirs, mine)
    else:
        assert join(base, theirs, mine) == joined


def test_changes_of_different_paragraphs_are_both_kept() -> None:
    base = "one\n\ntwo\n\nthree\n\nfour\n"
    assert join(base, "one\n\nthree\n\nfour\n", "one\n\ntwo\n\nthree\n\nFOUR\n") == "one\n\nthree\n\nFOUR\n"


def test_changes_of_one_paragraph_clash() -> None:
    with pytest.raises(ClashError):
        join("one\n\ntwo\n", "one\n\nzwei\n", "one\n\ndeux\n")


@given(WORDS, WORDS)
def test_the_changes_turn_the_old_text_into_the_new(old: str, new: str) -> None:
    changes = difference(old, new)
    for change in reversed(changes):
        assert old[change.start : change.end] == change.old
        assert new[change.other_start : change.other_end] == change.new
    made = old
    for change in reversed(changes):
        made = made[: change.start] + change.new + made[change.end :]
    assert made == new
    assert bool(changes) == (old != new)
