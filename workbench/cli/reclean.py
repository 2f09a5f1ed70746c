"""Clean articles again from their sources, after a preview of what would change.

    workbench reclean                   what today's cleaner would change, article by article
    workbench reclean ID --apply        change it

What a person decided or entered stays, and so does what was edited by hand in the article. An article of which an excerpt would
lose its passage is left as it is, and named; --orphan changes it all the same. The exit code is 1 where an article was left.
"""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.main import Session
from workbench.cli.options import as_json, manual


@click.command("reclean", help=manual(__doc__))
@click.argument("names", nargs=-1, metavar="[ID]...")
@click.option("--apply", is_flag=True, help="Write what changes.")
@click.option("--orphan", is_flag=True, help="Write also where an excerpt loses its passage.")
@as_json
@click.pass_obj
def command(session: Session, /, names: tuple[str, ...], *, apply: bool, orphan: bool, as_json: bool) -> int:
    """Clean again, and say what changes."""
    from workbench.workspace.recleaning import reclean

    workspace = session.open()
    try:
        with output.progress("cleaning") as (progress, stop):
            answers = list(reclean(workspace, names, progress, stop, apply=apply, orphan=orphan))
        for problem in workspace.problems:
            output.error(str(problem))
    finally:
        workspace.close()
    return output.recleaned(answers, applied=apply, as_json=as_json)
