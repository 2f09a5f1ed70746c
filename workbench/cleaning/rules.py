"""Furniture that says itself what it is: patterns over the words of a whole block, each with a reason a person can check."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from workbench.records.block import Label

_PROSE_WORDS: Final = 22
"""A block of this many words that ends like a sentence is prose."""

_LONGEST: Final = 320
"""Code points; a longer block does not say what it is in one phrase."""


class Rule(Struct, frozen=True):
    """A pattern that a whole block of furniture matches."""

    label: Label
    reason: str
    pattern: re.Pattern[str]


def _rule(label: Label, reason: str, *patterns: str) -> Rule:
    return Rule(label, reason, re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE))


_SHARING: Final = frozenset(
    "share tweet email print save pin it whatsapp facebook twitter linkedin reddit telegram this on via article story x copy link"
    " instagram pinterest tumblr youtube mail flipboard messenger post page with friends to a friend".split()
)
_NETWORKS: Final = _SHARING - frozenset("it this on via a to with page post article story friends friend".split())

_RULES: Final = (
    _rule(
        Label.SOCIAL,
        "asks to share or follow",
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
        r"(name|email|website|comment|save my name.{0,80})\s?\*?",
    ),
    _rule(
        Label.CAPTION,
        "belongs to a picture",
        r"click to (see|view|enlarge)\b.{0,40}",
        r"(photo|image|picture|credit)\s?(by|credit)?:.{0,120}",
        r".{0,120}\b(flickr|getty images|shutterstock|wikimedia commons)\)?\.?",
    ),
    _rule(Label.BYLINE, "says who posted the page", r"\w{2,30} \(\w{2,30}\) wrote,?"),
    _rule(
        Label.NAVIGATION,
        "leads to other pages",
        r"(previous|next)( (post|article|story|page)\b\s?:?|\s?:)\s?.{0,160}(?<![.!?])",
        r"(previous|next)(?-i: [A-Z]\w*(?: \S+){4,20})(?<![.!?])",
        r"(home|menu|search|skip to (main )?content|back to top|read more|continue reading|advertisement|sponsored)[.…]?",
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
_SHARES: Final = Rule(Label.SOCIAL, "asks to share or follow", re.compile(""))
_MENU: Final = Rule(Label.NAVIGATION, "a menu: short names between separators", re.compile(r" ?[>›»|·] ?"))

TAIL_HEADING: Final = _rule(
    Label.RELATED,
    "heads a list of other articles",
    r"popular posts( from this (blog|site))?",
    r"you (may|might) (also )?like.{0,12}",
    r"(related|more|latest|recommended|trending|popular|most read)( (news|stories|articles|posts|reading|from .{1,40}|for you|now)){0,4}:?",
    r"read (also|next):?",
    r"recent (posts|comments|articles)",
)


def furniture_rule(text: str) -> Rule | None:
    """The rule by which a block with this text is furniture, if one applies to the whole of it."""
    if len(text) > _LONGEST or is_prose(text):
        return None
    words = text.lstrip("•*–- ")
    if found := next((rule for rule in _RULES if rule.pattern.fullmatch(words)), None):
        return found
    if _asks_to_share(words):
        return _SHARES
    return _MENU if _is_menu(words) else None


def _asks_to_share(text: str) -> bool:
    words = re.findall(r"\w+", text.lower())
    return 0 < len(words) <= 14 and _SHARING.issuperset(words) and words[0] in _NETWORKS


def _is_menu(text: str) -> bool:
    """Whether three or more short names stand between separators, and nothing else."""
    names = _MENU.pattern.split(text)
    return len(names) >= 3 and all(re.fullmatch(r"[\w&.]{1,20}(?: [\w&.]{1,20}){0,2}", name) for name in names)


def is_prose(text: str) -> bool:
    """Whether a block reads like a paragraph: long enough and ended like a sentence."""
    return ends_sentence(text) and len(text.split(maxsplit=_PROSE_WORDS)) >= _PROSE_WORDS


def is_sentence(text: str) -> bool:
    """Whether a block is a sentence, if a short one."""
    return ends_sentence(text) and len(text.split(maxsplit=5)) >= 5


def ends_sentence(text: str) -> bool:
    """Whether a block ends like a sentence."""
    return text[-20:].rstrip("\"'”’»)] ")[-1:] in (".", "!", "?", ":", "…", "。")
