"""Blocks and decisions: what the cleaner judges, what it decided, and why."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Label(StrEnum):
    """What a block of a source is."""

    BODY = "body"
    TITLE = "title"
    BYLINE = "byline"
    DATE = "date"
    SUBHEADING = "subheading"
    LIST = "list"
    CAPTION = "caption"
    RELATED = "related"
    PROMO = "promo"
    SOCIAL = "social"
    NAVIGATION = "navigation"
    COMMENT_FORM = "comment_form"
    COMMENT = "comment"
    NEWSLETTER = "newsletter"
    COPYRIGHT = "copyright"
    TAGS = "tags"
    AUTHOR_NOTE = "author_note"
    OTHER_FURNITURE = "other_furniture"


class Decision(Struct, frozen=True, kw_only=True):
    """Whether lines of a rendition belong to the article: both line numbers are 1-based and included.

    `by` is "cleaner N" with the cleaner's version, or a person's name; a person's decision wins over any cleaner's.
    """

    first_line: int
    last_line: int
    label: Label
    kept: bool
    reason: str
    confidence: float
    """0 (a guess) to 1 (certain)."""
    by: str


class Block(Struct, frozen=True, kw_only=True):
    """A decision together with the text it is about."""

    decision: Decision
    text: str
