"""Runs a job inside the process: keys in, rows of the screen out. It waits until the app is idle, never for time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from tests.jobs import Clipboard, Job, NotSee, Press, See, Step, Type
from workbench.tui.app import WorkbenchApp
from workbench.tui.models.arrangement import Pane
from workbench.tui.screens.main import MainScreen
from workbench.workspace.citations import recent_copies
from workbench.workspace.opening import Workspace, open_workspace

HOPS = 8
"""A key is handed on from widget to widget up to the app; each round of waiting takes it one further."""


class Driver:
    """Hands and eyes on a running app."""

    def __init__(self, app: WorkbenchApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def main(self) -> MainScreen:
        """The main screen."""
        assert self.app.main
        return self.app.main

    def inside(self) -> Pane:
        """The pane that has the focus."""
        return self.main.focus_pane

    @property
    def workspace(self) -> Workspace:
        """The open workspace."""
        return self.app.workspace

    async def settle(self) -> None:
        """Return when nothing runs and the screen stands still."""
        before: list[str] = []
        while True:
            await self._drawn()
            if not self.app.is_running:
                return
            if not self.app.threads.idle:
                await self.app.wait_idle()
            elif (now := self.rows()) == before:
                return
            else:
                before = now

    async def _drawn(self) -> None:
        """Return when every message that waits now is handled and the screen is drawn. Pilot's own `pause` looks at the clock."""
        for _ in range(HOPS):
            await self.pilot._wait_for_screen()
        while self.app.is_running and self._has_to_draw():
            # Textual draws by a timer of its own; this only lets it run.
            await asyncio.sleep(0.002)
            await self.pilot._wait_for_screen()

    def _has_to_draw(self) -> bool:
        screen = self.app.screen
        return bool(screen._layout_required or screen._dirty_widgets or screen._repaint_required or screen._callbacks)

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other, each when what the one before asked for is done."""
        for key in keys:
            self._send(key)
            await self.settle()

    async def type(self, text: str) -> None:
        """Type a text without waiting between its characters."""
        await self.burst(*text)

    async def burst(self, *keys: str) -> None:
        """Press keys all at once, as they come over a slow line."""
        for key in keys:
            self._send("space" if key == " " else key)
        await self.settle()

    def _send(self, key: str) -> None:
        character = key if len(key) == 1 else None
        name = _character_to_key(key) if character and not key.isalnum() else key
        event = events.Key(name, " " if key == "space" else character)
        event.set_sender(self.app)
        self.app.post_message(event)

    def rows(self) -> list[str]:
        """The rows of the screen, as a person reads them."""
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    def sees(self, words: str) -> bool:
        """Whether words stand in one row of the screen."""
        return any(words in row for row in self.rows())

    async def run(self, job: Job) -> None:
        """Carry out the steps of a job."""
        for step in job:
            await self._step(step)

    async def _step(self, step: Step) -> None:
        match step:
            case Press(key):
                await self.press(key)
            case Type(text):
                await self.type(text)
            case See(words):
                assert self.sees(words), "\n".join((f"{words!r} is not on the screen:", *self.rows()))
            case NotSee(words):
                assert not self.sees(words), "\n".join((f"{words!r} is on the screen:", *self.rows()))
            case Clipboard(text):
                assert recent_copies(self.workspace)[:1] == [text]


@asynccontextmanager
async def driving(root: Path, size: tuple[int, int] = (120, 40), *, watching: bool = False) -> AsyncIterator[Driver]:
    """The app on a workspace, with nothing left to do; afterwards it is closed."""
    workspace = open_workspace(root)
    app = WorkbenchApp(workspace, watching=watching)
    async with app.run_test(size=size) as pilot:
        driver = Driver(app, pilot)
        await driver.settle()
        yield driver
        await driver.settle()
        driver.main.library.stop_watching()
    app.threads.close()
    workspace.close()
