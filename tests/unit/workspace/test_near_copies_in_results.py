"""Near-copies behind the best of them, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.records.article import Article, Metadata
from workbench.storage import articles
from workbench.workspace import founding, searching
from workbench.workspace.opening import Workspace, open_workspace

COPIES = 50


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    for name in ("CACHE", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    founding.found(tmp_path / "space")
    with open_workspace(tmp_path / "space") as opened:
        for number in range(COPIES):
            add(opened, f"copy-{number}", "The gate at the border was closed on Monday, said the officer in charge of it.")
        for number in range(5):
            add(opened, f"own-{number}", " ".join(["gate", *(f"w{number}x{place}" for place in range(80))]))
        opened.index.refresh()
        yield opened


def add(workspace: Workspace, name: str, text: str) -> None:
    articles.create(workspace.library, Article(id=name, metadata=Metadata(title="Gate"), text=text + "\n"))


def test_a_story_that_everybody_printed_does_not_hide_the_others(workspace: Workspace) -> None:
    page = searching.search(workspace, "gate", limit=4)
    assert [len(one.folded) for one in page.found] == [COPIES - 1, 0, 0, 0]
    behind = searching.search(workspace, "gate", limit=4, offset=4)
    shown = [one.id for one in (*page.found, *behind.found)]
    assert len(shown) == len(set(shown)) == 6
