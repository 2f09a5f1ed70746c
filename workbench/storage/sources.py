"""Sources on disk: `library/sources/`, what was collected, byte for byte, and how it was read.

`<id><suffix>` holds the raw bytes, written once. `<id>.rendition.txt` is the visible text whose lines decisions count in, where the
raw file is not plain text itself. `<id>.cleaning.yaml` holds the decisions, one a line (`workbench.storage.decisions`).
"""

from __future__ import annotations

import hashlib
import re
import stat
from collections.abc import Container
from pathlib import Path

from workbench.errors import ConflictError, DataError, NotFoundError, Problem, UsageError
from workbench.files import atomic, reading
from workbench.records.source import Source
from workbench.storage import ids

FOLDER = "sources"
_SUFFIX = re.compile(r"\.[a-z0-9]{1,10}", re.ASCII)


def folder_of(library: Path) -> Path:
    """The folder of the raw files."""
    return library / FOLDER


def store(library: Path, article_id: str, suffix: str, raw: bytes) -> str:
    """Keep raw bytes, once and for ever; durable when this returns.

    Args:
        library: The library's folder.
        article_id: The id of the article that is made of them.
        suffix: The suffix of the file they came in, with its dot; `.bin` is taken for one that is no plain word.
        raw: The bytes as they came.

    Returns:
        The name of the file, for `Source.file`.

    Raises:
        ConflictError: There is a source of that name with other bytes.
        UnwritableError: The library cannot be written.
        UsageError: It is no article id.
    """
    suffix = suffix.lower() if _SUFFIX.fullmatch(suffix.lower()) else ".bin"
    path = _path(library, article_id, suffix)
    _create(path, raw)
    return path.name


def keep_rendition(library: Path, article_id: str, text: str) -> None:
    """Keep the visible text of a source that is not plain text; durable when this returns.

    Raises:
        ConflictError: There is another one already.
        UnwritableError: The library cannot be written.
        UsageError: It is no article id, or the text holds half of a surrogate pair.
    """
    path = _path(library, article_id, ".rendition.txt")
    _create(path, atomic.encode(text, path))


def read_rendition(library: Path, article_id: str) -> str | None:
    """The visible text of a source; None if the raw file is plain text itself.

    Raises:
        FormatError: It is not UTF-8.
        DataError: It cannot be read.
        UsageError: It is no article id.
    """
    path = _path(library, article_id, ".rendition.txt")
    try:
        data = reading.read_bytes(path, limit_bytes=None)
    except FileNotFoundError:
        return None
    # A byte order mark is part of the text here: decisions count in it.
    return ("\ufeff" if data.startswith(b"\xef\xbb\xbf") else "") + reading.decode(data, path)


def path_of(library: Path, source: Source) -> Path:
    """The raw file of a source, whether or not it is there.

    Raises:
        UsageError: `file` is no plain name, and might lead out of the library.
    """
    if Path(source.file).name != source.file or source.file in {"", ".", ".."} or "\\" in source.file:
        raise UsageError(f"{source.file!r} is no file name of library/sources")
    return folder_of(library) / source.file


def read_raw(library: Path, source: Source) -> bytes:
    """The raw bytes of a source, whatever their SHA-256.

    Raises:
        NotFoundError: The file is gone.
        DataError: It cannot be read.
        UsageError: `file` is no plain name.
    """
    path = path_of(library, source)
    try:
        return reading.read_bytes(path, limit_bytes=None)
    except FileNotFoundError:
        raise NotFoundError(f"no source {source.file}", place=path, remedy="bring it back from git or a backup") from None


def verify(library: Path, source: Source) -> Problem | None:
    """Whether a raw file still has the SHA-256 it was collected with: what is wrong, or None.

    Raises:
        DataError: The file cannot be read.
        UsageError: `file` is no plain name.
    """
    return _verified(path_of(library, source), source.sha256, "the source")


def verify_rendition(library: Path, article_id: str, source: Source) -> Problem | None:
    """Whether the rendition kept beside a raw file is the one that was made of it: what is wrong, or None.

    Raises:
        DataError: The file cannot be read.
        UsageError: It is no article id.
    """
    if source.rendition is None:
        return None
    return _verified(_path(library, article_id, ".rendition.txt"), source.rendition, "the visible text of the source")


def _verified(path: Path, sha256: str, what: str) -> Problem | None:
    """Whether a file has the SHA-256 that was recorded: what is wrong, or None."""
    try:
        found = sha256_of(path)
    except FileNotFoundError:
        return Problem("error", path, None, f"{what} is missing", "bring it back from git or a backup")
    if found == sha256:
        return None
    fix = "bring it back from git or a backup; see that `.gitattributes` says `library/sources/** -text`"
    return Problem("error", path, None, f"{what} was changed: its SHA-256 is {found}, not {sha256}", fix)


def leftovers(library: Path, known: Container[str]) -> list[Path]:
    """Raw files without an article, by name: an import was cut off behind them, or the article's file was deleted by hand.

    Args:
        library: The library's folder.
        known: The ids of all articles, those in the trash included.
    """
    folder = folder_of(library)
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return [
        path
        for path in found
        if ids.is_article_id(name := path.name.partition(".")[0])
        and name not in known
        and not path.name.endswith((".cleaning.yaml", ".rendition.txt"))
        and path.is_file()
    ]


def files_of(library: Path, article_id: str) -> list[Path]:
    """Every file of an article's source, by name: raw, rendition, decisions.

    Raises:
        UsageError: It is no article id.
    """
    _require_id(article_id)
    return sorted(folder_of(library).glob(f"{article_id}.*"))


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, 64 hexadecimal digits, read in pieces.

    Raises:
        FileNotFoundError: There is no such file.
        DataError: It is no regular file (reading a pipe may never end) or cannot be read.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise DataError("not a regular file", place=path, remedy="move it out of the library")
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", place=path, remedy="see to its permissions") from error


def sha256_of_bytes(data: bytes) -> str:
    """The SHA-256 of bytes, 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def _path(library: Path, article_id: str, suffix: str) -> Path:
    _require_id(article_id)
    return folder_of(library) / f"{article_id}{suffix}"


def _require_id(article_id: str) -> None:
    if not ids.is_article_id(article_id):
        raise UsageError(f"{article_id!r} is no article id", remedy="ids have a-z, 0-9 and -, and do not begin with x-")


def _create(path: Path, data: bytes) -> None:
    """Make a file, unless it is there with the same bytes: an import that was cut short is taken up again.

    Raises:
        ConflictError: It is there with other bytes.
    """
    try:
        atomic.create(path, data)
    except FileExistsError as error:
        if path.is_file() and reading.read_bytes(path, limit_bytes=None) == data:
            return
        raise ConflictError("there is another source of that name", place=path, remedy="choose another id") from error
