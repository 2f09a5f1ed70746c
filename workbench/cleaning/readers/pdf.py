"""PDF files that hold text: lines put together to paragraphs by where they stand; page numbers, heads and feet of pages told apart.

The package pypdfium2 (PDFium, the reader of Chromium) gives the text, in a process of its own (`pdf_pages`); nothing in the file is
run or followed.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Final

import msgspec
from msgspec.structs import replace

from workbench.cleaning.decode import refuse_unusable
from workbench.cleaning.readers.document import Properties, page_of
from workbench.cleaning.readers.extras import need
from workbench.cleaning.readers.pdf_pages import JOINTS, Found, Line
from workbench.cleaning.readers.sheet import Sheet, dropped, kept
from workbench.errors import DataError
from workbench.records.block import Label
from workbench.records.page import Hint, Page, Statement
from workbench.records.partial_date import is_partial_date
from workbench.text.addresses import host

MOST_SECONDS: Final = 60.0
"""How long a file may take to read."""

_BODY = kept(Label.BODY, "a paragraph of the document")
_HEADING = kept(Label.SUBHEADING, "set larger than the text", 0.8)
_ITEM = kept(Label.LIST, "an item of a list")
_NUMBER = dropped(Label.OTHER_FURNITURE, "the number of a page", 0.9)
_NUMBER_LINE = re.compile(
    r"(?:page|seite|p\.|s\.)?\s?[-–—]?\s?(?:\d{1,4}|[ivxl]{1,7})\s?[-–—]?(?:\s?(?:/|of|von|de)\s?\d{1,4})?", re.IGNORECASE
)
_PRINTED_LINE = re.compile(
    r"(?P<url>(?:https?|file)://\S{3,2000})\s+\d{1,4}/\d{1,4}|\d{1,4}[./-]\d{1,2}[./-]\d{2,4},\s\d{1,2}:\d{2}(?:\s?[AP]M)?(?:\s.*)?"
)
"""What browsers print at the edge of every page: the time and the title, the address and the number of the page."""
_PRINTED = dropped(Label.OTHER_FURNITURE, "printed by the browser at the edge of the page", 0.9)
_BULLET = re.compile(r"(?:[•·▪◦‣●○■□–*-]|\d{1,2}[.)]|\([a-z0-9]\))\s")
_DIVIDED: Final = ("-", "\u00ad", *JOINTS)
_EDGE: Final = 3
"""Lines at the top and bottom of a page that may be its head and foot."""


def read(raw: bytes) -> Page:
    """Read a PDF file.

    Raises:
        DataError: The bytes are no PDF, or encrypted, damaged, too long, without text; or the package for it is not installed.
    """
    refuse_unusable(raw)
    if b"%PDF-" not in raw[:1024]:
        raise DataError("this is not a PDF file", remedy="rename it to what it is")
    need("pypdfium2", "pypdfium2", "a PDF file")
    found = _found(raw)
    if found.what:
        raise DataError(found.what, remedy=found.remedy)
    sheet = Sheet()
    title = _write(found.lines, sheet)
    page = page_of(sheet, _properties(found.properties), title_line=title, sure=False)
    return replace(page, statements=(*page.statements, *_printed_address(sheet)))


def _printed_address(sheet: Sheet) -> Iterator[Statement]:
    """The address of the page that a browser printed; one that it shortened is none."""
    for number, line in enumerate(sheet.lines, 1):
        hint = sheet.hints.get(number)
        found = _PRINTED_LINE.fullmatch(line) if hint and hint.label is Label.OTHER_FURNITURE else None
        if found and (url := found["url"]) and url.startswith("http") and not re.search(r"…|\.\.\.", url):
            yield Statement(name="url", value=url, where=number)
            if site := host(url):
                yield Statement(name="site", value=site, where=number)
            return


def _found(raw: bytes) -> Found:
    """What the process that reads the file says of it.

    Raises:
        DataError: It takes too long, or the process fails.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "workbench.cleaning.readers.pdf_pages"],
            input=raw,
            capture_output=True,
            timeout=MOST_SECONDS,
            env=_environment(),
            check=True,
        )
        return msgspec.msgpack.decode(done.stdout, type=Found)
    except subprocess.TimeoutExpired:
        raise DataError(
            f"the PDF takes more than {MOST_SECONDS:.0f} seconds to read", remedy="split it, or print it anew"
        ) from None
    except (subprocess.CalledProcessError, msgspec.DecodeError):
        raise DataError("the PDF needs too much memory, or makes its reader fail", remedy="print it anew") from None


def _environment() -> dict[str, str]:
    """The environment of the process: it finds this very package, even where that runs from a folder that is not installed."""
    here = str(Path(__file__).parents[3])
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH"))))}


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
        elif _PRINTED_LINE.fullmatch(line.text.strip()):
            hints[id(line)] = _PRINTED
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


def _properties(said: Mapping[str, str]) -> Properties:
    found = re.match(r"D:(\d{4})(\d{2})(\d{2})", said.get("CreationDate", ""))
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
