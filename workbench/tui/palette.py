"""What each role of text looks like, made from the theme in force.

Every state has two signs, and colour is never the only one, so that nothing is lost under NO_COLOR or in a theme of sixteen
colours. In RGB themes, tints and quiet text are computed so that text on them keeps a contrast of 4.5 : 1 (WCAG 2.2, 1.4.3);
in ANSI themes no RGB colour is used at all, since it would not follow the terminal's own palette.
"""

from __future__ import annotations

import colorsys
from collections.abc import Mapping
from dataclasses import dataclass

from rich.style import Style
from textual.color import Color

from workbench.tui.models.marks import Mark

TEXT_CONTRAST = 4.5
LINE_CONTRAST = 3.0


@dataclass(frozen=True, slots=True)
class Palette:
    """Styles by role, and the colours that style sheets need."""

    styles: dict[str, Style]
    variables: Mapping[str, str]
    marks: dict[tuple[Mark, bool], Style]
    background: Color | None = None
    """None where the terminal's own sixteen colours are used, or none at all."""
    colourless: bool = False

    def __getitem__(self, role: str) -> Style:
        if role not in self.styles and role.startswith("bold #"):
            self.styles[role] = self[role.removeprefix("bold ")] + Style(bold=True)
        elif role not in self.styles and role.startswith("#"):
            self.styles[role] = self._coloured(role)
        return self.styles[role]

    def _coloured(self, role: str) -> Style:
        """Text in a colour that a person chose for a tag, `#rrggbb`, moved until it can be read here."""
        colour = Color.parse(role)
        if self.colourless:
            return self["text"]
        if self.background is None:
            return self["text"] + Style(color=_nearest_of_sixteen(colour))
        return self["text"] + Style(color=_legible(colour, self.background).rich_color)

    def of(self, marks: Mark, *, focused: bool) -> Style:
        """The style of a stretch of an article's text that is all of `marks`."""
        key = (marks, focused)
        if key not in self.marks:
            self.marks[key] = self._made(marks, focused=focused)
        return self.marks[key]

    def _made(self, marks: Mark, *, focused: bool) -> Style:
        style = self["text"]
        for mark, role in _LAYERS:
            if marks & mark:
                style += self[role]
        if not marks & Mark.CARET:
            return style
        if not focused:
            return style + self["caret away"]
        return style + self["caret on reversed" if marks & (Mark.CURRENT | Mark.SELECTED) else "caret"]


# Later ones win where they say something about the same property.
_LAYERS = (
    (Mark.HEADING, "heading"),
    (Mark.FOUND, "found"),
    (Mark.EXCERPT, "excerpt"),
    (Mark.EXCERPTS, "excerpts"),
    (Mark.HIT, "hit"),
    (Mark.CURRENT, "current"),
    (Mark.SELECTED, "selection"),
)


def palette_of(colours: Mapping[str, str], *, ansi: bool, colourless: bool) -> Palette:
    """The palette of a theme.

    Args:
        colours: The theme's generated colours, by name.
        ansi: Whether the theme is one of the terminal's own sixteen colours.
        colourless: Whether NO_COLOR is set.
    """
    if ansi:
        variables = {"quiet": "ansi_default", "line": "ansi_bright_black", "mark": "ansi_blue"}
        return Palette(_ansi_styles(), variables, {}, colourless=colourless)
    background, foreground = Color.parse(colours["background"]), Color.parse(colours["foreground"])
    quiet = _quietest(foreground, background, TEXT_CONTRAST + 0.3)
    line = _quietest(foreground, background, LINE_CONTRAST)
    accent = _legible(Color.parse(colours["accent"]), background)
    warning = _legible(Color.parse(colours["warning"]), background)
    variables = {"quiet": quiet.hex, "line": line.hex, "mark": accent.hex}
    styles = _rgb_styles(background, foreground, quiet, line, accent, warning, colourless=colourless)
    return Palette(styles, variables, {}, background, colourless)


def _rgb_styles(  # noqa: PLR0917 - six colours, each by its name
    background: Color, foreground: Color, quiet: Color, line: Color, accent: Color, warning: Color, *, colourless: bool
) -> dict[str, Style]:
    on = background.rich_color
    base = Style(color=foreground.rich_color, bgcolor=on)
    tint, deeper = _tint(background, accent, foreground, 0.22), _tint(background, accent, foreground, 0.36)
    ink = _ink_on(accent)
    return {
        "text": base,
        "quiet": base + Style(color=quiet.rich_color),
        "line": base + Style(color=line.rich_color),
        "strong": base + Style(bold=True),
        "accent": base + Style(color=accent.rich_color),
        "key": base + Style(color=accent.rich_color, bold=True),
        "warning": base + Style(color=warning.rich_color),
        "heading": Style(bold=True),
        "title": base + Style(bold=True),
        "found": Style(underline=True, italic=True),
        "excerpt": Style(bgcolor=tint.rich_color, underline=colourless or None),
        "excerpts": Style(bgcolor=deeper.rich_color, underline=True),
        "hit": Style(bold=True, underline=True),
        "hit on quiet": base + Style(bold=True, underline=True),
        "current": Style(color=on, bgcolor=foreground.rich_color, bold=True),
        "selection": Style(color=ink.rich_color, bgcolor=accent.rich_color, bold=colourless or None),
        "caret": Style(color=on, bgcolor=foreground.rich_color, bold=True),
        "caret on reversed": Style(color=foreground.rich_color, bgcolor=on, bold=True, underline=True),
        "caret away": Style(underline=True),
        "cursor": Style(bgcolor=_tint(background, foreground, foreground, 0.10).rich_color),
        "lane": base + Style(color=accent.rich_color),
    }


def _ansi_styles() -> dict[str, Style]:
    base = Style()
    return {
        "text": base,
        "quiet": Style(dim=True),
        "line": Style(dim=True),
        "strong": Style(bold=True),
        "accent": Style(color="blue", bold=True),
        "key": Style(color="blue", bold=True),
        "warning": Style(color="red", bold=True),
        "heading": Style(bold=True),
        "title": Style(bold=True),
        "found": Style(underline=True, italic=True),
        "excerpt": Style(underline=True),
        "excerpts": Style(underline2=True),
        "hit": Style(bold=True, underline=True),
        "hit on quiet": Style(bold=True, underline=True),
        "current": Style(bold=True, reverse=True),
        "selection": Style(color="blue", reverse=True),
        "caret": Style(reverse=True, bold=True),
        "caret on reversed": Style(reverse=False, bold=True, underline=True),
        "caret away": Style(underline=True),
        "cursor": Style(bold=True),
        "lane": Style(color="blue"),
    }


def _contrast(first: Color, second: Color) -> float:
    """The contrast ratio of WCAG 2.2: 1 to 21."""
    low, high = sorted((_luminance(first), _luminance(second)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Color) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = colour.normalized
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def _quietest(foreground: Color, background: Color, contrast: float) -> Color:
    """The foreground brought as near to the background as the contrast allows."""
    for step in range(19, 0, -1):
        colour = foreground.blend(background, step / 20)
        if _contrast(colour, background) >= contrast:
            return colour
    return foreground


def _legible(colour: Color, background: Color) -> Color:
    """The colour, moved towards black or white until text of it can be read on the background."""
    towards = Color(255, 255, 255) if _luminance(background) < 0.18 else Color(0, 0, 0)
    for step in range(20):
        moved = colour.blend(towards, step / 20)
        if _contrast(moved, background) >= TEXT_CONTRAST:
            return moved
    return towards


def _nearest_of_sixteen(colour: Color) -> str | None:
    """The terminal's own colour of the same hue; None for a grey. Not yellow and cyan, which are too light on a white ground."""
    hue, _, saturation = colorsys.rgb_to_hls(*colour.normalized)
    if saturation < 0.2:
        return None
    borders = ((0.11, "red"), (0.50, "green"), (0.70, "blue"), (0.92, "magenta"))
    return next((name for border, name in borders if hue < border), "red")


def _tint(background: Color, hue: Color, foreground: Color, most: float) -> Color:
    """The background coloured with a hue, as strongly as text on it stays legible."""
    for step in range(20, 0, -1):
        tinted = background.blend(hue, most * step / 20)
        if _contrast(foreground, tinted) >= TEXT_CONTRAST:
            return tinted
    return background


def _ink_on(colour: Color) -> Color:
    """Black or white, whichever reads better on a colour."""
    white, black = Color(255, 255, 255), Color(0, 0, 0)
    return white if _contrast(white, colour) >= _contrast(black, colour) else black
