"""From a key to the results of what is typed so far on the screen, beside a bare Textual input.

python -m benchmarks typing                    on the sample library
python -m benchmarks.typing 1000 100000        and on so many articles of news

A key's time ends with the last byte it brings: results, count, preview and all.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.news import write_library
from benchmarks.places import WORKBENCH, place_of, sample
from benchmarks.terminal import Terminal

WORDS = ("haqqani", "airport", "homeland", "fighters", "taliban")
NEWS_WORDS = ("senator", "iraq", "budget", "the oil price", "energy bill")
BARE = """
from textual.app import App
from textual.widgets import Input, Static
class Bare(App):
    def compose(self):
        yield Input()
        yield Static("", id="echo")
    def on_input_changed(self, event):
        self.query_one("#echo").update(f"RESULT {len(event.value)} {event.value}")
Bare().run()
"""


def main(sizes: tuple[int, ...] = ()) -> None:
    """Print the table."""
    with sample() as (folder, environment):
        rows = {
            "bare Textual input with an echo": _bare(),
            "workbench, sample library": _workbench(folder, environment, WORDS)[0],
        }
    memory = {}
    for size in sizes:
        name = f"workbench, {size:,} articles"
        with place_of(lambda folder, size=size: write_library(folder, size)) as (folder, environment):  # type: ignore[misc]
            rows[name], memory[name] = _workbench(folder, environment, NEWS_WORDS)
    base = median(rows["bare Textual input with an echo"])
    print("| keystroke to screen | median ms | p95 ms | × bare | memory MB |\n|---|---|---|---|---|")
    for name, taken in rows.items():
        ordered = sorted(taken)
        print(
            f"| {name} | {median(taken) * 1000:.0f} | {ordered[int(len(ordered) * 0.95)] * 1000:.0f} | {median(taken) / base:.1f} "
            f"| {f'{memory[name]:.0f}' if name in memory else ''} |"
        )


def _bare() -> list[float]:
    with sample() as (_, environment), tempfile.TemporaryDirectory() as place:
        script = Path(place) / "bare.py"
        script.write_text(BARE, encoding="utf-8")
        with Terminal([sys.executable, str(script)], environment) as terminal:
            terminal.settle()
            return [_typed(terminal, letter) for letter in "".join(WORDS)]


def _workbench(folder: Path, environment: dict[str, str], words: tuple[str, ...]) -> tuple[list[float], float]:
    """Seconds a key, and megabytes at the end."""
    with Terminal([*WORKBENCH, "-w", str(folder)], environment) as terminal:
        terminal.until(lambda screen: "Enter results" in screen)
        terminal.settle(3.0)  # the files are compared with the index
        taken = []
        for word in words:
            terminal.send("\x01\x0b")  # to the beginning of the line, and cut it
            terminal.settle()
            taken += [_typed(terminal, letter) for letter in word]
            if word not in terminal.screen.display[0] or " of " not in terminal.screen.display[0]:
                raise RuntimeError("\n".join(terminal.screen.display))
        return taken, terminal.memory_mb()


def _typed(terminal: Terminal, letter: str) -> float:
    """Seconds from a key to the last byte of what it changed on the screen."""
    terminal.send(letter)
    return terminal.settle(0.25)


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])))
