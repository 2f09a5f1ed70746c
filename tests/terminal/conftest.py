"""A person's desk for each test: folders of one's own, a workspace with five articles, a terminal."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.terminal.pages import PAGES
from tests.terminal.recorder import Recorder
from tests.terminal.tmux import Tmux

_HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a terminal."""
    for item in items:
        if item.path.is_relative_to(_HERE):
            item.add_marker(pytest.mark.terminal)


@dataclass
class Desk:
    """Folders and environment of one person."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        tools = self.folder / "tools"
        tools.mkdir(parents=True, exist_ok=True)
        program = tools / "workbench"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m workbench "$@"\n', encoding="utf-8")
        program.chmod(0o700)
        self.environment = {
            "PATH": f"{tools}:{os.environ['PATH']}",
            "HOME": str(self.folder / "home"),
            "LANG": "C.UTF-8",
            # The time after which Esc is the key and not the beginning of a sequence; nothing here comes over a slow line.
            "ESCDELAY": "25",
            **{f"XDG_{name}_HOME": str(self.folder / "own" / name.lower()) for name in ("CACHE", "STATE", "CONFIG", "DATA")},
        }
        self.settings("author: kd")

    @property
    def space(self) -> Path:
        """The workspace."""
        return self.folder / "space"

    def settings(self, *lines: str) -> None:
        """Write the person's own settings."""
        file = self.folder / "own" / "config" / "analyst-workbench" / "config.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n".join(("workbench: 1", *lines, "")), encoding="utf-8")

    def run(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        """Run a command of the workbench, without a terminal."""
        command = [sys.executable, "-m", "workbench", *map(str, arguments)]
        return subprocess.run(
            command, env=self.environment, cwd=self.folder, capture_output=True, text=True, check=False, timeout=60
        )

    def json(self, *arguments: object) -> Any:
        """The one JSON document that a command on the workspace prints."""
        return json.loads(self.run("-w", self.space, *arguments, "--json").stdout)

    def rows(self, *arguments: object, space: Path | None = None) -> list[dict[str, Any]]:
        """The JSON lines that a command on a workspace prints."""
        return [json.loads(line) for line in self.run("-w", space or self.space, *arguments, "--json").stdout.splitlines()]

    def excerpts(self) -> list[dict[str, Any]]:
        """Every excerpt in the files of the library, as YAML has it."""
        files = sorted((self.space / "library" / "annotations").glob("*.yaml"))
        return [row for file in files for row in yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)["excerpts"]]  # noqa: S506, TID251 - a foreign judge

    def state_files(self, name: str) -> list[Path]:
        """The files of a name in the person's state folder."""
        return sorted((self.folder / "own" / "state").rglob(name))


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a workspace that the five pages were imported into."""
    desk = Desk(tmp_path_factory.mktemp("filled"))
    pages = desk.folder / "pages"
    pages.mkdir()
    for name, text in PAGES.items():
        (pages / name).write_text(text, encoding="utf-8")
    assert desk.run("init", desk.space).returncode == 0
    done = desk.run("-w", desk.space, "import", pages)
    assert done.returncode == 0, done.stderr
    return desk.folder


@pytest.fixture
def bare(tmp_path: Path) -> Desk:
    """A desk without a workspace."""
    return Desk(tmp_path)


@pytest.fixture
def desk(bare: Desk, filled: Path) -> Desk:
    """A desk with a workspace of five articles, and the pages they came from."""
    for name in ("space", "pages"):
        shutil.copytree(filled / name, bare.folder / name)
    return bare


Opener = Callable[..., Tmux]


@pytest.fixture
def shell() -> Iterator[Opener]:
    """Opens a shell in tmux; its server ends with the test."""
    opened: list[Tmux] = []

    def open_shell(desk: Desk, **options: Any) -> Tmux:
        terminal = Tmux(desk.environment, desk.folder, **options)
        opened.append(terminal)
        return terminal

    yield open_shell
    for terminal in opened:
        terminal.close()


@pytest.fixture
def app(shell: Opener) -> Opener:
    """Opens the workbench in tmux, at a desk."""

    def open_app(desk: Desk, *, ready: str = "5 articles", **options: Any) -> Tmux:
        terminal = shell(desk, **options)
        start(terminal, ready)
        return terminal

    return open_app


Recording = Callable[..., Recorder]


@pytest.fixture
def recorded() -> Iterator[Recording]:
    """Starts a command of the workbench on a terminal that keeps every byte."""
    started: list[Recorder] = []

    def start(desk: Desk, *arguments: object, **options: Any) -> Recorder:
        command = [sys.executable, "-m", "workbench", *map(str, arguments)]
        recorder = Recorder(command, desk.environment, desk.folder, **options)
        started.append(recorder)
        return recorder

    yield start
    for recorder in started:
        recorder.close()


def start(terminal: Tmux, ready: str = "5 articles") -> None:
    """Start the workbench at a shell, and wait until it shows what it begins with."""
    terminal.enter("clear; workbench -w space; echo left with $?")
    terminal.see(ready)


def leave(terminal: Tmux) -> None:
    """Quit, from anywhere but a line one types in, and see the shell again."""
    terminal.press("q")
    terminal.see("left with 0")
