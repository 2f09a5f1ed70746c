"""The sample library, and a command that writes the screens anew."""

from __future__ import annotations

from tests.pilot.conftest import _own_folders, annotated

__all__ = ["_own_folders", "annotated"]
