"""The bytes of a page to its characters: by its byte order mark, as UTF-8, as it declares, else by the look of its bytes."""

from __future__ import annotations

import codecs
import re
from typing import Final

from workbench.cleaning.decode import LARGEST_SOURCE, Decoded, decode
from workbench.errors import DataError
from workbench.text.sanitise import line_ends

_LOOKED_AT: Final = 8192
"""Bytes in which a declaration is looked for; the standard says 1,024, and pages exceed it."""
_DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_READ_AS: Final = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
"""The superset that browsers read for a declared encoding, by Python's name of it."""
_TEXT_ENCODINGS = re.compile(
    r"utf-8|cp\d+|iso8859-\d+|koi8-[rut]|mac-\w+|gb\w+|big5\w*|euc_\w+|shift_jis\w*|iso2022_\w+|hz|tis-620|ascii"
)
_MOST_DAMAGE: Final = 0.001
"""The share of characters that may be undecodable in the declared encoding before it is not believed."""


def decode_page(raw: bytes) -> Decoded:
    """Decode a page; NUL bytes, which browsers leave out too, are left out.

    Raises:
        DataError: The file is empty, too large, or binary.

    Source:
        WHATWG Encoding Standard, 4.2 (labels); HTML Standard, 13.2.3 (which encoding), where valid UTF-8 wins over what is declared.
    """
    if len(raw) > LARGEST_SOURCE or raw.startswith(_MARKS):
        return decode(raw)
    if b"\0" in raw[:_LOOKED_AT] and (wide := _utf16(raw)):
        return wide
    if raw[:65536].count(b"\0") > len(raw[:65536]) // 10:
        raise DataError("this is a binary file, not text", remedy="export it as text first")
    raw = raw.replace(b"\0", b"")
    return _declared(raw) or decode(raw)


def _utf16(raw: bytes) -> Decoded | None:
    """A page in UTF-16 without a mark: every other byte of its first markup is NUL."""
    for encoding, at in (("utf-16-le", 1), ("utf-16-be", 0)):
        head = raw[:400]
        if head[at::2].count(0) >= 0.8 * len(head[at::2]) and b"<" in head:
            return Decoded(line_ends(raw.decode(encoding, errors="replace")), encoding)
    return None


def _declared(raw: bytes) -> Decoded | None:
    """The page as it declares itself, where that is believable and not UTF-8."""
    found = _DECLARED.search(raw[:_LOOKED_AT])
    encoding = _encoding_of(found[1].decode("ascii")) if found else None
    if not encoding or encoding == "utf-8" or _is_utf8(raw):
        return None
    text = raw.decode(encoding, errors="replace")
    if text.count("\ufffd") > _MOST_DAMAGE * len(text) + 1:
        return None
    decode(raw[:65536])  # refuses what is binary
    return Decoded(line_ends(text), encoding)


def _encoding_of(label: str) -> str | None:
    try:
        name = codecs.lookup(label.lower().replace("x-", "", 1) if label.lower().startswith("x-") else label).name
    except LookupError:
        return None
    return _READ_AS.get(name, name) if _TEXT_ENCODINGS.fullmatch(name) else None


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
