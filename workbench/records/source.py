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
    rendition: str | None = None
    """SHA-256 of the rendition that is kept beside the raw file, in UTF-8; None where the raw file is plain text itself."""
    name: str | None = None
    """The name it had where it was collected, without a folder; with the place in it of one of several: `crawl.warc#3`."""
    via: str | None = None
    """How it came in: "import", "inbox"."""
    captured: str | None = None
    """When the copy was made, UTC, if the source says so; `Metadata.accessed` is this, or else the time of the import."""
