"""Lists that are looked through by typing: the actions (help and palette), the messages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from workbench.tui.drawing import Row, cut, cut_row, row_width, spread
from workbench.tui.safe import one_line
from workbench.tui.widgets.block_list import BlockList
from workbench.tui.widgets.line import Line


@dataclass(frozen=True, slots=True)
class Entry:
    """A line to choose: what it stands for (empty: nothing to carry out), its words, its key, and what more there is to say."""

    id: str
    title: str
    key: str = ""
    help: str = ""

    def matches(self, words: Sequence[str]) -> bool:
        """Whether every word stands somewhere in it."""
        text = f"{self.title} {self.key} {self.help} {self.id}".casefold()
        return all(word in text for word in words)


class EntryList(BlockList):
    """The lines that match what is typed."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[Entry] = []
        self.column = 0
        """Cells of the titles, where the helps stand in a column of their own."""
        self.can_focus = False

    def entries(self) -> int:
        """How many match."""
        return len(self.shown)

    def block(self, index: int, width: int) -> list[Row]:
        """A line: title and help at the left, the key at the right."""
        entry = self.shown[index]
        title = cut(entry.title, self.column or width)
        gap = " " * max(self.column - row_width([(title, "")]), 0) + "  "
        here: Row = [(title, "strong"), (gap + entry.help if entry.help else "", "quiet")]
        return [spread(here, [(entry.key, "key")] if entry.key else [], width)]

    def empty_rows(self, width: int) -> list[Row]:
        """Nothing matches."""
        return [cut_row([("Nothing of that name.", "quiet")], width)]


class Listing(ModalScreen[str]):
    """Type to narrow the list, Enter carries out, Esc leaves; the answer is an entry's id, or empty."""

    BINDINGS: ClassVar = []

    DEFAULT_CSS = """
    Listing { align: center middle; }
    Listing > #box { width: 90%; max-width: 110; height: 80%; background: $background; border: round $line; padding: 0 1; }
    Listing Input { border: none; height: 1; padding: 0 1; background: $background; }
    Listing Input:focus { border: none; background-tint: transparent; }
    """

    def __init__(
        self,
        title: str,
        all_entries: Sequence[Entry],
        *,
        placeholder: str = "type to narrow the list",
        removes: Callable[[str], None] | None = None,
        aligned: bool = False,
    ) -> None:
        """A list to choose from.

        Args:
            title: What is listed, and what Enter does.
            all_entries: The lines.
            placeholder: Stands where one types.
            removes: What Del does with the id of the entry under the cursor.
            aligned: What more there is to say stands in a column of its own.
        """
        super().__init__()
        self._title = title
        self._all = all_entries
        self._removes = removes
        self._list = EntryList()
        self._aligned = aligned
        self._narrowed_by = ""
        self._input = Input(placeholder=placeholder, compact=True, select_on_focus=False)
        self._input.cursor_blink = False

    def compose(self) -> ComposeResult:
        """Title, line to type in, list."""
        with Vertical(id="box"):
            yield Line([(one_line(self._title), "title")])
            yield self._input
            yield self._list

    def on_mount(self) -> None:
        """Everything is shown until something is typed."""
        self._input.focus()
        if self._aligned:
            self._list.column = min(max(len(entry.title) for entry in self._all), self.app.size.width // 3)
        self._narrow("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list."""
        event.stop()
        self._narrow(event.value)

    def _narrow(self, typed: str) -> None:
        self._narrowed_by = typed
        words = typed.casefold().split()
        matching = [entry for entry in self._all if entry.matches(words)]
        # What has the words in its title comes before what has them in its help.
        matching.sort(key=lambda entry: not all(word in entry.title.casefold() for word in words))
        self._list.shown = matching
        self._list.refresh_entries(0)
        self._list.scroll_to(y=0, animate=False)

    def on_key(self, event: events.Key) -> None:
        """The keys of a list one types over."""
        motions = {"up": "up", "down": "down", "pageup": "page-up", "pagedown": "page-down"}
        if event.key in motions:
            self._list.move(motions[event.key])
        elif event.key == "escape":
            self.dismiss("")
        elif event.key == "enter":
            self._choose()
        elif event.key == "delete" and self._removes and not self._input.value:
            self._remove(self._removes)
        elif event.key != "tab":
            return
        event.stop()
        event.prevent_default()

    def fill(self, all_entries: Sequence[Entry]) -> None:
        """List other entries; the cursor stays on its line."""
        here = self._list.shown[self._list.cursor].id if self._list.shown else ""
        self._all = all_entries
        self._narrow(self._narrowed_by)
        ids = [entry.id for entry in self._list.shown]
        if here in ids:
            self._list.go_to(ids.index(here))

    def _remove(self, removes: Callable[[str], None]) -> None:
        if self._list.shown:
            gone = self._list.shown[self._list.cursor].id
            removes(gone)
            self.fill([entry for entry in self._all if entry.id != gone])

    def _choose(self) -> None:
        if self._narrowed_by != self._input.value:
            # Typed and chosen in one go: what was typed last has not been told of yet.
            self._narrow(self._input.value)
        shown = self._list.shown
        self.dismiss(shown[self._list.cursor].id if shown else "")

    def on_block_list_chosen(self) -> None:
        """A click on the line under the cursor."""
        self._choose()
