"""A terminal that keeps every byte it receives, and what those bytes are.

What a terminal is told to do is what counts here; the screen only tells how far the program is.
"""

from __future__ import annotations

import codecs
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from tests.terminal.grid import Grid

PATIENCE: Final = float(os.environ.get("WORKBENCH_TEST_PATIENCE", "20"))

_KEYS: Final = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "ctrl+f": "\x06",
    "ctrl+l": "\x0c",
    "ctrl+w": "\x17",
    "ctrl+end": "\x1b[1;5F",
    "down": "\x1b[B",
    "up": "\x1b[A",
    "right": "\x1b[C",
    "left": "\x1b[D",
}

_TOKEN: Final = re.compile(
    r"""
    (?: \x1b\[ | \x9b ) (?P<parameters> [0-?]* ) (?P<final> [ -/]* [@-~] )
    | (?: \x1b (?P<opener> [\]P^_X] ) ) (?P<string> .*? ) (?: \x07 | \x1b\\ | \x9c )
    | (?P<escape> \x1b [ -/]* [0-~] )
    | (?P<control> [\x00-\x1f\x7f-\x9f] )
    | (?P<text> [^\x00-\x1f\x7f-\x9f]+ )
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a terminal was told: the orders, each in full but for the cursor's place, and the text."""

    orders: frozenset[str]
    text: str


def told(received: bytes, size: tuple[int, int]) -> Told:
    """Take apart what a terminal of a size received."""
    orders: set[str] = set()
    text: list[str] = []
    for match in _TOKEN.finditer(received.decode("utf-8", "replace")):
        if match["text"]:
            text.append(match["text"])
        else:
            orders |= _orders(match, size)
    return Told(frozenset(orders), "\n".join(text))


def _orders(match: re.Match[str], size: tuple[int, int]) -> set[str]:
    """The order as it stands; a cursor movement to a place on the screen is like any other, and SGR is the sum of its parts."""
    order = match[0]
    if match["final"] == "m" and re.fullmatch("[0-9;]+", match["parameters"]):
        return {f"SGR {part}" for part in re.findall(r"[345]8;2;\d+;\d+;\d+|[345]8;5;\d+|\d+", match["parameters"])}
    if match["final"] == "H":
        place = re.fullmatch(r"(\d+);(\d+)", match["parameters"])
        inside = place and 1 <= int(place[2]) <= size[0] and 1 <= int(place[1]) <= size[1]
        return {"to a place" if inside or not match["parameters"] else repr(order)}
    return {repr(order)}


class Recorder:
    """A program on a pseudo-terminal."""

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], folder: Path, *, size: tuple[int, int] = (120, 40)
    ) -> None:
        self.size = size
        self.received = bytearray()
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._grid = Grid(*size)
        self._terminal, inside = pty.openpty()
        fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        environment = {"TERM": "xterm-256color", "COLORTERM": "truecolor", **environment}
        self._process = subprocess.Popen(
            command, stdin=inside, stdout=inside, stderr=inside, env=environment, cwd=folder, start_new_session=True
        )
        os.close(inside)

    def press(self, key: str) -> None:
        """Press a key, or send any text."""
        waiting = _KEYS.get(key, key).encode()
        while waiting:
            # The program may be writing too: whoever does not read while he writes waits for ever.
            readable, writable, _ = select.select([self._terminal], [self._terminal], [], PATIENCE)
            if readable:
                self._read()
            if writable:
                waiting = waiting[os.write(self._terminal, waiting[:1024]) :]

    @property
    def screen(self) -> list[str]:
        """The rows of the screen."""
        return self._grid.rows

    def see(self, words: str, *, gone: bool = False) -> None:
        """Return when the words stand in a row of the screen, or are gone from all."""
        deadline = time.monotonic() + PATIENCE
        while any(words in row for row in self.screen) == gone:
            left = deadline - time.monotonic()
            ready, _, _ = select.select([self._terminal], [], [], max(left, 0))
            came = bool(ready) and self._read()
            while came and select.select([self._terminal], [], [], 0)[0]:
                came = self._read()
            if not came:
                shown = "\n".join(self.screen)
                pytest.fail(f"{'still' if gone else 'never'} seen: {words!r}; the screen is\n{shown}")

    def not_see(self, words: str) -> None:
        """Return when the words stand in no row of the screen."""
        self.see(words, gone=True)

    def finish(self) -> int:
        """Receive everything until the program ends; its exit code."""
        while select.select([self._terminal], [], [], PATIENCE)[0] and self._read():
            pass
        return self._process.wait(PATIENCE)

    @property
    def told(self) -> Told:
        """What the terminal was told since the start."""
        return told(bytes(self.received), self.size)

    def close(self) -> None:
        """End the program if it has not ended."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait(PATIENCE)
        os.close(self._terminal)

    def _read(self) -> bool:
        try:
            came = os.read(self._terminal, 65536)
        except OSError:  # what Linux says when the other side is closed
            return False
        self.received += came
        self._grid.feed(self._decode(came))
        return bool(came)
