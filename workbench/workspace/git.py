"""What git is set to, where it is installed."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Final

_SECONDS: Final = 2.0


def setting(folder: Path, name: str) -> str | None:
    """A setting of git as it holds in a folder; None where there is none, or no git."""
    try:
        done = subprocess.run(
            ["git", "config", name],  # noqa: S607
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip() or None
