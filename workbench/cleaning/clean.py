"""The cleaner: the bytes of a source to everything that is known and decided about it."""

from __future__ import annotations

from workbench.cleaning import blocks, decode, judging, metadata
from workbench.cleaning.render import render
from workbench.records.block import Block, Cleaned


def clean(raw: bytes, media_type: str = "text/plain") -> Cleaned:
    """Clean a plain-text source.

    Args:
        raw: The file, byte for byte.
        media_type: What it is: "text/plain" or "text/markdown".

    Raises:
        DataError: The bytes are empty, too many, or not text.
    """
    decoded = decode.decode(raw)
    page = blocks.split(decoded.text)
    stated = metadata.read(page)
    decisions = tuple(judging.judge(page, stated.title, stated.heads))
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
