"""The codebook on disk: `library/codebook.yaml`, the tags with their titles, definitions and colours, in its author's order."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from workbench.errors import ConflictError, NewerFormatError, Problem, UsageError
from workbench.files import atomic, yaml_dump, yaml_file
from workbench.files.lock import locked
from workbench.files.yaml_dump import Fields, Rows
from workbench.files.yaml_nodes import Document, Node
from workbench.files.yaml_nodes import Mapping as MappingNode
from workbench.records.tag import Codebook, Tag, is_tag
from workbench.storage import fields, splicing, three_way
from workbench.storage.fields import FORMAT, FieldError
from workbench.storage.splicing import Change, Layout

_KEYS = ("tag", "title", "definition", "colour")
_LAYOUT = Layout("tags", "tag", _KEYS)


class LoadedCodebook(Struct, frozen=True):
    """The codebook as read.

    `problems` are items that the format does not allow; they are not in the codebook and stay in the file as they are.
    `newer`: a newer workbench wrote the file; it can be read, not saved.
    """

    codebook: Codebook
    problems: tuple[Problem, ...] = ()
    newer: bool = False


def path_of(library: Path) -> Path:
    """The codebook's file, whether or not it is there."""
    return library / "codebook.yaml"


def read(library: Path) -> LoadedCodebook:
    """Read the codebook; without a file it is empty.

    Raises:
        FormatError: The file does not parse; the error names the line.
        DataError: It cannot be read.
    """
    try:
        return understand(yaml_file.read(path_of(library)))
    except FileNotFoundError:
        return LoadedCodebook(Codebook())


def change(library: Path, before: Tag | None, after: Tag | None) -> Codebook:
    """Add (`before` is None), change or remove (`after` is None) one tag; durable when this returns.

    A new tag goes behind the last one that its parent is the parent or ancestor of, otherwise to the end.

    Args:
        library: The library's folder.
        before: The tag as it was read.
        after: The tag as it shall be; it may be renamed.

    Returns:
        The codebook as it is on disk now.

    Raises:
        ConflictError: Someone else changed the tag meanwhile, or there is one of the new name.
        NewerFormatError: A newer workbench wrote the file.
        FormatError: The file does not parse, or the change would cost a line that a person wrote.
        UsageError: The new name is none of a tag.
        UnwritableError: The library cannot be written.
    """
    path = path_of(library)
    with locked(library):
        try:
            document = yaml_file.read(path)
        except FileNotFoundError:
            document = yaml_file.parse(yaml_dump.dump({"format": FORMAT, "tags": Rows()}), path)
        new = carry_out(document, before, after)
        if new.text != document.text:
            atomic.write_text(path, new.text)
    return understand(new).codebook


def understand(document: Document) -> LoadedCodebook:
    """Read the tags of a file that parses.

    Raises:
        FormatError: It says no format, or `tags` is no list.
    """
    newer = not fields.writable(document)
    problems: list[Problem] = []
    tags: dict[str, Tag] = {}
    for node in fields.list_of_mappings(document, document.mapping(), "tags"):
        tag = _tag(document, node, problems)
        if tag and tag.tag in tags:
            problems.append(document.problem(f"the tag {tag.tag!r} a second time", node, "keep one of the two"))
        elif tag:
            tags[tag.tag] = tag
    return LoadedCodebook(Codebook(tags=tuple(tags.values())), tuple(problems), newer)


def carry_out(document: Document, before: Tag | None, after: Tag | None) -> Document:
    """A codebook with one change written into it: pure; `change` tells what is refused.

    Raises:
        ConflictError: The file differs from what the change rests on.
        NewerFormatError: A newer workbench wrote the file.
        FormatError: It cannot be changed without loss.
        UsageError: The new name is none of a tag.
    """
    loaded = understand(document)
    if loaded.newer:
        raise NewerFormatError("written by a newer workbench: it can be read, not saved", place=document.path, remedy="upgrade")
    if after is not None and not is_tag(after.tag):
        raise UsageError(f"{after.tag!r} is no tag", remedy="no spaces, no commas, segments joined by /")
    there = {tag.tag: tag for tag in loaded.codebook.tags}
    now = there.get(before.tag) if before else None
    if after and after.tag in there and (before is None or before.tag != after.tag) and there[after.tag] != after:
        raise ConflictError(f"there is a tag {after.tag} already", place=document.path, remedy="merge the two")
    wanted = _join(before, after, now, document.path)
    if wanted == now or (before is None and wanted is not None and there.get(wanted.tag) == wanted):
        return document
    key = now.tag if now else wanted.tag if wanted else ""
    splices = {key: Change(_written(now), _written(wanted))}
    if now and wanted and now.tag != wanted.tag:
        splices = {now.tag: Change(_written(now), None), wanted.tag: Change(None, _written(wanted))}
    return splicing.splice(document, _LAYOUT, splices, lambda row: _place(document, row))


def _join(before: Tag | None, after: Tag | None, now: Tag | None, path: Path) -> Tag | None:
    """What the tag shall be, over what somebody else made of it meanwhile.

    Raises:
        ConflictError: Both changed the same.
    """
    try:
        if before is None or after is None or now is None:
            return three_way.join(before, after, now) if before and now else after
        values = {key: three_way.join(getattr(before, key), getattr(after, key), getattr(now, key)) for key in _KEYS}
    except three_way.ClashError:
        raise ConflictError(
            f"the tag {before.tag if before else ''} was changed by someone else meanwhile",
            place=path,
            remedy="look at it as it is now, and change it again",
        ) from None
    return Tag(**values)


def _tag(document: Document, node: Node, problems: list[Problem]) -> Tag | None:
    """Read one list item; None, and a problem, if it is no tag."""
    if not isinstance(node, MappingNode) or "tag" not in node.entries:
        problems.append(document.problem("not a tag", node, "write `- tag: name`"))
        return None
    found = fields.Fields(document, node, problems)
    tag = Tag(
        tag=found.read("tag", _name, ""),
        title=found.read("title", fields.text, None),
        definition=found.read("definition", fields.text, None),
        colour=found.read("colour", fields.text, None),
    )
    return None if found.unreadable else tag


def _name(node: Node) -> str:
    name = fields.some_text(node)
    if not is_tag(name):
        raise FieldError(f"{name!r} is no tag: no spaces, no commas, segments joined by `/`", node)
    return name


def _written(tag: Tag | None) -> Fields | None:
    if tag is None:
        return None
    return {"tag": tag.tag, "title": tag.title, "definition": tag.definition, "colour": tag.colour}


def _place(document: Document, row: Fields) -> int:
    """Behind the last relative: the parent, or what has the same parent; otherwise at the end."""
    parent = str(row["tag"]).rpartition("/")[0]
    items = fields.list_of_mappings(document, document.mapping(), "tags")
    problems: list[Problem] = []
    names = [tag.tag if (tag := _tag(document, item, problems)) else "" for item in items]
    relatives = [index + 1 for index, name in enumerate(names) if parent and (name == parent or name.startswith(f"{parent}/"))]
    return relatives[-1] if relatives else len(items)
