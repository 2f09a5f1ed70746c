"""A project of REFI-QDA (`.qdpx`): a zip archive of `project.qde` and a text file for each article.

Selections count code points, from 0, the end behind the last: "Selections in a text file are defined by the first and the last character
(Unicode codepoint) in the file", says the standard, and its own sample counts the word "granola" from 62 to 69. GUIDs are UUIDs of
version 5 of our ids, and files in the archive bear one date, so that the same project gives the same bytes.

An excerpt that has lost its passage has no place in a text: it is a note on its source. Grading is a description, an article's metadata
are variables of its source.

Source:
    REFI-QDA Standard 1.5, sections 5.3 and 8 to 13.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Final

from workbench.exchange import ours, refi_codebook, refi_reading
from workbench.exchange.project import ArticleCopy, ExcerptCopy, Project
from workbench.exchange.refi_names import GRADED, ORIGIN, VARIABLES, guid_of
from workbench.exchange.refi_xml import PROJECT, add, document, remember, root, unsafe
from workbench.files.xml_tree import Element
from workbench.records.selector import Span

_DATE: Final = (1980, 1, 1, 0, 0, 0)
"""The first that a zip archive can hold."""

read = refi_reading.read


def write(project: Project) -> bytes:
    """The project as a `.qdpx` file; the same bytes for the same project."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = ORIGIN.encode()
        _put(archive, "project.qde", document(_project(project)))
        for article in project.articles:
            if article.text is not None:
                _put(archive, f"sources/{_file(article)}", article.text.encode())
    return out.getvalue()


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data)


def _project(project: Project) -> Element:
    element = root(PROJECT, "Project", name="Excerpts", origin=ORIGIN)
    people = {guid_of("person", one): one for one in sorted({excerpt.author for excerpt in project.excerpts if excerpt.author})}
    if odd := unsafe(**people):
        remember(element, {"people": odd})
    for called, text in sorted(project.texts.items()):
        remember(element, {"texts": {called: text}})  # each by itself: no instruction may have more than 10 MB
    if people:
        users = add(element, "Users")
        for guid, person in people.items():
            add(users, "User", guid=guid, name=person)
    if refi_codebook.used(project):
        refi_codebook.add_codes(add(element, "CodeBook"), project)
    variables = [name for name in VARIABLES if any(_variable(article, name) for article in project.articles)]
    if variables:
        declared = add(element, "Variables")
        for name in variables:
            add(declared, "Variable", guid=guid_of("variable", name), name=name, typeOfVariable="Text")
    _add_sources(element, project)
    return element


def _add_sources(element: Element, project: Project) -> None:
    excerpts: dict[str, list[ExcerptCopy]] = {article.key: [] for article in project.articles}
    for excerpt in project.excerpts:
        excerpts[excerpt.article].append(excerpt)
    if not project.articles:
        return
    sources = add(element, "Sources")
    noted = [one for article in project.articles for one in _add_source(sources, article, excerpts[article.key])]
    if noted:
        notes = add(element, "Notes")
        for excerpt, is_lost in noted:
            _add_note(notes, excerpt, is_lost=is_lost)


def _add_source(sources: Element, article: ArticleCopy, excerpts: list[ExcerptCopy]) -> Iterator[tuple[ExcerptCopy, bool]]:
    """Write an article with its excerpts; those that need a note come back, with whether they have lost their passage."""
    path = f"internal://{_file(article)}" if article.text is not None else None
    source = add(
        sources, "TextSource", guid=guid_of("article", article.key), name=article.title or article.key, plainTextPath=path
    )
    remember(source, ours.of_article(article))
    if article.text is None:
        add(source, "PlainTextContent", "")
    placed = [(one, one.now) for one in excerpts if one.now is not None and article.text is not None]
    for excerpt, span in placed:
        _add_selection(source, excerpt, span)
    lost = [one for one in excerpts if one.now is None or article.text is None]
    for excerpt in lost:
        add(source, "NoteRef", targetGUID=guid_of("note", excerpt.key))
    _add_values(source, article)
    yield from ((excerpt, False) for excerpt, _ in placed if excerpt.note is not None)
    yield from ((excerpt, True) for excerpt in lost)


def _add_selection(source: Element, excerpt: ExcerptCopy, span: Span) -> None:
    places = {"startPosition": str(span.start), "endPosition": str(span.end)}
    selection = add(source, "PlainTextSelection", guid=guid_of("excerpt", excerpt.key), name=excerpt.id, **places, **_by(excerpt))
    remember(selection, _beside(excerpt))
    if excerpt.credibility:
        add(selection, "Description", f"{GRADED}{excerpt.credibility}")
    for tag in excerpt.tags:
        guid = guid_of("coding", f"{excerpt.key} {tag}")
        person = guid_of("person", excerpt.author) if excerpt.author else None
        coding = add(selection, "Coding", guid=guid, creatingUser=person, creationDateTime=excerpt.created)
        add(coding, "CodeRef", targetGUID=guid_of("tag", tag))
    if excerpt.note is not None:
        add(selection, "NoteRef", targetGUID=guid_of("note", excerpt.key))


def _add_note(notes: Element, excerpt: ExcerptCopy, *, is_lost: bool) -> None:
    """What a person says of an excerpt; of one that has lost its passage all there is, as nothing else holds it."""
    called = f"Lost passage {excerpt.id}" if is_lost else f"Note on {excerpt.id}"
    note = add(notes, "Note", guid=guid_of("note", excerpt.key), name=called, **_by(excerpt))
    words = excerpt.note or ""
    if is_lost:
        words = "\n\n".join(part for part in (f"«{excerpt.quote}»", " ".join(excerpt.tags), excerpt.note) if part)
        remember(note, {"lost": ours.of_excerpt(excerpt) | {"article": guid_of("article", excerpt.article)}})
    else:
        remember(note, unsafe(note=excerpt.note))
    add(note, "PlainTextContent", words)


def _by(excerpt: ExcerptCopy) -> dict[str, str | None]:
    """By whom and when."""
    person = guid_of("person", excerpt.author) if excerpt.author else None
    return {"creatingUser": person, "creationDateTime": excerpt.created, "modifiedDateTime": excerpt.modified}


def _beside(excerpt: ExcerptCopy) -> dict[str, object]:
    """What a selection has no place for."""
    return ours.of_excerpt(excerpt, "id", "quote", "prefix", "suffix", "start", "end", "text", "anchor")


def _add_values(source: Element, article: ArticleCopy) -> None:
    for name in VARIABLES:
        if value := _variable(article, name):
            stated = add(source, "VariableValue")
            add(stated, "VariableRef", targetGUID=guid_of("variable", name))
            add(stated, "TextValue", value)


def _variable(article: ArticleCopy, name: str) -> str | None:
    return "; ".join(article.authors) or None if name == "authors" else getattr(article, name)


def _file(article: ArticleCopy) -> str:
    return f"{guid_of('text', article.key)}.txt"
