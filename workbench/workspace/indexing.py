"""Keeping the index like the files: what is added, changed and removed is noticed and indexed, in batches.

The files are the truth. The index and the catalogue stand in the person's cache; whatever is wrong with them, they are made anew.
"""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Callable, Collection, Generator, Iterable, Mapping
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from workbench.errors import Cancelled, Problem, UnwritableError, WorkbenchError, problem_of
from workbench.files import lock
from workbench.search.engine import Engine, IndexUnusableError
from workbench.search.sync import plan
from workbench.storage import annotations as annotation_files
from workbench.storage import articles
from workbench.workspace import catalogue, engines, entries
from workbench.workspace.catalogue import Catalogue, Summary

if TYPE_CHECKING:
    from workbench.search.document import Searchable
    from workbench.workspace.opening import Workspace

BATCH: Final = 2_000
"""Articles committed at once: an interruption loses at most the work on one batch."""

FEW: Final = 1_000
"""So many articles are looked at one by one; for more, the folder is read."""

Progress = Callable[[int, int], None]
"""Called with how many of how many are done."""
Stop = Callable[[], bool]
"""Asked between articles; True stops the work."""

_Answer = TypeVar("_Answer")


class IndexReport(Struct, frozen=True, kw_only=True):
    """What bringing the index up to date came to."""

    added: int = 0
    updated: int = 0
    removed: int = 0
    seconds: float = 0.0
    engine: str = ""
    changed_over: bool = False
    """Whether another engine answers now than before, because of the library's size."""


def no_progress(done: int, total: int) -> None:
    """Tell nobody."""


def never() -> bool:
    """Go on to the end."""
    return False


class _Kept(NamedTuple):
    """An engine and the catalogue of what it has: the two are kept alike, and apart from those of any other engine."""

    engine: Engine
    summaries: Catalogue


class Index:
    """The engine and the catalogue of one library. Searching is safe from any thread; one thread or process writes at a time."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._library = workspace.library
        self._cache = workspace.cache
        self._setting = workspace.settings.engine
        self._catalogue: tuple[str, Catalogue] | None = None
        """The catalogue, and of which engine it is."""
        self._engine: Engine | None = None
        self._synced = False
        self._writing = threading.RLock()
        self._touched: set[str] = set()
        self._worker: threading.Thread | None = None

    @property
    def engine(self) -> Engine:
        """The engine that answers now, opened on first use; an index it cannot use is thrown away, and `refresh` builds a new one."""
        with self._workspace.lock:
            name = self._name
            if self._engine is not None and self._engine.name != name:  # another process changed over
                self._let_go()
            if self._engine is None:
                self._engine = engines.opened(self._cache, name)
            return self._engine

    @property
    def _name(self) -> str:
        if self._setting != engines.AUTO:
            return self._setting
        name = engines.in_use(self._cache)
        if name is None:
            name = engines.fitting(engines.AUTO, len(articles.names(self._library)), None)
            engines.use(self._cache, name)
        return name

    @property
    def summaries(self) -> Catalogue:
        """What lists show of each article, as any process wrote it last."""
        with self._workspace.lock:
            name = self._name
            if self._catalogue is not None and self._catalogue[0] != name:
                self._let_go()
            if self._catalogue is None:
                self._catalogue = name, Catalogue(catalogue.file_of(self._cache, name))
            return self._catalogue[1]

    def asked(self, question: Callable[[Engine], _Answer]) -> _Answer:
        """Put a question to the engine. An index that turns out to be damaged is mended first: the files have everything it had."""
        for mend in (self._reopen, self.rebuild):
            try:
                return question(self.engine)
            except IndexUnusableError:
                mend()
        return question(self.engine)

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
            self._workspace.note(problem_of(error, self._cache))

    def refresh(self, progress: Progress = no_progress, stop: Stop = never) -> IndexReport:
        """Make the index like the files, by the engine that fits their number.

        Raises:
            Cancelled: `stop` said so; what was indexed until then stays.
        """
        began = time.perf_counter()
        with self._writing, lock.locked(self._cache):
            try:
                report = self._refresh(progress, stop)
            except IndexUnusableError:
                self._discard()
                report = self._refresh(progress, stop)
        self._synced = True
        return replace(report, seconds=round(time.perf_counter() - began, 3), engine=self.engine.name)

    def rebuild(self, progress: Progress = no_progress, stop: Stop = never) -> IndexReport:
        """Throw the index away and build it anew from the files."""
        with self._writing, lock.locked(self._cache):
            self._discard()
        return self.refresh(progress, stop)

    def update(self, ids: Iterable[str], stop: Stop = never) -> frozenset[str]:
        """Index these articles again as far as their files changed, or take them out where those are gone; returns those.

        Raises:
            Cancelled: `stop` said so; what was indexed until then stays.
        """
        asked = set(ids)
        with self._writing, lock.locked(self._cache):
            files = fingerprints(self._library, asked)
            kept = _Kept(self.engine, self.summaries)
            known = kept.summaries.fingerprints_of(asked)
            changed = {each: files[each] for each in files if known.get(each) != files[each]}
            gone = [each for each in known if each not in files]
            self._index(kept, changed, gone, stop=stop)
            if self._setting == engines.AUTO and kept.engine.name == "whoosh" and len(kept.summaries) >= engines.LARGE:
                self._refresh(no_progress, stop)
        return frozenset([*changed, *gone])

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
        """Finish what was touched and let go of the engine and the catalogue."""
        self.settle()
        with self._workspace.lock:
            self._let_go()

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
                self._workspace.note(problem_of(error, self._cache))
            except Exception as error:  # noqa: BLE001 - a thread has nobody above it, and must not print over the screen
                self._workspace.note(Problem("error", self._cache, None, f"not indexed: {type(error).__name__}: {error}"))

    def _let_go(self) -> None:
        if self._engine is not None:
            self._engine.close()
            self._engine = None
        if self._catalogue is not None:
            self._catalogue[1].close()
            self._catalogue = None

    def _reopen(self) -> None:
        """Open the index again, as it is or anew, and make it like the files."""
        with self._workspace.lock:
            self._let_go()
        self.refresh()

    def _discard(self) -> None:
        with self._workspace.lock:
            self._let_go()
            self._throw_away(self._name)

    def _throw_away(self, name: str) -> None:
        engines.discard(self._cache, name)
        catalogue.discard(catalogue.file_of(self._cache, name))

    def _refresh(self, progress: Progress, stop: Stop) -> IndexReport:
        files = fingerprints(self._library)
        now = self.engine
        wanted = engines.fitting(self._setting, len(files), now.name)
        if wanted == now.name:
            return self._fill(_Kept(now, self.summaries), files, progress, stop)
        before, had = plan(files, self.summaries.fingerprints()), now.count()
        if not had:  # nothing to lose: what is indexed can be found at once
            self._change_to(wanted)
            self._fill(_Kept(self.engine, self.summaries), files, progress, stop)
        else:
            place = catalogue.file_of(self._cache, wanted)
            with engines.opened(self._cache, wanted) as other, contextlib.closing(Catalogue(place)) as summaries:
                self._fill(_Kept(other, summaries), files, progress, stop)
            self._change_to(wanted)
        return IndexReport(added=len(before.add), updated=len(before.update), removed=len(before.remove), changed_over=had > 0)

    def _change_to(self, name: str) -> None:
        """Let another engine answer; the older one's index is removed."""
        with self._workspace.lock:
            older = self.engine.name
            engines.use(self._cache, name)
            self._let_go()
            self._throw_away(older)

    def _fill(self, kept: _Kept, files: Mapping[str, str], progress: Progress, stop: Stop) -> IndexReport:
        """Make an engine and the catalogue like the files."""
        indexed, summed = kept.engine.fingerprints(), kept.summaries.fingerprints()
        # A stop between the two writes of a batch leaves articles that only one of them knows as they are: those are done again.
        to_do = plan(files, {each: mark for each, mark in indexed.items() if summed.get(each) == mark})
        changed = [*to_do.add, *to_do.update]
        gone = [each for each in {**indexed, **summed} if each not in files]
        self._index(kept, {article_id: files[article_id] for article_id in changed}, gone, progress, stop)
        return IndexReport(added=len(to_do.add), updated=len(to_do.update), removed=len(gone))

    def _index(
        self, kept: _Kept, changed: Mapping[str, str], gone: list[str], progress: Progress = no_progress, stop: Stop = never
    ) -> None:
        """Read articles whose fingerprints are given, and write them batch by batch; the first takes out those that are gone."""
        done = 0
        progress(0, len(changed))
        reading = self._read(changed)
        with contextlib.closing(reading):
            while batch := list(islice(reading, BATCH)):
                self._commit(kept, batch, gone)
                gone = []
                done += len(batch)
                progress(done, len(changed))
                if stop() and done < len(changed):
                    raise Cancelled("stopped; what was indexed stays", remedy="the rest follows at the next start")
        self._commit(kept, [], gone)

    def _read(self, files: Mapping[str, str]) -> Generator[tuple[Searchable, Summary]]:
        yield from entries.told(entries.read(self._library, files), self._workspace.note)

    def _commit(self, kept: _Kept, batch: list[tuple[Searchable, Summary]], gone: list[str]) -> None:
        """Write a batch: first to the engine, so that what the catalogue has the engine has too."""
        if gone:
            kept.engine.remove(gone)
        if batch:
            kept.engine.add(known for known, _ in batch)
        if gone or batch:
            kept.summaries.change([(shown, known.fingerprint) for known, shown in batch], gone)


def fingerprints(library: Path, ids: Collection[str] | None = None) -> dict[str, str]:
    """By article id, what changes whenever its file or its annotations change: sizes and times of both.

    Args:
        library: The folder `library/`.
        ids: Only these; all that have a file if None.
    """
    if ids is not None and len(ids) <= FEW:
        found = [listed for each in ids if (listed := articles.listed(library, each))]
        marked = {each.id: _mark(annotation_files.path_of(library, each.id)) for each in found}
    else:
        found = [listed for listed in articles.listing(library) if ids is None or listed.id in ids]
        marked = {entry.name.removesuffix(".yaml"): _mark(entry) for entry in annotation_files.listing(library)}
    return {each.id: f"{each.size_bytes}:{each.mtime_ns}:{marked.get(each.id, '')}" for each in found}


def _mark(file: Path | os.DirEntry[str]) -> str:
    try:
        status = file.stat()
    except OSError:  # none, removed since, or a link to nowhere
        return ""
    return f"{status.st_size}:{status.st_mtime_ns}"
