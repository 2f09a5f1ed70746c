"""HTML pages: the rendition is what a reader of the page sees, a block a line; its structure tells what of it is the article."""

from __future__ import annotations

from workbench.cleaning.html.aligning import shares
from workbench.cleaning.html.decoding import decode_page
from workbench.cleaning.html.guessing import guesses_of
from workbench.cleaning.html.heads import heads_of
from workbench.cleaning.html.hinting import hints_of
from workbench.cleaning.html.maintext import main_text
from workbench.cleaning.html.stated import statements_of
from workbench.cleaning.html.tree import parse
from workbench.cleaning.html.visible import visible_lines
from workbench.errors import DataError
from workbench.records.page import Page


def read(raw: bytes) -> Page:
    """Read an HTML page.

    Raises:
        DataError: The bytes are empty, too many, binary, or a page without visible text.
    """
    decoded = decode_page(raw)
    return read_text(decoded.text, decoded.encoding)


def read_text(text: str, encoding: str) -> Page:
    """Read an HTML page that is decoded already, as it stands inside a file of another format.

    Raises:
        DataError: The page has no visible text, too many tags, or is nested too deeply.
    """
    root = parse(text)
    seen = visible_lines(root)
    if not seen.lines:
        raise DataError("the page has no visible text", remedy="nothing to import")
    heads = heads_of(root, text)
    hinted = hints_of(seen.lines, shares([line.text for line in seen.lines], main_text(root, seen.lines)), heads.titles)
    statements = statements_of(heads, seen, hinted.stretch)
    return Page(
        rendition="\n".join(line.text for line in seen.lines) + "\n",
        encoding=encoding,
        hints=hinted.hints,
        statements=statements,
        guesses=guesses_of(root, heads, {statement.name for statement in statements}),
        captured=heads.capture.captured,
    )
