"""Making a new workspace, empty or with the sample library."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import workbench
from workbench import config
from workbench.errors import ConflictError, NotFoundError
from workbench.files import atomic
from workbench.workspace.opening import CONFIG_FILE

FOLDERS: Final = ("articles", "sources", "annotations")

_ATTRIBUTES: Final = """\
# Sources and the texts of excerpts are known by their SHA-256: git must not touch their line ends.
library/sources/** -text
library/annotations/texts/** -text
library/articles/** text eol=lf
# Merged by excerpt, tag and saved search once git knows how, else as text: `workbench doctor` prints the command that tells it.
library/annotations/*.yaml text eol=lf merge=workbench
library/codebook.yaml text eol=lf merge=workbench
library/searches.yaml text eol=lf merge=workbench
"""
_CODEBOOK: Final = """\
format: 1
# The tags of this library: `- tag: actors/haqqani` with title, definition and colour. Tags not listed here work as well.
tags: []
"""


def found(folder: Path, *, sample: bool = False) -> list[Path]:
    """Make a workspace in `folder`, which may exist as long as it holds no workspace and no library.

    Returns:
        The files and folders that were made, in order.

    Raises:
        ConflictError: There is a workspace, or something in the way of one; nothing is overwritten.
        UnwritableError: The folder cannot be written.
    """
    for name in (CONFIG_FILE, "library"):
        if os.path.lexists(folder / name):
            raise ConflictError(
                f"there is already a {name} here", place=folder, remedy="choose another folder; nothing was changed"
            )
    atomic.make_folder(folder)
    made: list[Path] = []
    if sample:
        _copy(sample_library(), folder / "library")
    for name in FOLDERS:
        atomic.make_folder(folder / "library" / name)
    made.append(folder / "library")
    if not sample:
        atomic.create(folder / "library" / "codebook.yaml", _CODEBOOK.encode())
    if not (folder / ".gitattributes").exists():
        atomic.create(folder / ".gitattributes", _ATTRIBUTES.encode())
        made.append(folder / ".gitattributes")
    # The settings come last: a folder without them is no workspace.
    atomic.create(folder / CONFIG_FILE, config.commented().encode())
    return [*made, folder / CONFIG_FILE]


def _copy(sample: Path, library: Path) -> None:
    """Copy the sample library; its texts, not its permissions, which an installed package may hold read-only.

    Raises:
        UnwritableError: The folder cannot be written.
    """
    for where, folders, names in os.walk(sample):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        target = library / Path(where).relative_to(sample)
        atomic.make_folder(target)
        for name in sorted(names):
            if not name.startswith("."):
                atomic.create(target / name, Path(where, name).read_bytes())


def sample_library() -> Path:
    """The sample library: packaged with an installed workbench, in the repository of a checkout.

    Raises:
        NotFoundError: This installation has none.
    """
    package = Path(workbench.__file__).parent
    for folder in (package / "sample" / "library", package.parent / "library"):
        if (folder / "articles").is_dir():
            return folder
    raise NotFoundError("this installation has no sample library", remedy="install the package anew")
