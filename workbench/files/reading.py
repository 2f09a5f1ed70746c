"""Reading files of a library: regular files of a bounded size, as bytes or as UTF-8 text."""

from __future__ import annotations

import stat
from pathlib import Path

from workbench.errors import DataError, FormatError, Place

LIMIT_BYTES = 64 * 1024 * 1024
"""No file that a person reads or edits is larger; a larger one is damage or an attack."""

_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_BYTE_ORDER_MARK = "\ufeff"


def read_bytes(path: Path, limit_bytes: int | None = LIMIT_BYTES) -> bytes:
    """Read a whole file.

    Args:
        path: A regular file; a device or a pipe is refused, since reading one may never end.
        limit_bytes: The largest file to read, None for any size.

    Raises:
        FileNotFoundError: There is no such file.
        FormatError: It is larger than the limit.
        DataError: It is no regular file or cannot be read.
    """
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            raise DataError("not a regular file", place=path, remedy="move it out of the library")
        with path.open("rb") as file:
            data = file.read() if limit_bytes is None else file.read(limit_bytes + 1)
    except FileNotFoundError:
        raise
    except OSError as error:
        words = error.strerror or str(error)
        raise DataError(f"cannot be read: {words}", place=path, remedy="see to its permissions") from error
    if limit_bytes is not None and len(data) > limit_bytes:
        raise FormatError(f"larger than {limit_bytes // 1024 // 1024} MB", place=path, remedy="divide it, or move it away")
    return data


def decode(data: bytes, path: Path) -> str:
    """Decode UTF-8, line ends untouched; a byte order mark, which some editors put in front, is dropped.

    Raises:
        FormatError: The bytes are not UTF-8; it names the line of the first that is wrong.
    """
    if data.startswith(_WIDE_MARKS):
        raise FormatError("saved as UTF-16", place=Place(path, 1), remedy="save it as UTF-8")
    try:
        return data.decode("utf-8").removeprefix(_BYTE_ORDER_MARK)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        wrong = data[error.start]
        raise FormatError(
            f"not UTF-8: byte 0x{wrong:02x}", place=Place(path, line), remedy="save it as UTF-8, or mend this line"
        ) from error


def read_text(path: Path) -> str:
    """Read a UTF-8 file of a bounded size, line ends untouched.

    Raises:
        FileNotFoundError: There is no such file.
        FormatError: It is too large or not UTF-8.
        DataError: It is no regular file or cannot be read.
    """
    return decode(read_bytes(path), path)
