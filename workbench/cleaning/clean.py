"""The cleaner: the bytes of a source to everything that is known and decided about it."""

from __future__ import annotations

from msgspec.structs import replace

from workbench.cleaning import blocks, decode, judging, metadata
from workbench.cleaning.render import render
from workbench.records.block import Block, Cleaned, Decision

_DOUBT = 0.6
"""The confidence up to which a kept block is in doubt."""


def clean(raw: bytes, media_type: str = "text/plain", *, aggressive: bool = False) -> Cleaned:
    """Clean a plain-text source.

    Args:
        raw: The file, byte for byte.
        media_type: What it is: "text/plain" or "text/markdown".
        aggressive: Drop what is in doubt too; otherwise it stays.

    Raises:
        DataError: The bytes are empty, too many, or not text.
    """
    decoded = decode.decode(raw)
    page = blocks.split(decoded.text)
    stated = metadata.read(page)
    decisions = tuple(judging.judge(page, stated.title, stated.heads))
    if aggressive:
        decisions = tuple(map(_without_doubt, decisions))
    text, removed = render(decoded.text, decisions)
    return Cleaned(
        rendition=decoded.text,
        decisions=decisions,
        text=text,
        metadata=stated.metadata,
        evidence=stated.evidence,
        encoding=decoded.encoding,
        media_type=media_type,
        removed=removed,
    )


def blocks_of(cleaned: Cleaned) -> list[Block]:
    """Each decision of `cleaned` with the lines it is about, joined by line feeds."""
    lines = cleaned.rendition.split("\n")
    return [
        Block(decision=decision, text="\n".join(lines[decision.first_line - 1 : decision.last_line]))
        for decision in cleaned.decisions
    ]


def _without_doubt(decision: Decision) -> Decision:
    if not decision.kept or decision.confidence > _DOUBT:
        return decision
    return replace(decision, kept=False, reason=f"{decision.reason}; dropped, as everything in doubt was to be")
