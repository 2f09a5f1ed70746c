"""One writer at a time.

The lock of a folder is the file `.local/lock` in it. It lies beside what it guards, because locks on network shares only work
between machines if all lock the same file; and `.local` ignores itself for git (it holds a `.gitignore` with `*`), so
that a library made by hand or by an older workbench is not littered. Reading needs no lock: files are
replaced whole (`workbench.files.atomic`). The system lets go of a lock when its process ends, however it ends.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from workbench.errors import UnwritableError
from workbench.files import atomic, git_at_work

LOCAL = ".local"
"""The folder for what belongs to this copy of a library only."""


@contextlib.contextmanager
def locked(folder: Path, timeout_s: float = 10.0) -> Iterator[None]:
    """Hold the lock of a folder; a thread that holds it may take it again. While git changes files there it is waited for.

    Args:
        folder: What is guarded: the library.
        timeout_s: How long to wait for another writer, in seconds.

    Raises:
        UnwritableError: The folder cannot be written, or another writer held the lock all the time.
    """
    from filelock import FileLock, Timeout  # 41 ms, and most runs never write

    path = _lock_file(folder)
    lock = FileLock(path, is_singleton=True)
    try:
        lock.acquire(timeout=timeout_s, poll_interval=0.01)
    except Timeout:
        raise UnwritableError(
            f"another program has been writing to this library for {timeout_s:g} seconds",
            place=path,
            remedy="wait until it is done, or end it, and try again",
        ) from None
    except (OSError, NotImplementedError) as error:
        raise UnwritableError(
            f"the library cannot be locked for writing: {error}",
            place=path,
            remedy="keep the library on a file system with locks that you can write to",
        ) from error
    try:
        git_at_work.wait(folder)
        yield
    finally:
        lock.release()


def private_folder(path: Path) -> None:
    """Make a folder that git does not see.

    Raises:
        UnwritableError: It cannot be made.
    """
    atomic.make_folder(path)
    with contextlib.suppress(FileExistsError):
        if not (path / ".gitignore").exists():
            atomic.create(path / ".gitignore", b"*\n")


def _lock_file(folder: Path) -> Path:
    """The lock file's path, its folder made.

    Raises:
        UnwritableError: It is a link: opening it would empty whatever file it leads to.
    """
    private_folder(folder / LOCAL)
    path = folder / LOCAL / "lock"
    if path.is_symlink() or path.parent.is_symlink():
        raise UnwritableError("the lock is a symbolic link", place=path, remedy="remove it")
    return path
