"""Readers: the bytes of one sort of source to its visible lines, each reader in a module of its own, imported when it is needed.

A reader is a function `read(raw: bytes) -> Page`; it raises `DataError` for bytes that it cannot read.
It decides nothing, opens nothing, follows no link and runs no script.
"""

from __future__ import annotations

from importlib import import_module
from typing import Final

from workbench.errors import DataError
from workbench.records.page import Page

_READERS: Final = {
    "text/plain": "plain",
    "text/markdown": "plain",
}
"""The module of the reader of each media type."""

MEDIA_TYPES: Final = {".txt": "text/plain", ".md": "text/markdown"}
"""What a file is, by its suffix in small letters."""


def read_page(raw: bytes, media_type: str) -> Page:
    """The visible lines of a source, and what its structure tells.

    Raises:
        DataError: The bytes are empty, too many, or not what the media type says; or no reader knows the media type.
    """
    if media_type not in _READERS:
        raise DataError(f"sources of the type {media_type} cannot be cleaned", remedy=f"there are: {', '.join(_READERS)}")
    page: Page = import_module(f"workbench.cleaning.readers.{_READERS[media_type]}").read(raw)
    return page
