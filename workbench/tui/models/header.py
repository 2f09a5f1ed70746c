"""What stands above an article's text: who says it, when, and how that is known.

Values that were only derived carry a `?`; what is not stated is said to be so. Nothing is invented.
"""

from __future__ import annotations

from functools import lru_cache

from workbench.records.article import Article, Grade, display_name, display_title
from workbench.text.cells import wrap
from workbench.text.sanitise import display_line
from workbench.text.words import count_words
from workbench.tui.models.clusters import laid_out

_words = lru_cache(maxsize=8)(count_words)
"""Counting the words of a megabyte takes longer than drawing it; a resize must not do it again."""

HeaderRow = tuple[str, str]
"""The role of a row ("title", "strong", "quiet", "text") and its text."""


def header_rows(article: Article, columns: int, excerpts: int) -> list[HeaderRow]:
    """The rows above the text, none wider than `columns` cells, with an empty one at the end."""
    lines = [("title", display_title(article)), ("text", " · ".join(_origin(article)))]
    if article.metadata.authors:
        lines.append(("text", "By " + ", ".join(map(display_name, article.metadata.authors)) + mark(article, "authors")))
    lines.append(("quiet", " · ".join(_facts(article, excerpts))))
    if article.metadata.url:
        lines.append(("quiet", article.metadata.url + mark(article, "url")))
    if article.note:
        lines.append(("quiet", f"Note: {article.note}"))
    rows = [row for role, line in lines for row in _wrapped(role, line, columns)]
    return [*rows, ("text", "")]


def mark(article: Article, field: str) -> str:
    """The mark ? behind a value that no source states and no person confirmed."""
    evidence = article.evidence.get(field)
    return "?" if evidence and evidence.grade is Grade.DERIVED else ""


def date_of(article: Article) -> str:
    """The date of publication as precisely as it is known, "n.d." where it is not."""
    return f"{article.metadata.published}{mark(article, 'published')}" if article.metadata.published else "n.d."


def counted(number: int, noun: str, several: str | None = None) -> str:
    """A number with its noun: "1 excerpt", "2,200 words"; `several` is the plural where it is not made with an s."""
    return f"{number:,} {noun if number == 1 else several or noun + 's'}"


def _origin(article: Article) -> list[str]:
    metadata = article.metadata
    publisher = f"{metadata.publisher}{mark(article, 'publisher')}" if metadata.publisher else "publisher not stated"
    agency = (
        f"reported by {metadata.agency}{mark(article, 'agency')}" if metadata.agency not in (None, metadata.publisher) else ""
    )
    place = f"{metadata.place}{mark(article, 'place')}" if metadata.place else ""
    return [part for part in (publisher, date_of(article), place, agency) if part]


def _facts(article: Article, excerpts: int) -> list[str]:
    parts = [counted(_words(article.text), "word"), counted(excerpts, "excerpt")]
    parts += [f"source {article.reliability}"] if article.reliability else ["source not graded"]
    parts += [f"{article.metadata.language}{mark(article, 'language')}"] if article.metadata.language else []
    return [*parts, *article.tags]


def _wrapped(role: str, line: str, columns: int) -> list[HeaderRow]:
    text = laid_out(display_line(line))
    return [(role, text[start:end]) for start, end in wrap(text, max(columns, 2))]
