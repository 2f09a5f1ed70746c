"""A page's characters to a tree of elements: nothing is fetched, no entity but the standard's own is known, the depth is bounded."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from workbench.errors import DataError

MOST_TAGS: Final = 500_000
"""Tags in one page; more are refused, since each costs some 250 bytes of memory."""

DEEPEST: Final = 2_000
"""Levels of nesting; more are refused, since libxml2 leaves out what stands deeper than 2,048."""

_CONTROLS: Final = {code: 0x10FE00 + code for code in range(0x20) if code not in (0x09, 0x0A, 0x0D)}
"""Control characters, which a tree cannot hold, and the private characters that stand for them while they are in one."""
_CONTROLS_BACK: Final = {there: code for code, there in _CONTROLS.items()}
_NOT_XML: Final = _CONTROLS | {0: None, 0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD} | dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)
_CONTROL_BYTES: Final = bytes(_CONTROLS)
_WINDOWS_REFERENCE = re.compile(r"&#(?:0{0,5}(1[2-5]\d)|[xX]0{0,5}([89][0-9A-Fa-f]));?")
_PRIVATE = re.compile("[\U0010fe00-\U0010fe1f]")


def parse(text: str) -> HtmlElement:
    """The tree of a page, comments and processing instructions left out.

    Raises:
        DataError: The page has too many tags, is nested too deeply, or holds nothing.
    """
    if text.count("<") > MOST_TAGS:
        raise DataError(
            f"the page has too many tags: {text.count('<'):,}, at most {MOST_TAGS:,}", remedy="split it into articles"
        )
    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True, collect_ids=False
    )
    try:
        root: HtmlElement = document_fromstring(_fit(text), parser=parser)
    except etree.ParserError as error:
        raise DataError("the page holds no text", remedy="nothing to import") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" or "depth" in entry.message for entry in parser.error_log):
        raise DataError(f"the page is nested too deeply: at most {DEEPEST:,} levels", remedy="it cannot be read whole")
    return root


def restored(text: str) -> str:
    """`text` of a tree with the control characters that the page holds."""
    return text.translate(_CONTROLS_BACK) if _PRIVATE.search(text) else text


def _fit(text: str) -> bytes:
    """`text` as a tree can hold it; references to Windows-1252's characters are resolved as browsers do."""
    if "&#" in text:
        text = _WINDOWS_REFERENCE.sub(_windows_character, text)
    try:
        raw = text.encode("utf-8")
    except UnicodeEncodeError:
        return text.translate(_NOT_XML).encode("utf-8")
    has_control = len(raw.translate(None, _CONTROL_BYTES)) < len(raw)
    if has_control or b"\xef\xbf\xbe" in raw or b"\xef\xbf\xbf" in raw:
        return text.translate(_NOT_XML).encode("utf-8")
    return raw


def _windows_character(found: re.Match[str]) -> str:
    code = int(found[1]) if found[1] else int(found[2], 16)
    return bytes([code]).decode("cp1252", errors="replace") if 0x80 <= code <= 0x9F else found[0]
