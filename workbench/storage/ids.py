"""Names of articles and excerpts."""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path
from random import Random


def is_article_id(value: str) -> bool:
    """Whether `value` can be an article's id."""
    raise NotImplementedError


def is_excerpt_id(value: str) -> bool:
    """Whether `value` can be an excerpt's id."""
    raise NotImplementedError


def article_id(title: str, taken: Container[str]) -> str:
    """Make an id from a title."""
    raise NotImplementedError


def excerpt_id(random: Random) -> str:
    """Make a new excerpt's id."""
    raise NotImplementedError


def taken(library: Path) -> set[str]:
    """Every article id that has files in the library or its trash."""
    raise NotImplementedError
