"""The tags of the codebook as a tree: colour, title, counts."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.records.tag import rgb
from workbench.tui.drawing import Row, cut_row, spread
from workbench.tui.models.block_list import kept_cursor
from workbench.tui.models.tag_rows import SWATCH
from workbench.tui.models.tag_tree import TreeRow
from workbench.tui.safe import one_line
from workbench.tui.widgets.block_list import BlockList

COUNTS = f"{'own':>7}{'all':>8} "
"""What stands over the counts of excerpts: those that carry the tag itself, and those that carry it or one below."""


class CodebookTree(BlockList):
    """One row a tag; the cursor stays on its tag when the tree is another one."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.rows: Sequence[TreeRow] = ()
        self.marked: frozenset[str] = frozenset()
        self.empty: Sequence[str] = ()

    @property
    def at_cursor(self) -> TreeRow | None:
        """The row the cursor is on."""
        return self.rows[self.cursor] if self.rows else None

    def show(self, rows: Sequence[TreeRow], empty: Sequence[str], *, cursor: str | None = None) -> None:
        """Show other rows; `cursor` is the tag to go to."""
        keys = [row.tag for row in rows]
        at = keys.index(cursor) if cursor in keys else kept_cursor([row.tag for row in self.rows], self.cursor, keys)
        self.rows, self.empty = rows, empty
        self.refresh_entries(at)

    def mark(self, marked: frozenset[str]) -> None:
        """Other tags are marked."""
        self.marked = marked
        self.refresh_entries(self.cursor)

    def entries(self) -> int:
        """How many tags are shown."""
        return len(self.rows)

    def block(self, index: int, width: int) -> list[Row]:
        """A tag."""
        row = self.rows[index]
        of, colour = row.of, rgb(row.of.colour)
        fold = ("▸ " if row.is_folded else "▾ ") if row.has_below else "  "
        swatch = (f"{SWATCH} ", colour) if colour else ("□ " if of.coded else "· ", "quiet")
        name = one_line(row.name if row.depth else row.tag)
        left: Row = [
            ("● " if row.tag in self.marked else "  ", "accent"),
            ("  " * row.depth + fold, "quiet"),
            swatch,
            (name, "strong" if row.is_match and of.coded else "quiet"),
            (f"  {one_line(of.title)}" if of.title else "" if of.coded else "  not in the codebook", "quiet"),
        ]
        all_of_them = f"{of.total:>8,}" if row.has_below else " " * 8
        return [spread(left, [(f"{of.count:>7,}", "text" if of.count else "quiet"), (f"{all_of_them} ", "quiet")], width)]

    def empty_rows(self, width: int) -> list[Row]:
        """What to do when there is nothing."""
        return [[], *(cut_row([(line, "quiet" if number else "text")], width) for number, line in enumerate(self.empty))]
