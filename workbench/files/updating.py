"""Changing a file that other programs change too: those that know our lock wait for it, and what the others did is taken up."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from workbench.errors import ConflictError
from workbench.files import atomic, git_at_work
from workbench.files.lock import locked

T = TypeVar("T")
_TRIES = 20


def update(folder: Path, path: Path, change: Callable[[], tuple[str | None, T]]) -> T:
    """Write what a change makes of a file as it is on disk; durable when this returns.

    An editor and git know nothing of the lock. So right before the file is replaced it is looked at again, and if it is another by
    then the change is made anew; while git is at work nothing is written.

    Args:
        folder: The library, whose lock is held.
        path: The file; it need not be there.
        change: Reads the file and gives its new text, None if it stays as it is, and whatever the caller wants to know.

    Returns:
        What the last call of `change` gave.

    Raises:
        ConflictError: Another program changed the file again and again.
        UnwritableError: The library cannot be written.
    """
    with locked(folder):
        for _ in range(_TRIES):
            git_at_work.wait(folder)
            seen = _seen(path)
            text, result = change()
            if text is None or _put(folder, path, text, seen):
                return result
    raise ConflictError("another program changes it all the time", place=path, remedy="end that program, and try again")


def _put(folder: Path, path: Path, text: str, seen: os.stat_result | None) -> bool:
    """Write a file unless somebody else was at it."""
    if seen is None and path.is_symlink():
        return atomic.write_text(path, text)  # it says in words that the link leads nowhere
    if seen is None:
        try:
            atomic.create_text(path, text)
        except FileExistsError:
            return False
        return True
    return atomic.write_text(path, text, unless=lambda: git_at_work.at_work(folder) or not _same(_seen(path), seen))


def _seen(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None


def _same(one: os.stat_result | None, other: os.stat_result) -> bool:
    keys = ("st_ino", "st_size", "st_mtime_ns", "st_ctime_ns")
    return one is not None and all(getattr(one, key) == getattr(other, key) for key in keys)
