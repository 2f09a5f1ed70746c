"""A program in a pseudo-terminal: keys in, the screen out, with the time each took."""

from __future__ import annotations

import fcntl
import os
import pty
import resource
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Self

import pyte


class Terminal:
    """A program with a screen of its own; leave it as a context manager to end it."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], columns: int = 120, rows: int = 40) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.received = 0
        self.began = time.perf_counter()
        self._pid, self._file = pty.fork()
        if self._pid == 0:
            os.execvpe(command[0], list(command), dict(environment))  # noqa: S606 - our own program
        fcntl.ioctl(self._file, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def until(self, seen: Callable[[str], bool], seconds: float = 20.0) -> float:
        """Read until the screen is as wanted; returns the seconds since this call began."""
        began = time.perf_counter()
        while not seen("\n".join(self.screen.display)):
            left = seconds - (time.perf_counter() - began)
            if left <= 0 or not select.select([self._file], [], [], left)[0]:
                raise TimeoutError("\n".join(self.screen.display))
            try:
                data = os.read(self._file, 65536)
            except OSError as error:
                raise TimeoutError("the program ended") from error
            self.received += len(data)
            self._stream.feed(data)
        return time.perf_counter() - began

    def settle(self, seconds: float = 0.3) -> float:
        """Read until nothing has come for a while; returns the seconds from the call to the last byte that came."""
        began = last = time.perf_counter()
        while select.select([self._file], [], [], seconds)[0]:
            try:
                data = os.read(self._file, 65536)
            except OSError:
                break
            last = time.perf_counter()
            self.received += len(data)
            self._stream.feed(data)
        return last - began

    def send(self, keys: str) -> None:
        """Type."""
        os.write(self._file, keys.encode())

    def cpu_seconds(self) -> float:
        """User and system time of the program so far (Linux)."""
        fields = Path(f"/proc/{self._pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory_mb(self) -> float:
        """Resident memory of the program now (Linux)."""
        pages = int(Path(f"/proc/{self._pid}/statm").read_text(encoding="ascii").split()[1])
        return pages * resource.getpagesize() / 2**20

    def end(self) -> None:
        """End the program."""
        try:
            os.kill(self._pid, signal.SIGKILL)
        except ProcessLookupError:
            return
        os.waitpid(self._pid, 0)
        os.close(self._file)
