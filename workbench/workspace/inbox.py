"""A watched folder: what falls into it is imported once it is whole, and stays where it is.

The folder is a setting of the person, never of a shared workspace. Whoever watches calls `Inbox.poll` every few seconds; a file is
taken when two looks in a row find it of the same size and time. What was looked at is remembered in the person's own folder, so that
a file that was refused is told of once.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from workbench.errors import Problem, UnwritableError
from workbench.files import atomic
from workbench.text.sanitise import display_line
from workbench.workspace.indexing import Progress, Stop, never, no_progress
from workbench.workspace.intake import ImportReport, import_paths
from workbench.workspace.places import home_expanded, make_private

if TYPE_CHECKING:
    from workbench.workspace.opening import Workspace

MOST_FILES: Final = 20_000
"""Files that a look counts; what lies beyond is left until there are fewer."""

_PARTIAL: Final = (".part", ".partial", ".crdownload", ".tmp", ".temp", ".download", ".opdownload", ".swp", ".lock", "~")
"""How the names of files end that a program is still writing."""
_LOCKS: Final = ("~$", ".~lock.")
_OF_SYSTEMS: Final = frozenset({"desktop.ini", "thumbs.db"})

Look = Mapping[str, tuple[int, int]]
"""For each file its size in bytes and its time of change in nanoseconds."""


class Inbox:
    """The watched folder of a person, and what has been seen in it."""

    def __init__(self, workspace: Workspace, folder: Path) -> None:
        self.folder = folder
        self._workspace = workspace
        self._seen = _remembered(workspace)
        self._before: Look = {}

    @classmethod
    def of(cls, workspace: Workspace) -> Inbox | None:
        """The inbox that the person's settings name; None if they name none."""
        named = workspace.settings.inbox
        return cls(workspace, home_expanded(named)) if named else None

    def poll(self, progress: Progress = no_progress, stop: Stop = never) -> ImportReport | None:
        """Look into the folder, and import what is whole and new.

        Args:
            progress: Told how many of how many sources are done.
            stop: Asked between sources.

        Returns:
            What came of it; None if there was nothing to import.

        Raises:
            UnwritableError: The library cannot be written; the files are tried again at the next look.
        """
        files = self.scan()
        if not files:
            return None
        report = import_paths(self._workspace, [str(file) for file in files], progress, stop, via="inbox")
        self._remember(files, report)
        return report

    def scan(self) -> list[Path]:
        """The files that are whole and new: two looks in a row found them unchanged, and none took them before."""
        now = self._look()
        before, self._before = self._before, now
        return [
            Path(path) for path, state in sorted(now.items()) if before.get(path) == state and self._seen.get(_key(path)) != state
        ]

    def _look(self) -> Look:
        if _is_inside(self.folder, self._workspace.library):
            self._note("the inbox lies in the library", "choose another folder in your own settings file")
            return {}
        try:
            return dict(_files(self.folder, self._workspace.root))
        except OSError as error:
            self._note(
                f"the inbox cannot be read: {error.strerror}", "make the folder, or change `inbox` in your own settings file"
            )
            return {}

    def _note(self, said: str, fix: str) -> None:
        self._workspace.note(Problem("note", self.folder, None, said, fix))

    def _remember(self, files: list[Path], report: ImportReport) -> None:
        """Remember what was taken; of an import that was stopped, only what it names."""
        named = (
            *(one.path for one in report.imported),
            *(one.path for one in report.duplicates),
            *(one.path for one in report.refused),
        )
        taken = [str(file) for file in files if not report.stopped or _is_named(str(file), named)]
        there = {_key(path) for path in self._before}
        kept = {key: state for key, state in self._seen.items() if key in there}
        self._seen = kept | {_key(path): self._before[path] for path in taken}
        try:
            make_private(self._workspace.state)
            atomic.write(_file(self._workspace), msgspec.json.encode(self._seen))
        except UnwritableError:
            self._note("what was seen in the inbox cannot be remembered", "it is looked at again at the next start")


def _files(folder: Path, workspace: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    """Every whole file below a folder with its state; links, hidden files and the workspace itself are passed over.

    Raises:
        OSError: The folder cannot be read; folders in it that cannot be are passed over.
    """
    waiting = [folder]
    found = 0
    while waiting:
        here = waiting.pop()
        try:
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError:
            if here == folder:
                raise
            continue
        names = {entry.name for entry in entries}
        for entry in entries:
            if entry.is_dir(follow_symlinks=False) and not entry.name.startswith(".") and not _is_same(entry, workspace):
                waiting.append(Path(entry.path))
            elif entry.is_file(follow_symlinks=False) and not _is_partial(entry.name, names) and (state := _state(entry)):
                found += 1
                if found > MOST_FILES:
                    return
                yield entry.path, state


def _is_partial(name: str, names: set[str]) -> bool:
    """Whether a file is hidden, or a program is still writing it; Firefox keeps an empty one beside its NAME.part."""
    if name.startswith((".", *_LOCKS)) or name.lower().endswith(_PARTIAL) or name.lower() in _OF_SYSTEMS:
        return True
    return any(f"{name}{ending}" in names for ending in (".part", ".crdownload"))


def _is_named(path: str, named: tuple[str, ...]) -> bool:
    """Whether a report names a file, or a place in it."""
    shown = display_line(path)
    return any(name == shown or name.startswith((f"{shown}:", f"{shown}#")) for name in named)


def _key(path: str) -> str:
    """A path as text that can be written: names on disk need not be."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def _state(entry: os.DirEntry[str]) -> tuple[int, int] | None:
    """Size and time of a file; None if it is empty, as files are that were begun, or gone."""
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError:
        return None
    return (status.st_size, status.st_mtime_ns) if status.st_size else None


def _is_same(entry: os.DirEntry[str], folder: Path) -> bool:
    try:
        return os.path.samefile(entry.path, folder)  # noqa: PTH121 - an entry is no Path
    except OSError:
        return False


def _is_inside(folder: Path, library: Path) -> bool:
    return folder.resolve().is_relative_to(library.resolve())


def _remembered(workspace: Workspace) -> dict[str, tuple[int, int]]:
    try:
        return msgspec.json.decode(_file(workspace).read_bytes(), type=dict[str, tuple[int, int]])
    except (OSError, ValueError):  # a broken one costs a look more, nothing else
        return {}


def _file(workspace: Workspace) -> Path:
    return workspace.state / "inbox.json"
