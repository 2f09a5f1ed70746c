"""A file of terms (names, places, spellings) searched in one go: how much each finds, and which article matches which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from workbench.errors import Cancelled, DataError
from workbench.files.reading import decode
from workbench.search.parsing import parse
from workbench.workspace.clock import today
from workbench.workspace.indexing import Progress, Stop, never, no_progress
from workbench.workspace.spreadsheets import table

if TYPE_CHECKING:
    from workbench.workspace.opening import Workspace


class Term(Struct, frozen=True):
    """A query of the file and the 1-based line it stands in."""

    line: int
    query: str


class Answer(Struct, frozen=True, kw_only=True):
    """What a term finds."""

    term: Term
    total: int
    articles: tuple[str, ...] = ()
    """Ids of all that match, the best first; empty where only the total was asked for."""
    hints: tuple[str, ...] = ()


class Row(Struct, frozen=True, kw_only=True):
    """An article that at least one term matches: for each term, in their order, whether it does."""

    id: str
    title: str
    matches: tuple[bool, ...]


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
    articles: bool = True,
    progress: Progress = no_progress,
    stop: Stop = never,
) -> Iterator[Answer]:
    """Answer terms one by one, in their order.

    Args:
        workspace: Where; the index as it is.
        terms: What to search for, in the language of queries.
        match: How bare words of one term combine: "all" or "any".
        articles: Say which articles match; without it only how many, which is quicker.
        progress: Told how many of how many terms are done.
        stop: Asked between terms.

    Raises:
        Cancelled: `stop` said so.
    """
    engine = workspace.index.engine
    limit = engine.count() if articles else 0
    day = today()
    for done, term in enumerate(terms):
        progress(done, len(terms))
        if stop():
            raise Cancelled("stopped before the end")
        parsed = parse(term.query, today=day, match="any" if match == "any" else "all")
        hits = engine.search(parsed.tree, limit=limit)
        yield Answer(
            term=term,
            total=hits.total,
            articles=tuple(hit.id for hit in hits.hits),
            hints=(*(hint.message for hint in parsed.hints), *hits.hints),
        )


def matrix(workspace: Workspace, answers: Sequence[Answer]) -> tuple[Row, ...]:
    """Articles by terms: those that most terms match come first, then by id."""
    summaries = workspace.index.summaries
    matched = [frozenset(answer.articles) for answer in answers]
    often = Counter(one for answer in answers for one in answer.articles)
    return tuple(
        Row(
            id=one,
            title=summary.title if (summary := summaries.get(one)) else "",
            matches=tuple(one in ids for ids in matched),
        )
        for one in sorted(often, key=lambda one: (-often[one], one))
    )


def counts_csv(answers: Iterable[Answer]) -> str:
    """A row a term: the query and how many articles match."""
    return table(("query", "total"), ((answer.term.query, answer.total) for answer in answers))


def matrix_csv(answers: Sequence[Answer], rows: Iterable[Row]) -> str:
    """A row an article: id, title, and for each term 1 where it matches, 0 where not."""
    header = ("id", "title", *(answer.term.query for answer in answers))
    return table(header, ((row.id, row.title, *map(int, row.matches)) for row in rows))
