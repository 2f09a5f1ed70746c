"""The clipboard, and the truth about it: which way a text went, and whether it was seen to arrive.

The ways, each tried where it can work:

1. the system's clipboard through pyperclip, in a process of its own with a time limit, read back and compared (pyperclip
   reports success even where the display is gone);
2. inside tmux, its buffer (`load-buffer -w`), read back;
3. OSC 52 to the terminal, up to `LARGEST_OSC52` bytes: no terminal answers, so it is "sent, not confirmed".

Whatever happens the text is kept in a private file, so that it is never lost.
"""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import Final

from msgspec import Struct

LARGEST_OSC52: Final = 74_994
"""Bytes of UTF-8 whose base64 form is 100,000 bytes: a ceiling no known terminal is below."""

_SECONDS = 3.0
_COPY = "import pyperclip, sys; pyperclip.copy(sys.stdin.buffer.read().decode())"
_PASTE = "import pyperclip, sys; sys.stdout.buffer.write(pyperclip.paste().encode())"


class Copied(Struct, frozen=True, kw_only=True):
    """What became of a copy: `route` is "system", "tmux", "terminal" or "file", `message` says it in words."""

    route: str
    confirmed: bool
    message: str


def copy(text: str, environment: Mapping[str, str], send: Callable[[str], None] | None, kept_in: str | None) -> Copied:
    """Put `text` on the clipboard.

    Args:
        text: What to copy.
        environment: The process's environment: says which ways there are.
        send: Writes a control string to the terminal; None where there is no terminal.
        kept_in: How the file that holds the text is called, for the message; None if none could be written.
    """
    if native_is_possible(environment) and _native(text, environment):
        return Copied(route="system", confirmed=True, message="system clipboard, read back")
    in_tmux = bool(environment.get("TMUX")) and _tmux(text, environment)
    sent = bool(send) and len(text.encode("utf-8", "replace")) <= LARGEST_OSC52
    if send and sent and not in_tmux:
        send(osc52(text))
    if in_tmux:
        return Copied(route="tmux", confirmed=True, message="tmux buffer; terminal not confirmed")
    if sent:
        kept = f"; kept in {kept_in}" if kept_in else ""
        return Copied(route="terminal", confirmed=False, message=f"sent to the terminal, not confirmed{kept}")
    kept = f"; kept in {kept_in}" if kept_in else ", and no file could be written: the text is nowhere"
    return Copied(route="file", confirmed=False, message=f"no clipboard here{kept}")


def osc52(text: str) -> str:
    """The control string that asks a terminal to put `text` on the clipboard (xterm's OSC 52)."""
    return f"\x1b]52;c;{base64.b64encode(text.encode('utf-8', 'replace')).decode('ascii')}\x07"


def native_is_possible(environment: Mapping[str, str]) -> bool:
    """Whether this session can have a clipboard of its own: a desktop, or Windows and macOS."""
    if sys.platform in ("darwin", "win32"):
        return not environment.get("SSH_CONNECTION")
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY") or environment.get("WSL_DISTRO_NAME"))


def _native(text: str, environment: Mapping[str, str]) -> bool:
    """Copy and read back, each in a process of its own: xclip stays alive holding its pipes, and prints on the screen."""
    try:
        subprocess.run(
            [sys.executable, "-c", _COPY],
            input=text.encode("utf-8", "replace"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=dict(environment),
            timeout=_SECONDS,
            check=True,
            start_new_session=True,
        )
        back = subprocess.run(
            [sys.executable, "-c", _PASTE],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=dict(environment),
            timeout=_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return back.stdout.decode("utf-8", "replace").replace("\r\n", "\n") == text


def _tmux(text: str, environment: Mapping[str, str]) -> bool:
    tmux = shutil.which("tmux")
    if not tmux:
        return False
    try:
        # -w also hands the text to the outer terminal, where tmux is allowed to.
        subprocess.run(
            [tmux, "load-buffer", "-w", "-"],
            input=text.encode(),
            capture_output=True,
            env=dict(environment),
            timeout=_SECONDS,
            check=True,
        )
        back = subprocess.run([tmux, "show-buffer"], capture_output=True, env=dict(environment), timeout=_SECONDS, check=True)
    except (OSError, subprocess.SubprocessError):
        return False
    return back.stdout.decode("utf-8", "replace") == text


def describe(environment: Mapping[str, str] | None = None) -> str:
    """Which ways there are in this session, in words: for `doctor`."""
    environment = os.environ if environment is None else environment
    ways = ["system clipboard (pyperclip)"] if native_is_possible(environment) else []
    if environment.get("TMUX") and shutil.which("tmux"):
        ways.append("tmux buffer")
    return ", then ".join([*ways, "OSC 52 to the terminal", "file"])
