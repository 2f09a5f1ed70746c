"""Which search engine a library has, and where its index stands.

Each engine has a folder of its own in the person's cache. The file `engine` there names the one that answers, so that all workbenches
on a library ask the same; it is written when another has been filled completely, and only then is the older folder removed.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Final

from workbench.errors import UnwritableError
from workbench.files import atomic
from workbench.search.engine import Engine, IndexUnusableError

AUTO: Final = "auto"

LARGE: Final = 1_000
"""From so many articles on `auto` has tantivy: below, Whoosh answers as quickly as anyone can see, and needs no binary."""

SMALL: Final = 500
"""At so few articles `auto` goes back to Whoosh; in between it stays with what it has."""

_MARK: Final = "engine"

_ATTEMPTS: Final = 5
"""How often an index is removed: another process that searches may put an empty one there meanwhile."""


def _whoosh(folder: Path) -> Engine:
    from workbench.search.engines.whoosh import WhooshEngine

    return WhooshEngine(folder)


def _tantivy(folder: Path) -> Engine:
    from workbench.search.engines.tantivy import TantivyEngine

    return TantivyEngine(folder)


ENGINES: Final[dict[str, Callable[[Path], Engine]]] = {"whoosh": _whoosh, "tantivy": _tantivy}


def fitting(setting: str, articles: int, now: str | None) -> str:
    """The engine that a library ought to have.

    Args:
        setting: The setting `engine`.
        articles: How many articles there are.
        now: The engine it has, None if it has none yet.
    """
    if setting != AUTO:
        return setting
    if articles >= LARGE:
        return "tantivy"
    return now if now and articles > SMALL else "whoosh"


def in_use(cache: Path) -> str | None:
    """The engine that answers for a library, None before there is one."""
    try:
        status = (cache / _MARK).stat()
        name = _read(cache / _MARK, status.st_ino, status.st_mtime_ns)
    except (OSError, UnicodeDecodeError):
        return None
    return name if name in ENGINES else None


@lru_cache(maxsize=8)
def _read(mark: Path, _inode: int, _mtime_ns: int) -> str:
    """The name in the file, read once as long as it stays the same: a page of results asks for it some forty times."""
    return mark.read_text(encoding="utf-8").strip()


def use(cache: Path, name: str) -> None:
    """Let an engine answer from now on.

    Raises:
        UnwritableError: The cache cannot be written.
    """
    atomic.make_folder(cache)
    atomic.write_text(cache / _MARK, f"{name}\n")


def folder(cache: Path, name: str) -> Path:
    """Where an engine's index stands."""
    return cache / name


def opened(cache: Path, name: str) -> Engine:
    """Open an engine; an index that it cannot use is thrown away, and an empty one made.

    Raises:
        UnwritableError: The folder cannot be made.
    """
    place = folder(cache, name)
    atomic.make_folder(place)
    try:
        engine = ENGINES[name](place)
        engine.count()
    except IndexUnusableError:
        discard(cache, name)
        atomic.make_folder(place)
        engine = ENGINES[name](place)
    return engine


def discard(cache: Path, name: str) -> None:
    """Throw an engine's index away; the engine is closed before.

    Raises:
        UnwritableError: It is still there.
    """
    place = folder(cache, name)
    for _ in range(_ATTEMPTS):
        shutil.rmtree(place, ignore_errors=True)
        if not place.exists():
            return
    raise UnwritableError("the search index cannot be removed", place=place, remedy="see to its permissions")
