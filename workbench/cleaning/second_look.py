"""What the second model sees beside the first one's rows: how the first judged a block's neighbours, and where its article lies."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from workbench.cleaning.places import main_run

_FADING: Final = (0.5, 0.8)
"""By how much a neighbour counts less with every block it is further away."""

_OFFSETS: Final = (-3, -2, -1, 1, 2, 3)
_RUNS: Final = (0.3, 0.6)
"""The chance from which a block lengthens the run that is taken for the article."""

_COLUMNS: Final = 1 + len(_OFFSETS) + 2 * len(_FADING) + 2 * len(_RUNS) + 6
OF_PAGE: Final = frozenset(range(_COLUMNS - 4, _COLUMNS))
"""Which numbers of a row are the same for all blocks of a page."""

_LONG: Final = 60.0
"""Words; a longer block counts as this long."""

_FAR: Final = 60
_BEYOND: Final = -9.0


def second_look(chances: Sequence[float], words: Sequence[float]) -> list[list[float]]:
    """A row of numbers for each block.

    Args:
        chances: The first model's probabilities that a block belongs to the article.
        words: How many words each has.
    """
    odds = [_log_odds(chance) for chance in chances]
    blank = [_BEYOND] * 3
    padded = blank + odds + blank
    count = len(odds)
    columns = [odds, *(padded[3 + offset : 3 + offset + count] for offset in _OFFSETS)]
    long = [min(n, _LONG) for n in words]
    weights = [n**0.5 for n in long]
    for fading in _FADING:
        columns.append(_faded(chances, weights, fading))
        columns.append(_faded(chances[::-1], weights[::-1], fading)[::-1])
    for least in _RUNS:
        run = main_run([n * (chance - least) for n, chance in zip(long, chances, strict=True)])
        columns += _from_run(run, count)
    columns += _shares(chances, words)
    return [list(row) for row in zip(*columns, strict=True)]


def _log_odds(chance: float) -> float:
    chance = min(max(chance, 0.002), 0.998)
    return math.log(chance / (1 - chance))


def _faded(chances: Sequence[float], weights: Sequence[float], fading: float) -> list[float]:
    """The mean chance of all blocks above each one, the near ones counting most."""
    found: list[float] = []
    total = weight = 0.0
    for chance, own in zip(chances, weights, strict=True):
        found.append(total / (weight + 0.5))
        total, weight = (total + chance * own) * fading, (weight + own) * fading
    return found


def _from_run(run: tuple[int, int], count: int) -> list[list[float]]:
    """How far outside the run each block is (negative above it), and how deep inside."""
    first, last = run
    if last < first:
        return [[_BEYOND] * count, [_BEYOND] * count]
    outside = [float(max(i - first, -_FAR) if i < first else min(max(i - last, 0), _FAR)) for i in range(count)]
    inside = [float(min(i - first, last - i, 30)) if first <= i <= last else -1.0 for i in range(count)]
    return [outside, inside]


def _shares(chances: Sequence[float], words: Sequence[float]) -> list[list[float]]:
    """The share of the article that stands above each block and below it, and what the page is like as a whole."""
    expected = [chance * n for chance, n in zip(chances, words, strict=True)]
    article = sum(expected) or 1.0
    above: list[float] = []
    before = 0.0
    for own in expected:
        above.append(before / article)
        before += own
    below = [1 - share - own / article for share, own in zip(above, expected, strict=True)]
    count = len(chances)
    page = (
        article / (sum(words) or 1.0),
        math.log1p(article),
        sum([chance < 0.1 for chance in chances]) / count,
        sum([0.1 < chance < 0.6 for chance in chances]) / count,
    )
    return [above, below, *([value] * count for value in page)]
