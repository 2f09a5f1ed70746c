from __future__ import annotations

from pathlib import Path

import pytest

from workbench import config


def load(tmp_path: Path, shared: str, personal: str | None = None):  # type: ignore[no-untyped-def]
    (tmp_path / "config.yaml").write_text(shared, encoding="utf-8")
    if personal is not None:
        (tmp_path / "own.yaml").write_text(personal, encoding="utf-8")
    return config.load(tmp_path / "config.yaml", tmp_path / "own.yaml")


def test_the_file_init_writes_is_read_without_a_problem_and_changes_nothing(tmp_path: Path) -> None:
    settings, problems = load(tmp_path, config.commented())
    assert problems == []
    assert settings == config.Settings()


def test_every_commented_setting_is_legal_when_the_mark_is_taken_away(tmp_path: Path) -> None:
    names = tuple(f"# {setting.name}:" for setting in config.SETTINGS)
    lines = [line.removeprefix("# ") if line.startswith(names) else line for line in config.commented().splitlines()]
    assert load(tmp_path, "\n".join(lines))[1] == []


def test_all_problems_are_told_at_once_with_their_lines(tmp_path: Path) -> None:
    _, problems = load(tmp_path, "workbench: 1\nkeys: emacs\ntheem: nord\nauthor: kd\nkeymap: [a]\n")
    assert [(problem.line, problem.problem.split("'")[1]) for problem in problems] == [
        (2, "keys"),
        (3, "theem"),
        (4, "author"),
        (5, "keymap"),
    ]
    assert "did you mean theme" in problems[1].fix


def test_a_persons_settings_lie_over_the_workspaces(tmp_path: Path) -> None:
    settings, problems = load(
        tmp_path, "workbench: 1\nkeys: vim\nkeymap: {cite: c}\n", "keys: plain\nauthor: kd\nkeymap: {quote: C}\n"
    )
    assert problems == []
    assert (settings.keys, settings.author, dict(settings.keymap)) == ("plain", "kd", {"cite": "c", "quote": "C"})


@pytest.mark.parametrize(
    "broken", ["workbench: 1\nkeys: [", "workbench: 1\nkeys: a\nkeys: b\n", "- a list\n", "workbench: 2\n", "workbench: 1\n\x00"]
)
def test_a_broken_file_is_a_problem_with_a_place_and_no_exception(tmp_path: Path, broken: str) -> None:
    _, problems = load(tmp_path, broken)
    assert len(problems) == 1
    assert problems[0].file.name == "config.yaml"


def test_an_empty_own_file_is_no_problem(tmp_path: Path) -> None:
    assert load(tmp_path, "workbench: 1\n", "")[1] == []


def test_what_a_check_says_of_the_keymap_gets_its_place(tmp_path: Path) -> None:
    settings, _ = load(tmp_path, "workbench: 1\nkeymap:\n  cite: y\n  fly: f\n")
    problems = config.keymap_problems(settings, lambda _: [("fly", "there is no action 'fly'")])
    assert [(problem.line, problem.problem) for problem in problems] == [(4, "there is no action 'fly'")]
