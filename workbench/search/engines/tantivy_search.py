"""A query answered from a tantivy index: our tree as one of tantivy's, one to find by and one to rank by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from heapq import nsmallest
from math import log
from re import escape

import tantivy

from workbench.records.hit import FacetCount, Hit, Hits
from workbench.search.engine import BM25_K1, BM25_K3, Sort
from workbench.search.engines.expansion import TOO_MANY, respelled
from workbench.search.engines.tantivy_phrase import NOT_ALL_LOOKED_AT, Phrases
from workbench.search.engines.tantivy_schema import BEHIND, FORM, NEWEST, OLDEST, STEM, TITLE, compound, facet, stem, value
from workbench.search.engines.tantivy_view import Query, View, either, hits_of
from workbench.search.facets import NOT_STATED, ordered
from workbench.search.matcher import value_fits
from workbench.search.query import (
    EXPANSION_LIMIT,
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
    ranking,
    ranking_forms,
)
from workbench.text.terms import stems_of

_ORDERS = {Sort.NEWEST: NEWEST, Sort.OLDEST: OLDEST, Sort.TITLE: TITLE}
_MUST, _MUST_NOT, _SHOULD = tantivy.Occur.Must, tantivy.Occur.MustNot, tantivy.Occur.Should
_LAST_DAY = 1 << 30

_BUCKETS = 60_000
"""Values of a facet that tantivy counts in one go; it refuses to count more than some 65,000."""


class Search:
    """One query being answered.

    Args:
        view: The index.
        query: What is asked for.
    """

    def __init__(self, view: View, query: Node) -> None:
        self._view = view
        self._query = query
        self._hints: list[str] = []
        self._is_exact = True
        self._finders: dict[Node, Query] = {}

    def hits(self, limit: int, offset: int, sort: Sort, facets: Collection[str]) -> Hits:
        """One page of the answer."""
        view = self._view
        # Tantivy makes room for as many hits as it is asked for, and panics if that is none.
        most = max(min(limit, view.count - offset), 0)
        ranked = self._ranked() if most and sort is Sort.RELEVANCE else None
        found = self._finder(self._query)
        if ranked is not None:
            page, total = hits_of(view.searcher.search(ranked, most, offset=offset))
            hits = [Hit(id=view.id_of(address), score=score) for score, address in page]
        elif most:
            keys, total = view.ordered(found, _ORDERS.get(sort, NEWEST), most, offset)
            hits = [Hit(id=key.rpartition(BEHIND)[2], score=0.0) for key in keys]
        else:
            hits, total = [], view.matching(found)
        return Hits(
            hits=tuple(hits),
            total=total,
            total_is_exact=self._is_exact,
            facets=self._facets(found, facets),
            hints=tuple(dict.fromkeys(self._hints)),
        )

    def _facets(self, found: Query, fields: Collection[str]) -> dict[str, tuple[FacetCount, ...]]:
        if not fields:
            return {}
        asked = {field: {"terms": {"field": facet(field), "size": _BUCKETS, "segment_size": _BUCKETS}} for field in fields}
        try:
            counted = self._view.searcher.aggregate(found, asked)
        except ValueError:  # too many values
            return {field: _ordered(self._counted(found, field)) for field in fields}
        return {
            field: _ordered(
                self._counted(found, field)
                if counted[field]["sum_other_doc_count"]
                else ((each["key"], each["doc_count"]) for each in counted[field]["buckets"])
            )
            for field in fields
        }

    def _counted(self, found: Query, field: str) -> list[tuple[str, int]]:
        """The values of a facet one by one: slower, and without limit."""
        return self._view.searcher.terms_with_prefix(facet(field), "", filter_query=found)

    # Finding

    def _finder(self, node: Node) -> Query:
        """The articles that match, each with the score 0 or another."""
        if node not in self._finders:
            self._finders[node] = self._made(node)
        return self._finders[node]

    def _made(self, node: Node) -> Query:
        match node:
            case And(children):
                return _all_of(
                    [self._finder(child) for child in children if not isinstance(child, Not)], self._excluded(children)
                )
            case Or(children):
                return either([self._finder(child) for child in children])
            case Not():
                return _all_of([], self._excluded([node]))
            case _:
                return self._leaf(node)

    def _excluded(self, children: Iterable[Node]) -> list[Query]:
        return [self._finder(child.child) for child in children if isinstance(child, Not)]

    def _leaf(self, leaf: Leaf) -> Query:
        view = self._view
        match leaf:
            case Everything():
                return Query.all_query()
            case Has(what):
                return view.any_term("has", [what])
            case Value():
                return self._value(leaf)
            case Published(first, last):
                begin, end = first.toordinal() if first else 0, last.toordinal() if last else _LAST_DAY
                return _all_of([self._days("first", 0, end), self._days("last", begin, _LAST_DAY)])
            case Word(form, field):
                if field in STEMMED_FIELDS:
                    return either([self._term(stem(field), each) for each in stems_of(form, view.languages)])
                return view.any_form(str(field), [form])
            case Phrase():
                return self._phrase(leaf)
            case _:
                return self._by_letters(leaf)

    def _term(self, field: str, term: str) -> Query:
        return Query.term_query(self._view.schema, field, term, "freq" if field == STEM else "basic")

    def _days(self, field: str, begin: int, end: int) -> Query:
        return Query.range_query(self._view.schema, field, tantivy.FieldType.Integer, begin, end)

    def _value(self, leaf: Value) -> Query:
        plain = leaf.exact or (leaf.field == "id" and not set(leaf.value) & set("*?"))
        if plain:
            return self._view.any_term(value(leaf.field), [leaf.value])
        stated = self._view.values(leaf.field)
        return self._view.any_term(value(leaf.field), [each for each in stated if value_fits(each, leaf.field, leaf.value)])

    def _by_letters(self, leaf: Prefix | Wildcard | Fuzzy) -> Query:
        """The articles with the words that a leaf stands for.

        Tantivy looks through its dictionary for those that a fuzzy word or the end of a word stands for more quickly than it
        could be read, and takes them all.
        """
        view, field = self._view, leaf.field or FORM
        fields = (field, compound(field))
        match leaf:
            case Fuzzy(form, distance):
                parts = [
                    Query.fuzzy_term_query(view.schema, each, form, distance, transposition_cost_one=False) for each in fields
                ]
            case Wildcard(pattern) if pattern[0] in "*?" and (found := self._ending(pattern, fields)):
                parts = found
            case _:
                return view.any_form(field, self._expand(leaf))
        return either([*parts, view.any_form(field, tuple(respelled(leaf)))])

    def _ending(self, pattern: str, fields: Iterable[str]) -> list[Query]:
        """The articles with words that fit; empty if the pattern is too complicated for tantivy."""
        regex = "".join({"*": ".*", "?": "."}.get(each, escape(each)) for each in pattern)
        try:
            return [Query.regex_query(self._view.schema, each, regex) for each in fields]
        except ValueError:
            return []

    def _phrase(self, leaf: Phrase) -> Query:
        words: list[Sequence[str]] = [(form,) for form in leaf.forms]
        if leaf.prefix:
            words[-1] = self._expand(Prefix(leaf.forms[-1], leaf.field))
        phrases = Phrases(self._view, leaf.field or FORM)
        found = phrases.query(words, leaf.slop)
        if not phrases.is_exact:
            self._is_exact = False
            self._hints.append(NOT_ALL_LOOKED_AT)
        return found

    def _expand(self, leaf: Prefix | Wildcard) -> Sequence[str]:
        counts = self._view.expanded(leaf)
        if len(counts) <= EXPANSION_LIMIT:
            return tuple(counts)
        self._hints.append(TOO_MANY)
        return [form for form, _ in nsmallest(EXPANSION_LIMIT, counts.items(), key=lambda item: (-item[1], item[0]))]

    # Ranking

    def _ranked(self) -> Query | None:
        """The articles that match with their scores; None if the query has nothing to rank by."""
        leaves = ranking(self._query)
        if not leaves:
            return None
        said: Counter[frozenset[str]] = Counter()
        for leaf in leaves:
            for form in ranking_forms(leaf):
                said[self._stems(form)] += leaf.times if isinstance(leaf, Word) else 1
        parts: dict[object, Query] = {stems: self._scored(stems, times) for stems, times in said.items()}
        parts |= {leaf: self._scored_alike(leaf) for leaf in leaves if not isinstance(leaf, Word | Phrase)}
        return self._joined(parts)

    def _joined(self, parts: dict[object, Query]) -> Query:
        """The query with each part scored once: where a part decides whether an article is found, its score does it too."""
        query = self._query
        children = query.children if isinstance(query, And | Or) else (query,)
        deciding = {self._part(child): child for child in children}
        if not isinstance(query, And):
            if None not in deciding:
                return either(list(parts.values()))
            return Query.boolean_query([(_MUST, _unscored(self._finder(query))), *((_SHOULD, part) for part in parts.values())])
        others = [child for child in children if self._part(child) is None]
        return Query.boolean_query(
            [
                *((_MUST if key in deciding else _SHOULD, part) for key, part in parts.items()),
                *((_MUST, _unscored(self._finder(child))) for child in others if not isinstance(child, Not)),
                *((_MUST_NOT, excluded) for excluded in self._excluded(others)),
            ]
        )

    def _part(self, node: Node) -> object:
        """Under what the part stands that matches the same articles as a node and scores them; None if there is none."""
        if isinstance(node, Word) and node.field is None:
            return self._stems(node.form)
        return node if isinstance(node, Prefix | Wildcard | Fuzzy) and node.field is None else None

    def _stems(self, form: str) -> frozenset[str]:
        return stems_of(form, self._view.languages)

    def _scored(self, stems: frozenset[str], times: int) -> Query:
        """A word by the score of its best stem, weighing the more the more often the query says it.

        It is as rare as all its stems are together: what is not stemmed in a few articles is not rarer for that.
        """
        articles = {each: self._view.searcher.doc_freq(STEM, each) for each in stems}
        said = (BM25_K3 + 1) * times / (BM25_K3 + times)
        rarity = self._rarity(sum(articles.values()))
        weighed = [
            Query.boost_query(self._term(STEM, each), said * rarity / self._rarity(standing))
            for each, standing in articles.items()
        ]
        return weighed[0] if len(weighed) == 1 else Query.disjunction_max_query(weighed)

    def _rarity(self, articles: int) -> float:
        """Lucene's form of the inverse document frequency, as tantivy has it."""
        total = self._view.count
        return log(1 + (max(total - articles, 0) + 0.5) / (articles + 0.5))

    def _scored_alike(self, leaf: Leaf) -> Query:
        """The same score for all articles that match: how often a prefix or a fuzzy word stands there says little."""
        view, found = self._view, self._finder(leaf)
        return Query.const_score_query(found, self._rarity(view.matching(found)) / (1 + BM25_K1))


def _unscored(query: Query) -> Query:
    return Query.const_score_query(query, 0.0)


def _all_of(queries: Sequence[Query], excluded: Sequence[Query] = ()) -> Query:
    """The articles that match all and none of the excluded."""
    musts = [(_MUST, query) for query in queries or [Query.all_query()]]
    return Query.boolean_query([*musts, *((_MUST_NOT, query) for query in excluded)])


def _ordered(counted: Iterable[tuple[str, int]]) -> tuple[FacetCount, ...]:
    counts: Counter[str] = Counter()
    for stated, count in counted:
        counts[stated or NOT_STATED] += count
    return ordered(counts)
