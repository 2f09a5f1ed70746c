"""The excerpts of an article as cards: quotation, tags, note, grading, and how surely the passage was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.records.selector import AnchorState
from workbench.tui.drawing import Row, cut_row
from workbench.tui.models.quotation_rows import quotation_rows
from workbench.tui.models.tag_rows import tag_rows
from workbench.tui.models.wrapped import marked_rows
from workbench.tui.safe import one_line
from workbench.tui.widgets.block_list import BlockList
from workbench.tui.widgets.themed import tag_colours_for

if TYPE_CHECKING:
    from workbench.workspace.reading import Placed

_ANCHOR_WORDS = {
    AnchorState.EXACT: "",
    AnchorState.MOVED: "moved with the text",
    AnchorState.FUZZY: "similar words: confirm that this is it, or look for another place",
}


class ExcerptList(BlockList):
    """Cards in the order of the text; those whose passage is lost come last."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.placed: tuple[Placed, ...] = ()

    @property
    def at_cursor(self) -> Placed | None:
        """The card the cursor is on."""
        return self.placed[self.cursor] if self.placed else None

    def show(self, placed: tuple[Placed, ...]) -> None:
        """Show the cards of an article; the cursor stays on its card."""
        ids = [one.excerpt.id for one in placed]
        now = self.at_cursor
        cursor = ids.index(now.excerpt.id) if now and now.excerpt.id in ids else self.cursor
        self.placed = placed
        self.refresh_entries(cursor)

    def go_to_excerpt(self, excerpt_id: str) -> None:
        """Put the cursor on the card of an excerpt."""
        for index, one in enumerate(self.placed):
            if one.excerpt.id == excerpt_id:
                self.go_to(index)

    def entries(self) -> int:
        """How many cards there are."""
        return len(self.placed)

    def block(self, index: int, width: int) -> list[Row]:
        """A card."""
        placed = self.placed[index]
        excerpt = placed.excerpt
        rows: list[Row] = [*quotation_rows(placed, width, 4)]
        if excerpt.tags:
            rows += tag_rows(excerpt.tags, tag_colours_for(self), width - 1, 3)
        if excerpt.note:
            rows += marked_rows(one_line(excerpt.note), (), width, 6, role="quiet")
        grading = f"credibility {excerpt.credibility}" if excerpt.credibility else "credibility –"
        facts = [grading, one_line(excerpt.author), excerpt.modified[:10]]
        rows.append(cut_row([(" · ".join(filter(None, facts)), "quiet")], width))
        if said := _ANCHOR_WORDS.get(placed.anchor.state, f"lost: {placed.why_lost}"):
            rows += marked_rows(said, (), width, 3, role="warning")
        return [*rows, []]

    def empty_rows(self, width: int) -> list[Row]:
        """What to do when there are none."""
        return [
            [],
            *(
                row
                for row in marked_rows(
                    "No excerpts yet. Select a passage with v, or stand in a sentence, and press t.", (), width, 4
                )
            ),
        ]
