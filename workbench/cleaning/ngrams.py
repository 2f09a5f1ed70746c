"""Words and pairs of words that tell an article from furniture."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise, repeat
from typing import Final

from msgspec import Struct

LOOKED_AT: Final = 4_000
"""Code points of a block that are looked at; a longer block is judged by its beginning."""

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_DIGITS = re.compile(r"\d+")


def lowered(text: str) -> str:
    """A block as its words are compared: its beginning in small letters, every number a 0."""
    return _DIGITS.sub("0", text[:LOOKED_AT].lower())


def words_of(text: str) -> list[str]:
    """The words of a block, `lowered`."""
    return WORD.findall(lowered(text))


def grams_of(words: Sequence[str]) -> list[str]:
    """The n-grams of a block: its words, its pairs of words, what it begins with (`^ word`) and ends with (`word $`)."""
    if not words:
        return []
    return [*words, *map(" ".join, pairwise(words)), f"^ {words[0]}", f"{words[-1]} $"]


class Grams(Struct, frozen=True):
    """How much each n-gram speaks for the article (above 0) or against it; words are numbered, so that pairs are looked up as numbers."""

    numbers: Mapping[str, int]
    words: Sequence[float]
    begins: Sequence[float]
    ends: Sequence[float]
    pairs: Mapping[int, float]
    """By the first word's number times 65,536 plus the second's."""


def listed(scores: Mapping[str, float]) -> Grams:
    """A table of n-grams as `grams_of` writes them, ready for looking up."""
    names = dict.fromkeys(word for gram in scores for word in gram.split() if word not in ("^", "$"))
    numbers = {word: number for number, word in enumerate(names, 1)}
    words, begins, ends = ([0.0] * (len(numbers) + 1) for _ in range(3))
    pairs: dict[int, float] = {}
    for gram, score in scores.items():
        first, _, second = gram.partition(" ")
        if not second:
            words[numbers[first]] = score
        elif first == "^":
            begins[numbers[second]] = score
        elif second == "$":
            ends[numbers[first]] = score
        else:
            pairs[numbers[first] << 16 | numbers[second]] = score
    return Grams(numbers, words, begins, ends, pairs)


def scores(words: Sequence[str], grams: Grams) -> tuple[float, ...]:
    """Sum and mean over a block's n-grams, the lowest, the highest, and those of its first six words."""
    if not words:
        return (0.0,) * 5
    numbers = list(map(grams.numbers.get, words, repeat(0)))
    single = list(map(grams.words.__getitem__, numbers))
    double = list(map(grams.pairs.get, [a << 16 | b for a, b in pairwise(numbers)], repeat(0.0)))
    begin, end = grams.begins[numbers[0]], grams.ends[numbers[-1]]
    single_sum, double_sum = sum(single), sum(double)
    total = single_sum + double_sum + begin + end
    found = 2 * len(words) - single.count(0.0) - double.count(0.0) + 1
    low, high = min(single), max(single)
    if double:
        low, high = min(low, *double), max(high, *double)
    return (
        total / (4 + found) ** 0.5,
        total / (2 + found),
        min(low, begin, end),
        max(high, begin, end),
        begin + sum(single[:6]) + sum(double[:5]),
    )
