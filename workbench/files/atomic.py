"""Writing files so that a crash at any moment leaves the old file or the new one, whole.

A file is written beside its place under a name of ours, synced, put in its place by one system call, and the folder is
synced. `docs/durability.md` goes through every crash position. What the bytes mean is not known here.

A name that is a symbolic link is written through: the file that it names is replaced and the link stays, but only where that
file lies in the same folder or below it. A library comes from other people, and a link in it must not
lead a save into a person's own files.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from workbench.errors import UnwritableError, UsageError

TEMPORARY_PREFIX = ".workbench-"
"""How the names of our temporary files begin. One that a crash left behind is of no use to anybody."""

_REASONS = {
    errno.ENOSPC: ("the disk is full", "free some space and try again: the file is as it was"),
    errno.EDQUOT: ("your disk quota is used up", "free some space and try again: the file is as it was"),
    errno.EROFS: ("the file system is read-only", "copy the library to a place you can write to"),
    errno.EACCES: ("permission denied", "ask for write permission on the folder, or copy the library"),
    errno.EPERM: ("the system does not permit it", "ask for write permission on the folder, or copy the library"),
    errno.ENAMETOOLONG: ("the name is too long for this file system", "choose a shorter name"),
}


def write(path: Path, data: bytes, *, unless: Callable[[], bool] | None = None) -> bool:
    """Put `data` in the place of a file, or make it; durable when this returns.

    The permissions of a file that was there are kept. Missing folders are made.

    Args:
        path: The file; a symbolic link is written through, as the module says.
        data: All of its new content.
        unless: Asked when only the last step is left; if it says so, the file stays as it is.

    Returns:
        Whether it was written.

    Raises:
        UnwritableError: The file cannot be written; what was there is untouched.
    """
    with _in_words(path):
        target = _behind_links(path)
        make_folder(target.parent)
        with _temporary(target, data) as temporary:
            if unless and unless():
                return False
            temporary.replace(target)
        _sync_folder(target.parent)
    return True


def create(path: Path, data: bytes) -> None:
    """Make a file that is not there yet; durable when this returns. Missing folders are made.

    Args:
        path: The new file; anything of that name, even a broken link, counts as being there.
        data: All of its content.

    Raises:
        FileExistsError: Something of that name is there; it is untouched.
        UnwritableError: The file cannot be written; nothing is left behind.
    """
    with _in_words(path):
        make_folder(path.parent)
        with _temporary(path, data) as temporary:
            _link(temporary, path)
        _sync_folder(path.parent)


def move(path: Path, target: Path) -> None:
    """Give a file another name or folder on the same file system; durable when this returns.

    The caller holds the library's lock: that nothing is at `target` is looked up first, not guaranteed by the system.

    Raises:
        FileExistsError: Something is at `target`.
        UnwritableError: The file cannot be moved.
    """
    with _in_words(target):
        make_folder(target.parent)
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, "there is a file of that name", str(target))
        path.rename(target)
        _sync_folder(target.parent)
        _sync_folder(path.parent)


def remove(path: Path) -> None:
    """Remove a file if it is there; durable when this returns.

    Raises:
        UnwritableError: The file cannot be removed.
    """
    with _in_words(path), contextlib.suppress(FileNotFoundError):
        path.unlink()
        _sync_folder(path.parent)


def make_folder(path: Path) -> None:
    """Make a folder and those above it where they are missing; durable when this returns.

    Raises:
        UnwritableError: A folder cannot be made.
    """
    with _in_words(path):
        if path.is_dir():
            return
        make_folder(path.parent)
        try:
            path.mkdir(exist_ok=True)
        except FileExistsError:
            raise UnwritableError("a file is where a folder has to be", place=path, remedy="move the file away") from None
        _sync_folder(path.parent)


def remove_folder(path: Path) -> None:
    """Remove a folder if it is there and empty.

    Raises:
        UnwritableError: An empty folder cannot be removed.
    """
    with _in_words(path):
        try:
            path.rmdir()
        except FileNotFoundError:
            return
        except OSError as error:
            if error.errno not in {errno.ENOTEMPTY, errno.EEXIST}:
                raise


@contextlib.contextmanager
def _temporary(target: Path, data: bytes) -> Iterator[Path]:
    """A synced file with `data` beside `target`; removed at the end unless it was put in its place."""
    temporary = target.with_name(f"{TEMPORARY_PREFIX}{os.urandom(6).hex()}.tmp")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        try:
            _fill(descriptor, data, target)
        finally:
            os.close(descriptor)
        yield temporary
    finally:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()


def _fill(descriptor: int, data: bytes, target: Path) -> None:
    """Write and sync everything, with the permissions of the file that is at `target` now."""
    remaining = memoryview(data)
    while remaining:
        remaining = remaining[os.write(descriptor, remaining) :]
    with contextlib.suppress(FileNotFoundError):
        mode = stat.S_IMODE(target.stat().st_mode)
        if hasattr(os, "fchmod"):
            os.fchmod(descriptor, mode)
    os.fsync(descriptor)


def _link(temporary: Path, path: Path) -> None:
    """Give the temporary file its name, which fails if the name is taken; where links are unknown, look first.

    Raises:
        FileExistsError: The name is taken.
        OSError: The system refuses for another reason.
    """
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError as error:
        # FAT, some network shares and Android's storage know no hard links.
        if error.errno not in {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EACCES}:
            raise
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, "there is a file of that name", str(path)) from error
        temporary.rename(path)


def _sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, where the system can (Windows cannot, and need not: NTFS journals them).

    Raises:
        OSError: The disk failed, or is full.
    """
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some network and FUSE file systems refuse to sync a folder; the file itself is synced.
        if error.errno not in {errno.EINVAL, errno.ENOTSUP, errno.EBADF}:
            raise
    finally:
        os.close(descriptor)


def _behind_links(path: Path) -> Path:
    """The file to replace: `path`, or what the link there names.

    Raises:
        UnwritableError: The link leads out of its folder, to itself, or nowhere.
    """
    if not path.is_symlink():
        return path
    try:
        target = path.resolve(strict=True)
        inside = target.is_relative_to(path.parent.resolve(strict=True))
    except (OSError, RuntimeError) as error:  # a loop is a RuntimeError before Python 3.13
        raise UnwritableError("a symbolic link that leads nowhere", place=path, remedy="remove the link") from error
    if not inside:
        raise UnwritableError(
            "a symbolic link that leads out of its folder is not written through",
            place=path,
            remedy=f"put the file itself here in place of the link to {target}",
        )
    return target


@contextlib.contextmanager
def _in_words(path: Path) -> Iterator[None]:
    """Turn what the system says into what a person can act on.

    Raises:
        FileExistsError: As the system says it: callers act on it.
        UnwritableError: In place of any other error of the system.
    """
    try:
        yield
    except FileExistsError:
        raise
    except OSError as error:
        words, remedy = _REASONS.get(error.errno or 0, (error.strerror or str(error), "see whether the folder can be written to"))
        raise UnwritableError(f"cannot be written: {words}", place=path, remedy=remedy) from error


def write_text(path: Path, text: str, *, unless: Callable[[], bool] | None = None) -> bool:
    """`write` a text as UTF-8, line ends untouched.

    Raises:
        UnwritableError: The file cannot be written.
        UsageError: The text holds half of a surrogate pair.
    """
    return write(path, encode(text, path), unless=unless)


def create_text(path: Path, text: str) -> None:
    """`create` a file with a text as UTF-8, line ends untouched.

    Raises:
        FileExistsError: Something of that name is there.
        UnwritableError: The file cannot be written.
        UsageError: The text holds half of a surrogate pair.
    """
    create(path, encode(text, path))


def encode(text: str, path: Path) -> bytes:
    """The UTF-8 of a text.

    Raises:
        UsageError: The text holds half of a surrogate pair, which UTF-8 has no form for.
    """
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        code = ord(text[error.start])
        raise UsageError(
            f"the text holds U+{code:04X}, half of a surrogate pair, and cannot be saved",
            place=path,
            remedy="remove that character",
        ) from error
