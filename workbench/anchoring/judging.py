"""How well a place in a text answers to a passage: by its own words, by what stands around it, by what else the place answers to."""

from __future__ import annotations

from msgspec import Struct

from workbench.anchoring.revision import Revision
from workbench.anchoring.similarity import likeness, plain, standing
from workbench.records.selector import Span

SHORT = 20
"""Code points; a shorter quotation says little about itself, so more of it has to be left."""

# Chosen on 1,140 news articles edited in fifteen ways, held on 1,735 others (docs/anchors.md).
BOTH = 0.6
"""So much of the context has to stand on each of both sides,"""
OF_BOTH, OF_BOTH_SHORT = 0.45, 0.66
"""so that so much of the words is enough. Foreign words of the same length have up to .3 of them."""
ONE = 0.75
"""So much of the context has to stand on one side,"""
OF_ONE, OF_ONE_SHORT = 0.55, 0.85
"""so that so much of the words is enough."""
OF_ALIGNED, ALIGNED = 0.5, 0.5
"""So much of the words is enough where the alignment of the texts puts so much of the passage."""
GIVEN, KEPT = 0.5, 0.3
"""A place is something else's if the alignment gives so much of it to other old text, and less than that to the passage."""
_NEAR, _FAR = 16, 64
"""Code points of context that are compared on each side; a few more of the new text, in case something was added there."""
_ADDED = 8
_WEIGHT = 20
"""A context comparison weighs as much as so many code points of the words."""
_MOST = 120
"""Words that are longer than this weigh no more."""


class Judged(Struct, frozen=True):
    """What speaks for a place: shares from 0 to 1."""

    span: Span
    words: float
    """How alike the words are."""
    before: float
    """How much of the context before it stands there, near or far."""
    after: float
    """How much of the context after it does."""
    aligned: float
    """How much of the place the alignment of the two texts gives to the passage."""
    taken: float
    """How much of it the alignment gives to other old text."""
    score: float
    """All of it in one number, to compare places of one passage by."""


def judge(revision: Revision, passage: Span, place: Span) -> Judged:
    """Judge a place in the new text.

    Args:
        revision: The old text and the new one.
        passage: Code points of the old text, half open.
        place: Code points of the new text, half open.
    """
    own, others = revision.shares(passage, place)
    words = likeness(plain(passage.of(revision.old)), plain(place.of(revision.new)))
    sides = [_beside(revision, passage, place, length) for length in (_NEAR, _FAR)]
    weight = min(passage.end - passage.start, _MOST)
    around = sum(before + after for before, after in sides)
    return Judged(
        span=place,
        words=words,
        before=max(before for before, _ in sides),
        after=max(after for _, after in sides),
        aligned=own,
        taken=others,
        score=(weight * words + _WEIGHT * around) / (weight + 4 * _WEIGHT),
    )


def _beside(revision: Revision, passage: Span, place: Span, length: int) -> tuple[float, float]:
    """How much of the context of a length stands before a place, and after it."""
    old, new = revision.old, revision.new
    before = plain(old[max(0, passage.start - length) : passage.start])[::-1]
    before_now = plain(new[max(0, place.start - length - _ADDED) : place.start])[::-1]
    after = plain(old[passage.end : passage.end + length])
    return standing(before, before_now), standing(after, plain(new[place.end : place.end + length + _ADDED]))


def is_of_another(judged: Judged) -> bool:
    """Whether a place answers to some other old text, which it was before already."""
    return judged.taken > GIVEN and judged.aligned < KEPT


def is_at_home(judged: Judged, length: int) -> bool:
    """Whether a place has enough of the words, and of what stood around them on both sides."""
    return min(judged.before, judged.after) >= BOTH and judged.words >= (OF_BOTH_SHORT if length < SHORT else OF_BOTH)


def will_do(judged: Judged, length: int) -> bool:
    """Whether there is enough to take a place for the passage, if no other is as good.

    Args:
        judged: The place.
        length: Of the passage, in code points.
    """
    short = length < SHORT
    beside = max(judged.before, judged.after) >= ONE and judged.words >= (OF_ONE_SHORT if short else OF_ONE)
    aligned = not short and judged.aligned >= ALIGNED and judged.words >= OF_ALIGNED
    return is_at_home(judged, length) or beside or aligned
