"""Books (.epub): the chapters in their reading order, each through the reader of HTML.

Source:
    EPUB 3.3 (W3C), OCF and package documents: META-INF/container.xml names the package, its spine the order, Dublin Core the rest.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from workbench.cleaning.decode import refuse_unusable
from workbench.cleaning.readers.document import one_line
from workbench.cleaning.readers.markup import lines_of_bytes
from workbench.cleaning.readers.sheet import Sheet
from workbench.errors import DataError
from workbench.files.xml_tree import Element, attribute, name, parse, words
from workbench.files.zipped import Zipped
from workbench.records.article import Grade, Kind
from workbench.records.page import Guess, Page, Statement
from workbench.records.partial_date import is_partial_date

MOST_CHAPTERS: Final = 2_000
"""Files of text in one book."""

_WHAT: Final = "EPUB"
_PAGES: Final = frozenset({"application/xhtml+xml", "text/html"})
_FIELDS: Final = {"title": "title", "publisher": "publisher", "language": "language"}


def read(raw: bytes) -> Page:
    """Read a book.

    Raises:
        DataError: The bytes are no such file, are protected, damaged, or unpack to too much.
    """
    refuse_unusable(raw)
    archive = Zipped(raw, _WHAT)
    if "META-INF/container.xml" not in archive:
        raise DataError("this archive holds no book", remedy="save it as .epub")
    place = _package_place(archive)
    package = parse(archive.read(place), "the book's list of contents")
    sheet = Sheet()
    for chapter in _chapters(package, posixpath.dirname(place)):
        _write(archive, chapter, sheet)
    if not sheet.lines:
        protected = "META-INF/encryption.xml" in archive
        raise DataError(
            "the book is protected" if protected else "no text in this book",
            remedy="get it without protection" if protected else "",
        )
    said = _said(package)
    return Page(
        rendition=sheet.rendition,
        encoding="utf-8",
        hints=sheet.hints,
        statements=tuple(_statements(said)),
        guesses=tuple(_guesses(said)),
    )


def _package_place(archive: Zipped) -> str:
    container = parse(archive.read("META-INF/container.xml"), "the book's container")
    places = [attribute(file, "full-path") or "" for file in container.iter("{*}rootfile")]
    place = next((place for place in places if place in archive), None)
    if place is None:
        raise DataError("this book has no list of contents", remedy="get it anew")
    return place


def _chapters(package: Element, folder: str) -> Iterator[str]:
    """The names, in the archive, of what is read in order; tables of contents and what stands outside the order are left out."""
    items = {attribute(item, "id"): item for item in package.iter("{*}item")}
    references = [item for item in package.iter("{*}itemref") if attribute(item, "linear") != "no"]
    if len(references) > MOST_CHAPTERS:
        raise DataError(f"a book of {len(references):,} files, at most {MOST_CHAPTERS:,}", remedy="split it")
    for reference in references:
        item = items.get(attribute(reference, "idref"))
        if item is None or attribute(item, "media-type") not in _PAGES or "nav" in (attribute(item, "properties") or "").split():
            continue
        yield posixpath.normpath(posixpath.join(folder, unquote(attribute(item, "href") or "")))


def _write(archive: Zipped, chapter: str, sheet: Sheet) -> None:
    content = archive.read(chapter)
    if not content.strip():
        return
    for line, hint in lines_of_bytes(content, "a paragraph of the book"):
        sheet.add(line, hint)


def _said(package: Element) -> dict[str, list[str]]:
    said: dict[str, list[str]] = {}
    metadata = next((child for child in package if name(child) == "metadata"), None)
    for child in metadata if metadata is not None else ():
        if value := one_line(words(child)):
            key = name(child)
            key = f"meta:{attribute(child, 'property')}" if key == "meta" else key
            said.setdefault(key, []).append(value)
    return said


def _statements(said: dict[str, list[str]]) -> Iterator[Statement]:
    for key, field in _FIELDS.items():
        for value in said.get(key, ())[:1]:
            if field != "language" or re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", value):
                yield Statement(name=field, value=value, where=f"epub:dc:{key}")
    authors = tuple(value for value in said.get("creator", ()) if value.casefold() not in {"unknown", "unbekannt"})
    if authors:
        yield Statement(name="authors", value=authors, where="epub:dc:creator")
    if day := _day(said):
        yield Statement(name="published", value=day, where="epub:dc:date")
    for value in said.get("source", ()):
        if re.fullmatch(r"https?://[^\s<>\"]+", value):
            yield Statement(name="url", value=value, where="epub:dc:source")
    yield Statement(name="kind", value=Kind.REPORT, where="epub:package", grade=Grade.DERIVED)


def _guesses(said: dict[str, list[str]]) -> Iterator[Guess]:
    for stamp in said.get("meta:dcterms:modified", ()):
        if is_partial_date(stamp[:10]):
            yield Guess(name="modified", value=stamp[:10], where="epub:dcterms:modified", reason="when the file was made")


def _day(said: dict[str, list[str]]) -> str | None:
    """The date, if there is one only: a book may state several, of which no attribute is sure to tell what they mean."""
    # Some programs write the year 101 for "no date".
    found = [re.match(r"[12]\d{3}(-\d{2}(-\d{2})?)?", value) for value in said.get("date", ())]
    days = {one[0] for one in found if one and is_partial_date(one[0])}
    return days.pop() if len(days) == 1 else None
