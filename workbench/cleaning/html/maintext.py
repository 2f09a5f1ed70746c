"""The main text of a page as trafilatura finds it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from itertools import islice
from typing import Final

from lxml.html import HtmlElement

from workbench.cleaning.html.visible import Line, is_prose

_MOST_ELEMENTS: Final = 50_000
_MOST_LINES: Final = 20_000
_MOST_TEXT: Final = 3_000_000
"""Code points of visible text; on more the extraction takes minutes."""
_LEAST: Final = 250
"""Code points; a shorter main text is looked for the whole way."""

for _name in ("trafilatura", "htmldate", "courlan", "justext", "readability"):
    logging.getLogger(_name).addHandler(logging.NullHandler())  # what they report of a page is no message of ours


def main_text(root: HtmlElement, lines: Sequence[Line]) -> str:
    """What trafilatura takes for the article, without comments; nothing where it finds none, or the page is too large for it.

    Its quick way is enough for most pages. Where that leaves out half of the page's prose, the whole way decides, which compares
    with what readability and jusText find.
    """
    if (
        next(islice(root.iter(), _MOST_ELEMENTS, None), None) is not None
        or len(lines) > _MOST_LINES
        or sum(len(line.text) for line in lines) > _MOST_TEXT
    ):
        return ""
    quick = _extracted(root, fast=True)
    prose = sum(len(line.text) for line in lines if line.place.region is None and is_prose(line))
    return quick if len(quick) >= max(_LEAST, prose // 2) else _extracted(root, fast=False)


def _extracted(root: HtmlElement, *, fast: bool) -> str:
    from trafilatura import bare_extraction

    try:
        document = bare_extraction(root, include_comments=False, fast=fast)
    except Exception:  # noqa: BLE001 - another's program on a hostile page: without it the page is judged by its words
        return ""
    text = getattr(document, "text", None)
    return text if isinstance(text, str) else ""
