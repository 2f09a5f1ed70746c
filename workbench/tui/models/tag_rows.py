"""Tags side by side, each with the mark of its colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbench.records.tag import colour_in
from workbench.text.cells import width
from workbench.text.sanitise import display_line
from workbench.tui.models.wrapped import Piece, marked_rows

SWATCH = "■"
_GAP = "  "


def tag_rows(tags: Sequence[str], colours: Mapping[str, str], columns: int, most: int) -> list[list[Piece]]:
    """Tags in at most `most` rows, ending in … where they do not fit; one that is wider than a row has rows of its own.

    Args:
        tags: As they are.
        colours: By tag, `#rrggbb`; tags below one that has a colour have it too.
        columns: How wide a row may be.
        most: How many rows there may be.
    """
    rows: list[list[Piece]] = [[]]
    used = 0
    for tag in tags:
        colour = colour_in(colours, tag)
        mark: list[Piece] = [(f"{SWATCH} ", colour)] if colour else []
        needed = width(display_line(tag)) + (2 if mark else 0)
        if used and used + len(_GAP) + needed > columns:
            rows.append([])
            used = 0
        if used:
            rows[-1].append((_GAP, "text"))
            used += len(_GAP)
        if needed > columns:
            first, *others = marked_rows(display_line(tag), (), columns - 2, most, role="accent")
            rows[-1] += [*mark, *first]
            rows += [*others, []]
            used = 0
        else:
            rows[-1] += [*mark, (display_line(tag), "accent")]
            used += needed
    rows = [row for row in rows if row]
    return [*rows[: most - 1], [*rows[most - 1], ("…", "accent")]] if len(rows) > most else rows
