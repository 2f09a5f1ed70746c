"""Undo and redo of what a person did: each step knows what was there before and after.

A step is on one excerpt, on one saved search, or on many things at once (`BulkChange`): excerpts, metadata of articles, entries
of the codebook; or it brought articles in.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from workbench.errors import Cancelled, ConflictError, NotFoundError, PartlyDoneError, WorkbenchError
from workbench.records.excerpt import Excerpt
from workbench.storage import articles, codebook, unfinished
from workbench.storage.codebook import TagEdit, Texts
from workbench.storage.unfinished import Renaming
from workbench.workspace import annotating, editing, overtaken, saved_searches
from workbench.workspace.annotating import Edit
from workbench.workspace.editing import ArticleEdit
from workbench.workspace.indexing import Progress, Stop, never, no_progress

if TYPE_CHECKING:
    from workbench.workspace.opening import Workspace

DEPTH: Final = 100
_CHANGED: Final = (ConflictError, NotFoundError)
"""Somebody changed or removed it meanwhile: trying again would not help."""


class Change(Struct, frozen=True, kw_only=True):
    """One step: `before` is None where an excerpt was made, `after` where one was removed."""

    article: str
    before: Excerpt | None
    after: Excerpt | None
    words: str
    """What was done, for the message: "tagged", "deleted the excerpt"."""

    @property
    def touched(self) -> frozenset[str]:
        """The ids of the articles it changes, or whose excerpts."""
        return frozenset({self.article})

    @property
    def inverse(self) -> Change:
        """The step that takes this one back."""
        return Change(article=self.article, before=self.after, after=self.before, words=self.words)


class SearchChange(Struct, frozen=True, kw_only=True):
    """One step on a saved search."""

    step: saved_searches.Change
    words: str
    """What was done, for the message."""

    @property
    def touched(self) -> frozenset[str]:
        """It changes no article."""
        return frozenset()

    @property
    def inverse(self) -> SearchChange:
        """The step that takes this one back."""
        return SearchChange(step=self.step.inverse, words=self.words)


class BulkChange(Struct, frozen=True, kw_only=True):
    """One step made of many edits: of excerpts, of articles' metadata, of the codebook. `carry_out` carries it out."""

    excerpts: tuple[Edit, ...] = ()
    articles: tuple[ArticleEdit, ...] = ()
    tags: tuple[TagEdit, ...] = ()
    codebook: Texts | None = None
    """The codebook's file before and after, where the step was carried out."""
    renaming: Renaming | None = None
    """What is remembered until it is complete."""
    words: str
    """What was done, for the message: "tagging 14 excerpts"."""

    @property
    def touched(self) -> frozenset[str]:
        """The ids of the articles it changes, or whose excerpts."""
        return frozenset([*(edit.article for edit in self.excerpts), *(edit.after.id for edit in self.articles)])

    @property
    def inverse(self) -> BulkChange:
        """The step that takes this one back."""
        return BulkChange(
            excerpts=tuple(edit.inverse for edit in reversed(self.excerpts)),
            articles=tuple(edit.inverse for edit in reversed(self.articles)),
            tags=tuple(edit.inverse for edit in reversed(self.tags)),
            codebook=self.codebook.inverse if self.codebook else None,
            renaming=Renaming(self.renaming.new, self.renaming.old) if self.renaming else None,
            words=self.words,
        )

    @property
    def size(self) -> int:
        """How many edits there are."""
        return len(self.excerpts) + len(self.articles) + len(self.tags)


class ImportChange(Struct, frozen=True, kw_only=True):
    """Articles that came in (`there`), or that went to the trash with all that belongs to them."""

    ids: tuple[str, ...]
    words: str
    """What was done, for the message."""
    there: bool = True

    @property
    def touched(self) -> frozenset[str]:
        """The ids of the articles."""
        return frozenset(self.ids)

    @property
    def inverse(self) -> ImportChange:
        """The step that takes this one back."""
        return replace(self, there=not self.there)


Step = Change | SearchChange | BulkChange | ImportChange


class Done(Struct, frozen=True):
    """What became of a step: the part that was carried out, and what was left, with the reasons."""

    step: BulkChange
    left: PartlyDoneError | None = None


def carry_out(
    workspace: Workspace, step: BulkChange, progress: Progress = no_progress, stop: Stop = never, *, is_whole: bool = True
) -> Done:
    """Carry out many edits: excerpts, then articles, then the codebook; but first the codebook where it only gets new entries.

    What could not be made is not raised, but told.

    Each file is durable when it is written; a crash half-way leaves the rest as it was, and carrying out the same again completes it.

    Args:
        workspace: Where.
        step: What.
        progress: Called with how many articles are done, of how many.
        stop: Asked before each article.
        is_whole: Whether a renaming is complete with it: there were no files that could not be read.

    Raises:
        UnwritableError: The library cannot be written, and so a renaming not be remembered; nothing has changed.
    """
    if step.renaming:
        unfinished.begin(workspace.library, step.renaming)
    left: list[tuple[object, WorkbenchError]] = []
    is_first = all(edit.before is None for edit in step.tags)
    texts = _change_codebook(workspace, step, stop, left) if is_first else None
    try:
        annotating.change_all(workspace, step.excerpts, progress, stop)
    except PartlyDoneError as error:
        left += error.left
    try:
        editing.save_all(workspace, step.articles, progress, stop)
    except PartlyDoneError as error:
        left += error.left
    texts = texts if is_first else _change_codebook(workspace, step, stop, left)
    done = replace(_without(step, {id(edit) for edit, _ in left}), codebook=texts)
    if step.renaming and is_whole and not left:
        unfinished.end(workspace.library)
    return Done(done, PartlyDoneError(left, step.size) if left else None)


def _change_codebook(
    workspace: Workspace, step: BulkChange, stop: Stop, left: list[tuple[object, WorkbenchError]]
) -> Texts | None:
    """Carry out the edits of the codebook, in one write; None, and why in `left`, where that cannot be."""
    try:
        if step.tags and stop():
            raise Cancelled("stopped")
        return codebook.change_all(workspace.library, step.tags, step.codebook) if step.tags else None
    except WorkbenchError as error:
        left += [(edit, error) for edit in step.tags]
        return None


def _without(step: BulkChange, gone: set[int]) -> BulkChange:
    """A step without the edits that have these identities."""
    return BulkChange(
        excerpts=tuple(edit for edit in step.excerpts if id(edit) not in gone),
        articles=tuple(edit for edit in step.articles if id(edit) not in gone),
        tags=tuple(edit for edit in step.tags if id(edit) not in gone),
        codebook=None if gone.intersection(map(id, step.tags)) else step.codebook,
        renaming=step.renaming,
        words=step.words,
    )


class History:
    """The steps of one sitting, the newest last; a new step forgets what was undone."""

    def __init__(self) -> None:
        self._done: deque[Step] = deque(maxlen=DEPTH)
        self._undone: deque[Step] = deque(maxlen=DEPTH)

    def push(self, change: Step) -> None:
        """Remember a step that was carried out."""
        self._done.append(change)
        self._undone.clear()

    def undo(self, workspace: Workspace, progress: Progress = no_progress) -> Step | None:
        """Take the last step back on disk; None if there is none.

        A step that cannot be taken back stays where it is, unless others changed meanwhile what it changed: it is forgotten, so that
        those before it can be taken back.

        Raises:
            PartlyDoneError: A step of many edits could be taken back only in part. That part can be done again; the rest can be tried
                again, but for what others changed meanwhile: it stays as they left it.
            WorkbenchError: Nothing could be taken back.
        """
        return self._move(workspace, self._done, self._undone, progress)

    def redo(self, workspace: Workspace, progress: Progress = no_progress) -> Step | None:
        """Carry out again what was last taken back; None if there is nothing. It raises what `undo` raises."""
        return self._move(workspace, self._undone, self._done, progress)

    def _move(self, workspace: Workspace, source: deque[Step], target: deque[Step], progress: Progress) -> Step | None:
        if not source:
            return None
        # It is taken off first: while files are written, another step may be pushed.
        taken = source.pop()
        place, step = len(source), taken.inverse
        try:
            done, rest, left = _turned(workspace, step, progress)
        except BaseException as error:
            if isinstance(step, ImportChange) or not isinstance(error, _CHANGED):
                _put_back(source, place, taken)
            raise
        if done:
            target.append(done)
        if rest:
            _put_back(source, place, rest.inverse)
        if left:
            raise left
        return done or step


def _turned(workspace: Workspace, step: Step, progress: Progress) -> tuple[Step | None, Step | None, PartlyDoneError | None]:
    """Carry out a step: the part that was, what can be tried again, and what is to be told.

    Raises:
        WorkbenchError: Nothing was carried out.
    """
    if not isinstance(step, BulkChange):
        _carry_out_one(workspace, step)
        return step, None, None
    left = _overtaken(workspace, step)
    wanted = step if not left else _without(step, {id(edit) for edit, _ in left})
    done = carry_out(workspace, wanted, progress)
    left += done.left.left if done.left else ()
    lost = {id(edit) for edit, error in left if isinstance(error, _CHANGED)}
    made = {id(edit) for edit in (*done.step.excerpts, *done.step.articles, *done.step.tags)}
    rest = _without(step, lost | made)
    if step.renaming and not rest.size:
        unfinished.end(workspace.library)  # what others changed stays so
    return (
        done.step if done.step.size else None,
        rest if rest.size else None,
        PartlyDoneError(left, step.size) if left else None,
    )


def _overtaken(workspace: Workspace, step: BulkChange) -> list[tuple[object, WorkbenchError]]:
    """The edits that others made impossible, though their files could be joined."""
    return [
        *overtaken.excerpts(workspace, step.excerpts),
        *overtaken.article_tags(workspace, step.articles),
        *overtaken.entries(workspace, step.tags),
    ]


def _put_back(steps: deque[Step], place: int, step: Step) -> None:
    """Put a step where it was, below those that were pushed meanwhile."""
    if len(steps) == DEPTH:
        steps.popleft()
        place = max(place - 1, 0)
    steps.insert(place, step)


def _carry_out_one(workspace: Workspace, step: Change | SearchChange | ImportChange) -> None:
    """Carry out a step that is whole or not at all.

    Raises:
        WorkbenchError: It cannot be carried out.
    """
    if isinstance(step, SearchChange):
        saved_searches.carry_out(workspace, step.step)
    elif isinstance(step, ImportChange):
        there = articles.names(workspace.library)
        for article_id in step.ids:
            # What is so already, because a crash or an error stopped this half-way, stays so.
            if (article_id in there) is not step.there:
                (editing.restore if step.there else editing.remove)(workspace, article_id)
    elif step.before is None and step.after is not None:
        annotating.restore(workspace, step.article, step.after)
    elif step.before is not None and step.after is None:
        annotating.remove(workspace, step.article, step.before)
    elif step.before is not None and step.after is not None:
        annotating.put_back(workspace, step.article, step.before, step.after)
