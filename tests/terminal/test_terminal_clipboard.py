"""Copying, and the truth about it, on every kind of clipboard this machine can offer."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.conftest import Desk, Opener, Recording
from tests.terminal.recorder import Recorder
from tests.terminal.tmux import PATIENCE

CITATION = "“Observatory counts fewer satellites than announced,” 14 October 2021"


@pytest.fixture
def display() -> Iterator[str]:
    """An X server of one's own."""
    if not shutil.which("Xvfb") or not shutil.which("xclip"):
        pytest.skip("Xvfb or xclip is not installed")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "320x200x8", "-nolisten", "tcp"],
        pass_fds=[writing],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as answer:  # it writes the number of a free display once it is ready
        number = answer.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait(PATIENCE)


def copy_the_newest(desk: Desk, recorded: Recording) -> Recorder:
    terminal = recorded(desk, "-w", desk.space)
    terminal.see("5 articles")
    terminal.press("enter")
    terminal.see("Enter open")
    terminal.press("y")
    terminal.see("Copied: citation")
    return terminal


def sent(terminal: Recorder) -> list[str]:
    """What was sent to the terminal's clipboard by OSC 52."""
    found = re.findall(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", bytes(terminal.received))
    return [base64.b64decode(each).decode("utf-8") for each in found]


def kept_file(desk: Desk) -> Path:
    (file,) = desk.state_files("last-copy.txt")
    return file


def test_a_desktop_gets_the_text_and_is_read_back(desk: Desk, recorded: Recording, display: str) -> None:
    desk.environment["DISPLAY"] = display
    terminal = copy_the_newest(desk, recorded)
    terminal.see("system clipboard, read back")
    pasted = subprocess.run(
        ["xclip", "-selection", "clipboard", "-o"],
        env={**desk.environment},
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
    )
    assert pasted.stdout == CITATION
    assert sent(terminal) == []


def test_a_display_that_is_gone_is_not_called_a_success(desk: Desk, recorded: Recording) -> None:
    desk.environment["DISPLAY"] = ":1979"
    terminal = copy_the_newest(desk, recorded)
    terminal.see("not confirmed")
    terminal.not_see("read back")
    assert sent(terminal) == [CITATION]
    assert kept_file(desk).read_text(encoding="utf-8") == CITATION
    terminal.press("q")
    assert terminal.finish() == 0
    assert "xclip" not in terminal.told.text
    assert "Can't open display" not in terminal.told.text


def test_without_any_clipboard_the_message_names_the_file_that_holds_the_text(desk: Desk, recorded: Recording) -> None:
    terminal = copy_the_newest(desk, recorded)
    file = kept_file(desk)
    terminal.see("not confirmed")
    assert file.read_text(encoding="utf-8") == CITATION
    assert sent(terminal) == [CITATION]
    assert file.parent.stat().st_mode & 0o777 == 0o700
    terminal.press("ctrl+l")
    terminal.see("Messages, the newest first")
    terminal.see("kept in")


def test_what_is_too_long_for_a_terminal_is_in_the_file_alone(desk: Desk, recorded: Recording) -> None:
    text = " ".join(f"word{number}" for number in range(12_000))
    row = json.dumps({"id": "long", "title": "A long report", "date": "2022-01-01", "text": text})
    (desk.folder / "long.jsonl").write_text(row + "\n", encoding="utf-8")
    assert desk.run("-w", desk.space, "import", desk.folder / "long.jsonl").returncode == 0
    terminal = recorded(desk, "-w", desk.space)
    terminal.see("6 articles")
    terminal.press("enter")
    terminal.see("Enter open")
    terminal.press("enter")
    terminal.see("v select")
    terminal.see("word268")  # the whole pane is drawn
    terminal.press("v")
    terminal.press("ctrl+end")
    terminal.see("word11999")
    terminal.press("Y")
    terminal.see("no clipboard here; kept in")
    assert sent(terminal) == []
    assert kept_file(desk).read_text(encoding="utf-8") == f"“{text}” (“A long report,” 1 January 2022, par. 1)"


def test_what_is_copied_holds_nothing_a_terminal_would_obey(desk: Desk, recorded: Recording) -> None:
    """A title edited by hand with an escape sequence in it, pasted at a shell, would run there."""
    (file,) = (desk.space / "library" / "articles").glob("observatory-*.md")
    text = file.read_text(encoding="utf-8")
    assert "title: Observatory" in text
    file.write_text(text.replace("title: Observatory", 'title: "\\e]52;c;ZXZpbA==\\a\\r\\u202eObservatory"\n#'), encoding="utf-8")
    terminal = copy_the_newest(desk, recorded)
    (copied,) = sent(terminal)
    assert "Observatory" in copied
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e]", copied), repr(copied)


@pytest.mark.parametrize("setting", ["external", "on", "off"])
def test_tmux_is_given_the_text_whatever_it_does_with_the_outer_terminal(desk: Desk, app: Opener, setting: str) -> None:
    terminal = app(desk)
    terminal.tmux("set", "-s", "set-clipboard", setting)
    terminal.press("enter")
    terminal.see("Enter open")
    terminal.press("y")
    terminal.see("Copied: citation")
    terminal.see("tmux buffer; terminal not confirmed")
    terminal.copied(CITATION)
