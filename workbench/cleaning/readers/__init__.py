"""Readers: the bytes of one sort of source to its visible lines, each reader in a module of its own, imported when it is needed.

A reader is a function `read(raw: bytes) -> Page`; it raises `DataError` for bytes that it cannot read.
It decides nothing, opens nothing, follows no link and runs no script.
"""

from __future__ import annotations

import codecs
from importlib import import_module
from typing import Final

from workbench.errors import DataError
from workbench.records.page import Page

_READERS: Final = {
    "text/plain": "plain",
    "text/markdown": "markdown",
    "text/html": "html",
    "multipart/related": "mhtml",
    "message/rfc822": "mail",
    "application/rtf": "rtf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/pdf": "pdf",
    "application/epub+zip": "epub",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
}
"""The module of the reader of each media type."""

MEDIA_TYPES: Final = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".mhtml": "multipart/related",
    ".mht": "multipart/related",
    ".eml": "message/rfc822",
    ".rtf": "application/rtf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".epub": "application/epub+zip",
}
"""What a file is, by its suffix in small letters; `recognising.media_type_of` looks into it too."""


def read_page(raw: bytes, media_type: str) -> Page:
    """The visible lines of a source, and what its structure tells.

    Args:
        raw: The file, byte for byte.
        media_type: What it is; a text's may end in ";charset=NAME" as a server stated it.

    Raises:
        DataError: The bytes are empty, too many, or not what the media type says; or no reader knows the media type.
    """
    kind, _, charset = media_type.partition(";charset=")
    if kind not in _READERS:
        raise DataError(f"sources of the type {kind} cannot be cleaned", remedy=f"there are: {', '.join(_READERS)}")
    if charset and kind.startswith("text/"):
        raw = _as_utf8(raw, charset)
    page: Page = import_module(f"workbench.cleaning.readers.{_READERS[kind]}").read(raw)
    return page


def _as_utf8(raw: bytes, charset: str) -> bytes:
    """The same text in UTF-8 with its mark, where a server stated a character set that the text itself may not state."""
    try:
        return (
            raw
            if raw.startswith(codecs.BOM_UTF8)
            else codecs.BOM_UTF8 + raw.decode(charset, "replace").encode("utf-8", "replace")
        )
    except (LookupError, ValueError):
        return raw
