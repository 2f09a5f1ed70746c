"""A tag, whole: what it means, and the first excerpts that carry it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from workbench.records.tag import rgb
from workbench.tui.drawing import Row, cut_row
from workbench.tui.models.header import counted
from workbench.tui.models.tag_rows import SWATCH
from workbench.tui.models.wrapped import marked_rows
from workbench.tui.safe import one_line
from workbench.tui.widgets.block_list import BlockList

if TYPE_CHECKING:
    from workbench.workspace.tags import Carried, TagRow

_MOST = 200
"""Rows that a definition takes at most."""


class CodebookSheet(BlockList):
    """A single entry that is read, not chosen."""

    has_cursor: ClassVar[bool] = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.can_focus = False
        self._row: TagRow | None = None
        self._excerpts: Sequence[Carried] = ()
        self._titles: Mapping[str, str] = {}

    def show(self, row: TagRow | None, excerpts: Sequence[Carried], titles: Mapping[str, str]) -> None:
        """Show a tag with the first of its excerpts; `titles` are those of articles by their ids."""
        self._row, self._excerpts, self._titles = row, excerpts, titles
        self.refresh_entries(0)
        self.scroll_to(y=0, animate=False)

    def page(self, by: int) -> None:
        """Scroll by so many screens, but for a row."""
        self.scroll_to(y=self.scroll_offset.y + by * max(self.size.height - 1, 1), animate=False)

    def entries(self) -> int:
        """One or none."""
        return int(self._row is not None)

    def block(self, index: int, width: int) -> list[Row]:  # noqa: ARG002 - there is one
        """The tag."""
        row = self._row
        if row is None:
            return []
        parts = [self._heading(row, width), _definition(row, width), _counts(row, width)]
        parts += [self._excerpt(one, width) for one in self._excerpts]
        return [line for part in parts if part for line in (*part, [])]

    def empty_rows(self, width: int) -> list[Row]:  # noqa: ARG002 - the tree says it
        """Nothing."""
        return []

    def _heading(self, row: TagRow, width: int) -> list[Row]:
        colour = rgb(row.colour)
        rows: list[Row] = [*marked_rows(one_line(row.tag), (), width, 3, role="title")]
        if row.title:
            rows += marked_rows(one_line(row.title), (), width, 3, role="strong")
        if colour:
            rows.append([(f"{SWATCH} ", colour), (one_line(row.colour), "quiet")])
        elif row.colour:
            rows.append(cut_row([(f"{one_line(row.colour)}: no colour", "warning")], width))
        return rows

    def _excerpt(self, one: Carried, width: int) -> list[Row]:
        title = self._titles.get(one.article, one.article)
        return [
            *marked_rows(f"«{one_line(one.excerpt.quote)}»", (), width, 3, role="text"),
            cut_row([(one_line(title), "quiet")], width),
        ]


def _definition(row: TagRow, width: int) -> list[Row]:
    if row.definition:
        paragraphs = [one_line(line) for line in row.definition.split("\n")]
        return [line for text in paragraphs for line in (marked_rows(text, (), width, _MOST, role="text") if text else [[]])]
    words = "No definition yet." if row.coded else "In use, but not in the codebook."
    return [*marked_rows(words, (), width, 2)]


def _counts(row: TagRow, width: int) -> list[Row]:
    said = [counted(row.count, "excerpt")]
    if row.total != row.count:
        said.append(f"{row.total:,} with those below")
    if row.articles:
        said.append(f"among the tags of {counted(row.articles, 'article')}")
    return [*marked_rows(" · ".join(said), (), width, 3)]
