"""What each block of a page is: furniture that says so itself is dropped, everything in doubt stays.

The rules read the words of a block and its place on the page. Each gives a reason a person can check.
"""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from workbench.cleaning.blocks import RawBlock
from workbench.records.block import Decision, Label

CLEANER: Final = "cleaner 1"
"""Who made these decisions; the number grows with every change of the rules."""

_PROSE_WORDS = 22
"""A block of this many words that ends like a sentence is prose."""


class Rule(Struct, frozen=True):
    """A pattern that a whole block of furniture matches."""

    label: Label
    reason: str
    pattern: re.Pattern[str]


def _rule(label: Label, reason: str, *patterns: str) -> Rule:
    return Rule(label, reason, re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE))


_RULES = (
    _rule(
        Label.SOCIAL,
        "asks to share or follow",
        r"(share|tweet|email|print|save|pin it|whatsapp|facebook|twitter|linkedin|reddit|telegram)([\s|,·/]+(this|on|via|article|story|share|tweet|email|print|save|facebook|twitter|linkedin|whatsapp|reddit|telegram|x|copy link))*",
        r"(connect|follow|stay connected) with us.{0,40}",
        r"follow us (on|at)\b.{0,60}",
        r"hi, what are you looking for\?",
    ),
    _rule(
        Label.NEWSLETTER,
        "asks to subscribe",
        r"(join|subscribe to|sign up (for|to)|get) (our|the)\b.{0,80}(newsletter|channel|mailing list|briefing|updates|inbox|uncensored).{0,120}",
        r"(subscribe|sign up)( now| here| today)?[!.]?",
    ),
    _rule(
        Label.COMMENT_FORM,
        "part of a comment form",
        r"(leave|post|write|add) an? (new )?(reply|comment)s?.?",
        r"(no|\d+) (comments?|responses?)( yet)?.?",
        r"your email address will not be published\b.{0,60}",
        r"(anonymous )?comments are (disabled|closed)\b.{0,40}",
        r"default userpic",
        r"(name|email|website|comment|save my name.{0,80})\s*\*?",
    ),
    _rule(
        Label.CAPTION,
        "belongs to a picture",
        r"click to (see|view|enlarge)\b.{0,40}",
        r"(photo|image|picture|credit)\s?(by|credit)?:.{0,120}",
        r".{0,120}(flickr|getty images|shutterstock|wikimedia commons)\)?\.?",
    ),
    _rule(Label.BYLINE, "says who posted the page", r"\w{2,30} \(\w{2,30}\) wrote,?"),
    _rule(
        Label.NAVIGATION,
        "leads to other pages",
        r"(previous|next)( (post|article|story|page))?\s?:?\s.{0,160}(?<![.!?])",
        r"(home|menu|search|skip to (main )?content|back to top|read more|continue reading|advertisement|sponsored)[.…]?",
        r"[\w .]{1,30}(( ?[>›»|·•] ?| [—–-] )[\w &.]{1,30}){2,}",
    ),
    _rule(Label.TAGS, "lists the page's tags", r"(tags|filed under|topics|categories|tagged)\s?:.{1,300}"),
    _rule(
        Label.COPYRIGHT,
        "states the copyright",
        r"(\(c\)|©|copyright)\s?(\(c\)|©)?\s?\d{4}.{0,200}",
        r"all rights reserved.{0,60}",
        r"distributed by .{1,120}",
    ),
)

_TAIL_HEADING = _rule(
    Label.RELATED,
    "heads a list of other articles",
    r"popular posts( from this (blog|site))?",
    r"you (may|might) (also )?like.{0,12}",
    r"(related|more|latest|recommended|trending|popular|most read)( (news|stories|articles|posts|reading|from .{1,40}|for you|now))*:?",
    r"read (also|next):?",
    r"recent (posts|comments|articles)",
)


def judge(blocks: list[RawBlock], title: RawBlock | None, heads: dict[int, tuple[Label, str]]) -> list[Decision]:
    """A decision for every block.

    Args:
        blocks: The blocks of a rendition, in order.
        title: The block that is the page's title, if one was found.
        heads: First lines of blocks that state a byline, a date or an address, with label and reason.
    """
    body_begins = title.first_line if title else 0
    tail = _tail(blocks)
    decisions: list[Decision] = []
    for position, block in enumerate(blocks):
        alone = block.after_blank and (position + 1 == len(blocks) or blocks[position + 1].after_blank)
        verdict = _known(block, title, heads, before_title=block.first_line < body_begins)
        if position == tail:
            verdict = Label.RELATED, False, _TAIL_HEADING.reason, 0.9
        elif position > tail:
            verdict = verdict or (Label.RELATED, False, "follows the heading of a list of other articles", 0.8)
        decisions.append(_decision(block, *(verdict or _kept(block, alone=alone))))
    return decisions


def _tail(blocks: list[RawBlock]) -> int:
    """The position of the heading under which only other articles follow, or the number of blocks if there is none.

    Four fifths of the page's prose must stand above it: a heading further up belongs to a box inside the article.
    """
    prose = [len(block.text.split()) if is_prose(block.text) else 0 for block in blocks]
    for position, block in enumerate(blocks):
        if _TAIL_HEADING.pattern.fullmatch(block.text) and sum(prose[:position]) >= 0.8 * sum(prose):
            return position
    return len(blocks)


Verdict = tuple[Label, bool, str, float]
"""Label, kept, reason, confidence."""


def _known(block: RawBlock, title: RawBlock | None, heads: dict[int, tuple[Label, str]], *, before_title: bool) -> Verdict | None:
    """The verdict on a block that says itself what it is; None where nothing is certain."""
    if title and block is title:
        return Label.TITLE, False, "the title; it stands in the metadata", 0.9
    if block.first_line in heads:
        label, reason = heads[block.first_line]
        return label, False, reason, 0.95
    rule = furniture_rule(block.text)
    if rule:
        return rule.label, False, rule.reason, 0.95
    if title and block.text == title.text:
        return Label.TITLE, False, "repeats the title", 0.9
    if title and block.text.startswith(title.text) and len(block.text) <= len(title.text) + 40:
        return Label.CAPTION, False, "repeats the title with a name: the text of a picture", 0.8
    if before_title and not is_prose(block.text):
        return Label.NAVIGATION, False, "stands above the title", 0.7
    return None


def furniture_rule(text: str) -> Rule | None:
    """The rule by which a block with this text is furniture, if one applies to the whole of it."""
    if is_prose(text):
        return None
    words = text.lstrip("•*–- ")
    return next((rule for rule in _RULES if rule.pattern.fullmatch(words)), None)


def _kept(block: RawBlock, *, alone: bool) -> Verdict:
    if re.match(r"[•*–-]\s|\d{1,2}[.)]\s", block.text):
        return Label.LIST, True, "an item of a list", 0.7
    if block.text.startswith("#"):
        return Label.SUBHEADING, True, "marked as a heading", 0.95
    if is_prose(block.text):
        return Label.BODY, True, "prose", 0.95
    if _is_sentence(block.text):
        return Label.BODY, True, "a sentence", 0.8
    if alone and _is_subheading(block):
        return Label.SUBHEADING, True, "a short line by itself", 0.6
    return Label.BODY, True, "short; in doubt it stays", 0.5


def _is_subheading(block: RawBlock) -> bool:
    words = block.text.split()
    return len(words) <= 10 and block.text[-1:] not in '.!,;:"”…»' and block.text[:1] not in '"“(«'


def is_prose(text: str) -> bool:
    """Whether a block reads like a paragraph: long enough and ended like a sentence."""
    return len(text.split()) >= _PROSE_WORDS and _ends_sentence(text)


def _is_sentence(text: str) -> bool:
    return len(text.split()) >= 5 and _ends_sentence(text)


def _ends_sentence(text: str) -> bool:
    return text.rstrip("\"'”’»)] ")[-1:] in (".", "!", "?", ":", "…", "。")


def _decision(block: RawBlock, label: Label, kept: bool, reason: str, confidence: float) -> Decision:  # noqa: FBT001
    return Decision(
        first_line=block.first_line,
        last_line=block.last_line,
        label=label,
        kept=kept,
        reason=reason,
        confidence=confidence,
        by=CLEANER,
    )
