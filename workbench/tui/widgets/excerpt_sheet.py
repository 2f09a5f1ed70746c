"""One excerpt, whole, with all that is known of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct

from workbench.records.grading import CREDIBILITY, RELIABILITY
from workbench.records.selector import AnchorState
from workbench.tui.drawing import Row
from workbench.tui.models.evidence_rows import NOT_DATED, EvidenceRow
from workbench.tui.models.header import counted
from workbench.tui.models.quotation_rows import quotation_rows
from workbench.tui.models.wrapped import marked_rows
from workbench.tui.safe import one_line
from workbench.tui.widgets.block_list import BlockList

if TYPE_CHECKING:
    from workbench.workspace.evidence_query import Item
    from workbench.workspace.reading import Placed

_MOST = 40
"""Rows that one part takes at most."""

_STATES = {
    AnchorState.EXACT: "",
    AnchorState.MOVED: "The same words, at another place than where they were marked.",
    AnchorState.FUZZY: "Similar words: what differs is underlined.",
}


class About(Struct, frozen=True):
    """What is said of an excerpt besides itself."""

    definitions: Mapping[str, str]
    """By tag, for those that have one."""
    others: Sequence[Placed] = ()
    """Excerpts on the same passage, tagged differently by others."""


class ExcerptSheet(BlockList):
    """A single entry that is read, not chosen."""

    has_cursor: ClassVar[bool] = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.can_focus = False
        self._row: EvidenceRow | None = None
        self._about: About | None = None

    def show(self, row: EvidenceRow | None, about: About | None) -> None:
        """Show the excerpt of a row; of a heading, what it is."""
        self._row, self._about = row, about
        self.refresh_entries(0)
        self.scroll_to(y=0, animate=False)

    def entries(self) -> int:
        """One or none."""
        return int(self._row is not None and self._row.item is not None)

    def block(self, index: int, width: int) -> list[Row]:  # noqa: ARG002 - there is one
        """The excerpt."""
        item = self._row.item if self._row else None
        if item is None or self._about is None:
            return []
        parts = [_words(item.placed, width), _tags(item, self._about, width), _note(item, width), _facts(item, width)]
        parts += [_others(self._about.others, width)] if self._about.others else []
        return [row for part in parts if part for row in (*part, [])]

    def empty_rows(self, width: int) -> list[Row]:
        """A heading: a tag with what the codebook says of it."""
        if self._row is None:
            return []
        rows: list[Row] = [*marked_rows(one_line(self._row.group), (), width, 4, role="strong")]
        if self._about and (definition := self._about.definitions.get(self._row.group)):
            rows += marked_rows(one_line(definition), (), width, _MOST, role="quiet")
        return [*rows, [(counted(self._row.count, "excerpt"), "quiet")]]


def _words(placed: Placed, width: int) -> list[Row]:
    rows = quotation_rows(placed, width, _MOST)
    if said := _STATES.get(placed.anchor.state, f"Lost: {placed.why_lost}."):
        rows += marked_rows(said, (), width, 3, role="warning")
    return rows


def _tags(item: Item, about: About, width: int) -> list[Row]:
    rows: list[Row] = []
    for tag in item.excerpt.tags:
        rows += marked_rows(one_line(tag), (), width, 2, role="accent")
        if definition := about.definitions.get(tag):
            rows += marked_rows(f"  {one_line(definition)}", (), width, 4, role="quiet")
    return rows or [[("no tags", "quiet")]]


def _note(item: Item, width: int) -> list[Row]:
    return list(marked_rows(one_line(item.excerpt.note), (), width, _MOST, role="text")) if item.excerpt.note else []


def _facts(item: Item, width: int) -> list[Row]:
    article, excerpt = item.article, item.excerpt
    source, said = item.reliability, excerpt.credibility
    publisher = article.metadata.publisher if article else None
    origin = " · ".join(filter(None, (one_line(publisher), item.published or NOT_DATED)))
    lines = [
        (one_line(item.title), "strong"),
        (origin if article else "The article is gone from the library.", "quiet"),
        (f"source {source}: {RELIABILITY[source]}" if source else "source not graded", "quiet"),
        (f"information {said}: {CREDIBILITY[said]}" if said else "information not graded", "quiet"),
        (" · ".join(filter(None, (one_line(excerpt.author), f"made {excerpt.created[:10]}", excerpt.id))), "quiet"),
    ]
    return [row for text, role in lines for row in marked_rows(text, (), width, 3, role=role)]


def _others(others: Sequence[Placed], width: int) -> list[Row]:
    rows: list[Row] = [[("tagged differently by others:", "warning")]]
    for one in others:
        who = one_line(one.excerpt.author) or "not stated"
        rows += marked_rows(f"{who}: {'  '.join(map(one_line, one.excerpt.tags)) or 'no tags'}", (), width, 3, role="text")
    return rows
