"""What is typed into the field of tags."""

from __future__ import annotations

from workbench.tui.models.tagging import highlighted, taken, typed_tags, word_at


def test_spaces_and_commas_separate_tags_and_each_counts_once() -> None:
    assert typed_tags(" a/b, c  a/b ") == ("a/b", "c")


def test_the_word_at_the_cursor_is_the_one_completed() -> None:
    assert word_at("alpha be gamma", 8) == (6, 8)
    assert word_at("alpha ", 6) == (6, 6)


def test_taking_a_suggestion_replaces_that_word_and_goes_on_behind_it() -> None:
    assert taken("alpha be gamma", 8, "beta/two") == ("alpha beta/two gamma", 15)
    assert taken("ha", 2, "actors/haqqani") == ("actors/haqqani ", 15)


def test_tab_takes_the_first_only_while_a_word_is_unfinished() -> None:
    assert highlighted("cap", ["capability", "escape"], None) == 0
    assert highlighted("", ["capability"], None) is None
    assert highlighted("capability", ["capability"], None) is None
    assert highlighted("", ["capability", "intent"], 1) == 1
    assert highlighted("cap", [], 3) is None
