"""The form for an excerpt: tags with suggestions, note, credibility, and what will be saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input

from workbench.records.grading import CREDIBILITY
from workbench.tui.drawing import cut
from workbench.tui.models.tagging import typed_tags
from workbench.tui.safe import one_line
from workbench.tui.widgets.form import Field, Form
from workbench.tui.widgets.grades import Grades
from workbench.tui.widgets.line import Line
from workbench.tui.widgets.tag_choices import TagChoices

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
        self._choices = TagChoices(self.tags, suggest, gives=True)
        self._grades = Grades({str(grade): meaning for grade, meaning in CREDIBILITY.items()})
        self._preview = Line()

    def compose(self) -> ComposeResult:
        """Tags, suggestions, note and grading, preview."""
        yield self.tags
        yield self._choices
        yield self._grades
        with Horizontal(id="note-row"):
            yield self.note
            yield self.credibility
        yield self._preview

    def on_mount(self) -> None:
        """Say at once what would be saved."""
        self._say_preview()
        self._grades.show(self.credibility.value)
        self._choices.ask()

    def on_descendant_focus(self) -> None:
        """Suggestions stand below the tags; where a grade is typed, what the grades mean."""
        self._grades.display = self.is_in(self.credibility)
        self._choices.display = not self._grades.display

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
        self._grades.show(self.credibility.value)
        if event.input is self.tags.input:
            self._choices.ask()

    # Suggestions

    def show_suggestions(self, word: str, suggestions: Sequence[TagSuggestion]) -> None:
        """Show what `word` may become, unless something else is typed by now."""
        self._choices.show(word, suggestions, self.tag_names)

    def save(self) -> None:
        """Enter saves what is typed; with a suggestion that was walked to, it takes that first."""
        if self._choices.is_walked and self.is_in(self.tags):
            self._choices.take()
        else:
            super().save()

    def step(self, by: int) -> None:
        """Tab takes the suggestion that is highlighted; otherwise it goes on to the next field."""
        if not (by > 0 and self.is_in(self.tags) and self._choices.take()):
            super().step(by)

    def up(self) -> None:
        """The suggestion before."""
        if self.is_in(self.tags):
            self._choices.walk(-1)

    def down(self) -> None:
        """The suggestion after."""
        if self.is_in(self.tags):
            self._choices.walk(1)

    def on_resize(self) -> None:
        """The preview depends on the width."""
        self._say_preview()

    def _say_preview(self) -> None:
        tags = f"{', '.join(self.tag_names)} · " if self.tag_names else ""
        words, _, place = self._quotation.rpartition("» ")
        tail = f"»  {place} · {tags}credibility {self.credibility.value or '–'}"
        room = max(self.size.width - len(" Will save: ") - len(tail) - 2, 20)
        self._preview.say([(" Will save: ", "quiet"), (cut(words, room), "text"), (tail, "quiet")])
