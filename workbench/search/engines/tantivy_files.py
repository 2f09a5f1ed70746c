"""The files of a tantivy index: whether they are all there and undamaged.

Tantivy checks little of what it reads, and panics where it stumbles; so this is looked at before it is let in.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from struct import Struct, error
from typing import Any, BinaryIO
from zlib import crc32

_FOOTER = Struct("<II")
"""What every file of a segment ends with: the length of what is known of the file, in JSON before it, and MAGIC."""

_MAGIC = 1337
_PARTS = ("fast", "fieldnorm", "idx", "pos", "store", "term")
"""The files of a segment."""

_CHUNK = 1 << 20
_ATTEMPTS = 5


def state(folder: Path) -> tuple[int, ...]:
    """What changes with each commit."""
    stat = (folder / "meta.json").stat()
    return stat.st_mtime_ns, stat.st_ino, stat.st_size


def has_deleted(folder: Path) -> bool:
    """Whether there are deleted articles that are not merged away yet."""
    return any(segment["deletes"] for segment in _segments(folder))


def size(folder: Path) -> int:
    """Bytes of all files that are there."""
    return sum(map(_size, _files(folder)))


def is_whole(folder: Path, *, read: bool) -> bool:
    """Whether all files of the index are there and were written to their ends.

    Args:
        folder: The index.
        read: Look at each byte, as the checksums do: a second for 1 GB.

    Raises:
        OSError, ValueError, KeyError, TypeError: The list of the files cannot be read.
    """
    for _ in range(_ATTEMPTS):
        seen = state(folder)
        if all(_is_complete(file, read=read) for file in _files(folder)):
            return True
        # Another process may have taken some away: then it has written which there are now.
        if seen == state(folder):
            return False
    return True


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return 0


def _segments(folder: Path) -> list[dict[str, Any]]:
    segments: list[dict[str, Any]] = json.loads((folder / "meta.json").read_text(encoding="utf-8"))["segments"]
    return segments


def _files(folder: Path) -> Iterator[Path]:
    return (folder / name for segment in _segments(folder) for name in _names(segment))


def _names(segment: Mapping[str, Any]) -> Iterator[str]:
    name = segment["segment_id"].replace("-", "")
    yield from (f"{name}.{part}" for part in _PARTS)
    if segment["deletes"]:
        yield f"{name}.{segment['deletes']['opstamp']}.del"


def _is_complete(file: Path, *, read: bool) -> bool:
    try:
        with file.open("rb") as opened:
            opened.seek(-_FOOTER.size, 2)
            length, magic = _FOOTER.unpack(opened.read())
            begin = opened.seek(-_FOOTER.size - length, 2)
            stated = json.loads(opened.read(length))["crc"]
            opened.seek(0)
            return magic == _MAGIC and (not read or stated == _checksum(opened, begin))
    except (OSError, ValueError, KeyError, TypeError, error):
        return False


def _checksum(opened: BinaryIO, length: int) -> int:
    found = 0
    while length and (chunk := opened.read(min(length, _CHUNK))):
        found = crc32(chunk, found)
        length -= len(chunk)
    return found
