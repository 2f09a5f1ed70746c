"""Searching a library: a query in words, a page of found articles out."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from workbench.errors import DataError, Place, UsageError, WorkbenchError
from workbench.records.hit import FacetCount, Hits, Snippet
from workbench.search.colouring import tokens
from workbench.search.engine import Engine, Sort
from workbench.search.facets import FACETS
from workbench.search.parsing import free_text, parse
from workbench.search.query import Hint, Node, Query
from workbench.storage import articles
from workbench.workspace import reading
from workbench.workspace.catalogue import Summary
from workbench.workspace.clock import today
from workbench.workspace.indexing import IndexReport, Progress, Stop, never, no_progress

if TYPE_CHECKING:
    from workbench.workspace.opening import Workspace

__all__ = ["FACETS", "Found", "Hint", "Page", "batch", "library_size", "refresh", "search", "tokens"]


_PARTS = 6
"""How many parts of a query that finds nothing are tried left out."""

_MOST_FOLDED = 1_000
"""So many hits are asked for, or four times as many, where near-copies leave a page short: 50 ms."""

_WORDS = 50
_MISSPELT = 4
"""How many words of a query that finds nothing are looked at, and for how many others are suggested."""


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
    derived: tuple[str, ...] = ()
    """Fields whose values are not stated but follow from the source: to be shown with a "?"."""
    snippets: tuple[Snippet, ...] = ()
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
    limit: int = 20,
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
    parsed = parse(query, today=today(), match="any" if match == "any" else "all", typing=typing)
    order, fields = _order(sort), tuple(facets)

    def ask(engine: Engine) -> tuple[Hits, dict[str, tuple[str, ...]], list[Summary | None]]:
        hits, behind = _hits(engine, parsed, limit=limit, offset=offset, sort=order, facets=fields, fold=fold)
        catalogue = workspace.index.summaries
        return hits, behind, [catalogue.get(hit.id) for hit in hits.hits]

    hits, behind, summaries = workspace.index.asked(ask)
    found = []
    for hit, summary in zip(hits.hits, summaries, strict=True):
        if summary:
            snippets = () if abandoned() else snippets_of(workspace, summary.id, summary.language, parsed.tree)
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
        suggestion=_suggestion(workspace, query, parsed) if nothing and not typing else None,
        without=without,
        facets=hits.facets,
    )


def matching_ids(workspace: Workspace, query: str) -> set[str]:
    """Ids of all articles that a query matches."""
    tree = parse(query, today=today()).tree
    # In an order by value no engine has to look up what each article is called.
    found = workspace.index.asked(lambda engine: engine.search(tree, limit=engine.count(), sort=Sort.NEWEST))
    return {hit.id for hit in found.hits}


class _Asked(Struct, frozen=True):
    id: str | int
    text: str


def batch(workspace: Workspace, file: Path, *, limit: int, match: str) -> Iterator[tuple[str | int, Hits]]:
    """Answer a file of queries, one a line: `{"id", "text"}`. Ids and scores only, near-copies not folded.

    Raises:
        DataError: The file or a line of it cannot be read; the error names the line.
    """
    try:
        lines = file.read_bytes().splitlines()
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", place=file) from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            asked = msgspec.json.decode(line, type=_Asked)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise DataError(f"not a query: {error}", place=Place(file, number), remedy='write {"id": …, "text": …}') from error
        parsed = free_text(asked.text) if match == "any" else parse(asked.text, today=today())
        yield asked.id, workspace.index.engine.search(parsed.tree, limit=limit)


def refresh(workspace: Workspace, progress: Progress = no_progress, stop: Stop = never) -> IndexReport:
    """Bring the index up to date with the files."""
    return workspace.index.refresh(progress, stop)


def library_size(workspace: Workspace) -> int:
    """How many article files there are."""
    return len(articles.listing(workspace.library))


def _order(sort: str) -> Sort:
    try:
        return Sort(sort)
    except ValueError:
        raise UsageError(f"there is no order {sort!r}", remedy=f"one of: {', '.join(Sort)}") from None


def _hits(
    engine: Engine, parsed: Query, *, limit: int, offset: int, sort: Sort, facets: tuple[str, ...], fold: bool
) -> tuple[Hits, dict[str, tuple[str, ...]]]:
    if not fold:
        return engine.search(parsed.tree, limit=limit, offset=offset, sort=sort, facets=facets), {}
    # A page of folded hits is cut from a longer list, so that the pages before it have folded the same.
    asked = offset + limit * 2
    hits = engine.search(parsed.tree, limit=asked, sort=sort, facets=facets)
    while len(behind := _folded(engine, hits)) < offset + limit and asked <= len(hits.hits) < _MOST_FOLDED:
        asked *= 4
        hits = replace(hits, hits=engine.search(parsed.tree, limit=asked, sort=sort).hits)
    first = [hit for hit in hits.hits if hit.id in behind][offset : offset + limit]
    return replace(hits, hits=tuple(first)), behind


def _folded(engine: Engine, hits: Hits) -> dict[str, tuple[str, ...]]:
    """By the id of each hit that is shown, those of its near-copies among the hits."""
    from workbench.search.near_copies import folded

    ids = [hit.id for hit in hits.hits]
    return folded(ids, engine.signatures(ids))


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
        derived=summary.derived,
        snippets=snippets,
        folded=behind,
    )


def snippets_of(workspace: Workspace, article_id: str, language: str | None, tree: Node) -> tuple[Snippet, ...]:
    """The best passages of an article; a file gone bad since it was indexed has none."""
    try:
        return reading.snippets(workspace, article_id, language, tree)
    except WorkbenchError:
        return ()


def _without(workspace: Workspace, parsed: Query) -> Iterator[tuple[str, int]]:
    """For each part of a query that finds nothing: how much there would be without it."""
    from workbench.search.query import And, both
    from workbench.search.unparsing import unparse

    parts = parsed.tree.children if isinstance(parsed.tree, And) else ()
    for left_out in parts[:_PARTS]:
        rest = both([part for part in parts if part is not left_out])
        total = workspace.index.engine.search(rest, limit=0).total
        if total:
            yield unparse(left_out), total


def _suggestion(workspace: Workspace, query: str, parsed: Query) -> str | None:
    """The query with its unknown words replaced by the nearest ones of the library; None where there are none."""
    from workbench.search.query import Word, ranking

    changed, engine = query, workspace.index.engine
    words = [leaf for leaf in ranking(parsed.tree) if isinstance(leaf, Word)]
    unknown = [leaf for leaf in words[:_WORDS] if not engine.search(leaf, limit=0).total]
    for leaf in unknown[:_MISSPELT]:
        near = engine.neighbours(leaf.form, limit=2)
        at = changed.casefold().find(leaf.form)
        if near and near[0].distance and at != -1:
            changed = changed[:at] + near[0].form + changed[at + len(leaf.form) :]
    return changed if changed != query else None
