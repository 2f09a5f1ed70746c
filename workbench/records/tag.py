"""Tags and the codebook that defines them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from msgspec import Struct

COLOURS: Final[Mapping[str, str]] = {
    "red": "#d64545",
    "orange": "#d9822b",
    "yellow": "#d1a800",
    "green": "#3f9142",
    "teal": "#2a9d98",
    "blue": "#3b7dd8",
    "purple": "#8e5bd0",
    "pink": "#d0569b",
    "brown": "#96693f",
    "grey": "#808890",
}
"""The colours that have a name, each as `#rrggbb`; none is so light or dark that a mark in it is lost on either ground."""

_HEX = re.compile("#[0-9a-f]{6}")
_SHORT_HEX = re.compile("#[0-9a-f]{3}")
_TAG = re.compile(r"[^\s,/]+(?:/[^\s,/]+)*")


class Tag(Struct, frozen=True, kw_only=True):
    """A term of the codebook. `tag` is a path of segments joined by "/": no spaces, no commas."""

    tag: str
    title: str | None = None
    definition: str | None = None
    colour: str | None = None

    @property
    def parent(self) -> str | None:
        """The path above this one, or None at the top."""
        return self.tag.rpartition("/")[0] or None


class Codebook(Struct, frozen=True, kw_only=True):
    """The tag vocabulary, in the order its author gave it."""

    tags: tuple[Tag, ...] = ()


def is_tag(value: str) -> bool:
    """Whether `value` can be a tag: segments joined by "/", without spaces or commas."""
    return _TAG.fullmatch(value) is not None


def rgb(colour: str | None) -> str | None:
    """A colour of the codebook as `#rrggbb`; None where it is none: the file may hold any text."""
    said = (colour or "").strip().casefold()
    if _SHORT_HEX.fullmatch(said):
        return "#" + "".join(2 * digit for digit in said[1:])
    return said if _HEX.fullmatch(said) else COLOURS.get(said)


def parents(tag: str) -> tuple[str, ...]:
    """The paths above a tag, the nearest first: `a/b/c` has `a/b` and `a`."""
    parts = tag.split("/")
    return tuple("/".join(parts[:end]) for end in range(len(parts) - 1, 0, -1))


def colour_in(colours: Mapping[str, str], tag: str) -> str | None:
    """The colour of a tag: its own, else that of the nearest tag above it that has one."""
    return next((colours[path] for path in (tag, *parents(tag)) if path in colours), None)


def is_within(tag: str, ancestor: str) -> bool:
    """Whether `tag` is `ancestor` or one of its descendants."""
    return tag == ancestor or tag.startswith(ancestor + "/")
