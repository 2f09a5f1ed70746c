"""Clean articles again from their sources, after a preview of what would change.

    workbench reclean                   what the cleaner of today would change, article by article
    workbench reclean ID --apply        change it
    workbench reclean ID --apply --over-edits       back to what cleaning makes of the source, edits by hand gone

What a person decided or entered stays, and so does what was edited by hand in the article. An article of which an excerpt would
lose its passage is left as it is, and named; --orphan changes it all the same. The exit code is 1 where an article was left.
"""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.main import Session
from workbench.cli.options import as_json, manual
from workbench.errors import UsageError


@click.command("reclean", help=manual(__doc__))
@click.argument("names", nargs=-1, metavar="[ID]...")
@click.option("--apply", is_flag=True, help="Write what changes.")
@click.option("--orphan", is_flag=True, help="Write also where an excerpt loses its passage.")
@click.option("--over-edits", is_flag=True, help="Let go of what was edited by hand in the articles named.")
@as_json
@click.pass_obj
def command(session: Session, /, names: tuple[str, ...], *, apply: bool, orphan: bool, over_edits: bool, as_json: bool) -> int:
    """Clean again, and say what changes."""
    from workbench.workspace.recleaning import How, reclean

    if over_edits and not names:
        raise UsageError("--over-edits needs the ids of the articles whose edits shall go", remedy="workbench check lists them")
    how = How(apply=apply, orphan=orphan, over_edits=over_edits)
    with session.open() as workspace:
        with output.progress("cleaning") as (progress, stop):
            answers = list(reclean(workspace, names, progress, stop, how=how))
        output.problems(workspace.problems)
    return output.recleaned(answers, applied=apply, as_json=as_json)
