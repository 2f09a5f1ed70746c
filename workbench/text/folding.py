"""Comparison form: what two spellings of the same words have in common, with the way back to the text.

Folded away are case, accents of Latin, Greek, Cyrillic, Hebrew and Arabic letters, typographic quotes, dashes and spaces,
ligatures and compatibility forms, and what has no width. ß is ss, æ ae, ø o, ł l. It is defined character by character, so
that the way back is exact; text that is decomposed should be composed (NFC) first. й keeps its breve: it is a letter of its
own, and Russian endings are known by it. Vowel signs of Indic scripts and Thai stay: there they are the vowels.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right

from msgspec import Struct

from workbench.records.selector import Span

_APOSTROPHES = "‘’‚‛ʹʻʼʽʾʿˈ′‵´＇"
_QUOTES = "“”„‟«»″‶〝〞〟＂"
_DASHES = "‐‑‒–—―⁃−﹘﹣－"
_NO_WIDTH = "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff\u0640"
_LETTERS = {"ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ŋ": "n", "ħ": "h", "ı": "i", "ŧ": "t"}
_WHOLE = "йЙ\u0e33\u0eb3"
"""Letters that Unicode takes apart and readers do not: й, and the Thai and Lao am."""

_MARK_RANGES = (
    (0x0300, 0x036F), (0x0483, 0x0487), (0x0591, 0x05BD), (0x05BF, 0x05C7), (0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670),
    (0x06D6, 0x06DC), (0x06DF, 0x06E4), (0x06E7, 0x06E8), (0x06EA, 0x06ED), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF),
    (0xFE00, 0xFE0F), (0xFE20, 0xFE2F),
)  # fmt: skip
"""Combining marks that are accents or optional vowels, not letters; and variation selectors."""

_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")


def _is_accent(character: str) -> bool:
    code = ord(character)
    return any(first <= code <= last for first, last in _MARK_RANGES)


def _folded(character: str) -> str:
    if character in _WHOLE:
        return character.casefold()
    lower = _LETTERS.get(character.casefold(), character.casefold())
    bare = "".join(each for each in unicodedata.normalize("NFKD", lower) if not _is_accent(each))
    composed = unicodedata.normalize("NFKC", bare).casefold()
    digit = unicodedata.decimal(composed, None) if len(composed) == 1 else None
    return composed if digit is None else str(digit)


class _Table(dict[int, str]):
    """What each character folds to, filled as characters are met: there are at most as many as Unicode has."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _folded(chr(code))
        return folded


_TABLE = _Table(
    {ord(character): folded for characters, folded in (
        (_APOSTROPHES, "'"), (_QUOTES, '"'), (_DASHES, "-"), (_NO_WIDTH, ""), ("\u00a0\u2007\u202f", " "),
    ) for character in characters}
)  # fmt: skip


class Folded(Struct, frozen=True):
    """A text in comparison form. `breaks` are pairs (position in the form, position in the original), in order.

    Between one break and the next both run in step, one code point for one.
    """

    text: str
    breaks: tuple[tuple[int, int], ...]

    def original(self, position: int) -> int:
        """Where in the original, in code points, the character stands that made what is at `position` of the form."""
        at = bisect_right(self.breaks, position, key=lambda pair: pair[0]) - 1
        folded, original = self.breaks[at]
        moved = original + position - folded
        return min(moved, self.breaks[at + 1][1] - 1) if at + 1 < len(self.breaks) else moved

    def span(self, start: int, end: int) -> Span:
        """The stretch of the original that `start` to `end` of the form (half open) was made from."""
        first = self.original(start)
        return Span(first, self.original(end - 1) + 1 if end > start else first)

    def find(self, words: str) -> tuple[Span, ...]:
        """Where `words` stand in the original, folded as it is, whatever white space is between them; in order, not overlapping."""
        wanted = fold_with_map(words).text.split()
        pattern = re.compile(r"\s+".join(map(re.escape, wanted)))
        return tuple(self.span(*match.span()) for match in pattern.finditer(self.text)) if wanted else ()


def fold(text: str) -> str:
    """The comparison form of `text`."""
    return text.lower() if text.isascii() else text.translate(_TABLE)


def fold_with_map(text: str) -> Folded:
    """The comparison form of `text` (composed: NFC), which knows where in `text` each part of it came from."""
    if text.isascii():
        return Folded(text.lower(), ((0, 0),))
    breaks = [(0, 0)]
    shift = 0
    for found in _NOT_ASCII.finditer(text):
        for position in range(found.start(), found.end()):
            width = len(_TABLE[ord(text[position])])
            if width != 1:
                at = position + shift
                breaks += [(at, position), (at + width, position + 1)]
                shift += width - 1
    return Folded(text.translate(_TABLE), tuple(breaks))
