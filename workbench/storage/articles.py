"""Articles on disk."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from workbench.errors import Problem
from workbench.records.article import Article


class Listed(Struct, frozen=True):
    """An article file as a folder listing shows it."""

    id: str
    size_bytes: int
    mtime_ns: int


class LoadedArticle(Struct, frozen=True):
    """An article as read, with what is wrong in its file."""

    article: Article
    problems: tuple[Problem, ...] = ()
    newer: bool = False


def path_of(library: Path, article_id: str) -> Path:
    """The file of an article."""
    raise NotImplementedError


def listing(library: Path) -> list[Listed]:
    """Every article file, by id."""
    raise NotImplementedError


def listed(library: Path, article_id: str) -> Listed | None:
    """One article file as a listing shows it."""
    raise NotImplementedError


def read(library: Path, article_id: str) -> LoadedArticle:
    """Read an article."""
    raise NotImplementedError


def create(library: Path, article: Article) -> Path:
    """Write a new article."""
    raise NotImplementedError


def save(library: Path, before: Article, after: Article) -> Article:
    """Save what changed between `before` and `after`."""
    raise NotImplementedError
