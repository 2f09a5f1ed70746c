"""Two versions of a text, and where the passages of the old one stand in the new one."""

from __future__ import annotations

from functools import cached_property

from workbench.anchoring.alignment import NOWHERE, Alignment, align
from workbench.anchoring.pieces import Pieces
from workbench.anchoring.similarity import steps
from workbench.records.selector import Span

_STRAY = 12
"""So many more pieces than in the old text may stand between two of one passage in the new; beyond, they are parts torn apart."""
_ROOM, _MARGIN = 2, 16
"""A border is looked for no farther from what is paired than so many times what is missing there, and so many code points more."""
_GAP = 4_000
"""Code points; a border within a longer changed stretch is not looked for letter by letter."""


class Revision:
    """An old text and a new one. They are laid side by side once, when first asked."""

    def __init__(self, old: str, new: Pieces) -> None:
        self.old = old
        self.new = new.text
        self.new_pieces = new

    @cached_property
    def old_pieces(self) -> Pieces:
        """The old text cut into words and signs."""
        return Pieces(self.old, self.new_pieces.vocabulary)

    @cached_property
    def alignment(self) -> Alignment:
        """Which pieces of the one are which of the other."""
        return align(self.old_pieces.row, self.new_pieces.row)

    def mapped(self, span: Span) -> Span | None:
        """Where a passage of the old text stands in the new one, as far as the alignment tells.

        Args:
            span: Code points of the old text, half open.

        Returns:
            The place where most of its letters are; None if none is anywhere.
        """
        inside = self.old_pieces.touched(span.start, span.end)
        chain = max(self._chains(inside), key=self._weight, default=[])
        return self._around(span, inside, chain) if chain else self._between(span, inside)

    def parts(self, span: Span) -> list[Span]:
        """All places where the alignment puts some of a passage, each as if the whole of it were there."""
        inside = self.old_pieces.touched(span.start, span.end)
        return [place for place in (self._around(span, inside, chain) for chain in self._chains(inside)) if place]

    def _around(self, span: Span, inside: range, chain: list[int]) -> Span | None:
        """The place of a passage of which a chain of pieces is paired."""
        start = self._start(span.start, inside, chain)
        end = self._end(span.end, inside, chain)
        return self.snapped(span, Span(start, end)) if start < end else None

    def snapped(self, span: Span, place: Span) -> Span:
        """A place whose borders divide no word where those of the passage divide none."""
        old, new = self.old_pieces, self.new_pieces
        start, end = place.start, place.end
        if not old.divided(span.start) and (piece := new.divided(start)):
            start = piece.start if 2 * (start - piece.start) <= piece.end - piece.start else _skip(self.new, piece.end, 1)
        if not old.divided(span.end) and (piece := new.divided(end)):
            end = piece.end if 2 * (piece.end - end) <= piece.end - piece.start else _skip(self.new, piece.start, -1)
        return Span(start, end) if start < end else place

    def shares(self, span: Span, place: Span) -> tuple[float, float]:
        """How many letters of a place in the new text the alignment gives to the passage `span`, and to other old text; shares of all."""
        inside, there = self.old_pieces.touched(span.start, span.end), self.new_pieces.touched(place.start, place.end)
        own = others = every = 0
        for j in there:
            weight = self.new_pieces.ends[j] - self.new_pieces.starts[j]
            partner = self.alignment.to_old[j]
            every += weight
            if partner in inside:
                own += weight
            elif partner != NOWHERE:
                others += weight
        return own / max(1, every), others / max(1, every)

    def is_between_its_neighbours(self, span: Span, place: Span) -> bool:
        """Whether the pieces, or the ends of the text, on both sides of a place are those on both sides of the passage."""
        inside, there = self.old_pieces.touched(span.start, span.end), self.new_pieces.touched(place.start, place.end)
        sides = (inside.start - 1, there.start - 1), (inside.stop, there.stop)
        return all(self._are_the_same(i, j) for i, j in sides)

    def _are_the_same(self, i: int, j: int) -> bool:
        to_new, to_old = self.alignment.to_new, self.alignment.to_old
        if 0 <= i < len(to_new):
            return to_new[i] == j
        return (i < 0 and j < 0) or (i == len(to_new) and j == len(to_old))

    def _between(self, span: Span, inside: range) -> Span | None:
        """A passage of which no piece is paired: what stands between its neighbours, if they are still neighbours."""
        old, new, to_new = self.old_pieces, self.new_pieces, self.alignment.to_new
        before, after = inside.start - 1, inside.stop
        if not inside or before < 0 or after >= len(to_new) or NOWHERE in (to_new[before], to_new[after]):
            return None
        if not 0 < to_new[after] - to_new[before] <= after - before + _STRAY:
            return None
        gaps = (old.ends[before], old.starts[after]), (new.ends[to_new[before]], new.starts[to_new[after]])
        start = _skip(self.new, self._through(span.start, *gaps), 1)
        end = _skip(self.new, self._through(span.end, *gaps), -1)
        return self.snapped(span, Span(start, end)) if start < end else None

    def _chains(self, inside: range) -> list[list[int]]:
        """The passage's paired pieces, in stretches that stand together and in order in the new text."""
        chains: list[list[int]] = []
        to_new = self.alignment.to_new
        for i in inside:
            if to_new[i] == NOWHERE:
                continue
            if chains and self._go_on(chains[-1][-1], i, len(inside)):
                chains[-1].append(i)
            else:
                chains.append([i])
        return chains

    def _go_on(self, i: int, following: int, length: int) -> bool:
        """Whether two pieces of the old text stand as near each other in the new one."""
        step = self.alignment.to_new[following] - self.alignment.to_new[i]
        return 0 < step <= following - i + max(_STRAY, length)

    def _weight(self, chain: list[int]) -> int:
        """Letters in a chain."""
        return sum(self.old_pieces.ends[i] - self.old_pieces.starts[i] for i in chain)

    def _start(self, border: int, inside: range, chain: list[int]) -> int:
        """Where the first letter of the passage stands."""
        old, new, to_new = self.old_pieces, self.new_pieces, self.alignment.to_new
        first = chain[0]
        if first == inside[0]:
            return self._within(first, border)
        before = inside[0] - 1
        while before >= 0 and to_new[before] == NOWHERE:
            before -= 1
        if before >= 0 and self._go_on(before, first, len(inside)):
            room = _ROOM * (old.starts[first] - border) + _MARGIN
            old_gap = max(old.ends[before], border - _MARGIN), old.starts[first]
            new_gap = max(new.ends[to_new[before]], new.starts[to_new[first]] - room), new.starts[to_new[first]]
            return _skip(self.new, self._through(border, old_gap, new_gap), 1)
        return new.starts[to_new[first]]

    def _end(self, border: int, inside: range, chain: list[int]) -> int:
        """Where the passage's last letter has been passed."""
        old, new, to_new = self.old_pieces, self.new_pieces, self.alignment.to_new
        last = chain[-1]
        if last == inside[-1]:
            return self._within(last, border)
        after = inside[-1] + 1
        while after < len(to_new) and to_new[after] == NOWHERE:
            after += 1
        if after < len(to_new) and self._go_on(last, after, len(inside)):
            room = _ROOM * (border - old.ends[last]) + _MARGIN
            old_gap = old.ends[last], min(old.starts[after], border + _MARGIN)
            new_gap = new.ends[to_new[last]], min(new.starts[to_new[after]], new.ends[to_new[last]] + room)
            return _skip(self.new, self._through(border, old_gap, new_gap), -1)
        return new.ends[to_new[last]]

    def _within(self, i: int, border: int) -> int:
        """Where a border stands that is inside a paired piece, or at its edge."""
        j = self.alignment.to_new[i]
        start, end = self.new_pieces.starts[j], self.new_pieces.ends[j]
        if border >= self.old_pieces.ends[i]:
            return end
        return min(end, start + max(0, border - self.old_pieces.starts[i]))

    def _through(self, border: int, old: tuple[int, int], new: tuple[int, int]) -> int:
        """Where a border stands that lies in a changed stretch: as the shortest way from its old letters to its new ones goes."""
        if max(old[1] - old[0], new[1] - new[0]) > _GAP:
            return new[0] if border - old[0] < old[1] - border else new[1]
        offset = border - old[0]
        for a, a_end, b, b_end in steps(self.old[slice(*old)], self.new[slice(*new)]):
            if offset <= a_end and a_end > a:
                return new[0] + min(b_end, b + offset - a)
        return new[1]


def _skip(text: str, at: int, step: int) -> int:
    """The next place that is not at white space: forwards (1) for a start, backwards (-1) for an end."""
    while 0 <= at - (step < 0) < len(text) and text[at - (step < 0)].isspace():
        at += step
    return at
