"""A terminal that tests can type into and read: tmux, on a server of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.jobs import Clipboard, Job, NotSee, Press, See, Type

PATIENCE = float(os.environ.get("WORKBENCH_TEST_PATIENCE", "20"))
"""Seconds until a screen that does not come is a failure; a quiet machine needs a tenth of one."""

_ALONE = 0.15
"""Seconds after which Esc is a key of its own: nothing on the screen tells when a program has stopped waiting for more (ESCDELAY)."""

_NAMES = {
    "enter": "Enter", "escape": "Escape", "tab": "Tab", "shift+tab": "BTab", "space": "Space", "backspace": "BSpace",
    "delete": "DC", "pageup": "PPage", "pagedown": "NPage", "home": "Home", "end": "End", "up": "Up", "down": "Down",
    "left": "Left", "right": "Right",
}  # fmt: skip
_MODIFIERS = {"ctrl": "C-", "shift": "S-", "alt": "M-"}


def tmux_name(key: str) -> str:
    """A key as tmux calls it: "ctrl+f" is C-f, "shift+right" is S-Right."""
    if key in _NAMES or len(key) == 1:
        return _NAMES.get(key, key)
    *modifiers, last = key.split("+")
    return "".join(_MODIFIERS[each] for each in modifiers) + _NAMES.get(last, last)


class Tmux:
    """A shell in tmux.

    Args:
        environment: The whole environment of the shell, apart from TMUX and TERM, which tmux sets.
        folder: Where the shell starts.
        size: Columns and rows.
        term: What TERM is inside.
        program: What runs in place of a shell.
    """

    def __init__(
        self,
        environment: Mapping[str, str],
        folder: Path,
        *,
        size: tuple[int, int] = (120, 40),
        term: str = "screen",
    ) -> None:
        if not shutil.which("tmux"):
            pytest.skip("tmux is not installed")
        self._server = f"workbench-test-{uuid.uuid4().hex[:12]}"
        self._environment = {**environment, "TERM": "xterm-256color"}
        columns, rows = map(str, size)
        first = ["set", "-g", "default-terminal", term, ";", "set", "-g", "status", "off", ";", "set", "-g", "history-limit", "9"]
        self.tmux(*first, ";", "new-session", "-d", "-x", columns, "-y", rows, "-c", str(folder), "/bin/sh")
        try:
            self.wait(lambda: any(self.screen), "the shell says nothing")
        except BaseException:
            self.close()
            raise

    def tmux(self, *arguments: str) -> str:
        """Give tmux a command and return what it prints."""
        command = ["tmux", "-u", "-L", self._server, "-f", "/dev/null", *arguments]
        done = subprocess.run(command, env=self._environment, capture_output=True, text=True, check=False, timeout=PATIENCE)
        assert not done.returncode, f"tmux {arguments}: {done.stderr}"
        return done.stdout

    def close(self) -> None:
        """End this server, and with it whatever runs in it."""
        command = ["tmux", "-L", self._server, "kill-server"]
        subprocess.run(command, env=self._environment, capture_output=True, check=False, timeout=PATIENCE)

    # Hands

    def press(self, *keys: str) -> None:
        """Press keys, one after the other; Esc must come last, since with a key right behind it it is Alt."""
        self.tmux("send-keys", *(tmux_name(key).replace(";", "\\;") for key in keys))
        if keys[-1] == "escape":
            threading.Event().wait(_ALONE)

    def type(self, text: str) -> None:
        """Type a text."""
        self.tmux("send-keys", "-l", "--", text.replace(";", "\\;") if text.endswith(";") else text)

    def enter(self, command: str) -> None:
        """Type a line and end it."""
        self.type(command)
        self.press("enter")

    def mouse(self, button: int, column: int, row: int, *, up: bool = False) -> None:
        """Tell the program of the mouse (SGR 1006); column and row count from 0."""
        report = f"\x1b[<{button};{column + 1};{row + 1}{'m' if up else 'M'}"
        self.tmux("send-keys", "-H", *(f"{byte:x}" for byte in report.encode()))

    def resize(self, columns: int, rows: int) -> None:
        """Make the terminal larger or smaller."""
        self.tmux("resize-window", "-x", str(columns), "-y", str(rows))

    # Eyes

    @property
    def screen(self) -> list[str]:
        """The rows of the screen."""
        return self.tmux("capture-pane", "-p").splitlines()

    @property
    def coloured_screen(self) -> str:
        """The screen with its SGR sequences."""
        return self.tmux("capture-pane", "-p", "-e")

    @property
    def buffer(self) -> str:
        """What was copied last; empty if nothing was."""
        return self.tmux("show-buffer") if self.tmux("list-buffers") else ""

    def wait(self, holds: Callable[[], bool], what: str | Callable[[], str]) -> None:
        """Return when something holds; fail with `what` and the screen if it never does."""
        clock, deadline = threading.Event(), time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > deadline:
                shown = "\n".join(self.screen)
                pytest.fail(f"{what() if callable(what) else what}; the screen is\n{shown}")
            clock.wait(0.02)

    def rest(self) -> None:
        """Return when the screen has stopped changing: for what counts cells, after a pane came or went."""
        shown: list[list[str]] = [[]]

        def same() -> bool:
            threading.Event().wait(0.1)
            shown.append(self.screen)
            return shown[-1] == shown[-2]

        self.wait(same, "the screen does not come to rest")

    def see(self, words: str) -> None:
        """Return when the words stand in a row of the screen."""
        self.wait(lambda: any(words in row for row in self.screen), f"never seen: {words!r}")

    def not_see(self, words: str) -> None:
        """Return when the words stand in no row of the screen."""
        self.wait(lambda: not any(words in row for row in self.screen), f"still seen: {words!r}")

    def copied(self, text: str) -> None:
        """Return when tmux's buffer holds exactly this text."""
        self.wait(lambda: self.buffer == text, lambda: f"the buffer is not {text!r}; it is {self.buffer!r}")

    def place(self, words: str) -> tuple[int, int]:
        """The column and row where words begin, the topmost first."""
        self.see(words)
        return next((row.index(words), number) for number, row in enumerate(self.screen) if words in row)

    def do(self, job: Job) -> None:
        """Do a job."""
        for step in job:
            match step:
                case Press(key):
                    self.press(key)
                case Type(text):
                    self.type(text)
                case See(words):
                    self.see(words)
                case NotSee(words):
                    self.not_see(words)
                case Clipboard(text):
                    self.copied(text)
