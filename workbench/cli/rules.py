r"""Cleaning rules by site: a line that is furniture on every page of a site, or that always belongs to the article.

    workbench rules
    workbench rules add example.org promo drop "Sign up for our morning briefing"
    workbench rules preview example.org         what the rules would change in the articles that are there
    workbench rules preview example.org --apply
    workbench rules remove example.org "Sign up for our morning briefing"

A rule holds for whole lines; letter case and spaces do not count, `*` stands for any words and `\*` for itself. It is applied to
every later import; articles that are there change only by `preview --apply` or `workbench reclean --apply`. The rules stand in
library/rules.yaml.
"""

from __future__ import annotations

import click

from workbench.cli import output
from workbench.cli.main import Session
from workbench.cli.options import WithDefault, as_json, manual
from workbench.records.block import Label


@click.group("rules", cls=WithDefault, help=manual(__doc__))
def command() -> None:
    """Rules."""


@command.command("list")
@as_json
@click.pass_obj
def list_(session: Session, /, *, as_json: bool) -> None:
    """List the rules, in the order in which they count."""
    from workbench.workspace import site_rules

    with session.open() as workspace:
        found = site_rules.listed(workspace)
        output.problems(workspace.problems)
    for rule in found if as_json else ():
        output.json(rule)
    if not as_json and not found:
        output.note("there are no rules yet; workbench rules add makes one, and so does A in the review")
    elif not as_json:
        output.table([(rule.site, rule.label, "keep" if rule.kept else "drop", rule.text) for rule in found])


@command.command()
@click.argument("site")
@click.argument("label", type=click.Choice([str(label) for label in Label]), metavar="LABEL")
@click.argument("verdict", type=click.Choice(["keep", "drop"]), metavar="keep|drop")
@click.argument("text", nargs=-1, required=True)
@click.pass_obj
def add(session: Session, /, site: str, label: str, verdict: str, text: tuple[str, ...]) -> None:
    """Add a rule."""
    from workbench.workspace import site_rules

    rule = site_rules.rule_for(site, " ".join(text), Label(label), kept=verdict == "keep")
    with session.open() as workspace:
        site_rules.add(workspace, rule)
    output.note(
        f"{rule.site}: {rule.text!r} is {rule.label}, {verdict}; see what it changes: workbench rules preview {rule.site}"
    )


@command.command()
@click.argument("site")
@click.argument("text", nargs=-1, required=True)
@click.pass_obj
def remove(session: Session, /, site: str, text: tuple[str, ...]) -> None:
    """Remove a rule; articles stay as they are until they are cleaned again."""
    from workbench.workspace import site_rules

    rule = site_rules.rule_for(site, " ".join(text), Label.OTHER_FURNITURE, kept=False)
    with session.open() as workspace:
        site_rules.remove(workspace, rule)
    output.note(f"no rule for {rule.site} and {rule.text!r} any more")


@command.command()
@click.argument("site")
@click.option("--apply", is_flag=True, help="Write what changes.")
@as_json
@click.pass_obj
def preview(session: Session, /, site: str, *, apply: bool, as_json: bool) -> int:
    """Show what the rules of a site change in its articles."""
    from workbench.workspace import site_rules

    with session.open() as workspace, output.progress("cleaning") as (progress, stop):
        answers = list(site_rules.preview(workspace, site, None, progress, stop, apply=apply))
    return output.recleaned(answers, applied=apply, as_json=as_json)
