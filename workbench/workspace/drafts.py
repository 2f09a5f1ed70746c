"""What an import begins with: the files that its arguments name, and the sources in them."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from glob import glob, has_magic
from pathlib import Path
from typing import Final

from msgspec import Struct

from workbench.cleaning.decode import LARGEST_SOURCE
from workbench.cleaning.readers import MEDIA_TYPES
from workbench.errors import DataError, WorkbenchError
from workbench.records.cleaned import Cleaned
from workbench.records.page import Statement
from workbench.workspace import places

_CONTAINERS: Final = frozenset({".jsonl"})
"""Suffixes of files that hold several sources."""

Refuse = Callable[[str, WorkbenchError | str], None]
"""Takes the name of what cannot be imported, and why."""


class Draft(Struct, frozen=True, kw_only=True):
    """A source on its way into the library."""

    path: str
    """The file, or FILE:LINE, FILE#NUMBER of one of several in it."""
    raw: bytes
    suffix: str
    media_type: str = ""
    cleaned: Cleaned | None = None
    """What it is made of, where its text is taken as clean; otherwise the cleaner is asked."""
    statements: tuple[Statement, ...] = ()
    """What the file around it states of it."""
    captured: str | None = None
    """When it was captured, UTC, if the file around it says so."""
    original_id: str | None = None
    stem: str = ""
    tags: tuple[str, ...] = ()


def files(paths: Iterable[str], refuse: Refuse) -> Iterator[Path]:
    """The files that the arguments name, each once, in a stable order; what names none is refused."""
    seen: set[Path] = set()
    for name in paths:
        try:
            found = _named(name, refuse)
        except OSError as error:
            refuse(name, f"cannot be read: {error.strerror}")
            continue
        for file in found:
            if file not in seen and not file.is_dir():
                seen.add(file)
                yield file


def _named(name: str, refuse: Refuse) -> list[Path]:
    """The files that one argument names.

    Raises:
        OSError: The system cannot look there.
    """
    path = places.home_expanded(name)
    if path.is_dir():
        found = list(_below(path, refuse))
    elif os.path.lexists(path):
        found = [path]
    else:
        found = [Path(one) for one in sorted(glob(str(path), recursive=True))] if has_magic(str(path)) else []  # noqa: PTH207 - as typed
    if not found:
        refuse(name, "there is nothing here to import" if path.is_dir() else "there is no such file")
    return found


def _below(folder: Path, refuse: Refuse) -> Iterator[Path]:
    """What can be imported of a folder and those in it, hidden ones and links to folders aside; one that cannot be read is refused."""

    def unreadable(error: OSError) -> None:
        refuse(str(error.filename), f"cannot be read: {error.strerror}")

    for where, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and Path(name).suffix.lower() in {*MEDIA_TYPES, *_CONTAINERS}:
                yield Path(where, name)


def drafts(file: Path, refuse: Refuse) -> Iterator[Draft]:
    """The sources in a file: itself, or those that it holds; what cannot be read is refused."""
    suffix = file.suffix.lower()
    try:
        _refuse_unusual(file)
        if suffix == ".jsonl":
            from workbench.workspace.rows import drafts_of_rows

            yield from drafts_of_rows(file, refuse)
            return
        raw = file.read_bytes()
    except OSError as error:
        refuse(str(file), f"cannot be read: {error.strerror}")
    except WorkbenchError as error:
        refuse(str(file), error)
    else:
        yield Draft(path=str(file), raw=raw, suffix=suffix, media_type=MEDIA_TYPES[suffix], stem=file.stem)


def number_of(file: Path) -> int:
    """How many sources a file holds, as far as one can tell without reading them: for the progress of an import."""
    return _rows(file) if file.suffix.lower() == ".jsonl" else 1


def _refuse_unusual(file: Path) -> None:
    suffix = file.suffix.lower()
    if suffix not in MEDIA_TYPES and suffix not in _CONTAINERS:
        known = ", ".join([*MEDIA_TYPES, *_CONTAINERS])
        raise DataError(f"files of this kind ({suffix or 'no suffix'}) are not imported yet", remedy=f"there are: {known}")
    status = file.stat()
    if not stat.S_ISREG(status.st_mode):
        raise DataError("this is not a regular file")
    if file.suffix.lower() != ".jsonl" and status.st_size > LARGEST_SOURCE:
        raise DataError(f"the file is too large: {status.st_size / 2**20:,.0f} MB, at most {LARGEST_SOURCE // 2**20}")


def _rows(file: Path) -> int:
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            return 1
        with file.open("rb") as lines:
            return sum(1 for line in lines if line.strip()) or 1
    except OSError:
        return 1
