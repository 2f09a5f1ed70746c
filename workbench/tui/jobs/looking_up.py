"""Looking things up: the help for where one is, every action by name, what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.tui.actions import ACTIONS, BY_ID, Action, actions_in, shown_key
from workbench.tui.jobs.job import Handlers

if TYPE_CHECKING:
    from workbench.tui.screens.keyed import KeyScreen
    from workbench.tui.screens.listing import Entry

_THEME = "theme:"


class LookingUp:
    """The three lists."""

    def __init__(self, screen: KeyScreen) -> None:
        self.screen = screen
        self.app = screen.workbench

    def handlers(self) -> Handlers:
        """Help, palette, messages."""
        return {"help": self._help, "palette": self._palette, "messages": self._messages}

    def _help(self) -> None:
        context = self.screen.context
        here = [action for action in actions_in(context) if action.id in self.screen.handlers]
        self._choose(f"What can be done here ({context}); Enter does it", [self._entry(action) for action in here])

    def _palette(self) -> None:
        from workbench.tui.screens.listing import Entry

        entries = [self._entry(action) for action in ACTIONS if action.id in self.screen.handlers]
        entries += [Entry(_THEME + name, f"Colours: {name}") for name in self.app.available_themes]
        self._choose("Every action; Enter does it", entries)

    def _entry(self, action: Action) -> Entry:
        from workbench.tui.screens.listing import Entry

        keys = "  ".join(map(shown_key, self.app.keys.by_action[action.id]))
        return Entry(action.id, action.title, keys, action.help)

    def _choose(self, title: str, entries: list[Entry]) -> None:
        from workbench.tui.screens.listing import Listing

        self.app.push_screen(Listing(title, entries), self._chosen)

    def _chosen(self, chosen: str | None) -> None:
        if chosen and chosen.startswith(_THEME):
            self.app.theme = chosen.removeprefix(_THEME)
        elif chosen and chosen in BY_ID:
            self.screen.perform(chosen)

    def _messages(self) -> None:
        from workbench.tui.screens.listing import Entry, Listing

        said = [Entry("", text, when) for when, text, _ in reversed(self.app.messages)]
        self.app.push_screen(Listing("Messages, the newest first", said or [Entry("", "Nothing was said yet.")]))
