"""The main text of a page as trafilatura finds it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Final

from lxml.html import HtmlElement

from workbench.cleaning.html.visible import Line

_MOST_LINES: Final = 20_000
_MOST_TEXT: Final = 3_000_000
"""Code points of visible text; on more the extraction takes minutes."""
_DEEPEST: Final = 250

for _name in ("trafilatura", "htmldate", "courlan", "justext", "readability"):
    logging.getLogger(_name).addHandler(logging.NullHandler())  # what they report of a page is no message of ours


def main_text(root: HtmlElement, lines: Sequence[Line]) -> str:
    """What trafilatura takes for the article, without comments; nothing where it finds none, or the page is too large for it."""
    if len(lines) > _MOST_LINES or sum(len(line.text) for line in lines) > _MOST_TEXT:
        return ""
    from trafilatura import bare_extraction

    try:
        document = bare_extraction(root, include_comments=False)
    except Exception:  # noqa: BLE001 - another's program on a hostile page: without it the page is judged by its words
        return ""
    text = getattr(document, "text", None)
    return text if isinstance(text, str) else ""
