"""The palette in force, for the widgets that draw with it."""

from __future__ import annotations

from typing import Protocol, cast

from textual.widget import Widget

from workbench.tui.palette import Palette


class HasPalette(Protocol):
    """What our widgets ask of the app they are in."""

    @property
    def palette(self) -> Palette:
        """The palette of the theme in force."""


def palette_for(widget: Widget) -> Palette:
    """The palette of the app a widget is in."""
    return cast("HasPalette", widget.app).palette
