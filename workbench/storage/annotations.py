"""Annotations on disk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from workbench.errors import Problem
from workbench.records.excerpt import Annotations, Excerpt


class LoadedAnnotations(Struct, frozen=True):
    """Annotations as read, with what is wrong in their file."""

    annotations: Annotations
    problems: tuple[Problem, ...] = ()
    newer: bool = False


class Put(Struct, frozen=True):
    """Add an excerpt (`before` is None) or change one."""

    before: Excerpt | None
    after: Excerpt


class Remove(Struct, frozen=True):
    """Take an excerpt away."""

    before: Excerpt


def path_of(library: Path, article_id: str) -> Path:
    """The annotation file of an article."""
    raise NotImplementedError


def annotated(library: Path) -> list[str]:
    """Ids of articles with an annotation file."""
    raise NotImplementedError


def load(library: Path, article_id: str) -> LoadedAnnotations:
    """Read an article's annotations."""
    raise NotImplementedError


def apply(library: Path, article_id: str, changes: Sequence[Put | Remove]) -> Annotations:
    """Carry out changes on disk."""
    raise NotImplementedError
