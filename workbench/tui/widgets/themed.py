"""The palette in force, for the widgets that draw with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, cast

from textual.widget import Widget

from workbench.tui.palette import Palette


class HasPalette(Protocol):
    """What our widgets ask of the app they are in."""

    @property
    def palette(self) -> Palette:
        """The palette of the theme in force."""

    tag_colours: Mapping[str, str]
    """By tag, `#rrggbb`."""

    is_codebook_closed: bool
    """Whether only tags of the codebook can be given."""


def palette_for(widget: Widget) -> Palette:
    """The palette of the app a widget is in."""
    return cast("HasPalette", widget.app).palette


def tag_colours_for(widget: Widget) -> Mapping[str, str]:
    """The colours of tags, `#rrggbb`, in the app a widget is in."""
    return cast("HasPalette", widget.app).tag_colours


def is_codebook_closed_for(widget: Widget) -> bool:
    """Whether only tags of the codebook can be given, in the app a widget is in."""
    return cast("HasPalette", widget.app).is_codebook_closed
