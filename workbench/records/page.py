"""What a reader makes of the bytes of a source before anything is judged: its visible lines, and what its structure tells."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from workbench.records.article import Grade
from workbench.records.block import Label


class Hint(Struct, frozen=True, kw_only=True):
    """What the structure of a source (markup, styles, headers) tells of one line of its rendition."""

    label: Label
    kept: bool | None
    """Whether the line belongs to the article; None where the structure tells only what it is."""
    reason: str
    confidence: float
    """0 (a guess) to 1 (certain)."""


class Statement(Struct, frozen=True, kw_only=True):
    """One value that a source states of itself; `name` is a field of `Metadata`, `value` one that the field can have."""

    name: str
    value: object
    where: int | str
    """The 1-based line of the rendition, or a name such as "jsonld:headline"."""
    grade: Grade = Grade.DECLARED


class Guess(Struct, frozen=True, kw_only=True):
    """A value that might be right: shown to a person, never written."""

    name: str
    value: object
    where: int | str
    reason: str


class Page(Struct, frozen=True, kw_only=True):
    r"""A source as lines of visible text.

    `rendition` has lines ended by "\n"; every decision counts its lines. `hints` are by 1-based line. `statements` stand in the
    order in which they are believed: the first for a field is taken.
    """

    rendition: str
    encoding: str
    hints: Mapping[int, Hint] = field(default_factory=dict)
    statements: tuple[Statement, ...] = ()
    guesses: tuple[Guess, ...] = ()
    captured: str | None = None
    """When the copy was made, UTC, if the source says so: `YYYY-MM-DDTHH:MM:SSZ`."""
