"""The lines of a PDF file, read in a process of its own: what a hostile file does to its reader, it does to that process alone.

Run as a module it reads a file from standard input and writes what it found to standard output, as MessagePack. PDFium unpacks
whatever a file holds (a megabyte may become gigabytes) and cannot be stopped from outside, so the process has a limit of memory
and of time. The order is that of the file, in which its program wrote it: of most programs, the reading order, columns included.
"""

from __future__ import annotations

import contextlib
import ctypes
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any, Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

MOST_PAGES: Final = 5_000
"""Pages of a file; one of more is refused."""

MOST_MEMORY: Final = 1024**3
"""Bytes of address space that the process may use, where the system can limit it."""

JOINTS: Final = ("\ufffe", "\x02")
"""What PDFium writes for a hyphen at the end of a line, and no end of line after it."""
_LINE_ENDS: Final = re.compile("\r\n|(?<=[\ufffe\x02])")


class Line(Struct, frozen=True):
    """A line of a page. Coordinates are points (1/72 inch) from the lower left corner."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    page: int
    outer: bool
    """Whether it stands in the outermost eighth of the page, above or below, where heads and feet are."""

    @property
    def height(self) -> float:
        """How far this line's next ones are likely to be apart, if nothing else tells."""
        return max(self.size, self.top - self.bottom, 1.0)


class Found(Struct, frozen=True, kw_only=True):
    """What a file holds, or why it is refused."""

    lines: tuple[Line, ...] = ()
    properties: dict[str, str] = {}
    what: str = ""
    remedy: str = ""


def found_in(raw: bytes) -> Found:
    """The lines of all pages, and the properties of the file."""
    pdfium: Any = import_module("pypdfium2")
    try:
        document = pdfium.PdfDocument(raw)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            return Found(what="the PDF is encrypted", remedy="save it without a password")
        return Found(what="this PDF file is damaged or cut off", remedy="get it anew")
    if len(document) > MOST_PAGES:
        return Found(what=f"a PDF of {len(document):,} pages, at most {MOST_PAGES:,}", remedy="split it")
    lines = tuple(_lines(document, pdfium))
    if not lines:
        return Found(what="no text in it; it holds pictures of pages", remedy="put it through text recognition (OCR) first")
    return Found(lines=lines, properties={name: value for name, value in document.get_metadata_dict().items() if value})


def _lines(document: Any, pdfium: Any) -> Iterator[Line]:
    """The lines of all pages; a page that cannot be read has none."""
    for number in range(len(document)):
        try:
            page = document[number]
            textpage = page.get_textpage()
        except pdfium.PdfiumError:
            continue
        _, lower, _, upper = page.get_bbox()
        yield from _page_lines(textpage, number, (lower, upper), pdfium.raw)
        textpage.close()
        page.close()


def _page_lines(textpage: Any, page: int, height: tuple[float, float], raw: Any) -> Iterator[Line]:
    text = textpage.get_text_range()
    at = 0  # in UTF-16 units, as PDFium counts
    for piece in _LINE_ENDS.split(text):
        units = len(piece.encode("utf-16-le", "surrogatepass")) // 2
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            first = raw.FPDFText_GetCharIndexFromTextIndex(textpage, at + lead)
            last = raw.FPDFText_GetCharIndexFromTextIndex(textpage, at + max(lead, len(piece.rstrip()) - 1))
            line = _line(textpage, raw, piece, (first, max(first, last)), page)
            band = (height[1] - height[0]) / 8
            yield replace(line, outer=line.bottom > height[1] - band or line.top < height[0] + band)
        at += units + 2 * (not piece.endswith(JOINTS))


def _line(textpage: Any, raw: Any, text: str, between: tuple[int, int], page: int) -> Line:
    first, last = between
    left, bottom, _, top = _box(textpage, raw, first)
    _, low, right, high = _box(textpage, raw, last)
    size = max(raw.FPDFText_GetFontSize(textpage, index) for index in {first, (first + last) // 2})
    scaled = round(float(size), 1)
    if scaled <= 1.5:  # a font of one point, made large by the page's matrix
        scaled = round(max(top - bottom, high - low), 1)
    return Line(text, left, right, min(bottom, low), max(top, high), scaled, page, outer=False)


def _box(textpage: Any, raw: Any, index: int) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of a character."""
    box = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(box)):
        return 0.0, 0.0, 0.0, 0.0
    return box.left, box.bottom, box.right, box.top


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


if __name__ == "__main__":
    _limit_memory()
    sys.stdout.buffer.write(msgspec.msgpack.encode(found_in(sys.stdin.buffer.read())))
