"""What a person saw of a saved search when they last looked at it: kept in the person's own folder, one file a search.

A file is replaced whole, so that looks at two searches, even by two programs, never cost each other anything.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from workbench.files import atomic
from workbench.storage.searches import key_of
from workbench.workspace.places import make_private

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.workspace.opening import Workspace


class Look(Struct, frozen=True):
    """The ids of the articles that matched, and when that was, in UTC."""

    at: str
    ids: tuple[str, ...]


def read(workspace: Workspace, name: str) -> Look | None:
    """The last look at a search; None if there was none, or none this version can read."""
    try:
        return msgspec.json.decode(_file(workspace, name).read_bytes(), type=Look)
    except (OSError, ValueError):  # not UTF-8 is a ValueError of its own
        return None


def put(workspace: Workspace, name: str, look: Look | None) -> None:
    """Keep a look in place of the last one; None forgets it.

    Raises:
        UnwritableError: The person's folder cannot be written.
    """
    if look is None:
        atomic.remove(_file(workspace, name))
        return
    make_private(workspace.state)
    atomic.write(_file(workspace, name), msgspec.json.encode(look))


def _file(workspace: Workspace, name: str) -> Path:
    """The file of a search; a name is what people make it, and no file name is made of it."""
    digest = hashlib.sha256(key_of(name).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return workspace.state / "looks" / f"{digest}.json"
