"""The engine for large libraries: tantivy, embedded, in Rust.

An index is a folder of the user's cache. One that this module did not mark as its own, in this version, is not opened.

Tantivy works in threads of its own: a process that has used it must not fork. Where it meets damage that it did not expect it panics:
Rust then writes a message to the standard error output, which nothing here can prevent, and raises what is no `Exception`. So the
files are looked at first, and no question is put that tantivy would panic at.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, RLock, Thread
from types import TracebackType
from typing import Self, TypeVar

import tantivy
from tantivy.tantivy import __version__ as tantivy_version

from workbench.errors import UnwritableError, WorkbenchError
from workbench.records.hit import Hits
from workbench.search.document import Searchable
from workbench.search.engine import EngineAwayError, Neighbour, Sort, unusable
from workbench.search.engines import tantivy_files as files
from workbench.search.engines.tantivy_schema import document, schema
from workbench.search.engines.tantivy_search import Search
from workbench.search.engines.tantivy_view import View
from workbench.search.query import Node

_MARK = "FORMAT"
"""The file that makes an index one of ours."""

FORMAT = f"workbench tantivy 1, {tantivy_version}\n"
"""What it says; another text means another version, or none of ours."""

_ATTEMPTS = 5
"""How often the index is opened anew when another process takes its files away meanwhile."""

_LOCK_SECONDS = 10.0
_LOCK_ASKED = 200
"""How often the lock is asked for in that time."""

_MEMORY = 256_000_000
_THREADS = 2
"""What a writer may take; making the documents, in Python, is a thread's work too."""

_UNTIDY = 8
"""From so many segments on tantivy merges some at a commit."""

_QUICKLY_READ = 64_000_000
"""Bytes of an index that is read through before it is opened; a larger one is read through while it is already used."""

_Answer = TypeVar("_Answer")


class TantivyEngine:
    """A tantivy index in a folder. Usable from several threads; searches run side by side, changes take turns.

    Args:
        folder: In the user's cache; made if it is not there.

    Raises:
        IndexUnusableError: The folder holds something else, another version, or a damaged index.
    """

    name = "tantivy"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._turn = RLock()
        self._opening = RLock()
        self._view: View | None = None
        self._seen: tuple[int, ...] = ()
        self._merging: Thread | None = None
        self._schema = schema()
        self._is_damaged = False
        self._index, is_read = _opened(folder, self._schema)
        if not is_read:
            Thread(target=self._examine, name="examining the index", daemon=True).start()

    def add(self, searchables: Iterable[Searchable]) -> None:
        """See `Engine.add`."""
        with self._writer() as writer:
            for searchable in searchables:
                made = document(searchable)
                with self._written():
                    writer.delete_documents_by_term("id", searchable.id)
                    writer.add_document(made)

    def remove(self, ids: Iterable[str]) -> None:
        """See `Engine.remove`."""
        with self._writer() as writer:
            for each in ids:
                with self._written():
                    writer.delete_documents_by_term("id", each)

    def clear(self) -> None:
        """See `Engine.clear`."""
        with self._writer() as writer, self._written():
            writer.delete_all_documents()

    def tidy(self) -> None:
        """See `Engine.tidy`."""
        if self._asked(lambda view: view.searcher.num_segments) >= _UNTIDY:
            with self._writer():
                pass
        self._settle()

    def count(self) -> int:
        """See `Engine.count`."""
        return self._asked(lambda view: view.count)

    def fingerprints(self) -> Mapping[str, str]:
        """See `Engine.fingerprints`."""
        return self._asked(View.fingerprints)

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
        return self._asked(lambda view: view.neighbours(form, distance, limit))

    def signatures(self, ids: Iterable[str]) -> Mapping[str, tuple[int, ...]]:
        """See `Engine.signatures`."""
        asked = set(ids)
        return self._asked(lambda view: view.signatures(asked))

    def candidates(self, signature: tuple[int, ...]) -> frozenset[str]:
        """See `Engine.candidates`."""
        return self._asked(lambda view: view.candidates(signature))

    def close(self) -> None:
        """See `Engine.close`."""
        self._settle()
        with self._opening:
            self._view = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    # Reading

    def _examine(self) -> None:
        """Read the index through, for the damage that shows only where it is met; a damaged one is not opened again."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            if not files.is_whole(self._folder, read=True):
                self._is_damaged = True
                (self._folder / _MARK).unlink(missing_ok=True)

    def _asked(self, question: Callable[[View], _Answer]) -> _Answer:
        """Put a question to the index as it is now."""
        try:
            return question(self._current())
        except BaseException as error:
            if _is_tantivy_s(error):
                self._view = None
                raise unusable(self._folder, "cannot be read") from error
            raise

    def _current(self) -> View:
        """The index as last committed by whatever process."""
        with self._opening:
            for attempt in range(_ATTEMPTS):
                seen = files.state(self._folder)
                if self._view is not None and seen == self._seen:
                    break
                try:
                    self._index.reload()
                    self._view = View(self._index.searcher(), self._schema, has_deleted=files.has_deleted(self._folder))
                    self._seen = seen
                except ValueError:
                    self._view = None
                    if attempt == _ATTEMPTS - 1:
                        raise
            if self._view is None or self._is_damaged:
                raise unusable(self._folder, "is damaged")
            return self._view

    # Writing

    @contextmanager
    def _writer(self) -> Iterator[tantivy.IndexWriter]:
        """One commit, or nothing if it raises."""
        with self._turn:
            self._settle()
            writer = self._unlocked()
            try:
                yield writer
                with self._written():
                    writer.commit()
            except BaseException:
                with suppress(ValueError, RuntimeError):
                    writer.rollback()
                with suppress(ValueError, RuntimeError):
                    writer.wait_merging_threads()
                raise
            self._merging = Thread(target=_merged, args=(writer,), name="merging")
            self._merging.start()

    def _settle(self) -> None:
        """Wait until what the last commit began to merge is merged, and the lock is free again."""
        with self._turn:
            if self._merging is not None:
                self._merging.join()
            self._merging = None

    def _unlocked(self) -> tantivy.IndexWriter:
        """A writer; while another process has one, wait some seconds for it."""
        for _ in range(_LOCK_ASKED):
            try:
                return self._index.writer(_MEMORY, _THREADS)
            except BaseException as error:
                if "LockBusy" in str(error):
                    Event().wait(_LOCK_SECONDS / _LOCK_ASKED)
                elif "Permission denied" in str(error):
                    raise UnwritableError(f"the search index cannot be written: {error}", place=self._folder) from error
                elif _is_tantivy_s(error):
                    raise unusable(self._folder, "cannot be written") from error
                else:
                    raise
        raise EngineAwayError("the index is being written by another process", place=self._folder, remedy="try again")

    @contextmanager
    def _written(self) -> Iterator[None]:
        try:
            yield
        except BaseException as error:
            if _is_tantivy_s(error):
                raise UnwritableError(f"the search index cannot be written: {error}", place=self._folder) from error
            raise


def _merged(writer: tantivy.IndexWriter) -> None:
    """Let tantivy merge and let go of the lock; what cannot be merged stays as it is."""
    with suppress(ValueError, RuntimeError):
        writer.wait_merging_threads()


def _is_tantivy_s(error: BaseException) -> bool:
    """Whether tantivy met something: its panics are no `Exception`s."""
    if isinstance(error, WorkbenchError):
        return False
    return isinstance(error, ValueError | RuntimeError | OSError) or type(error).__name__ == "PanicException"


def _opened(folder: Path, fields: tantivy.Schema) -> tuple[tantivy.Index, bool]:
    """The index of a folder, and whether all of it was read."""
    mark = folder / _MARK
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not any(folder.iterdir()):
            index = _index(folder, fields)
            mark.write_text(FORMAT, encoding="utf-8")
            return index, True
    except OSError as error:
        raise UnwritableError(f"the search index cannot be made: {error.strerror}", place=folder) from error
    try:
        is_ours = mark.read_text(encoding="utf-8") == FORMAT
        is_read = is_ours and files.size(folder) <= _QUICKLY_READ
        is_whole = is_ours and files.is_whole(folder, read=is_read)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise unusable(folder, "cannot be opened") from error
    if not is_ours:
        raise unusable(folder, "was made by another version")
    if not is_whole:
        raise unusable(folder, "is damaged")
    return _index(folder, fields), is_read


def _index(folder: Path, fields: tantivy.Schema) -> tantivy.Index:
    try:
        index = tantivy.Index(fields, str(folder))
        # Without this a thread of tantivy's reloads the index whenever it likes.
        index.config_reader("manual")
    except BaseException as error:
        if _is_tantivy_s(error):
            raise unusable(folder, "cannot be opened") from error
        raise
    return index
