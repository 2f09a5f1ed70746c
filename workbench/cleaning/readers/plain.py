"""Plain text: the rendition is the decoded source itself."""

from __future__ import annotations

from workbench.cleaning.decode import decode
from workbench.records.page import Page


def read(raw: bytes) -> Page:
    """Read plain text.

    Raises:
        DataError: The bytes are empty, too many, or not text.
    """
    decoded = decode(raw)
    return Page(rendition=decoded.text, encoding=decoded.encoding)
