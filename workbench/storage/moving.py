"""Removing, restoring and renaming articles."""

from __future__ import annotations

from pathlib import Path

from workbench.records.article import Article


def remove(library: Path, article_id: str) -> None:
    """Move an article into the trash."""
    raise NotImplementedError


def restore(library: Path, article_id: str) -> None:
    """Bring an article back from the trash."""
    raise NotImplementedError


def removed(library: Path) -> list[str]:
    """Ids in the trash."""
    raise NotImplementedError


def rename(library: Path, old: str, new: str) -> Article:
    """Give an article another id."""
    raise NotImplementedError
