"""The blocks of a source, in the order of its lines: what was kept, what was dropped, what is in doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.tui.drawing import Row, cut_row
from workbench.tui.source_rows import source_rows
from workbench.tui.widgets.block_list import BlockList

if TYPE_CHECKING:
    from workbench.records.block import Decision
    from workbench.workspace.reviewing import Review


class SourceList(BlockList):
    """Blocks with a cursor; from a mark to the cursor they are chosen together."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.review: Review | None = None
        self.mark: int | None = None

    @property
    def chosen(self) -> list[Decision]:
        """The blocks a decision would be about: the one under the cursor, or all from the mark to it."""
        if self.review is None or not self.review.decisions:
            return []
        first, last = sorted((self.cursor, self.cursor if self.mark is None else self.mark))
        return list(self.review.decisions[first : last + 1])

    def show(self, review: Review) -> None:
        """Show a source; the cursor stays on its line."""
        line = self.chosen[0].first_line if self.review and self.review.article.id == review.article.id and self.chosen else 0
        self.review, self.mark = review, None
        cursor = next((at for at, one in enumerate(review.decisions) if one.last_line >= line), 0)
        self.refresh_entries(cursor)

    def go_to_line(self, line: int) -> None:
        """Put the cursor on the block with a line."""
        decisions = self.review.decisions if self.review else ()
        self.go_to(next((at for at, one in enumerate(decisions) if one.last_line >= line), self.cursor))

    def toggle_mark(self) -> None:
        """Begin to choose several blocks, or stop."""
        self.mark = self.cursor if self.mark is None else None
        self.refresh_entries(self.cursor)

    def go_to(self, index: int) -> None:
        """Put the cursor on a block; from the mark to it all are chosen."""
        super().go_to(index)
        if self.mark is not None:
            self.refresh_entries(self.cursor)

    def entries(self) -> int:
        """How many blocks there are."""
        return len(self.review.decisions) if self.review else 0

    def block(self, index: int, width: int) -> list[Row]:
        """The rows of a block."""
        from workbench.workspace import reviewing

        if self.review is None:
            return []
        decision = self.review.decisions[index]
        mark = self.mark
        return source_rows(
            decision,
            reviewing.text_of(self.review, decision),
            width,
            doubtful=reviewing.is_doubtful(decision),
            persons=reviewing.is_persons(decision),
            chosen=mark is not None and min(mark, self.cursor) <= index <= max(mark, self.cursor),
        )

    def empty_rows(self, width: int) -> list[Row]:
        """What stands there while nothing is read yet, or where the source is empty."""
        words = "The source has no text." if self.review else "Reading the source …"
        return [[], cut_row([(words, "quiet")], width)]
