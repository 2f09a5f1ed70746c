"""Print one article, its source, or what was kept and dropped of it.

    workbench show warning-over-the-khorasan-branch
    workbench show --blocks ID      every line of the source: kept or dropped, as what, and why
    workbench show --raw ID         the source, byte for byte

An earlier id of an article works as well. If its file of excerpts is not in order, that is told on standard error.
"""

from __future__ import annotations

import sys

import click

from workbench.cli import output
from workbench.cli.main import Session
from workbench.cli.options import as_json, manual


@click.command("show", help=manual(__doc__))
@click.argument("name", metavar="ID")
@click.option("--raw", is_flag=True, help="Its source.")
@click.option("--blocks", is_flag=True, help="What was kept and dropped.")
@as_json
@click.pass_obj
def command(session: Session, /, name: str, *, raw: bool, blocks: bool, as_json: bool) -> None:
    """Print what is asked for."""
    from workbench.workspace import presenting, reading

    with session.open() as workspace:
        article = reading.read(workspace, name)
        reading.look_at_excerpts(workspace, article.id)
        if blocks:
            shown = [presenting.block(one) for one in reading.blocks(workspace, article)]
            if as_json:
                output.json(shown)
            else:
                _print_blocks(shown)
        elif raw and not as_json:
            _print_raw(reading.raw(workspace, article))
        elif as_json:
            output.json(presenting.article(article, reading.source_size(workspace, article)))
        else:
            output.text(reading.as_text(article), end="")
        output.problems(workspace.problems)


def _print_raw(raw: bytes) -> None:
    """Bytes as they are into a pipe or file; on a terminal as safe text."""
    if sys.stdout.isatty():
        output.text(raw.decode("utf-8", "replace"), end="")
    else:
        sys.stdout.buffer.write(raw)


def _print_blocks(blocks: list[dict[str, object]]) -> None:
    output.table(
        [
            (
                str(block["first_line"])
                if block["first_line"] == block["last_line"]
                else f"{block['first_line']}-{block['last_line']}",
                "kept" if block["kept"] else "dropped",
                str(block["label"]),
                f"{block['confidence']:.0%}",
                str(block["reason"]),
                " ".join(str(block["text"]).split())[:100],
            )
            for block in blocks
        ],
        right=frozenset({0, 3}),
    )
