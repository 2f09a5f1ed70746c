"""What is known of a site, laid over the cleaner's decisions: a person's rules first, then what many of its pages repeat."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
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
"""A line that stands in this many other pages of a site is furniture."""

MANY: Final = 20
"""As many pages as are counted: beyond, a reason says the same whatever else is imported."""

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
    pairs = list(zip(blocks, decisions, strict=True))
    repeated = {} if _is_copy(pairs, known.repeated) else known.repeated
    return [_decided(block.text, decision, known.rules, repeated) for block, decision in pairs]


def matching(rules: Sequence[SiteRule], text: str) -> SiteRule | None:
    """The first rule that speaks of a block with this text."""
    key = line_key(text)
    return next((rule for rule in rules if _matches(_parts(rule.text), key)), None)


def _is_copy(pairs: Sequence[tuple[RawBlock, Decision]], repeated: Mapping[str, int]) -> bool:
    """Whether most of the prose that is kept stands in other pages too: then they are copies of this one, and it is no furniture."""
    prose = [(len(block.text), line_key(block.text)) for block, decision in pairs if decision.kept and is_prose(block.text)]
    shared = sum(length for length, key in prose if repeated.get(key, 0) >= OFTEN)
    return 2 * shared > sum(length for length, _ in prose)


def _decided(text: str, decision: Decision, rules: Sequence[SiteRule], repeated: Mapping[str, int]) -> Decision:
    if rule := matching(rules, text):
        reason = f"a rule for {rule.site}"
        return replace(decision, label=rule.label, kept=rule.kept, reason=reason, confidence=1.0, by=BY_RULE)
    others = repeated.get(line_key(text), 0)
    if others < OFTEN or decision.label is Label.TITLE:
        return decision
    if not decision.kept:
        return replace(decision, confidence=max(decision.confidence, 0.9))
    if decision.label in _STAYS and not is_prose(text):
        return replace(decision, reason=f"{decision.reason}; it {_stands_in(others)}", confidence=0.5)
    reason = _stands_in(others)
    return replace(decision, label=Label.OTHER_FURNITURE, kept=False, reason=reason, confidence=0.9, by=CLEANER)


def _stands_in(others: int) -> str:
    return f"stands in {others}{' or more' if others >= MANY else ''} other pages of the site"


@lru_cache(maxsize=1024)
def _parts(text: str) -> tuple[str, ...]:
    r"""The words of a rule's text between its `*`; `\*` is a `*` of the words."""
    return tuple(part.replace(r"\*", "*") for part in re.split(r"(?<!\\)\*", line_key(text)))


def _matches(parts: tuple[str, ...], key: str) -> bool:
    """Whether a line is these parts with any words between them. No regular expression: a hostile line makes those go on for ever."""
    first, *rest = parts
    if not rest:
        return key == first
    *middle, last = rest
    if len(key) < len(first) + len(last) or not (key.startswith(first) and key.endswith(last)):
        return False
    at, end = len(first), len(key) - len(last)
    for part in middle:
        at = key.find(part, at, end)
        if at < 0:
            return False
        at += len(part)
    return True
