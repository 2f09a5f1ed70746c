"""Where things are: what belongs to the library is in it, what belongs to a person is in the person's own folders."""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path
from typing import Final

import platformdirs

from workbench.files import atomic

APPLICATION: Final = "analyst-workbench"


def user_config_file() -> Path:
    """The person's own settings, laid over every workspace's."""
    return Path(platformdirs.user_config_dir(APPLICATION, appauthor=False)) / "config.yaml"


def home_expanded(name: str) -> Path:
    """A path as typed, with `~` and `~person` as the shell has them; a person nobody knows is taken for a name with a tilde."""
    return Path(os.path.expanduser(name))  # noqa: PTH111 - Path.expanduser raises where the shell does not


def cache_folder(library: Path) -> Path:
    """Where what is derived from a library is kept: the index. Deleting it loses nothing."""
    return Path(platformdirs.user_cache_dir(APPLICATION, appauthor=False)) / library_key(library)


def state_folder(library: Path) -> Path:
    """Where what a person left open is kept: reading places, query history, copies, logs."""
    return Path(platformdirs.user_state_dir(APPLICATION, appauthor=False)) / library_key(library)


def make_private(folder: Path) -> None:
    """Make a folder that only its owner may look into.

    Raises:
        UnwritableError: It cannot be made.
    """
    atomic.make_folder(folder)
    with contextlib.suppress(OSError):  # a file system without permissions, or a folder of somebody else's
        folder.chmod(0o700)


def library_key(library: Path) -> str:
    """A folder name that stands for a library: its own name, to be recognised by, and a digest of its real path."""
    real = library.resolve()
    digest = hashlib.sha256(str(real).encode("utf-8", "surrogateescape")).hexdigest()[:12]
    name = "".join(c if c.isascii() and c.isalnum() else "-" for c in real.parent.name)[:24]
    return f"{name or 'library'}-{digest}"
