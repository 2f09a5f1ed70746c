"""A workspace of the benchmark's own that leaves nothing behind."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

WORKBENCH = [sys.executable, "-m", "workbench"]


@contextmanager
def place_of(make: Callable[[Path], object]) -> Iterator[tuple[Path, dict[str, str]]]:
    """A workspace that `make` makes in a folder that is not there yet, indexed, and the environment to run the workbench on it in."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("WORKBENCH_BENCH_FOLDER")) as place:
        environment = {
            **os.environ,
            **{f"XDG_{name}_HOME": f"{place}/{name.lower()}" for name in ("CACHE", "STATE", "CONFIG")},
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
        }
        folder = Path(place) / "space"
        make(folder)
        subprocess.run([*WORKBENCH, "-w", str(folder), "index"], env=environment, check=True, capture_output=True)
        yield folder, environment


@contextmanager
def sample() -> Iterator[tuple[Path, dict[str, str]]]:
    """The same with a fresh copy of the sample library."""
    with place_of(
        lambda folder: subprocess.run([*WORKBENCH, "init", "--sample", str(folder)], check=True, capture_output=True)
    ) as made:
        yield made
