"""Places to offer a person whose excerpt has lost its passage: more than is ever taken without being asked."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.anchoring.candidates import beside_neighbours, fitted, places
from workbench.anchoring.judging import BOTH, Judged, judge
from workbench.anchoring.revision import Revision
from workbench.records.selector import Candidate, Span

_LEAST = 0.3
"""Places whose words are less alike, and that have none of the context, are not worth a look: chance gives as much."""
_AS_GOOD = 0.07
"""Of places that overlap and whose scores differ by less, the one with more of the words is offered."""
_COMMON = 40
"""A word that stands more often in a text says nothing of a place."""
_MOST_WORDS = 400
"""So many words of a passage are looked for one by one."""


def suggest(revision: Revision, passage: Span, limit: int) -> list[Candidate]:
    """Where a passage may be, the most likely first; no two places overlap.

    Args:
        revision: The old text and the new one.
        passage: Code points of the old text, half open.
        limit: How many at most.

    Returns:
        Spans of the new text. What else was there before is among them, as a person may know better.
    """
    found = [
        *revision.parts(passage),
        *_verbatim(revision, passage, limit),
        *beside_neighbours(revision, passage),
        *_by_words(revision, passage, 2 * limit),
    ]
    judged = [judge(revision, passage, place) for place in dict.fromkeys(found)]
    left = sorted((one for one in judged if _is_worth_a_look(one)), key=lambda one: (-one.score, one.span))
    chosen: list[Judged] = []
    while left and len(chosen) < limit:
        alike = [one for one in left if one.span.overlaps(left[0].span) and one.score > left[0].score - _AS_GOOD]
        chosen.append(max(alike, key=lambda one: one.words))
        left = [one for one in left if not one.span.overlaps(chosen[-1].span)]
    return [Candidate(one.span, one.words, _why(one)) for one in chosen]


def _is_worth_a_look(judged: Judged) -> bool:
    return judged.words >= _LEAST or max(judged.before, judged.after) >= BOTH


def _why(judged: Judged) -> str:
    """What speaks for a place, in a few words."""
    words = "the same words" if judged.words == 1 else f"words {judged.words:.0%} alike"
    before, after = judged.before >= BOTH, judged.after >= BOTH
    if before and after:
        return f"{words}, between what stood around it"
    if before:
        return f"{words}, after what stood before it"
    if after:
        return f"{words}, before what stood after it"
    return words


def _verbatim(revision: Revision, passage: Span, limit: int) -> Iterator[Span]:
    """Where all the words of a passage stand in a row."""
    old, new = revision.old_pieces, revision.new_pieces
    inside = old.touched(passage.start, passage.end)
    for at in places(new.row, old.row[inside.start : inside.stop], limit) if inside else ():
        yield Span(new.starts[at], new.ends[at + len(inside) - 1])


def _by_words(revision: Revision, passage: Span, limit: int) -> Iterator[Span]:
    """Where many of the passage's words stand near each other in their order, rare ones counting most."""
    old, new = revision.old_pieces, revision.new_pieces
    inside = old.touched(passage.start, passage.end)
    votes = sorted(_votes(old.row[inside.start : inside.stop], new.row))
    reach = max(3, len(inside) // 3)
    for start in _peaks(votes, reach, limit):
        first = min(max(0, start), len(new) - 1)
        last = min(len(new), max(first + 1, start + len(inside))) - 1
        yield fitted(revision, passage, Span(new.starts[first], new.ends[last]))


def _votes(row: str, new: str) -> Iterator[tuple[int, float]]:
    """Where the passage would begin if a word of it were the one that stands there; and how much that says."""
    for at, word in enumerate(row[:_MOST_WORDS]):
        found = list(places(new, word, _COMMON + 1))
        if len(found) <= _COMMON:
            for place in found:
                yield place - at, 1 / len(found)


def _peaks(votes: list[tuple[int, float]], reach: int, limit: int) -> list[int]:
    """The beginnings that most votes are for, those within reach of each other counted together."""
    windows: list[tuple[float, int]] = []
    low, total = 0, 0.0
    for high, (start, weight) in enumerate(votes):
        total += weight
        while votes[low][0] < start - reach:
            total -= votes[low][1]
            low += 1
        windows.append((total, votes[(low + high) // 2][0]))
    chosen: list[int] = []
    for _, start in sorted(windows, reverse=True):
        if len(chosen) == limit:
            break
        if all(abs(start - other) > reach for other in chosen):
            chosen.append(start)
    return chosen
