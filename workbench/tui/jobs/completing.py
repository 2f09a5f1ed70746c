"""Completing the query line: fields at once, values from what the library holds, counted in the background."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from workbench.tui.actions import shown_key
from workbench.tui.jobs.job import Handlers, Job
from workbench.tui.models.arrangement import Pane
from workbench.tui.workers import Latest

if TYPE_CHECKING:
    from workbench.tui.screens.main import MainScreen
    from workbench.workspace.completing import Completion, IndexState, Values


class Completing(Job):
    """What the word at the cursor may become."""

    def __init__(self, screen: MainScreen) -> None:
        super().__init__(screen)
        self._question: Latest[tuple[IndexState, Values] | None] = Latest(self.workers)
        self._state: IndexState | None = None
        self._values: Values | None = None
        self._at = 0

    def handlers(self) -> Handlers:
        """Another completion; the key that takes one goes to the next pane where there is none."""
        return {"query.completion": self._next}

    def refresh(self) -> None:
        """Count the library's values unless that was done for the index as it is."""
        workspace, known = self.workspace, self._state

        def count(_stale: Callable[[], bool]) -> tuple[IndexState, Values] | None:
            from workbench.workspace import completing

            state = completing.index_state(workspace)
            return (state, completing.values_of(workspace)) if state != known else None

        def counted(answer: tuple[IndexState, Values] | None) -> None:
            if answer:
                self._state, self._values = answer
                self.show()

        self._question.ask(count, counted)

    def typed(self) -> None:
        """The query or its cursor changed: the likeliest is highlighted again."""
        self._at = 0
        self.show()

    def show(self) -> None:
        """Show what there is for the word at the cursor."""
        found = self._completions()
        key = shown_key(self.app.keys.first_key("pane.next"))
        self.screen.completion_line.show(found, self._at if self._at < len(found) else 0, key, self._remark())

    def take(self) -> bool:
        """Put the highlighted completion into the query; whether there is one."""
        found = self._completions()
        if not found:
            return False
        from workbench.workspace import completing

        field = self.screen.query_bar.input
        text, cursor = completing.taken(field.value, found[self._at if self._at < len(found) else 0])
        field.value = text
        field.cursor_position = cursor
        return True

    def _completions(self) -> tuple[Completion, ...]:
        if self._values is None or self.screen.focus_pane is not Pane.QUERY or self.screen.form:
            return ()
        from workbench.workspace import completing

        field = self.screen.query_bar.input
        return completing.completions(field.value, field.cursor_position, self._values) if field.selection.is_empty else ()

    def _remark(self) -> str:
        """What is said of the query, if it has no room beside it."""
        return self.screen.searching.cut_remark if self.screen.focus_pane is Pane.QUERY and not self.screen.form else ""

    def _next(self) -> None:
        found = self._completions()
        if found:
            self._at = (self._at + 1) % len(found)
            self.show()
