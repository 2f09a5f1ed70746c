"""What git is set to and has left to do, where it is installed."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

_SECONDS: Final = 2.0


def setting(folder: Path, name: str) -> str | None:
    """A setting of git as it holds in a folder; None where there is none, or no git."""
    return _said(folder, "config", name).strip() or None


def unmerged(folder: Path, patterns: Sequence[str]) -> list[str]:
    """The files below a folder, by their path in it, that a merge left for somebody to settle, until they are added."""
    rows = _said(folder, "ls-files", "--unmerged", "-z", "--", *patterns).split("\0")
    return list(dict.fromkeys(row.partition("\t")[2] for row in rows if row))


def _said(folder: Path, *arguments: str) -> str:
    """What git prints; nothing where it fails or is not there."""
    try:
        done = subprocess.run(
            ["git", *arguments],  # noqa: S607
            cwd=folder,
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout
