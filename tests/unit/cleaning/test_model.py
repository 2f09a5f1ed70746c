"""The model: what holds of its answers whatever the page."""

from __future__ import annotations

import time
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.cleaning.blocks import split
from workbench.cleaning.features import NAMES, features
from workbench.cleaning.model import MOST_BLOCKS, calibrated, chances, shipped
from workbench.cleaning.ngrams import grams_of, listed, scores, words_of
from workbench.cleaning.second_look import second_look

PROSE = (
    "The harbour froze in the first week of the year, and the ferries that bring flour to the islands stayed at the quay, "
    "the port's master said on Monday."
)
MORE = (
    "Two of the islands have mills of their own, but the third lives on what the boats bring, and its shop had bread for "
    "four days when the ice came, its owner said."
)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
pages = st.lists(st.lists(words, max_size=12).map(" ".join), max_size=12).map("\n".join)


@settings(deadline=None)
@given(pages)
def test_every_block_of_any_page_gets_a_chance(page: str) -> None:
    blocks = split(page)
    found = chances(shipped(), blocks)
    assert len(found) == len(blocks)
    assert all(0 < chance < 1 for chance in found)


@settings(deadline=None)
@given(pages)
def test_every_row_has_all_its_numbers(page: str) -> None:
    rows = features(split(page), shipped().grams)
    assert {len(row) for row in rows} <= {len(NAMES)}


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20), st.data())
def test_the_second_look_sees_as_many_numbers_of_every_block(first: list[float], data: st.DataObject) -> None:
    lengths = data.draw(st.lists(st.floats(0, 500), min_size=len(first), max_size=len(first)))
    rows = second_look(first, lengths)
    assert [len(row) for row in rows] == [len(rows[0])] * len(first)


def test_paragraphs_score_above_the_furniture_below_them() -> None:
    page = "\n\n".join(
        ["Ice closes the harbour", PROSE, MORE, PROSE.replace("first", "last"), "Subscribe to our newsletter", "Log in"]
    )
    found = chances(shipped(), split(page))
    assert min(found[1:4]) > 0.7
    assert max(found[4:]) < 0.2


def test_a_page_of_too_many_lines_is_not_judged_and_takes_no_time() -> None:
    began = time.process_time()
    found = chances(shipped(), split("a line\n" * (MOST_BLOCKS + 1)))
    assert set(found) == {0.5}
    assert time.process_time() - began < 2


def test_the_longest_page_that_is_judged_takes_seconds() -> None:
    began = time.process_time()
    chances(shipped(), split(f"{PROSE}\nOther news of today\n" * (MOST_BLOCKS // 2)))
    assert time.process_time() - began < 10


def test_a_greater_chance_is_never_a_smaller_confidence() -> None:
    values = [calibrated(shipped(), step / 200) for step in range(201)]
    assert all(a <= b for a, b in pairwise(values))
    assert 0 <= values[0] < 0.1
    assert 0.9 < values[-1] <= 1


def test_the_thresholds_stand_in_order() -> None:
    said = shipped().coefficients
    assert 0 < said.careful < said.aggressive < 0.6


def test_grams_are_found_as_they_are_written() -> None:
    text = "Sign up for 12 of our letters"
    assert grams_of(words_of(text)) == [
        "sign", "up", "for", "0", "of", "our", "letters",
        "sign up", "up for", "for 0", "0 of", "of our", "our letters", "^ sign", "letters $",
    ]  # fmt: skip
    weights = {"sign up": -2.0, "^ sign": -1.0, "letters $": 0.5, "of": 0.25}
    total, _, low, high, head = scores(words_of(text), listed(weights))
    assert (low, high, head) == (-2.0, 0.5, -2.75)
    assert total < 0


def test_no_words_have_no_scores() -> None:
    assert set(scores([], listed({}))) == {0.0}
