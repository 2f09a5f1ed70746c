"""What to expect on sites that were not learned from: nested cross-validation, thresholds and calibration."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from fractions import Fraction
from pathlib import Path

import msgspec
import numpy as np
from msgspec import Struct
from sklearn.isotonic import IsotonicRegression

from training import stages
from training.pages import Page, in_folds, read

POINTS = Path("build") / "operating_points.json"
_FOLDS = 5
_LOST = {"careful": 0.0023, "aggressive": 0.0127}
"""The share of the body's words that the model alone may lose: rules, the title and sites not seen add theirs (goals: .005 and .02)."""


class OperatingPoints(Struct, frozen=True, kw_only=True):
    """Where the model decides, and how sure it then is."""

    careful: float
    aggressive: float
    calibration: tuple[tuple[float, float], ...]


def run(path: Path, share: str) -> None:
    """Print the figures of nested cross-validation, and write the operating points."""
    pages = read(path)
    chances = cross_validated(pages, Fraction(share))
    body, furniture = (np.concatenate([getattr(page, name) for page in pages]) for name in ("body", "furniture"))
    together = np.concatenate(chances)
    points = OperatingPoints(
        calibration=_calibration(together, body, furniture),
        **{name: _threshold(together, body, lost) for name, lost in _LOST.items()},
    )
    print(f"sites {share}; thresholds {points.careful:.3f} and {points.aggressive:.3f}")
    for threshold in (points.careful, points.aggressive):
        print_table(pages, [its < threshold for its in chances])
    if share == "1/1":
        POINTS.parent.mkdir(exist_ok=True)
        POINTS.write_bytes(msgspec.json.encode(points))
        np.save(POINTS.parent / "chances.npy", together)


def cross_validated(pages: Sequence[Page], share: Fraction) -> list[np.ndarray]:
    """The chances of every page's blocks, by models that learned from (a share of) the other sites."""
    folds = in_folds(pages, _FOLDS, seed=1)
    chances: list[np.ndarray] = [np.empty(0)] * len(pages)
    with ProcessPoolExecutor(2) as workers:
        for found in workers.map(_held_out, [(pages, folds, fold, share) for fold in range(_FOLDS)]):
            for place, its in found.items():
                chances[place] = its
    return chances


def _held_out(job: tuple[Sequence[Page], np.ndarray, int, Fraction]) -> dict[int, np.ndarray]:
    pages, folds, fold, share = job
    sites = sorted({page.site for page, its in zip(pages, folds, strict=True) if its != fold})
    random.Random(fold).shuffle(sites)  # noqa: S311
    chosen = set(sites[: max(10, int(len(sites) * share))])
    fitted = stages.fit([page for page in pages if page.site in chosen])
    return {int(place): stages.predict(fitted, pages[place]) for place in np.flatnonzero(folds == fold)}


def print_table(pages: Sequence[Page], dropped: Sequence[np.ndarray]) -> None:
    """Print a line for each regime and one for all: as `text_eval.py` counts."""
    tests: dict[str, Callable[[Page], bool]] = {
        name: (lambda page, name=name: page.regime == name)  # type: ignore[misc]
        for name in ("full", "light", "crop")
    }
    for name, chosen in {**tests, "all": lambda _: True}.items():
        rows = [_counted(page, drop) for page, drop in zip(pages, dropped, strict=True) if chosen(page)]
        body, lost, furniture, removed = np.sum(rows, axis=0)
        hurt = sum(its[1] > 0.05 * its[0] for its in rows if its[0]) / len(rows)
        precision, recall = (body - lost) / (body - lost + furniture - removed), (body - lost) / body
        print(
            f"{name:6} body lost {lost / body:.4f}  furniture removed {removed / furniture:.4f}"
            f"  F1 {2 * precision * recall / (precision + recall):.4f}  texts losing > 5 % {hurt:.4f}"
        )


def _counted(page: Page, drop: np.ndarray) -> tuple[float, ...]:
    return page.body.sum(), page.body[drop].sum(), page.furniture.sum(), page.furniture[drop].sum()


def _threshold(chances: np.ndarray, body: np.ndarray, most: float) -> float:
    order = np.argsort(chances)
    lost = np.cumsum(body[order]) / body.sum()
    return round(float(chances[order][np.searchsorted(lost, most)]), 4)


def _calibration(chances: np.ndarray, body: np.ndarray, furniture: np.ndarray) -> tuple[tuple[float, float], ...]:
    labelled = body + furniture > 0
    curve = IsotonicRegression(y_min=0.002, y_max=0.998, out_of_bounds="clip").fit(
        chances[labelled], (body >= furniture)[labelled]
    )
    knots = [0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1.0]
    return tuple((at, round(float(value), 4)) for at, value in zip(knots, curve.predict(knots), strict=True))
