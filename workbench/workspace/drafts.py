"""What an import begins with: the files that its arguments name, and the sources in them."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from glob import glob, has_magic
from pathlib import Path
from typing import Final

from msgspec import Struct

from workbench.cleaning import containers
from workbench.cleaning.decode import LARGEST_SOURCE
from workbench.cleaning.readers import MEDIA_TYPES
from workbench.cleaning.readers.recognising import may_be_read, media_type_of, suffix_of
from workbench.errors import DataError, WorkbenchError
from workbench.records.cleaned import Cleaned
from workbench.records.page import Statement
from workbench.workspace import places

_CONTAINERS: Final = frozenset({".jsonl", ".json", *containers.SUFFIXES})
"""Suffixes of files that hold several sources; each source is bounded by itself."""

_BEGINNINGS: Final = {
    ".json": re.compile(rb'\A\s*(?:\xef\xbb\xbf)?\[\s*\{(?=.*"type"\s*:)', re.DOTALL),
    ".xml": re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE),
}
"""How files of a folder begin that hold references or a feed."""

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
    """What can be imported of a folder and those in it, hidden ones and links to folders aside; what cannot be read is refused.

    A link to a file is refused as well: a folder comes from other people, and a link in it must not lead into your own files.
    """

    def unreadable(error: OSError) -> None:
        refuse(str(error.filename), f"cannot be read: {error.strerror}")

    for where, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(where, name)
            if name.startswith(".") or suffix_of(name) not in {*MEDIA_TYPES, *_CONTAINERS}:
                continue
            if file.is_symlink():
                refuse(str(file), "this is a link; name the file itself to import it")
            elif _is_meant(file):
                yield file


def _is_meant(file: Path) -> bool:
    """Whether a file of a folder is one of ours: many programs keep their own in JSON and XML, which nobody asked to import."""
    begins = _BEGINNINGS.get(suffix_of(file.name))
    if begins is None:
        return True
    try:
        with file.open("rb") as source:
            return begins.search(source.read(4096)) is not None
    except OSError:
        return True  # it is refused with its reason when it is read


def drafts(file: Path, refuse: Refuse) -> Iterator[Draft]:
    """The sources in a file: itself, or those that it holds; what cannot be read is refused."""
    suffix = suffix_of(file.name)
    try:
        _refuse_unusual(file)
        if suffix in _CONTAINERS:
            yield from _held(file, suffix, refuse)
            return
        raw = file.read_bytes()
        media_type = media_type_of(suffix, raw)
    except OSError as error:
        refuse(str(file), f"cannot be read: {error.strerror}")
    except WorkbenchError as error:
        refuse(str(file), error)
    else:
        yield Draft(path=str(file), raw=raw, suffix=suffix, media_type=media_type, stem=file.stem)


def _held(file: Path, suffix: str, refuse: Refuse) -> Iterator[Draft]:
    """The sources that a file holds.

    Raises:
        DataError: It cannot be read at all.
        OSError: The system does not let one read it.
    """
    if suffix == ".jsonl":
        from workbench.workspace.rows import drafts_of_rows

        yield from drafts_of_rows(file, refuse)
    elif suffix == ".json":
        from workbench.workspace.references import drafts_of_items

        yield from drafts_of_items(file, refuse)
    else:
        yield from _members(file, suffix, refuse)


def _members(file: Path, suffix: str, refuse: Refuse) -> Iterator[Draft]:
    with file.open("rb") as source:
        for member in containers.members(source, suffix, lambda place, said: refuse(f"{file}{place}", said)):
            yield Draft(
                path=f"{file}{member.place}",
                raw=member.raw,
                suffix=member.suffix,
                media_type=member.media_type,
                statements=member.statements,
                captured=member.captured,
                stem=file.name.partition(".")[0],
            )


def number_of(files: Iterable[Path]) -> int:
    """How many sources files hold, for the progress of an import; 0 where nobody knows without reading them (feeds, web archives)."""
    numbers = [_rows(file) if suffix_of(file.name) == ".jsonl" else suffix_of(file.name) not in _CONTAINERS for file in files]
    return sum(numbers) if all(numbers) else 0


def _refuse_unusual(file: Path) -> None:
    suffix = suffix_of(file.name)
    status = file.stat()
    if not stat.S_ISREG(status.st_mode):
        raise DataError("this is not a regular file")
    if suffix not in _CONTAINERS and status.st_size > LARGEST_SOURCE:
        raise DataError(f"the file is too large: {status.st_size / 2**20:,.0f} MB, at most {LARGEST_SOURCE // 2**20}")
    if suffix not in MEDIA_TYPES and suffix not in _CONTAINERS and not may_be_read(suffix):
        known = ", ".join([*MEDIA_TYPES, *sorted(_CONTAINERS)])
        raise DataError(f"files of this kind ({suffix or 'no suffix'}) are not imported yet", remedy=f"there are: {known}")


def _rows(file: Path) -> int:
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            return 1
        with file.open("rb") as lines:
            return sum(1 for line in lines if line.strip()) or 1
    except OSError:
        return 1
