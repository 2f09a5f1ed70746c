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
from workbench.workspace.evidence import Retagging


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

    @property
    def retagging(self) -> Retagging:
        """What the excerpts get and lose."""
        return Retagging(add=self.tag_names, remove=typed_tags(self.note.value), credibility=self.grade)

    def _say_preview(self) -> None:
        change = self.retagging
        changed = sum(one != change.of(one) for one in self._excerpts)
        strange = [tag for tag in change.remove if not any(tag in one.tags for one in self._excerpts)]
        row: Row = [(f" Will change {changed:,} of {counted(len(self._excerpts), 'excerpt')}", "text" if changed else "quiet")]
        self._preview.say(row, [(f"none has {one_line(strange[0])} ", "warning")] if strange else None)
