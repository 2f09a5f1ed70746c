"""A workspace of the benchmark's own, with the sample library, that leaves nothing behind."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WORKBENCH = [sys.executable, "-m", "workbench"]


@contextmanager
def sample() -> Iterator[tuple[Path, dict[str, str]]]:
    """A fresh copy of the sample library, indexed, and the environment to run the workbench on it in."""
    with tempfile.TemporaryDirectory() as place:
        environment = {
            **os.environ,
            **{f"XDG_{name}_HOME": f"{place}/{name.lower()}" for name in ("CACHE", "STATE", "CONFIG")},
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
        }
        folder = Path(place) / "space"
        subprocess.run([*WORKBENCH, "init", "--sample", str(folder)], env=environment, check=True, capture_output=True)
        subprocess.run([*WORKBENCH, "-w", str(folder), "index"], env=environment, check=True, capture_output=True)
        yield folder, environment
