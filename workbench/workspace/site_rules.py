"""Cleaning rules by site: adding and removing them, and what they would change in the articles that are there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from workbench.records.block import Label
from workbench.records.site import SiteRule
from workbench.storage import rules
from workbench.text.sanitise import plain_line
from workbench.workspace import recleaning
from workbench.workspace.indexing import Progress, Stop, never, no_progress
from workbench.workspace.recleaning import How, Recleaned
from workbench.workspace.sites import Sites, site_name

if TYPE_CHECKING:
    from workbench.workspace.opening import Workspace


def rule_for(site: str, text: str, label: Label, *, kept: bool) -> SiteRule:
    """A rule as it is entered: an address stands for its host, and a text has no control characters and no double spaces."""
    return SiteRule(site=site_name(site), text=plain_line(text), label=label, kept=kept)


def literal(text: str) -> str:
    r"""The words of a source as the text of a rule: a `*` in them is written `\*`, since it would stand for any words."""
    return text.replace("*", r"\*")


def listed(workspace: Workspace) -> list[SiteRule]:
    """The rules on file, in the order in which they count; what cannot be read is noted.

    Raises:
        FormatError: The file does not parse.
    """
    loaded = rules.read(workspace.library)
    for problem in loaded.problems:
        workspace.note(problem)
    return list(loaded.rules)


def earlier(workspace: Workspace, rule: SiteRule) -> SiteRule | None:
    """The rule on file for the same site and text, whose place another would take.

    Raises:
        WorkbenchError: The file cannot be read.
    """
    return next((one for one in rules.read(workspace.library).rules if rules.is_same(one, rule)), None)


def add(workspace: Workspace, rule: SiteRule) -> None:
    """Put a rule on file, in place of one for the same site and text; articles stay as they are until they are cleaned again.

    Raises:
        UsageError: It names no site or no text.
        WorkbenchError: The file cannot be changed.
    """
    rules.add(workspace.library, rule)


def remove(workspace: Workspace, rule: SiteRule) -> None:
    """Take the rule for a site and text out.

    Raises:
        NotFoundError: There is none.
        WorkbenchError: The file cannot be changed.
    """
    rules.remove(workspace.library, rule)


def preview(
    workspace: Workspace,
    site: str,
    tried: SiteRule | None = None,
    progress: Progress = no_progress,
    stop: Stop = never,
    *,
    apply: bool = False,
) -> Iterator[Recleaned]:
    """What cleaning the articles of a site again changes, with the rules on file and one that is tried.

    Args:
        workspace: Where.
        site: Which articles.
        tried: A rule that need not be on file.
        progress: Told how many of how many articles are done.
        stop: Asked between articles.
        apply: Write it; an article of which an excerpt would lose its passage is left as it is.
    """
    workspace.index.ensure_fresh()
    name = site_name(site)
    found = sorted(one.id for one in workspace.index.summaries.values() if one.site and site_name(one.site) == name)
    yield from recleaning.reclean_each(workspace, found, Sites(workspace, tried), How(apply=apply), progress=progress, stop=stop)
