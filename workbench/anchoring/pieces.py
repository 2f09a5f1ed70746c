"""A text as a row of words and signs, in comparison form: what two versions of an article are laid side by side by."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from workbench.records.selector import Span
from workbench.text.folding import fold

# Letters of scripts that are written without spaces stand for themselves: Thai to Burmese, Khmer, kana, Han, and what is beyond.
_ALONE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_INSIDE = "\u00ad\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u200b-\u200d\u2060\ufeff"
_PIECE = re.compile(rf"[{_ALONE}]|[^\W{_ALONE}](?:[^\W{_ALONE}]|[{_INSIDE}])*|([^\w\s])\1*")


class Vocabulary:
    """One character for each distinct piece, so that rows of pieces are strings: compared, sliced and hashed in C.

    Numbers from 1 on; a million distinct pieces are told apart, those met later count as the last.
    """

    def __init__(self) -> None:
        self._by_form: dict[str, str] = {}
        self._by_piece: dict[str, str] = {}

    def sign(self, piece: str) -> str:
        """The character for a piece of text, whatever its case, accents and typography; empty if nothing of it can be seen."""
        known = self._by_piece.get(piece)
        if known is None:
            known = self._by_piece[piece] = self._of_form(_form(piece))
        return known

    def _of_form(self, form: str) -> str:
        if not form:
            return ""
        return self._by_form.setdefault(form, chr(min(len(self._by_form) + 1, 0x10FFFF)))


def _form(piece: str) -> str:
    """The comparison form; a sign written several times counts as written once, so that "--" is a dash and "..." an ellipsis."""
    form = fold(piece)
    return form if form[:1].isalnum() else form[:1]


class Pieces:
    """A text cut into words and single signs, without the white space between them.

    `row` has a character for each; `starts` and `ends` say where in the text it stands, in code points, half open.
    """

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.text = text
        self.vocabulary = vocabulary
        row: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        for found in _PIECE.finditer(text):
            sign = vocabulary.sign(found[0])
            if sign:
                row.append(sign)
                self.starts.append(found.start())
                self.ends.append(found.end())
        self.row = "".join(row)

    def __len__(self) -> int:
        return len(self.row)

    def touched(self, start: int, end: int) -> range:
        """Which pieces a stretch of the text touches."""
        return range(bisect_right(self.ends, start), bisect_left(self.starts, end))

    def divided(self, at: int) -> Span | None:
        """The piece that a border at an offset of the text goes through; None if it goes between pieces."""
        number = bisect_right(self.starts, at) - 1
        if number >= 0 and self.starts[number] < at < self.ends[number]:
            return Span(self.starts[number], self.ends[number])
        return None
