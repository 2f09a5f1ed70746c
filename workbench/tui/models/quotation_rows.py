"""An excerpt's quotation in rows; beside it what stands in the article now, where that is only similar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.records.selector import AnchorState, Span
from workbench.text.paragraphs import difference
from workbench.tui.models.wrapped import Piece, marked_rows

if TYPE_CHECKING:
    from workbench.workspace.reading import Placed


def changed_words(placed: Placed) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """What differs between an excerpt's quotation and the words that stand there now: code points of the one and of the other."""
    changes = difference(placed.excerpt.quote, placed.words)
    return (
        tuple(Span(change.start, change.end) for change in changes),
        tuple(Span(change.other_start, change.other_end) for change in changes),
    )


def quotation_rows(placed: Placed, width: int, most: int) -> list[list[Piece]]:
    """The quotation; where only similar words stand in the article, those too, with what differs marked in both."""
    quote = placed.excerpt.quote
    if placed.anchor.state is not AnchorState.FUZZY:
        return marked_rows(f"«{' '.join(quote.split())}»", (), width, most, role="text")
    was, now = changed_words(placed)
    rows: list[list[Piece]] = [*marked_rows(quote, was, width, most, role="quiet"), [("now in the article:", "warning")]]
    return [*rows, *marked_rows(placed.words, now, width, most, role="text")]
