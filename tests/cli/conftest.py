"""The command line, run in this process against a workspace of its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from workbench.cli.main import run

PAGE = """\
Warning over the eastern branch

By Lina Forsberg

12 February 2019

KABUL (Northern Wire) — The branch has become able to strike abroad, a senior officer said on Tuesday, and it is looking for people who would help it to do so.

"They are closest to having the means," the officer said. Haqqani money was named as one source among several by officials who spoke on that day.

Officials would not say how many fighters there are. They would not say where the fighters live, or who pays them through the long winter months.

Leave a reply

Your email address will not be published.
"""

OTHER = """\
Rivals in the valley

The two groups have fought since the spring of 2015, when the first commanders changed sides and took their men and their rifles with them.

A teacher from the valley said that both had closed her school, one of them twice, and that she had opened it again after every winter.
"""


@dataclass
class Answer:
    """What a command did: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document."""
        return json.loads(self.out)

    @property
    def rows(self) -> list[Any]:
        """The JSON lines."""
        return [json.loads(line) for line in self.out.splitlines()]


Cli = Callable[..., Answer]


@pytest.fixture
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CACHE", "STATE", "CONFIG", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "own" / name.lower()))
    monkeypatch.delenv("WORKBENCH_WORKSPACE", raising=False)
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("TMUX", raising=False)


@pytest.fixture
def cli(own_folders: None, capfd: pytest.CaptureFixture[str]) -> Cli:  # noqa: ARG001 - sets the environment
    def call(*arguments: object) -> Answer:
        capfd.readouterr()
        with pytest.raises(SystemExit) as stopped:
            run(lambda _: 0, [str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return Answer(int(stopped.value.code or 0), out, err)

    return call


@pytest.fixture
def folder(tmp_path: Path, cli: Cli) -> Path:
    """A workspace with two articles, `warning-over-the-eastern-branch` and `rivals-in-the-valley`."""
    space = tmp_path / "space"
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "warning.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "pages" / "rivals.txt").write_text(OTHER, encoding="utf-8")
    assert cli("init", space).code == 0
    assert cli("-w", space, "import", tmp_path / "pages").code == 0
    return space
