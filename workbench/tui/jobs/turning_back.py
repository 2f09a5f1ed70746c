"""Undo and redo, from whichever screen: one history for the sitting."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from workbench.tui.jobs.job import Handlers
from workbench.tui.workers import LongWork

if TYPE_CHECKING:
    from workbench.tui.screens.keyed import KeyScreen
    from workbench.workspace.history import Step


class TurningBack:
    """The last step taken back, and done again.

    Args:
        screen: Where one is.
        show: Shows what the step changed; given None where nobody knows how much of it was done.
    """

    def __init__(self, screen: KeyScreen, show: Callable[[Step | None], None]) -> None:
        self._screen = screen
        self._show = show

    def handlers(self) -> Handlers:
        """Undo, redo."""
        return {"undo": lambda: self._turn_back("undo"), "redo": lambda: self._turn_back("redo")}

    def _turn_back(self, way: str) -> None:
        app = self._screen.workbench
        workspace, history = app.workspace, app.history
        working = LongWork("undoing" if way == "undo" else "doing again", app.work_line, can_stop=False)

        def work() -> Step | None:
            turn = history.undo if way == "undo" else history.redo
            return turn(workspace, working.progress)

        def done(step: Step | None) -> None:
            app.work_line("")
            if step is None:
                app.say(f"Nothing to {way}.")
                return
            app.say(f"{'Undone' if way == 'undo' else 'Done again'}: {step.words}.")
            self._show(step)

        def failed(error: BaseException) -> None:
            app.work_line("")
            app.failed(error)
            self._show(None)

        app.threads.run(work, done, failed=failed, writes=True)
