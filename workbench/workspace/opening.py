"""Opening a workspace: finding its folder, reading its settings, holding what the use cases share."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from msgspec.structs import replace

from workbench import config
from workbench.errors import NotFoundError, Problem, UsageError
from workbench.workspace import places

if TYPE_CHECKING:
    from workbench.config import Settings
    from workbench.workspace.indexing import Index

CONFIG_FILE: Final = "config.yaml"


class Workspace:
    """An open workspace: where its files are, its settings, and what has been found out about it so far.

    As a context it closes itself at the end. It may be used from several threads. Nothing is read but the settings until it is asked for.
    """

    def __init__(self, root: Path, settings: Settings) -> None:
        self.root = root
        self.library = root / "library"
        self.settings = settings
        self.problems: list[Problem] = []
        self.lock = threading.RLock()
        self._index: Index | None = None

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.root.name

    @property
    def cache(self) -> Path:
        """The folder of the index and the catalogue."""
        return places.cache_folder(self.library)

    @property
    def state(self) -> Path:
        """The folder of the person's own state."""
        return places.state_folder(self.library)

    @property
    def index(self) -> Index:
        """The search index with its catalogue, opened on first use; made anew if it is damaged."""
        with self.lock:
            if self._index is None:
                from workbench.workspace.indexing import Index

                self._index = Index(self)
            return self._index

    def note(self, problem: Problem) -> None:
        """Remember a problem, once."""
        with self.lock:
            if problem not in self.problems:
                self.problems.append(problem)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the index. Nothing else is open."""
        with self.lock:
            index, self._index = self._index, None
        # Not under the lock: the index finishes its background work first, which needs it.
        if index is not None:
            index.close()


def open_workspace(start: Path, *, exactly: bool = False, engine: str | None = None) -> Workspace:
    """Open the workspace that `start` is in.

    Args:
        start: A folder.
        exactly: `start` itself must be the workspace; otherwise the nearest folder upward that is one.
        engine: Counts instead of the setting.

    Raises:
        NotFoundError: There is none.
        UsageError: Its settings have problems; all are told at once.
    """
    root = find_root(start, exactly=exactly)
    settings, problems = config.load(root / CONFIG_FILE, places.user_config_file())
    if problems:
        raise UsageError("\n".join(map(str, problems)))
    if not (root / "library").is_dir():
        raise NotFoundError(
            "this workspace has no folder library/", place=root, remedy="restore it, or make a workspace with: workbench init DIR"
        )
    return Workspace(root, replace(settings, engine=engine) if engine else settings)


def find_root(start: Path, *, exactly: bool = False) -> Path:
    """The nearest folder upward whose config.yaml begins with the key `workbench`.

    Raises:
        NotFoundError: There is none.
    """
    start = start.absolute()
    if not os.path.isdir(start):  # noqa: PTH112 - Path.is_dir raises where the system does not let one look
        raise NotFoundError("there is no such folder", place=start, remedy="make a workspace with: workbench init DIR")
    for folder in [start] if exactly else [start, *start.parents]:
        if _is_root(folder):
            return folder
    raise NotFoundError(
        "this folder is not in a workspace",
        place=start,
        remedy="make one with: workbench init DIR, or with texts to try: workbench init --sample DIR; or name one with -w DIR",
    )


def _is_root(folder: Path) -> bool:
    try:
        if not (folder / CONFIG_FILE).is_file():
            return False
        with (folder / CONFIG_FILE).open("rb") as file:
            head = file.read(4096)
    except OSError:
        return False
    lines = [
        line
        for line in head.decode("utf-8", "replace").lstrip("\ufeff").splitlines()
        if line.strip() and not line.startswith(("#", "---"))
    ]
    return bool(lines) and lines[0].startswith("workbench:")
