"""Markup inside other files: pages and mails go to the reader of HTML, texts that are articles already are taken line by line."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Final

from workbench.cleaning.decode import decode
from workbench.cleaning.readers.sheet import kept
from workbench.errors import DataError
from workbench.records.block import Label
from workbench.records.page import Hint, Page

_ITEM: Final = "an item of a list"
_HEADING: Final = "marked as a heading"


def page_of_bytes(raw: bytes, charset: str | None) -> Page:
    """What the reader of HTML makes of a part whose header may state its character set.

    Raises:
        DataError: It holds no text, or too much.
    """
    from workbench.cleaning.readers import html

    if charset and (known := _known(charset)):
        return html.read_text(raw.decode(known, "replace"), known)
    return html.read(raw)


def lines_of_bytes(raw: bytes, reason: str) -> Iterator[tuple[str, Hint]]:
    """As `lines_of`, of markup that states its character set itself.

    Raises:
        DataError: It holds too much, or is binary.
    """
    from workbench.cleaning.html.decoding import decode_page

    yield from lines_of(decode_page(raw).text, reason)


def lines_of(markup: str, reason: str) -> Iterator[tuple[str, Hint]]:
    """Every visible line of markup that has no furniture around it (a chapter, an entry of a feed), kept, with what it is.

    Args:
        markup: HTML or XHTML, whole or in part.
        reason: What a plain paragraph is, as the decision says it.

    Raises:
        DataError: It holds too much.
    """
    from workbench.cleaning.html.tree import parse
    from workbench.cleaning.html.visible import visible_lines

    body, heading, item = kept(Label.BODY, reason, 0.8), kept(Label.SUBHEADING, _HEADING, 0.95), kept(Label.LIST, _ITEM)
    try:
        root = parse(markup)
    except DataError:
        if not re.sub(r"<[^<>]*>|\s", "", markup):
            return  # a page that holds a picture and nothing else
        raise
    for line in visible_lines(root).lines:
        yield line.text, heading if line.place.heading else item if line.place.in_list else body


def decoded_text(raw: bytes, charset: str | None) -> str:
    """The text of a plain part whose header may state its character set; empty where it is binary."""
    if charset and (known := _known(charset)):
        return raw.decode(known, "replace").replace("\r\n", "\n").replace("\r", "\n")
    try:
        return decode(raw).text
    except DataError:
        return ""


def _known(charset: str) -> str | None:
    """The name of a character set of texts as Python has it; None for made-up ones, and for Python's own that are none."""
    try:
        name = codecs.lookup(charset).name
        b"x".decode(name)
    except (LookupError, ValueError):
        return None
    return None if name in {"idna", "punycode", "raw-unicode-escape", "unicode-escape", "utf-7", "undefined"} else name
