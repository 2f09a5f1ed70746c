"""What every job has."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.tui.app import WorkbenchApp
    from workbench.tui.screens.main import MainScreen
    from workbench.tui.workers import Workers
    from workbench.workspace.opening import Workspace

Handlers = dict[str, Callable[[], None]]
"""What carries out each action, by its id."""


class Job:
    """A part of what the main screen can do; knows the screen, and through it the workspace."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen

    @property
    def app(self) -> WorkbenchApp:
        """The app."""
        return self.screen.workbench

    @property
    def workspace(self) -> Workspace:
        """The open workspace. Only workers may do more with it than hand it on."""
        return self.app.workspace

    @property
    def workers(self) -> Workers:
        """The threads."""
        return self.app.threads

    def handlers(self) -> Handlers:
        """The actions this job carries out."""
        raise NotImplementedError
