"""A workspace of one's own with the sample library, for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.workspace.founding import found


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the person who runs the tests is read or written, and no clipboard but the app's own is reached."""
    for name in ("CACHE", "STATE", "CONFIG", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "own" / name.lower()))
    for name in ("TMUX", "DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def space(tmp_path: Path) -> Path:
    """A workspace with the sample library, without its excerpts."""
    root = tmp_path / "space"
    found(root, sample=True)
    for file in (root / "library" / "annotations").glob("*.yaml"):
        file.unlink()
    return root


@pytest.fixture
def annotated(tmp_path: Path) -> Path:
    """A workspace with the sample library and its excerpts."""
    root = tmp_path / "space"
    found(root, sample=True)
    return root


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A workspace without an article."""
    root = tmp_path / "space"
    found(root)
    return root
