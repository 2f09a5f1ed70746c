from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.search.matcher import edits, stand_together, value_fits, wildcard


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("rain", "rain", 0),
        ("rain", "ruin", 1),
        ("rain", "rains", 1),
        ("rain", "ran", 1),
        ("rain", "rian", 2),
        ("rain", "train", 1),
        ("", "ab", 2),
        ("abc", "xyz", 3),
    ],
)
def test_edits_are_levenshtein_s(one: str, other: str, distance: int) -> None:
    assert edits(one, other, 5) == distance
    assert edits(other, one, 5) == distance
    assert edits(one, other, 2) == min(distance, 3)


words = st.text("ab", max_size=6)


def slow_edits(one: str, other: str) -> int:
    if not one or not other:
        return len(one) + len(other)
    replaced = slow_edits(one[1:], other[1:]) + (one[0] != other[0])
    return min(replaced, slow_edits(one[1:], other) + 1, slow_edits(one, other[1:]) + 1)


@given(words, words, st.integers(0, 3))
def test_limited_edits_agree_with_the_definition(one: str, other: str, limit: int) -> None:
    assert edits(one, other, limit) == min(slow_edits(one, other), limit + 1)


def slow_fits(pattern: str, word: str) -> bool:
    if not pattern:
        return not word
    if pattern[0] == "*":
        return slow_fits(pattern[1:], word) or (bool(word) and slow_fits(pattern, word[1:]))
    return bool(word) and pattern[0] in ("?", word[0]) and slow_fits(pattern[1:], word[1:])


@given(st.text("ab?*", max_size=7), st.text("ab", max_size=8))
def test_wildcards_agree_with_the_definition(pattern: str, word: str) -> None:
    assert bool(wildcard(pattern).fullmatch(word)) == slow_fits(pattern, word)


def test_a_long_pattern_of_stars_is_quick() -> None:
    assert wildcard("*a" * 200 + "b").fullmatch("a" * 5_000) is None


@given(st.lists(st.sets(st.integers(0, 12), max_size=5).map(sorted), min_size=1, max_size=4), st.integers(0, 6))
def test_words_stand_together_as_the_definition_says(places: list[list[int]], slop: int) -> None:
    def rising(taken: tuple[int, ...], rest: list[list[int]]) -> bool:
        if not rest:
            return taken[-1] - taken[0] + 1 - len(taken) <= slop
        return any(rising((*taken, at), rest[1:]) for at in rest[0] if not taken or at > taken[-1])

    assert stand_together(places, slop) == rising((), places)


def test_tags_and_languages_count_for_those_above() -> None:
    assert value_fits("risk/fire", "tag", "risk")
    assert value_fits("risk/fire", "tag", "r?sk")
    assert not value_fits("risky", "tag", "risk")
    assert value_fits("en-us", "language", "en")
    assert not value_fits("a/b", "kind", "a")
