"""A reference: an article as an item of the Citation Style Language, and the text made of one.

Source:
    CSL 1.0.2 specification, appendix III (types) and IV (variables); citeproc-js CSL-JSON schema.
"""

from __future__ import annotations

from msgspec import Struct, field


class Name(Struct, frozen=True, kw_only=True, omit_defaults=True, rename="kebab"):
    """A name variable: parts of a person's name, or `literal` alone for an organisation."""

    family: str | None = None
    given: str | None = None
    non_dropping_particle: str | None = None
    suffix: str | None = None
    literal: str | None = None


class DateVariable(Struct, frozen=True, kw_only=True, rename="kebab"):
    """A date as precise as it is known: [[year]], [[year, month]] or [[year, month, day]]."""

    date_parts: tuple[tuple[int, ...], ...]


class Reference(Struct, frozen=True, kw_only=True, omit_defaults=True, rename="kebab"):
    """A CSL item; only what the article declares or a person confirmed is in it."""

    id: str
    type: str
    title: str | None = None
    author: tuple[Name, ...] = ()
    container_title: str | None = None
    """Where it was read: the publisher."""
    source: str | None = None
    """Whose reporting it is, or who passed it on, where that is not the publisher."""
    publisher_place: str | None = None
    genre: str | None = None
    issued: DateVariable | None = None
    accessed: DateVariable | None = None
    url: str | None = field(default=None, name="URL")
    archive_location: str | None = None
    language: str | None = None


class Citation(Struct, frozen=True, kw_only=True):
    """A finished text for a report, and what it was made with.

    `missing` names the fields of the article that a full citation has and this one lacks.
    """

    id: str
    text: str
    style: str
    format: str
    renderer: str
    missing: tuple[str, ...] = ()
