"""The app: wires the screen, the theme, the keys and the workers to an open workspace. It owns no behaviour."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import App
from textual.filter import LineFilter
from textual.screen import Screen
from textual.widgets import Input

from workbench.errors import WorkbenchError
from workbench.tui.actions import Keys, build_keys
from workbench.tui.held_back import Heard
from workbench.tui.palette import Palette, palette_of
from workbench.tui.safe import Net, one_line
from workbench.tui.screens.keyed import KeyScreen
from workbench.tui.screens.main import MainScreen
from workbench.tui.widgets.query_bar import type_into
from workbench.tui.workers import Workers

if TYPE_CHECKING:
    from workbench.workspace.evidence import Evidence, Matcher
    from workbench.workspace.history import History
    from workbench.workspace.opening import Workspace
    from workbench.workspace.state import EvidenceShown

DEFAULT_THEME = "textual-dark"
COLOURLESS_THEME = "ansi-dark"
_MESSAGES = 500


class WorkbenchApp(App[None]):
    """Analyst Workbench in the terminal."""

    TITLE = "Analyst Workbench"
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    BINDINGS: ClassVar = []
    CSS = """
    ScrollView {
        scrollbar-color: $line; scrollbar-color-hover: $quiet; scrollbar-color-active: $quiet;
        scrollbar-background: $background; scrollbar-background-hover: $background; scrollbar-background-active: $background;
    }
    """

    def __init__(self, workspace: Workspace, *, watching: bool = False) -> None:
        # An empty NO_COLOR asks for nothing (no-color.org); Textual would take it as set.
        colourless = bool(os.environ.get("NO_COLOR"))
        if not colourless:
            os.environ.pop("NO_COLOR", None)
        # Before Textual's own part begins: it asks for the colours at once.
        self._palette: Palette | None = None
        self._colourless = colourless
        self._net = Net()
        super().__init__(ansi_color=True if colourless else None)
        self.workspace = workspace
        self.watching = watching
        """Whether to notice that files of the library change on disk."""
        settings = workspace.settings
        self.keys: Keys = build_keys(settings.keys, settings.keymap)
        self.threads = Workers(self.failed)
        self.messages: list[tuple[str, str, str]] = []
        """What was said: when, the words, and how grave it is."""
        self._working = ""
        self._history: History | None = None
        self.evidence_read: tuple[Evidence, Matcher] | None = None
        """The excerpts as they were read last, to be shown until they are read anew."""
        self.evidence_shown: EvidenceShown | None = None
        """How the evidence is shown, or was left."""
        self.in_evidence = False
        """Whether one is there."""
        self.is_codebook_closed = settings.codebook == "closed"
        """Whether only tags of the codebook can be given."""
        self.tag_colours: dict[str, str] = {}
        """By tag, the codebook's colours as they were read last."""
        self.codebook_left: str | None = None
        """The tag at which the codebook was left."""
        wanted = COLOURLESS_THEME if colourless else settings.theme or DEFAULT_THEME
        if wanted in self.available_themes:
            self.theme = wanted
        else:
            self.theme = DEFAULT_THEME
            self.messages.append((_now(), f"There is no theme {one_line(wanted)}.", "warning"))

    def get_default_screen(self) -> Screen[None]:
        """The one main screen."""
        return MainScreen()

    # Colours

    @property
    def palette(self) -> Palette:
        """The palette of the theme in force."""
        if self._palette is None:
            self.get_css_variables()
        assert self._palette is not None  # noqa: S101 - made by the line above
        return self._palette

    def get_css_variables(self) -> dict[str, str]:
        """The theme's colours, and those that are computed from them."""
        variables = super().get_css_variables()
        self._palette = palette_of(variables, ansi=self.native_ansi_color, colourless=self._colourless)
        return {**variables, **self._palette.variables}

    def get_line_filters(self) -> Sequence[LineFilter]:
        """The net comes first: no control character reaches the terminal."""
        return [self._net, *super().get_line_filters()]

    # What was done

    @property
    def history(self) -> History:
        """The steps of this sitting."""
        if self._history is None:
            from workbench.workspace.history import History

            self._history = History()
        return self._history

    def open_evidence(self, query: str | None = None, *, back: Callable[[], None] | None = None) -> None:
        """Show all excerpts: those of a query, or as they were left; one step back leads to the main screen, or to `back`."""
        from workbench.tui.screens.evidence import EvidenceScreen
        from workbench.workspace.state import EvidenceShown

        left = self.evidence_shown or EvidenceShown()
        shown = left if query is None else EvidenceShown(query=query, group=left.group, sort=left.sort)
        self.push_screen(EvidenceScreen(shown, back))

    def open_codebook(self, *, back: Callable[[], None] | None = None) -> None:
        """Show all tags; one step back leads to the main screen, or to `back`."""
        from workbench.tui.screens.codebook import CodebookScreen

        self.push_screen(CodebookScreen(self.codebook_left, back))

    # Keys

    async def on_event(self, event: events.Event) -> None:
        """Handle a key, and what is pasted, where it arrives.

        Textual hands each to the widget that has the focus at that moment, to be handled later: of two keys that come in
        one read (a slow line, a fast typist) the second would go to the pane the first one leads away from, and a key would
        overtake what was pasted before it.
        """
        screen = self.keyed
        if (
            isinstance(event, events.Key | events.Paste)
            and not event.is_forwarded
            and screen is not None
            and screen is self.screen
        ):
            if not screen.held_back.take(event):
                await self.deliver(event)
            return
        await super().on_event(event)

    async def deliver(self, event: Heard) -> None:
        """Carry out what a key asks for (an action, a character typed, something Textual's own widgets know), or insert what is pasted."""
        screen, focused = self.keyed, self.focused
        if screen is not None and screen.held_back.holds:
            # It came from the screen below, whose last key opened this one.
            screen.held_back.take(event)
            return
        if isinstance(event, events.Paste):
            if isinstance(focused, Input) and not (screen is not None and screen.is_tiny):
                type_into(focused, " ".join(event.text.splitlines()))  # an input has one line: all of the text, joined
            return
        if screen is not None and screen.is_tiny and event.key not in ("q", "ctrl+q", "ctrl+c"):
            return  # nothing is to be seen: a key would change what nobody looks at
        if screen is None or screen.act(event):
            return
        if not isinstance(focused, Input):
            await super().on_event(event)
        elif event.is_printable and event.character:
            type_into(focused, event.character)
        else:
            await self.run_bindings(event.key)

    async def run_bindings(self, key: str) -> bool:
        """Carry out what Textual's own widgets bind a key to; whether there is something."""
        return bool(await self._check_bindings(key))

    # Saying

    @property
    def main(self) -> MainScreen | None:
        """The main screen, once it is there."""
        return next((screen for screen in self.screen_stack if isinstance(screen, MainScreen)), None)

    @property
    def keyed(self) -> KeyScreen | None:
        """The uppermost screen that hears keys."""
        return next((screen for screen in reversed(self.screen_stack) if isinstance(screen, KeyScreen)), None)

    def say(self, text: str, role: str = "text") -> None:
        """Show a message in the bottom line and keep it."""
        self.messages = [*self.messages[-_MESSAGES:], (_now(), text, role)]
        self._show_state()

    def work_line(self, text: str) -> None:
        """Show how far a long work is; empty when it is done."""
        self._working = text
        self._show_state()

    def _show_state(self) -> None:
        screen = self.keyed
        if screen and screen.is_mounted:
            _, text, role = self.messages[-1] if self.messages else ("", "", "text")
            screen.footer.state(self._working or text, "quiet" if self._working else role)

    def failed(self, error: BaseException) -> None:
        """Show what went wrong in one line; what nobody expected is written whole to a file."""
        if isinstance(error, WorkbenchError):
            # The file's name, not its whole path: the reason has to stand in the line too.
            place = error.place
            where = f" · {place.file.name}{f':{place.line}' if place.line else ''}" if place else ""
            self.say(one_line(f"{error.what}{where}{f' ({error.remedy})' if error.remedy else ''}"), "warning")
            return
        from workbench.workspace import state

        file = state.log_file(self.workspace)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("a", encoding="utf-8") as log:
                log.write(f"{datetime.now().astimezone().isoformat()}\n{''.join(traceback.format_exception(error))}\n")
        except OSError:
            self.say(one_line(f"Something went wrong: {error!r}; it could not be written to {file}."), "warning")
        else:
            self.say(one_line(f"Something went wrong; all of it is in {file}."), "warning")

    # Leaving

    def send_to_terminal(self, control: str) -> None:
        """Write a control string (OSC 52) to the terminal; may be called from any thread."""

        def write() -> None:
            if self._driver:
                self._driver.write(control)

        self.call_from_thread(write)

    def leave(self) -> None:
        """Keep the state, stop what runs, and go."""
        main, workspace = self.main, self.workspace
        if main is None or not main.remembering.restored:
            self.exit()
            return
        main.library.stop()
        now = main.remembering.now()

        def save() -> None:
            from workbench.workspace import state

            main.library.stop_watching()
            state.save(workspace, now)

        self.threads.run(save, lambda _: self.exit(), failed=lambda _: self.exit(), writes=True)

    async def action_quit(self) -> None:
        """Textual's own way out leads through ours."""
        self.leave()

    def action_help_quit(self) -> None:
        """What ctrl+c does: say how to leave."""
        if self.keyed and self.keyed.form:
            self.say("Esc leaves the form; what is typed in it is not saved.")
        else:
            self.say(f"{self.keys.first_key('quit')} quits; everything is saved.")

    async def wait_idle(self) -> None:
        """Return when everything a person asked for is done."""
        await self.threads.wait_idle()


def _now() -> str:
    return datetime.now().astimezone().strftime("%H:%M:%S")


def run(workspace: Workspace) -> int:
    """Open the terminal interface on a workspace, and return the exit code when it is left."""
    app = WorkbenchApp(workspace, watching=True)
    app.run()
    app.threads.close()
    workspace.close()
    return app.return_code or 0
