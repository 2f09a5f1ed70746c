"""The cleaner: the bytes of a source to everything that is known and decided about it.

In two steps, since what is known of a site depends on which site the page says it is of: `survey` reads, `decide` judges.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from workbench.cleaning import blocks, hinted, judging, known, metadata
from workbench.cleaning.blocks import RawBlock
from workbench.cleaning.readers import read_page
from workbench.cleaning.render import render
from workbench.records.block import Block, Decision
from workbench.records.cleaned import Cleaned
from workbench.records.page import Page
from workbench.records.site import Known

DOUBT = 0.6
"""The confidence up to which a decision is in doubt."""


class Surveyed(Struct, frozen=True):
    """A source as read: its blocks and what it states, with nothing decided yet."""

    page: Page
    blocks: list[RawBlock]
    stated: metadata.Stated
    media_type: str
    told: bool
    """Whether the page's structure tells what belongs to the article."""

    @property
    def site(self) -> str | None:
        """The site the page says it is of."""
        return self.stated.metadata.site


def clean(raw: bytes, media_type: str = "text/plain", *, aggressive: bool = False) -> Cleaned:
    """Clean a source that nothing else is known of.

    Args:
        raw: The file, byte for byte.
        media_type: What it is, one of `readers.MEDIA_TYPES`.
        aggressive: Rather lose a little of the article than keep furniture.

    Raises:
        DataError: The bytes are empty, too many, or not what the media type says.
    """
    return decide(survey(raw, media_type), aggressive=aggressive)


def survey(raw: bytes, media_type: str) -> Surveyed:
    """Read a source.

    Raises:
        DataError: The bytes are empty, too many, or not what the media type says.
    """
    page = read_page(raw, media_type)
    told = any(hint.kept is not None for hint in page.hints.values())
    found = hinted.blocks_of_lines(page.rendition) if told else blocks.split(page.rendition)
    return Surveyed(page, found, metadata.read(found, page), media_type, told)


def decide(surveyed: Surveyed, site: Known | None = None, *, aggressive: bool = False) -> Cleaned:
    """Judge the blocks of a source.

    Args:
        surveyed: The source.
        site: What is known of its site.
        aggressive: Rather lose a little of the article than keep furniture.
    """
    page, stated = surveyed.page, surveyed.stated
    if surveyed.told:
        decisions = hinted.judge(surveyed.blocks, page.hints)
        if aggressive:
            decisions = list(map(_without_doubt, decisions))
    else:
        decisions = judging.judge(
            surveyed.blocks, stated.title, stated.heads, title_chance=stated.title_chance, aggressive=aggressive
        )
    if site:
        decisions = known.apply(surveyed.blocks, decisions, site)
    text, removed = render(page.rendition, decisions)
    return Cleaned(
        rendition=page.rendition,
        decisions=tuple(decisions),
        text=text,
        metadata=stated.metadata,
        evidence=stated.evidence,
        guesses=(*page.guesses, *stated.guesses),
        captured=page.captured,
        encoding=page.encoding,
        media_type=surveyed.media_type,
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
    if not decision.kept or decision.confidence > DOUBT:
        return decision
    return replace(decision, kept=False, reason=f"{decision.reason}; dropped, as everything in doubt was to be")
