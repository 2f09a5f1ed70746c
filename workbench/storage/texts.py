"""The very texts that excerpts were made on: `library/annotations/texts/<first 12 hexadecimal digits of the SHA-256>.txt`.

With it a passage is found again in an edited article, and a quotation is proved for ever. A text is written once, before the first
excerpt on it, and never changed or removed: its name is its content.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from workbench.errors import FormatError, UsageError
from workbench.files import atomic, reading

_DIGITS = 12


def text_id(text: str) -> str:
    """The first 12 hexadecimal digits of the SHA-256 of a text's UTF-8: what `Excerpt.text` holds.

    Raises:
        UsageError: The text holds half of a surrogate pair.
    """
    return hashlib.sha256(atomic.encode(text, Path("texts"))).hexdigest()[:_DIGITS]


def is_text_id(value: str) -> bool:
    """Whether `value` has the form of a text's name: 12 hexadecimal digits."""
    return re.fullmatch("[0-9a-f]{12}", value) is not None


def path_of(library: Path, name: str) -> Path:
    """The file of a kept text, whether or not it is there.

    Raises:
        UsageError: `name` is none of a text; so no name leads out of the library.
    """
    if not is_text_id(name):
        raise UsageError(f"{name!r} is no name of a kept text", remedy="names are 12 hexadecimal digits")
    return library / "annotations" / "texts" / f"{name}.txt"


def keep(library: Path, text: str) -> str:
    """Keep a text for ever; durable when this returns.

    Args:
        library: The library's folder.
        text: The article's text that an excerpt is being made on.

    Returns:
        Its name, for `Excerpt.text`.

    Raises:
        FormatError: There is a file of that name with another text: it was changed, or is damaged.
        UnwritableError: The library cannot be written.
        UsageError: The text holds half of a surrogate pair.
    """
    name = text_id(text)
    path = path_of(library, name)
    if path.exists():
        read(library, name)
        return name
    try:
        atomic.create_text(path, text)
    except FileExistsError:  # another program was faster
        read(library, name)
    return name


def read(library: Path, name: str) -> str | None:
    """Read a kept text.

    Args:
        library: The library's folder.
        name: What `Excerpt.text` holds.

    Returns:
        The text, or None if it was not kept.

    Raises:
        FormatError: The file does not hold the text of its name.
        DataError: The file cannot be read.
        UsageError: `name` is none of a text.
    """
    path = path_of(library, name)
    try:
        data = reading.read_bytes(path)
    except FileNotFoundError:
        return None
    if hashlib.sha256(data).hexdigest()[:_DIGITS] != name:
        raise FormatError(
            "not the text of its name: it was changed, or its line ends were",
            place=path,
            remedy="bring it back from git, and let `.gitattributes` say `library/annotations/texts/** -text`",
        )
    try:
        return data.decode()
    except UnicodeDecodeError:  # nothing that `keep` wrote, though of the right name
        raise FormatError("no UTF-8 text", place=path, remedy="bring it back from git") from None
