"""Both models of the cleaner, the second one learning from what the first one says of pages that it has not seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import lightgbm
import numpy as np
from msgspec import Struct

from training import boosting, ngrams
from training.pages import Page, in_folds
from workbench.cleaning.features import features, word_counts
from workbench.cleaning.ngrams import listed
from workbench.cleaning.second_look import second_look

_FOLDS = 4


class Fitted(Struct, frozen=True):
    """What was learned."""

    grams: Mapping[str, int]
    first: lightgbm.Booster
    second: lightgbm.Booster


def fit(pages: Sequence[Page]) -> Fitted:
    """Learn from pages. Every page's n-gram scores and first chances come from models that have not seen its site."""
    folds = in_folds(pages, _FOLDS)
    rows: list[np.ndarray] = [np.empty(0)] * len(pages)
    for fold in range(_FOLDS):
        grams = ngrams.fit([page for page, its in zip(pages, folds, strict=True) if its != fold])
        for place in np.flatnonzero(folds == fold):
            rows[place] = rows_of(pages[place], grams)
    fold_of_block = np.repeat(folds, [len(page.blocks) for page in pages])
    body = np.concatenate([page.body for page in pages])
    furniture = np.concatenate([page.furniture for page in pages])
    seen = np.concatenate(rows)
    chances = np.zeros(len(seen))
    for fold in range(_FOLDS):
        others = fold_of_block != fold
        chances[~others] = boosting.fit(seen[others], body[others], furniture[others]).predict(seen[~others])
    ends = np.cumsum([len(page.blocks) for page in pages])
    both = np.concatenate([beside(its, of) for its, of in zip(rows, np.split(chances, ends[:-1]), strict=True)])
    return Fitted(ngrams.fit(pages), boosting.fit(seen, body, furniture), boosting.fit(both, body, furniture))


def predict(fitted: Fitted, page: Page) -> np.ndarray:
    """The chance of each block of a page to be body."""
    rows = rows_of(page, fitted.grams)
    return np.asarray(fitted.second.predict(beside(rows, np.asarray(fitted.first.predict(rows)))))


def rows_of(page: Page, grams: Mapping[str, int]) -> np.ndarray:
    """What the first model sees of a page."""
    return np.array(features(page.blocks, listed({gram: weight / 100 for gram, weight in grams.items()})))


def beside(rows: np.ndarray, chances: np.ndarray) -> np.ndarray:
    """What the second model sees of a page."""
    return np.hstack([rows, np.array(second_look(chances.tolist(), word_counts(rows.tolist())))])
