"""The Admiralty code: how far a source is trusted, and how far what it says is believed. Two judgements that do not depend on each other.

Source: NATO AJP-2.1, "evaluation" of intelligence: source reliability A to F, credibility of the information 1 to 6.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

RELIABILITY: Final[Mapping[str, str]] = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "cannot be judged",
}
"""Of a source, on the article."""

CREDIBILITY: Final[Mapping[int, str]] = {
    1: "confirmed by other sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "cannot be judged",
}
"""Of a piece of information, on the excerpt."""


def graded(reliability: str | None, credibility: int | None) -> str:
    """Both grades in short, "B3"; only the one that was given, "–" where none was."""
    return f"{reliability or ''}{credibility or ''}" or "–"
