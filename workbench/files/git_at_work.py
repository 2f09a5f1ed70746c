"""Waiting while git changes files: it knows nothing of our lock, and takes a file away before it puts the new one in its place.

Whoever saves in between would take the file for missing, or put back what git has just replaced. git holds `index.lock` as
long as it changes files. It also holds it while somebody writes the message of a commit, and leaves it behind when it is
killed, so an old one means nothing. A merge that it refuses because of changes that are not committed it takes back in several
steps, without the lock in between; that it began one is told by the files it writes first.
"""

from __future__ import annotations

import math
import time
from pathlib import Path

_OLD_SECONDS = 10
"""How old a lock is that nobody waits for any more."""
_BEGUN = ("FETCH_HEAD", "ORIG_HEAD", "refs/stash")
"""What git writes when it begins to pull, to merge, to reset, or to put changes aside."""
_FRESH_SECONDS = 2
"""How long after that it is given to come to an end."""
_STEP_SECONDS = 0.01


def wait(folder: Path) -> None:
    """Wait until git is not at work in the repository that a folder lies in, at most until what tells of it is old."""
    while at_work(folder):
        time.sleep(_STEP_SECONDS)  # noqa: TID251 - git tells nobody when it is done


def at_work(folder: Path) -> bool:
    """Whether git is changing files of the repository that a folder lies in, or has just begun to; outside of one it is not."""
    repository = _repository(folder)
    if repository is None:
        return False
    return _age(repository / "index.lock") < _OLD_SECONDS or any(_age(repository / name) < _FRESH_SECONDS for name in _BEGUN)


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
