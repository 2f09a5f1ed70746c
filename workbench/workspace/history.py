"""Undo and redo of what a person did to excerpts and saved searches: each step knows what was there before and after."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from workbench.records.excerpt import Excerpt
from workbench.workspace import annotating, saved_searches

if TYPE_CHECKING:
    from workbench.workspace.opening import Workspace

DEPTH: Final = 100


class Change(Struct, frozen=True, kw_only=True):
    """One step: `before` is None where an excerpt was made, `after` where one was removed."""

    article: str
    before: Excerpt | None
    after: Excerpt | None
    words: str
    """What was done, for the message: "tagged", "deleted the excerpt"."""

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
    def inverse(self) -> SearchChange:
        """The step that takes this one back."""
        return SearchChange(step=self.step.inverse, words=self.words)


Step = Change | SearchChange


class History:
    """The steps of one sitting, the newest last; a new step forgets what was undone."""

    def __init__(self) -> None:
        self._done: deque[Step] = deque(maxlen=DEPTH)
        self._undone: deque[Step] = deque(maxlen=DEPTH)

    def push(self, change: Step) -> None:
        """Remember a step that was carried out."""
        self._done.append(change)
        self._undone.clear()

    def undo(self, workspace: Workspace) -> Step | None:
        """Take the last step back on disk; None if there is none. A step that cannot be taken back stays where it is."""
        return self._move(workspace, self._done, self._undone)

    def redo(self, workspace: Workspace) -> Step | None:
        """Carry out again what was last taken back; None if there is nothing."""
        return self._move(workspace, self._undone, self._done)

    def _move(self, workspace: Workspace, source: deque[Step], target: deque[Step]) -> Step | None:
        if not source:
            return None
        step = source[-1].inverse
        if isinstance(step, SearchChange):
            saved_searches.carry_out(workspace, step.step)
        elif step.before is None and step.after is not None:
            annotating.restore(workspace, step.article, step.after)
        elif step.before is not None and step.after is None:
            annotating.remove(workspace, step.article, step.before)
        elif step.before is not None and step.after is not None:
            annotating.put_back(workspace, step.article, step.before, step.after)
        source.pop()
        target.append(step)
        return step
