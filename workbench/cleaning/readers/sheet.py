"""The sheet a reader writes on: one paragraph a line, each with what the structure of the source tells of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from workbench.errors import DataError
from workbench.records.block import Label
from workbench.records.page import Guess, Hint, Page, Statement

MOST_CHARACTERS: Final = 32_000_000
"""Code points of a rendition; a source that unpacks to more is refused."""


class Findings(Struct, frozen=True):
    """What a source says of itself, in the order in which it is believed."""

    statements: tuple[Statement, ...] = ()
    guesses: tuple[Guess, ...] = ()


class Sheet:
    """Lines of a rendition in the making, with their hints."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.hints: dict[int, Hint] = {}
        self._size = 0

    def add(self, text: str, hint: Hint | None = None) -> int:
        """Write a paragraph on a line of its own; none where it has no words.

        Returns:
            The 1-based number of the line, 0 where nothing was written.

        Raises:
            DataError: The sheet is full.
        """
        line = " ".join(text.split())
        if not line:
            return 0
        self._size += len(line) + 1
        if self._size > MOST_CHARACTERS:
            raise DataError(f"more text than {MOST_CHARACTERS // 1_000_000} million characters", remedy="split it into articles")
        self.lines.append(line)
        if hint:
            self.hints[len(self.lines)] = hint
        return len(self.lines)

    def add_all(self, lines: Iterable[str], hint: Hint) -> None:
        """Write several paragraphs of one sort."""
        for line in lines:
            self.add(line, hint)

    def add_page(self, page: Page) -> Findings:
        """Write another reader's page below what is there.

        Returns:
            What that page says of itself, its line numbers as they are on this sheet.
        """
        moved: dict[int, int] = {}
        for number, line in enumerate(page.rendition.split("\n"), 1):
            if here := self.add(line, page.hints.get(number)):
                moved[number] = here
        return Findings(
            tuple(replace(said, where=_moved(said.where, moved)) for said in page.statements),
            tuple(replace(said, where=_moved(said.where, moved)) for said in page.guesses),
        )

    @property
    def rendition(self) -> str:
        """The lines as they stand in the file."""
        return "\n".join(self.lines) + "\n" if self.lines else ""


def kept(label: Label, reason: str, confidence: float = 0.9) -> Hint:
    """A line that belongs to the article."""
    return Hint(label=label, kept=True, reason=reason, confidence=confidence)


def dropped(label: Label, reason: str, confidence: float = 0.95) -> Hint:
    """A line that does not belong to the article."""
    return Hint(label=label, kept=False, reason=reason, confidence=confidence)


def doubtful(label: Label, reason: str, confidence: float = 0.5) -> Hint:
    """A line that stays although it may not belong to the article."""
    return Hint(label=label, kept=True, reason=f"{reason}; in doubt it stays", confidence=confidence)


def _moved(where: int | str, moved: dict[int, int]) -> int | str:
    return moved.get(where, "html") if isinstance(where, int) else where
