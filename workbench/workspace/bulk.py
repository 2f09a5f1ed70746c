"""Excerpts from outside the interface: one by its words, or many from a file of rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from workbench.errors import Cancelled, DataError, UsageError, WorkbenchError
from workbench.records.article import Article
from workbench.records.selector import Span
from workbench.workspace import annotating, reading
from workbench.workspace.annotating import Draft
from workbench.workspace.indexing import Progress, Stop, never, no_progress
from workbench.workspace.intake import Refused
from workbench.workspace.reading import Placed

if TYPE_CHECKING:
    from workbench.workspace.opening import Workspace


class Row(Struct, frozen=True, kw_only=True):
    """A wanted excerpt: its passage by `start` and `end` (code points of the article's text, half open) or by its words."""

    article: str
    start: int | None = None
    end: int | None = None
    quote: str | None = None
    occurrence: int | None = None
    tags: tuple[str, ...] = ()
    note: str | None = None
    credibility: int | None = None


class Outcome(Struct, frozen=True, kw_only=True):
    """What was made, in the rows' order, and which rows could not be."""

    made: list[Placed]
    refused: list[Refused]


def annotate(workspace: Workspace, name: str, quotation: str, said: Mapping[str, Any]) -> Placed:
    """Make an excerpt of the words `quotation` in an article; `said` holds occurrence, tags, note and credibility."""
    article = reading.read(workspace, name)
    span = annotating.span_of_quotation(article, quotation, said["occurrence"])
    return annotating.create(workspace, article, span, tags=said["tags"], note=said["note"], credibility=said["credibility"])


def annotate_file(workspace: Workspace, file: Path, progress: Progress = no_progress, stop: Stop = never) -> Outcome:
    """Make an excerpt of every row of a .jsonl file. A row that cannot be is refused; the rest goes on.

    Raises:
        DataError: The file cannot be read.
        Cancelled: `stop` said so; what was made stays.
    """
    try:
        lines = file.read_bytes().splitlines()
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", place=file) from error
    refused: list[Refused] = []
    wanted: dict[str, list[tuple[int, Row]]] = defaultdict(list)
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                row = msgspec.json.decode(line, type=Row)
                wanted[row.article].append((number, row))
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
                refused.append(Refused(f"{file}:{number}", str(error)))
    made: dict[int, Placed] = {}
    for done, (name, rows) in enumerate(wanted.items()):
        progress(done, len(wanted))
        if stop():
            raise Cancelled(f"stopped; {len(made)} excerpts are made")
        made |= _of_one_article(workspace, name, rows, file, refused)
    return Outcome(made=[made[number] for number in sorted(made)], refused=refused)


def _of_one_article(
    workspace: Workspace, name: str, rows: list[tuple[int, Row]], file: Path, refused: list[Refused]
) -> dict[int, Placed]:
    drafts: dict[int, Draft] = {}
    try:
        article = reading.read(workspace, name)
    except WorkbenchError as error:
        refused += [Refused(f"{file}:{number}", error.what) for number, _ in rows]
        return {}
    for number, row in rows:
        try:
            draft = Draft(span=_span(article, row), tags=row.tags, note=row.note, credibility=row.credibility)
            annotating.check(workspace, article, draft)
            drafts[number] = draft
        except WorkbenchError as error:
            refused.append(Refused(f"{file}:{number}", str(error)))
    try:
        placed = annotating.create_all(workspace, article, list(drafts.values())) if drafts else []
    except WorkbenchError as error:
        refused += [Refused(f"{file}:{number}", str(error)) for number in drafts]
        return {}
    return dict(zip(drafts, placed, strict=True))


def _span(article: Article, row: Row) -> Span:
    if row.quote is not None:
        return annotating.span_of_quotation(article, row.quote, row.occurrence)
    if row.start is None or row.end is None or not 0 <= row.start < row.end:
        raise UsageError("the row has neither a quotation nor a start and an end")
    return Span(row.start, row.end)
