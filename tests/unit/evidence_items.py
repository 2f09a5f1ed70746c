"""Excerpts for tests that need no library."""

from __future__ import annotations

from workbench.records.article import Article, Metadata
from workbench.records.excerpt import Excerpt
from workbench.records.selector import Anchor, AnchorState, Span
from workbench.workspace.evidence_query import Item
from workbench.workspace.reading import Placed


def item(
    name: str,
    *,
    article: str = "one",
    tags: tuple[str, ...] = (),
    quote: str = "They can strike abroad.",
    note: str | None = None,
    credibility: int | None = None,
    author: str | None = "kd",
    created: str = "2026-11-20T11:00:00Z",
    published: str | None = "2021-08-26",
    reliability: str | None = None,
    state: AnchorState = AnchorState.EXACT,
    metadata: Metadata | None = None,
) -> Item:
    """An excerpt of an article that is called as its id says."""
    excerpt = Excerpt(
        id=f"x-{name}", quote=quote, start=0, end=len(quote), text="0" * 12, tags=tags, note=note,
        credibility=credibility, author=author, created=created, modified=created,
    )  # fmt: skip
    span = None if state is AnchorState.ORPHANED else Span(0, len(quote))
    placed = Placed(article=article, excerpt=excerpt, anchor=Anchor(state, span), words=quote if span else "")
    known = metadata or Metadata(title=f"The {article} article", published=published, language="en")
    return Item(
        placed=placed, article=Article(id=article, metadata=known, text="", reliability=reliability), title=known.title or article
    )
