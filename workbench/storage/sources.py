"""Sources on disk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from workbench.errors import Problem
from workbench.records.block import Decision
from workbench.records.source import Source


class Decided(Struct, frozen=True):
    """Cleaning decisions as read."""

    decisions: tuple[Decision, ...]
    render: int
    problems: tuple[Problem, ...] = ()
    newer: bool = False


def store(library: Path, article_id: str, suffix: str, raw: bytes) -> str:
    """Keep raw bytes; returns the file name."""
    raise NotImplementedError


def keep_rendition(library: Path, article_id: str, text: str) -> None:
    """Keep the visible text of a source."""
    raise NotImplementedError


def read_rendition(library: Path, article_id: str) -> str | None:
    """Read the visible text of a source."""
    raise NotImplementedError


def write_decisions(library: Path, article_id: str, decisions: Sequence[Decision], *, render: int = 1) -> None:
    """Write the cleaning decisions of a source."""
    raise NotImplementedError


def read_decisions(library: Path, article_id: str) -> Decided | None:
    """Read the cleaning decisions of a source."""
    raise NotImplementedError


def path_of(library: Path, source: Source) -> Path:
    """The raw file of a source."""
    raise NotImplementedError


def read_raw(library: Path, source: Source) -> bytes:
    """The raw bytes of a source."""
    raise NotImplementedError


def verify(library: Path, source: Source) -> Problem | None:
    """What is wrong with a raw file, if anything."""
    raise NotImplementedError


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file."""
    raise NotImplementedError


def sha256_of_bytes(data: bytes) -> str:
    """The SHA-256 of bytes."""
    raise NotImplementedError
