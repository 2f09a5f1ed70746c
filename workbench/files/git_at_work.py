"""Waiting while git changes files: it knows nothing of our lock, and takes a file away before it puts the new one in its place.

Whoever saves in between would take the file for missing, or put back what git has just replaced. git holds `index.lock` as
long as it may do that. It also holds it while somebody writes the message of a commit, and leaves it behind
when it is killed, so an old one means nothing.
"""

from __future__ import annotations

import time
from pathlib import Path

_OLD_SECONDS = 10
"""How old a lock is that nobody waits for any more."""
_STEP_SECONDS = 0.01


def wait(folder: Path) -> None:
    """Wait until git is not at work in the repository that a folder lies in, at most until its lock is old."""
    while at_work(folder):
        time.sleep(_STEP_SECONDS)  # noqa: TID251 - git tells nobody when it is done


def at_work(folder: Path) -> bool:
    """Whether git holds a recent lock on the repository that a folder lies in; outside of one it does not."""
    repository = _repository(folder)
    try:
        return repository is not None and time.time() - (repository / "index.lock").stat().st_mtime < _OLD_SECONDS
    except OSError:
        return False


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
