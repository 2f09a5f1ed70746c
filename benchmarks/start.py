"""How long it takes to begin: help against a bare interpreter, the first paint against a bare Textual app.

Programs take turns, so that a busy machine hits them alike; the ratios are what counts.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

from benchmarks.places import WORKBENCH, sample
from benchmarks.terminal import Terminal

RUNS = 11
BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("READY")
Bare().run()
"""


def main() -> None:
    """Print both tables."""
    commands()
    print()
    first_paint()


def commands() -> None:
    """CPU of commands that answer at once."""
    print(f"| command | CPU ms (median of {RUNS}) | × `python -c pass` |\n|---|---|---|")
    with sample() as (folder, environment):
        tried = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "workbench --version": [*WORKBENCH, "--version"],
            "workbench --help": [*WORKBENCH, "--help"],
            "workbench search haqqani": [*WORKBENCH, "-w", str(folder), "search", "haqqani"],
            "workbench cite ID": [*WORKBENCH, "-w", str(folder), "cite", "warning-over-the-khorasan-branch"],
        }
        times: dict[str, list[float]] = {name: [] for name in tried}
        for _ in range(RUNS):
            for name, command in tried.items():
                times[name].append(
                    _cpu(lambda command=command: subprocess.run(command, env=environment, check=True, capture_output=True))
                )  # type: ignore[misc]
    bare = median(times["python -c pass"])
    for name, seconds in times.items():
        print(f"| `{name}` | {median(seconds) * 1000:.0f} | {median(seconds) / bare:.1f} |")


def first_paint() -> None:
    """CPU and time until the first screen stands, and what it takes to get there."""
    print(
        "| program, 120 × 40 | CPU ms to paint | ms to paint | × bare Textual, CPU | × bare, time | KB sent | MB |\n|---|---|---|---|---|---|---|"
    )
    rows: dict[str, list[tuple[float, float, float, float]]] = {"bare Textual app": [], "workbench, sample library": []}
    with sample() as (folder, environment), tempfile.TemporaryDirectory() as place:
        bare = Path(place) / "bare.py"
        bare.write_text(BARE, encoding="utf-8")
        for _ in range(RUNS):
            rows["bare Textual app"].append(_paint([sys.executable, str(bare)], environment, lambda screen: "READY" in screen))
            command = [*WORKBENCH, "-w", str(folder)]
            rows["workbench, sample library"].append(_paint(command, environment, lambda screen: "Enter results" in screen))
    middles = {name: [median(column) for column in zip(*taken, strict=True)] for name, taken in rows.items()}
    base = middles["bare Textual app"]
    for name, (cpu, wall, sent, memory) in middles.items():
        print(
            f"| {name} | {cpu * 1000:.0f} | {wall * 1000:.0f} | {cpu / base[0]:.2f} | {wall / base[1]:.2f} | {sent:.0f} | {memory:.0f} |"
        )


def _paint(command: list[str], environment: dict[str, str], seen: Callable[[str], bool]) -> tuple[float, float, float, float]:
    with Terminal(command, environment) as terminal:
        wall = terminal.until(seen)
        return terminal.cpu_seconds(), wall, terminal.received / 1024, terminal.memory_mb()


def _cpu(run: Callable[[], object]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)


if __name__ == "__main__":
    os.environ.setdefault("PYTHONDONTWRITEBYTECODE", "")
    main()
