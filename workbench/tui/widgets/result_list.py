"""The results of a search: what was found, with the best passage of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from workbench.records.selector import Span
from workbench.tui.drawing import Row, cut_middle, cut_row, spread
from workbench.tui.models.block_list import kept_cursor
from workbench.tui.models.header import counted
from workbench.tui.models.wrapped import marked_rows
from workbench.tui.safe import one_line
from workbench.tui.widgets.block_list import BlockList

if TYPE_CHECKING:
    from workbench.workspace.searching import Found

_ROOMY_ROWS = 30
"""From this height on an entry has its own row of facts, and an empty one below it."""


class ResultList(BlockList):
    """Found articles, best first."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.found: tuple[Found, ...] = ()
        self.empty: Sequence[str] = ()
        self.new: frozenset[str] = frozenset()
        """Articles to be marked as new."""

    @property
    def at_cursor(self) -> Found | None:
        """What the cursor is on."""
        return self.found[self.cursor] if self.found else None

    def show(self, found: tuple[Found, ...], empty: Sequence[str], *, cursor: str | None = None, keep: bool = True) -> None:
        """Show a page.

        Args:
            found: What was found, best first.
            empty: What to say if nothing was.
            cursor: The article to put the cursor on, if it is there.
            keep: The same question was answered again: the cursor stays on its article. Otherwise it goes to the best.
        """
        before, after = [one.id for one in self.found], [one.id for one in found]
        kept = kept_cursor(before, self.cursor, after) if keep else 0
        self.found, self.empty = found, empty
        self.refresh_entries(after.index(cursor) if cursor in after else kept)

    def extend(self, found: tuple[Found, ...]) -> None:
        """Add the next page below."""
        known = {one.id for one in self.found}
        self.found += tuple(one for one in found if one.id not in known)
        self.refresh_entries(self.cursor)

    def recount(self, article_id: str, excerpts: int) -> None:
        """An article has so many excerpts now."""
        counted_anew = tuple(replace(one, excerpts=excerpts) if one.id == article_id else one for one in self.found)
        if counted_anew != self.found:
            self.found = counted_anew
            self.refresh_entries(self.cursor)

    def entries(self) -> int:
        """How many articles are listed."""
        return len(self.found)

    def block(self, index: int, width: int) -> list[Row]:
        """A title with its facts, and the best passage; roomier where there is room."""
        found = self.found[index]
        return self._roomy(found, width) if self.app.size.height >= _ROOMY_ROWS else self._tight(found, width)

    def empty_rows(self, width: int) -> list[Row]:
        """What to do when nothing is found."""
        return [[], *([*cut_row([(line, "text" if not number else "quiet")], width)] for number, line in enumerate(self.empty))]

    def _tight(self, found: Found, width: int) -> list[Row]:
        facts = [counted(found.excerpts, "excerpt")] if found.excerpts else []
        facts += [f"+{counted(len(found.folded), 'near-copy', 'near-copies')}"] if found.folded else []
        facts.append(cut_middle(_publisher(found), min(24, width // 3)))
        right: Row = [*self._newness(found), (" · ".join(facts), "quiet"), (f"  {found.published or 'n.d.':>10}", "quiet")]
        return [spread([(one_line(found.title), "title")], right, width), *_snippet(found, width, 1)]

    def _roomy(self, found: Found, width: int) -> list[Row]:
        facts = [_publisher(found), found.published or "n.d.", counted(found.words, "word")]
        facts += [counted(found.excerpts, "excerpt")] if found.excerpts else []
        facts += [f"source {found.reliability}"] if found.reliability else []
        rows = [
            cut_row([(one_line(found.title), "title")], width),
            cut_row([*self._newness(found), (" · ".join(facts), "quiet")], width),
        ]
        rows += _snippet(found, width, 2)
        if found.folded:
            rows.append([(f"+{counted(len(found.folded), 'near-copy', 'near-copies')}", "quiet")])
        return [*rows, []]

    def _newness(self, found: Found) -> Row:
        return [("new · ", "key")] if self.new & {found.id, *found.folded} else []


def _publisher(found: Found) -> str:
    return one_line(found.publisher or found.agency) or "publisher not stated"


def _snippet(found: Found, width: int, most: int) -> list[Row]:
    if not found.snippets:
        return [[]]
    snippet = found.snippets[0]
    marks = [Span(mark.start - snippet.start, mark.end - snippet.start) for mark in snippet.marks]
    lead = len(snippet.text) - len(snippet.text.removeprefix("## "))
    return marked_rows(snippet.text[lead:], [Span(mark.start - lead, mark.end - lead) for mark in marks], width, most)
