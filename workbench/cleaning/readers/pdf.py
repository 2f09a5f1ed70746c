"""PDF files that hold text: lines put together to paragraphs by where they stand; page numbers, heads and feet of pages told apart.

The package pypdfium2 (PDFium, the reader of Chromium) gives the text; nothing in the file is run or followed. The order is that of
the file, which is the order in which its program wrote it: of most programs, the reading order, columns included.
"""

from __future__ import annotations

import ctypes
import re
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from workbench.cleaning.decode import refuse_unusable
from workbench.cleaning.readers.document import Properties, page_of
from workbench.cleaning.readers.extras import needed
from workbench.cleaning.readers.sheet import Sheet, dropped, kept
from workbench.errors import DataError
from workbench.records.block import Label
from workbench.records.page import Hint, Page
from workbench.records.partial_date import is_partial_date

MOST_PAGES: Final = 5_000
"""Pages of a file; one of more is refused."""

MOST_SECONDS: Final = 60.0
"""How long a file may take to read."""

_ONE_AT_A_TIME = threading.Lock()
"""PDFium may not be used by two threads at once."""

_BODY = kept(Label.BODY, "a paragraph of the document")
_HEADING = kept(Label.SUBHEADING, "set larger than the text", 0.8)
_ITEM = kept(Label.LIST, "an item of a list")
_NUMBER = dropped(Label.OTHER_FURNITURE, "the number of a page", 0.9)
_NUMBER_LINE = re.compile(
    r"(?:page|seite|p\.|s\.)?\s?[-–—]?\s?(?:\d{1,4}|[ivxl]{1,7})\s?[-–—]?(?:\s?(?:/|of|von|de)\s?\d{1,4})?", re.IGNORECASE
)
_BULLET = re.compile(r"(?:[•·▪◦‣●○■□–*-]|\d{1,2}[.)]|\([a-z0-9]\))\s")
_JOINTS: Final = ("\ufffe", "\x02")
"""What PDFium writes for a hyphen at the end of a line, and no end of line after it."""
_LINE_ENDS: Final = re.compile("\r\n|(?<=[\ufffe\x02])")
_DIVIDED: Final = ("-", "\u00ad", *_JOINTS)
_EDGE: Final = 3
"""Lines at the top and bottom of a page that may be its head and foot."""


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


def read(raw: bytes) -> Page:
    """Read a PDF file.

    Raises:
        DataError: The bytes are no PDF, or encrypted, damaged, too long, without text; or the package for it is not installed.
    """
    refuse_unusable(raw)
    if b"%PDF-" not in raw[:1024]:
        raise DataError("this is not a PDF file", remedy="rename it to what it is")
    pdfium = needed("pypdfium2", "pypdfium2", "a PDF file")
    with _ONE_AT_A_TIME:
        lines, properties = _read(raw, pdfium)
    sheet = Sheet()
    title = _write(lines, sheet)
    return page_of(sheet, properties, title_line=title, sure=False)


def _read(raw: bytes, pdfium: Any) -> tuple[list[Line], Properties]:
    try:
        document = pdfium.PdfDocument(raw)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise DataError("the PDF is encrypted", remedy="save it without a password") from None
        raise DataError("this PDF file is damaged or cut off", remedy="get it anew") from None
    try:
        if len(document) > MOST_PAGES:
            raise DataError(f"a PDF of {len(document):,} pages, at most {MOST_PAGES:,}", remedy="split it")
        return list(_lines(document, pdfium)), _properties(document)
    finally:
        document.close()


def _lines(document: Any, pdfium: Any) -> Iterator[Line]:
    """The lines of all pages.

    Raises:
        DataError: There is no text, or it takes too long to find.
    """
    until = time.monotonic() + MOST_SECONDS
    found = pictures = 0
    for number in range(len(document)):
        if time.monotonic() > until:
            raise DataError(
                f"after {MOST_SECONDS:.0f} seconds only {number:,} of {len(document):,} pages were read", remedy="split it"
            )
        try:
            page = document[number]
            textpage = page.get_textpage()
        except pdfium.PdfiumError:
            pictures += 1
            continue
        _, lower, _, upper = page.get_bbox()
        for line in _page_lines(textpage, number, (lower, upper), pdfium.raw):
            found += 1
            yield line
        textpage.close()
        page.close()
    if not found:
        raise DataError("no text in it; it holds pictures of pages", remedy="put it through text recognition (OCR) first")


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
        at += units + 2 * (not piece.endswith(_JOINTS))


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


def _write(lines: Sequence[Line], sheet: Sheet) -> int:
    """Write paragraphs; the line that is set largest of the first page is returned, 0 where none stands out."""
    furniture = _furniture(lines)
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    usual = sizes.most_common(1)[0][0]
    known = set(re.findall(r"\w+-\w+|\w+", " ".join(line.text for line in lines).casefold()))
    title, largest = 0, usual * 1.2
    for paragraph in _paragraphs(lines, furniture):
        first = paragraph[0]
        number = sheet.add(_joined(paragraph, known), furniture.get(id(first)) or _hint(paragraph, usual))
        if first.page == 0 and first.size > largest and id(first) not in furniture and len(sheet.lines[number - 1].split()) > 1:
            title, largest = number, first.size
    return title


def _hint(paragraph: Sequence[Line], usual: float) -> Hint:
    text = " ".join(line.text for line in paragraph)
    if _BULLET.match(text):
        return _ITEM
    if paragraph[0].size >= usual * 1.12 and len(text.split()) <= 25:
        return _HEADING
    return _BODY


def _furniture(lines: Sequence[Line]) -> dict[int, Hint]:
    """The lines, by identity, that are page numbers or stand at the same place on several pages."""
    pages: dict[int, list[Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    edges = [(line, _edge_key(line)) for page in pages.values() for line in _edge(page)]
    seen = Counter(key for _, key in edges)
    often = max(3, len(pages) // 4) if len(pages) > 3 else 2
    hints: dict[int, Hint] = {}
    for line, key in edges:
        if seen[key] >= often:
            reason = f"stands at the same place on {seen[key]} of {len(pages)} pages"
            hints[id(line)] = dropped(Label.OTHER_FURNITURE, reason)
        elif _NUMBER_LINE.fullmatch(line.text.strip()) and len(pages) > 1:
            hints[id(line)] = _NUMBER
    return hints


def _edge(page: Sequence[Line]) -> list[Line]:
    """The topmost and the lowest lines of a page, wherever they stand in the file."""
    heights = sorted((line for line in page if line.outer), key=lambda line: -line.top)
    if len(heights) <= 2 * _EDGE:
        return heights
    return heights[:_EDGE] + heights[-_EDGE:]


def _edge_key(line: Line) -> tuple[str, int]:
    """What the heads of pages have in common: their words, digits aside, and their height to about five points."""
    return re.sub(r"\d+", "0", " ".join(line.text.casefold().split())), round(line.top / 5)


def _paragraphs(lines: Sequence[Line], furniture: dict[int, Hint]) -> Iterator[list[Line]]:
    """Lines that belong together; furniture stands between the pages it belongs to, each line by itself."""
    gap = _usual_gap(lines)
    paragraph: list[Line] = []
    waiting: list[list[Line]] = []
    for line in lines:
        if id(line) in furniture:
            waiting.append([line])
            continue
        if paragraph and not _continues(paragraph, line, gap):
            yield paragraph
            paragraph = []
        if not paragraph:
            yield from waiting
            waiting = []
        paragraph.append(line)
    if paragraph:
        yield paragraph
    yield from waiting


def _usual_gap(lines: Sequence[Line]) -> float:
    """The usual distance from one base line to the next, in font sizes."""
    gaps = [
        (before.bottom - after.bottom) / before.height
        for before, after in pairwise(lines)
        if before.page == after.page and before.size == after.size and 0 < before.bottom - after.bottom < 3 * before.height
    ]
    return median(gaps) if gaps else 1.2


def _continues(paragraph: Sequence[Line], line: Line, gap: float) -> bool:
    """Whether a line goes on with the paragraph above it."""
    before = paragraph[-1]
    if abs(before.size - line.size) > 0.5 or _BULLET.match(line.text):
        return False
    ended = before.text.rstrip()[-1:] in '.!?:;”"…'
    fall = before.bottom - line.bottom
    if before.page != line.page or fall < -0.5 * line.height:  # over to the next page or column
        return not ended and line.text[:1].islower()
    if abs(fall) <= 0.5 * line.height:  # further right on the same line
        return line.left < before.right + 2 * line.height
    if fall > (gap * 1.25 + 0.05) * before.height:
        return False
    indented = line.left > before.left + 0.8 * line.size and len(paragraph) > 1
    width = max(one.right for one in paragraph) - before.left
    short = before.right - before.left < 0.75 * width if len(paragraph) > 1 else False
    return not (ended and (indented or short))


def _joined(paragraph: Sequence[Line], known: set[str]) -> str:
    """The words of a paragraph; a word divided at the end of a line is put together again."""
    text = ""
    for line in paragraph:
        piece = line.text.strip().replace("\r", " ").replace("\n", " ")
        divided = text.endswith(_DIVIDED) and piece[:1].islower()
        text = _undivided(text, piece, known) if divided else f"{text} {piece}"
    return text.replace("\u00ad", "").replace("\ufffe", "-").replace("\x02", "-").strip()


def _undivided(text: str, piece: str, known: set[str]) -> str:
    """Join "pro-" and "visional": with the hyphen where the document writes the word so elsewhere."""
    head = (re.findall(r"\w+", text) or [""])[-1].casefold()
    tail = (re.findall(r"\w+", piece) or [""])[0].casefold()
    hyphened = f"{head}-{tail}" in known and head + tail not in known
    return f"{text[:-1]}-{piece}" if hyphened else text[:-1] + piece


def _properties(document: Any) -> Properties:
    said = document.get_metadata_dict()
    found = re.match(r"D:(\d{4})(\d{2})(\d{2})", said.get("CreationDate") or "")
    day = "-".join(found.groups()) if found else ""
    return Properties(
        sort="pdf",
        title=said.get("Title"),
        title_name="Title",
        author=said.get("Author"),
        author_name="Author",
        created=day if is_partial_date(day) else None,
        created_name="CreationDate",
    )
