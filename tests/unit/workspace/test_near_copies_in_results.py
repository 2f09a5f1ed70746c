"""Near-copies behind the best of them, page by page."""

from __future__ import annotations

import pytest

from workbench.records.article import Article, Metadata
from workbench.storage import articles
from workbench.workspace import searching
from workbench.workspace.opening import Workspace

COPIES = 50


@pytest.fixture
def workspace(workspace: Workspace) -> Workspace:
    for number in range(COPIES):
        add(workspace, f"copy-{number}", "The gate at the border was closed on Monday, said the officer in charge of it.")
    for number in range(5):
        add(workspace, f"own-{number}", " ".join(["gate", *(f"w{number}x{place}" for place in range(80))]))
    workspace.index.refresh()
    return workspace


def add(workspace: Workspace, name: str, text: str) -> None:
    articles.create(workspace.library, Article(id=name, metadata=Metadata(title="Gate"), text=text + "\n"))


def test_a_story_that_everybody_printed_does_not_hide_the_others(workspace: Workspace) -> None:
    page = searching.search(workspace, "gate", limit=4)
    assert [len(one.folded) for one in page.found] == [COPIES - 1, 0, 0, 0]
    behind = searching.search(workspace, "gate", limit=4, offset=4)
    shown = [one.id for one in (*page.found, *behind.found)]
    assert len(shown) == len(set(shown)) == 6
