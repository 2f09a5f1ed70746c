"""Take in excerpts that another program wrote, or `workbench export`.

    workbench import-excerpts annotations.json          from Hypothesis, or W3C annotations
    workbench import-excerpts --dry-run project.qdpx    from NVivo, ATLAS.ti, MAXQDA …: only say what would come of it
    workbench import-excerpts highlights.csv            a column `quote` and one `article`, `url` or `title`

The format is recognised. An excerpt goes where its words stand, never where a file merely says; one whose words are not found is
refused with the reason, and the exit code is 1. Nothing that is in the library is overwritten, and the same file again adds nothing.
"""

from __future__ import annotations

from pathlib import Path

import click

from workbench.cli import output
from workbench.cli.main import Session
from workbench.cli.options import EXCHANGED, as_json, manual


@click.command("import-excerpts", help=manual(__doc__))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--format", "notation", type=click.Choice(EXCHANGED), help="What the file is, if it is not recognised.")
@click.option("--dry-run", is_flag=True, help="Only say what would come of it.")
@as_json
@click.pass_obj
def command(session: Session, /, file: Path, *, notation: str | None, dry_run: bool, as_json: bool) -> int:
    """Take in excerpts, and say what came of each."""
    from workbench.workspace.excerpt_import import import_file

    with session.open() as workspace:
        with output.progress("importing") as (progress, stop):
            done = import_file(workspace, file, notation, progress, stop, dry_run=dry_run)
        output.problems(workspace.problems)
    if as_json:
        output.json(done)
    else:
        output.table([(taken.id, taken.article, taken.anchor) for taken in done.imported])
    for said in done.told:
        output.note(said)
    for refused in done.refused:
        output.error(f"{refused.where}: {refused.error}")
    would = "would be " if dry_run else ""
    output.note(
        f"{done.format}: {len(done.imported)} {would}imported, {len(done.known)} known, {len(done.articles)} articles and"
        f" {len(done.tags)} tags {would}made, {len(done.refused)} refused" + ("; stopped" if done.stopped else "")
    )
    return 1 if done.refused or done.stopped else 0
