"""The watched folder: what is taken, what is left, and what is told once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench import config
from workbench.storage import articles
from workbench.workspace import founding
from workbench.workspace.inbox import Inbox
from workbench.workspace.opening import Workspace, open_workspace

PAGE = "The gate of the harbour\n\nThe gate was closed at dawn, officials of the harbour said, and it will stay closed until the ships have left the bay again.\n"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    for name in ("CACHE", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    founding.found(tmp_path / "space")
    (tmp_path / "inbox").mkdir()
    opened = open_workspace(tmp_path / "space")
    yield opened
    opened.close()


@pytest.fixture
def inbox(workspace: Workspace, tmp_path: Path) -> Inbox:
    return Inbox(workspace, tmp_path / "inbox")


def drop(inbox: Inbox, name: str, text: str = PAGE) -> Path:
    file = inbox.folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_a_file_is_imported_at_the_second_look_and_stays_where_it_is(inbox: Inbox, workspace: Workspace) -> None:
    file = drop(inbox, "gate.txt")
    assert inbox.poll() is None
    report = inbox.poll()
    assert report is not None
    assert [one.path for one in report.imported] == [str(file)]
    assert file.read_text(encoding="utf-8") == PAGE
    source = articles.read(workspace.library, report.imported[0].id).article.source
    assert source is not None
    assert (source.via, source.name) == ("inbox", "gate.txt")
    assert inbox.poll() is None


def test_a_file_that_still_grows_waits(inbox: Inbox) -> None:
    file = drop(inbox, "gate.txt")
    inbox.poll()
    file.write_text(PAGE * 2, encoding="utf-8")
    assert inbox.poll() is None
    assert inbox.poll() is not None


@pytest.mark.parametrize("name", [".gate.txt", "gate.txt.part", "gate.crdownload", "gate.txt.tmp", "~$gate.docx", "gate.txt~"])
def test_what_is_hidden_or_still_being_written_is_left(inbox: Inbox, name: str) -> None:
    drop(inbox, name)
    assert [inbox.poll(), inbox.poll()] == [None, None]


def test_an_empty_file_and_one_with_its_part_beside_it_are_left(inbox: Inbox) -> None:
    drop(inbox, "begun.txt", "")
    drop(inbox, "half.txt")
    drop(inbox, "half.txt.part")
    assert [inbox.poll(), inbox.poll()] == [None, None]


def test_links_are_not_followed_out_of_the_folder(inbox: Inbox, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text(PAGE, encoding="utf-8")
    (inbox.folder / "secret.txt").symlink_to(outside / "secret.txt")
    (inbox.folder / "folder").symlink_to(outside)
    assert [inbox.poll(), inbox.poll()] == [None, None]


def test_a_refused_file_is_told_of_once_even_by_the_next_sitting(inbox: Inbox, workspace: Workspace) -> None:
    drop(inbox, "picture.png", "\x89PNG")
    inbox.poll()
    report = inbox.poll()
    assert report is not None
    assert [Path(one.path).name for one in report.refused] == ["picture.png"]
    assert inbox.poll() is None
    next_sitting = Inbox(workspace, inbox.folder)
    assert [next_sitting.poll(), next_sitting.poll()] == [None, None]


def test_a_refused_file_that_changes_is_tried_again(inbox: Inbox) -> None:
    file = drop(inbox, "gate.txt", "\x00\x00\x00")
    inbox.poll()
    first = inbox.poll()
    assert first is not None
    assert len(first.refused) == 1
    file.write_text(PAGE, encoding="utf-8")
    inbox.poll()
    second = inbox.poll()
    assert second is not None
    assert len(second.imported) == 1


def test_files_in_folders_are_found_but_not_the_workspace_itself(workspace: Workspace, tmp_path: Path) -> None:
    inbox = Inbox(workspace, tmp_path)
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "gate.txt").write_text(PAGE, encoding="utf-8")
    inbox.scan()
    assert [file for file in inbox.scan() if file.is_relative_to(workspace.root)] == []
    assert tmp_path / "new" / "gate.txt" in inbox.scan()


def test_a_missing_folder_is_noted_once_and_one_in_the_library_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    missing = Inbox(workspace, tmp_path / "missing")
    assert [missing.poll(), missing.poll()] == [None, None]
    inside = Inbox(workspace, workspace.library / "sources")
    assert [inside.poll(), inside.poll()] == [None, None]
    assert len(workspace.problems) == 2


def test_a_name_that_is_no_text_is_imported_and_remembered(inbox: Inbox) -> None:
    Path(os.fsdecode(os.fsencode(inbox.folder) + b"/gate-\xff.txt")).write_text(PAGE, encoding="utf-8")
    inbox.poll()
    report = inbox.poll()
    assert report is not None
    assert len(report.imported) == 1
    assert inbox.poll() is None


def test_only_the_person_may_set_it(tmp_path: Path) -> None:
    shared, own = tmp_path / "config.yaml", tmp_path / "own.yaml"
    shared.write_text("workbench: 1\ninbox: /tmp\n", encoding="utf-8")
    settings, problems = config.load(shared, own)
    assert settings.inbox is None
    assert [(problem.file, problem.line) for problem in problems] == [(shared, 2)]
    shared.write_text("workbench: 1\n", encoding="utf-8")
    own.write_text("inbox: ~/Inbox\n", encoding="utf-8")
    assert config.load(shared, own) == (config.Settings(inbox="~/Inbox"), [])
    own.write_text("inbox: Inbox\n", encoding="utf-8")
    assert [problem.line for problem in config.load(shared, own)[1]] == [1]
