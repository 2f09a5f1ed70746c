"""The pieces of a query's text: brackets, operators, field names, quoted and bare words. Every text has them; none is an error."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from workbench.search.query import EXACT_FIELDS, TEXT_FIELDS, VALUE_FIELDS

FIELD_NAMES = (*TEXT_FIELDS, *VALUE_FIELDS, "published", "date", "has")
"""What can stand before a colon."""


class TokenKind(StrEnum):
    """What a piece of a query is."""

    OPEN = "open"
    CLOSE = "close"
    AND = "and"
    OR = "or"
    NOT = "not"
    """NOT, or a minus sign before a word."""
    FIELD = "field"
    """A field's name with its colon, and the equals sign that asks for a whole value."""
    PHRASE = "phrase"
    """Words in quotation marks, with the distance after them."""
    WORD = "word"


class Token(Struct, frozen=True):
    """A piece of a query: `start` and `end` are code points of its text, half open."""

    kind: TokenKind
    start: int
    end: int


_QUOTES = '"“”„‟«»＂'
_TOKEN = re.compile(
    rf"""(?P<open>\()
    |(?P<close>\))
    |(?P<and>AND|&&)(?=[\s()]|$)
    |(?P<or>OR|\|\|?)(?=[\s()]|$)
    |(?P<not>NOT(?=[\s()]|$)|[-−](?=[^\s()]|\())
    |(?P<field>(?i:{"|".join(EXACT_FIELDS)}):=|(?i:{"|".join(FIELD_NAMES)}):)
    |(?P<phrase>[{_QUOTES}][^{_QUOTES}]*(?:[{_QUOTES}](?:~\d*)?|$))
    |(?P<word>[^\s(){_QUOTES}]+)""",
    re.VERBOSE,
)
PHRASE = re.compile(rf"[{_QUOTES}](?P<text>[^{_QUOTES}]*)(?P<close>[{_QUOTES}]?)(?:~(?P<slop>\d*))?")
"""The parts of a PHRASE; `close` is empty where it runs to the end of the query."""


def tokens(text: str) -> Iterator[Token]:
    """The pieces of a query's text in order, spaces left out; what else is between them belongs to none."""
    for found in _TOKEN.finditer(text):
        yield Token(TokenKind(found.lastgroup or "word"), *found.span())
