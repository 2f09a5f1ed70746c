"""The small model: how likely each block of a page belongs to the article.

Two forests of gradient-boosted trees. The first sees a block, its neighbours and its place; the second sees also how the
first judged the neighbours. What they learned is in `coefficients.json`; `python -m training` wrote it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

import msgspec
from msgspec import Struct

from workbench.cleaning import features as seen
from workbench.cleaning.blocks import RawBlock
from workbench.cleaning.ngrams import Grams, listed
from workbench.cleaning.second_look import OF_PAGE, second_look
from workbench.cleaning.trees import Forest, Packed, log_odds, prepare, probability, unpacked

MOST_BLOCKS: Final = 5_000
"""A page of more blocks is no article; the model is not asked, so that the time is bounded."""


_OF_PAGE: Final = seen.OF_PAGE | {len(seen.NAMES) + place for place in OF_PAGE}


class Coefficients(Struct, frozen=True, kw_only=True):
    """What `python -m training` writes."""

    grams: Mapping[str, int]
    """The weight of each n-gram in hundredths."""
    first: Packed
    second: Packed
    title: Mapping[str, float]
    """The weights of `titles.NAMES`, and `bias`: log odds."""
    calibration: tuple[tuple[float, float], ...]
    """What the second forest says, and the share of such blocks that were body, both rising."""
    careful: float
    """A block whose chance is below this is dropped."""
    aggressive: float
    """The same, where a reader would rather lose a little than read furniture."""


class Model(Struct, frozen=True):
    """The model, ready for use."""

    grams: Grams
    first: Forest
    second: Forest
    coefficients: Coefficients


@cache
def shipped() -> Model:
    """The model of this package, read once."""
    return made(msgspec.json.decode(files(__package__).joinpath("coefficients.json").read_bytes(), type=Coefficients))


def made(coefficients: Coefficients) -> Model:
    """A model ready for use."""
    grams = listed({gram: weight / 100 for gram, weight in coefficients.grams.items()})
    return Model(grams, prepare(unpacked(coefficients.first)), prepare(unpacked(coefficients.second)), coefficients)


def chances(model: Model, blocks: Sequence[RawBlock]) -> list[float]:
    """The probability of each block that it belongs to the article; .5 for all where there are too many."""
    if not 0 < len(blocks) <= MOST_BLOCKS:
        return [0.5] * len(blocks)
    rows = seen.features(blocks, model.grams)
    first = [probability(odds) for odds in log_odds(model.first, rows, seen.OF_PAGE)]
    both = [row + more for row, more in zip(rows, second_look(first, seen.word_counts(rows)), strict=True)]
    return [probability(odds) for odds in log_odds(model.second, both, _OF_PAGE)]


def calibrated(model: Model, chance: float) -> float:
    """The share of blocks with this chance that belonged to their article, on sites the model had not seen."""
    knots = model.coefficients.calibration
    at = bisect_right(knots, (chance, 2.0))
    if at == 0:
        return knots[0][1]
    if at == len(knots):
        return knots[-1][1]
    (x0, y0), (x1, y1) = knots[at - 1], knots[at]
    return y0 + (y1 - y0) * (chance - x0) / (x1 - x0)
