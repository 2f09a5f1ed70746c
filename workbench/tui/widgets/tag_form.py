"""The form for an excerpt: tags with suggestions, note, credibility, and what will be saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input

from workbench.tui.drawing import ELLIPSIS, Row, cut, row_width
from workbench.tui.models.tagging import highlighted, taken, typed_tags, word_at
from workbench.tui.safe import one_line
from workbench.tui.widgets.form import Field, Form
from workbench.tui.widgets.line import Line

if TYPE_CHECKING:
    from workbench.records.excerpt import Excerpt
    from workbench.workspace.annotating import TagSuggestion


class TagForm(Form):
    """Tags, separated by spaces; a note; the credibility of what is said."""

    DEFAULT_CSS = """
    TagForm > #note-row { height: 1; }
    TagForm #grade { width: 22; }
    TagForm #grade > Line { width: 19; }
    """

    def __init__(
        self,
        quotation: str,
        saved: Callable[[], None],
        suggest: Callable[[str], None],
        *,
        before: Excerpt | None = None,
    ) -> None:
        """Open over a passage.

        Args:
            quotation: The words and where they stand, for the line that says what will be saved.
            saved: Called on Enter.
            suggest: Called with the word being typed; answers through `show_suggestions`.
            before: The excerpt to change; None makes a new one.
        """
        self.tags = Field(
            "tags", " ".join(before.tags) + " " if before and before.tags else "", placeholder="separated by spaces"
        )
        self.note = Field("note", (before.note or "") if before else "")
        grade = str(before.credibility) if before and before.credibility else ""
        self.credibility = Field("credibility 1–6", grade, id="grade")
        self.credibility.input.max_length = 1
        self.credibility.input.restrict = "[1-6]?"
        super().__init__([self.tags, self.note, self.credibility], saved)
        self._quotation = one_line(quotation)
        self._suggest = suggest
        self._suggestions: Sequence[TagSuggestion] = ()
        self._suggested_for: str | None = None
        self._chosen: int | None = None
        self._choices = Line()
        self._preview = Line()

    def compose(self) -> ComposeResult:
        """Tags, suggestions, note and grading, preview."""
        yield self.tags
        yield self._choices
        with Horizontal(id="note-row"):
            yield self.note
            yield self.credibility
        yield self._preview

    def on_mount(self) -> None:
        """Say at once what would be saved."""
        self._say_preview()
        self._suggest(self._word())

    # What is typed

    @property
    def tag_names(self) -> tuple[str, ...]:
        """The tags."""
        return typed_tags(self.tags.value)

    @property
    def note_text(self) -> str | None:
        """The note; None if there is none."""
        return self.note.value.strip() or None

    @property
    def grade(self) -> int | None:
        """The credibility; None if it is not graded."""
        return int(self.credibility.value) if self.credibility.value else None

    def on_input_changed(self, event: Input.Changed) -> None:
        """Every key changes what will be saved, and perhaps what to suggest."""
        event.stop()
        self._say_preview()
        if event.input is self.tags.input:
            self._chosen = None
            self._suggest(self._word())

    def _word(self) -> str:
        start, end = word_at(self.tags.value, self.tags.input.cursor_position)
        return self.tags.value[start:end]

    # Suggestions

    def show_suggestions(self, word: str, suggestions: Sequence[TagSuggestion]) -> None:
        """Show what `word` may become, unless something else is typed by now."""
        if word == self._word():
            self._suggested_for = word
            already = {tag for tag in self.tag_names if tag != word}
            self._suggestions = [one for one in suggestions if one.tag not in already]
            self._say_choices()

    def save(self) -> None:
        """Enter saves what is typed; with a suggestion that was walked to, it takes that first."""
        if self._chosen is not None and self._highlighted() is not None and self.is_in(self.tags):
            self.step(1)
        else:
            super().save()

    def step(self, by: int) -> None:
        """Tab takes the suggestion that is highlighted; otherwise it goes on to the next field."""
        at = self._highlighted()
        if by > 0 and at is not None and self.is_in(self.tags):
            line, cursor = taken(self.tags.value, self.tags.input.cursor_position, self._suggestions[at].tag)
            self._chosen = None
            self.tags.input.value = line
            self.tags.input.cursor_position = cursor
            return
        super().step(by)

    def up(self) -> None:
        """The suggestion before."""
        self._choose(-1)

    def down(self) -> None:
        """The suggestion after."""
        self._choose(1)

    def _choose(self, by: int) -> None:
        if self._suggestions and self.is_in(self.tags):
            at = self._highlighted()
            self._chosen = (by > 0) - 1 if at is None else (at + by) % len(self._suggestions)
            self._chosen %= len(self._suggestions)
            self._say_choices()

    def _highlighted(self) -> int | None:
        if self._suggested_for != self._word():
            return None  # typed faster than was answered: these are suggestions for something else
        return highlighted(self._word(), [one.tag for one in self._suggestions], self._chosen)

    def _say_choices(self) -> None:
        at = self._highlighted()
        row: Row = [(" " * 14, "text")]
        room = max(self.size.width - 14, 10)
        entries = [f" {one_line(one.tag)} {one.count} " if one.count else f" {one_line(one.tag)} " for one in self._suggestions]
        first = 0
        while at is not None and first < at and sum(row_width([(entry, "")]) for entry in entries[first : at + 1]) > room - 4:
            first += 1  # the one that Tab takes is always to be seen
        for number, entry in enumerate(entries[first:], first):
            if row_width([*row, (entry, "")]) > room + 12:
                row.append((ELLIPSIS, "quiet"))
                break
            row.append((f"▸{entry[1:]}" if number == at else entry, "key" if number == at else "quiet"))
        definition = one_line(self._suggestions[at].definition) if at is not None else ""
        left = room - row_width(row) + 12
        # A word or two of a definition says nothing.
        self._choices.say(row, [(cut(definition, left) + " ", "quiet")] if definition and left >= 30 else None)

    def on_resize(self) -> None:
        """Both lines depend on the width."""
        self._say_choices()
        self._say_preview()

    def _say_preview(self) -> None:
        tags = f"{', '.join(self.tag_names)} · " if self.tag_names else ""
        words, _, place = self._quotation.rpartition("» ")
        tail = f"»  {place} · {tags}credibility {self.credibility.value or '–'}"
        room = max(self.size.width - len(" Will save: ") - len(tail) - 2, 20)
        self._preview.say([(" Will save: ", "quiet"), (cut(words, room), "text"), (tail, "quiet")])
