"""Annotations on disk: `library/annotations/<article id>.yaml`, an excerpt an item, in the order of the text.

A save carries out single changes on what is on disk at that moment, so that programs and people who write at the same time lose
nothing of each other. Lines that do not change stay byte for byte (`workbench.storage.splicing`). A file may outlive its article.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from workbench.errors import ConflictError, DataError, NewerFormatError, Problem, UsageError
from workbench.files import reading, yaml_dump, yaml_file
from workbench.files.updating import update
from workbench.files.yaml_dump import Fields, Rows
from workbench.files.yaml_nodes import Document, Node, Scalar
from workbench.files.yaml_nodes import Mapping as MappingNode
from workbench.records.excerpt import Annotations, Excerpt
from workbench.storage import excerpt_fields, fields, ids, list_merging, merging, splicing
from workbench.storage.fields import FORMAT
from workbench.storage.splicing import Change, Layout

LAYOUT = Layout("excerpts", "id", excerpt_fields.ORDER)
"""Where the excerpts are in their file."""


class LoadedAnnotations(Struct, frozen=True):
    """Annotations as read.

    `problems` are items that the format does not allow; they are not among the excerpts and stay in the file as they are.
    `newer`: a newer workbench wrote the file; it can be read, not saved.
    """

    annotations: Annotations
    problems: tuple[Problem, ...] = ()
    newer: bool = False


class Put(Struct, frozen=True):
    """Add an excerpt (`before` is None), or change the one that was read as `before` into `after`."""

    before: Excerpt | None
    after: Excerpt


class Remove(Struct, frozen=True):
    """Take away the excerpt that was read as `before`."""

    before: Excerpt


def path_of(library: Path, article_id: str) -> Path:
    """The annotation file of an article, whether or not it is there.

    Raises:
        UsageError: It is no article id.
    """
    if not ids.is_article_id(article_id):
        raise UsageError(f"{article_id!r} is no article id", remedy="ids have a-z, 0-9 and -, and do not begin with x-")
    return library / "annotations" / f"{article_id}.yaml"


def annotated(library: Path) -> list[str]:
    """The ids of articles with an annotation file, by name, whether or not the articles are still there."""
    found = (entry.name.removesuffix(".yaml") for entry in listing(library))
    return sorted(name for name in found if ids.is_article_id(name))


def listing(library: Path) -> list[os.DirEntry[str]]:
    """Every entry of the folder that is named like an annotation file; none is opened.

    Raises:
        DataError: The folder cannot be read.
    """
    try:
        with os.scandir(library / "annotations") as entries:
            return [entry for entry in entries if entry.name.endswith(".yaml")]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", place=library / "annotations", remedy="see to the folder") from error


def naming(library: Path, excerpt_id: str) -> tuple[list[str], list[str]]:
    """The ids of articles whose file may hold an excerpt, told without parsing: a file is searched for the id's bytes.

    Returns:
        Those whose file has them, and those in whose file the id could only stand with an escape inside it, or that cannot be
        read.
    """
    plain: list[str] = []
    escaped: list[str] = []
    if not ids.is_excerpt_id(excerpt_id):
        return plain, escaped
    for article_id in annotated(library):
        try:
            data = reading.read_bytes(path_of(library, article_id))
        except (DataError, FileNotFoundError):
            data = b"\\"
        if excerpt_id.encode() in data:
            plain.append(article_id)
        elif b"\\" in data:
            escaped.append(article_id)
    return plain, escaped


def load(library: Path, article_id: str) -> LoadedAnnotations:
    """Read the annotations of an article; without a file there are none.

    Raises:
        FormatError: The file does not parse; the error names the line.
        DataError: It cannot be read.
        UsageError: It is no article id.
    """
    path = path_of(library, article_id)
    try:
        return understand(yaml_file.read(path), article_id)
    except FileNotFoundError:
        return LoadedAnnotations(Annotations(article=article_id))


def apply(library: Path, article_id: str, changes: Sequence[Put | Remove]) -> Annotations:
    """Carry out changes on what is on disk now; durable when this returns, and either all are carried out or none.

    A change of an excerpt that somebody else took away brings it back; a change that is on disk already is no change. What
    somebody else changed in other fields is kept, tags of both sides count. The text that a new excerpt was
    made on is kept first: `workbench.storage.texts.keep`.

    Args:
        library: The library's folder.
        article_id: Whose excerpts they are.
        changes: In order; each may rest on those before it.

    Returns:
        All annotations of the article as they are on disk now.

    Raises:
        ConflictError: Someone else changed the same field, or what shall be removed, or took the id of a new excerpt.
        NewerFormatError: A newer workbench wrote the file.
        FormatError: The file does not parse, has an id twice, or the change would cost a line that a person wrote.
        UsageError: It is no article id, or a value is none that the format allows.
        UnwritableError: The library cannot be written.
    """
    path = path_of(library, article_id)

    def changed() -> tuple[str | None, LoadedAnnotations]:
        try:
            document = yaml_file.read(path)
        except FileNotFoundError:
            document = empty(path, article_id)
        new, loaded = _carried_out(document, article_id, changes)
        return (new.text if new.text != document.text else None), loaded

    return update(library, path, changed).annotations


def empty(path: Path, article_id: str) -> Document:
    """An annotation file without excerpts."""
    return yaml_file.parse(yaml_dump.dump({"format": FORMAT, "article": article_id, "excerpts": Rows()}), path)


def understand(document: Document, article_id: str) -> LoadedAnnotations:
    """Read the excerpts of a file that parses.

    Raises:
        FormatError: It says no format, or `excerpts` is no list.
    """
    newer = not fields.writable(document)
    root = document.mapping()
    problems = list_merging.unsettled(document)
    excerpts: dict[str, Excerpt] = {}
    for node in fields.list_of_mappings(document, root, "excerpts"):
        excerpt = excerpt_fields.from_node(document, node, problems)
        if excerpt and excerpt.id in excerpts:
            problems.append(document.problem(f"the id {excerpt.id!r} a second time", node, "give one of the two another"))
        elif excerpt:
            excerpts[excerpt.id] = excerpt
    _check_article(document, root.get("article"), article_id, problems)
    annotations = Annotations(article=article_id, excerpts=merging.in_text_order(excerpts.values()))
    return LoadedAnnotations(annotations, tuple(problems), newer)


def carry_out(document: Document, article_id: str, changes: Sequence[Put | Remove]) -> Document:
    """A file with changes written into it: pure; `apply` tells what is kept and what is refused.

    Raises:
        ConflictError: The file differs from what the changes rest on.
        NewerFormatError: A newer workbench wrote the file.
        FormatError: It cannot be changed without loss.
        UsageError: A value is none that the format allows.
    """
    return _carried_out(document, article_id, changes)[0]


def _carried_out(document: Document, article_id: str, changes: Sequence[Put | Remove]) -> tuple[Document, LoadedAnnotations]:
    loaded = understand(document, article_id)
    if loaded.newer:
        raise NewerFormatError("written by a newer workbench: it can be read, not saved", place=document.path, remedy="upgrade")
    items = fields.list_of_mappings(document, document.mapping(), "excerpts")
    where = splicing.by_id(document, items, "id")
    there = {excerpt.id: excerpt for excerpt in loaded.annotations.excerpts}
    wanted: dict[str, Excerpt | None] = {}
    for change in changes:
        name = change.before.id if isinstance(change, Remove) else change.after.id
        if name in where and name not in there:
            raise document.error(f"the excerpt {name} cannot be read", items[where[name]], "correct it, then save again")
        now = wanted[name] if name in wanted else there.get(name)
        wanted[name] = _outcome(change, now, document.path)
    differing = {name: excerpt for name, excerpt in wanted.items() if excerpt != there.get(name)}
    if not differing:
        return document, loaded
    ordered = [excerpt.id for excerpt in merging.in_text_order(excerpt for excerpt in differing.values() if excerpt)]
    names = dict.fromkeys((*ordered, *differing))
    splices = {name: Change(_written(there.get(name)), _written(differing[name])) for name in names}
    new = splicing.splice(document, LAYOUT, splices, lambda row: _place(items, row))
    written = understand(new, article_id)
    _require(written, differing, document.path)
    return new, written


def _outcome(change: Put | Remove, now: Excerpt | None, path: Path) -> Excerpt | None:
    """What a change makes of an excerpt as it is now.

    Raises:
        ConflictError: It is not what the change rests on, and the two cannot be joined.
        UsageError: The change would give it another id.
    """
    if isinstance(change, Remove):
        if now is not None and now != change.before:
            raise _conflict(f"the excerpt {now.id} was changed by someone else meanwhile", path)
        return None
    if change.before is not None and change.before.id != change.after.id:
        raise UsageError(f"{change.before.id} cannot become {change.after.id}", remedy="an excerpt keeps its id")
    if now is None or now == change.after:
        return change.after
    if change.before is None:
        raise _conflict(f"another excerpt has the id {now.id}", path)
    joined, clashes = merging.join_excerpt(change.before, change.after, now)
    if clashes:
        raise _conflict(f"`{clashes[0]}` of the excerpt {now.id} was changed by someone else meanwhile", path)
    return joined


def _conflict(what: str, path: Path) -> ConflictError:
    return ConflictError(what, place=path, remedy="look at it as it is now, and change it again")


def _written(excerpt: Excerpt | None) -> Fields | None:
    return excerpt_fields.to_fields(excerpt) if excerpt else None


def _place(items: Sequence[Node], row: Fields) -> int:
    """How many items stand in front of a new excerpt: to the last that does not begin behind it."""
    key = (row["start"], row["end"])
    places = [index + 1 for index, item in enumerate(items) if (found := span_of(item)) and found <= key]
    return places[-1] if places else 0


def span_of(item: Node) -> tuple[int, int] | None:
    """Where an item says that it stands: its first code point, and the one after its last."""
    ends = [item.get(key) for key in ("start", "end")] if isinstance(item, MappingNode) else []
    values = [node.value for node in ends if isinstance(node, Scalar) and node.value and node.value.isdecimal()]
    return (int(values[0]), int(values[1])) if len(values) == len(("start", "end")) else None


def _check_article(document: Document, node: Node | None, article_id: str, problems: list[Problem]) -> None:
    stated = node.value if isinstance(node, Scalar) else None
    if stated != article_id:
        what = f"`article` is {stated!r}, but the file is named {article_id}.yaml"
        problems.append(document.problem(what, node or document.root, f"write `article: {article_id}`"))


def _require(new: LoadedAnnotations, wanted: Mapping[str, Excerpt | None], path: Path) -> None:
    """Every excerpt comes back as it was handed in.

    Raises:
        UsageError: One does not: a value is none that the format allows.
    """
    found = {excerpt.id: excerpt for excerpt in new.annotations.excerpts}
    for name, excerpt in wanted.items():
        if found.get(name) != excerpt:
            reason = new.problems[-1].problem if new.problems else "it does not come back as it is"
            raise UsageError(f"the excerpt {name} cannot be saved: {reason}", place=path)
