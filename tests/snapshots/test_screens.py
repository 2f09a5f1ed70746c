"""What the eye meets: the rows of the main screens at three sizes, each looked at before it was kept.

A failing test shows both; to keep what is there now, look at it and run

    WORKBENCH_KEEP_SCREENS=1 python -m pytest tests/snapshots
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.pilot.driver import driving

SCREENS = Path(__file__).parent / "screens"
SIZES = {"small": (80, 24), "middling": (120, 40), "wide": (200, 50)}
JOBS = {
    "newest": (),
    "results": ("/", "type:haqqani", "enter", "down"),
    "facets": ("/", "type:kabul", "enter", "f", "down", "space", *["down"] * 7, "left"),
    "completing": ("/", "type:kabul publisher:n"),
    "examples": ("/", "type:kabul", "f1", "down"),
    "reading": ("/", "type:homeland", "enter", "enter", "escape", "down", "b"),
    "tagging": ("/", "type:homeland", "enter", "enter", "s", "s", "t", "type:cap"),
    "review": ("/", "type:another february", "enter", "o"),
    "known": ("/", "type:another february", "enter", "o", "e"),
    "evidence": ("enter", "E", "down"),
    "matrix": ("enter", "E", "m", "down", "right"),
    "timeline": ("enter", "E", "T"),
    "several": ("enter", "E", "space", "space", "t", "type:fi"),
    "grading": ("/", "type:homeland", "enter", "enter", "t", "type:intent ", "tab", "tab", "3"),
    "codebook": ("enter", "K", "down", "down"),
    "cards": ("/", "type:homeland", "enter", "enter", "]", "enter"),
}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("job", JOBS)
async def test_the_screen_is_the_one_that_was_looked_at(annotated: Path, job: str, size: str) -> None:
    async with driving(annotated, SIZES[size]) as driver:
        for step in JOBS[job]:
            await (driver.type(step.removeprefix("type:")) if step.startswith("type:") else driver.press(step))
        driver.app.say("")
        await driver.settle()
        rows = "\n".join(row.rstrip() for row in driver.rows()) + "\n"
    rows = re.sub(r" {2,}(\S+ of \S+) · \d+ ms", r"  \1 · 0 ms", rows)
    file = SCREENS / f"{job}-{size}.txt"
    if os.environ.get("WORKBENCH_KEEP_SCREENS"):
        file.write_text(rows, encoding="utf-8")
    assert rows == file.read_text(encoding="utf-8")
