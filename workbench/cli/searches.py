"""Saved searches: queries with a name, how much they find, and what is new since you last looked.

    workbench searches
    workbench searches save "strike abroad" 'homeland (attack OR strike) published:"last year"'
    workbench searches run strike abroad
    workbench searches run strike abroad --new        only what was not there the last time
    workbench searches save --replace haqqani 'haqqani~1 OR haqani'
    workbench searches rename haqqani "haqqani, all spellings"
    workbench searches remove haqqani

They stand in library/searches.yaml, for everybody who shares the library. When you last looked is kept for you alone: running a search
is a look, and so is saving it. New is what matches now and did not then; until you look, everything that a colleague's search finds
is. In a name letter case and spaces do not count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from workbench.cli import output
from workbench.cli.main import Session
from workbench.cli.options import WithDefault, as_json, manual
from workbench.cli.search import SORTS, print_found, print_page, query_of

if TYPE_CHECKING:
    from workbench.workspace.opening import Workspace
    from workbench.workspace.saved_searches import Counted


class _Searches(WithDefault):
    """A name in place of a subcommand is told what it lacks: to list takes no name."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse a name without a subcommand."""
        from workbench.errors import UsageError

        if args and args[0] not in self.commands and not args[0].startswith("-"):
            raise UsageError(f"there is no command {args[0]!r}", remedy=f"workbench searches run {' '.join(args)}")
        return super().parse_args(ctx, args)


@click.group("searches", cls=_Searches, help=manual(__doc__))
def command() -> None:
    """Saved searches."""


@command.command("list")
@as_json
@click.pass_obj
def list_(session: Session, /, *, as_json: bool) -> None:
    """List the saved searches with how many articles each finds and how many of them are new."""
    from workbench.workspace import saved_searches

    with session.open() as workspace:
        _freshen(workspace)
        found = saved_searches.listing(workspace)
        output.problems(workspace.problems)
    for one in found if as_json else ():
        output.json(one)
    if not as_json and not found:
        output.note("there are no saved searches yet; workbench searches save NAME QUERY makes one")
    elif not as_json:
        rows = [
            (one.name, f"{one.total:,}", f"{one.new:,} new" if one.new else "", one.query or "(every article)") for one in found
        ]
        output.table(rows, right=frozenset({1, 2}))


@command.command(context_settings={"ignore_unknown_options": True})
@click.argument("name")
@click.argument("query", nargs=-1, required=True)
@click.option("--replace", is_flag=True, help="Put the query in place of the one of this name.")
@click.pass_obj
def save(session: Session, /, name: str, query: tuple[str, ...], *, replace: bool) -> None:
    """Keep a query under a name; "" is every article."""
    from workbench.workspace import saved_searches, searching

    words = query_of(query, "workbench searches save --help")
    with session.open() as workspace:
        _freshen(workspace)
        change = saved_searches.save(workspace, name, words, replacing=replace)
        page = searching.search(workspace, words, limit=0, fold=False)
    for hint in page.hints:
        output.note(f"note: {hint.message}")
    kept = change.after.name if change.after else name
    output.note(f"saved as {kept!r}, which finds {page.total:,} {'article' if page.total == 1 else 'articles'} now")
    if change.before and change.before != change.after:
        output.note(f"its query was: {change.before.query}")
    if not page.total and page.suggestion:
        output.note(f"Did you mean: {page.suggestion}")


@command.command()
@click.argument("name", nargs=-1, required=True)
@click.option("--new", "only_new", is_flag=True, help="Only what did not match at your last look.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(0), help="At most this many articles.")
@click.option("--offset", default=0, type=click.IntRange(0), help="Pass over this many first.")
@click.option("--sort", default="relevance", show_default=True, type=click.Choice(SORTS))
@click.option("--no-fold", is_flag=True, help="Do not put near-copies behind the best of them.")
@as_json
@click.pass_obj
def run(
    session: Session,
    /,
    name: tuple[str, ...],
    *,
    only_new: bool,
    limit: int,
    offset: int,
    sort: str,
    no_fold: bool,
    as_json: bool,
) -> None:
    """Search again, tell what is new, and remember that you looked."""
    from workbench.workspace import presenting, saved_searches, searching

    with session.open() as workspace:
        _freshen(workspace)
        counted = saved_searches.count(workspace, saved_searches.find(workspace, " ".join(name)))
        query = counted.search.query
        if only_new:
            page = saved_searches.newcomers(workspace, counted, limit=limit, offset=offset, sort=sort)
        else:
            page = searching.search(workspace, query, limit=limit, offset=offset, sort=sort, fold=not no_fold)
        if as_json:
            output.json({"name": counted.search.name, "new": sorted(counted.new), **presenting.page(page)})
        elif only_new:
            print_found(page.found)
            output.note(f"{len(page.found)} of {len(counted.new):,} shown · {_news(counted)}")
        else:
            print_page(page, counted.new if counted.looked else frozenset())
            output.note(_news(counted))
        saved_searches.mark(workspace, counted)
        output.problems(workspace.problems)


@command.command()
@click.argument("name")
@click.argument("new")
@click.pass_obj
def rename(session: Session, /, name: str, new: str) -> None:
    """Give a saved search another name."""
    from workbench.workspace import saved_searches

    with session.open() as workspace:
        saved_searches.rename(workspace, name, new)
    output.note(f"{name!r} is {new!r} now")


@command.command()
@click.argument("name", nargs=-1, required=True)
@click.pass_obj
def remove(session: Session, /, name: tuple[str, ...]) -> None:
    """Remove a saved search, for everybody who shares the library."""
    from workbench.workspace import saved_searches

    with session.open() as workspace:
        gone = saved_searches.remove(workspace, " ".join(name)).before
    if gone:
        output.note(f"removed {gone.name!r}; its query was: {gone.query}")


def _freshen(workspace: Workspace) -> None:
    with output.progress("indexing") as (progress, stop):
        workspace.index.ensure_fresh(progress, stop)


def _news(counted: Counted) -> str:
    if counted.looked is None:
        return "this is your first look" + (": all of them are new" if counted.new else "")
    return f"{len(counted.new) or 'nothing'} new since your last look, {counted.looked[:10]}"
