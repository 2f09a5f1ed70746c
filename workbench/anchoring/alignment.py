"""Two versions of a row laid side by side: what of the one stands where in the other, also where it was moved.

Rows are strings in which one character stands for one word or sign of a text (`pieces.py`).

Source:
    P. Heckel, A technique for isolating differences between files, CACM 21 (1978): what occurs once in both is the same, and its
    neighbours follow. Between such anchors, the alignment with the fewest edits (V. Levenshtein, 1966).
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

_GRAMS = (6, 3, 2)
"""So many pieces in a row that occur once in both are the same. The longest first: what they settle, the shorter cannot unsettle."""
_CELLS = 36_000_000
"""Gaps of more cells (pieces of the old × pieces of the new) are left open: 6,000 × 6,000 words take 20 ms."""
_MUCH_LONGER = 64
"""A row so many times as long as the other is searched for each gram instead of being listed: 5 instead of 100 ms in 1 MB."""
_REACH = 200
"""So many pieces are looked at beyond the end of a matched run whose neighbours do not agree."""
_HOME = 0.4
"""So much of a stretch has to be found in its own place to be taken back from another."""
_ASTRAY = 6
"""So many chains are looked over for the next one that stands in its own place."""
_PASSES = 3
_SLACK = 12
"""So many more pieces may stand between two pairs of a chain in the new row than in the old."""
NOWHERE = -1


class Alignment:
    """Pairs of places, each place in one pair at most.

    `to_new[i]` is where piece i of the old row stands in the new one, `to_old[j]` the other way; `NOWHERE` if nowhere.
    """

    def __init__(self, old: str, new: str) -> None:
        self.old = old
        self.new = new
        self.to_new = [NOWHERE] * len(old)
        self.to_old = [NOWHERE] * len(new)

    def pair(self, i: int, j: int, length: int = 1) -> None:
        """Say that `length` pieces from i of the old row on are those from j of the new one on."""
        self.to_new[i : i + length] = range(j, j + length)
        self.to_old[j : j + length] = range(i, i + length)

    def pair_all(self, blocks: list[tuple[int, int, int]]) -> None:
        """Pair blocks of place, place, length."""
        for i, j, length in blocks:
            self.pair(i, j, length)

    def part(self, start: int, end: int) -> None:
        """Say that the pieces from `start` to `end` of the old row stand nowhere."""
        for i in range(start, end):
            if self.to_new[i] != NOWHERE:
                self.to_old[self.to_new[i]] = NOWHERE
                self.to_new[i] = NOWHERE


def align(old: str, new: str) -> Alignment:
    """Lay two versions of a row side by side.

    Time is linear but for gaps between what is the same, which are bounded (`_CELLS`).
    """
    made = Alignment(old, new)
    _pair_edges(made)
    for size in _GRAMS:
        _pair_unique(made, size)
        _bring_home(made)
        _fill(made)
    return made


def _pair_edges(made: Alignment) -> None:
    """Pair what both rows begin and end with."""
    shorter = min(len(made.old), len(made.new))
    first = _common(made.old, made.new, shorter)
    made.pair(0, 0, first)
    last = _common(made.old[: first - 1 if first else None : -1], made.new[: first - 1 if first else None : -1], shorter - first)
    made.pair(len(made.old) - last, len(made.new) - last, last)


def _common(one: str, other: str, limit: int) -> int:
    """How many characters two rows begin with in common, at most `limit`; found by halving, as slices are compared in C."""
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        if one.startswith(other[low:middle], low):
            low = middle
        else:
            high = middle - 1
    return low


def _pair_unique(made: Alignment, size: int) -> None:
    """Pair what of the open runs occurs once in both rows, and what follows from it on both sides."""
    mine = _once(made.old, _open_runs(made.to_new), size)
    if len(made.old) * _MUCH_LONGER < len(made.new):
        there = {gram: _only_place(made.new, gram) for gram in mine}
    else:
        there = _once(made.new, _open_runs(made.to_old), size)
    for gram, i in mine.items():
        j = there.get(gram, NOWHERE)
        if i >= 0 and j >= 0 and made.to_new[i] == NOWHERE and made.to_old[j] == NOWHERE:
            _grow(made, i, j)


def _once(row: str, runs: Iterator[tuple[int, int]], size: int) -> dict[str, int]:
    """Where each gram stands that occurs once in the open runs of a row; those that occur more often lead nowhere."""
    places: dict[str, int] = {}
    for start, end in runs:
        for at in range(start, end - size + 1):
            gram = row[at : at + size]
            places[gram] = NOWHERE if gram in places else at
    return places


def _only_place(row: str, gram: str) -> int:
    """Where a gram stands that occurs once in a whole row."""
    at = row.find(gram)
    return at if at == row.rfind(gram) else NOWHERE


def _open_runs(partners: list[int]) -> Iterator[tuple[int, int]]:
    """The stretches without partners, half open."""
    start = None
    for at, partner in enumerate(partners):
        if partner != NOWHERE:
            if start is not None:
                yield start, at
                start = None
        elif start is None:
            start = at
    if start is not None:
        yield start, len(partners)


def _grow(made: Alignment, i: int, j: int) -> None:
    """Pair two places and all their open neighbours that are the same."""
    old, new, to_new, to_old = made.old, made.new, made.to_new, made.to_old
    first, last = 0, 1
    while i + first > 0 and j + first > 0 and old[i + first - 1] == new[j + first - 1]:
        if to_new[i + first - 1] != NOWHERE or to_old[j + first - 1] != NOWHERE:
            break
        first -= 1
    while i + last < len(old) and j + last < len(new) and old[i + last] == new[j + last]:
        if to_new[i + last] != NOWHERE or to_old[j + last] != NOWHERE:
            break
        last += 1
    made.pair(i + first, j + first, last - first)


def _bring_home(made: Alignment) -> None:
    """Take back what was paired far away while something like it stands open in its own place, beside its own neighbours.

    A copy elsewhere that stayed word for word would else draw a passage away from its original, which was changed a little.
    """
    for _ in range(_PASSES):
        if not _bring_home_between(made):
            break


def _bring_home_between(made: Alignment) -> bool:
    """Do so where the neighbours on both sides still are neighbours; whether anything was changed."""
    chains = list(_chains(made))
    changed, at = False, 0
    while at < len(chains):
        for number in range(at + 2, min(at + 2 + _ASTRAY, len(chains))):
            if _bring_between(made, chains[at], chains[number]):
                changed = True
                at = number - 1
                break
        at += 1
    return changed


def _bring_between(made: Alignment, left: _Chain, right: _Chain) -> bool:
    start, end, low, high = left.old_end, right.old_start, left.new_end, right.new_start
    if not low < high <= low + 2 * (end - start) + _REACH:
        return False
    if not _is_open(made, low, high):
        return False
    blocks = [(start + i, low + j, length) for i, j, length in _same(made.old[start:end], made.new[low:high])]
    return _exchange(made, start, end, blocks)


def _exchange(made: Alignment, start: int, end: int, blocks: list[tuple[int, int, int]]) -> bool:
    """Pair blocks instead of what an old stretch is paired with now, if they are enough of it."""
    if _size_of(blocks) < _HOME * (end - start):
        return False
    made.part(start, end)
    made.pair_all(blocks)
    return True


def _is_open(made: Alignment, low: int, high: int) -> bool:
    """Whether nothing of a stretch of the new row has a partner; a look at the first that has one is enough to say no."""
    return all(made.to_old[at] == NOWHERE for at in range(low, high))


def _size_of(blocks: list[tuple[int, int, int]]) -> int:
    return sum(length for _, _, length in blocks)


class _Chain(Struct, frozen=True):
    """Pairs that follow each other in both rows, without much between them: half open stretches of both."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


def _chains(made: Alignment) -> Iterator[_Chain]:
    """All chains in the order of the old row, between an empty one at either end."""
    yield _Chain(0, 0, 0, 0)
    first = last = NOWHERE
    to_new = made.to_new
    for at, partner in enumerate(to_new):
        if partner == NOWHERE:
            continue
        if last != NOWHERE and not 0 < partner - to_new[last] <= at - last + _SLACK:
            yield _Chain(first, last + 1, to_new[first], to_new[last] + 1)
            first = at
        elif first == NOWHERE:
            first = at
        last = at
    if last != NOWHERE:
        yield _Chain(first, last + 1, to_new[first], to_new[last] + 1)
    yield _Chain(len(to_new), len(to_new), len(made.to_old), len(made.to_old))


def _after(made: Alignment, start: int, end: int, low: int, limit: int) -> list[tuple[int, int, int]]:
    """What of an old stretch is the same as the open one from `low` on, beginning at its beginning; at most `limit` of each."""
    high = low
    while high < len(made.to_old) and made.to_old[high] == NOWHERE and high - low < limit:
        high += 1
    blocks = _best_part(_same(made.old[start : min(end, start + limit)], made.new[low:high]))
    return [(start + i, low + j, length) for i, j, length in blocks]


def _before(made: Alignment, start: int, end: int, high: int, limit: int) -> list[tuple[int, int, int]]:
    """What of an old stretch is the same as the open one up to `high`, ending at its end; at most `limit` of each."""
    low = high
    while low > 0 and made.to_old[low - 1] == NOWHERE and high - low < limit:
        low -= 1
    start = max(start, end - limit)
    blocks = _best_part(_same(made.old[start:end][::-1], made.new[low:high][::-1]))
    return [(end - i - length, high - j - length, length) for i, j, length in blocks]


def _fill(made: Alignment) -> None:
    """Align what is open beside what is paired: whole gaps whose two ends agree first, then the sides of runs that do not."""
    runs = list(_open_runs(made.to_new))
    disagreeing = [run for run in runs if not _fill_between(made, *run)]
    for start, end in disagreeing:
        low = made.to_new[start - 1] + 1 if start else 0
        settled = _after(made, start, end, low, _REACH)
        made.pair_all(settled)
        rest = settled[-1][0] + settled[-1][2] if settled else start
        high = made.to_new[end] if end < len(made.to_new) else len(made.to_old)
        made.pair_all(_before(made, rest, end, high, _REACH))


def _fill_between(made: Alignment, start: int, end: int) -> bool:
    """Align an open run with the open run between its neighbours' partners, if there is one."""
    low = made.to_new[start - 1] + 1 if start else 0
    high = made.to_new[end] if end < len(made.to_new) else len(made.to_old)
    if low > high or not _is_open(made, low, high):
        return False
    made.pair_all([(start + i, low + j, length) for i, j, length in _same(made.old[start:end], made.new[low:high])])
    return True


def _best_part(blocks: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The first of some blocks, as far as more is the same than is not: what lies beyond belongs to something else."""
    best, best_score, matched = 0, 0, 0
    for number, (i, j, length) in enumerate(blocks, 1):
        matched += length
        score = 2 * matched - max(i + length, j + length)
        if score > best_score:
            best, best_score = number, score
    return blocks[:best]


def _same(old: str, new: str) -> list[tuple[int, int, int]]:
    """What stays the same on the shortest way from one row to the other: blocks of place, place, length, in order."""
    from rapidfuzz.distance import Levenshtein

    if not old or not new or len(old) * len(new) > _CELLS:
        return []
    blocks = Levenshtein.editops(old, new).as_matching_blocks()
    return [(block.a, block.b, block.size) for block in blocks if block.size]
