"""Make a new workspace.

    workbench init --sample ~/trial     a workspace with the sample library, to try things in
    workbench init ~/reading            an empty one

Nothing that is there already is overwritten.
"""

from __future__ import annotations

from pathlib import Path

import click

from workbench.cli import output
from workbench.cli.options import manual


@click.command("init", help=manual(__doc__))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--sample", is_flag=True, help="With the sample library: fifteen articles, a codebook, excerpts.")
def command(folder: Path, *, sample: bool) -> None:
    """Make a workspace and say what to do next."""
    from workbench.workspace.founding import found
    from workbench.workspace.places import home_expanded

    made = found(home_expanded(str(folder)), sample=sample)
    output.note(f"Made a workspace in {folder}.")
    if not any(path.name == ".gitattributes" for path in made):
        output.note(".gitattributes was there already: it needs the lines that docs/guide/with-others.md names.")
    if sample:
        output.note(f"Open it: workbench -w {folder}")
    else:
        output.note(f"Bring articles in: workbench -w {folder} import FILES   Open it: workbench -w {folder}")
