"""Judging a page whose structure tells what belongs to the article: what the reader's hints say is what is decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbench.cleaning.blocks import RawBlock
from workbench.cleaning.judging import CLEANER
from workbench.records.block import Decision, Label
from workbench.records.page import Hint

_UNTOLD = Hint(label=Label.BODY, kept=True, reason="the page's structure does not tell; in doubt it stays", confidence=0.5)


def blocks_of_lines(rendition: str) -> list[RawBlock]:
    """A block for every line that is not empty: a reader puts each paragraph on a line of its own."""
    blocks: list[RawBlock] = []
    after_blank = True
    for number, line in enumerate(rendition.split("\n"), 1):
        text = " ".join(line.split())
        if text:
            blocks.append(RawBlock(number, number, text, after_blank))
        after_blank = not text
    return blocks


def judge(blocks: Sequence[RawBlock], hints: Mapping[int, Hint]) -> list[Decision]:
    """A decision for every block."""
    return [_decision(block, hints.get(block.first_line, _UNTOLD)) for block in blocks]


def _decision(block: RawBlock, hint: Hint) -> Decision:
    return Decision(
        first_line=block.first_line,
        last_line=block.last_line,
        label=hint.label,
        kept=hint.kept is not False,
        reason=hint.reason,
        confidence=hint.confidence,
        by=CLEANER,
    )
