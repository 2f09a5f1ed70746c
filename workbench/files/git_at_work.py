"""Waiting while git changes files: it knows nothing of our lock, and takes a file away before it puts the new one in its place.

Whoever saves in between would take the file for missing, or put back what git has just replaced. git holds `index.lock` as
long as it changes files; it is empty until they are changed. It also holds it, with the new index in it, while somebody writes the
message of a commit, and leaves it behind when it is killed. So an old one means something only if it is empty and a process has it
open, which Linux tells. A merge that it refuses because of changes that are not committed it takes back in several steps,
without the lock in between; that it began one is told by the files it writes first.
"""

from __future__ import annotations

import math
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from workbench.errors import UnwritableError

_OLD_SECONDS = 10
"""How old a lock is that nobody waits for any more unless git is seen to hold it."""
_PATIENCE_SECONDS = 60
_BEGUN = ("FETCH_HEAD", "ORIG_HEAD", "refs/stash")
"""What git writes when it begins to pull, to merge, to reset, or to put changes aside."""
_FRESH_SECONDS = 2
"""How long after that it is given to come to an end."""
_STEP_SECONDS = 0.02
_PROCESSES = Path("/proc")


def wait(folder: Path, patience_s: float = _PATIENCE_SECONDS) -> None:
    """Wait until git is not at work in the repository that a folder lies in.

    Raises:
        UnwritableError: It still is after so many seconds: saving then could undo what it does.
    """
    until = time.monotonic() + patience_s
    while at_work(folder):
        if time.monotonic() > until:
            what = f"git has been changing files of this library for {patience_s:g} seconds"
            raise UnwritableError(what, place=folder, remedy="wait until it is done, and try again")
        time.sleep(_STEP_SECONDS)  # noqa: TID251 - git tells nobody when it is done


def at_work(folder: Path) -> bool:
    """Whether git is changing files of the repository that a folder lies in, or has just begun to; outside of one it is not."""
    repository = _repository(folder)
    if repository is None:
        return False
    lock = repository / "index.lock"
    if (age := _age(lock)) < _OLD_SECONDS or any(_age(repository / name) < _FRESH_SECONDS for name in _BEGUN):
        return True
    return age < math.inf and _is_held(lock)


def _is_held(lock: Path) -> bool:
    """Whether a process is seen that has an empty lock open: only Linux shows that, and only of one's own processes."""
    try:
        empty, name = not lock.stat().st_size, str(lock.resolve())
    except OSError:
        return False
    return empty and name in _open_files()


def _open_files() -> Iterator[str]:
    """The names of all files that are open, as far as they can be seen."""
    for process in filter(str.isdecimal, _listed(_PROCESSES)):
        folder = _PROCESSES / process / "fd"
        for number in _listed(folder):
            with suppress(OSError):
                yield os.readlink(folder / number)  # noqa: PTH115 - a Path would read "pipe:[1]" as a name too


def _listed(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208 - names are all that is wanted of thousands
    except OSError:
        return []


def _age(path: Path) -> float:
    """How many seconds ago a file was changed; of one that is not there, or is of the future, endlessly many."""
    try:
        age = time.time() - path.stat().st_mtime
    except OSError:
        return math.inf
    return age if age > -_FRESH_SECONDS else math.inf


def _repository(folder: Path) -> Path | None:
    """The folder of git itself; a worktree and a submodule have a file there that names it."""
    for place in (folder, *folder.absolute().parents):
        git = place / ".git"
        if git.is_dir():
            return git
        if git.is_file():
            return _named(git)
    return None


def _named(git: Path) -> Path | None:
    try:
        words = git.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return None
    key, _, name = words.strip().partition(": ")
    return git.parent / name if key == "gitdir" and name and "\0" not in name else None
