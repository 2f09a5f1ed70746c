"""Compare two articles, or two versions of one page, word by word.

    workbench diff ID OTHER
    workbench diff ID           an article with its earlier version
    workbench diff --source ID  an article with what cleaning made of its source: edits by hand

Words that went are shown as [-old-], words that came as {+new+}. The exit code is 0 either way.
"""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.main import Session
from workbench.cli.options import as_json, manual


@click.command("diff", help=manual(__doc__))
@click.argument("name", metavar="ID")
@click.argument("other", metavar="[OTHER]", required=False)
@click.option("--source", is_flag=True, help="Compare with what cleaning made of the source.")
@as_json
@click.pass_obj
def command(session: Session, /, name: str, other: str | None, *, source: bool, as_json: bool) -> None:
    """Compare, and print what differs."""
    from workbench.workspace import comparing

    with session.open() as workspace:
        found = comparing.with_source(workspace, name) if source else comparing.compare(workspace, name, other)
    if as_json:
        output.json({"old": found.old, "new": found.new, "same": found.same, "changes": found.changes})
    elif found.same:
        output.note(f"{found.old} and {found.new} have the same text")
    else:
        output.text(comparing.as_text(found), end="")
