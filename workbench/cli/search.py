"""Search the library.

    workbench search haqqani
    workbench search '"homeland" published:2019..2021 NOT taliban'
    workbench search --sort newest --limit 5 'tag:capability'
    workbench search --json --facets haqqani

Bare words must all stand in an article, in any form; "…" is a phrase, "…"~3 with up to three other words in between, a* begins with,
w?ld*, fuzzy~1, AND OR NOT, -word, ( ). Fields: title publisher author language place kind tag note agency;
published:2019..2021, published:>2020-06, published:"last month", has:excerpts.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli import output
from workbench.cli.main import Session
from workbench.cli.options import as_json, manual

if TYPE_CHECKING:
    from workbench.workspace.opening import Workspace
    from workbench.workspace.searching import Page


@click.command("search", help=manual(__doc__), context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1, metavar="QUERY...")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(0), help="At most this many articles.")
@click.option("--offset", default=0, type=click.IntRange(0), help="Pass over this many first.")
@click.option("--sort", default="relevance", show_default=True, type=click.Choice(["relevance", "newest", "oldest", "title"]))
@click.option("--match", type=click.Choice(["all", "any"]), help="How bare words combine: all, but any with --batch.")
@click.option("--facets", is_flag=True, help="Count publishers, years, tags …")
@click.option("--engine", type=click.Choice(["auto", "whoosh"]), help="The engine to ask.")
@click.option("--no-fold", is_flag=True, help="Do not put near-copies behind the best of them.")
@click.option(
    "--batch", type=click.Path(path_type=Path, dir_okay=False), help='A file with a query a line: {"id": …, "text": …}.'
)
@as_json
@click.pass_obj
def command(
    session: Session, /, query: tuple[str, ...], *, batch: Path | None, as_json: bool, **options: str | int | bool | None
) -> None:
    """Search, and print what was found."""
    from workbench.errors import UsageError

    # Options of no meaning here are let through for the sake of `-word`; no word of a query begins with two dashes.
    if unknown := [word for word in query if word.startswith("--") and word.strip("-")]:
        raise UsageError(f"there is no option {unknown[0]}", remedy="workbench search --help lists them")
    if bool(query) == bool(batch):
        raise UsageError("say what to search for", remedy="workbench search WORDS, or --batch FILE")
    with session.open() as workspace:
        with output.progress("indexing") as (progress, stop):
            workspace.index.ensure_fresh(progress, stop)
        if batch:
            _batch(workspace, batch, limit=int(options["limit"] or 0), match=str(options["match"] or "any"))
            return
        from workbench.workspace import presenting, searching

        page = searching.search(
            workspace,
            " ".join(query),
            limit=int(options["limit"] or 0),
            offset=int(options["offset"] or 0),
            sort=str(options["sort"]),
            match=str(options["match"] or "all"),
            facets=searching.FACETS if options["facets"] else (),
            fold=not options["no_fold"],
        )
        if as_json:
            output.json(presenting.page(page))
        else:
            _print(page)
        for problem in workspace.problems:
            output.error(str(problem))


def _batch(workspace: Workspace, file: Path, *, limit: int, match: str) -> None:
    from workbench.workspace import searching

    for ident, hits in searching.batch(workspace, file, limit=limit, match=match):
        output.json({"id": ident, "hits": [[hit.id, round(hit.score, 6)] for hit in hits.hits]})


def _print(page: Page) -> None:
    for found in page.found:
        about = " · ".join(filter(None, (found.publisher or found.agency, found.published or "n.d.", f"{found.words:,} words")))
        output.text(f"{found.title}\n    {found.id} · {about}")
        for snippet in found.snippets:
            output.text(f"    … {' '.join(snippet.text.split())} …")
        if found.folded:
            output.text(f"    + {len(found.folded)} near-copies: {', '.join(found.folded)}")
    for field, counts in page.facets.items():
        output.text(f"{field}: " + ", ".join(f"{count.value} {count.count}" for count in counts[:12]))
    for hint in page.hints:
        output.note(f"note: {hint.message}")
    if not page.total:
        output.note(f"Nothing matches {page.query}.")
        for part, total in page.without:
            output.note(f"Without {part}: {total:,}.")
        if page.suggestion:
            output.note(f"Did you mean: {page.suggestion}")
    else:
        more = "" if page.total_is_exact else "at least "
        output.note(f"{len(page.found)} of {more}{page.total:,} · {page.took_ms:.0f} ms · {page.engine}")
