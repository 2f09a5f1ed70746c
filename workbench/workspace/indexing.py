"""Keeping the index like the files: what is added, changed and removed is noticed and indexed, in batches.

The files are the truth. The index and the catalogue stand in the person's cache; whatever is wrong with them, they are made anew.
"""

from __future__ import annotations

import contextlib
import shutil
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from workbench.errors import Cancelled, Problem, UnwritableError, WorkbenchError
from workbench.files import atomic, lock
from workbench.search.engine import Engine, IndexUnusableError
from workbench.search.sync import plan
from workbench.storage import annotations as annotation_files
from workbench.storage import articles
from workbench.workspace import catalogue
from workbench.workspace.catalogue import Summary

if TYPE_CHECKING:
    from workbench.search.document import Searchable
    from workbench.workspace.opening import Workspace

BATCH: Final = 2_000
"""Articles committed at once: an interruption loses at most the work on one batch."""

Progress = Callable[[int, int], None]
"""Called with how many of how many are done."""
Stop = Callable[[], bool]
"""Asked between articles; True stops the work."""


class IndexReport(Struct, frozen=True, kw_only=True):
    """What bringing the index up to date came to."""

    added: int = 0
    updated: int = 0
    removed: int = 0
    seconds: float = 0.0
    engine: str = ""


def no_progress(done: int, total: int) -> None:
    """Tell nobody."""


def never() -> bool:
    """Go on to the end."""
    return False


class Index:
    """The engine and the catalogue of one library. Searching is safe from any thread; one thread or process writes at a time."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._library = workspace.library
        self._folder = workspace.cache / "whoosh"
        self._catalogue_file = workspace.cache / "catalogue.msgpack"
        self._summaries: dict[str, Summary] = {}
        self._catalogue_seen: tuple[int, ...] | None = None
        self._engine: Engine | None = None
        self._synced = False
        self._writing = threading.RLock()
        self._touched: set[str] = set()
        self._worker: threading.Thread | None = None

    @property
    def engine(self) -> Engine:
        """The engine, opened on first use; an index it cannot use is thrown away, and `refresh` builds a new one."""
        with self._workspace.lock:
            if self._engine is None:
                self._engine = self._opened()
            return self._engine

    @property
    def summaries(self) -> dict[str, Summary]:
        """What lists show of each article, by id, as any process wrote it last. Not to be changed by the caller."""
        with self._workspace.lock:
            seen = _stamp(self._catalogue_file)
            if seen != self._catalogue_seen:
                self._summaries, self._catalogue_seen = catalogue.load(self._catalogue_file), seen
            return self._summaries

    def ensure_fresh(self, progress: Progress = no_progress, stop: Stop = never) -> None:
        """Bring the index up to date unless that was done since it was opened: for a command that answers once.

        Where it cannot be written, or another process is at it for long, the index answers as it is, and that is noted.
        """
        if self._synced:
            return
        try:
            self.refresh(progress, stop)
        except UnwritableError as error:
            if not self.engine.count():
                raise
            self._workspace.note(problem_of(error, self._folder))

    def refresh(self, progress: Progress = no_progress, stop: Stop = never) -> IndexReport:
        """Make the index like the files.

        Raises:
            Cancelled: `stop` said so; what was indexed until then stays.
        """
        began = time.perf_counter()
        with self._writing, lock.locked(self._workspace.cache):
            try:
                report = self._refresh(progress, stop)
            except IndexUnusableError:
                self._discard()
                report = self._refresh(progress, stop)
        self._synced = True
        return IndexReport(**report, seconds=round(time.perf_counter() - began, 3), engine=self.engine.name)

    def rebuild(self, progress: Progress = no_progress, stop: Stop = never) -> IndexReport:
        """Throw the index away and build it anew from the files."""
        with self._writing, lock.locked(self._workspace.cache):
            self._discard()
        return self.refresh(progress, stop)

    def update(self, ids: Iterable[str]) -> None:
        """Index these articles again, or take them out where their files are gone."""
        files = fingerprints(self._library, ids)
        gone = [article_id for article_id in ids if article_id not in files]
        with self._writing, lock.locked(self._workspace.cache):
            self._commit(list(self._read(files)), gone)

    def touch(self, ids: Iterable[str]) -> None:
        """Index these articles again in the background; `close` waits for it."""
        with self._workspace.lock:
            self._touched.update(ids)
            if self._worker is None or not self._worker.is_alive():
                self._worker = threading.Thread(target=self._catch_up, name="index", daemon=True)
                self._worker.start()

    def settle(self) -> None:
        """Wait until everything touched is searchable."""
        while (worker := self._worker) is not None and worker.is_alive():
            worker.join()

    def close(self) -> None:
        """Finish what was touched and let go of the engine."""
        self.settle()
        with self._workspace.lock:
            if self._engine is not None:
                self._engine.close()
                self._engine = None

    def _catch_up(self) -> None:
        while True:
            with self._workspace.lock:
                ids, self._touched = self._touched, set()
                if not ids:
                    self._worker = None
                    return
            try:
                self.update(ids)
            except WorkbenchError as error:
                # The excerpt itself is safe on disk; the next start finds what the index lacks.
                self._workspace.note(problem_of(error, self._folder))
            except Exception as error:  # noqa: BLE001 - a thread has nobody above it, and must not print over the screen
                self._workspace.note(Problem("error", self._folder, None, f"not indexed: {type(error).__name__}: {error}"))

    def _opened(self) -> Engine:
        from workbench.search.engines.whoosh import WhooshEngine

        atomic.make_folder(self._folder)
        try:
            engine = WhooshEngine(self._folder)
            engine.count()
        except IndexUnusableError:
            shutil.rmtree(self._folder, ignore_errors=True)
            atomic.make_folder(self._folder)
            engine = WhooshEngine(self._folder)
        return engine

    def _discard(self) -> None:
        with self._workspace.lock:
            if self._engine is not None:
                self._engine.close()
                self._engine = None
            shutil.rmtree(self._folder, ignore_errors=True)
            atomic.remove(self._catalogue_file)

    def _refresh(self, progress: Progress, stop: Stop) -> dict[str, int]:
        files = fingerprints(self._library)
        indexed, summaries = self.engine.fingerprints(), self.summaries
        if indexed and not summaries:
            # The catalogue was lost or is of another version: the two are only good together.
            self._discard()
            indexed = {}
        # A stop between the two writes of a batch leaves articles that only one of them knows: those are done again.
        to_do = plan(files, {each: indexed[each] for each in indexed if each in summaries})
        changed = [*to_do.add, *to_do.update]
        gone = [each for each in {**indexed, **summaries} if each not in files]
        done, removed = 0, gone
        progress(0, len(changed))
        reading = self._read({article_id: files[article_id] for article_id in changed})
        while batch := list(islice(reading, BATCH)):
            self._commit(batch, removed)
            removed = []
            done += len(batch)
            progress(done, len(changed))
            if stop() and done < len(changed):
                raise Cancelled("stopped; what was indexed stays", remedy="the rest follows at the next start")
        if removed:
            self._commit([], removed)
        return {"added": len(to_do.add), "updated": len(to_do.update), "removed": len(gone)}

    def _read(self, files: dict[str, str]) -> Iterator[tuple[Searchable, Summary]]:
        from workbench.search.searchable import searchable

        for article_id, fingerprint in files.items():
            try:
                loaded = articles.read(self._library, article_id)
            except WorkbenchError as error:
                self._workspace.note(problem_of(error, articles.path_of(self._library, article_id)))
                continue
            try:
                kept = annotation_files.load(self._library, article_id)
                excerpts = kept.annotations.excerpts
                problems = (*loaded.problems, *kept.problems)
            except WorkbenchError as error:
                excerpts = ()
                problems = (*loaded.problems, problem_of(error, annotation_files.path_of(self._library, article_id)))
            for problem in problems:
                self._workspace.note(problem)
            yield searchable(loaded.article, excerpts, fingerprint=fingerprint), catalogue.summary(loaded.article, excerpts)

    def _commit(self, entries: list[tuple[Searchable, Summary]], gone: list[str]) -> None:
        if gone:
            self.engine.remove(gone)
        if entries:
            self.engine.add(entry for entry, _ in entries)
        summaries = {article_id: entry for article_id, entry in self.summaries.items() if article_id not in set(gone)}
        summaries |= {entry.id: entry for _, entry in entries}
        with self._workspace.lock:
            atomic.write(self._catalogue_file, catalogue.dumped(summaries))
            self._summaries, self._catalogue_seen = summaries, _stamp(self._catalogue_file)


def _stamp(file: Path) -> tuple[int, ...] | None:
    """What tells one state of a file that is only ever replaced from another; None if there is none."""
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns


def fingerprints(library: Path, ids: Iterable[str] | None = None) -> dict[str, str]:
    """By article id, what changes whenever its file or its annotations change: sizes and times of both.

    Args:
        library: The folder `library/`.
        ids: Only these; all that have a file if None.
    """
    marked: dict[str, str] = {}
    for entry in annotation_files.listing(library):
        with contextlib.suppress(OSError):  # removed since, or a link to nowhere
            status = entry.stat()
            marked[entry.name.removesuffix(".yaml")] = f"{status.st_size}:{status.st_mtime_ns}"
    wanted = None if ids is None else set(ids)
    return {
        listed.id: f"{listed.size_bytes}:{listed.mtime_ns}:{marked.get(listed.id, '')}"
        for listed in articles.listing(library)
        if wanted is None or listed.id in wanted
    }


def problem_of(error: WorkbenchError, path: Path) -> Problem:
    """An error as a line of a report; `path` is the file it is about, where it names none itself."""
    place = error.place
    return Problem("error", place.file if place else path, place.line if place else None, error.what, error.remedy)
