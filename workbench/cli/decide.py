"""Decide about lines of a source yourself: they belong to the article, or not.

    workbench decide ID 12-14 drop
    workbench decide ID 9 keep --label subheading
    workbench decide ID 12-14 --undo        let the cleaner decide again

`workbench show --blocks ID` prints the lines with their numbers. A person's decision wins over any cleaner's, now and later.
"""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.main import Session
from workbench.cli.options import as_json, manual
from workbench.errors import UsageError
from workbench.records.block import Label


@click.command("decide", help=manual(__doc__))
@click.argument("name", metavar="ID")
@click.argument("lines", metavar="LINES")
@click.argument("verdict", metavar="keep|drop", required=False, type=click.Choice(["keep", "drop"]))
@click.option("--label", type=click.Choice([str(label) for label in Label]), help="What the lines are.")
@click.option("--undo", is_flag=True, help="Take back what a person decided about the lines.")
@as_json
@click.pass_obj
def command(
    session: Session, /, name: str, lines: str, verdict: str | None, *, label: str | None, undo: bool, as_json: bool
) -> None:
    """Decide, and print the blocks as they are then."""
    from workbench.workspace import presenting, reading, reviewing

    if undo == bool(verdict or label):
        raise UsageError("say keep or drop, a --label, or --undo", remedy="for example: workbench decide ID 12-14 drop")
    first, last = _range(lines)
    with session.open() as workspace:
        review = reviewing.open_review(workspace, name)
        if undo:
            done = reviewing.take_back(workspace, review, first, last)
        else:
            kept = None if verdict is None else verdict == "keep"
            done = reviewing.decide(workspace, review, first, last, kept=kept, label=Label(label) if label else None)
        blocks = [presenting.block(one) for one in reading.blocks(workspace, done.article)]
        output.problems(workspace.problems)
    if as_json:
        output.json(blocks)
    for block in blocks if not as_json else ():
        if int(block["first_line"]) <= last and int(block["last_line"]) >= first:
            output.text(f"{block['first_line']}  {'kept' if block['kept'] else 'dropped'}  {block['label']}  {block['text']}")
    if done.orphaned:
        lost = "1 excerpt lost its passage" if done.orphaned == 1 else f"{done.orphaned} excerpts lost their passages"
        output.note(f"{lost}; --undo brings it back")


def _range(lines: str) -> tuple[int, int]:
    """The lines of "12" or "12-14".

    Raises:
        UsageError: It is neither.
    """
    first, dash, last = lines.partition("-")
    if not (first.isascii() and first.isdigit() and (not dash or (last.isascii() and last.isdigit()))) or len(lines) > 20:
        raise UsageError(f"{lines!r} are no lines", remedy="write 12 or 12-14")
    span = int(first), int(last or first)
    if not 1 <= span[0] <= span[1]:
        raise UsageError(f"{lines!r} are no lines", remedy="they count from 1, the first before the last")
    return span
