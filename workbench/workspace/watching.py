"""Noticing that files of the library change while the workbench runs: by hand, by git, by another workbench.

The system tells which files change, so that nothing is polled; on file systems that cannot tell, such as network shares, `watchfiles`
polls. What was missed, since the watch began late or the system lost count, the next start finds.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workbench.errors import Cancelled, Problem, UnwritableError, WorkbenchError, problem_of
from workbench.files import atomic
from workbench.storage import codebook, ids

if TYPE_CHECKING:
    from workbench.workspace.opening import Workspace

_SETTLED_MS: Final = 50
"""How long nothing more must change until what did is taken; an article is written in much less."""

_LATEST_MS: Final = 1_000
"""After so long it is taken though more changes: a large `git pull`."""

_AGAIN_MS: Final = 2_000
"""After so long without a change, one that could not be indexed is tried again: another program may have been writing."""

_FOLDERS: Final = {"articles": ".md", "annotations": ".yaml"}

Changed = Callable[[frozenset[str]], None]
"""Called in the watcher's thread with the ids of articles whose files changed, once they are searchable; without any, the codebook did."""


class Watcher:
    """Watches a library in a thread of its own and keeps its index like the files.

    Args:
        workspace: Whose library is watched.
        changed: Told of each change.
    """

    def __init__(self, workspace: Workspace, changed: Changed) -> None:
        self._workspace = workspace
        self._changed = changed
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watcher", daemon=True)

    def start(self) -> None:
        """Begin to watch."""
        self._thread.start()

    def stop(self) -> None:
        """Watch no more; returns when the thread is at its end."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()

    def _watch(self) -> None:
        from watchfiles import watch  # 70 ms

        library = self._workspace.library
        for name in _FOLDERS:
            with suppress(UnwritableError):  # git does not bring empty folders along, and only what is there can be watched
                atomic.make_folder(library / name)
        folders = [library / name for name in _FOLDERS if (library / name).is_dir()]
        codebook_file = library.name, codebook.path_of(library).name
        try:
            changes = watch(
                library,
                *folders,
                watch_filter=None,
                debounce=_LATEST_MS,
                step=_SETTLED_MS,
                stop_event=self._stop,
                rust_timeout=_AGAIN_MS,
                yield_on_timeout=True,
                recursive=False,
                raise_interrupt=False,
            )
            left: frozenset[str] = frozenset()
            for batch in changes:
                paths = [Path(path) for _, path in batch]
                left = self._take(left.union(each for path in paths if (each := article_of(path))))
                if any((path.parent.name, path.name) == codebook_file for path in paths):
                    self._changed(frozenset())
        except (OSError, RuntimeError) as error:  # too many watches, a file system that has none; watchfiles raises either
            self._workspace.note(
                Problem("note", library, None, f"changes of files are not noticed: {error}", "the next start finds them")
            )

    def _take(self, changed: frozenset[str]) -> frozenset[str]:
        """Index what changed; what has to be tried again is given back."""
        if not changed:
            return changed
        try:
            self._workspace.index.update(changed, self._stop.is_set)
        except Cancelled:
            return changed
        except WorkbenchError as error:
            self._workspace.note(problem_of(error, self._workspace.cache))
            return changed if isinstance(error, UnwritableError) else frozenset()
        except Exception as error:  # noqa: BLE001 - a thread has nobody above it, and must not print over the screen
            self._workspace.note(Problem("error", self._workspace.cache, None, f"not indexed: {type(error).__name__}: {error}"))
            return frozenset()
        self._changed(changed)  # whoever indexed them: another workbench may have been first
        return frozenset()


def article_of(path: Path) -> str | None:
    """The id of the article that a file in one of the watched folders belongs to; None for any other file."""
    if path.suffix != _FOLDERS.get(path.parent.name):
        return None
    return path.stem if ids.is_article_id(path.stem) else None
