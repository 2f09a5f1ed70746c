"""What a search engine is to the workbench.

An engine keeps `Searchable`s and answers queries with ids and scores; texts, snippets and highlights are none of its
business. It is given ready terms and a query tree, never a text to analyse or a string to parse, so that every engine
gives the same articles for the same query: those `workbench.search.matcher.matches` says match. Scores and the order
they imply are the engine's own and cannot be compared between engines.

To write one: implement `Engine`, and run `tests/conformance` over it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from msgspec import Struct

from workbench.errors import WorkbenchError
from workbench.records.hit import Hits
from workbench.search.document import Searchable
from workbench.search.query import Node

BM25_K1 = 1.2
BM25_B = 0.75
BM25_K3 = 8.0
"""What the built-in engines rank by: BM25 over `Searchable.scored_stems` with Lucene's idf, ln(1 + (N - n + .5) / (n + .5)).

A word that the query says several times weighs (k3 + 1) t / (k3 + t), as in S. Robertson et al., Okapi at TREC-3, 1994.
"""


class Sort(StrEnum):
    """The order of hits; ties are broken so that pages never overlap.

    They are broken by id; by RELEVANCE in whatever way stays the same from page to page while the index does not change.
    An article without a date comes last both by NEWEST and by OLDEST; a partial date counts as its first day by OLDEST and as
    its last by NEWEST. TITLE compares `Searchable.sort_title`, empty ones last. RELEVANCE of a query that ranks
    nothing (only fields, or everything) is NEWEST.
    """

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"


class Neighbour(Struct, frozen=True):
    """A word of the library like a given one, in how many articles it stands, and how many edits lie between."""

    form: str
    articles: int
    distance: int


class IndexUnusableError(WorkbenchError):
    """The index is damaged, or was written by another version: to be deleted and built anew from the files.

    Nothing is lost with it: the files are the truth.
    """


def unusable(folder: Path, what: str) -> IndexUnusableError:
    """The error that an index in a folder "cannot be read", "is damaged" or the like."""
    return IndexUnusableError(f"the search index {what}", place=folder, remedy="build it anew: `workbench index --rebuild`")


class EngineAwayError(WorkbenchError):
    """The engine cannot be reached for now (one that is a server); asking again later is sensible, rebuilding is not."""


class Engine(Protocol):
    """A search engine over one library.

    Every change is one commit: when `add`, `remove` or `clear` returns, all of it is searchable and durable; if it raises,
    or the process dies, none of it is, and calling again is safe. Only one process at a time should write (whoever opens
    the index for writing holds the library's index lock); any number may search meanwhile.

    An engine is a context manager; leaving it closes it.
    """

    @property
    def name(self) -> str:
        """What the engine is called in settings and in `search --json`."""

    def add(self, searchables: Iterable[Searchable]) -> None:
        """Add articles, replacing those with the same id. Of several with the same id the last counts."""

    def remove(self, ids: Iterable[str]) -> None:
        """Remove articles; ids that are not there are no error."""

    def clear(self) -> None:
        """Remove all articles."""

    def tidy(self) -> None:
        """Spend time now on making later searches faster (merging segments): for idle time, never needed."""

    def count(self) -> int:
        """How many articles there are."""

    def fingerprints(self) -> Mapping[str, str]:
        """By article id, the fingerprint each was added with."""

    def languages(self) -> frozenset[str]:
        """The languages of the articles: in each of them a query's word has its stem."""

    def search(
        self,
        query: Node,
        *,
        limit: int = 20,
        offset: int = 0,
        sort: Sort = Sort.RELEVANCE,
        facets: Collection[str] = (),
    ) -> Hits:
        """Find the articles that match.

        Args:
            query: What to find; user text never gets here.
            limit: At most this many hits; 0 for only the total and the facets.
            offset: How many hits to pass over first.
            sort: The order of the hits.
            facets: For which of `workbench.search.facets.FACETS` to count values over all matching articles.

        Returns:
            One page of hits; the total, with whether it is exact or a lower bound; the facets asked for; and what there is to say
            (that a prefix stood for too many words, say).
        """

    def neighbours(self, form: str, distance: int = 2, limit: int = 10) -> tuple[Neighbour, ...]:
        """Words of titles and texts at most `distance` edits from `form`, itself included: nearest first, then the most frequent."""

    def signatures(self, ids: Iterable[str]) -> Mapping[str, tuple[int, ...]]:
        """By id, `Searchable.signature`; ids that are not there are left out."""

    def candidates(self, signature: tuple[int, ...]) -> frozenset[str]:
        """Ids of articles that may be near-copies: those that share one of `near_copies.keys(signature)`."""

    def close(self) -> None:
        """Let go of all resources; the engine cannot be used any more. Closing twice is no error."""

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...
