"""Bring the search index up to date with the files.

    workbench index
    workbench index --rebuild       throw it away and build it anew; nothing but time is lost

Searching and the workbench itself do this by themselves; this is for scripts.
"""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.main import Session
from workbench.cli.options import as_json, manual


@click.command("index", help=manual(__doc__))
@click.option("--rebuild", is_flag=True, help="Build it anew.")
@as_json
@click.pass_obj
def command(session: Session, /, *, rebuild: bool, as_json: bool) -> None:
    """Index, and say what was done."""
    with session.open() as workspace:
        with output.progress("indexing") as (progress, stop):
            work = workspace.index.rebuild if rebuild else workspace.index.refresh
            report = work(progress, stop)
        output.problems(workspace.problems)
    if as_json:
        output.json(report)
    else:
        output.note(
            f"{report.added:,} added, {report.updated:,} updated, {report.removed:,} removed · {report.seconds:.1f} s · {report.engine}"
        )
