from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.docs.manual import GUIDE, PAGES, REPAIR
from workbench.cli.main import COMMANDS, run
from workbench.config import SETTINGS

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("page", sorted(PAGES))
def test_the_manual_is_what_the_program_says(page: str) -> None:
    assert (GUIDE / page).read_text(encoding="utf-8") == PAGES[page](), f"run: {REPAIR}"


def test_every_setting_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [setting.name for setting in SETTINGS if f"`{setting.name}`" not in readme] == []


def examples() -> list[str]:
    """Command lines in the README and in the manuals of the commands."""
    text = (ROOT / "README.md").read_text(encoding="utf-8") + (GUIDE / "commands.md").read_text(encoding="utf-8")
    return sorted({line.strip() for line in re.findall(r"^ *(?:uv run )?(workbench [a-z].*)$", text, re.MULTILINE)})


def test_every_command_has_an_example() -> None:
    shown = {shlex.split(line, comments=True)[1] for line in examples() if not line.startswith("workbench -w")}
    assert set(COMMANDS) <= shown | {"init", "import"}


@pytest.mark.parametrize(
    "query", re.findall(r"^\| (`[^|]+`) \|", (ROOT / "docs/guide/searching.md").read_text(encoding="utf-8"), re.MULTILINE)
)
def test_every_query_of_the_guide_runs_and_all_but_the_relative_one_find_something(
    query: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("CACHE", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    for one in re.findall(r"`([^`]+)`", query):
        with pytest.raises(SystemExit) as stopped:
            run(lambda _: 0, ["-w", str(ROOT), "search", "--json", "--", one])
        out = capfd.readouterr().out
        assert not stopped.value.code
        assert ('"total":0,' in out) == ("last month" in one)
        assert '"hints":[]' in out


def test_the_test_command_of_the_readme_runs_pytest() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    command = readme.split("<!-- test command -->\n```sh\n")[1].split("\n```")[0]
    assert command.endswith("uv run --group dev pytest")
    assert "\n" not in command
