"""What the word at the cursor of a query may become: a field's name, or a value of the field it stands behind.

Pure: the values are handed in, made ready once by `ready`, so that completing costs little however large the library is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Final

from msgspec import Struct

from workbench.records.hit import FacetCount
from workbench.search.facets import NOT_STATED
from workbench.search.lexing import FIELD_NAMES, TokenKind, tokens
from workbench.search.query import HAS
from workbench.text.folding import fold

LIMIT: Final = 8
"""How many completions there are at most."""

_VALUES: Final = 20_000
"""Values of a field that are offered at most: those most often stated."""

_SHORTEST: Final = 2
"""Letters from which on a word may be the beginning of a field's name."""

_NAMES: Final = (
    "publisher",
    "published",
    "author",
    "agency",
    *sorted(set(FIELD_NAMES) - {"date", "id", "publisher", "published", "author", "agency"}),
)
"""Fields' names, of those that begin alike the one asked for more often first."""
_SOURCES: Final = {"published": "year", "date": "year"}
"""The facet whose values a field is completed from, where it has another name."""

_BARE: Final = re.compile(r"\w[\w./-]*")
_QUOTES: Final = '"“”„‟«»＂'
_BREAKS: Final = re.compile(r"[\W_]+")


class Completion(Struct, frozen=True):
    """What may stand in place of the code points from `start` to `end` of the query; `count` is of articles, 0 for a name."""

    text: str
    start: int
    end: int
    shown: str
    count: int = 0


class ReadyValue(Struct, frozen=True):
    """A value, how many articles have it, and its words in the form in which they are compared, each up to the value's end."""

    value: str
    count: int
    beginnings: tuple[str, ...]


Values = Mapping[str, tuple[ReadyValue, ...]]
"""By facet, its values, the most frequent first."""


def ready(counts: Mapping[str, Iterable[FacetCount]]) -> Values:
    """Make the values of facets ready to complete from."""
    return {
        field: tuple(_ready(one) for one in list(found)[:_VALUES] if one.value != NOT_STATED) for field, found in counts.items()
    }


def completions(query: str, cursor: int, values: Values) -> tuple[Completion, ...]:
    """What the word that ends at the cursor may become, the likeliest first; nothing in the middle of a word.

    Args:
        query: Any text.
        cursor: In code points of the query.
        values: What `ready` made of the whole library's facets.
    """
    if cursor < len(query) and not (query[cursor].isspace() or query[cursor] == ")"):
        return ()
    pieces = list(tokens(query[:cursor]))
    if not pieces or pieces[-1].end != cursor:
        return ()
    last, before = pieces[-1], pieces[-2] if len(pieces) > 1 else None
    if last.kind is TokenKind.FIELD:
        return _of_values(query, last.start, last.end, cursor, values)
    if before and before.kind is TokenKind.FIELD and before.end == last.start:
        return _of_values(query, before.start, before.end, cursor, values)
    is_word = last.kind is TokenKind.WORD and not (before and before.end == last.start and before.kind is TokenKind.PHRASE)
    return _of_names(query[last.start : cursor], last.start, cursor) if is_word else ()


def taken(query: str, completion: Completion) -> tuple[str, int]:
    """The query with a completion in its place, and where the cursor is then: behind it, and behind a space if it is a value."""
    rest = query[completion.end :]
    is_value = not completion.text.endswith(":")
    text = completion.text + (" " if is_value and not rest[:1].isspace() and rest[:1] != ")" else "")
    return query[: completion.start] + text + rest, completion.start + len(text)


def _of_names(typed: str, start: int, end: int) -> tuple[Completion, ...]:
    beginning = typed.lower()
    if len(beginning) < _SHORTEST:
        return ()
    return tuple(Completion(f"{name}:", start, end, f"{name}:") for name in _NAMES if name.startswith(beginning))


def _of_values(query: str, start: int, value_start: int, end: int, values: Values) -> tuple[Completion, ...]:
    prefix, typed = query[start:value_start], query[value_start:end]
    opened = typed[:1] in _QUOTES if typed else False
    if opened and typed[1:].strip(_QUOTES) != typed[1:]:
        return ()  # the quotation is closed: there is nothing left to complete
    field = prefix.rstrip("=").rstrip(":").lower()
    beginning = " ".join(fold(typed[1:] if opened else typed).split())
    found = (_completed(prefix, one, start, end) for one in _candidates(field, beginning, values))
    return tuple(islice((one for one in found if one.text != query[start:end]), LIMIT))


def _completed(prefix: str, one: ReadyValue, start: int, end: int) -> Completion:
    written = " ".join("".join(" " if each in _QUOTES else each for each in one.value).split())
    return Completion(prefix + (written if _BARE.fullmatch(written) else f'"{written}"'), start, end, one.value, one.count)


def _candidates(field: str, beginning: str, values: Values) -> Iterator[ReadyValue]:
    """Those that begin so, before those of which a later word does."""
    if field == "has":
        yield from (ReadyValue(what, 0, ()) for what in HAS if what.startswith(beginning))
        return
    known = values.get(_SOURCES.get(field, field), ())
    yield from (one for one in known if one.beginnings[0].startswith(beginning))
    if beginning:
        yield from (
            one
            for one in known
            # Most values do not have it at all, and that is seen at a glance.
            if beginning in (whole := one.beginnings[0])
            and not whole.startswith(beginning)
            and any(part.startswith(beginning) for part in one.beginnings[1:])
        )


def _ready(counted: FacetCount) -> ReadyValue:
    folded = " ".join(fold(counted.value).split())
    starts = [0, *(found.end() for found in _BREAKS.finditer(folded))]
    return ReadyValue(counted.value, counted.count, tuple(folded[start:] for start in starts[:8]))
