"""One segment of a Whoosh index as sets of article numbers, and what a query tree means over them."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Any

from whoosh.reading import TermNotFound

from workbench.search.engines.whoosh_codec import PLACE, WHOLE
from workbench.search.engines.whoosh_writer import Row, rows_of
from workbench.search.matcher import stand_together, value_fits
from workbench.search.near_copies import keys
from workbench.search.query import (
    STEMMED_FIELDS,
    And,
    Everything,
    Fuzzy,
    Has,
    Leaf,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Published,
    Value,
    Wildcard,
    Word,
    whole,
)

Numbers = set[int] | frozenset[int]
"""Articles by their number in the segment."""

_NONE: frozenset[int] = frozenset()


class Segment:
    """Reads one segment.

    Args:
        reader: Whoosh's reader of it.
        deleted: The numbers of the articles that do not count any more.
        older: The same segment before they were deleted.
    """

    def __init__(self, reader: Any, deleted: frozenset[int], older: Segment | None = None) -> None:
        self.reader = reader
        self.deleted = deleted
        self._terms = reader._terms  # noqa: SLF001 - the codec's reader, which hands out whole lists
        self.rows: list[Row] = older.rows if older is not None else rows_of(self._terms)
        self.ids = lru_cache(maxsize=2_048)(self._read_ids)
        self.weighed = lru_cache(maxsize=128)(self._read_weighed)

    def after(self, deleted: frozenset[int]) -> Segment:
        """The segment after more of its articles were deleted; both read through one reader."""
        return self if deleted == self.deleted else Segment(self.reader, deleted, self)

    @cached_property
    def everything(self) -> frozenset[int]:
        """All articles."""
        return frozenset(range(len(self.rows))) - self.deleted

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each article by its id."""
        return {row.id: number for number, row in enumerate(self.rows) if number not in self.deleted}

    @cached_property
    def near(self) -> dict[str, list[int]]:
        """The articles under each of `near_copies.keys`."""
        found: dict[str, list[int]] = {}
        for number in self.everything:
            for key in keys(tuple(array(PLACE, self.rows[number].signature))):
                found.setdefault(key, []).append(number)
        return found

    def _matcher(self, field: str, term: str) -> Any:
        try:
            return self._terms.matcher(field, term.encode(), self.reader.schema[field].format)
        except TermNotFound:
            return None

    def _read_ids(self, field: str, term: str) -> frozenset[int]:
        """The articles in which a term stands; kept for the next time under the name `ids`."""
        matcher = self._matcher(field, term)
        return frozenset(matcher.ids()) - self.deleted if matcher else _NONE

    def _read_weighed(self, field: str, term: str) -> tuple[list[int], list[float]]:
        """The articles in which a term stands, deleted ones included, and how often; kept under the name `weighed`."""
        matcher = self._matcher(field, term)
        return matcher.weighed() if matcher else ([], [])

    def placed(self, field: str, term: str, among: Container[int]) -> dict[int, memoryview[int]]:
        """The positions of a term in each of the articles `among`."""
        matcher = self._matcher(field, term)
        found = {}
        for number, places in zip(*matcher.placed(), strict=True) if matcher else ():
            if number in among and places:
                found[number] = memoryview(places).cast(PLACE)
        return found

    def vocabulary(self, field: str) -> str:
        """The field's words, one a line in rising order, each with a tab and the number of articles."""
        text: str = self._terms._tindex.extras.get(field, "")  # noqa: SLF001 - see whoosh_codec
        return text

    def values(self, field: str) -> Sequence[str]:
        """The values of a field of values."""
        values: Sequence[str] = self._terms._tindex.extras.get(field, ())  # noqa: SLF001 - see whoosh_codec
        return values

    def close(self) -> None:
        """Let go of the segment's files; closing twice is no error."""
        self.ids.cache_clear()
        self.weighed.cache_clear()
        if not self.reader.is_closed:
            self.reader.close()


Expand = Callable[[Prefix | Wildcard | Fuzzy], Collection[str]]
"""Gives the words of the whole library that a leaf stands for, limited in number."""


class Evaluation:
    """A query over one segment.

    Args:
        segment: The segment.
        stems: Gives all stems that a word stands for.
        expand: Gives the words that a prefix, wildcard or fuzzy word stands for.
    """

    def __init__(self, segment: Segment, stems: Callable[[str], Collection[str]], expand: Expand) -> None:
        self._segment = segment
        self._stems = stems
        self._expand = expand

    def articles(self, query: Node, among: Numbers | None = None) -> Numbers:
        """The articles that match; only those `among`, if given."""
        match query:
            case And(children):
                return self._all_of(children, among)
            case Or(children):
                return frozenset().union(*(self.articles(child, among) for child in children))
            case Not(child):
                among = self._segment.everything if among is None else among
                return among - self.articles(child, among)
            case Phrase():
                return self._phrase(query, among)
            case _:
                found = self._leaf(query)
                return found if among is None else found & among

    def _all_of(self, children: Iterable[Node], among: Numbers | None) -> Numbers:
        """Those that match all: what is quickly found first, so that phrases and exclusions look at few articles."""
        found = among
        for child in sorted(children, key=lambda child: isinstance(child, Phrase) + 2 * isinstance(child, Not | And | Or)):
            found = self.articles(child, found)
            if not found:
                break
        return found or _NONE

    def _leaf(self, leaf: Leaf) -> Numbers:
        segment = self._segment
        match leaf:
            case Everything():
                return segment.everything
            case Has(what):
                return segment.ids("has", what)
            case Value():
                return self._value(leaf)
            case Published(first, last):
                begin, end = first.toordinal() if first else 0, last.toordinal() if last else 1 << 30
                rows = enumerate(segment.rows)
                dated = {number for number, row in rows if row.first and row.last and row.first <= end and row.last >= begin}
                return dated - segment.deleted
            case Word(form, field):
                if field not in STEMMED_FIELDS:
                    return segment.ids(str(field), form)
                return self._union(f"{field}_stem" if field else "stem", self._stems(form))
            case Prefix() | Wildcard() | Fuzzy():
                return self._union(leaf.field or "form", self._expand(leaf))
            case Phrase():
                return self._phrase(leaf, None)

    def _value(self, leaf: Value) -> Numbers:
        segment, field, value = self._segment, leaf.field, leaf.value
        if leaf.exact:
            return segment.ids(WHOLE.get(field, field), value)
        if field == "id":
            return {number for article, number in segment.numbers.items() if value_fits(whole(article), "id", value)}
        return self._union(field, (stated for stated in segment.values(field) if value_fits(stated, field, value)))

    def _union(self, field: str, terms: Iterable[str]) -> Numbers:
        return frozenset().union(*(self._segment.ids(field, term) for term in terms))

    def _phrase(self, phrase: Phrase, among: Numbers | None) -> Numbers:
        if not phrase.forms:
            return _NONE
        field = phrase.field or "form"
        alternatives: list[Collection[str]] = [(form,) for form in phrase.forms]
        if phrase.prefix:
            alternatives[-1] = self._expand(Prefix(phrase.forms[-1], phrase.field))
        found = self._segment.everything if among is None else among
        for forms in sorted(alternatives, key=len):
            found = found & self._union(field, forms)
            if not found:
                return _NONE
        if phrase.prefix and phrase.slop == 0 and len(phrase.forms) > 1:
            return self._with_ending(field, phrase.forms[:-1], alternatives[-1], found)
        placed = {form: self._segment.placed(field, form, found) for forms in alternatives for form in forms}
        close = _adjacent if phrase.slop == 0 else stand_together
        return {number for number in found if close([_places(placed, forms, number) for forms in alternatives], phrase.slop)}

    def _with_ending(self, field: str, forms: Sequence[str], endings: Iterable[str], among: Numbers) -> Numbers:
        """The articles in which words stand together and any of many endings behind them; the commonest ending settles most."""
        placed = [self._segment.placed(field, form, among) for form in forms]
        # Compounds stand in an article without a position.
        behind = {number: set(_behind([places.get(number, ()) for places in placed])) for number in among}
        waiting = {number: places for number, places in behind.items() if places}
        for ending in endings:
            for number, places in self._segment.placed(field, ending, waiting.keys()).items():
                if not waiting[number].isdisjoint(places):
                    del waiting[number]
            if not waiting:
                break
        return frozenset(number for number, places in behind.items() if places and number not in waiting)


def _behind(places: Sequence[Sequence[int]]) -> Iterator[int]:
    """The positions behind words that stand side by side, given where each stands."""
    following = [set(positions) for positions in places[1:]]
    for start in places[0]:
        if all(start + distance in positions for distance, positions in enumerate(following, 1)):
            yield start + len(places)


def _places(placed: dict[str, dict[int, memoryview[int]]], forms: Collection[str], number: int) -> Sequence[int]:
    """Where any of the forms stands in an article, rising."""
    found = [placed[form][number] for form in forms if number in placed[form]]
    return found[0] if len(found) == 1 else sorted(position for positions in found for position in positions)


def _adjacent(places: Sequence[Sequence[int]], _slop: int) -> bool:
    """`stand_together` without anything in between, quicker."""
    following = [set(positions) for positions in places[1:]]
    for start in places[0]:
        position = start
        for positions in following:
            position += 1
            if position not in positions:
                break
        else:
            return True
    return False
