"""What the word being typed may become: tags side by side, each with its colour and how often it is used; below, what one means."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical

from workbench.tui.drawing import ELLIPSIS, Row, cut, row_width
from workbench.tui.models.tag_rows import SWATCH
from workbench.tui.models.tagging import highlighted, taken, word_at
from workbench.tui.safe import one_line
from workbench.tui.widgets.line import Line
from workbench.tui.widgets.themed import is_codebook_closed_for

if TYPE_CHECKING:
    from workbench.tui.widgets.form import Field
    from workbench.workspace.annotating import TagSuggestion

_INDENT = 14
"""Cells before what is typed."""


class TagChoices(Vertical):
    """Suggestions for a field of tags.

    Args:
        field: Where one types.
        suggest: Called with the word being typed; the answer comes through `show`.
        gives: Whether the tags are for excerpts: a closed codebook refuses those that it does not have.
        corrects: Whether tags that are written like a new one are offered in its place.
    """

    DEFAULT_CSS = """
    TagChoices { height: 2; }
    """

    def __init__(self, field: Field, suggest: Callable[[str], None], *, gives: bool = False, corrects: bool = True) -> None:
        super().__init__()
        self._field = field
        self._suggest = suggest
        self._gives, self._corrects = gives, corrects
        self._suggestions: Sequence[TagSuggestion] = ()
        self._for: str | None = None
        self._walked: int | None = None
        self._line, self._memo = Line(), Line()

    def compose(self) -> ComposeResult:
        """The tags, and what the one that Tab takes means."""
        yield self._line
        yield self._memo

    @property
    def word(self) -> str:
        """The word at the cursor."""
        start, end = word_at(self._field.value, self._field.input.cursor_position)
        return self._field.value[start:end]

    @property
    def is_walked(self) -> bool:
        """Whether one was walked to, which Enter takes too."""
        return self._walked is not None and self._at is not None

    @property
    def _at(self) -> int | None:
        """The one that Tab takes."""
        if self._for != self.word:
            return None  # typed faster than was answered: these are suggestions for something else
        return highlighted(self.word, [one.tag for one in self._suggestions], self._walked)

    def ask(self) -> None:
        """Another word is being typed."""
        self._walked = None
        self._suggest(self.word)

    def show(self, word: str, suggestions: Sequence[TagSuggestion], already: Collection[str]) -> None:
        """Show what `word` may become besides the tags typed already, unless something else is typed by now."""
        if word == self.word:
            self._for = word
            offered = [one for one in suggestions if self._corrects or not one.is_near]
            self._suggestions = [one for one in offered if one.tag not in already or one.tag == word]
            self.draw()

    def take(self) -> bool:
        """Put the highlighted one into the field; whether there is one."""
        at = self._at
        if at is None:
            return False
        line, cursor = taken(self._field.value, self._field.input.cursor_position, self._suggestions[at].tag)
        self._walked = None
        self._field.input.value = line
        self._field.input.cursor_position = cursor
        return True

    def walk(self, by: int) -> None:
        """To the one before or after."""
        if self._suggestions:
            at = self._at
            self._walked = ((by > 0) - 1 if at is None else at + by) % len(self._suggestions)
            self.draw()

    def on_resize(self) -> None:
        """How many have room is another number now."""
        self.draw()

    def draw(self) -> None:
        """Draw both rows."""
        at = self._at
        room = max(self.size.width - 2, 30)
        entries = [_entry(one, is_highlighted=number == at) for number, one in enumerate(self._suggestions)]
        first = 0
        while at is not None and first < at and sum(map(row_width, entries[first : at + 1])) > room - _INDENT:
            first += 1  # the one that Tab takes is always to be seen
        row: Row = [(" " * _INDENT, "text")]
        for number, entry in enumerate(entries[first:], first):
            if number > first and row_width([*row, *entry]) > room:
                row.append((ELLIPSIS, "quiet"))
                break
            row += entry
        self._line.say(row)
        self._memo.say([(" " * _INDENT, "text"), (cut(self._meaning(at), room - _INDENT), "quiet")])

    def _meaning(self, at: int | None) -> str:
        if self._for != self.word:
            return ""
        here = next((one for one in self._suggestions if one.tag == self.word), None)
        if self._walked is None and here is None and self.word and all(one.is_near for one in self._suggestions):
            key = f"; did you mean {one_line(self._suggestions[0].tag)}? Tab takes it" if self._suggestions else ""
            is_refused = self._gives and is_codebook_closed_for(self)
            return f"{'not in the codebook, which is closed' if is_refused else 'new tag'}{key}"
        one = self._suggestions[at] if at is not None else here
        return meaning(one) if one else ""


def meaning(one: TagSuggestion) -> str:
    """What the codebook says of a tag, in one line."""
    return one_line(": ".join(filter(None, (one.title, one.definition))))


def _entry(one: TagSuggestion, *, is_highlighted: bool) -> Row:
    swatch: Row = [(f" {SWATCH}", one.colour)] if one.colour else []
    role = "key" if is_highlighted else "quiet"
    count = f" {one.count:,}" if one.count else ""
    return [*swatch, (f"{'▸' if is_highlighted else ' '}{one_line(one.tag)}{count} ", role)]
