"""The words of a library that a prefix, wildcard or fuzzy word stands for, by looking through a vocabulary.

A vocabulary is one text: a word a line, each with a tab and its number of articles. One regular expression looks through it
several times as fast as a call a word would.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from workbench.search.matcher import edits
from workbench.search.query import EXPANSION_LIMIT, Fuzzy, Prefix, Wildcard
from workbench.text.terms import standard_spellings

TOO_MANY = f"stands for more than {EXPANSION_LIMIT:,} words: only the most frequent of them count"
"""What is said of a leaf that stands for too many words."""


def expansions(vocabulary: str, leaf: Prefix | Wildcard | Fuzzy) -> Iterator[tuple[str, int]]:
    """The words of a vocabulary that a leaf stands for, with their numbers of articles; some may come twice."""
    yield from fitting(vocabulary, leaf)
    for form in respelled(leaf):
        if known := re.search(rf"^{re.escape(form)}\t(\d+)$", vocabulary, re.MULTILINE):
            yield form, int(known[1])


def fitting(vocabulary: str, leaf: Prefix | Wildcard | Fuzzy) -> Iterator[tuple[str, int]]:
    """The words of a vocabulary that fit a leaf as they stand there, with their numbers of articles."""
    for found in _pattern(leaf).finditer(vocabulary):
        if not isinstance(leaf, Fuzzy) or edits(leaf.form, found[1], leaf.distance) <= leaf.distance:
            yield found[1], int(found[2])


def respelled(leaf: Prefix | Wildcard | Fuzzy) -> Iterator[str]:
    """The forms of which another spelling fits a leaf: a vocabulary does not hold the spellings."""
    for spelling, form in standard_spellings().items():
        if spelling != form and _fits(spelling, leaf):
            yield form


def _fits(spelling: str, leaf: Prefix | Wildcard | Fuzzy) -> bool:
    if isinstance(leaf, Fuzzy):
        return edits(leaf.form, spelling, leaf.distance) <= leaf.distance
    return _pattern(leaf).fullmatch(f"{spelling}\t0") is not None


@lru_cache(maxsize=64)
def _pattern(leaf: Prefix | Wildcard | Fuzzy) -> re.Pattern[str]:
    """Finds the lines of a vocabulary that fit a leaf; for a fuzzy one some more, but not many."""
    match leaf:
        case Prefix(form):
            body = re.escape(form) + r"[^\t\n]*"
        case Wildcard(pattern):
            first, *others = (part.replace("?", "\0") for part in pattern.split("*"))
            *middle, last = (re.escape(part) for part in others) if others else ("",)
            body = re.escape(first) + "".join(rf"(?>[^\t\n]*?{part})" for part in middle if part)
            body = (body + (r"[^\t\n]*" if others else "") + last).replace("\\\0", "\0").replace("\0", r"[^\t\n]")
        case Fuzzy(form, distance):
            body = _similar(form, distance)
    return re.compile(rf"^({body})\t(\d+)$", re.MULTILINE)


def _similar(form: str, distance: int) -> str:
    """A pattern that all words within the distance fit: cut into one piece more than there are edits, a word keeps one of them."""
    cuts = [len(form) * part // (distance + 1) for part in range(distance + 2)]
    pieces = [form[begin:end] for begin, end in pairwise(cuts)]
    shortest, longest = max(len(form) - distance, 1), len(form) + distance
    length = rf"(?=[^\t\n]{{{shortest},{longest}}}\t)"
    if not all(pieces):
        return rf"{length}[^\t\n]*"
    alternatives = "|".join(
        rf"[^\t\n]{{{max(begin - distance, 0)},{begin + distance}}}{re.escape(piece)}[^\t\n]*"
        for begin, piece in zip(cuts, pieces, strict=False)
    )
    return rf"{length}(?:{alternatives})"
