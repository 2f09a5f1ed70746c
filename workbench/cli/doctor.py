"""Versions, places, terminal, clipboard, engine: what a bug report needs.

    workbench doctor

Nothing of it leaves this machine.
"""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.main import Session
from workbench.cli.options import as_json, manual


@click.command("doctor", help=manual(__doc__))
@as_json
@click.pass_obj
def command(session: Session, /, *, as_json: bool) -> None:
    """Print what is so; a workspace that cannot be opened is said, not fatal."""
    from workbench.errors import WorkbenchError
    from workbench.workspace import diagnosing

    said = diagnosing.general()
    try:
        workspace = session.open()
    except WorkbenchError as error:
        said["workspace"] = f"none: {error}"
    else:
        try:
            said |= diagnosing.of(workspace)
        finally:
            workspace.close()
    if as_json:
        output.json(said)
    else:
        output.table(list(said.items()))
