"""Narrowing a search by facets: clauses in the text of the query, and nothing beside it.

    publisher:="Northern Wire"                      one value
    (publisher:="A" OR publisher:="B")              several
    -has:publisher                                  not stated
    published:2019, published:2019..2021            a year, a run of years
    published:2019-05                               a month
    language:en                                     a language with its regions

A clause narrows where it stands beside the rest of the query, in no brackets and under no OR. To a query with an OR of its own
it is set in front, and the query put into brackets; when the clause goes, so do they.

This module is pure; it knows the pieces of a query's text and nothing of what they find.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from workbench.search.facets import NOT_STATED
from workbench.search.lexing import PHRASE, Token, TokenKind, tokens
from workbench.search.parsing import is_question
from workbench.search.query import HAS, whole

DATES: Final = ("year", "month")
"""The facets that narrow by `published:`."""

_EXACT: Final = ("publisher", "author", "agency", "syndicator", "place", "site", "kind", "tag")
_QUOTES: Final = '"“”„‟«»＂'
_LONGEST_RUN: Final = 500
"""Years or months that a run may have to be taken for single ones."""

_CLAUSE: Final = re.compile(
    rf"""(?i:(?P<exact>{"|".join(_EXACT)}):=(?:[{_QUOTES}](?P<quoted>[^{_QUOTES}]*)[{_QUOTES}]|(?P<bare>[^\s(){_QUOTES}]+)))
    |(?i:language:=?(?:[{_QUOTES}](?P<tongue>[\w-]+)[{_QUOTES}]|(?P<language>[\w-]+)))
    |(?i:(?:published|date):(?P<first>\d{{4}}(?:-\d\d)?)(?:\.\.(?P<last>\d{{4}}(?:-\d\d)?))?)
    |(?:[-−]|NOT\s+)(?i:has:(?P<without>\w+))""",
    re.VERBOSE | re.ASCII,
)


class _Choice(NamedTuple):
    """A value chosen: its family is the field of the query language that a clause is about."""

    family: str
    field: str
    value: str

    def is_same(self, other: _Choice) -> bool:
        """Whether both ask for the same."""
        return self.field == other.field and whole(self.value) == whole(other.value)


class _Item(NamedTuple):
    """One part of a query beside others: where it stands, and the AND or OR before it."""

    start: int
    end: int
    operator: Token | None


class _Clause(NamedTuple):
    item: int
    start: int
    end: int
    choices: tuple[_Choice, ...]


def toggle(query: str, field: str, value: str) -> str:
    """The query with a value of a facet chosen, or no longer chosen if it was.

    Done twice to a query in which the value was not chosen, it gives the same text back, but for a clause about the same
    facet that a person wrote in another way than here; a query whose brackets or quotation marks are not closed gets them
    closed.

    Args:
        query: Any text.
        field: One of the facets.
        value: A value as the facet shows it, NOT_STATED included.
    """
    text = mended(query)
    wanted = _choice(field, value)
    found = _clauses(text, wanted.family)
    if not any(wanted.is_same(choice) for clause in found for choice in clause.choices):
        return _with(text, found[-1], [*found[-1].choices, wanted]) if found else _added(text, _written([wanted]))
    # One after the other: when one goes, so do the brackets that hid others.
    while holding := [clause for clause in _clauses(text, wanted.family) if any(map(wanted.is_same, clause.choices))]:
        text = _with(text, holding[-1], [choice for choice in holding[-1].choices if not wanted.is_same(choice)])
    return text


def chosen(query: str) -> dict[str, tuple[str, ...]]:
    """By facet, the values chosen as they are written, in the order in which they stand; facets without any are left out."""
    by_field: dict[str, dict[str, None]] = {}
    for clause in _clauses(mended(query)):
        for choice in clause.choices:
            fields = DATES if choice.field in DATES and choice.value == NOT_STATED else (choice.field,)
            for field in fields:
                by_field.setdefault(field, {})[choice.value] = None
    return {field: tuple(values) for field, values in by_field.items()}


def is_among(value: str, values: Iterable[str]) -> bool:
    """Whether a value of a facet is one of those `chosen` gives: letter case and quotation marks do not count."""
    return whole(value) in map(whole, values)


def without(query: str, field: str) -> str:
    """The query without the clauses about a facet: `year` and `month` are about the same."""
    text, family = mended(query), _family(field)
    while found := _clauses(text, family):
        text = _with(text, found[-1], [])
    return text


def ranged(query: str, first: str, last: str) -> str:
    """The query narrowed to a run of years (`2019`) or months (`2019-05`), both included, in place of any other dates chosen."""
    text = without(query, "year")
    return _added(text, f"published:{first}" if first == last else f"published:{min(first, last)}..{max(first, last)}")


def can_choose(field: str, value: str) -> bool:
    """Whether the query language has words for this value."""
    if value == NOT_STATED:
        return field in DATES or field in HAS
    return bool(whole(value))


def mended(query: str) -> str:
    """The query with its brackets and quotation marks closed, and without spaces around it or a closing bracket that closes none.

    A question loses its question mark, which behind a word and before a clause would be any one letter.
    """
    text = query.strip()
    while is_question(text):
        text = text[:-1].rstrip()
    pieces, depth, strays = list(tokens(text)), 0, list[int]()
    for piece in pieces:
        depth += (piece.kind is TokenKind.OPEN) - (piece.kind is TokenKind.CLOSE)
        if depth < 0:
            strays.append(piece.start)
            depth = 0
    found = PHRASE.match(text, pieces[-1].start) if pieces and pieces[-1].kind is TokenKind.PHRASE else None
    closing = ('"' if found and not found["close"] else "") + ")" * depth
    for at in reversed(strays):
        text = f"{text[:at]} {text[at + 1 :]}"
    return text.strip() + closing


# What stands in a query


def _items(pieces: Sequence[Token]) -> Iterator[_Item]:
    """The parts of a query, or of what stands in brackets, one after the other."""
    operator: Token | None = None
    at, seen = 0, False
    while at < len(pieces):
        if pieces[at].kind in (TokenKind.AND, TokenKind.OR) and seen and operator is None:
            operator = pieces[at]
            at += 1
            continue
        behind = _behind(pieces, at)
        yield _Item(pieces[at].start, pieces[behind - 1].end, operator)
        operator, seen, at = None, True, behind


def _behind(pieces: Sequence[Token], at: int) -> int:
    """The number of the piece behind the part that begins with piece `at`."""
    while at < len(pieces) - 1 and pieces[at].kind is TokenKind.NOT:
        at += 1
    if at < len(pieces) - 1 and pieces[at].kind is TokenKind.FIELD and pieces[at].end == pieces[at + 1].start:
        at += 1
    if pieces[at].kind is not TokenKind.OPEN:
        return at + 1
    depth = 0
    for number in range(at, len(pieces)):
        depth += (pieces[number].kind is TokenKind.OPEN) - (pieces[number].kind is TokenKind.CLOSE)
        if not depth:
            return number + 1
    return len(pieces)


def _clauses(text: str, family: str | None = None) -> list[_Clause]:
    """The clauses of a query that narrow it: of one family, or all."""
    if _is_open(text):
        choices = _choices(f"({text})")  # the whole of it may be the values of one field
        return [_Clause(0, 0, len(text), choices)] if choices and family in (None, choices[0].family) else []
    items = list(_items(list(tokens(text))))
    found = ((number, item, _choices(text[item.start : item.end])) for number, item in enumerate(items))
    return [
        _Clause(number, item.start, item.end, choices)
        for number, item, choices in found
        if choices and family in (None, choices[0].family)
    ]


def _choices(part: str) -> tuple[_Choice, ...]:
    """What a part of a query chooses; nothing unless all of it does, about one field."""
    if not part.startswith("("):
        return _choices_of_one(part)
    inner = part[1:-1]
    pieces = list(tokens(inner))
    items = list(_items(pieces))
    if _waits(pieces) or any(item.operator is None or item.operator.kind is not TokenKind.OR for item in items[1:]):
        return ()
    each = [_choices_of_one(inner[item.start : item.end]) for item in items]
    choices = tuple(choice for one in each for choice in one)
    return choices if all(each) and len({choice.family for choice in choices}) == 1 else ()


def _choices_of_one(part: str) -> tuple[_Choice, ...]:
    found = _CLAUSE.fullmatch(part)
    if found is None:
        return ()
    if found["exact"]:
        field, value = found["exact"].lower(), " ".join((found["quoted"] or found["bare"] or "").split())
        return (_Choice(field, field, value),) if value else ()
    if found["without"]:
        field = {"date": "year"}.get(found["without"].lower(), found["without"].lower())
        return (_choice(field, NOT_STATED),) if field in (*_EXACT, "language", "year") else ()
    if tongue := found["tongue"] or found["language"]:
        return (_Choice("language", "language", tongue),)
    return _choices_of_run(found["first"], found["last"] or found["first"])


def _choices_of_run(first: str, last: str) -> tuple[_Choice, ...]:
    field = DATES["-" in first]
    low, high = _number(first), _number(last)
    if len(first) != len(last) or not low <= high < low + _LONGEST_RUN:
        return ()
    return tuple(_choice(field, _date(field, number)) for number in range(low, high + 1))


def _number(date: str) -> int:
    """A year or a month as a number that grows by one from each to the next."""
    year, _, month = date.partition("-")
    return int(year) * 12 + int(month) - 1 if month else int(year)


def _date(field: str, number: int) -> str:
    return f"{number:04}" if field == "year" else f"{number // 12:04}-{number % 12 + 1:02}"


def _family(field: str) -> str:
    return "published" if field in DATES else field


def _choice(field: str, value: str) -> _Choice:
    if value == NOT_STATED:
        return _Choice(_family(field), "year" if field in DATES else field, NOT_STATED)
    return _Choice(_family(field), field, " ".join("".join(" " if each in _QUOTES else each for each in value).split()))


# Writing


def _written(choices: Sequence[_Choice]) -> str:
    """The clause for choices of one family; empty for none."""
    parts = list(_parts(choices))
    return f"({' OR '.join(parts)})" if len(parts) > 1 else parts[0] if parts else ""


def _parts(choices: Sequence[_Choice]) -> Iterator[str]:
    for field in DATES:
        numbers = sorted(_number(choice.value) for choice in choices if choice.field == field and choice.value != NOT_STATED)
        for low, high in _runs(numbers):
            yield f"published:{_date(field, low)}" + (f"..{_date(field, high)}" if high > low else "")
    for choice in choices:
        if choice.value == NOT_STATED:
            yield f"-has:{'date' if choice.family == 'published' else choice.family}"
        elif choice.field == "language":
            yield f"language:{choice.value}"
        elif choice.field not in DATES:
            yield f'{choice.field}:="{choice.value}"'


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Runs without a gap of ascending numbers: the first and the last of each."""
    breaks = [0, *(at for at, (one, other) in enumerate(pairwise(numbers), 1) if other != one + 1), len(numbers)]
    return ((numbers[low], numbers[high - 1]) for low, high in pairwise(breaks) if high > low)


def _added(text: str, clause: str) -> str:
    """The query and a clause beside it."""
    if not text:
        return clause
    return f"{clause} ({text})" if _is_open(text) else f"{text} {clause}"


def _is_open(text: str) -> bool:
    """Whether what is set behind the query would join only a part of it."""
    pieces = list(tokens(text))
    return _waits(pieces) or any(item.operator and item.operator.kind is TokenKind.OR for item in _items(pieces))


def _waits(pieces: Sequence[Token]) -> bool:
    """Whether the last piece is one that something has to follow."""
    return bool(pieces) and pieces[-1].kind in (TokenKind.AND, TokenKind.OR, TokenKind.NOT, TokenKind.FIELD)


def _with(text: str, clause: _Clause, choices: Sequence[_Choice]) -> str:
    """The query with other choices in the place of a clause."""
    before, behind = text[: clause.start], text[clause.end :]
    if choices:
        clause_text = _written(choices)
        runs_on = clause_text[-1] not in '")' and bool(re.match(rf"[^\s(){_QUOTES}]", behind))
        led_into = clause_text[0] != "(" and bool(re.search(r"[^\s(]$", before))
        return f"{before}{' ' * led_into}{clause_text}{' ' * runs_on}{behind}"
    items = list(_items(list(tokens(text))))
    if (clause.start, clause.end) == (0, len(text)):
        return ""
    after = items[clause.item + 1] if clause.item + 1 < len(items) else None
    if operator := items[clause.item].operator:
        before = text[: operator.start]
    elif after and after.operator and not clause.item:
        behind = text[after.operator.end :]
    left = " ".join(part for part in (before.rstrip(), behind.lstrip()) if part)
    return _unwrapped(left) if not clause.item else left


def _unwrapped(text: str) -> str:
    """What is in the brackets, if they are all there is and were needed only beside a clause."""
    pieces = list(tokens(text))
    if not pieces or pieces[0].kind is not TokenKind.OPEN or _behind(pieces, 0) < len(pieces):
        return text
    return text[1:-1].strip() if text.endswith(")") and _is_open(text[1:-1]) else text
