"""The excerpts of a tag, to choose from: which of them get another one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from workbench.tui.drawing import Row, cut, cut_row
from workbench.tui.models.wrapped import marked_rows
from workbench.tui.safe import one_line
from workbench.tui.widgets.block_list import BlockList

if TYPE_CHECKING:
    from workbench.workspace.tags import Carried


class CodebookChoice(BlockList):
    """Excerpts with marks."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._excerpts: Sequence[Carried] = ()
        self._titles: Mapping[str, str] = {}
        self.marked: frozenset[str] = frozenset()
        """Ids of excerpts."""

    def show(self, excerpts: Sequence[Carried], titles: Mapping[str, str]) -> None:
        """Show the excerpts of a tag, none marked."""
        self._excerpts, self._titles, self.marked = excerpts, titles, frozenset()
        self.refresh_entries(0)

    def turn(self) -> None:
        """Mark the one under the cursor, or no longer, and go on to the next."""
        if self._excerpts:
            self.marked ^= {self._excerpts[self.cursor].excerpt.id}
            self.refresh_entries(self.cursor + 1)

    def turn_all(self) -> None:
        """Mark all, or none if all are."""
        names = frozenset(one.excerpt.id for one in self._excerpts)
        self.marked = frozenset() if names <= self.marked else names
        self.refresh_entries(self.cursor)

    def entries(self) -> int:
        """How many there are."""
        return len(self._excerpts)

    def block(self, index: int, width: int) -> list[Row]:
        """An excerpt: its words, its note, where it is from."""
        one = self._excerpts[index]
        is_marked = one.excerpt.id in self.marked
        words = marked_rows(f"«{one_line(one.excerpt.quote)}»", (), width - 2, 3, role="strong" if is_marked else "text")
        rows: list[Row] = [[("● " if is_marked and not number else "  ", "accent"), *row] for number, row in enumerate(words)]
        facts = [one_line(self._titles.get(one.article, one.article))]
        facts += [one_line(one.excerpt.note)] if one.excerpt.note else []
        rows.append(cut_row([("  ", "text"), (cut(" · ".join(facts), width - 2), "quiet")], width))
        return [*rows, []]

    def empty_rows(self, width: int) -> list[Row]:
        """Nothing carries the tag itself."""
        return [cut_row([("No excerpt carries it.", "quiet")], width)]
