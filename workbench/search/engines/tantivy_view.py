"""A tantivy index as of one commit: what is in it, by word, by value and by id."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property
from typing import Any, TypeVar, cast

import tantivy

from workbench.search.engine import Neighbour
from workbench.search.engines.expansion import fitting, respelled
from workbench.search.engines.tantivy_schema import FORM, GAP, compound, value
from workbench.search.matcher import edits
from workbench.search.near_copies import keys
from workbench.search.query import EXPANSION_LIMIT, Fuzzy, Prefix, Wildcard

Query = tantivy.Query

_Known = TypeVar("_Known")

_REMEMBERED = 100
"""Answers that a view keeps."""

_MANY = 2_000
"""For a longer list of hits it is quicker to read all keys and sort them here."""

_FEW = 1_000
"""So many terms are looked at one by one: a tenth of a second."""


class View:
    """The index as of one commit.

    Args:
        searcher: Tantivy's reader of that commit.
        schema: The index's fields.
        has_deleted: Whether there are articles that were deleted and not merged away yet: their words and values are
            still in tantivy's dictionaries.
    """

    def __init__(self, searcher: tantivy.Searcher, schema: tantivy.Schema, *, has_deleted: bool) -> None:
        self.searcher = searcher
        self.schema = schema
        self.count: int = searcher.num_docs
        self._living = Query.all_query() if has_deleted else None
        # No `lru_cache` on a method: that would keep the view, and files that are gone, until the next garbage collection.
        self._known: dict[object, object] = {}

    @cached_property
    def languages(self) -> frozenset[str]:
        """Primary subtags of the articles' languages."""
        return frozenset(term for term, _ in self._terms("primary"))

    def fingerprints(self) -> dict[str, str]:
        """By article id, the fingerprint each was added with."""
        marks = [mark for mark, _ in self.searcher.terms_with_prefix("mark", "")]
        if len(marks) > self.count:
            marks = self._living_marks(marks)
        return dict(mark.split("\t", 1) for mark in marks)

    def _living_marks(self, marks: list[str]) -> list[str]:
        """Those of articles that are not deleted; where some were only changed it is enough to look at these."""
        by_id: dict[str, list[str]] = {}
        for mark in marks:
            by_id.setdefault(mark.partition("\t")[0], []).append(mark)
        changed = [mark for same in by_id.values() if len(same) > 1 for mark in same]
        if len(by_id) > self.count or len(changed) > _FEW:
            return [mark for mark, _ in self._terms("mark")]
        gone = {mark for mark in changed if not self.matching(self.any_term("mark", [mark]))}
        return [mark for mark in marks if mark not in gone]

    def signatures(self, ids: Iterable[str]) -> dict[str, tuple[int, ...]]:
        """By id, the signatures of those of the articles that are there."""
        found = map(self._document, self.addresses(self.any_term("id", ids)))
        return {each["id"][0]: tuple(array("I", each["signature"][0])) for each in found}

    def candidates(self, signature: tuple[int, ...]) -> frozenset[str]:
        """Ids of articles that share a key with the signature."""
        return frozenset(map(self.id_of, self.addresses(self.any_term("near", keys(signature)))))

    def id_of(self, address: tantivy.DocAddress) -> str:
        """The id of an article."""
        found: str = self._document(address)["id"][0]
        return found

    def texts(self, address: tantivy.DocAddress, field: str) -> tuple[str, list[str]]:
        """The id of an article, and each text of one of FORMS there, ready words joined by spaces."""
        found = self._document(address)
        return found["id"][0], found.get_all(field)

    def _document(self, address: tantivy.DocAddress) -> tantivy.Document:
        return self.searcher.doc(address)

    def matching(self, query: Query) -> int:
        """How many articles match."""
        return hits_of(self.searcher.search(query, 1))[1]

    def addresses(self, query: Query, limit: int | None = None) -> list[tantivy.DocAddress]:
        """Where the articles that match stand, at most `limit` of them."""
        # Tantivy panics if it is asked for no hits at all.
        most = max(self.count if limit is None else min(limit, self.count), 1)
        return [address for _, address in self.searcher.search(query, most, count=False).hits]

    def ordered(self, query: Query, field: str, limit: int, offset: int) -> tuple[list[str], int]:
        """A page of the keys by which the articles that match are sorted, and the number of all that match."""
        if limit + offset > _MANY:
            keys = sorted(key for key, _ in self.searcher.terms_with_prefix(field, "", filter_query=query))
            return keys[offset : offset + limit], len(keys)
        asc = tantivy.Order.Asc
        page, total = hits_of(self.searcher.search(query, limit, order_by_field=field, offset=offset, order=asc))
        return [key for key, _ in page], total

    def any_term(self, field: str, terms: Iterable[str]) -> Query:
        """The articles with any of these terms."""
        return Query.term_set_query(self.schema, field, [term for term in terms if _is_unicode(term)])

    def any_form(self, field: str, forms: Collection[str]) -> Query:
        """The articles with any of these words in one of FORMS, compounds included."""
        return either([self.any_term(field, forms), self.any_term(compound(field), forms)])

    def _terms(self, field: str, prefix: str = "", limit: int | None = None) -> list[tuple[str, int]]:
        """The terms of a field that begin so, with their numbers of articles, the most frequent first."""
        return self.searcher.terms_with_prefix(field, prefix, filter_query=self._living, limit=limit)

    def _remembered(self, key: object, make: Callable[[], _Known]) -> _Known:
        """What was made for a key before, or is made now."""
        if key not in self._known:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            made = self._known[key] = make()
            return made
        return cast("_Known", self._known[key])

    def values(self, field: str) -> Sequence[str]:
        """All whole values of a field."""
        return self._remembered(("values", field), lambda: [term for term, _ in self._terms(value(field))])

    def _forms(self, field: str, prefix: str, limit: int | None = None) -> Counter[str]:
        """The words of a field that begin so; one that is also a compound may be counted twice in an article."""
        counts = Counter(dict(self._terms(field, prefix, limit)))
        counts.update(dict(self._terms(compound(field), prefix, limit)))
        del counts[GAP]
        return counts

    def vocabulary(self, field: str, prefix: str) -> str:
        """The same as a text to look through, see `expansion`."""
        key = ("vocabulary", field, prefix)
        return self._remembered(
            key, lambda: "".join([f"{form}\t{count}\n" for form, count in self._forms(field, prefix).items()])
        )

    def expanded(self, leaf: Prefix | Wildcard | Fuzzy) -> Counter[str]:
        """The words that a leaf stands for, each with its number of articles. Of a prefix not all are read where they are too many."""
        return self._remembered(leaf, lambda: self._expanded(leaf))

    def _expanded(self, leaf: Prefix | Wildcard | Fuzzy) -> Counter[str]:
        field = leaf.field or FORM
        match leaf:
            case Prefix(form):
                counts = self._forms(field, form, EXPANSION_LIMIT + 1)
            case Wildcard(pattern):
                begin = pattern.replace("?", "*").split("*", 1)[0]
                counts = Counter(dict(fitting(self.vocabulary(field, begin), leaf)))
            case Fuzzy():
                counts = Counter(dict(fitting(self.vocabulary(field, ""), leaf)))
        for form in respelled(leaf):
            counts[form] = sum(self.searcher.doc_freq(each, form) for each in (field, compound(field)))
        return +counts

    def neighbours(self, form: str, distance: int, limit: int) -> tuple[Neighbour, ...]:
        """See `Engine.neighbours`."""
        likely = sorted(self.expanded(Fuzzy(form, distance)).items(), key=lambda item: (edits(form, item[0], distance), -item[1]))
        counted = ((word, self.matching(self.any_form(FORM, [word]))) for word, _ in likely[: limit * 2])
        found = [Neighbour(word, articles, edits(form, word, distance)) for word, articles in counted if articles]
        return tuple(sorted(found, key=lambda each: (each.distance, -each.articles, each.form))[:limit])


def hits_of(result: tantivy.SearchResult) -> tuple[list[tuple[Any, tantivy.DocAddress]], int]:
    """The hits of a search and the number of all that match."""
    return result.hits, result.count  # type: ignore[attr-defined]  # tantivy's stubs have forgotten it


def either(queries: Sequence[Query]) -> Query:
    """The articles that match any."""
    return queries[0] if len(queries) == 1 else Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])


def _is_unicode(term: str) -> bool:
    """Whether tantivy can be asked for a term: half a surrogate pair is in no article."""
    return term.isascii() or term.isprintable() or term == term.encode("utf-8", "ignore").decode("utf-8")
