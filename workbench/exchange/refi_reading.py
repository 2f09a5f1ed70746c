"""From a project of REFI-QDA to articles, excerpts and tags: what is text, as far as it is in the file.

The archive is never unpacked to disk, no name in it is used as a path, and what lies outside of it is never opened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from workbench.errors import FormatError
from workbench.exchange import ours
from workbench.exchange.json_values import line
from workbench.exchange.project import ArticleCopy, ExcerptCopy, Project, Refusal
from workbench.exchange.refi_codebook import defined
from workbench.exchange.refi_names import VARIABLES, guid_of
from workbench.exchange.refi_opened import Opened, opened_of, text_in
from workbench.exchange.refi_selections import excerpts_of, lost_of, stated_of, where_of
from workbench.exchange.refi_sources import literal, understood
from workbench.exchange.refi_xml import all_remembered, child_of, children, guid, remembered, text_of
from workbench.files.xml_tree import Element, attribute, name, parse
from workbench.files.zipped import Zipped

LARGEST: Final = 160 * 1024 * 1024
"""Bytes of a file in a project: `project.qde` takes 80 MB where there are 50,000 excerpts."""
_NO_TEXT: Final = {
    "PictureSource": "a picture",
    "AudioSource": "sound",
    "VideoSource": "video",
}
_LEFT: Final = {
    "Case": "cases",
    "Set": "sets",
    "Link": "links",
    "Graph": "graphs",
}
"""Parts of a project that have no place here."""


def read(raw: bytes) -> Project:
    """The text sources of a project (`.qdpx`, or its `project.qde` alone) with their selections, and its codebook.

    Raises:
        FormatError: It is no such project.
        DataError: It is damaged, or made to do harm.
    """
    archive = Zipped(raw, "project", LARGEST) if raw.startswith(b"PK") else None
    element = parse(_description(archive) if archive else raw, "the project", instructions=True)
    if name(element) != "Project":
        raise FormatError("this is no project of REFI-QDA", remedy="a codebook is read with --format qdc")
    opened = opened_of(element, archive)
    sources = child_of(element, "Sources")
    read_sources = _told_apart([_source(one, opened) for one in sources] if sources is not None else [])
    lost = [found for note in opened.notes.values() if (found := lost_of(note))] if opened.is_ours else []
    used = {ref for one in read_sources for ref in one.notes}
    return Project(
        articles=tuple(one.article for one in read_sources if one.article),
        excerpts=(*(excerpt for one in read_sources for excerpt in one.excerpts), *lost),
        tags=defined(opened.codes),
        texts={name: text for one in all_remembered(element) for name, text in ours.texts(one.get("texts")).items()},
        refused=tuple(refusal for one in read_sources for refusal in one.refused),
        told=tuple(_told(element, opened, used, read_sources)),
    )


class _Read(Struct, frozen=True, kw_only=True):
    """What came of one source."""

    article: ArticleCopy | None = None
    excerpts: tuple[ExcerptCopy, ...] = ()
    refused: tuple[Refusal, ...] = ()
    told: tuple[str, ...] = ()
    notes: frozenset[str] = frozenset()


def _told_apart(sources: list[_Read]) -> list[_Read]:
    """Sources each with a key of its own, also where a file gives several the same GUID."""
    seen: set[str] = set()
    apart = []
    for count, one in enumerate(sources):
        if one.article and one.article.key in seen:
            key = f"{one.article.key}#{count}"
            excerpts = tuple(replace(excerpt, article=key) for excerpt in one.excerpts)
            one = replace(one, article=replace(one.article, key=key), excerpts=excerpts)  # noqa: PLW2901
        seen |= {one.article.key} if one.article else set()
        apart.append(one)
    return apart


def _description(archive: Zipped) -> bytes:
    """The XML of a project.

    Raises:
        FormatError: The archive has none.
    """
    found = next((one for one in archive.names if one.casefold() == "project.qde"), None)
    if found is None:
        raise FormatError("this archive holds no project.qde", remedy="export the project as REFI-QDA (.qdpx)")
    return archive.read(found)


def _source(element: Element, opened: Opened) -> _Read:
    """A source: a text, or what has one beside it."""
    called = line(attribute(element, "name") or guid(element) or "a source")
    kind = name(element)
    if kind == "TextSource":
        return _text_source(element, element, called, opened)
    if kind == "PDFSource":
        representation = child_of(element, "Representation")
        if representation is not None:
            return _text_source(representation, element, called, opened)
        return _Read(told=(f"{called}: a PDF without its text: import the PDF itself",))
    marked = sum(1 for one in element.iter() if name(one).endswith("Selection"))
    return _Read(told=(f"{called}: {_NO_TEXT.get(kind, 'a source of another kind')}, with {marked} selections",) if kind else ())


def _text_source(element: Element, source: Element, called: str, opened: Opened) -> _Read:
    selections = list(children(element, "PlainTextSelection"))
    raw = text_in(element, opened)
    article = _article(source, opened)
    notes = frozenset(ref for one in selections for note in one.iter("{*}NoteRef") if (ref := guid(note, "targetGUID")))
    if raw is None and opened.is_ours:
        return _Read(article=article)
    if raw is None:
        error = f"the text of its source «{called}» is not in the file"
        refused = tuple(Refusal(where_of(one), error) for one in selections)
        return _Read(refused=refused, notes=notes, told=() if refused else (f"{called}: its text is not in the file",))
    stated = [stated_of(one) for one in selections]
    found = literal(raw, stated) if opened.is_ours else understood(raw, stated, ends_count_once=opened.ends_count_once)
    made = list(excerpts_of(selections, article, found, opened))
    told = [f"{called}: nothing tells what its positions count; they were read as code points"] if found.is_doubtful else []
    return _Read(
        article=replace(article, text=found.text),
        excerpts=tuple(one for one in made if isinstance(one, ExcerptCopy)),
        refused=tuple(one for one in made if isinstance(one, Refusal)),
        told=(*_left_of(source, called), *told),
        notes=notes,
    )


def _left_of(source: Element, called: str) -> Iterator[str]:
    """What of a source has no place here."""
    counts = Counter(name(one) for one in source)
    if counts["Coding"]:
        yield f"{called}: {counts['Coding']} codes of the whole source have no place here"
    if counts["PDFSelection"]:
        yield f"{called}: {counts['PDFSelection']} selections on its pages have no place here; those in its text are taken"
    if described := text_of(child_of(source, "Description")):
        yield f"{called}: its description has no place here: {line(described)}"


def _article(source: Element, opened: Opened) -> ArticleCopy:
    known = ours.article(remembered(source)) if opened.is_ours else None
    key = guid(source) or attribute(source, "name") or ""
    if known and guid_of("article", known.key) == key:
        return replace(known, key=key)
    values = {}
    for one in children(source, "VariableValue"):
        ref = child_of(one, "VariableRef")
        called = opened.variables.get(guid(ref, "targetGUID") or "", "").casefold() if ref is not None else ""
        values[called] = next((text for child in one if name(child) != "VariableRef" and (text := text_of(child))), None)
    stated: dict[str, Any] = {called: values[called] for called in VARIABLES if values.get(called)}
    authors = stated.pop("authors", None)
    title = (attribute(source, "name") or "").strip() or None
    return ArticleCopy(key=key, guid=key, title=title, authors=tuple((authors or "").split("; ")) if authors else (), **stated)


def _told(element: Element, opened: Opened, used: set[str], sources: list[_Read]) -> Iterator[str]:
    """What has no place here."""
    for one in sources:
        yield from one.told
    counts = Counter(name(one) for one in element.iter())
    for local, called in _LEFT.items():
        if counts[local]:
            yield f"{counts[local]} {called} have no place here"
    unknown = sum(1 for ref in element.iter("{*}CodeRef") if guid(ref, "targetGUID") not in opened.codes)
    if unknown:
        yield f"{unknown} codings name codes that the project does not have"
    for ref, note in opened.notes.items():
        if ref not in used and not (opened.is_ours and lost_of(note)):
            yield f"a note that is on no passage has no place here: {where_of(note)}"
    if described := text_of(child_of(element, "Description")):
        yield f"the description of the project has no place here: {line(described)}"
    own = {called for called in opened.variables.values() if called.casefold() not in VARIABLES}
    if own:
        yield f"variables without a place here: {', '.join(sorted(map(line, own)))}"
