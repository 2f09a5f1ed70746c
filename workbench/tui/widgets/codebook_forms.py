"""The forms of the codebook: what a tag is called and means, and which tag something becomes, with what that would change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widgets import Input

from workbench.records.tag import COLOURS, rgb
from workbench.tui.models.tag_rows import SWATCH
from workbench.tui.models.tagging import typed_tags
from workbench.tui.safe import one_line
from workbench.tui.widgets.form import Field, Form, Note
from workbench.tui.widgets.tag_choices import TagChoices

if TYPE_CHECKING:
    from workbench.workspace.annotating import TagSuggestion
    from workbench.workspace.tags import TagRow

_BREAK = "¶"
"""Stands for the end of a line in a field, which has only one."""


class EntryForm(Form):
    """Title, definition and colour of a tag; of a new one its name too."""

    def __init__(self, row: TagRow | None, saved: Callable[[], None], *, name: str | None = None) -> None:
        """Open it.

        Args:
            row: The tag as it is; None for a new one.
            saved: Called on Enter.
            name: What a new tag's name begins with.
        """
        self.tag = Field("tag", name or "", placeholder="segments joined by /")
        self.title = Field("title", (row and row.title) or "", placeholder="in words")
        definition = ((row and row.definition) or "").replace("\n", _BREAK)
        self.definition = Field("definition", definition, placeholder=f"when it is given; {_BREAK} begins a new line")
        self.colour = Field("colour", (row and row.colour) or "", placeholder=f"#rrggbb, or {' '.join(COLOURS)}")
        self._before = {"title": self.title.value, "definition": definition, "colour": self.colour.value}
        fields = [self.title, self.definition, self.colour]
        super().__init__([self.tag, *fields] if name is not None else fields, saved)
        self._note = Note()

    def compose(self) -> ComposeResult:
        """The fields; below them the colour."""
        yield from self.fields
        yield self._note

    @property
    def said(self) -> dict[str, str | None]:
        """What was changed, but for the name: title, definition, colour."""
        typed = {"title": self.title.value, "definition": self.definition.value, "colour": self.colour.value}
        changed = {name: value for name, value in typed.items() if value != self._before[name]}
        if "definition" in changed:
            changed["definition"] = changed["definition"].replace(_BREAK, "\n")
        return {**changed}

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the colour as it is typed."""
        event.stop()
        typed, colour = self.colour.value.strip(), rgb(self.colour.value)
        if colour:
            self._note.say([(" " * 14, "text"), (f"{SWATCH * 3} ", colour), (one_line(typed), "quiet")])
        else:
            self._note.tell(f"             {one_line(typed)}: no colour" if typed else "", "warning" if typed else "quiet")


class NameForm(Form):
    """One tag, with completion, and what would change."""

    def __init__(
        self,
        label: str,
        value: str,
        saved: Callable[[], None],
        suggest: Callable[[str], None],
        changed: Callable[[], None],
        *,
        placeholder: str = "",
    ) -> None:
        """Open it.

        Args:
            label: What the tag is for.
            value: What stands there at first.
            saved: Called on Enter.
            suggest: Called with what is typed; answers through `show_suggestions`.
            changed: Called when another tag is typed; answers through `tell`.
            placeholder: Stands where one types while nothing is typed.
        """
        self.tag = Field(label, value, placeholder=placeholder)
        super().__init__([self.tag], saved)
        self._choices = TagChoices(self.tag, suggest, corrects=not value)  # what begins with a tag becomes a new one
        self._changed = changed
        self._note = Note()

    def compose(self) -> ComposeResult:
        """The tag, what it may be, what would change."""
        yield self.tag
        yield self._choices
        yield self._note

    def on_mount(self) -> None:
        """Say at once what there is to say."""
        self._changed()

    @property
    def name_typed(self) -> str:
        """The tag; empty while none is typed."""
        return "".join(typed_tags(self.tag.value)[:1])

    def on_input_changed(self, event: Input.Changed) -> None:
        """Another tag: other suggestions, other changes."""
        event.stop()
        self._choices.ask()
        self._changed()

    def show_suggestions(self, word: str, suggestions: Sequence[TagSuggestion]) -> None:
        """Show what `word` may become."""
        self._choices.show(word, suggestions, ())

    def tell(self, words: str, role: str) -> None:
        """Say what would change, or why it cannot be."""
        self._note.tell(one_line(words), role)

    def save(self) -> None:
        """Enter carries it out; with a suggestion that was walked to, it takes that first."""
        if not (self._choices.is_walked and self._choices.take()):
            super().save()

    def step(self, by: int) -> None:
        """Tab takes the suggestion that is highlighted."""
        if by > 0:
            self._choices.take()

    def up(self) -> None:
        """The suggestion before."""
        self._choices.walk(-1)

    def down(self) -> None:
        """The suggestion after."""
        self._choices.walk(1)
