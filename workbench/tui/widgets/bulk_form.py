"""The form for several excerpts at once: tags to add, tags to take off, a grade for all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from workbench.records.excerpt import Excerpt
from workbench.tui.drawing import Row
from workbench.tui.models.header import counted
from workbench.tui.models.tagging import typed_tags
from workbench.tui.safe import one_line
from workbench.tui.widgets.tag_form import TagForm


class BulkForm(TagForm):
    """What is left empty stays as it is on each excerpt."""

    def __init__(self, excerpts: Sequence[Excerpt], saved: Callable[[], None], suggest: Callable[[str], None]) -> None:
        super().__init__("", saved, suggest)
        self._excerpts = excerpts
        there = Counter(tag for one in excerpts for tag in one.tags)
        self.tags.label, self.note.label = "add", "take off"
        self.note.input.placeholder = (
            "  ".join(f"{one_line(tag)} {count}" for tag, count in there.most_common()) or "none has tags"
        )
        for field in (self.tags, self.note):
            field.on_descendant_blur()

    def made_of(self, excerpt: Excerpt) -> tuple[tuple[str, ...], int | None]:
        """The tags and the credibility that an excerpt gets."""
        gone = typed_tags(self.note.value)
        kept = [tag for tag in excerpt.tags if tag not in gone]
        return tuple(dict.fromkeys((*kept, *self.tag_names))), self.grade or excerpt.credibility

    def _say_preview(self) -> None:
        changed = sum((one.tags, one.credibility) != self.made_of(one) for one in self._excerpts)
        strange = [tag for tag in typed_tags(self.note.value) if not any(tag in one.tags for one in self._excerpts)]
        row: Row = [(f" Will change {changed:,} of {counted(len(self._excerpts), 'excerpt')}", "text" if changed else "quiet")]
        self._preview.say(row, [(f"none has {one_line(strange[0])} ", "warning")] if strange else None)
