"""Looking things up: the help for where one is, every action by name, what was said."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import wrap
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

    def handlers_for(self, run: Callable[[str], None]) -> Handlers:
        """And the examples of queries, where there is something to search with: `run` searches for one."""
        return {**self.handlers(), "help.queries": lambda: self._examples(run)}

    def _examples(self, run: Callable[[str], None]) -> None:
        from workbench.tui.models.examples import EXAMPLES
        from workbench.tui.screens.listing import Entry, Listing

        entries = [Entry(query, query, "", finds) for query, finds in EXAMPLES]
        listing = Listing("Searching by example; Enter runs one", entries, aligned=True)
        self.app.push_screen(listing, lambda query: run(query) if query else None)

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

        # The list takes nine tenths of the screen, 110 cells at most; the time stands at the right of the first line.
        width = min(self.screen.size.width * 9 // 10, 110) - len("00:00:00") - 8
        said = [
            Entry("", line, "" if number else when)
            for when, text, _ in reversed(self.app.messages)
            for number, line in enumerate(wrap(text, width))
        ]
        self.app.push_screen(Listing("Messages, the newest first", said or [Entry("", "Nothing was said yet.")]))
