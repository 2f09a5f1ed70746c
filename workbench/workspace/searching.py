"""Searching a library: a query in words, a page of found articles out."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from workbench.errors import DataError, UsageError, WorkbenchError
from workbench.records.hit import FacetCount, Hits, Snippet
from workbench.search.colouring import tokens
from workbench.search.engine import Sort
from workbench.search.parsing import free_text, parse
from workbench.search.query import Hint, Node, Query
from workbench.storage import articles
from workbench.workspace import reading
from workbench.workspace.catalogue import Summary
from workbench.workspace.indexing import IndexReport, Progress, Stop, never, no_progress

if TYPE_CHECKING:
    from workbench.workspace.opening import Workspace

__all__ = ["Found", "Hint", "Page", "batch", "library_size", "refresh", "search", "tokens"]


class Found(Struct, frozen=True, kw_only=True):
    """An article that matches, as a list shows it."""

    id: str
    title: str
    publisher: str | None
    agency: str | None
    published: str | None
    language: str | None
    words: int
    excerpts: int
    reliability: str | None
    score: float
    snippets: tuple[Snippet, ...]
    folded: tuple[str, ...] = ()
    """Ids of near-copies that stand behind this one."""


class Page(Struct, frozen=True, kw_only=True):
    """An answer: one page of found articles, how many there are, and what there is to say about the query."""

    query: str
    total: int
    total_is_exact: bool
    took_ms: float
    engine: str
    found: tuple[Found, ...]
    hints: tuple[Hint, ...] = ()
    suggestion: str | None = None
    without: tuple[tuple[str, int], ...] = ()
    """Where nothing matches: each part of the query, and how many articles match without it."""
    facets: dict[str, tuple[FacetCount, ...]] = {}


def search(
    workspace: Workspace,
    query: str,
    *,
    limit: int = 50,
    offset: int = 0,
    sort: str = "relevance",
    match: str = "all",
    typing: bool = False,
    facets: Iterable[str] = (),
    fold: bool = True,
    abandoned: Stop = never,
) -> Page:
    """Search the library as it was when it was last brought up to date.

    Args:
        workspace: Where.
        query: Any text at all; empty finds every article, the newest first.
        limit: How many articles the page holds at most.
        offset: How many to pass over first.
        sort: "relevance", "newest", "oldest" or "title".
        match: How bare terms combine: "all" or "any".
        typing: The last word is not finished and counts as a prefix.
        facets: Fields to count the values of.
        fold: Put near-copies behind the best of them.
        abandoned: Asked now and then; True means that nobody waits for this page any more, and its snippets are left out.
    """
    began = time.perf_counter()
    parsed = parse(query, today=datetime.now(UTC).astimezone().date(), match="any" if match == "any" else "all", typing=typing)
    hits, behind = _hits(workspace, parsed, limit, offset, sort, facets, fold=fold)
    found = []
    for hit in hits.hits:
        summary = workspace.index.summaries.get(hit.id)
        if summary:
            snippets = () if abandoned() else _snippets(workspace, parsed, summary)
            found.append(_found(summary, hit.score, snippets, behind.get(hit.id, ())))
    nothing = not hits.total and bool(query.strip())
    without = tuple(_without(workspace, parsed)) if nothing and not typing else ()
    return Page(
        query=query,
        total=hits.total,
        total_is_exact=hits.total_is_exact,
        took_ms=round((time.perf_counter() - began) * 1000, 1),
        engine=workspace.index.engine.name,
        found=tuple(found),
        hints=(*parsed.hints, *(Hint(message, 0, len(query)) for message in hits.hints)),
        suggestion=_suggestion(workspace, query, parsed) if nothing else None,
        without=without,
        facets=hits.facets,
    )


def batch(workspace: Workspace, queries: Iterable[str], *, limit: int, match: str) -> Iterable[Hits]:
    """Answer free texts one after the other: ids and scores only, near-copies not folded."""
    for text in queries:
        if match == "any":
            parsed = free_text(text)
        else:
            parsed = parse(text, today=datetime.now(UTC).astimezone().date())
        yield workspace.index.engine.search(parsed.tree, limit=limit)


def refresh(workspace: Workspace, progress: Progress = no_progress, stop: Stop = never) -> IndexReport:
    """Bring the index up to date with the files."""
    return workspace.index.refresh(progress, stop)


def library_size(workspace: Workspace) -> int:
    """How many article files there are."""
    return len(articles.listing(workspace.library))


def _hits(
    workspace: Workspace, parsed: Query, limit: int, offset: int, sort: str, facets: Iterable[str], *, fold: bool
) -> tuple[Hits, dict[str, tuple[str, ...]]]:
    try:
        order = Sort(sort)
    except ValueError:
        raise UsageError(f"there is no order {sort!r}", remedy=f"one of: {', '.join(Sort)}") from None
    engine = workspace.index.engine
    if not fold:
        return engine.search(parsed.tree, limit=limit, offset=offset, sort=order, facets=tuple(facets)), {}
    from workbench.search.near_copies import folded

    # A page of folded hits is cut from a longer list, so that the pages before it have folded the same.
    hits = engine.search(parsed.tree, limit=offset + limit * 2, sort=order, facets=tuple(facets))
    signatures = engine.signatures(hit.id for hit in hits.hits)
    behind = folded([hit.id for hit in hits.hits], signatures)
    first = [hit for hit in hits.hits if hit.id in behind][offset : offset + limit]
    return Hits(
        hits=tuple(first), total=hits.total, total_is_exact=hits.total_is_exact, facets=hits.facets, hints=hits.hints
    ), behind


def _found(summary: Summary, score: float, snippets: tuple[Snippet, ...], behind: tuple[str, ...]) -> Found:
    return Found(
        id=summary.id,
        title=summary.title,
        publisher=summary.publisher,
        agency=summary.agency,
        published=summary.published,
        language=summary.language,
        words=summary.words,
        excerpts=summary.excerpts,
        reliability=summary.reliability,
        score=round(score, 4),
        snippets=snippets,
        folded=behind,
    )


def _snippets(workspace: Workspace, parsed: Query, summary: Summary) -> tuple[Snippet, ...]:
    """The best passages of an article that can still be read; a file gone bad since the last look has none."""
    try:
        return reading.snippets(workspace, summary.id, parsed.tree)
    except (DataError, WorkbenchError):
        return ()


def _without(workspace: Workspace, parsed: Query) -> Iterable[tuple[str, int]]:
    """For each part of a query that finds nothing: how much there would be without it."""
    from workbench.search.query import And, Everything
    from workbench.search.unparsing import unparse

    parts = parsed.tree.parts if isinstance(parsed.tree, And) else ()
    for left_out in parts[:6]:
        rest = tuple(part for part in parts if part is not left_out)
        tree: Node = And(rest) if len(rest) > 1 else rest[0] if rest else Everything()
        total = workspace.index.engine.search(tree, limit=0).total
        if total:
            yield unparse(left_out), total


def _suggestion(workspace: Workspace, query: str, parsed: Query) -> str | None:
    """The query with its unknown words replaced by the nearest ones of the library, if that finds something."""
    from workbench.search.query import Word, wanted

    neighbours: dict[str, Callable[[], str] | str] = {}
    changed = query
    for node in wanted(parsed.tree):
        if not isinstance(node, Word):
            continue
        for form in node.forms if hasattr(node, "forms") else (str(getattr(node, "form", "")),):
            near = workspace.index.engine.neighbours(form, limit=3)
            if near and near[0].distance and form in changed.casefold():
                at = changed.casefold().index(form)
                changed = changed[:at] + near[0].form + changed[at + len(form) :]
                neighbours[form] = near[0].form
    return changed if changed != query else None
