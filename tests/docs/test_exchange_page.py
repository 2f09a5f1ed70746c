"""The page on exchange: its examples run, and it names every format and column."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from workbench.cli.main import run
from workbench.exchange.tables import HEADER
from workbench.workspace.exporting import FORMATS

PAGE = (Path(__file__).parents[2] / "docs/exchange.md").read_text(encoding="utf-8")


def test_every_example_runs_on_the_sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CACHE", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    lines = re.findall(r"^workbench (.*)$", PAGE, re.MULTILINE)
    assert len(lines) == 5
    space = tmp_path / "space"
    for line in (f"init --sample {space}", *lines):
        if space.exists():
            monkeypatch.chdir(space)
        with pytest.raises(SystemExit) as stopped:
            run(lambda _: 0, shlex.split(line))
        assert not stopped.value.code, line


def test_every_format_and_column_is_named() -> None:
    assert [name for name in (*FORMATS, *HEADER) if f"`{name}`" not in PAGE] == []
