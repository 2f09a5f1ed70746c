"""Saved pages of browsers (.mhtml, .mht): one file of the page and its pictures; the page goes to the reader of HTML.

Source:
    RFC 2557 (MHTML). Chromium adds `Snapshot-Content-Location`, the address of the page, and `Date`, when it was saved.
"""

from __future__ import annotations

import re
from email.message import Message

from msgspec.structs import replace

from workbench.cleaning.readers.mail import charset_of, content_of, header, message_of, parts_of, utc_of
from workbench.cleaning.readers.markup import page_of_bytes
from workbench.errors import DataError
from workbench.records.page import Page, Statement
from workbench.text.addresses import host

_ADDRESS = re.compile(r"https?://[^\s<>\"]{3,4000}", re.IGNORECASE)


def read(raw: bytes) -> Page:
    """Read a saved page.

    Raises:
        DataError: The bytes are no such file, or hold no page.
    """
    message = message_of(raw)
    part = _page_part(message)
    if part is None:
        raise DataError("no page in this saved page", remedy="save it anew, as a single file")
    page = page_of_bytes(content_of(part), charset_of(part))
    return replace(page, statements=(*_statements(message, part), *page.statements), captured=utc_of(header(message, "Date")))


def _page_part(message: Message) -> Message | None:
    """The part that is the page: the one whose address the file states, else the first of HTML."""
    pages = [part for part in parts_of(message) if part.get_content_type() in {"text/html", "application/xhtml+xml"}]
    address = header(message, "Snapshot-Content-Location")
    return next((part for part in pages if address and header(part, "Content-Location") == address), pages[0] if pages else None)


def _statements(message: Message, part: Message) -> list[Statement]:
    """The address the page was saved from, as the file states it; the page itself may name a better one (its canonical address)."""
    for holder, name in ((message, "Snapshot-Content-Location"), (part, "Content-Location")):
        address = header(holder, name)
        if address and _ADDRESS.fullmatch(address):
            where = f"mhtml:{name}"
            said = [Statement(name="url", value=address, where=where)]
            return [*said, Statement(name="site", value=host(address), where=where)] if host(address) else said
    return []
