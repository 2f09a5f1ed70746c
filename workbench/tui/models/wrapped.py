"""Marked text in rows: a snippet with its hits, a quotation on its card."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.records.selector import Span
from workbench.text.cells import wrap
from workbench.text.sanitise import display_line
from workbench.tui.models.clusters import laid_out
from workbench.tui.models.marks import Mark, compose

Piece = tuple[str, str]
"""A text in its laid-out form, and its role."""


def marked_rows(
    text: str, marks: Sequence[Span], columns: int, most: int, *, role: str = "quiet", hit: str = "hit on quiet"
) -> list[list[Piece]]:
    """A text in at most `most` rows, its marks standing out, ending in … where it does not fit.

    Args:
        text: One line or several; line ends become spaces.
        marks: Code points of `text`.
        columns: How wide a row may be.
        most: How many rows there may be.
        role: The role of the text.
        hit: The role of what is marked.
    """
    drawn = laid_out(display_line(text))
    rows = wrap(drawn, max(columns, 2))
    shown = rows[:most]
    if len(rows) > most:
        start, end = shown[-1]
        space = drawn.rfind(" ", start, max(end - 1, start))
        shown[-1] = (start, space if space > start else max(end - 1, start))
    made = [
        [
            (drawn[low:high].replace("\u200b", ""), hit if mark & Mark.HIT else role)
            for low, high, mark in compose(start, end, [(Mark.HIT, marks)])
        ]
        for start, end in shown
    ]
    if len(rows) > most:
        made[-1].append(("…", role))
    return made
