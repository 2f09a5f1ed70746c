"""A file of terms (names, places, spellings) searched in one go: how much each finds, and which article matches which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from workbench.errors import Cancelled, DataError, WorkbenchError
from workbench.files.reading import decode
from workbench.records.hit import Hits
from workbench.search.engine import Engine
from workbench.search.parsing import parse
from workbench.search.query import Node
from workbench.search.snippets import places
from workbench.storage import articles
from workbench.text.spreadsheets import table
from workbench.workspace.clock import today
from workbench.workspace.indexing import Progress, Stop, never, no_progress

if TYPE_CHECKING:
    from workbench.workspace.opening import Workspace


class Term(Struct, frozen=True):
    """A query of the file and the 1-based line it stands in."""

    line: int
    query: str


class Answer(Struct, frozen=True, kw_only=True):
    """What a term finds."""

    term: Term
    tree: Node
    """What the term was understood as."""
    total: int
    articles: tuple[str, ...] = ()
    """Ids of all that match, the best first; empty where only the total was asked for."""
    hints: tuple[str, ...] = ()


class Row(Struct, frozen=True, kw_only=True):
    """An article that at least one term matches: for each term, in their order, 1 where it does and 0 where not.

    Where places were counted, a cell is in how many places of the text the term's words stand; 1 at least where the term matches,
    since it may match by a field or the title.
    """

    id: str
    title: str
    cells: tuple[int, ...]


def read(file: Path) -> tuple[Term, ...]:
    """The terms of a file, one query a line; empty lines and lines that begin with `#` are passed over.

    Raises:
        DataError: The file cannot be read, or holds no term.
        FormatError: It is not UTF-8; the error names the line.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", place=file) from error
    # Only line feeds end a line, as in every editor: the numbers are for a person who goes there.
    lines = [line.strip() for line in decode(data, file).replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    terms = tuple(Term(number, line) for number, line in enumerate(lines, 1) if line and not line.startswith("#"))
    if not terms:
        raise DataError("holds no terms", place=file, remedy="write one query a line; lines that begin with # are notes")
    return terms


def search(
    workspace: Workspace,
    terms: Sequence[Term],
    *,
    match: str = "all",
    listing: bool = True,
    progress: Progress = no_progress,
    stop: Stop = never,
) -> Iterator[Answer]:
    """Answer terms one by one, in their order.

    Args:
        workspace: Where; the index as it is.
        terms: What to search for, in the language of queries.
        match: How bare words of one term combine: "all" or "any".
        listing: Say which articles match; without it only how many, which is quicker.
        progress: Told how many of how many terms are done.
        stop: Asked between terms.

    Raises:
        Cancelled: `stop` said so.
    """
    day = today()
    for done, term in enumerate(terms):
        progress(done, len(terms))
        if stop():
            raise Cancelled("stopped before the end")
        parsed = parse(term.query, today=day, match="any" if match == "any" else "all")
        hits = workspace.index.asked(partial(_hits, tree=parsed.tree, listing=listing))
        yield Answer(
            term=term,
            tree=parsed.tree,
            total=hits.total,
            articles=tuple(hit.id for hit in hits.hits),
            hints=(*(hint.message for hint in parsed.hints), *hits.hints),
        )


def _hits(engine: Engine, *, tree: Node, listing: bool) -> Hits:
    return engine.search(tree, limit=engine.count() if listing else 0)


def matrix(workspace: Workspace, answers: Sequence[Answer]) -> tuple[Row, ...]:
    """Articles by terms: those that most terms match come first, then by id."""
    summaries = workspace.index.summaries
    matched = [frozenset(answer.articles) for answer in answers]
    often = Counter(one for answer in answers for one in answer.articles)
    return tuple(
        Row(
            id=one,
            title=summary.title if (summary := summaries.get(one)) else "",
            cells=tuple(int(one in ids) for ids in matched),
        )
        for one in sorted(often, key=lambda one: (-often[one], one))
    )


def with_places(
    workspace: Workspace,
    answers: Sequence[Answer],
    rows: Sequence[Row],
    progress: Progress = no_progress,
    stop: Stop = never,
) -> Iterator[Row]:
    """The rows of a matrix with places counted; every article of it is read.

    Raises:
        Cancelled: `stop` said so.
    """
    trees = [answer.tree for answer in answers]
    languages = workspace.index.engine.languages()
    for done, row in enumerate(rows):
        progress(done, len(rows))
        if stop():
            raise Cancelled("stopped before the end")
        summary = workspace.index.summaries.get(row.id)
        try:
            text = articles.text_of(workspace.library, row.id)
        except WorkbenchError:  # gone or gone bad since it was indexed: that it matches is all that is known
            yield row
            continue
        counted = places(text, trees, summary.language if summary else None, languages=languages)
        yield replace(row, cells=tuple(cell and max(count, 1) for cell, count in zip(row.cells, counted, strict=True)))


def counts_csv(answers: Iterable[Answer]) -> str:
    """A row a term: the query and how many articles match."""
    return table(("query", "total"), ((answer.term.query, answer.total) for answer in answers))


def matrix_csv(answers: Sequence[Answer], rows: Iterable[Row]) -> str:
    """A row an article: id, title, and its cell for each term."""
    header = ("id", "title", *(answer.term.query for answer in answers))
    return table(header, ((row.id, row.title, *row.cells) for row in rows))
