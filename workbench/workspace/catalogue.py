"""The catalogue: what a list shows of every article, kept beside the index so that no list opens files.

It is derived from the files and brought up to date together with the index; a damaged or older one is made anew.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from workbench.records.article import Article, Grade, display_title
from workbench.records.excerpt import Excerpt
from workbench.text.words import count_words

CATALOGUE_VERSION: Final = 3


class Summary(Struct, frozen=True, kw_only=True, array_like=True):
    """What lists, facets and duplicates need of an article. `words` counts its text, `excerpts` its annotation file."""

    id: str
    title: str
    publisher: str | None
    agency: str | None
    authors: tuple[str, ...]
    published: str | None
    language: str | None
    words: int
    excerpts: int
    reliability: str | None
    aliases: tuple[str, ...]
    sha256: str | None
    derived: tuple[str, ...]
    """Fields whose values are not stated but follow from the source: shown with a "?"."""
    tags: dict[str, int]
    """How many of the article's excerpts carry each tag."""
    url: str | None = None
    site: str | None = None
    supersedes: str | None = None


class _File(Struct, frozen=True):
    version: int
    summaries: list[Summary]


def summary(article: Article, excerpts: tuple[Excerpt, ...]) -> Summary:
    """What the catalogue keeps of an article."""
    said = article.metadata
    tags: dict[str, int] = {}
    for excerpt in excerpts:
        for tag in excerpt.tags:
            tags[tag] = tags.get(tag, 0) + 1
    return Summary(
        id=article.id,
        title=display_title(article),
        publisher=said.publisher,
        agency=said.agency,
        authors=tuple(
            author
            if isinstance(author, str)
            else author.literal or " ".join(filter(None, (author.given, author.particle, author.family, author.suffix)))
            for author in said.authors
        ),
        published=said.published,
        language=said.language,
        words=count_words(article.text),
        excerpts=len(excerpts),
        reliability=article.reliability,
        aliases=article.aliases,
        sha256=article.source.sha256 if article.source else None,
        derived=tuple(name for name, read in article.evidence.items() if read.grade is Grade.DERIVED),
        tags=tags,
        url=said.url,
        site=said.site,
        supersedes=article.supersedes,
    )


def load(path: Path) -> dict[str, Summary]:
    """The catalogue by article id; empty where there is none that this version can read."""
    try:
        kept = msgspec.msgpack.decode(path.read_bytes(), type=_File)
    except (OSError, ValueError):  # not UTF-8 is a ValueError of its own
        return {}
    return {entry.id: entry for entry in kept.summaries} if kept.version == CATALOGUE_VERSION else {}


def dumped(summaries: dict[str, Summary]) -> bytes:
    """The catalogue as it is written."""
    return msgspec.msgpack.encode(_File(CATALOGUE_VERSION, list(summaries.values())))
