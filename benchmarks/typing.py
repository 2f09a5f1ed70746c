"""From a key to the results of what is typed so far on the screen, on the sample library, beside a bare Textual input."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.places import WORKBENCH, sample
from benchmarks.terminal import Terminal

WORDS = ("haqqani", "airport", "homeland", "fighters", "taliban")
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


def main() -> None:
    """Print the table."""
    rows = {"bare Textual input with an echo": _bare(), "workbench, results painted": _workbench()}
    base = median(rows["bare Textual input with an echo"])
    print("| keystroke to screen | median ms | p95 ms | × bare |\n|---|---|---|---|")
    for name, taken in rows.items():
        ordered = sorted(taken)
        print(
            f"| {name} | {median(taken) * 1000:.0f} | {ordered[int(len(ordered) * 0.95)] * 1000:.0f} | {median(taken) / base:.1f} |"
        )


def _bare() -> list[float]:
    with sample() as (_, environment), tempfile.TemporaryDirectory() as place:
        script = Path(place) / "bare.py"
        script.write_text(BARE, encoding="utf-8")
        with Terminal([sys.executable, str(script)], environment) as terminal:
            terminal.settle()
            return [_typed(terminal, letter) for letter in "".join(WORDS)]


def _workbench() -> list[float]:
    with sample() as (folder, environment), Terminal([*WORKBENCH, "-w", str(folder)], environment) as terminal:
        terminal.until(lambda screen: "Enter results" in screen)
        terminal.settle(1.0)
        taken = []
        for word in WORDS:
            terminal.send("\x01\x0b")  # to the beginning of the line, and cut it
            terminal.settle()
            taken += [_typed(terminal, letter) for letter in word]
            if word not in terminal.screen.display[0] or " of " not in terminal.screen.display[0]:
                raise RuntimeError("\n".join(terminal.screen.display))
        return taken


def _typed(terminal: Terminal, letter: str) -> float:
    """Seconds from a key to the last byte of what it changed on the screen."""
    terminal.send(letter)
    return terminal.settle(0.25)


if __name__ == "__main__":
    main()
