"""What is known of a site, laid over the cleaner's decisions: a person's rules first, then what many of its pages repeat."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from msgspec.structs import replace

from workbench.cleaning.blocks import RawBlock
from workbench.cleaning.judging import CLEANER
from workbench.cleaning.rules import is_prose
from workbench.records.block import Decision, Label
from workbench.records.site import Known, SiteRule

BY_RULE: Final = "rule"
"""Who decided where a rule of the library did."""

OFTEN: Final = 3
"""A line that stands in this many other sources of a site is furniture."""

_STAYS = frozenset({Label.SUBHEADING, Label.LIST})
"""Short lines of an article that other articles may have too ("Background"): repeated, they are in doubt but stay."""


def line_key(text: str) -> str:
    """What is compared of a line: letter case and spaces do not count."""
    return " ".join(text.split()).casefold()


def apply(blocks: Sequence[RawBlock], decisions: Sequence[Decision], known: Known) -> list[Decision]:
    """The decisions as they are once rules and repetition have spoken.

    Args:
        blocks: The blocks of a rendition.
        decisions: One for each of them, in the same order.
        known: What is known of the site.
    """
    if not known.rules and not known.repeated:
        return list(decisions)
    return [_decided(block.text, decision, known) for block, decision in zip(blocks, decisions, strict=True)]


def matching(rules: Sequence[SiteRule], text: str) -> SiteRule | None:
    """The first rule that speaks of a block with this text."""
    key = line_key(text)
    return next((rule for rule in rules if _pattern(rule.text).fullmatch(key)), None)


def _decided(text: str, decision: Decision, known: Known) -> Decision:
    if rule := matching(known.rules, text):
        reason = f"a rule for {rule.site}"
        return replace(decision, label=rule.label, kept=rule.kept, reason=reason, confidence=1.0, by=BY_RULE)
    others = known.repeated.get(line_key(text), 0)
    if others < OFTEN or decision.label is Label.TITLE:
        return decision
    if not decision.kept:
        return replace(decision, confidence=max(decision.confidence, 0.9))
    if decision.label in _STAYS and not is_prose(text):
        return replace(decision, reason=f"{decision.reason}; it stands in {others} other pages of the site", confidence=0.5)
    reason = f"stands in {others} other pages of the site"
    return replace(decision, label=Label.OTHER_FURNITURE, kept=False, reason=reason, confidence=0.9, by=CLEANER)


@lru_cache(maxsize=1024)
def _pattern(text: str) -> re.Pattern[str]:
    parts = re.split(r"(\\\*|\*)", line_key(text))
    return re.compile("".join(".*" if part == "*" else re.escape("*" if part == r"\*" else part) for part in parts), re.DOTALL)
