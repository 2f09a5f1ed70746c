"""Colours: legible in every theme, never the only sign, and none of ours in the terminal's own sixteen."""

from __future__ import annotations

import itertools

import pytest
from rich.color import ColorType
from rich.style import Style
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from workbench.records.tag import COLOURS
from workbench.tui.models.marks import Mark
from workbench.tui.palette import Palette, _contrast, palette_of

RGB = sorted(name for name, theme in BUILTIN_THEMES.items() if not theme.ansi)
ANSI = sorted(name for name, theme in BUILTIN_THEMES.items() if theme.ansi)
STATES = (Mark.EXCERPT, Mark.EXCERPT | Mark.EXCERPTS, Mark.HIT, Mark.CURRENT, Mark.SELECTED, Mark.FOUND)


def palette(name: str, *, colourless: bool = False) -> Palette:
    theme = BUILTIN_THEMES[name]
    return palette_of(theme.to_color_system().generate(), ansi=theme.ansi, colourless=colourless)


def contrast_of(style: Style) -> float:
    assert style.color
    assert style.bgcolor
    assert style.color.triplet
    assert style.bgcolor.triplet
    return _contrast(Color(*style.color.triplet), Color(*style.bgcolor.triplet))


def signs_of(style: Style) -> tuple[object, ...]:
    """What is left of a style without colours."""
    return (bool(style.bold), bool(style.underline or style.underline2), bool(style.reverse), bool(style.italic))


@pytest.mark.parametrize("name", RGB)
def test_text_keeps_its_contrast_in_every_state_and_theme(name: str) -> None:
    colours = palette(name)
    for count in range(1, 4):
        for states in itertools.combinations(STATES, count):
            marks = Mark.NONE
            for state in states:
                marks |= state
            assert contrast_of(colours.of(marks, focused=True)) >= 4.4, (name, marks)


@pytest.mark.parametrize("name", RGB)
@pytest.mark.parametrize(
    ("role", "least"), [("text", 4.5), ("quiet", 4.5), ("accent", 4.4), ("key", 4.4), ("warning", 4.4), ("line", 3.0)]
)
def test_quiet_text_and_lines_can_be_seen(name: str, role: str, least: float) -> None:
    assert contrast_of(palette(name)[role]) >= least


@pytest.mark.parametrize("name", ANSI)
def test_no_rgb_colour_leaks_into_a_theme_of_the_terminals_own_colours(name: str) -> None:
    colours = palette(name)
    styles = [
        *colours.styles.values(),
        *(colours.of(Mark(bits), focused=focused) for bits in range(256) for focused in (True, False)),
    ]
    used = [colour for style in styles for colour in (style.color, style.bgcolor) if colour]
    assert all(colour.type in (ColorType.STANDARD, ColorType.DEFAULT) for colour in used)


def test_without_colour_a_hit_an_excerpt_and_a_selection_still_differ() -> None:
    colours = palette("ansi-dark", colourless=True)
    signs = [
        signs_of(colours.of(mark, focused=True))
        for mark in (Mark.NONE, Mark.EXCERPT, Mark.HIT, Mark.CURRENT, Mark.SELECTED, Mark.FOUND)
    ]
    assert len(set(signs)) == len(signs)


def test_the_caret_is_seen_on_everything_it_can_stand_on() -> None:
    for name in (*RGB, *ANSI):
        colours = palette(name)
        for marks in (Mark.NONE, Mark.EXCERPT, Mark.HIT, Mark.CURRENT, Mark.SELECTED):
            assert colours.of(marks | Mark.CARET, focused=True) != colours.of(marks, focused=True), (name, marks)


@pytest.mark.parametrize("name", RGB)
def test_a_tags_colour_can_be_read_in_every_theme(name: str) -> None:
    for colour in (*COLOURS.values(), "#000000", "#ffffff", "#ffff00", "#0000ff"):
        assert contrast_of(palette(name)[colour]) >= 4.4, (name, colour)


@pytest.mark.parametrize("name", ANSI)
def test_a_tags_colour_is_one_of_the_terminals_own_where_those_are_used(name: str) -> None:
    for colour in COLOURS.values():
        style = palette(name)[colour]
        assert style.color is None or style.color.type is ColorType.STANDARD


def test_without_colours_tags_have_none() -> None:
    assert palette("textual-dark", colourless=True)["#d64545"] == palette("textual-dark", colourless=True)["text"]
