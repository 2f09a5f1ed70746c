"""List excerpts; edit, remove, attach them.

    workbench excerpts
    workbench excerpts --tag capability --format markdown
    workbench excerpts haqqani              those in articles that match, or whose own words, tags or note hold it
    workbench excerpts edit x-k7m2q9x4ta --tag actors/haqqani --credibility 2
    workbench excerpts attach x-k7m2q9x4ta --start 412 --end 494

The exit code is 1 where an excerpt listed has lost its passage.
"""

from __future__ import annotations

from typing import Any

import click

from workbench.cli import output
from workbench.cli.main import Session
from workbench.cli.options import WithDefault, as_json, manual


@click.group("excerpts", cls=WithDefault, help=manual(__doc__))
def command() -> None:
    """Excerpts."""


@command.command("list")
@click.argument("query", nargs=-1)
@click.option("--tag", help="With this tag, or one below it.")
@click.option("--article", help="Of this article.")
@click.option("--author", help="By this person.")
@click.option("--credibility", type=click.IntRange(1, 6))
@click.option("--since", help="Made on this day or later: 2021-08-26.")
@click.option("--until", help="Made on this day or earlier.")
@click.option("--orphaned", is_flag=True, help="Only those that have lost their passage.")
@click.option("--format", "notation", default="table", show_default=True, type=click.Choice(["table", "json", "csv", "markdown"]))
@as_json
@click.pass_obj
def list_(session: Session, /, query: tuple[str, ...], *, notation: str, as_json: bool, **wanted: Any) -> int:
    """List excerpts."""
    from workbench.workspace import evidence, presenting

    with session.open() as workspace:
        found = evidence.select(workspace, evidence.Wanted(query=" ".join(query), **wanted))
        if as_json or notation == "json":
            for placed in found:
                output.json(presenting.excerpt(placed))
        elif notation == "table":
            output.table(
                [
                    (
                        placed.excerpt.id,
                        placed.article,
                        placed.anchor.state,
                        str(placed.excerpt.credibility or "-"),
                        " ".join(placed.excerpt.tags),
                        f"«{placed.excerpt.quote}»",
                    )
                    for placed in found
                ]
            )
        else:
            output.text(evidence.written(workspace, found, notation), end="")
        output.problems(workspace.problems)
    return 1 if any(placed.anchor.span is None for placed in found) else 0


@command.command()
@click.argument("name", metavar="XID")
@click.option("--tag", "tags", multiple=True, help="The tags it has from now on; may be given again.")
@click.option("--note", help='The note; "" clears it.')
@click.option("--credibility", type=click.IntRange(1, 6))
@as_json
@click.pass_obj
def edit(session: Session, /, name: str, *, as_json: bool, **said: object) -> None:
    """Change an excerpt's tags, note or credibility; what is not named stays."""
    from workbench.workspace import evidence, presenting

    with session.open() as workspace:
        placed = evidence.edit(workspace, name, said)
    if as_json:
        output.json(presenting.excerpt(placed))
    else:
        output.note(f"{name}: changed")


@command.command()
@click.argument("name", metavar="XID")
@click.pass_obj
def remove(session: Session, /, name: str) -> None:
    """Remove an excerpt."""
    from workbench.workspace import annotating

    with session.open() as workspace:
        placed = annotating.find_excerpt(workspace, name)
        annotating.remove(workspace, placed.article, placed.excerpt)
    output.note(f"{name}: removed from {placed.article}")


@command.command()
@click.argument("name", metavar="XID")
@click.option("--start", required=True, type=click.IntRange(0), help="First code point of the passage in the article's text.")
@click.option("--end", required=True, type=click.IntRange(1), help="The code point after its last.")
@as_json
@click.pass_obj
def attach(session: Session, /, name: str, start: int, end: int, *, as_json: bool) -> None:
    """Attach an excerpt to a passage: for one that has lost its own."""
    from workbench.workspace import annotating, presenting

    with session.open() as workspace:
        placed = annotating.attach(workspace, name, start, end)
    if as_json:
        output.json(presenting.excerpt(placed))
    else:
        output.note(f"{name}: now «{placed.excerpt.quote}»")
