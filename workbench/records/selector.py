"""How an excerpt finds its passage, and where that is now (W3C Web Annotation Data Model, 4.2)."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Span(Struct, frozen=True, order=True):
    """A stretch of a text: code points, half open, `start <= end`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of `text` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end


class TextQuoteSelector(Struct, frozen=True, kw_only=True):
    """The words of a passage and up to 64 code points on each side of them."""

    exact: str
    prefix: str = ""
    suffix: str = ""


class TextPositionSelector(Struct, frozen=True, kw_only=True):
    """Where a passage stood in the text of the day it was marked: code points, half open."""

    start: int
    end: int


class AnchorState(StrEnum):
    """How surely an excerpt's passage was found again."""

    EXACT = "exact"
    """The article's text is the one the excerpt was made on, or the words stand at the same place with all their context."""
    MOVED = "moved"
    """The same words, at another place, and only one place will do."""
    FUZZY = "fuzzy"
    """Similar words: to be confirmed by a person."""
    ORPHANED = "orphaned"
    """No passage, or more than one, would do. The excerpt is kept."""


class Anchor(Struct, frozen=True):
    """Where selectors lead in a text now; `span` is None exactly if the state is orphaned."""

    state: AnchorState
    span: Span | None


class Candidate(Struct, frozen=True):
    """A place where a passage may be that was not found, offered to a person."""

    span: Span
    similarity: float
    """How alike the words are: 1 the same but for case and typography, 0 nothing in common."""
    why: str
    """What speaks for it, in a few words."""
