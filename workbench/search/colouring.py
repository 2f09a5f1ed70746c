"""What each stretch of a query line is, for colouring it while it is typed."""

from __future__ import annotations

from enum import StrEnum

from workbench.search.lexing import TokenKind
from workbench.search.lexing import tokens as pieces


class ColourKind(StrEnum):
    """What a stretch of a query is to its author."""

    WORD = "word"
    PHRASE = "phrase"
    PATTERN = "pattern"
    """A word with `*`, `?` or `~`."""
    FIELD = "field"
    """A field's name with its colon, and the equals sign after it."""
    VALUE = "value"
    """What stands right after a field's name."""
    OPERATOR = "operator"
    """AND, OR, NOT or a minus sign."""
    BRACKET = "bracket"


_KINDS = {
    TokenKind.OPEN: ColourKind.BRACKET,
    TokenKind.CLOSE: ColourKind.BRACKET,
    TokenKind.AND: ColourKind.OPERATOR,
    TokenKind.OR: ColourKind.OPERATOR,
    TokenKind.NOT: ColourKind.OPERATOR,
    TokenKind.FIELD: ColourKind.FIELD,
    TokenKind.PHRASE: ColourKind.PHRASE,
    TokenKind.WORD: ColourKind.WORD,
}


def tokens(text: str) -> list[tuple[int, int, str]]:
    """The stretches of a query line in order, none overlapping another; spaces belong to none.

    Returns:
        Start and end in code points of the text, half open, and one of ColourKind.
    """
    coloured: list[tuple[int, int, str]] = []
    field_end = None
    for piece in pieces(text):
        kind = _KINDS[piece.kind]
        if piece.start == field_end and kind in (ColourKind.WORD, ColourKind.PHRASE):
            kind = ColourKind.VALUE
        elif kind is ColourKind.WORD and set(text[piece.start : piece.end]) & set("*?~"):
            kind = ColourKind.PATTERN
        coloured.append((piece.start, piece.end, kind))
        field_end = piece.end if kind is ColourKind.FIELD else None
    return coloured
