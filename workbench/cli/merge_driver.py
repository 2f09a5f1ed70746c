"""Merge files of annotations, the codebook or saved searches, as git asks for it.

    workbench merge-driver BASE OURS THEIRS      what git calls; the result goes to OURS

`workbench doctor` prints the `git config` command that lets git call it, to be run once in each copy of the repository;
`.gitattributes`, which `init` writes, names the files.
Excerpts are joined by id, tags and saved searches by name. Where both sides changed the same, both values are kept: git reports a conflict,
and a comment `# merge conflict: …` above the item says what to decide; `workbench check` shows it until that line is deleted.
What cannot be joined without losing a line is merged as text, with git's own conflict markers.

The exit code is 1 where somebody has to look.
"""

from __future__ import annotations

from pathlib import Path

import click

from workbench.cli import output
from workbench.cli.options import manual


@click.command("merge-driver", help=manual(__doc__))
@click.argument("base", type=click.Path(path_type=Path))
@click.argument("ours", type=click.Path(path_type=Path))
@click.argument("theirs", type=click.Path(path_type=Path))
@click.argument("path", required=False)
def command(base: Path, ours: Path, theirs: Path, path: str | None) -> int:
    """Merge into OURS what OURS and THEIRS made of BASE; PATH is the file's name in the repository."""
    from workbench.workspace.merging import merge_files

    outcome = merge_files(base, ours, theirs, path or str(ours))
    output.problems(outcome.problems)
    return 0 if outcome.clean else 1
