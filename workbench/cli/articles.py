"""List articles; edit, rename, remove, restore them.

    workbench articles
    workbench articles set warning-over-the-khorasan-branch published 2019-02
    workbench articles rename old-id new-id
    workbench articles remove ID        to the trash folder, its excerpts with it; restore brings it back

What a person sets has the grade "user", and no cleaner changes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from workbench.cli import output
from workbench.cli.main import Session
from workbench.cli.options import WithDefault, as_json, manual

if TYPE_CHECKING:
    from workbench.workspace.catalogue import Summary


@click.group("articles", cls=WithDefault, help=manual(__doc__))
def command() -> None:
    """Articles."""


@command.command("list")
@as_json
@click.pass_obj
def list_(session: Session, /, *, as_json: bool) -> None:
    """List all articles."""
    from workbench.workspace import presenting

    with session.open() as workspace:
        workspace.index.ensure_fresh()
        summaries = sorted(workspace.index.summaries.values(), key=lambda one: one.id)
        if as_json:
            for one in summaries:
                output.json(presenting.listed(one))
        else:
            output.table(
                [
                    (
                        one.id,
                        one.published or "n.d.",
                        _publisher(one),
                        f"{one.words:,}",
                        str(one.excerpts),
                        one.title,
                    )
                    for one in summaries
                ],
                right=frozenset({3, 4}),
            )
        output.problems(workspace.problems)


def _publisher(one: Summary) -> str:
    doubt = " ?" if one.publisher and "publisher" in one.derived else ""
    return (one.publisher or one.agency or "") + doubt


@command.command("set")
@click.argument("name", metavar="ID")
@click.argument("field")
@click.argument("value")
@as_json
@click.pass_obj
def set_(session: Session, /, name: str, field: str, value: str, *, as_json: bool) -> None:
    """Set one value of the metadata; "" clears it.

    Fields: title publisher agency syndicator authors published modified url archive language site place kind reliability tags note.
    Authors are separated by ";".
    """
    from workbench.workspace import editing, presenting

    with session.open() as workspace:
        article = editing.set_field(workspace, name, field, value)
    if as_json:
        output.json(presenting.article(article, None))
    else:
        output.note(f"{article.id}: {field} is now {editing.shown(article, field) or 'not stated'}")


@command.command()
@click.argument("name", metavar="ID")
@click.argument("new", metavar="NEW")
@click.pass_obj
def rename(session: Session, /, name: str, new: str) -> None:
    """Give an article another id; citations of the old one keep working."""
    from workbench.workspace import editing

    with session.open() as workspace:
        workspace.index.ensure_fresh()
        article = editing.rename(workspace, name, new)
    output.note(f"{name} is now {article.id}")


@command.command()
@click.argument("name", metavar="ID")
@click.pass_obj
def remove(session: Session, /, name: str) -> None:
    """Move an article, its source and its excerpts to the trash folder."""
    from workbench.workspace import editing

    with session.open() as workspace:
        removed = editing.remove(workspace, name)
    output.note(f"removed {removed}; bring it back with: workbench articles restore {removed}")


@command.command()
@click.argument("name", metavar="ID")
@click.pass_obj
def restore(session: Session, /, name: str) -> None:
    """Bring a removed article back, its source and its excerpts with it."""
    from workbench.workspace import editing

    with session.open() as workspace:
        restored = editing.restore(workspace, name)
    output.note(f"restored {restored}")
