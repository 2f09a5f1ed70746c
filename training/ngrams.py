"""Which words and pairs of words speak for the article and which against it: a linear model over them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import SGDClassifier

from training.pages import Page

LISTED = 8_000
"""How many n-grams are kept."""

_SITES = 4
"""An n-gram that stands on fewer sites says something of them, not of furniture."""

_HEAVIEST = 6.0


def fit(pages: Sequence[Page]) -> dict[str, int]:
    """The weights of the n-grams that say the most, in hundredths."""
    sites: dict[str, set[str]] = defaultdict(set)
    for page in pages:
        for grams in page.grams:
            for gram in grams:
                sites[gram].add(page.site)
    spread = {gram: len(found) for gram, found in sorted(sites.items()) if len(found) >= _SITES}
    weights = _weights(pages, list(spread))
    most = sorted(spread, key=lambda gram: -abs(weights[gram]) * spread[gram] ** 0.5)[:LISTED]
    weights = _weights(pages, sorted(most))
    return {gram: round(100 * float(np.clip(weight / 2, -_HEAVIEST, _HEAVIEST))) for gram, weight in weights.items()}


def _weights(pages: Sequence[Page], grams: Sequence[str]) -> Mapping[str, float]:
    number = {gram: place for place, gram in enumerate(grams)}
    ends, found = [0], []
    labels, counts = [], []
    for page in pages:
        for block, body, furniture in zip(page.grams, page.body, page.furniture, strict=True):
            if body + furniture > 0:
                found += sorted({number[gram] for gram in block if gram in number})
                ends.append(len(found))
                labels.append(body >= furniture)
                counts.append((body + furniture) ** 0.5)
    sizes = np.diff(ends)
    values = np.repeat(1 / np.sqrt(np.maximum(4, sizes)), sizes)
    matrix = csr_matrix((values, found, ends), shape=(len(labels), len(grams)))
    model = SGDClassifier(loss="log_loss", alpha=3e-6, max_iter=8, tol=None, average=True, random_state=0)
    model.fit(matrix, labels, sample_weight=np.array(counts) / np.mean(counts))
    return dict(zip(grams, model.coef_[0], strict=True))
