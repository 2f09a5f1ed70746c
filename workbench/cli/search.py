"""Search the library.

    workbench search haqqani
    workbench search '"homeland" published:2018..2021 NOT airport'
    workbench search --sort newest --limit 5 'tag:capability'
    workbench search --json --facets haqqani
    workbench search --terms names.txt               how many articles each line of a file finds
    workbench search --terms names.txt --matrix --format csv > names.csv

Bare words must all stand in an article, in any form; "…" is a phrase, "…"~3 with up to three other words in between, a* begins with,
w?ld*, fuzzy~1, AND OR NOT, -word, ( ). Fields: title publisher author language place kind tag note agency;
published:2019..2021, published:>2020-06, published:"last month", has:excerpts.

A file of terms has one query a line, in this same language; empty lines and lines that begin with # are passed over. A matrix has a
row for each article that any of them matches, those that most of them match first, and says 1 where a term matches and 0 where not;
with --places in how many places of the text its words or phrases stand, and 1 where it matches otherwise, by its title or a field.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from click.core import ParameterSource

from workbench.cli import output
from workbench.cli.main import Session
from workbench.cli.options import as_json, manual

if TYPE_CHECKING:
    from workbench.workspace.opening import Workspace
    from workbench.workspace.searching import Found, Page

SORTS: Final = ("relevance", "newest", "oldest", "title")
_WITH_TERMS: Final = ("terms", "matrix", "places", "notation", "match", "engine", "as_json")
"""What may be said beside a file of terms: it is answered whole, and has no page, no order and no snippets."""


@click.command("search", help=manual(__doc__), context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1, metavar="QUERY...")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(0), help="At most this many articles.")
@click.option("--offset", default=0, type=click.IntRange(0), help="Pass over this many first.")
@click.option("--sort", default="relevance", show_default=True, type=click.Choice(SORTS))
@click.option("--match", type=click.Choice(["all", "any"]), help="How bare words combine: all, but any with --batch.")
@click.option("--facets", is_flag=True, help="Count publishers, years, tags …")
@click.option("--engine", type=click.Choice(["auto", "whoosh", "tantivy"]), help="The engine to ask this time.")
@click.option("--no-fold", is_flag=True, help="Do not put near-copies behind the best of them.")
@click.option(
    "--batch", type=click.Path(path_type=Path, dir_okay=False), help='A file with a query a line: {"id": …, "text": …}.'
)
@click.option("--terms", type=click.Path(path_type=Path, dir_okay=False), help="A file with a query a line, to be counted.")
@click.option("--matrix", is_flag=True, help="Which article matches which of the --terms.")
@click.option("--places", is_flag=True, help="In a --matrix, in how many places of the text; reads every article of it.")
@click.option(
    "--format",
    "notation",
    default="table",
    show_default=True,
    type=click.Choice(["table", "csv"]),
    help="How the answer to --terms is written.",
)
@as_json
@click.pass_obj
def command(
    session: Session,
    /,
    query: tuple[str, ...],
    *,
    batch: Path | None,
    terms: Path | None,
    as_json: bool,
    **options: str | int | bool | None,
) -> None:
    """Search, and print what was found."""
    from workbench.errors import UsageError

    words = query_of(query, "workbench search --help")
    if bool(query) + bool(batch) + bool(terms) != 1:
        raise UsageError("say what to search for, in one way", remedy="workbench search WORDS, or --terms FILE, or --batch FILE")
    _refuse_what_does_not_go_together(with_terms=terms is not None)
    with session.open(engine=str(options["engine"]) if options["engine"] else None) as workspace:
        with output.progress("indexing") as (progress, stop):
            workspace.index.ensure_fresh(progress, stop)
        if terms:
            from workbench.cli.terms import print_answers

            match, notation = str(options["match"] or "all"), str(options["notation"])
            matrix, places = bool(options["matrix"]), bool(options["places"])
            print_answers(workspace, terms, match=match, matrix=matrix, places=places, notation=notation, as_json=as_json)
            return
        if batch:
            _batch(workspace, batch, limit=int(options["limit"] or 0), match=str(options["match"] or "any"))
            return
        from workbench.workspace import presenting, searching

        page = searching.search(
            workspace,
            words,
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
            print_page(page)
        output.problems(workspace.problems)


def _refuse_what_does_not_go_together(*, with_terms: bool) -> None:
    """An option that would be ignored is refused, so that nobody takes an answer for another.

    Raises:
        UsageError: One was given.
    """
    from workbench.errors import UsageError

    context = click.get_current_context()
    for parameter in context.command.params:
        name = parameter.name or ""
        given = context.get_parameter_source(name) is ParameterSource.COMMANDLINE and bool(context.params.get(name))
        if with_terms and given and name not in _WITH_TERMS:
            raise UsageError(
                f"{parameter.opts[0]} has no meaning beside --terms", remedy="leave it out: every article is counted"
            )
        if given and name == "places" and not context.params.get("matrix"):
            raise UsageError("--places needs --matrix", remedy="it says what stands in the cells")
        if not with_terms and given and name in ("matrix", "notation"):
            raise UsageError(f"{parameter.opts[0]} needs --terms FILE", remedy="for what a query found, use --json")


def _batch(workspace: Workspace, file: Path, *, limit: int, match: str) -> None:
    from workbench.workspace import searching

    for ident, hits in searching.batch(workspace, file, limit=limit, match=match):
        output.json({"id": ident, "hits": [[hit.id, round(hit.score, 6)] for hit in hits.hits]})


def query_of(words: Iterable[str], help_command: str) -> str:
    """The query that words of the command line make. Options of no meaning are let through for the sake of `-word`: they are refused here.

    Raises:
        UsageError: A word begins with two dashes, which no word of a query does.
    """
    from workbench.errors import UsageError

    joined = list(words)
    if unknown := [word for word in joined if word.startswith("--") and word.strip("-")]:
        raise UsageError(f"there is no option {unknown[0].partition('=')[0]}", remedy=f"{help_command} lists them")
    return " ".join(joined)


def print_found(found: Iterable[Found], new: Collection[str] = ()) -> None:
    """Print articles with their snippets; those whose ids are in `new` are said to be."""
    for one in found:
        about = " · ".join(
            filter(
                None,
                (one.publisher or one.agency, one.published or "n.d.", f"{one.words:,} words", "new" if one.id in new else ""),
            )
        )
        output.text(f"{one.title}\n    {one.id} · {about}")
        for snippet in one.snippets:
            output.text(f"    … {' '.join(snippet.text.split())} …")
        if one.folded:
            output.text(f"    + {len(one.folded)} near-copies: {', '.join(one.folded)}")


def print_page(page: Page, new: Collection[str] = ()) -> None:
    """Print an answer: the articles, the facets, and on standard error what there is to say about it."""
    print_found(page.found, new)
    for field, counts in page.facets.items():
        more = f", {len(counts) - 12:,} more (--json has all)" if len(counts) > 12 else ""
        output.text(f"{field}: " + ", ".join(f"{count.value} {count.count}" for count in counts[:12]) + more)
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
