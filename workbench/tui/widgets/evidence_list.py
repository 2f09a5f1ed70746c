"""All excerpts of the library in one list, under headings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.records.grading import graded
from workbench.records.selector import AnchorState
from workbench.tui.drawing import Row, cut, cut_row, row_width, spread
from workbench.tui.models.block_list import kept_cursor
from workbench.tui.models.evidence_rows import NOT_DATED, EvidenceRow
from workbench.tui.safe import one_line
from workbench.tui.widgets.block_list import BlockList

if TYPE_CHECKING:
    from workbench.workspace.evidence_query import Item

_STATES = {AnchorState.EXACT: "", AnchorState.MOVED: "moved", AnchorState.FUZZY: "fuzzy", AnchorState.ORPHANED: "lost"}
_LEAST_WORDS = 30
"""Cells that the second line's facts leave to the note, or it is left out."""


class EvidenceList(BlockList):
    """Excerpts with quotation, grading, author and state; the cursor stays on its excerpt when the list is another one."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.rows: Sequence[EvidenceRow] = ()
        self.marked: frozenset[str] = frozenset()
        """Ids of the excerpts that the next change is for."""
        self.disputed: frozenset[str] = frozenset()
        """Ids of excerpts that somebody else tagged differently."""
        self.empty: Sequence[str] = ()

    @property
    def at_cursor(self) -> EvidenceRow | None:
        """The row the cursor is on."""
        return self.rows[self.cursor] if self.rows else None

    @property
    def item(self) -> Item | None:
        """The excerpt the cursor is on; None on a heading."""
        return self.at_cursor.item if self.at_cursor else None

    def show(self, rows: Sequence[EvidenceRow], empty: Sequence[str], *, cursor: str | None = None) -> None:
        """Show other rows; `cursor` is the key of the row to go to, or the id of an excerpt."""
        keys = [row.key for row in rows]
        at = kept_cursor([row.key for row in self.rows], self.cursor, keys)
        if not self.cursor and len(rows) > 1 and rows[1].item:
            at = 1  # the first excerpt, not its heading
        if cursor:
            found = (number for number, key in enumerate(keys) if cursor in (key, key.rpartition("\0")[2]))
            at = next(found, at)
        self.rows, self.empty = rows, empty
        self.refresh_entries(at)

    def mark(self, marked: frozenset[str]) -> None:
        """Other excerpts are marked."""
        self.marked = marked
        self.refresh_entries(self.cursor)

    def entries(self) -> int:
        """Headings and excerpts."""
        return len(self.rows)

    def height_of(self, index: int, width: int) -> int:  # noqa: ARG002 - whatever the width
        """One row or two."""
        return 2 if self.rows[index].item else 1

    def block(self, index: int, width: int) -> list[Row]:
        """A heading in one row; an excerpt in two."""
        row = self.rows[index]
        if row.item is None:
            glyph = "▸ " if row.is_folded else "▾ "
            return [spread([(glyph, "quiet"), (one_line(row.group), "title")], [(f"{row.count:,} ", "quiet")], width)]
        return self._excerpt(row.item, row.group, width)

    def _excerpt(self, item: Item, group: str, width: int) -> list[Row]:
        excerpt, state = item.excerpt, _STATES[item.placed.anchor.state]
        mark = "● " if excerpt.id in self.marked else "  "
        doubts = [word for word in (state, "disputed" if excerpt.id in self.disputed else "") if word]
        right: Row = [(" ".join(doubts) + "  ", "warning")] if doubts else []
        right += [(f"{graded(item.reliability, excerpt.credibility):>2}", "strong"), (" ", "text")]
        if excerpt.author:
            right += [(f" {cut(one_line(excerpt.author), 12):>6} ", "quiet")]
        room = max(width - row_width(right) - 4, 10)
        first = spread([(mark, "accent"), (cut(f"«{one_line(excerpt.quote)}»", room), "text")], right, width)
        return [first, cut_row([("    ", "quiet"), *self._facts(item, group, width - 4)], width)]

    def _facts(self, item: Item, group: str, width: int) -> Row:
        """Where it stands, its tags but the one that is the heading, its note."""
        note, tags = one_line(item.excerpt.note), " ".join(one_line(tag) for tag in item.excerpt.tags if tag != group)
        facts = f"{cut(one_line(item.title), max(width // 2, 20))} · {item.published or NOT_DATED}"
        row: Row = [(facts, "quiet"), (f" · {tags}" if tags else "", "accent")]
        left = width - row_width(row)
        return [*row, (f" · {cut(note, left - 3)}", "quiet")] if note and left > _LEAST_WORDS else row

    def empty_rows(self, width: int) -> list[Row]:
        """What to do when there is nothing."""
        return [[], *([*cut_row([(line, "quiet" if number else "text")], width)] for number, line in enumerate(self.empty))]
