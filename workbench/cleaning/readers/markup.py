"""Markup inside other files (saved pages, mails, books, feeds), handed to the reader of HTML pages."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from importlib import import_module

from msgspec.structs import replace

from workbench.cleaning.decode import decode
from workbench.cleaning.readers.sheet import kept
from workbench.errors import DataError
from workbench.records.block import Label
from workbench.records.page import Hint, Page


def page_of_markup(markup: str, encoding: str = "utf-8") -> Page:
    """What the reader of HTML makes of markup that is decoded already.

    Raises:
        DataError: The markup holds no text, or too much.
    """
    read: Callable[[bytes], Page] = import_module("workbench.cleaning.readers.html").read
    # The mark says that it is UTF-8 now, whatever the markup declares.
    page = read(codecs.BOM_UTF8 + markup.encode("utf-8", "replace"))
    return replace(page, encoding=encoding)


def page_of_bytes(raw: bytes, charset: str | None) -> Page:
    """What the reader of HTML makes of a part whose header may state its character set."""
    if charset:
        try:
            return page_of_markup(raw.decode(charset, "replace"), codecs.lookup(charset).name)
        except (LookupError, ValueError):
            pass  # a made-up name: the markup itself tells
    read: Callable[[bytes], Page] = import_module("workbench.cleaning.readers.html").read
    return read(raw)


def all_kept(page: Page, reason: str, confidence: float = 0.8) -> Page:
    """The same page with every line kept: it is a text somebody chose already, not a page with furniture around it."""
    hints: dict[int, Hint] = {}
    for number, line in enumerate(page.rendition.split("\n"), 1):
        if line.strip():
            told = page.hints.get(number)
            label = told.label if told and told.label in {Label.SUBHEADING, Label.LIST, Label.CAPTION} else Label.BODY
            hints[number] = kept(label, reason, confidence)
    return replace(page, hints=hints)


def document_of(fragment: str, title: str = "") -> str:
    """A fragment of markup as a whole document."""
    from html import escape

    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(title)}</title></head>'
        f"<body><article>{fragment}</article></body></html>"
    )


def decoded_text(raw: bytes, charset: str | None) -> str:
    """The text of a plain part whose header may state its character set.

    Raises:
        DataError: It is empty or binary.
    """
    if charset:
        try:
            return raw.decode(charset, "replace").replace("\r\n", "\n").replace("\r", "\n")
        except (LookupError, ValueError):
            pass
    try:
        return decode(raw).text
    except DataError:
        return ""
