"""What a search gives back."""

from __future__ import annotations

from msgspec import Struct

from workbench.records.selector import Span


class Snippet(Struct, frozen=True, kw_only=True):
    """A passage of an article worth showing for a query.

    `start`, `end` and `marks` count code points of the article's text, half open; `text` is the article's text
    between `start` and `end`.
    """

    text: str
    start: int
    end: int
    marks: tuple[Span, ...] = ()


class Hit(Struct, frozen=True, kw_only=True):
    """One article that matches: scores of different engines cannot be compared."""

    id: str
    score: float


class FacetCount(Struct, frozen=True):
    """How many of the matching articles have this value of a field."""

    value: str
    count: int


class Hits(Struct, frozen=True, kw_only=True):
    """An engine's answer: one page of hits, in order, and how many there are in all.

    `total` is a lower bound where `total_is_exact` is false.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    total_is_exact: bool = True
    facets: dict[str, tuple[FacetCount, ...]] = {}
    hints: tuple[str, ...] = ()
    """What there is to say about how the query was carried out, for example that a prefix stood for too many words."""
