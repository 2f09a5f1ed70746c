"""Word files (.docx): the paragraphs of the document, with what their styles say they are.

Source:
    ECMA-376, part 1 (WordprocessingML; core properties in part 2). What was inserted under "track changes" is read, what was
    deleted is not, as a printout shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct

from workbench.cleaning.decode import refuse_unusable
from workbench.cleaning.readers.document import Properties, page_of
from workbench.cleaning.readers.sheet import Sheet, doubtful, dropped, kept
from workbench.errors import DataError
from workbench.files.xml_tree import Element, attribute, name, parse, words
from workbench.files.zipped import Zipped
from workbench.records.block import Label
from workbench.records.page import Hint, Page

_DOCUMENT: Final = "word/document.xml"
_WHAT: Final = "Word"
_BODY = kept(Label.BODY, "a paragraph of the document")
_CELLS = kept(Label.BODY, "a row of a table", 0.8)
_HEADING = kept(Label.SUBHEADING, "set as a heading", 0.95)
_ITEM = kept(Label.LIST, "an item of a list")
_NOTE = kept(Label.BODY, "a note to the text", 0.7)
_BOX = doubtful(Label.BODY, "a text box")
_CAPTION = doubtful(Label.CAPTION, "set as a caption")
_CONTENTS = dropped(Label.NAVIGATION, "a line of the table of contents")
_HEADER = dropped(Label.OTHER_FURNITURE, "stands in the head of every page")
_FOOTER = dropped(Label.OTHER_FURNITURE, "stands at the foot of every page")

_UNSEEN: Final = frozenset(
    {"del", "moveFrom", "Fallback", "pPr", "rPr", "instrText", "delText", "sdtPr", "tblPr", "trPr", "tcPr"}
)
"""What a printout does not show, or shows by its double."""
_SIGNS: Final = {"tab": " ", "br": " ", "cr": " ", "ptab": " ", "noBreakHyphen": "\u2011", "softHyphen": ""}


class _Style(Struct, frozen=True):
    name: str
    outline: bool
    numbered: bool
    based_on: str | None


def read(raw: bytes) -> Page:
    """Read a Word file.

    Raises:
        DataError: The bytes are no Word file, are encrypted, damaged, or unpack to too much.
    """
    refuse_unusable(raw)
    archive = Zipped(raw, _WHAT)
    if _DOCUMENT not in archive:
        raise DataError("this archive holds no Word document", remedy="save it as .docx")
    body = next((child for child in parse(archive.read(_DOCUMENT), "the document") if name(child) == "body"), None)
    if body is None:
        raise DataError("this Word file has no text part", remedy="save it as .docx")
    sheet = Sheet()
    styles = _styles(archive)
    _write_parts(archive, "header", sheet, _HEADER)
    title = _write_body(body, styles, sheet)
    for notes in ("footnotes", "endnotes"):
        _write_notes(archive, notes, sheet)
    _write_parts(archive, "footer", sheet, _FOOTER)
    if not sheet.lines:
        raise DataError("no text in it", remedy="it may hold pictures only")
    return page_of(sheet, _properties(archive), title_line=title)


def _write_body(body: Element, styles: Mapping[str, _Style], sheet: Sheet) -> int:
    """Write the paragraphs of the document; the line of the one that is set as its title is returned, or 0."""
    title = 0
    for block in _blocks(body):
        if name(block) == "tbl":
            sheet.add_all(_rows(block), _CELLS)
            continue
        style, hint = _hint(block, styles)
        line = sheet.add(_text(block), hint)
        if style == "title" and not title:
            title = line
        for box in block.iter("{*}txbxContent"):
            if not any(name(above) == "Fallback" for above in box.iterancestors()):
                sheet.add_all((_text(paragraph) for paragraph in box.iter("{*}p")), _BOX)
    return title


def _blocks(element: Element) -> Iterator[Element]:
    """Paragraphs and tables in their order, whatever wraps them (content controls, insertions, custom XML)."""
    for child in element:
        if name(child) in {"p", "tbl"}:
            yield child
        elif name(child) not in _UNSEEN:
            yield from _blocks(child)


def _rows(table: Element) -> Iterator[str]:
    for row in table.iter("{*}tr"):
        cells = (" ".join(_text(paragraph) for paragraph in cell.iter("{*}p")).strip() for cell in row if name(cell) == "tc")
        yield " | ".join(cell for cell in cells if cell)


def _text(paragraph: Element) -> str:
    return "".join(_pieces(paragraph))


def _pieces(element: Element) -> Iterator[str]:
    for child in element:
        kind = name(child)
        if kind in {"t", "m:t"}:
            yield child.text or ""
        elif kind in _SIGNS:
            yield _SIGNS[kind]
        elif kind not in _UNSEEN and kind not in {"txbxContent", "p"}:
            yield from _pieces(child)


def _hint(paragraph: Element, styles: Mapping[str, _Style]) -> tuple[str, Hint]:
    """The name of a paragraph's style in small letters, and what it tells."""
    properties = next((child for child in paragraph if name(child) == "pPr"), None)
    said = {name(child): attribute(child, "val") or "" for child in properties} if properties is not None else {}
    style = styles.get(said.get("pStyle", ""))
    called = style.name if style else said.get("pStyle", "").lower()
    if re.match(r"toc \d|toc\d|table of figures", called):
        return called, _CONTENTS
    if re.match(r"heading \d|heading\d|subtitle$", called) or said.get("outlineLvl", "9") < "9" or (style and style.outline):
        return called, _HEADING
    if called == "caption":
        return called, _CAPTION
    if "numPr" in said or (style and style.numbered) or called.startswith("list "):
        return called, _ITEM
    return called, _BODY


def _styles(archive: Zipped) -> dict[str, _Style]:
    """The styles by their ids, each with what it inherits."""
    found: dict[str, _Style] = {}
    if raw := archive.read("word/styles.xml"):
        for style in parse(raw, "the list of styles"):
            if name(style) == "style" and (key := attribute(style, "styleId")):
                found[key] = _style(style)
    return {key: _inherited(style, found) for key, style in found.items()}


def _style(style: Element) -> _Style:
    parts = {name(child): child for child in style}
    paragraph = {name(child): attribute(child, "val") or "" for child in parts.get("pPr", ())}
    called = (attribute(parts["name"], "val") or "").lower() if "name" in parts else ""
    parent = attribute(parts["basedOn"], "val") if "basedOn" in parts else None
    return _Style(called, paragraph.get("outlineLvl", "9") < "9", "numPr" in paragraph, parent)


def _inherited(style: _Style, styles: Mapping[str, _Style]) -> _Style:
    outline, numbered, above = style.outline, style.numbered, style.based_on
    for _ in range(10):  # a chain of styles may lead back to itself
        parent = styles.get(above or "")
        if parent is None:
            break
        outline, numbered, above = outline or parent.outline, numbered or parent.numbered, parent.based_on
    return _Style(style.name, outline, numbered, None)


def _write_parts(archive: Zipped, sort: str, sheet: Sheet, hint: Hint) -> None:
    """Write the heads or feet of pages, each line once."""
    written: set[str] = set()
    for part in sorted(one for one in archive.names if re.fullmatch(rf"word/{sort}\d{{0,3}}\.xml", one))[:20]:
        for paragraph in parse(archive.read(part), f"a {sort}").iter("{*}p"):
            text = _text(paragraph)
            if text not in written:
                written.add(text)
                sheet.add(text, hint)


def _write_notes(archive: Zipped, part: str, sheet: Sheet) -> None:
    if raw := archive.read(f"word/{part}.xml"):
        for note in parse(raw, f"the {part}"):
            if attribute(note, "type") in {None, "normal"}:
                sheet.add(" ".join(_text(paragraph) for paragraph in note.iter("{*}p")), _NOTE)


def _properties(archive: Zipped) -> Properties:
    raw = archive.read("docProps/core.xml")
    said = {name(child): words(child) for child in parse(raw, "the properties", forgiving=True)} if raw else {}
    return Properties(
        sort="docx",
        title=said.get("title"),
        title_name="core.title",
        author=said.get("creator"),
        author_name="core.creator",
        created=_day(said.get("created", "")),
        created_name="core.created",
        language=said.get("language"),
        language_name="core.language",
    )


def _day(stamp: str) -> str | None:
    from workbench.records.partial_date import is_partial_date

    return stamp[:10] if is_partial_date(stamp[:10]) else None
