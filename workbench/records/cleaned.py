"""What the cleaner makes of one source."""

from __future__ import annotations

from msgspec import Struct

from workbench.records.article import Evidence, Metadata
from workbench.records.block import Decision
from workbench.records.page import Guess
from workbench.records.source import Removed


class Cleaned(Struct, frozen=True, kw_only=True):
    """What the cleaner makes of one source: every decision, and what follows from them."""

    rendition: str
    """The visible text whose lines the decisions count in: of plain text, the decoded source."""
    decisions: tuple[Decision, ...]
    text: str
    """`render(rendition, decisions)`."""
    metadata: Metadata
    evidence: dict[str, Evidence]
    guesses: tuple[Guess, ...] = ()
    """Values that might be right: for a person to look at, never written."""
    captured: str | None = None
    """When the copy was made, UTC, if the source says so."""
    encoding: str
    media_type: str
    removed: Removed
