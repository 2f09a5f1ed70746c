"""Addresses of pages (URLs), as far as the workbench looks into them."""

from __future__ import annotations

from urllib.parse import urlsplit


def host(url: str) -> str | None:
    """The host that an address names, in lower case; None where it names none, or is no address (`http://[`)."""
    try:
        return urlsplit(url).hostname or None
    except ValueError:
        return None
