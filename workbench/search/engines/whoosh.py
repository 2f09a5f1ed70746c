"""The engine for small libraries: Whoosh, embedded, pure Python.

Whoosh keeps terms, postings, segments and commits. What is asked of it goes through sets of article numbers, read whole
(`whoosh_segment`), and not through Whoosh's own query parser, analysers, matchers or collectors: those walk one posting at a time.

An index is a folder of the user's cache, never one of a library: Whoosh reads pickles, and those can run code. A folder that this module
did not mark as its own, in this version, is not opened.
"""

from __future__ import annotations

import gc
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Any, Self, TypeVar

import whoosh
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex, LockError

from workbench.errors import UnwritableError
from workbench.records.hit import Hits
from workbench.search.document import Searchable
from workbench.search.engine import EngineAwayError, Neighbour, Sort, unusable
from workbench.search.engines.whoosh_codec import schema
from workbench.search.engines.whoosh_search import Search, View
from workbench.search.engines.whoosh_segment import Segment
from workbench.search.engines.whoosh_writer import SEGMENT_LIMIT, Writer
from workbench.search.matcher import edits
from workbench.search.near_copies import keys
from workbench.search.query import Fuzzy, Node

FORMAT = f"workbench whoosh 2, whoosh {'.'.join(map(str, whoosh.__version__))}\n"
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
        self._view: View | None = None
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
        return self._asked(lambda view: Search(view, query).hits(limit, offset, sort, facets))

    def neighbours(self, form: str, distance: int = 2, limit: int = 10) -> tuple[Neighbour, ...]:
        """See `Engine.neighbours`."""

        def answer(view: View) -> tuple[Neighbour, ...]:
            known = sorted(
                (edits(form, word, distance), -count, word) for word, count in view.expanded(Fuzzy(form, distance)).items()
            )
            # A vocabulary still has the words of deleted articles, hence some more.
            counted = ((word, away, view.articles(word)) for away, _, word in known[: limit * 2])
            found = [Neighbour(word, articles, away) for word, away, articles in counted if articles]
            return tuple(sorted(found, key=lambda each: (each.distance, -each.articles, each.form))[:limit])

        return self._asked(answer)

    def signatures(self, ids: Iterable[str]) -> Mapping[str, tuple[int, ...]]:
        """See `Engine.signatures`."""
        asked = set(ids)
        return self._asked(lambda view: {row.id: tuple(array("I", row.signature)) for row in view.find(asked)})

    def candidates(self, signature: tuple[int, ...]) -> frozenset[str]:
        """See `Engine.candidates`."""

        def answer(view: View) -> frozenset[str]:
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

    def _current(self) -> View:
        """The index as last committed by whatever process."""
        generation = self._index.latest_generation()
        if self._view is None or self._view.generation != generation:
            fresh = View(self._index, self._view)
            self._view = fresh
        return self._view

    def _asked(self, question: Callable[[View], _Answer]) -> _Answer:
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
                        raise unusable(self._folder, "cannot be read") from error
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
                raise unusable(self._folder, "cannot be written") from error
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
        raise unusable(folder, "cannot be opened") from error
    if index is None:
        raise unusable(folder, "was made by another version")
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
