"""Files in a zip archive (.docx, .epub, .qdpx), read without believing what the archive says of their size.

Nothing is unpacked to disk, no name in an archive is ever used as a path, and archives inside archives are not opened.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Final

from workbench.errors import DataError

LARGEST_MEMBER: Final = 64 * 1024 * 1024
"""Bytes of one unpacked file, where nobody says otherwise."""

MOST_MEMBERS: Final = 20_000
"""Files an archive may list."""

_STEP: Final = 1024 * 1024


class Zipped:
    """An archive in memory; every file asked for counts towards what may be unpacked of it.

    Args:
        raw: The archive.
        what: What it is, as the message says it.
        largest: Bytes of one unpacked file; of all together twice as many.

    Raises:
        DataError: The bytes are no archive, or list too many files.
    """

    def __init__(self, raw: bytes, what: str, largest: int = LARGEST_MEMBER) -> None:
        self._what = what
        self._largest = largest
        self._left = 2 * largest
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(raw))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise DataError(f"this is not a whole {what} file: {error}", remedy="get it anew") from None
        self._entries = {entry.filename: entry for entry in self._zip.infolist()}
        if len(self._entries) > MOST_MEMBERS:
            raise DataError(f"an archive of {len(self._entries):,} files", remedy=f"at most {MOST_MEMBERS:,}")

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    @property
    def names(self) -> list[str]:
        """The names it lists: text from outside."""
        return list(self._entries)

    def read(self, name: str) -> bytes:
        """A file in the archive; empty bytes where it has none of that name.

        Raises:
            DataError: It is encrypted, damaged, or unpacks to more than is read.
        """
        entry = self._entries.get(name)
        if entry is None:
            return b""
        if entry.flag_bits & 1:
            raise DataError(f"the {self._what} file is encrypted", remedy="save it without a password")
        try:
            return self._unpacked(entry)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
            raise DataError(f"the {self._what} file is damaged: {error}", remedy="get it anew") from None

    def _unpacked(self, entry: zipfile.ZipInfo) -> bytes:
        """What is unpacked is counted: the size that the archive states may be a lie."""
        pieces: list[bytes] = []
        size = 0
        with self._zip.open(entry) as file:
            while piece := file.read(_STEP):
                pieces.append(piece)
                size += len(piece)
                self._left -= len(piece)
                if size > self._largest or self._left < 0:
                    raise DataError(
                        f"the {self._what} file unpacks to more than {self._largest // 2**20} MB",
                        remedy="it may be made to do harm; save its text anew",
                    )
        return b"".join(pieces)
