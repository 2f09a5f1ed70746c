"""The engine for small libraries: Whoosh, embedded, pure Python.

Whoosh keeps terms, postings, segments and commits. What is asked of it goes through sets of article numbers, read whole
(`whoosh_segment`), and not through Whoosh's own query parser, analysers, matchers or collectors: those walk one posting at a time.

An index is a folder of the user's cache, never one of a library: Whoosh reads pickles, and those can run code. A folder that this module
did not mark as its own, in this version, is not opened.
"""

from __future__ import annotations

import gc
import heapq
from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from math import log
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Any, Self, TypeVar

import whoosh
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex, LockError

from workbench.errors import UnwritableError
from workbench.records.hit import Hit, Hits
from workbench.search.document import Searchable
from workbench.search.engine import BM25_B, BM25_K1, BM25_K3, EngineAwayError, IndexUnusableError, Neighbour, Sort
from workbench.search.engines.whoosh_codec import schema
from workbench.search.engines.whoosh_segment import Evaluation, Numbers, Segment, expansions
from workbench.search.engines.whoosh_writer import SEGMENT_LIMIT, Row, Writer, segment_reader
from workbench.search.facets import FACETS, NOT_STATED, ordered
from workbench.search.matcher import edits
from workbench.search.near_copies import keys
from workbench.search.query import EXPANSION_LIMIT, Everything, Fuzzy, Node, Phrase, Prefix, Wildcard, Word, wanted
from workbench.text.terms import stems_of

FORMAT = f"workbench whoosh 1, whoosh {'.'.join(map(str, whoosh.__version__))}\n"
"""What the file `FORMAT` of an index says; another text means another version, or none of ours."""

_ATTEMPTS = 5
"""How often a search is repeated when another process takes the index away under it."""

_LOCK_SECONDS = 10.0

_SMALL = 64
"""Segments of fewer articles are merged as they get many; merging larger ones waits for `tidy`, or until there are very many."""

_MANY_SMALL = 8
_MANY = 24

_Answer = TypeVar("_Answer")


class WhooshEngine:
    """A Whoosh index in a folder. Usable from several threads; they take turns.

    Args:
        folder: In the user's cache; made if it is not there.

    Raises:
        IndexUnusableError: The folder holds something else, another version, or a damaged index.
    """

    name = "whoosh"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._turn = RLock()
        self._view: _View | None = None
        self._index = _opened(folder)

    def add(self, searchables: Iterable[Searchable]) -> None:
        """See `Engine.add`."""
        with self._writer() as writer:
            older = {segment.segment_id(): segment for segment in writer.segments}
            known = self._current().segments
            for searchable in searchables:
                for name, segment in known.items():
                    if (number := segment.numbers.get(searchable.id)) is not None:
                        older[name].delete_document(number)
                writer.add_searchable(searchable)

    def remove(self, ids: Iterable[str]) -> None:
        """See `Engine.remove`."""
        with self._writer() as writer:
            older = {segment.segment_id(): segment for segment in writer.segments}
            gone = list(ids)
            for name, segment in self._current().segments.items():
                for number in (segment.numbers[each] for each in gone if each in segment.numbers):
                    older[name].delete_document(number)

    def clear(self) -> None:
        """See `Engine.clear`."""
        with self._writer(chosen=lambda _segments: ([], [])):
            pass

    def tidy(self) -> None:
        """See `Engine.tidy`."""
        if _untidy(self._asked(lambda view: list(view.segments.values()))):
            with self._writer(chosen=_tidied):
                pass

    def count(self) -> int:
        """See `Engine.count`."""
        return self._asked(lambda view: view.count)

    def fingerprints(self) -> Mapping[str, str]:
        """See `Engine.fingerprints`."""
        return self._asked(lambda view: {row.id: row.fingerprint for row in view.rows()})

    def languages(self) -> frozenset[str]:
        """See `Engine.languages`."""
        return self._asked(lambda view: view.languages)

    def search(
        self, query: Node, *, limit: int = 20, offset: int = 0, sort: Sort = Sort.RELEVANCE, facets: Collection[str] = ()
    ) -> Hits:
        """See `Engine.search`."""
        return self._asked(lambda view: _Search(view, query).hits(limit, offset, sort, facets))

    def neighbours(self, form: str, distance: int = 2, limit: int = 10) -> tuple[Neighbour, ...]:
        """See `Engine.neighbours`."""

        def answer(view: _View) -> tuple[Neighbour, ...]:
            counts = view.expanded(Fuzzy(form, distance))
            found = [Neighbour(word, articles, edits(form, word, distance)) for word, articles in counts.items()]
            return tuple(sorted(found, key=lambda each: (each.distance, -each.articles, each.form))[:limit])

        return self._asked(answer)

    def signatures(self, ids: Iterable[str]) -> Mapping[str, tuple[int, ...]]:
        """See `Engine.signatures`."""
        asked = set(ids)
        return self._asked(lambda view: {row.id: tuple(array("I", row.signature)) for row in view.find(asked)})

    def candidates(self, signature: tuple[int, ...]) -> frozenset[str]:
        """See `Engine.candidates`."""

        def answer(view: _View) -> frozenset[str]:
            segments = view.segments.values()
            return frozenset(
                each.rows[number].id for each in segments for key in keys(signature) for number in each.near.get(key, ())
            )

        return self._asked(answer)

    def close(self) -> None:
        """See `Engine.close`."""
        with self._turn:
            if self._view is not None:
                self._view.close()
            self._view = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _current(self) -> _View:
        """The index as last committed by whatever process."""
        generation = self._index.latest_generation()
        if self._view is None or self._view.generation != generation:
            fresh = _View(self._index, self._view)
            self._view = fresh
        return self._view

    def _asked(self, question: Callable[[_View], _Answer]) -> _Answer:
        """Put a question to the index as it is now.

        A commit of another process deletes segments that this one has yet to open: then the newer index is asked.
        """
        with self._turn:
            for attempt in range(_ATTEMPTS):
                try:
                    return question(self._current())
                except Exception as error:  # Whoosh meets damage with whatever its readers stumble over
                    self.close()
                    if attempt == _ATTEMPTS - 1:
                        raise _unusable(self._folder, "cannot be read") from error
        raise AssertionError

    @contextmanager
    def _writer(self, chosen: Callable[[list[Any]], tuple[list[Any], list[Any]]] | None = None) -> Iterator[Writer]:
        """One commit, or nothing if it raises."""
        with self._turn:
            try:
                writer = Writer(self._index, _LOCK_SECONDS)
            except PermissionError as error:
                raise UnwritableError(f"the search index cannot be written: {error.strerror}", place=self._folder) from error
            except LockError as error:
                raise EngineAwayError(
                    "the index is being written by another process", place=self._folder, remedy="try again"
                ) from error
            except Exception as error:
                raise _unusable(self._folder, "cannot be written") from error
            try:
                with _uncollected():
                    yield writer
                    self._commit(writer, chosen or _merged_small)
            except BaseException:
                if not writer.is_closed:
                    writer.cancel()
                raise

    def _commit(self, writer: Writer, chosen: Callable[[list[Any]], tuple[list[Any], list[Any]]]) -> None:
        try:
            writer.commit_all(chosen)
        except OSError as error:
            raise UnwritableError(f"the search index cannot be written: {error.strerror}", place=self._folder) from error


@contextmanager
def _uncollected() -> Iterator[None]:
    """Hold off the garbage collector: it would look through all postings again and again, a seventh of a build's time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _unusable(folder: Path, what: str) -> IndexUnusableError:
    return IndexUnusableError(f"the search index {what}", place=folder, remedy="build it anew: `workbench index --rebuild`")


def _opened(folder: Path) -> Any:
    mark = folder / "FORMAT"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        storage = FileStorage(str(folder))
        if not any(folder.iterdir()):
            index = FileIndex.create(storage, schema())
            mark.write_text(FORMAT, encoding="utf-8")
            return index
    except OSError as error:
        raise UnwritableError(f"the search index cannot be made: {error.strerror}", place=folder) from error
    try:
        ours = mark.read_text(encoding="utf-8") == FORMAT
        index = FileIndex(storage, schema=schema()) if ours else None
    except Exception as error:
        raise _unusable(folder, "cannot be opened") from error
    if index is None:
        raise _unusable(folder, "was made by another version")
    return index


def _untidy(segments: list[Segment]) -> bool:
    needed = -(-sum(len(segment.everything) for segment in segments) // SEGMENT_LIMIT)
    return len(segments) > max(needed, 1) or any(segment.deleted for segment in segments)


def _tidied(segments: list[Any]) -> tuple[list[Any], list[Any]]:
    """All segments that are not full are merged."""
    kept = [segment for segment in segments if segment.doc_count() == SEGMENT_LIMIT and not segment.deleted_count()]
    return kept, [segment for segment in segments if segment not in kept and segment.doc_count()]


def _merged_small(segments: list[Any]) -> tuple[list[Any], list[Any]]:
    """Keeps a commit quick: only small segments are merged, and only where there are many."""
    living = [segment for segment in segments if segment.doc_count()]
    small = [segment for segment in living if segment.doc_count() < _SMALL]
    if len(living) > _MANY:
        return _tidied(living)
    if len(small) > _MANY_SMALL:
        return [segment for segment in living if segment not in small], small
    return living, []


class _View:
    """The index as of one commit."""

    def __init__(self, index: Any, older: _View | None) -> None:
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
        for segment in self.segments.values():
            if segment.reader not in but:
                segment.close()

    def rows(self) -> Iterator[Row]:
        for segment in self.segments.values():
            for number in segment.everything:
                yield segment.rows[number]

    def find(self, ids: Collection[str]) -> Iterator[Row]:
        for segment in self.segments.values():
            for each in ids:
                if (number := segment.numbers.get(each)) is not None:
                    yield segment.rows[number]

    @cached_property
    def count(self) -> int:
        return sum(len(segment.everything) for segment in self.segments.values())

    @cached_property
    def languages(self) -> frozenset[str]:
        return frozenset({row.language for row in self.rows()})

    @cached_property
    def average_length(self) -> float:
        return sum(row.length for row in self.rows()) / self.count if self.count else 1.0

    def expanded(self, leaf: Prefix | Wildcard | Fuzzy) -> Counter[str]:
        """The words that a leaf stands for, each with its number of articles."""
        counts: Counter[str] = Counter()
        for segment in self.segments.values():
            for form, articles in dict(expansions(segment.vocabulary(leaf.field or "form"), leaf)).items():
                counts[form] += articles
        return counts


class _Search:
    """One query being answered."""

    def __init__(self, view: _View, query: Node) -> None:
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
                self._hints.append(f"stands for more than {EXPANSION_LIMIT:,} words: only the most frequent of them count")
            self._expanded[leaf] = [
                form for form, _ in heapq.nsmallest(EXPANSION_LIMIT, counts.items(), key=lambda item: (-item[1], item[0]))
            ]
        return self._expanded[leaf]

    def _scores(self) -> dict[Segment, dict[int, float]] | None:
        """The score of each article found, by BM25; None if the query has nothing to rank by."""
        leaves = [leaf for leaf in dict.fromkeys(wanted(self._query)) if not isinstance(leaf, Everything) and _ranks(leaf)]
        if not leaves:
            return None
        scores = {segment: dict.fromkeys(numbers, 0.0) for segment, numbers in self._found.items()}
        said: Counter[frozenset[str]] = Counter()
        for leaf in leaves:
            for form in _words(leaf):
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


def _ranks(leaf: Node) -> bool:
    """Whether a leaf is about the text: fields only filter."""
    return isinstance(leaf, Word | Phrase | Prefix | Wildcard | Fuzzy) and leaf.field is None


def _words(leaf: Node) -> tuple[str, ...]:
    if isinstance(leaf, Word):
        return (leaf.form,)
    return leaf.forms[: len(leaf.forms) - leaf.prefix] if isinstance(leaf, Phrase) else ()


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
