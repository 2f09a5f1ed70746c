from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.search.near_copies import NEAR, SIZE, folded, keys, nearest, signature, similarity

WORDS = [f"word{number}" for number in range(2_000)]


def text(seed: int, length: int) -> list[str]:
    return Random(seed).choices(WORDS, k=length)  # noqa: S311


def jaccard(one: list[str], other: list[str]) -> float:
    runs = [{tuple(words[at : at + 5]) for at in range(len(words) - 4)} for words in (one, other)]
    return len(runs[0] & runs[1]) / len(runs[0] | runs[1])


@pytest.mark.parametrize("seed", range(30))
def test_similarity_is_about_the_share_of_common_runs(seed: int) -> None:
    chance = Random(seed)  # noqa: S311
    original = text(seed, 500)
    copy = original[: chance.randrange(250, 500)] + text(seed + 1_000, chance.randrange(200))
    estimate = similarity(signature(original), signature(copy))
    assert abs(estimate - jaccard(original, copy)) < 0.25
    if jaccard(original, copy) >= NEAR:
        assert set(keys(signature(original))) & set(keys(signature(copy)))


def test_the_same_text_is_the_same_and_another_is_not() -> None:
    assert similarity(signature(text(1, 300)), signature(text(1, 300))) == 1.0
    assert similarity(signature(text(1, 300)), signature(text(2, 300))) == 0.0


def test_short_texts() -> None:
    assert signature([]) == ()
    assert similarity((), ()) == 0.0
    assert len(signature(["one"])) == 1
    assert similarity(signature(["one", "two"]), signature(["one", "two"])) == 1.0
    assert similarity(signature(["one", "two"]), signature(["one", "three"])) == 0.0
    assert similarity(signature(text(1, 10)), signature(text(1, 300))) < 0.2
    assert len(signature(text(1, 5_000))) == SIZE


def test_copies_fold_under_the_first() -> None:
    original, other = text(1, 300), text(2, 300)
    signatures = {
        "a": signature(original),
        "b": signature(other),
        "c": signature([*original, "more"]),
        "d": signature(original),
        "e": (),
    }
    assert folded(["b", "a", "c", "e", "d", "unknown"], signatures) == {"b": (), "a": ("c", "d"), "e": (), "unknown": ()}
    assert folded(["d", "c", "a"], signatures) == {"d": ("c", "a")}


@given(st.lists(st.lists(st.integers(0, 80), max_size=80, unique=True), min_size=2, max_size=6))
def test_the_nearest_is_the_one_that_looking_at_all_would_find(texts: list[list[int]]) -> None:
    signatures = {str(number): tuple(sorted(values)[:SIZE]) for number, values in enumerate(texts)}
    own = signatures.pop("0")
    alike = {each: similarity(own, theirs) for each, theirs in signatures.items()}
    best = max(alike, key=lambda each: (alike[each], each))
    assert nearest(own, signatures) == (best if own and alike[best] >= NEAR else None)
