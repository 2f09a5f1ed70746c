"""Writing the coefficients that the package ships."""

from __future__ import annotations

from pathlib import Path

import msgspec

from training import boosting, headlines, pages, stages
from training.report import POINTS, OperatingPoints
from workbench.cleaning.model import Coefficients
from workbench.cleaning.trees import packed

_TARGET = Path(__file__).parents[1] / "workbench" / "cleaning" / "coefficients.json"


def write(path: Path) -> None:
    """Learn from the pages of a file and write what was learned."""
    points = msgspec.json.decode(POINTS.read_bytes(), type=OperatingPoints)
    read = pages.read(path)
    fitted = stages.fit(read)
    coefficients = Coefficients(
        grams=fitted.grams,
        first=packed(boosting.trees(fitted.first), fitted.first.num_feature()),
        second=packed(boosting.trees(fitted.second), fitted.second.num_feature()),
        title=headlines.fit(read),
        calibration=points.calibration,
        careful=points.careful,
        aggressive=points.aggressive,
    )
    _TARGET.write_bytes(msgspec.json.encode(coefficients) + b"\n")
    print(f"{_TARGET}: {_TARGET.stat().st_size / 1024:.0f} KB")
