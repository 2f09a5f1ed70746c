"""A Whoosh index as of one commit, and a query answered from it: which articles, in which order, with which counts."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from math import log
from typing import Any

from workbench.records.hit import Hit, Hits
from workbench.search.engine import BM25_B, BM25_K1, BM25_K3, Sort
from workbench.search.engines.expansion import TOO_MANY, expansions
from workbench.search.engines.whoosh_segment import Evaluation, Numbers, Segment
from workbench.search.engines.whoosh_writer import Row, segment_reader
from workbench.search.facets import FACETS, NOT_STATED, ordered
from workbench.search.query import (
    EXPANSION_LIMIT,
    Fuzzy,
    Node,
    Phrase,
    Prefix,
    Wildcard,
    Word,
    ranking,
    ranking_forms,
)
from workbench.text.terms import stems_of


class View:
    """The index as of one commit."""

    def __init__(self, index: Any, older: View | None) -> None:
        toc = index._read_toc()  # noqa: SLF001 - Whoosh's own way to read generation and segments at once
        self.generation: int = toc.generation
        self.segments: dict[str, Segment] = {}
        try:
            for segment in toc.segments:
                name = segment.segment_id()
                deleted = frozenset(segment.deleted_docs())
                known = older.segments.get(name) if older is not None else None
                if known is not None:
                    self.segments[name] = known.after(deleted)
                else:
                    self.segments[name] = Segment(segment_reader(index.storage, index._schema, segment), deleted)  # noqa: SLF001
        except BaseException:
            self.close()
            raise
        if older is not None:
            older.close(but={segment.reader for segment in self.segments.values()})

    def close(self, but: Collection[Any] = ()) -> None:
        """Let go of all segments, except those read through one of the readers `but`."""
        for segment in self.segments.values():
            if segment.reader not in but:
                segment.close()

    def rows(self) -> Iterator[Row]:
        """What is kept of each article."""
        for segment in self.segments.values():
            for number in segment.everything:
                yield segment.rows[number]

    def find(self, ids: Collection[str]) -> Iterator[Row]:
        """The same of the articles with these ids, as far as they are there."""
        for segment in self.segments.values():
            for each in ids:
                if (number := segment.numbers.get(each)) is not None:
                    yield segment.rows[number]

    @cached_property
    def count(self) -> int:
        """How many articles there are."""
        return sum(len(segment.everything) for segment in self.segments.values())

    @cached_property
    def languages(self) -> frozenset[str]:
        """Their languages: primary subtags."""
        return frozenset({row.language for row in self.rows()})

    @cached_property
    def average_length(self) -> float:
        """Words of an average article."""
        return sum(row.length for row in self.rows()) / self.count if self.count else 1.0

    def articles(self, form: str) -> int:
        """In how many articles a word of title or text stands."""
        return sum(len(segment.ids("form", form)) for segment in self.segments.values())

    def expanded(self, leaf: Prefix | Wildcard | Fuzzy) -> Counter[str]:
        """The words that a leaf stands for, each with its number of articles."""
        counts: Counter[str] = Counter()
        for segment in self.segments.values():
            for form, articles in dict(expansions(segment.vocabulary(leaf.field or "form"), leaf)).items():
                counts[form] += articles
        return counts


class Search:
    """One query being answered."""

    def __init__(self, view: View, query: Node) -> None:
        self._view = view
        self._query = query
        self._hints: list[str] = []
        self._expanded: dict[Node, Collection[str]] = {}
        segments = view.segments.values()
        self._evaluations = {segment: Evaluation(segment, self._stems, self._expand) for segment in segments}
        self._found = {segment: evaluation.articles(query) for segment, evaluation in self._evaluations.items()}

    def hits(self, limit: int, offset: int, sort: Sort, facets: Collection[str]) -> Hits:
        """One page of the answer."""
        scores = self._scores() if limit and sort is Sort.RELEVANCE else None
        if sort is Sort.RELEVANCE and not scores:
            sort = Sort.NEWEST
        entries = (
            (_key(row := segment.rows[number], sort, score := scores[segment].get(number, 0.0) if scores else 0.0), row.id, score)
            for segment, numbers in self._found.items()
            for number in numbers
        )
        page = heapq.nsmallest(offset + limit, entries)[offset:] if limit else []
        return Hits(
            hits=tuple(Hit(id=article, score=score) for _, article, score in page),
            total=sum(map(len, self._found.values())),
            facets={field: ordered(self._counted(field)) for field in facets},
            hints=tuple(dict.fromkeys(self._hints)),
        )

    def _counted(self, field: str) -> Counter[str]:
        place = FACETS.index(field)
        counts: Counter[str] = Counter()
        for segment, numbers in self._found.items():
            for number in numbers:
                counts.update(tuple(dict.fromkeys(segment.rows[number].facets[place])) or (NOT_STATED,))
        return counts

    def _stems(self, form: str) -> Collection[str]:
        return stems_of(form, self._view.languages)

    def _expand(self, leaf: Prefix | Wildcard | Fuzzy) -> Collection[str]:
        if leaf not in self._expanded:
            counts = self._view.expanded(leaf)
            if len(counts) > EXPANSION_LIMIT:
                self._hints.append(TOO_MANY)
            self._expanded[leaf] = [
                form for form, _ in heapq.nsmallest(EXPANSION_LIMIT, counts.items(), key=lambda item: (-item[1], item[0]))
            ]
        return self._expanded[leaf]

    def _scores(self) -> dict[Segment, dict[int, float]] | None:
        """The score of each article found, by BM25; None if the query has nothing to rank by."""
        leaves = ranking(self._query)
        if not leaves:
            return None
        scores = {segment: dict.fromkeys(numbers, 0.0) for segment, numbers in self._found.items()}
        said: Counter[frozenset[str]] = Counter()
        for leaf in leaves:
            for form in ranking_forms(leaf):
                said[frozenset(self._stems(form))] += leaf.times if isinstance(leaf, Word) else 1
        for stems, times in said.items():
            self._score_word(stems, (BM25_K3 + 1) * times / (BM25_K3 + times), scores)
        for leaf in leaves:
            if not isinstance(leaf, Word | Phrase):
                self._score_all(leaf, scores)
        return scores

    def _score_word(self, stems: Collection[str], said: float, scores: dict[Segment, dict[int, float]]) -> None:
        """Add what a word, standing for its stems and said so often, counts for in each article."""
        articles = sum(len(_union(segment, stems)) for segment in scores)
        weight = self._rarity(articles) * said
        average = self._view.average_length
        for segment, scored in scores.items():
            rows = segment.rows
            for number, count in _counts(segment, stems):
                if number in scored:
                    scored[number] += weight * count / (count + BM25_K1 * (1 - BM25_B + BM25_B * rows[number].length / average))

    def _score_all(self, leaf: Node, scores: dict[Segment, dict[int, float]]) -> None:
        """Add the same for all articles that match a prefix, wildcard or fuzzy word: how often it stands there says little."""
        matched = {segment: self._evaluations[segment].articles(leaf) for segment in scores}
        worth = self._rarity(sum(map(len, matched.values()))) / (1 + BM25_K1)
        for segment, scored in scores.items():
            for number in matched[segment] & scored.keys():
                scored[number] += worth

    def _rarity(self, articles: int) -> float:
        """Lucene's form of the inverse document frequency, which is never negative."""
        return log(1 + (self._view.count - articles + 0.5) / (articles + 0.5))


def _union(segment: Segment, stems: Collection[str]) -> Numbers:
    return frozenset().union(*(segment.ids("stem", stem) for stem in stems))


def _counts(segment: Segment, stems: Collection[str]) -> Iterable[tuple[int, float]]:
    """How often a word stands in each article, by any of its stems."""
    if len(stems) == 1:
        return zip(*segment.weighed("stem", next(iter(stems))), strict=True)
    counts: Counter[int] = Counter()
    for stem in stems:
        for number, count in zip(*segment.weighed("stem", stem), strict=True):
            counts[number] += int(count)
    return counts.items()


def _key(row: Row, sort: Sort, score: float) -> tuple[Any, ...]:
    if sort is Sort.RELEVANCE:
        return (-score,)
    if sort is Sort.TITLE:
        return (not row.sort_title, row.sort_title)
    if sort is Sort.NEWEST:
        return (row.last is None, -(row.last or 0))
    return (row.first is None, row.first or 0)
