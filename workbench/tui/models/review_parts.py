"""Which parts of the cleaning review have room: the source, the article, what is known."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from workbench.tui.models.arrangement import MIDDLING

WIDE: Final = 150
"""Columns from which all three stand side by side."""


class Part(StrEnum):
    """A part of the screen."""

    SOURCE = "source"
    ARTICLE = "article"
    KNOWN = "known"


def parts_shown(width: int, inside: Part, beside: Part) -> frozenset[Part]:
    """The parts to show.

    Args:
        width: Columns of the screen.
        inside: The part that has the focus.
        beside: What stands beside the source where two have room.
    """
    if width >= WIDE:
        return frozenset(Part)
    if width >= MIDDLING:
        return frozenset({Part.SOURCE, beside})
    return frozenset({inside})
