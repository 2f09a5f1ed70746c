"""Tags and the codebook that defines them."""

from __future__ import annotations

import re

from msgspec import Struct

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


def is_within(tag: str, ancestor: str) -> bool:
    """Whether `tag` is `ancestor` or one of its descendants."""
    return tag == ancestor or tag.startswith(ancestor + "/")
