"""A source: the raw file as collected, never changed, known by its SHA-256."""

from __future__ import annotations

from msgspec import Struct


class Removed(Struct, frozen=True, kw_only=True):
    """How many characters `render` took out of the text, by sort."""

    control: int = 0
    """Control characters and the escape sequences they begin."""
    bidi: int = 0
    """Overrides of the writing direction."""


class Source(Struct, frozen=True, kw_only=True):
    """Where an article's raw bytes are and what they are.

    `file` is a name in `library/sources/`, without a folder. `encoding` is the one the bytes were decoded with.
    """

    file: str
    sha256: str
    encoding: str
    media_type: str
    removed: Removed = Removed()
