"""List excerpts; edit, remove, confirm, attach them.

    workbench excerpts
    workbench excerpts --tag capability --format markdown
    workbench excerpts haqqani              in the quotation, the note, a tag, or the title of the article
    workbench excerpts 'by:kd credibility:1..3 published:2021 -anchor:exact'
    workbench excerpts --disagreements      where several people tagged the same passage differently
    workbench excerpts tag --tag capability/strength by:kd --add figures --remove sources/un --dry-run
    workbench excerpts edit x-k7m2q9x4ta --tag actors/haqqani --credibility 2
    workbench excerpts confirm x-k7m2q9x4ta      it is where it was found: its words become those that stand there now
    workbench excerpts candidates x-k7m2q9x4ta   where its passage may be
    workbench excerpts attach x-k7m2q9x4ta --start 412 --end 494

Passages are the same if they share half of the longer one; of excerpts that have lost theirs, if the words are the same.

A query is one of the search's language (`workbench search --help`), read for single excerpts; besides there are by:, article:,
credibility:, reliability:, anchor:exact|moved|fuzzy|orphaned and made:, and - before one turns it round.

The exit code is 1 where an excerpt listed has lost its passage, or a file of excerpts is not in order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from workbench.cli import output
from workbench.cli.main import Session
from workbench.cli.options import WithDefault, as_json, manual, which_excerpts

if TYPE_CHECKING:
    from workbench.workspace.reading import Placed


@click.group("excerpts", cls=WithDefault, help=manual(__doc__))
def command() -> None:
    """Excerpts."""


@command.command("list")
@which_excerpts
@click.option("--disagreements", is_flag=True, help="Only where several authors tagged the same passage differently.")
@click.option("--format", "notation", default="table", show_default=True, type=click.Choice(["table", "json", "csv", "markdown"]))
@as_json
@click.pass_obj
def list_(
    session: Session, /, query: tuple[str, ...], *, disagreements: bool, notation: str, as_json: bool, **wanted: Any
) -> int:
    """List excerpts."""
    from workbench.workspace import evidence, presenting

    with session.open() as workspace:
        found = evidence.select(workspace, evidence.Wanted(query=" ".join(query), **wanted))
        against: dict[tuple[str, str], tuple[str, ...]] = {}
        if disagreements:
            from workbench.workspace.disagreements import set_against

            rows = set_against(found, evidence.select(workspace, evidence.Wanted(article=wanted["article"])))
            against = {(placed.article, placed.excerpt.id): others for placed, others in rows}
            found = [placed for placed, _ in rows]
        if as_json or notation == "json":
            for placed in found:
                more = {"disagrees_with": against[placed.article, placed.excerpt.id]} if disagreements else {}
                output.json({**presenting.excerpt(placed), **more})
        elif notation == "table":
            output.table([_row(placed, by_author=disagreements) for placed in found])
        else:
            from workbench.workspace import exporting

            output.text(exporting.written(workspace, found, notation), end="")
        _tell_hints(query)
        output.problems(workspace.problems)
        complete = not any(problem.severity == "error" for problem in workspace.problems)
    return 0 if complete and all(placed.anchor.span for placed in found) else 1


def _tell_hints(query: tuple[str, ...]) -> None:
    """What there is to say of a query."""
    from workbench.workspace import evidence

    for hint in evidence.asked(" ".join(query)).hints:
        output.note(hint.message)


def _row(placed: Placed, *, by_author: bool) -> tuple[str, ...]:
    one = placed.excerpt
    third = one.author or "-" if by_author else placed.anchor.state
    return one.id, placed.article, third, str(one.credibility or "-"), " ".join(one.tags), f"«{one.quote}»"


@command.command()
@which_excerpts
@click.option("--add", multiple=True, metavar="TAG", help="A tag they get; may be given again.")
@click.option("--remove", multiple=True, metavar="TAG", help="A tag that is taken off them; may be given again.")
@click.option("--grade", type=click.IntRange(1, 6), help="The credibility they get.")
@click.option("--dry-run", is_flag=True, help="Tell how many would change; change nothing.")
@as_json
@click.pass_obj
def tag(session: Session, /, query: tuple[str, ...], *, dry_run: bool, as_json: bool, **said: Any) -> int:
    """Tag many excerpts at once, take tags off them, or grade them: those that are chosen as for the list."""
    from workbench.errors import UsageError
    from workbench.workspace import evidence

    change = evidence.Retagging(add=said.pop("add"), remove=said.pop("remove"), credibility=said.pop("grade"))
    if not (query or any(said.values())):
        raise UsageError("say which excerpts", remedy="a query, --tag, --article, --author, …; made:1970.. is all of them")
    with session.open() as workspace:
        chosen = evidence.select(workspace, evidence.Wanted(query=" ".join(query), **said))
        _tell_hints(query)
        done = evidence.retag(workspace, chosen, change, dry_run=dry_run)
        output.problems(workspace.problems)
    if as_json:
        output.json({"chosen": len(chosen), "changed": [edit.after.id for edit in done.step.excerpts if edit.after]})
    else:
        output.note(f"{'would change' if dry_run else 'changed'} {len(done.step.excerpts):,} of {len(chosen):,} excerpts")
    if done.left:
        raise done.left
    return 0


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


@command.command()
@click.argument("names", metavar="XID...", nargs=-1, required=True)
@as_json
@click.pass_obj
def confirm(session: Session, /, names: tuple[str, ...], *, as_json: bool) -> None:
    """Say that excerpts are where they were found, though their passage was changed or moved."""
    from workbench.workspace import annotating, presenting

    with session.open() as workspace:
        found = [annotating.find_excerpt(workspace, name) for name in dict.fromkeys(names)]
        for placed in (annotating.confirm(workspace, one) for one in found):
            if as_json:
                output.json(presenting.excerpt(placed))
            else:
                output.note(f"{placed.excerpt.id}: it is «{placed.excerpt.quote}»")


@command.command()
@click.argument("name", metavar="XID")
@click.option("--limit", default=5, show_default=True, type=click.IntRange(1, 50), help="How many places at most.")
@as_json
@click.pass_obj
def candidates(session: Session, /, name: str, *, limit: int, as_json: bool) -> None:
    """List the places where an excerpt's passage may be, the most likely first; `attach` takes one."""
    from workbench.workspace import annotating, presenting, reading

    with session.open() as workspace:
        placed = annotating.find_excerpt(workspace, name)
        article = reading.read(workspace, placed.article)
        offered = annotating.candidates(workspace, article, placed.excerpt, limit)
    rows = [presenting.candidate(one, article.text) for one in offered]
    if as_json:
        for row in rows:
            output.json(row)
    elif rows:
        output.table(
            [(f"{row['start']}-{row['end']}", f"{row['similarity']:.0%}", row["why"], f"«{row['quote']}»") for row in rows],
            right=frozenset({1}),
        )
    else:
        output.note(f"{name}: no place in {placed.article} is like it")
