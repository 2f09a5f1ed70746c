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
from workbench.exchange.json_values import dictionary, line
from workbench.exchange.project import ArticleCopy, ExcerptCopy, Project, Refusal, credibility_of, utc_time
from workbench.exchange.refi_codebook import Code, codes_of, defined
from workbench.exchange.refi_names import GRADED, ORIGIN, VARIABLES, guid_of
from workbench.exchange.refi_sources import Stated, Understood, literal, understood
from workbench.exchange.refi_xml import child_of, children, exact, guid, remembered, text_of
from workbench.files.xml_tree import Element, attribute, name, parse
from workbench.files.zipped import Zipped
from workbench.records.selector import Span

_INTERNAL: Final = "internal://"
_NO_TEXT: Final = {
    "PictureSource": "a picture",
    "AudioSource": "sound",
    "VideoSource": "video",
}
_MOST_MARKED: Final = 20
"""How often over a text may be marked: a file made to do harm could mark all of a long one any number of times."""
_LEAST_MARKED: Final = 1_000_000
"""Code points that may be marked of any text."""
_LEFT: Final = {
    "Case": "cases",
    "Set": "sets",
    "Link": "links",
    "Graph": "graphs",
}
"""Parts of a project that have no place here."""


class _Opened(Struct, frozen=True, kw_only=True):
    """A project while it is read: what its parts refer to, by GUID."""

    archive: Zipped | None
    files: dict[str, str]
    people: dict[str, str]
    codes: dict[str, Code]
    notes: dict[str, Element]
    variables: dict[str, str]
    is_ours: bool
    ends_count_once: bool


def read(raw: bytes) -> Project:
    """The text sources of a project (`.qdpx`, or its `project.qde` alone) with their selections, and its codebook.

    Raises:
        FormatError: It is no such project.
        DataError: It is damaged, or made to do harm.
    """
    archive = Zipped(raw, "project") if raw.startswith(b"PK") else None
    element = parse(_description(archive) if archive else raw, "the project", instructions=True)
    if name(element) != "Project":
        raise FormatError("this is no project of REFI-QDA", remedy="a codebook is read with --format qdc")
    opened = _opened(element, archive)
    sources = child_of(element, "Sources")
    read_sources = _told_apart([_source(one, opened) for one in sources] if sources is not None else [])
    lost = [found for note in opened.notes.values() if (found := _lost(note))] if opened.is_ours else []
    used = {ref for one in read_sources for ref in one.notes}
    return Project(
        articles=tuple(one.article for one in read_sources if one.article),
        excerpts=(*(excerpt for one in read_sources for excerpt in one.excerpts), *lost),
        tags=defined(opened.codes),
        texts=ours.texts(remembered(element).get("texts")),
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


def _opened(element: Element, archive: Zipped | None) -> _Opened:
    origin = attribute(element, "origin") or ""
    codebook = child_of(element, "CodeBook")
    people = dictionary(remembered(element).get("people"))
    return _Opened(
        archive=archive,
        files={one.casefold(): one for one in archive.names} if archive else {},
        people={
            who: exact(attribute(one, "name"), people.get(who)) or "" for one in _below(element, "Users") if (who := guid(one))
        },
        codes=codes_of(codebook) if codebook is not None else {},
        notes={guid(one) or "": one for one in _below(element, "Notes")},
        variables={guid(one) or "": attribute(one, "name") or "" for one in _below(element, "Variables")},
        is_ours=origin.startswith(ORIGIN),
        ends_count_once="ATLAS" in origin,
    )


def _below(element: Element, local: str) -> Iterator[Element]:
    part = child_of(element, local)
    yield from (one for one in part if name(one)) if part is not None else ()


def _source(element: Element, opened: _Opened) -> _Read:
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


def _text_source(element: Element, source: Element, called: str, opened: _Opened) -> _Read:
    selections = list(children(element, "PlainTextSelection"))
    raw = _text(element, opened)
    article = _article(source, opened)
    notes = frozenset(ref for one in selections for note in one.iter("{*}NoteRef") if (ref := guid(note, "targetGUID")))
    if raw is None and opened.is_ours:
        return _Read(article=article)
    if raw is None:
        error = f"the text of its source «{called}» is not in the file"
        refused = tuple(Refusal(_where(one), error) for one in selections)
        return _Read(refused=refused, notes=notes, told=() if refused else (f"{called}: its text is not in the file",))
    stated = [_stated(one) for one in selections]
    found = literal(raw, stated) if opened.is_ours else understood(raw, stated, ends_count_once=opened.ends_count_once)
    left = _MOST_MARKED * len(found.text) + _LEAST_MARKED
    made: list[ExcerptCopy | Refusal] = []
    for one, place in zip(selections, found.places, strict=True):
        left -= place[1] - place[0] if place else 0
        too_much = Refusal(_where(one), f"its source is marked more than {_MOST_MARKED} times over")
        made.append(_excerpt(one, place, article, found, opened) if left >= 0 else too_much)
    told = [f"{called}: nothing tells what its positions count; they were read as code points"] if found.is_doubtful else []
    return _Read(
        article=replace(article, text=found.text),
        excerpts=tuple(_joined([one for one in made if isinstance(one, ExcerptCopy)])),
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


def _text(element: Element, opened: _Opened) -> str | None:
    """The text of a source: in the project itself, or in a file of the archive; None where it is elsewhere or missing."""
    inline = text_of(child_of(element, "PlainTextContent"))
    if inline is not None:
        return inline
    path = attribute(element, "plainTextPath") or ""
    if not path.startswith(_INTERNAL) or opened.archive is None:
        return None
    file = opened.files.get(f"sources/{path.removeprefix(_INTERNAL)}".casefold())
    return opened.archive.read(file).decode("utf-8", "replace") if file else None


def _article(source: Element, opened: _Opened) -> ArticleCopy:
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


def _stated(selection: Element) -> Stated:
    """Where a selection says that it is; nowhere, if what it says is no number."""
    try:
        start, end = (int(attribute(selection, key) or "") for key in ("startPosition", "endPosition"))
    except ValueError:
        return Stated(0, 0, "")
    return Stated(start, end, attribute(selection, "name") or "")


def _excerpt(
    selection: Element, place: tuple[int, int] | None, article: ArticleCopy, found: Understood, opened: _Opened
) -> ExcerptCopy | Refusal:
    """The excerpt that a selection is; of another program's without the white space at its edges."""
    where = _where(selection)
    own = ours.excerpt(remembered(selection)) if opened.is_ours else None
    if place is None and own is None:
        return Refusal(where, "its place lies outside of the text")
    start, end = place or (0, 0)
    said = _said(selection, opened) | {"where": where, "key": f"refi:{guid(selection)}", "article": article.key}
    if own:
        return replace(own, now=Span(start, end) if place else None, **said)
    words = found.text[start:end]
    start, end = start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))
    if start >= end:
        return Refusal(where, "it marks no words")
    called = attribute(selection, "name") or ""
    return ExcerptCopy(
        id=called if guid_of("excerpt", called) == guid(selection) else None,
        quote=found.text[start:end],
        start=start,
        end=end,
        **said,
    )


def _where(selection: Element) -> str:
    return line(attribute(selection, "name") or guid(selection) or "a selection")


def _said(selection: Element, opened: _Opened) -> dict[str, Any]:
    """Tags, note, grading, and by whom and when."""
    codings = list(children(selection, "Coding"))
    refs = [guid(ref, "targetGUID") for coding in codings for ref in children(coding, "CodeRef")]
    described = text_of(child_of(selection, "Description"))
    graded = described is not None and described.startswith(GRADED)
    elements = [opened.notes.get(guid(one, "targetGUID") or "") for one in selection.iter("{*}NoteRef")]
    notes = [described] if described and not graded else []
    notes += [note for one in elements if one is not None and (note := _note(one, opened))]
    made = [selection, *codings]
    author = next((opened.people.get(who) for one in made if (who := guid(one, "creatingUser"))), None)
    return {
        "tags": tuple(dict.fromkeys(opened.codes[ref].tag.tag for ref in refs if ref in opened.codes)),
        "note": "\n\n".join(notes) or None,
        "credibility": credibility_of(described.removeprefix(GRADED)) if graded and described else None,
        "author": author or None,
        "created": next((time for one in made if (time := utc_time(attribute(one, "creationDateTime")))), None),
        "modified": utc_time(attribute(selection, "modifiedDateTime")),
    }


def _note(note: Element, opened: _Opened) -> str | None:
    written = exact(_text(note, opened), remembered(note).get("note"))
    parts = [text_of(child_of(note, "Description")), written]
    return "\n\n".join(part for part in parts if part) or None


def _joined(excerpts: list[ExcerptCopy]) -> Iterator[ExcerptCopy]:
    """Excerpts, those of one person on the same words as one: several programs write a selection for each code."""
    found: dict[Any, ExcerptCopy] = {}
    for one in excerpts:
        key = one.key if one.id else (one.start, one.end, one.author)
        before = found.get(key)
        notes = dict.fromkeys(note for note in (before.note if before else None, one.note) if note)
        found[key] = (
            replace(before, tags=tuple(dict.fromkeys((*before.tags, *one.tags))), note="\n\n".join(notes) or None)
            if before
            else one
        )
    yield from found.values()


def _lost(note: Element) -> ExcerptCopy | None:
    """An excerpt of ours that had lost its passage when it was written."""
    values = remembered(note).get("lost")
    found = ours.excerpt(values)
    article = values.get("article") if isinstance(values, dict) else None
    if found is None or not isinstance(article, str):
        return None
    return replace(found, where=_where(note), key=f"refi:{guid(note)}", article=article)


def _told(element: Element, opened: _Opened, used: set[str], sources: list[_Read]) -> Iterator[str]:
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
        if ref not in used and not (opened.is_ours and _lost(note)):
            yield f"a note that is on no passage has no place here: {_where(note)}"
    if described := text_of(child_of(element, "Description")):
        yield f"the description of the project has no place here: {line(described)}"
    own = {called for called in opened.variables.values() if called.casefold() not in VARIABLES}
    if own:
        yield f"variables without a place here: {', '.join(sorted(map(line, own)))}"
