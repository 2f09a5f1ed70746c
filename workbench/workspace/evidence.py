"""All excerpts of a library: chosen by tag, person, date, words; edited one by one or several at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from workbench.errors import NotFoundError, UsageError, WorkbenchError, problem_of
from workbench.records.article import display_title
from workbench.records.excerpt import Excerpt
from workbench.records.partial_date import interval
from workbench.records.selector import AnchorState
from workbench.records.tag import is_within
from workbench.search.colouring import tokens
from workbench.storage import annotations as annotation_files
from workbench.storage import codebook
from workbench.workspace import annotating, history, reading
from workbench.workspace.clock import today
from workbench.workspace.disagreements import Disagreement, disagreements
from workbench.workspace.evidence_query import Asked, Item, Matcher, understand
from workbench.workspace.history import BulkChange, Done
from workbench.workspace.indexing import Progress, Stop, never, no_progress
from workbench.workspace.reading import Placed

if TYPE_CHECKING:
    from workbench.workspace.opening import Workspace

__all__ = [
    "Evidence",
    "Item",
    "Matcher",
    "Retagging",
    "Wanted",
    "again",
    "asked",
    "edit",
    "load",
    "retag",
    "select",
    "tokens",
]


class Wanted(Struct, frozen=True, kw_only=True):
    """Which excerpts: each condition that is there has to hold."""

    query: str = ""
    """As `workbench.workspace.evidence_query` reads it."""
    tag: str | None = None
    article: str | None = None
    author: str | None = None
    credibility: int | None = None
    since: str | None = None
    until: str | None = None
    orphaned: bool = False


class Evidence(Struct, frozen=True):
    """The excerpts of a library, article by article, in the order of their texts; and what is needed to judge them."""

    items: tuple[Item, ...]
    published: tuple[str, ...]
    """When each dated article of the library was published."""
    disagreements: tuple[Disagreement, ...]
    """Where several people tagged the same passage differently."""
    definitions: Mapping[str, str]
    """What the codebook says of its tags, by tag."""


def load(workspace: Workspace, progress: Progress = no_progress, stop: Stop = never) -> Evidence:
    """Every excerpt of the library where it stands now; a file that cannot be read is noted and passed over.

    Args:
        workspace: Where.
        progress: Told how many of the annotated articles are read.
        stop: Asked before each article; what was read until then is returned.
    """
    return _evidence(workspace, _items(workspace, progress, stop))


def again(workspace: Workspace, before: Evidence, articles: Collection[str]) -> Evidence:
    """What was read before, with the excerpts of some articles as they are now."""
    of: dict[str, list[Item]] = {}
    for item in before.items:
        of.setdefault(item.placed.article, []).append(item)
    of |= {name: of_article(workspace, name) for name in articles}
    return _evidence(workspace, [item for name in sorted(of) for item in of[name]])


def _items(workspace: Workspace, progress: Progress = no_progress, stop: Stop = never) -> list[Item]:
    names = annotation_files.annotated(workspace.library)
    items: list[Item] = []
    for done, name in enumerate(names, 1):
        if stop():
            break
        items += of_article(workspace, name)
        progress(done, len(names))
    return items


def _evidence(workspace: Workspace, items: Sequence[Item]) -> Evidence:
    published = (one.published for one in workspace.index.summaries.values() if one.published)
    return Evidence(tuple(items), tuple(published), tuple(disagreements(item.placed for item in items)), _definitions(workspace))


def _definitions(workspace: Workspace) -> dict[str, str]:
    """By tag; a codebook that cannot be read says nothing, as `check` tells."""
    try:
        tags = codebook.read(workspace.library).codebook.tags
    except WorkbenchError as error:
        workspace.note(problem_of(error, codebook.path_of(workspace.library)))
        return {}
    return {tag.tag: tag.definition for tag in tags if tag.definition}


def of_article(workspace: Workspace, article_id: str) -> list[Item]:
    """The excerpts of one article; if its files cannot be read, that is noted and there are none."""
    try:
        article, placed = reading.annotated(workspace, article_id)
    except WorkbenchError as error:
        workspace.note(problem_of(error, annotation_files.path_of(workspace.library, article_id)))
        return []
    title = display_title(article) if article else article_id
    known = replace(article, text="") if article else None
    return [Item(placed=one, article=known, title=title) for one in placed]


def asked(query: str, *, typing: bool = False) -> Asked:
    """Read a query for excerpts as of today; `typing` tells that its last word is not finished."""
    return understand(query, today(), typing=typing)


def select(workspace: Workspace, wanted: Wanted) -> list[Placed]:
    """The excerpts that are wanted, article by article, in the order of their texts.

    Raises:
        UsageError: `since` or `until` is no date, or a field of the query cannot have the value it is asked for.
    """
    question = asked(wanted.query)
    if question.wrong:
        raise UsageError(question.wrong[0].message)
    since = _day(wanted.since, last=False)
    until = _day(wanted.until, last=True)
    items = of_article(workspace, _article_id(workspace, wanted.article)) if wanted.article else _items(workspace)
    if wanted.query:
        items = Matcher().choose(items, question)
    return [
        placed
        for placed in (item.placed for item in items)
        if (not wanted.tag or any(is_within(tag, wanted.tag) for tag in placed.excerpt.tags))
        and (not wanted.author or placed.excerpt.author == wanted.author)
        and (not wanted.credibility or placed.excerpt.credibility == wanted.credibility)
        and (not since or placed.excerpt.created[:10] >= since)
        and (not until or placed.excerpt.created[:10] <= until)
        and (not wanted.orphaned or placed.anchor.state is AnchorState.ORPHANED)
    ]


class Retagging(Struct, frozen=True, kw_only=True):
    """What several excerpts get: tags, a grade; and what they lose. What is not named stays as it is on each."""

    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    credibility: int | None = None

    def of(self, excerpt: Excerpt) -> Excerpt:
        """What becomes of one excerpt."""
        kept = (tag for tag in excerpt.tags if tag not in self.remove)
        tags = tuple(dict.fromkeys((*kept, *self.add)))
        return replace(excerpt, tags=tags, credibility=self.credibility or excerpt.credibility)


def retag(workspace: Workspace, chosen: Sequence[Placed], change: Retagging, *, dry_run: bool = False) -> Done:
    """Tag and grade several excerpts, as one step; with `dry_run` only say which would be changed.

    Raises:
        UsageError: Nothing is to be changed, or a tag or the grade cannot be one; nothing has happened.
    """
    if change == Retagging():
        raise UsageError("nothing to change", remedy="say which tags to add or remove, or a grade")
    edits = annotating.edited(workspace, [(placed, change.of(placed.excerpt)) for placed in chosen])
    step = BulkChange(excerpts=tuple(edits), words=f"tagging {len(edits):,} excerpt{'s' if len(edits) != 1 else ''}")
    return Done(step) if dry_run else history.carry_out(workspace, step)


def edit(workspace: Workspace, name: str, said: Mapping[str, Any]) -> Placed:
    """Change what `said` names of an excerpt: tags, note, credibility; an empty note clears it.

    Raises:
        UsageError: Nothing is named, or a value cannot be one.
    """
    placed = annotating.find_excerpt(workspace, name)
    changes: dict[str, Any] = {}
    if said["tags"]:
        changes["tags"] = tuple(dict.fromkeys(said["tags"]))
    if said["note"] is not None:
        changes["note"] = said["note"] or None
    if said["credibility"] is not None:
        changes["credibility"] = said["credibility"]
    if not changes:
        raise UsageError("nothing to change", remedy="give --tag, --note or --credibility")
    return annotating.change(workspace, placed.article, placed.excerpt, replace(placed.excerpt, **changes))


def _article_id(workspace: Workspace, name: str) -> str:
    """The id of an article by this or an earlier id; `name` where there is none, since excerpts may outlive their article."""
    try:
        return reading.resolve(workspace, name)
    except NotFoundError:
        return name


def _day(value: str | None, *, last: bool) -> str | None:
    if not value:
        return None
    try:
        return interval(value)[last].isoformat()
    except ValueError as error:
        raise UsageError(str(error)) from None
