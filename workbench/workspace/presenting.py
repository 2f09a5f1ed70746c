"""The shapes in which records leave the workbench as JSON: one place, so that they stay what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.records.article import Article, Metadata
from workbench.records.block import Block
from workbench.records.selector import Candidate
from workbench.records.source import Source
from workbench.workspace.catalogue import Summary
from workbench.workspace.reading import Placed
from workbench.workspace.searching import Found, Page
from workbench.workspace.tags import TagRow

if TYPE_CHECKING:
    from collections.abc import Mapping


def filled(metadata: Metadata) -> dict[str, Any]:
    """The values that are there."""
    values = {name: getattr(metadata, name) for name in metadata.__struct_fields__}
    return {name: value for name, value in values.items() if value not in (None, ())}


def article(one: Article, source_bytes: int | None) -> dict[str, Any]:
    """An article with its text; `source_bytes` is the size of the raw file, None where it is missing."""
    source = one.source
    return {
        "id": one.id,
        "title": one.metadata.title,
        "text": one.text,
        "metadata": {name: getattr(one.metadata, name) for name in one.metadata.__struct_fields__},
        "evidence": one.evidence,
        "source": _source(source, source_bytes) if source else None,
        "aliases": one.aliases,
        "reliability": one.reliability,
        "tags": one.tags,
        "note": one.note,
        "supersedes": one.supersedes,
    }


def _source(one: Source, size_bytes: int | None) -> dict[str, Any]:
    return {
        "sha256": one.sha256,
        "bytes": size_bytes,
        "media_type": one.media_type,
        "name": one.name,
        "via": one.via,
        "captured": one.captured,
    }


def block(one: Block) -> dict[str, Any]:
    """A block of a source with what was decided on it; lines are 1-based lines of the rendition."""
    decision = one.decision
    return {
        "first_line": decision.first_line,
        "last_line": decision.last_line,
        "label": decision.label,
        "kept": decision.kept,
        "reason": decision.reason,
        "confidence": decision.confidence,
        "text": one.text,
    }


def listed(one: Summary) -> dict[str, Any]:
    """An article as a list has it."""
    return {
        "id": one.id,
        "title": one.title,
        "publisher": one.publisher,
        "authors": one.authors,
        "published": one.published,
        "language": one.language,
        "words": one.words,
        "excerpts": one.excerpts,
    }


def excerpt(one: Placed) -> dict[str, Any]:
    """An excerpt; `start` and `end` are where it stands now, in code points of the article's text, null if it is lost."""
    span = one.anchor.span
    return {
        "id": one.excerpt.id,
        "article": one.article,
        "quote": one.excerpt.quote,
        "start": span.start if span else None,
        "end": span.end if span else None,
        "anchor": one.anchor.state,
        "tags": one.excerpt.tags,
        "note": one.excerpt.note,
        "credibility": one.excerpt.credibility,
        "created": one.excerpt.created,
        "modified": one.excerpt.modified,
        "author": one.excerpt.author,
    }


def candidate(one: Candidate, text: str) -> dict[str, Any]:
    """A place that is offered for an excerpt, in code points of its article's text."""
    return {
        "start": one.span.start,
        "end": one.span.end,
        "quote": one.span.of(text),
        "similarity": round(one.similarity, 3),
        "why": one.why,
    }


def page(one: Page) -> dict[str, Any]:
    """An answer to a search."""
    return {
        "query": one.query,
        "hints": [hint.message for hint in one.hints],
        "total": one.total,
        "total_is_exact": one.total_is_exact,
        "took_ms": one.took_ms,
        "engine": one.engine,
        "hits": [_hit(found) for found in one.found],
        "facets": {field: [[count.value, count.count] for count in counts] for field, counts in one.facets.items()},
        "suggestion": one.suggestion,
    }


def _hit(found: Found) -> Mapping[str, Any]:
    return {
        "id": found.id,
        "score": found.score,
        "title": found.title,
        "publisher": found.publisher,
        "published": found.published,
        "folded": found.folded,
        "snippets": [
            {"text": one.text, "start": one.start, "end": one.end, "marks": [[mark.start, mark.end] for mark in one.marks]}
            for one in found.snippets
        ],
    }


def tag(one: TagRow) -> dict[str, Any]:
    """A tag with its counts: `count` excerpts carry it, `total` it or one below it, `articles` have it among their own tags."""
    return {
        "tag": one.tag,
        "count": one.count,
        "parent": one.tag.rpartition("/")[0] or None,
        "definition": one.definition,
        "colour": one.colour,
        "title": one.title,
        "total": one.total,
        "articles": one.articles,
        "coded": one.coded,
    }
