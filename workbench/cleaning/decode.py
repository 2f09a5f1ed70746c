"""Bytes to text: which encoding, and whether it is text at all."""

from __future__ import annotations

import codecs
import re
from typing import Final

from msgspec import Struct

from workbench.errors import DataError
from workbench.text.sanitise import line_ends

LARGEST_SOURCE: Final = 32 * 1024 * 1024
"""Bytes; a larger file is refused."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WESTERN = frozenset({"latin_1", "iso8859_15", "cp1250", "cp1254", "cp1257", "cp775", "cp850", "mac_roman"})
"""A legacy Latin page is Windows-1252 far more often than any code page that decodes to the same letters."""
_OF_PAIRS = frozenset(
    "big5 big5hkscs gb2312 gbk gb18030 cp932 shift_jis shift_jis_2004 shift_jisx0213 euc_jp euc_kr cp949 cp950 johab".split()
)
_ABOVE_ASCII = re.compile(rb"[\x80-\xff]+")
_NO_TEXT = bytes(set(range(0x20)) - set(b"\t\n\r\x0c\x1b") | {0x7F})
_MAGIC = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"\x7fELF",
    b"\x1f\x8b",
    b"BZh",
    b"7z\xbc\xaf",
    b"\xd0\xcf\x11\xe0",
)
_LATIN: Final = ("cp1252", "cp1250", "iso8859_2")
"""What single letters above ASCII may be; of equals the first."""

MOST_LINES: Final = 2_000_000
"""A file of more lines is refused: each costs memory, whatever stands in it."""

_MOST_CONTROLS = 0.10
"""The share of control bytes (ESC and white space apart) above which a file is not text."""


class Decoded(Struct, frozen=True):
    r"""The text of a source: every line end is "\n", nothing else is changed."""

    text: str
    encoding: str


def decode(raw: bytes) -> Decoded:
    """Decode a source: by its byte order mark, as UTF-8, else by the look of its bytes.

    Raises:
        DataError: The file is empty, too large, of too many lines, or binary.
    """
    refuse_unusable(raw)
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _decoded(raw.decode(encoding, errors="replace"), encoding)
    _refuse_binary(raw)
    try:
        return _decoded(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if _is_nearly_utf8(raw, error):
            return _decoded(raw.decode("utf-8", errors="replace"), "utf-8")
    encoding = _detected(raw)
    return _decoded(raw.decode(encoding, errors="replace"), encoding)


def _decoded(text: str, encoding: str) -> Decoded:
    lines = line_ends(text)
    if lines.count("\n") > MOST_LINES:
        raise DataError(f"the file has too many lines: at most {MOST_LINES:,}", remedy="split it into articles")
    return Decoded(lines, encoding)


def refuse_unusable(raw: bytes) -> None:
    """Refuse what no reader can use.

    Raises:
        DataError: The file is empty or too large.
    """
    if not raw.strip():
        raise DataError("the file is empty", remedy="nothing to import")
    if len(raw) > LARGEST_SOURCE:
        size = len(raw) / (1024 * 1024)
        raise DataError(
            f"the file is too large: {size:,.0f} MB, at most {LARGEST_SOURCE // (1024 * 1024)}", remedy="split it into articles"
        )


def _refuse_binary(raw: bytes) -> None:
    if raw.startswith(_MAGIC):
        raise DataError("this is not a text file", remedy="export it as text first")
    sample = raw[:65536]
    controls = len(sample) - len(sample.translate(None, _NO_TEXT))
    if b"\0" in raw or controls > _MOST_CONTROLS * len(sample):
        raise DataError("this is a binary file, not text", remedy="export it as text first")


def _is_nearly_utf8(raw: bytes, error: UnicodeDecodeError) -> bool:
    """Whether multi-byte characters outnumber the damaged places ten to one: then one bad byte must not change the rest."""
    text = raw[:1_000_000].decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = sum(character > "\x7f" for character in text) - broken
    return error.start > 0 and whole >= 10 * broken


def _detected(raw: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:262_144], threshold=0.3, cp_exclusion=["utf_7"]).best()
    if best is None or best.encoding in _WESTERN or (best.encoding in _OF_PAIRS and _stand_alone(raw)):
        return min(_LATIN, key=lambda encoding: _signs_in_words(raw, encoding))
    return best.encoding


def _signs_in_words(raw: bytes, encoding: str) -> int:
    """How often something that is no letter stands between letters, if the bytes are read so: Polish read as Western is full of it."""
    text = raw[:65536].decode(encoding, errors="replace")
    return sum(
        _is_sign(one) and before.isalpha() and after.isalpha()
        for before, one, after in zip(text, text[1:], text[2:], strict=False)
    )


def _is_sign(character: str) -> bool:
    return character > "\x7f" and not character.isalpha() and character not in "’‘“”–—…·«»\xad\xa0"


def _stand_alone(raw: bytes) -> bool:
    """Whether bytes above ASCII mostly stand alone, as in Western words; in the East's encodings they come in runs."""
    runs = _ABOVE_ASCII.findall(raw[:65536])
    return 2 * sum(len(run) == 1 for run in runs) > len(runs)
