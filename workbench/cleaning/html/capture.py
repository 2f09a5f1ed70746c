"""How a page was saved: what SingleFile, browsers and the Wayback Machine write into it."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from workbench.cleaning.html.values import address_of, moment_of

_LOOKED_AT: Final = 20_000
_SINGLE_FILE = re.compile(r"<!--\s*Page saved with SingleFile\b(?P<rest>.{0,4000}?)-->", re.DOTALL)
_URL = re.compile(r"^\s*url:\s*(\S+)", re.MULTILINE)
_SAVED = re.compile(r"^\s*saved date:\s*(.+?)\s*$", re.MULTILINE)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d{1,6}\)(\S{1,2000}?)\s*-->")
_WAYBACK = re.compile(r"https?://web\.archive\.org/web/(?P<time>\d{14})[a-z_]{0,4}/(?P<url>https?://.+)")


class Capture(Struct, frozen=True):
    """When and from where a copy was made, as far as the copy says so."""

    url: str | None = None
    url_where: str = ""
    archive: str | None = None
    captured: str | None = None
    """UTC, `YYYY-MM-DDTHH:MM:SSZ`."""


def capture_of(text: str) -> Capture:
    """What the copy of a page says of its making, in a comment before its markup."""
    head = text[:_LOOKED_AT]
    if found := _SINGLE_FILE.search(head):
        url, saved = _URL.search(found["rest"]), _SAVED.search(found["rest"])
        return _unarchived(url[1] if url else None, "SingleFile:url", moment_of(saved[1]) if saved else None)
    if found := _SAVED_FROM.search(head):
        return _unarchived(found[1], "saved from url", None)
    return Capture()


def archived(url: str) -> tuple[str, str] | None:
    """The address that a copy in the Wayback Machine is of, and when it was made (UTC)."""
    found = _WAYBACK.fullmatch(url)
    original = address_of(found["url"]) if found else None
    made = moment_of(f"{found['time']}+0000") if found else None
    return (original, made) if original and made else None


def _unarchived(url: str | None, where: str, captured: str | None) -> Capture:
    address = address_of(url)
    if address and (there := archived(address)):
        return Capture(there[0], where, address, captured or there[1])
    return Capture(address, where, None, captured)
