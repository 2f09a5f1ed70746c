"""Changing what an article is made of: new decisions over the lines of its source, and the text that follows from them.

What a person edited by hand in the article is kept: their change and the new decisions are joined paragraph by paragraph, or the
change is refused. Excerpts are not written: each finds its passage in the new text, or says that it is lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from workbench.cleaning.render import RENDER_VERSION, render
from workbench.errors import ConflictError, DataError, NotFoundError, WorkbenchError
from workbench.files.lock import locked
from workbench.records.article import Article, Evidence, Metadata
from workbench.records.block import Decision
from workbench.records.selector import AnchorState
from workbench.storage import annotations as annotation_files
from workbench.storage import articles, decisions, sources
from workbench.text import paragraphs
from workbench.workspace import reading

if TYPE_CHECKING:
    from workbench.workspace.opening import Workspace


class Effect(Struct, frozen=True, kw_only=True):
    """What other decisions would make of an article. `moved` and `orphaned` count excerpts that were neither before."""

    article: Article
    before: tuple[Decision, ...]
    """The decisions on file that they are to replace."""
    decisions: tuple[Decision, ...]
    moved: int = 0
    orphaned: int = 0


def decisions_of(workspace: Workspace, article: Article) -> tuple[Decision, ...]:
    """The decisions on file.

    Raises:
        NotFoundError: The article has no source, or no decisions are on file.
        DataError: Some of them cannot be read, or were made for another version of `render`.
    """
    if article.source is None:
        raise NotFoundError(f"{article.id!r} has no source on file", remedy="import the page it is from")
    decided = decisions.read_decisions(workspace.library, article.id)
    path = decisions.path_of(workspace.library, article.id)
    if decided is None:
        raise NotFoundError("no cleaning decisions are on file", place=path, remedy="bring the file back from git or a backup")
    if decided.problems:
        problem = decided.problems[0]
        raise DataError(f"line {problem.line}: {problem.problem}", place=path, remedy="correct it first")
    if decided.render != RENDER_VERSION:
        raise DataError(f"rendered by version {decided.render}, which this workbench does not know", place=path, remedy="upgrade")
    return decided.decisions


def made_of(rendition: str, decided: tuple[Decision, ...]) -> str:
    """The text that decisions make of a rendition."""
    return render(rendition, decided)[0]


def effect(
    workspace: Workspace,
    article: Article,
    rendition: str,
    before: tuple[Decision, ...],
    after: tuple[Decision, ...],
    *,
    said: tuple[Metadata, dict[str, Evidence]] | None = None,
    over_edits: bool = False,
) -> Effect:
    """What decisions would make of an article; nothing is written.

    Args:
        workspace: Where.
        article: As it is.
        rendition: The visible text of its source (`reading.rendition`).
        before: The decisions on file.
        after: Those that shall be.
        said: What its source states now, if that shall change too.
        over_edits: Let go of what was edited by hand in the article.

    Raises:
        DataError: The source is not the one that was collected, or cannot be read.
        ConflictError: The article was edited by hand where the decisions change it.
    """
    _refuse_changed_source(workspace, article)
    text, removed = render(rendition, after)
    made = made_of(rendition, before)
    try:
        joined = text if over_edits else paragraphs.join(made, text, article.text)
    except paragraphs.ClashError:
        raise ConflictError(
            "the article was edited by hand in the same place",
            place=articles.path_of(workspace.library, article.id),
            remedy="take the edit back there, or make this change there by hand too",
        ) from None
    source = replace(article.source, removed=removed) if article.source else None
    changed = replace(article, text=joined, source=source)
    if said:
        changed = replace(changed, metadata=said[0], evidence=said[1])
    moved, orphaned = _effect_on_excerpts(workspace, article, changed)
    return Effect(article=changed, before=before, decisions=after, moved=moved, orphaned=orphaned)


def carry_out(workspace: Workspace, article: Article, done: Effect) -> Article:
    """Write the decisions and the article that follows from them; durable when this returns.

    Raises:
        ConflictError: Somebody else changed the article, or decided about its source, meanwhile; nothing is written.
        FormatError: A file holds a comment or a key that writing it would cost, or does not parse; nothing is written.
        UnwritableError: The library cannot be written.
    """
    with locked(workspace.library):
        there = articles.read(workspace.library, article.id).article
        if there.text != article.text:
            path = articles.path_of(workspace.library, article.id)
            raise ConflictError("the text was changed by someone else meanwhile", place=path, remedy="look at it as it is now")
        if decisions_of(workspace, there) != done.before:
            path = decisions.path_of(workspace.library, article.id)
            raise ConflictError("someone else decided about this source meanwhile", place=path, remedy="look at it as it is now")
        articles.refuse_unsavable(workspace.library, article, done.article)  # before the decisions are: the two belong together
        decisions.write_decisions(workspace.library, article.id, done.decisions, render=RENDER_VERSION)
        saved = articles.save(workspace.library, article, done.article) if done.article != article else article
    workspace.index.touch([saved.id])
    return saved


def _refuse_changed_source(workspace: Workspace, article: Article) -> None:
    """Refuse to decide about lines of bytes that nobody collected.

    Raises:
        DataError: The raw file, or the visible text beside it, has another SHA-256 than was recorded.
    """
    if article.source is None:
        return
    library = workspace.library
    wrong = sources.verify(library, article.source) or sources.verify_rendition(library, article.id, article.source)
    if wrong:
        raise DataError(wrong.problem, place=wrong.file, remedy=wrong.fix)


def _effect_on_excerpts(workspace: Workspace, before: Article, after: Article) -> tuple[int, int]:
    """How many excerpts the change moves, and how many lose their passage."""
    if before.text == after.text:
        return 0, 0
    try:
        excerpts = annotation_files.load(workspace.library, before.id).annotations.excerpts
    except WorkbenchError:
        return 0, 0  # a file that does not parse is told where it is shown
    now = {one.excerpt.id: one.anchor for one in reading.place(workspace, before, excerpts)}
    then = {one.excerpt.id: one.anchor for one in reading.place(workspace, after, excerpts)}
    lost = sum(
        anchor.state is AnchorState.ORPHANED and now[name].state is not AnchorState.ORPHANED for name, anchor in then.items()
    )
    moved = sum(anchor.span != now[name].span and anchor.span is not None for name, anchor in then.items())
    return moved, lost
