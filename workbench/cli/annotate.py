"""Make an excerpt.

    workbench annotate warning-over-the-khorasan-branch --quote "able to attack the homeland" --tag capability --credibility 3
    workbench annotate --batch wanted.jsonl     rows: {"article", "start", "end", "tags", "note"}, or "quote" for the offsets

Words that stand in the article more than once are refused unless --occurrence says which.
"""

from __future__ import annotations

from pathlib import Path

import click

from workbench.cli import output
from workbench.cli.main import Session
from workbench.cli.options import as_json, manual


@click.command("annotate", help=manual(__doc__))
@click.argument("name", metavar="ID", required=False)
@click.option("--quote", help="The words to mark, as they stand in the article.")
@click.option("--occurrence", type=click.IntRange(1), help="Which one, where they stand there more than once.")
@click.option("--tag", "tags", multiple=True, help="A tag; may be given again.")
@click.option("--note", help="What you have to say of it.")
@click.option("--credibility", type=click.IntRange(1, 6), help="Admiralty code: 1 confirmed … 5 improbable, 6 cannot be judged.")
@click.option("--batch", type=click.Path(path_type=Path, dir_okay=False), help="A file of rows, one excerpt each.")
@as_json
@click.pass_obj
def command(
    session: Session,
    /,
    name: str | None,
    *,
    batch: Path | None,
    quote: str | None,
    tags: tuple[str, ...],
    as_json: bool,
    **said: object,
) -> int:
    """Make one excerpt, or those of a file."""
    from workbench.errors import UsageError
    from workbench.workspace import bulk, presenting, vocabulary

    if batch and (name or quote):
        raise UsageError("--batch takes its articles and quotations from the file")
    if not batch and not (name and quote):
        raise UsageError("say which article and which words", remedy='workbench annotate ID --quote "…"')
    with session.open() as workspace:
        if batch:
            with output.progress("annotating") as (progress, stop):
                outcome = bulk.annotate_file(workspace, batch, progress, stop)
            for refused in outcome.refused:
                output.error(f"{refused.path}: {refused.error}")
            made = outcome.made
        else:
            hint = vocabulary.hint(workspace, tags)
            made = [bulk.annotate(workspace, str(name), str(quote), {**said, "tags": tags})]
            outcome = None
            if hint:
                output.note(hint)
    for placed in made:
        if as_json:
            output.json(presenting.excerpt(placed))
        else:
            output.text(f"{placed.excerpt.id}  {placed.article}  «{placed.excerpt.quote}»")
    return 1 if outcome and outcome.refused else 0
