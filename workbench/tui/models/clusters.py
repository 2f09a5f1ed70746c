"""Grapheme clusters: what a reader takes for one character is never split, neither by the caret nor on the screen.

A simplification of Unicode Standard Annex 29 that needs no table beyond Python's: marks and joiners belong to what stands
before them, regional indicators go in pairs, and an emoji with joiners, modifiers or variation selectors is one cluster.
"""

from __future__ import annotations

import re

from workbench.text.cells import character_width

HIDDEN = "\u200b"
"""Stands, in the form that is laid out, for a code point that is not drawn: it takes no cell."""

_PICTURE = "[\u00a9\u00ae\u203c\u2049\u2122\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
_MODIFIER = "[\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff]"
_TRIGGER = re.compile(f"{_MODIFIER}|\u200d")
_COMPLEX = re.compile(f"{_PICTURE}{_MODIFIER}*(?:\u200d{_PICTURE}{_MODIFIER}*)+|[^\\s]{_MODIFIER}+")
_HEADING = re.compile("^## (?=.)", re.MULTILINE)


def laid_out(text: str) -> str:
    """The form of `text` that is wrapped and drawn: one code point for one code point.

    Of an emoji made of several code points only the first is drawn, because terminals do not agree on the width of the
    whole; the mark of a sub-heading is not drawn, because its style says it.
    """
    if "## " in text:
        text = _HEADING.sub(HIDDEN * 3, text)
    if text.isascii() or not _TRIGGER.search(text):
        return text
    return _COMPLEX.sub(lambda match: match[0][0] + HIDDEN * (len(match[0]) - 1), text)


def is_extension(text: str, offset: int) -> bool:
    """Whether the code point at `offset` belongs to the cluster of what stands before it."""
    character = text[offset]
    if character == "\n" or character.isascii():
        return False
    if _is_regional(character):
        return _regionals_before(text, offset) % 2 == 1
    return character_width(character) == 0


def cluster_start(text: str, offset: int) -> int:
    """The offset at which the cluster that covers `offset` begins."""
    while offset > 0 and is_extension(text, offset) and text[offset - 1] != "\n":
        offset -= 1
    return offset


def cluster_end(text: str, offset: int) -> int:
    """The offset just behind the cluster that begins at `offset`."""
    offset = min(offset + 1, len(text))
    while offset < len(text) and is_extension(text, offset):
        offset += 1
    return offset


def _is_regional(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _regionals_before(text: str, offset: int) -> int:
    count = 0
    while count < offset and _is_regional(text[offset - count - 1]):
        count += 1
    return count
