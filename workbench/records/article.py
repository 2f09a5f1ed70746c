"""An article: the clean text of one source, with what is known of where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from msgspec import Struct, field

from workbench.records.source import Source


class Grade(StrEnum):
    """How a value of the metadata came to be known. What is merely guessed is never written, so it has no grade here."""

    DECLARED = "declared"
    """The source states it."""
    DERIVED = "derived"
    """It follows from the source (a date in the URL): cited only once a person confirms it."""
    USER = "user"
    """A person entered or confirmed it; no cleaner changes it."""


class Kind(StrEnum):
    """What sort of text an article is; decides its CSL type."""

    NEWS = "news"
    BLOG = "blog"
    REPORT = "report"
    RELEASE = "release"
    TRANSCRIPT = "transcript"
    POST = "post"
    OTHER = "other"


class Evidence(Struct, frozen=True, array_like=True):
    """Where a value was read: the 1-based line of the rendition, or a name such as "jsonld:headline" or "text"."""

    grade: Grade
    where: int | str


class PersonName(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A name taken apart by a person; either `literal` alone, or `family` with what else is known."""

    family: str | None = None
    given: str | None = None
    particle: str | None = None
    suffix: str | None = None
    literal: str | None = None


Author = str | PersonName
"""A name as the source states it, or one that a person took apart."""


def display_name(author: Author) -> str:
    """A name in one line, given name first."""
    if isinstance(author, str):
        return author.strip()
    return author.literal or " ".join(part for part in (author.given, author.particle, author.family, author.suffix) if part)


class Metadata(Struct, frozen=True, kw_only=True):
    """What is known of an article. None is "not stated": nothing is invented to fill a gap.

    `published` and `modified` are partial dates (`workbench.records.partial_date`), `accessed` is a UTC time
    `YYYY-MM-DDTHH:MM:SSZ`, `language` a BCP 47 tag, `site` the URL's host or what a person entered.
    """

    title: str | None = None
    publisher: str | None = None
    """Whose page it was read on."""
    agency: str | None = None
    """Whose reporting it is."""
    syndicator: str | None = None
    """Who passed it on."""
    authors: tuple[Author, ...] = ()
    published: str | None = None
    modified: str | None = None
    accessed: str | None = None
    url: str | None = None
    archive: str | None = None
    language: str | None = None
    site: str | None = None
    place: str | None = None
    kind: Kind = Kind.NEWS


class Article(Struct, frozen=True, kw_only=True):
    """The clean text of one source, with its metadata and what the analyst says of it.

    `text` is NFC, lines end with a line feed, paragraphs are separated by an empty line, sub-headings begin with "## ",
    and it ends with exactly one line feed (empty if the article has no text). Every offset in the workbench counts
    Unicode code points of this text.
    """

    id: str
    metadata: Metadata
    text: str
    aliases: tuple[str, ...] = ()
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    source: Source | None = None
    reliability: str | None = None
    """Admiralty code A to F, the analyst's."""
    tags: tuple[str, ...] = ()
    note: str | None = None
    supersedes: str | None = None
    """The id of the earlier version of the same page."""


_OPENING: Final = 120
"""What of a text without a title stands for its title, in code points."""


def display_title(article: Article) -> str:
    """The title, or the first words of the text where the source states none: at most ten, and 120 code points of them."""
    if article.metadata.title:
        return article.metadata.title
    words = article.text.removeprefix("## ").split(maxsplit=12)
    if not words:
        return article.id
    shown = " ".join(words[:10])
    if len(shown) > _OPENING:  # a text without spaces is one word, however many megabytes it has
        return shown[: _OPENING - 1] + "…"
    return shown + (" …" if len(words) > 10 else "")
