"""What tells a title from the other lines above an article: a logistic regression."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

from training.pages import Page
from workbench.cleaning.metadata import is_head
from workbench.cleaning.titles import NAMES, candidates


def fit(pages: Sequence[Page]) -> dict[str, float]:
    """The weights of `titles.NAMES`, and `bias`."""
    seen: list[list[float]] = []
    labels: list[bool] = []
    for page in pages:
        for position, row in candidates(page.blocks, is_head):
            seen.append(row)
            labels.append(bool(page.title[position]))
    model = LogisticRegression(C=3, max_iter=1000).fit(np.array(seen), labels)
    weights = {name: round(float(weight), 3) for name, weight in zip(NAMES, model.coef_[0], strict=True)}
    return {**weights, "bias": round(float(model.intercept_[0]), 3)}
