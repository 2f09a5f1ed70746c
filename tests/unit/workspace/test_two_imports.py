"""Two processes that import into one library at the same time."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.storage import articles
from workbench.workspace import founding
from workbench.workspace.intake import Duplicate, import_paths
from workbench.workspace.opening import open_workspace


def page(ships: str) -> str:
    return f"The gate of the harbour\n\nThe gate was closed at dawn, officials said, and it stays closed until the {ships} ships have left the bay.\n"


def test_the_same_bytes_become_one_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CACHE", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    founding.found(tmp_path / "space")
    for ships in ("two", "three", "four"):
        (tmp_path / f"{ships}.txt").write_text(page(ships), encoding="utf-8")
    ours, theirs = open_workspace(tmp_path / "space"), open_workspace(tmp_path / "space")
    made: list[str] = []

    def meanwhile(done: int, _total: int) -> None:
        if done == 1 and not made:
            made.append("")
            # Another source first: the same bytes get another id there than they would have here.
            made.extend(
                one.id for one in import_paths(theirs, [str(tmp_path / f"{one}.txt") for one in ("four", "three")]).imported
            )

    report = import_paths(ours, [str(tmp_path / "two.txt"), str(tmp_path / "three.txt")], meanwhile)
    assert len(made) == 3
    assert report.duplicates == (Duplicate(str(tmp_path / "three.txt"), made[2]),)
    assert len(articles.listing(ours.library)) == 3
    ours.close()
    theirs.close()
