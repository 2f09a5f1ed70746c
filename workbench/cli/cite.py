"""Cite articles and excerpts.

    workbench cite warning-over-the-khorasan-branch
    workbench cite --kind quote x-k7m2q9x4ta        the quotation with its citation
    workbench cite --format csl-json ID ID          one array, for Pandoc and reference managers
    workbench cite --copy ID

What the article does not state stays missing, and is named.
"""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.main import Session
from workbench.cli.options import as_json, manual


@click.command("cite", help=manual(__doc__))
@click.argument("names", nargs=-1, required=True, metavar="ID...")
@click.option("--style", metavar="NAME", help="The style; so far: news.")
@click.option("--kind", default="citation", show_default=True, type=click.Choice(["citation", "bibliography", "quote"]))
@click.option("--format", "notation", metavar="FORMAT", help="text, markdown, html, pandoc or csl-json.")
@click.option("--copy", is_flag=True, help="To the clipboard too.")
@as_json
@click.pass_obj
def command(
    session: Session, /, names: tuple[str, ...], *, style: str | None, kind: str, notation: str | None, copy: bool, as_json: bool
) -> None:
    """Print a citation for each id, in the order asked."""
    from workbench.workspace import citations

    with session.open() as workspace:
        made = [citations.cite(workspace, name, kind=kind, style=style, notation=notation) for name in names]
        words = citations.one_array(made) if notation == "csl-json" else "\n".join(one.text for one in made)
        if as_json:
            for one in made:
                output.json(one)
        else:
            output.text(words)
        if copy:
            copied = citations.copy(workspace, words, output.terminal())
            output.note(f"Copied: {copied.message}")
    for one in made:
        if one.missing and not as_json:
            output.note(f"{one.id}: not stated: {', '.join(one.missing)}")
