"""The state that completions are counted for."""

from __future__ import annotations

from workbench.records.article import Article, Metadata
from workbench.storage import articles
from workbench.workspace import completing, searching
from workbench.workspace.opening import Workspace


def test_an_article_more_is_another_state_and_its_publisher_is_offered(workspace: Workspace) -> None:
    assert completing.index_state(workspace) == ()
    searching.refresh(workspace)
    empty = completing.index_state(workspace)
    assert completing.completions("publisher:", 10, completing.values_of(workspace)) == ()
    articles.create(
        workspace.library, Article(id="gate", metadata=Metadata(title="Gate", publisher="The Gate"), text="A gate.\n")
    )
    searching.refresh(workspace)
    assert completing.index_state(workspace) not in ((), empty)
    offered = completing.completions("publisher:", 10, completing.values_of(workspace))
    assert [one.text for one in offered] == ['publisher:"The Gate"']
