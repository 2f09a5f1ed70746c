"""How alike two stretches of text are, whatever their case, accents, typography and line breaks."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.text.folding import fold

_LETTERS = 4_000
"""Longer stretches are compared word by word: a quotation of 100,000 letters takes .2 s letter by letter, 5 ms like this."""
_WORDS = 20_000
"""Of still longer ones, only so many words are."""


def plain(text: str) -> str:
    """The comparison form, every run of white space one space."""
    return " ".join(fold(text).split())


def likeness(one: str, other: str) -> float:
    """1 − edit distance ÷ length of the longer: 1 for the same, 0 for nothing in common.

    Args:
        one: In comparison form (`plain`).
        other: As well.

    Source:
        V. Levenshtein, Binary codes capable of correcting deletions, insertions, and reversals (1966).
    """
    from rapidfuzz.distance import Levenshtein

    if one == other:
        return 1.0
    if max(len(one), len(other)) <= _LETTERS:
        return float(Levenshtein.normalized_similarity(one, other))
    return float(Levenshtein.normalized_similarity(one.split(" ")[:_WORDS], other.split(" ")[:_WORDS]))


def standing(old: str, new: str) -> float:
    """How well `old` stands at the beginning of `new`, whatever comes after it: 1 if unchanged; both in comparison form.

    Nothing stands well only where there is nothing.
    """
    from rapidfuzz.distance import Levenshtein

    if not old:
        return 0.0 if new else 1.0
    if new.startswith(old):
        return 1.0
    return 1 - float(Levenshtein.distance(old, new[: len(old)])) / len(old)


def steps(one: str, other: str) -> Iterator[tuple[int, int, int, int]]:
    """The shortest way from one text to another, case aside: start and end in the one, start and end in the other, in order.

    Source:
        V. Levenshtein (1966), as `likeness`.
    """
    from rapidfuzz.distance import Levenshtein

    for step in Levenshtein.opcodes(_lower(one), _lower(other)):
        yield step.src_start, step.src_end, step.dest_start, step.dest_end


def _lower(text: str) -> str:
    """Lower case, if that keeps every letter in its place (that of "İ" is two)."""
    lower = text.lower()
    return lower if len(lower) == len(text) else text
