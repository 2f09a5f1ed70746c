"""A renaming of a tag that is under way, so that the same command completes it after a crash: `library/.local/renaming.yaml`.

Half-way the new name is in use, and a name that is in use is refused to any other renaming.
"""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from workbench.errors import WorkbenchError
from workbench.files import atomic, lock, yaml_dump, yaml_file
from workbench.files.yaml_nodes import Scalar
from workbench.storage.fields import FORMAT


class Renaming(Struct, frozen=True):
    """One tag's name of before and of after."""

    old: str
    new: str


def begin(library: Path, renaming: Renaming) -> None:
    """Remember a renaming; durable when this returns.

    Raises:
        UnwritableError: The library cannot be written.
    """
    lock.private_folder(library / lock.LOCAL)
    atomic.write_text(_path(library), yaml_dump.dump({"format": FORMAT, "old": renaming.old, "new": renaming.new}))


def read(library: Path) -> Renaming | None:
    """The renaming that was begun and not ended; None if there is none, or nobody can tell."""
    try:
        root = yaml_file.read(_path(library)).mapping()
    except (OSError, WorkbenchError):
        return None
    old, new = root.get("old"), root.get("new")
    if isinstance(old, Scalar) and isinstance(new, Scalar) and old.value and new.value:
        return Renaming(old.value, new.value)
    return None


def end(library: Path) -> None:
    """Forget it: it is complete.

    Raises:
        UnwritableError: The library cannot be written.
    """
    if _path(library).exists():
        atomic.remove(_path(library))


def _path(library: Path) -> Path:
    return library / lock.LOCAL / "renaming.yaml"
