"""What `workbench search --terms FILE` prints."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli import output

if TYPE_CHECKING:
    from workbench.workspace.opening import Workspace
    from workbench.workspace.term_search import Answer, Row


def print_answers(
    workspace: Workspace, file: Path, *, match: str, matrix: bool, places: bool, notation: str, as_json: bool
) -> None:
    """Search a file of terms and print what each finds.

    Args:
        workspace: Where.
        file: The terms.
        match: How bare words of one term combine.
        matrix: Print which article matches which term.
        places: Count the places in its cells.
        notation: "table" or "csv".
        as_json: Print JSON lines in place of either.

    Raises:
        WorkbenchError: The file cannot be used, or the person stopped the search.
    """
    from workbench.workspace import term_search

    terms = term_search.read(file)
    answers: list[Answer] = []
    with output.progress("searching terms") as (progress, stop):
        asked = term_search.search(workspace, terms, match=match, listing=matrix or as_json, progress=progress, stop=stop)
        for answer in asked:
            if as_json:
                output.json({"query": answer.term.query, "total": answer.total, "articles": answer.articles})
            else:
                answers.append(answer)
            for hint in answer.hints:
                output.note(f"{file}:{answer.term.line}: {answer.term.query}: {hint}")
    if as_json:
        return
    rows = _rows(workspace, answers, places=places) if matrix else ()
    if notation == "csv":
        output.text(term_search.matrix_csv(answers, rows) if matrix else term_search.counts_csv(answers), end="")
    else:
        _print_tables(answers, rows, numbered=matrix)
    nothing = sum(not answer.total for answer in answers)
    said = [f"terms: {len(answers):,}", f"without an article: {nothing:,}", *([f"articles: {len(rows):,}"] if matrix else [])]
    output.note(" · ".join(said))


def _rows(workspace: Workspace, answers: Sequence[Answer], *, places: bool) -> Sequence[Row]:
    from workbench.workspace import term_search

    rows = term_search.matrix(workspace, answers)
    if not places:
        return rows
    with output.progress("counting places") as (progress, stop):
        return tuple(term_search.with_places(workspace, answers, rows, progress, stop))


def _print_tables(answers: Sequence[Answer], rows: Sequence[Row], *, numbered: bool) -> None:
    """The counts, and below them the matrix, whose columns have the numbers of the terms for headings."""
    counts = [(str(number), f"{answer.total:,}", answer.term.query) for number, answer in enumerate(answers, 1)]
    if not numbered:
        output.table([row[1:] for row in counts], right=frozenset({0}))
        return
    output.table(counts, right=frozenset({0, 1}))
    output.text("")
    header = [*(str(number) for number in range(1, len(answers) + 1)), "article"]
    lines = [[*(f"{cell:,}" if cell else "·" for cell in row.cells), f"{row.id} · {row.title}"] for row in rows]
    output.table([header, *lines], right=frozenset(range(len(answers))))
