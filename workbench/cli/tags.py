"""The codebook: every tag with how many excerpts carry it; add, edit, rename, merge, split, remove tags in the whole library.

    workbench tags
    workbench tags add actors/press --title Press --definition "What newspapers say of themselves." --colour teal
    workbench tags edit capability --definition "What the group is able to do, not what it wants." --colour "#aa3322"
    workbench tags rename actors people --dry-run       and those below it: actors/haqqani becomes people/haqqani
    workbench tags merge finance funding money          finance and funding become money
    workbench tags split capability --to capability/air --where drone
    workbench tags split capability --to capability/air --excerpt x-k7m2q9x4ta --excerpt x-p3w8n5c6rt --keep
    workbench tags remove finance

A change goes through all excerpts, the articles' own tags and the codebook; --dry-run tells what would change. Title, definition and
colour are cleared with "". A colour is #rrggbb or one of red, orange, yellow, green, teal, blue, purple, pink, brown, grey.

To split, choose the excerpts by their ids or with --where: `workbench excerpts --tag TAG QUERY` shows which these are. They get the new
tag in place of the old one, or, with --keep, beside it. Excerpts that carry only a tag below it are not meant.

The exit code is 1 where a file could not be read or changed; the same command again does what was left.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from workbench.cli import output
from workbench.cli.main import Session
from workbench.cli.options import Decorated, WithDefault, as_json, manual

if TYPE_CHECKING:
    from workbench.workspace.opening import Workspace
    from workbench.workspace.recoding import Plan
    from workbench.workspace.tags import Usage


@click.group("tags", cls=WithDefault, help=manual(__doc__))
def command() -> None:
    """Tags."""


def _dry_run(function: Decorated) -> Decorated:
    return click.option("--dry-run", is_flag=True, help="Tell what would change; change nothing.")(function)


def _entry(function: Decorated) -> Decorated:
    for name, words in (("--colour", "#rrggbb or a name."), ("--definition", "When it is given."), ("--title", "In words.")):
        function = click.option(name, help=words)(function)
    return function


@command.command("list")
@as_json
@click.pass_obj
def list_(session: Session, /, *, as_json: bool) -> int:
    """List every tag that the codebook has or that is in use."""
    from workbench.workspace import presenting, recoding, tags

    with session.open() as workspace, output.progress("reading") as (progress, _):
        found = tags.usage(workspace, progress)
        half = recoding.half_done(workspace, found)
    listed = tags.rows(found)
    for row in listed if as_json else ():
        output.json(presenting.tag(row))
    if not as_json:
        output.table(
            [
                (row.tag, f"{row.count:,}", f"{row.total:,}" if row.total != row.count else "", row.title or _unsaid(row.coded))
                for row in listed
            ],
            right=frozenset({1, 2}),
        )
    if not listed:
        output.note("there are no tags yet; workbench tags add TAG makes one")
    output.problems(found.problems)
    if half:
        output.note(f"a renaming was stopped half-way; to complete it: workbench tags rename {half.old} {half.new}")
    return 1 if found.problems else 0


@command.command()
@click.argument("tag")
@_entry
@_dry_run
@click.pass_obj
def add(session: Session, /, tag: str, *, dry_run: bool, **said: str | None) -> int:
    """Add a tag to the codebook."""
    from workbench.workspace import recoding, vocabulary

    def plan(workspace: Workspace, found: Usage) -> Plan:
        return recoding.add(found, tag, said, vocabulary.known_tags(workspace))

    return _change(session, plan, dry_run=dry_run, whole=False)


@command.command()
@click.argument("tag")
@_entry
@_dry_run
@click.pass_obj
def edit(session: Session, /, tag: str, *, dry_run: bool, **said: str | None) -> int:
    """Change a tag's title, definition or colour; what is not named stays, "" or null clears."""
    from workbench.workspace import recoding

    changes = {name: None if value == "null" else value for name, value in said.items() if value is not None}
    return _change(session, lambda _, found: recoding.edit(found, tag, changes), dry_run=dry_run, whole=False)


@command.command()
@click.argument("old")
@click.argument("new")
@_dry_run
@click.pass_obj
def rename(session: Session, /, old: str, new: str, *, dry_run: bool) -> int:
    """Give a tag another name or parent; those below it go along."""
    from workbench.workspace import recoding

    return _change(session, lambda workspace, found: recoding.rename(workspace, found, old, new), dry_run=dry_run)


@command.command()
@click.argument("tags", nargs=-1, required=True, metavar="TAG...")
@click.argument("into")
@_dry_run
@click.pass_obj
def merge(session: Session, /, tags: tuple[str, ...], into: str, *, dry_run: bool) -> int:
    """Make one tag of several: the last one named."""
    from workbench.workspace import recoding

    return _change(session, lambda workspace, found: recoding.merge(workspace, found, tags, into), dry_run=dry_run)


@command.command()
@click.argument("tag")
@click.option("--to", "new", required=True, metavar="NEW", help="The tag that the chosen excerpts get.")
@click.option("--where", metavar="QUERY", help="Those that `workbench excerpts --tag TAG QUERY` lists.")
@click.option("--excerpt", "names", multiple=True, metavar="XID", help="This one; may be given again.")
@click.option("--keep", is_flag=True, help="They keep the old tag as well.")
@_dry_run
@click.pass_obj
def split(
    session: Session, /, tag: str, *, new: str, where: str | None, names: tuple[str, ...], keep: bool, dry_run: bool
) -> int:
    """Give some of a tag's excerpts another tag."""
    from workbench.errors import UsageError
    from workbench.workspace import evidence, recoding

    if not where and not names:
        raise UsageError("which excerpts?", remedy="choose them with --where QUERY or --excerpt XID")

    def plan(workspace: Workspace, found: Usage) -> Plan:
        there = {one.excerpt.id for one in found.carrying(tag)}
        if lost := [name for name in names if name not in there]:
            raise UsageError(f"no excerpt {lost[0]} carries {tag}", remedy=f"workbench excerpts --tag {tag} lists those that do")
        chosen = set(names)
        if where:
            chosen |= {one.excerpt.id for one in evidence.select(workspace, evidence.Wanted(query=where, tag=tag))}
        return recoding.split(found, tag, new, chosen, keep=keep)

    return _change(session, plan, dry_run=dry_run)


@command.command()
@click.argument("tags", nargs=-1, required=True, metavar="TAG...")
@click.option("--below", is_flag=True, help="Those below it too.")
@_dry_run
@click.pass_obj
def remove(session: Session, /, tags: tuple[str, ...], *, below: bool, dry_run: bool) -> int:
    """Take tags from every excerpt and article and out of the codebook; the excerpts stay."""
    from workbench.workspace import recoding

    return _change(session, lambda workspace, found: recoding.remove(workspace, found, tags, below=below), dry_run=dry_run)


def _change(session: Session, /, make: Callable[[Workspace, Usage], Plan], *, dry_run: bool, whole: bool = True) -> int:
    """Make a plan and carry it out; unless `whole`, the codebook alone is looked at."""
    from workbench.workspace import recoding, tags

    left = None
    with session.open() as workspace, output.progress("reading") as (progress, stop):
        found = tags.usage(workspace, progress) if whole else tags.defined(workspace)
        plan = make(workspace, found)
        if not dry_run:
            left = recoding.carry_out(workspace, plan, progress, stop).left
    output.note(f"{plan.step.words}: {'would change ' if dry_run else ''}{plan.preview}")
    if plan.alike:
        output.note(f"nearest known: {', '.join(plan.alike)}")
    for entry in plan.gone:
        output.note(f"{entry.tag} was defined as: {entry.definition}" if entry.definition else f"{entry.tag} had no definition")
    for words in plan.lost:
        output.note(f"also lost of {words}")
    for name in plan.searches:
        output.note(f"the saved search {name!r} asks for a tag that is gone: workbench searches save --replace {name!r} QUERY")
    for tag in plan.missing:
        output.error(f"there is no tag {tag!r}; the others are done" if not dry_run else f"there is no tag {tag!r}")
    output.problems(found.problems)
    if left:
        output.error(str(left))
    return 1 if left or plan.missing or found.problems else 0


def _unsaid(coded: bool) -> str:  # noqa: FBT001 - a value of a row
    return "" if coded else "(not in the codebook)"
