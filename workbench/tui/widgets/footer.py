"""The bottom line: the keys that apply now, most used first, and the state at the right."""

from __future__ import annotations

from textual.strip import Strip

from workbench.tui.actions import Action, Keys, shown_key
from workbench.tui.drawing import Row, cut_row, row_width, spread, strip_of
from workbench.tui.widgets.line import Line
from workbench.tui.widgets.themed import palette_for

_ALWAYS = ("help", "palette")
"""One of these is shown if anything is: the way to everything else."""

_REMEMBERED = 12
"""Keys for which a message stays."""


class Footer(Line):
    """Keys and state.

    A new message takes the room it needs until the next key; after that it may have half of the line, and after a dozen none.
    Keys that do not fit are left out, whole.
    """

    def __init__(self, keys: Keys, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.keys = keys
        self.actions: list[Action] = []
        self._fresh = False
        self._keys_since = 0

    def show(self, actions: list[Action]) -> None:
        """The actions to show, most used first."""
        if actions != self.actions:
            self.actions = actions
            self.refresh()

    def state(self, text: str, role: str = "text") -> None:
        """What was just done, or what runs."""
        self._fresh, self._keys_since = True, 0
        self.say([], [(text, role), (" ", "text")] if text else [])

    def settle(self) -> None:
        """A key was pressed: what was said is no longer new, and after some more it is gone."""
        self._keys_since += 1
        if self._fresh:
            self._fresh = False
            self.refresh()
        elif self._keys_since > _REMEMBERED and self.right:
            self.say([])

    def render_line(self, y: int) -> Strip:
        """Keys as far as they fit, then the state."""
        width = self.size.width
        state = cut_row(self.right, width - 10 if self._fresh else width // 2)
        room = width - row_width(state) - 3
        return strip_of(spread(self._fitting(room), state, width) if y == 0 else [], width, palette_for(self))

    def _fitting(self, room: int) -> Row:
        """Whole entries only; the way to the help is always among them where it fits."""
        entries = {action.id: self._entry(action) for action in self.actions if self.keys.first_key(action.id)}
        last = next((entries.pop(way) for way in _ALWAYS if way in entries), [])
        room -= row_width(last)
        row: Row = []
        for entry in entries.values():
            if row_width(entry) > room:
                break
            row += entry
            room -= row_width(entry)
        return [*row, *(last if room >= 0 else [])]

    def _entry(self, action: Action) -> Row:
        return [(" ", "text"), (shown_key(self.keys.first_key(action.id)), "key"), (f" {action.label} ", "quiet")]
