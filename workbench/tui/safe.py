"""Foreign text on its way to the screen: never markup, never a control character, never a width nobody agrees on.

The door is `workbench.text.sanitise`; this is the net behind it and the helpers that keep text from being parsed.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter

from workbench.errors import Problem
from workbench.text.cells import character_width, width
from workbench.text.sanitise import display, display_line

_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_ZERO_WIDTH: Final = re.compile("[\u200b-\u200d\ufe0e\ufe0f]")


class Net(LineFilter):
    """The last thing before the terminal: replaces every character that it would act on.

    It comes first among the app's line filters. What the door let through by mistake, and what widgets of other people draw,
    ends here; a stand-in is one cell wide, as a control character is for Rich.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's signature
        """The segments with stand-ins for control characters; the very same list if there are none."""
        if not any(segment.text and not segment.control and _CONTROL.search(segment.text) for segment in segments):
            return segments
        return [
            Segment(_CONTROL.sub("\ufffd", segment.text), segment.style) if segment.text and not segment.control else segment
            for segment in segments
        ]


def literal(text: str) -> Content:
    """Foreign text for a widget that takes content: what looks like markup is text."""
    return Content(display(text))


def one_line(text: str | None) -> str:
    """Foreign text for a place that holds one line."""
    return " ".join(display_line(text or "").split())


def fit(text: str) -> str:
    """`text`, in its display form, so that Rich counts the cells we counted when we laid it out.

    Characters whose width our tables and Rich's see differently become a stand-in of our width: a row that is one cell off
    shifts every pane to its right.
    """
    if text.isascii():
        return text
    drawn = "".join(map(_agreed, text))
    if cell_len(drawn) != width(text):
        drawn = _ZERO_WIDTH.sub("", drawn)
    if cell_len(drawn) != width(text):
        drawn = "".join(each for each in drawn if character_width(each))
    return drawn


@lru_cache(maxsize=4096)
def _agreed(character: str) -> str:
    cells = character_width(character)
    if character == "\u200b" or cell_len(character) == cells:
        return "" if character == "\u200b" else character
    return ("\ufffd" + " " * (cells - 1)) if cells else ""


def problem_line(problem: Problem) -> str:
    """What is wrong with a file, in one line; the file's name, not its whole path, since the reason has to stand in the line too."""
    place = f"{problem.file.name}{f':{problem.line}' if problem.line else ''}"
    return one_line(f"{problem.problem} · {place}{f' ({problem.fix})' if problem.fix else ''}")
