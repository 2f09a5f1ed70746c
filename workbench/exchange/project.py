"""What goes from one program to another: excerpts with their articles and tags, whatever the format.

Each format has a module that writes a `Project` and reads one. A reader believes nothing: what it cannot make an excerpt of is told
in `refused`, and whether a passage stands where the file says is for `workbench.workspace.excerpt_import` to find out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from msgspec import Struct, field

from workbench.records.excerpt import Excerpt
from workbench.records.selector import Anchor, Span
from workbench.records.tag import Tag


class ArticleCopy(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a file says of an article. `key` tells it from the others of the file; `id` is ours, where the file has it."""

    key: str
    id: str | None = None
    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    url: str | None = None
    language: str | None = None
    reliability: str | None = None
    text: str | None = None
    """All of its text, where the format carries texts."""
    text_id: str | None = None
    """The first 12 hexadecimal digits of the SHA-256 of its text."""
    guid: str | None = None
    """What a REFI-QDA project calls it: of ours, the UUID made of `id`."""


class ExcerptCopy(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a file says of an excerpt; `article` is the key of its article.

    `start` and `end` count code points of the text whose SHA-256 begins with the digits in `text`; where no text is named they
    are a hint and no more. `now` is where the passage stands in the article's text as it is, if the file says so.
    """

    where: str = ""
    """Where in the file it stands, for a person: "annotation 3", "line 5"."""
    key: str = ""
    """What the file calls it, from which our id is made where `id` is None: the same each time the file is read."""
    id: str | None = None
    article: str
    quote: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None
    text: str | None = None
    now: Span | None = None
    anchor: str | None = None
    """How surely it was found when the file was written: a state of `workbench.records.selector.AnchorState`."""
    tags: tuple[str, ...] = ()
    note: str | None = None
    credibility: int | None = None
    author: str | None = None
    created: str | None = None
    modified: str | None = None


class Refusal(Struct, frozen=True):
    """What of a file could not be taken, and why."""

    where: str
    error: str


class Project(Struct, frozen=True, kw_only=True):
    """The excerpts of a file, or of a library on their way into one.

    `tags` are the terms of the codebook, `texts` older texts that excerpts were made on, by their name.
    """

    articles: tuple[ArticleCopy, ...] = ()
    excerpts: tuple[ExcerptCopy, ...] = ()
    tags: tuple[Tag, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    refused: tuple[Refusal, ...] = ()
    told: tuple[str, ...] = ()
    """What else of the file has no place here, a clause each."""


def copy_of(article: str, excerpt: Excerpt, anchor: Anchor) -> ExcerptCopy:
    """An excerpt of ours on its way out; `article` is the key of its article."""
    said = {name: getattr(excerpt, name) for name in Excerpt.__struct_fields__}
    return ExcerptCopy(article=article, where=excerpt.id, key=excerpt.id, now=anchor.span, anchor=str(anchor.state), **said)


def tag_of(name: str) -> str:
    """A tag made of what another program calls one: spaces and commas become hyphens, "/" parts segments; empty if nothing is left."""
    segments = (re.sub(r"[\s,]+", "-", segment.strip()).strip("-") for segment in name.split("/"))
    return "/".join(segment for segment in segments if segment)


def utc_time(stated: object) -> str | None:
    """A time of a file as `YYYY-MM-DDTHH:MM:SSZ`; None where it is none. Without a zone it is taken for UTC, a fraction is cut off."""
    if not isinstance(stated, str):
        return None
    try:
        time = datetime.fromisoformat(stated.strip())
        zoned = time if time.tzinfo else time.replace(tzinfo=UTC)
        return zoned.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if zoned.year >= 1000 else None
    except (ValueError, OverflowError):
        return None


def credibility_of(stated: object) -> int | None:
    """The Admiralty number 1 to 6 in what a file says ("3", "credibility 3"); None where there is none."""
    found = re.fullmatch(r"(?:credibility\s+)?([1-6])(?:\b.*)?", str(stated or "").strip(), re.IGNORECASE | re.DOTALL)
    return int(found[1]) if found else None
