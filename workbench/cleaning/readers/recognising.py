"""What a file is: by its name, unless its first bytes say otherwise. Names lie, and mail programs rename."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

from workbench.cleaning.readers import MEDIA_TYPES
from workbench.errors import DataError

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EPUB: Final = "application/epub+zip"

_HTML = re.compile(rb"(?:<\?xml[^>]{0,200}\?>|<!--.{0,2000}?-->|\s)*<(?:!doctype\s+html|html[\s>])", re.IGNORECASE | re.DOTALL)
_SAVED_PAGE = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_HEADER_LINE = re.compile(rb"[A-Za-z][A-Za-z-]{1,40}:[ \t]")
_REFUSED: Final = (
    (b"\xd0\xcf\x11\xe0", "an old Word, Excel, PowerPoint or Outlook file", "save it as .docx, or as .eml"),
    (b"\x1f\x8b", "a compressed file", "unpack it first"),
    (b"BZh", "a compressed file", "unpack it first"),
    (b"\xfd7zXZ", "a compressed file", "unpack it first"),
    (b"7z\xbc\xaf", "an archive", "unpack it first"),
    (b"Rar!", "an archive", "unpack it first"),
    (b"\x89PNG", "a picture", "put it through text recognition (OCR) first"),
    (b"\xff\xd8\xff", "a picture", "put it through text recognition (OCR) first"),
    (b"GIF8", "a picture", "put it through text recognition (OCR) first"),
    (b"\x7fELF", "a program", ""),
    (b"MZ\x90", "a program", ""),
    (b"SQLite format 3", "a database", "export it first"),
)


def suffix_of(name: str) -> str:
    """The suffix of a file's name in small letters; of a compressed web archive both of its suffixes."""
    low = name.lower()
    if low.endswith(".warc.gz"):
        return ".warc.gz"
    stem, dot, suffix = low.rpartition(".")
    return f".{suffix}" if dot and stem else ""


_RENAMED: Final = frozenset({".doc", ".dot", ".xls", ".asp", ".aspx", ".php", ".shtml", ".jsp", ".text", ""})
"""Suffixes that say nothing, or something else than the file is: old Word opens HTML and rich text called .doc."""


def may_be_read(suffix: str) -> bool:
    """Whether a file with a suffix that stands for no reader may still turn out to be one's, by its bytes."""
    return suffix in _RENAMED


def media_type_of(suffix: str, raw: bytes) -> str:
    """What the bytes are: what the suffix says, unless they begin like something else that is read.

    Args:
        suffix: Of the file's name, in small letters, with its dot.
        raw: The file, or its beginning (of an archive, all of it).

    Raises:
        DataError: They are of a kind that no reader reads, or the suffix says nothing and they do not either.
    """
    if found := _by_signature(raw):
        return found
    said = MEDIA_TYPES.get(suffix, "")
    if said in {"text/plain", "text/html", "message/rfc822", "multipart/related"} or may_be_read(suffix):
        return _by_words(raw) or said or _unknown(suffix)
    return said or _unknown(suffix)


def _by_signature(raw: bytes) -> str | None:
    for magic, what, remedy in _REFUSED:
        if raw.startswith(magic):
            raise DataError(f"this is {what}", remedy=remedy)
    if raw.startswith(b"PK\x03\x04"):
        return _of_archive(raw)
    head = raw[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"%PDF-"):
        return "application/pdf"
    if head[:5].lower() == rb"{\rtf":
        return "application/rtf"
    return None


def _of_archive(raw: bytes) -> str:
    try:
        names = set(zipfile.ZipFile(io.BytesIO(raw)).namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise DataError("this is an archive that is damaged or cut off", remedy="get it anew") from None
    if "word/document.xml" in names:
        return DOCX
    if "META-INF/container.xml" in names:
        return EPUB
    raise DataError("this is an archive of other files", remedy="unpack it, and import what is in it")


def _by_words(raw: bytes) -> str | None:
    head = raw[:8192]
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        head = head[2:].replace(b"\0", b"")
    head = head.removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(head):
        return "text/html"
    if _HEADER_LINE.match(head) and _SAVED_PAGE.search(head.partition(b"\n\n")[0].partition(b"\r\n\r\n")[0]) and b"<" in head:
        return (
            "multipart/related"
            if re.search(rb"saved by|snapshot-content-location|windows internet explorer", head, re.IGNORECASE)
            else None
        )
    return None


def _unknown(suffix: str) -> str:
    raise DataError(
        f"files of this kind ({suffix or 'no suffix'}) are not imported yet", remedy=f"there are: {', '.join(MEDIA_TYPES)}"
    )
