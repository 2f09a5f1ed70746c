"""The codebook on disk."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from workbench.errors import Problem
from workbench.records.tag import Codebook, Tag


class LoadedCodebook(Struct, frozen=True):
    """The codebook as read, with what is wrong in its file."""

    codebook: Codebook
    problems: tuple[Problem, ...] = ()
    newer: bool = False


def read(library: Path) -> LoadedCodebook:
    """Read the codebook."""
    raise NotImplementedError


def change(library: Path, before: Tag | None, after: Tag | None) -> Codebook:
    """Add, edit or remove a tag."""
    raise NotImplementedError
