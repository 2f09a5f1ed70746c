"""Saves while git changes the files: they wait, and take up what git put there."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from pathlib import Path

import pytest

from workbench.errors import ConflictError, UnwritableError
from workbench.files import git_at_work
from workbench.files.updating import update
from workbench.records.excerpt import Excerpt
from workbench.storage import annotations as notes
from workbench.storage.annotations import Put

TIME = "2026-11-20T19:44:21Z"


def excerpt(name: str) -> Excerpt:
    return Excerpt(id=name, quote="word", start=1, end=5, text="9f2c61ab04de", created=TIME, modified=TIME)


@pytest.fixture
def repository(library: Path) -> Path:
    subprocess.run(["git", "init", "-q", library.parent], check=True)
    return library.parent / ".git"


def test_a_save_waits_until_git_is_done_and_keeps_what_git_put_there(library: Path, repository: Path) -> None:
    path = notes.path_of(library, "a-raid")
    notes.apply(library, "a-raid", [Put(None, excerpt("x-theirs"))])
    theirs = path.read_bytes()
    path.unlink()
    lock = repository / "index.lock"
    lock.touch()
    thread = threading.Thread(target=notes.apply, args=(library, "a-raid", [Put(None, excerpt("x-mine"))]))
    thread.start()
    thread.join(0.2)
    assert thread.is_alive()
    path.write_bytes(theirs)
    lock.unlink()
    thread.join(30)
    assert {one.id for one in notes.load(library, "a-raid").annotations.excerpts} == {"x-theirs", "x-mine"}


def test_a_lock_that_git_left_behind_stops_nobody(library: Path, repository: Path) -> None:
    lock = repository / "index.lock"
    lock.touch()
    assert git_at_work.at_work(library)
    os.utime(lock, (0, 0))
    assert not git_at_work.at_work(library)


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="the system does not show who has a file open")
def test_a_git_that_takes_long_is_waited_for_until_it_has_changed_its_files(library: Path, repository: Path) -> None:
    lock = repository / "index.lock"
    with lock.open("wb", buffering=0) as held:  # as git does: it writes the index when all files are changed
        os.utime(lock, (0, 0))
        assert git_at_work.at_work(library)
        with pytest.raises(UnwritableError, match=r"git has been changing files of this library for 0\.1 seconds"):
            git_at_work.wait(library, 0.1)
        held.write(b"index")
        os.utime(lock, (0, 0))
        assert not git_at_work.at_work(library)
    lock.write_bytes(b"")
    os.utime(lock, (0, 0))
    assert not git_at_work.at_work(library)


@pytest.mark.parametrize("name", ["FETCH_HEAD", "ORIG_HEAD", "refs/stash"])
def test_git_is_given_time_after_it_began_to_pull_or_merge(library: Path, repository: Path, name: str) -> None:
    (repository / name).touch()
    assert git_at_work.at_work(library)
    began = time.time()
    git_at_work.wait(library)
    assert time.time() - began < 10
    assert not git_at_work.at_work(library)


def test_a_clock_that_went_back_stops_nobody(library: Path, repository: Path) -> None:
    for name in ("index.lock", "FETCH_HEAD"):
        (repository / name).touch()
        os.utime(repository / name, (time.time() + 1000, time.time() + 1000))
    assert not git_at_work.at_work(library)


def test_a_worktree_and_a_submodule_name_the_folder_of_git(library: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (library.parent / ".git").write_text("gitdir: elsewhere\n")
    assert not git_at_work.at_work(library)
    (tmp_path / "elsewhere" / "index.lock").touch()
    assert git_at_work.at_work(library)
    (library.parent / ".git").write_text("gitdir: \0\n")
    assert not git_at_work.at_work(library)


def test_what_an_editor_saves_between_reading_and_writing_is_taken_up(library: Path) -> None:
    path = library / "file"
    path.write_text("a")
    looks: list[str] = []

    def change() -> tuple[str, int]:
        looks.append(path.read_text())
        if len(looks) == 1:
            path.write_text("b by hand")
        return path.read_text() + " and mine" if len(looks) > 1 else "lost", len(looks)

    assert update(library, path, change) == 2
    assert (looks, path.read_text()) == (["a", "b by hand"], "b by hand and mine")


def test_a_file_that_appears_meanwhile_is_not_replaced(library: Path) -> None:
    path = library / "file"

    def change() -> tuple[str, None]:
        if not path.exists():
            path.write_text("theirs")
            return "mine", None
        return path.read_text() + " and mine", None

    update(library, path, change)
    assert path.read_text() == "theirs and mine"


def test_a_link_that_leads_nowhere_is_told_as_what_it_is(library: Path) -> None:
    path = notes.path_of(library, "a-raid")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to("nowhere.yaml")
    with pytest.raises(UnwritableError, match="a symbolic link that leads nowhere"):
        notes.apply(library, "a-raid", [Put(None, excerpt("x-one"))])
    assert path.is_symlink()


def test_a_program_that_never_stops_is_told_of(library: Path) -> None:
    path = library / "file"

    def change() -> tuple[str, None]:
        path.write_text("x" * (len(path.read_text()) + 1 if path.exists() else 1))
        return "mine", None

    with pytest.raises(ConflictError, match="all the time"):
        update(library, path, change)
    assert set(path.read_text()) == {"x"}
    assert list(library.glob("*.tmp")) == []
