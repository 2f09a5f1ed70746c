"""Write excerpts for other programs.

    workbench export --format csv --tag capability
    workbench export --format w3c -o excerpts.jsonld
    workbench export -o project.qdpx                    for NVivo, ATLAS.ti, MAXQDA: articles, codebook and excerpts
    workbench export -o codebook.qdc                    the codebook alone

Which excerpts: as with `workbench excerpts`. The same excerpts give the same bytes, and what `workbench import-excerpts` reads of
them is what they were. An earlier export of the same name is replaced, any other file is left alone. The exit code is 1 where a file of
the library cannot be read, and so is not in it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from workbench.cli import output
from workbench.cli.main import Session
from workbench.cli.options import EXCHANGED, as_json, manual, which_excerpts


@click.command("export", help=manual(__doc__))
@which_excerpts
@click.option("--format", "notation", type=click.Choice(EXCHANGED), help="What is written; else what the file's name says.")
@click.option(
    "-o", "--output", "file", type=click.Path(path_type=Path, dir_okay=False), help="Where to; without it on standard output."
)
@as_json
@click.pass_obj
def command(
    session: Session, /, query: tuple[str, ...], *, notation: str | None, file: Path | None, as_json: bool, **wanted: Any
) -> int:
    """Write excerpts, and say how many.

    Raises:
        UsageError: Neither option nor name says the format, or there is no file where one has to be.
    """
    from workbench.errors import UsageError
    from workbench.workspace import evidence, exporting

    notation = notation or exporting.format_of(file)
    if file is None and (as_json or notation == "qdpx"):
        raise UsageError("say where to", remedy="-o FILE")
    with session.open() as workspace:
        found = evidence.select(workspace, evidence.Wanted(query=" ".join(query), **wanted))
        made = exporting.export(workspace, found, notation)
        if file:
            exporting.save(workspace, made, file)
        else:
            output.text(made.data.decode(), end="")
        output.problems(workspace.problems)
        complete = not any(problem.severity == "error" for problem in workspace.problems)
    counts = {"excerpts": made.excerpts, "articles": made.articles, "tags": made.tags}
    if as_json:
        output.json({"file": str(file), "format": notation, **counts})
    else:
        said = ", ".join(f"{count} {name if count != 1 else name[:-1]}" for name, count in counts.items())
        output.note(f"{file or 'written'}: {said}")
    return 0 if complete else 1
