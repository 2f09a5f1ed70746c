"""Phrases over a tantivy index.

Tantivy itself finds words at exact distances, and two words within a distance. Three words or more with others between them are
sought at all distances they may have, if those are few; otherwise the articles that hold them all, each two within the
distance, are looked at.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import compress, pairwise
from math import comb

import tantivy

from workbench.search.engines.tantivy_schema import FORM
from workbench.search.engines.tantivy_view import Query, View, either
from workbench.search.matcher import stand_together

COMBINATIONS = 30
"""So many sets of distances are sought; each costs 3 ms with three of the commonest words in 16,000 articles."""

LOOKED_AT = 3_000
"""So many articles are looked at: some 0.3 s."""

NOT_ALL_LOOKED_AT = f"too many articles hold these words: only {LOOKED_AT:,} were looked at for how near they stand"

Alternatives = Sequence[Collection[str]]
"""For each word of a phrase, the words it may be."""


class Phrases:
    """Finds phrases, and knows whether all of them were found.

    Args:
        view: The index.
        field: One of `tantivy_schema.FORMS`.
    """

    def __init__(self, view: View, field: str = FORM) -> None:
        self._view = view
        self._field = field
        self.is_exact = True

    def query(self, words: Alternatives, slop: int) -> Query:
        """The articles in which the words stand in this order with at most `slop` others in between in all."""
        if not words or not all(words):
            return Query.empty_query()
        if len(words) == 1:
            return self._view.any_term(self._field, words[0])
        if len(words) == 2:
            return self._within(words[0], words[1], 1, slop + 1)
        sets = comb(slop + len(words) - 1, slop) if slop < COMBINATIONS else COMBINATIONS + 1
        if sets == 1 or sets * max(map(len, words)) <= COMBINATIONS:
            return either([self._at(offsets, words) for offsets in _offsets(len(words), slop)])
        return self._looked_at(words, slop)

    def _at(self, offsets: Sequence[int], words: Alternatives, around: int = 0) -> Query:
        """The words at these distances from the first; of two words, `around` is how many more or fewer it may be."""
        return either(
            [
                Query.phrase_query(self._view.schema, self._field, list(zip(offsets, forms, strict=True)), around)
                for forms in _each(words)
            ]
        )

    def _within(self, first: Collection[str], second: Collection[str], least: int, most: int) -> Query:
        """Two words of which the second stands `least` to `most` words after the first."""
        around = (most - least) // 2
        near = self._at((0, least + around), (first, second), around)
        return near if least + 2 * around == most else either([near, self._at((0, most), (first, second))])

    def _looked_at(self, words: Alternatives, slop: int) -> Query:
        """The same by looking at articles, LOOKED_AT at most."""
        pairs = [*((first, second, 1) for first, second in pairwise(words)), (words[0], words[-1], len(words) - 1)]
        unique = dict.fromkeys((tuple(first), tuple(second), least) for first, second, least in pairs)
        musts = [(tantivy.Occur.Must, self._within(*pair, pair[2] + slop)) for pair in unique]
        likely = self._view.addresses(Query.boolean_query(musts), LOOKED_AT + 1)
        self.is_exact = len(likely) <= LOOKED_AT
        sets = list(map(frozenset, words))
        looked_at = (self._view.texts(address, self._field) for address in likely[:LOOKED_AT])
        return self._view.any_term("id", [article for article, texts in looked_at if _stands_in(texts, sets, slop)])


def _each(words: Alternatives) -> Iterator[tuple[str, ...]]:
    """The phrases that the alternatives make: at most one word has several, a last or an only one."""
    one = [next(iter(forms)) for forms in words]
    for index, forms in enumerate(words):
        if len(forms) > 1:
            return ((*one[:index], form, *one[index + 1 :]) for form in forms)
    return iter((tuple(one),))


def _offsets(count: int, slop: int) -> Iterable[tuple[int, ...]]:
    """All the places that so many words can have, the first at 0, with at most `slop` others in between in all."""
    found: list[tuple[int, ...]] = [(0,)]
    for _ in range(count - 1):
        found = [(*places, place) for places in found for place in range(places[-1] + 1, slop + len(places) + 1)]
    return found


def _stands_in(texts: Iterable[str], words: Sequence[frozenset[str]], slop: int) -> bool:
    wanted = frozenset().union(*words)
    for text in texts:
        forms = text.split()
        places = list(compress(range(len(forms)), map(wanted.__contains__, forms)))
        if stand_together([[place for place in places if forms[place] in one] for one in words], slop):
            return True
    return False
