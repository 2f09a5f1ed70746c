"""Where texts collected for evaluation may be found; the tests that need them skip where they are not."""

from __future__ import annotations

import os
from pathlib import Path

COLLECTED = Path(os.environ.get("WORKBENCH_TEST_DATA") or Path(__file__).parents[2] / "shared")
"""A folder with `seeds/` and `data/`."""
BAD_INPUT = COLLECTED / "data" / "bad_input"
MISSING = "the texts collected for evaluation are not here; WORKBENCH_TEST_DATA names their folder"
