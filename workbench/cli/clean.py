"""Print the cleaned text of files, and change nothing.

    workbench clean page.txt
    workbench clean --json *.txt        what was kept and dropped, why, and what the page states of itself

What is in doubt stays; --aggressive drops it too.
"""

from __future__ import annotations

from pathlib import Path

import click

from workbench.cli import output
from workbench.cli.options import as_json, manual


@click.command("clean", help=manual(__doc__))
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--aggressive", is_flag=True, help="Drop what is in doubt too.")
@as_json
def command(files: tuple[Path, ...], *, aggressive: bool, as_json: bool) -> int:
    """Clean each file; one that cannot be is named and the rest goes on."""
    from workbench.errors import WorkbenchError
    from workbench.workspace.cleaning import clean_file

    refused = 0
    for file in files:
        try:
            cleaned = clean_file(file, aggressive=aggressive)
        except WorkbenchError as error:
            refused += 1
            output.error(f"{file}: {error.what}")
            continue
        if as_json:
            output.json(cleaned)
        else:
            output.text(cleaned["text"], end="")
    return 1 if refused else 0
