"""The codebook on disk: `library/codebook.yaml`, the tags with their titles, definitions and colours, in its author's order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from workbench.errors import ConflictError, NewerFormatError, Problem, UsageError
from workbench.files import atomic, yaml_dump, yaml_file
from workbench.files.lock import locked
from workbench.files.yaml_dump import Fields, Rows
from workbench.files.yaml_nodes import Document, Node
from workbench.files.yaml_nodes import Mapping as MappingNode
from workbench.records.tag import Codebook, Tag, is_tag, is_within, parents
from workbench.storage import codebook_rest, fields, splicing, three_way
from workbench.storage.codebook_rest import Rest
from workbench.storage.fields import FORMAT, FieldError
from workbench.storage.splicing import Change, Layout

_LAYOUT = Layout("tags", "tag", codebook_rest.KEYS)


class LoadedCodebook(Struct, frozen=True):
    """The codebook as read.

    `problems` are items that the format does not allow; they are not in the codebook and stay in the file as they are.
    `newer`: a newer workbench wrote the file; it can be read, not saved.
    """

    codebook: Codebook
    problems: tuple[Problem, ...] = ()
    newer: bool = False


class TagEdit(Struct, frozen=True, kw_only=True):
    """A tag of the codebook as it was read and as it shall be; `before` is None where it is new, `after` where it goes.

    Of one that goes, `into` is the tag that takes in the keys we do not know, and the comments.
    """

    before: Tag | None
    after: Tag | None
    into: str | None = None

    @property
    def inverse(self) -> TagEdit:
        """The edit that takes this one back."""
        return TagEdit(before=self.after, after=self.before, into=self.into)


class Texts(Struct, frozen=True):
    """The codebook's file before and after a change."""

    before: str
    after: str

    @property
    def inverse(self) -> Texts:
        """The other way round."""
        return Texts(self.after, self.before)


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
    """Add (`before` is None), change or remove (`after` is None) one tag; see `change_all`, which raises the same."""
    change_all(library, [TagEdit(before=before, after=after)])
    return read(library).codebook


def change_all(library: Path, edits: Sequence[TagEdit], exactly: Texts | None = None) -> Texts:
    """Carry out edits of several tags in one write: all of them or none; durable when this returns.

    A new tag goes in front of those below it, or behind the last one below its parent, or below the nearest path above that; otherwise
    to the end. One that is renamed stays where it is, with its comments and the keys we do not know.

    Args:
        library: The library's folder.
        edits: Of different tags. One that is on disk already is none.
        exactly: If the file is still its `before`, it becomes its `after`, byte for byte: so a step is taken back that took out
            an item with a person's comments.

    Returns:
        The file before and after.

    Raises:
        ConflictError: Someone else changed a tag meanwhile, or there is one of the new name.
        NewerFormatError: A newer workbench wrote the file.
        FormatError: The file does not parse, or a change would cost a line that a person wrote.
        UsageError: A new name is none of a tag.
        UnwritableError: The library cannot be written.
    """
    path = path_of(library)
    with locked(library):
        document = _document(path)
        as_before = exactly is not None and document.text == exactly.before != exactly.after
        new = exactly.after if exactly and as_before else carry_out(document, edits).text
        if new != document.text:
            atomic.write_text(path, new)
    return Texts(document.text, new)


def refuse_unsavable(library: Path, edits: Sequence[TagEdit]) -> None:
    """Raise what `change_all` would raise for reasons of what stands in the file; nothing is written."""
    carry_out(_document(path_of(library)), edits)


def _document(path: Path) -> Document:
    try:
        return yaml_file.read(path)
    except FileNotFoundError:
        return yaml_file.parse(yaml_dump.dump({"format": FORMAT, "tags": Rows()}), path)


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


def carry_out(document: Document, edits: Sequence[TagEdit]) -> Document:
    """A codebook with edits of different tags written into it: pure; `change_all` tells what is refused.

    Raises:
        ConflictError: The file differs from what an edit rests on.
        NewerFormatError: A newer workbench wrote the file.
        FormatError: It cannot be changed without loss.
        UsageError: A new name is none of a tag.
    """
    loaded = understand(document)
    if loaded.newer:
        raise NewerFormatError("written by a newer workbench: it can be read, not saved", place=document.path, remedy="upgrade")
    there = {tag.tag: tag for tag in loaded.codebook.tags}
    splices: dict[str, Change] = {}
    for edit in edits:
        now = there.get(edit.before.tag) if edit.before else None
        wanted = _outcome(edit, now, there, document.path)
        if wanted != now:
            splices[now.tag if now else wanted.tag if wanted else ""] = Change(_written(now), _written(wanted))
    if not splices:
        return document
    names = _names(document)
    new = splicing.splice(document, _LAYOUT, splices, lambda row: _place(names, str(row["tag"])))
    taken = {
        edit.before.tag: edit.into
        for edit in edits
        if edit.before and not edit.after and edit.into and edit.before.tag in splices
    }
    return codebook_rest.carried(new, document, taken) if taken else new


def rests(library: Path) -> dict[str, Rest]:
    """What the items of the codebook say besides our keys, by their tags.

    Raises:
        FormatError: The file does not parse.
    """
    return codebook_rest.rests(_document(path_of(library)))


def _outcome(edit: TagEdit, now: Tag | None, there: Mapping[str, Tag], path: Path) -> Tag | None:
    """What an edit makes of a tag as it is now; `now` itself if there is nothing to do.

    Raises:
        ConflictError: The tag is not what the edit rests on, or there is one of the new name.
        UsageError: The new name is none of a tag.
    """
    before, after = edit.before, edit.after
    if after is not None and not is_tag(after.tag):
        raise UsageError(f"{after.tag!r} is no tag", remedy="no spaces, no commas, segments joined by /")
    taken = there.get(after.tag) if after else None
    if taken and now is None and taken == after:
        return now  # it is there already
    if after and taken and taken != now:
        raise ConflictError(f"there is a tag {after.tag} already", place=path, remedy="merge the two")
    return _join(before, after, now, path)


def _join(before: Tag | None, after: Tag | None, now: Tag | None, path: Path) -> Tag | None:
    """What the tag shall be, over what somebody else made of it meanwhile.

    Raises:
        ConflictError: Both changed the same.
    """
    try:
        if before is None or after is None or now is None:
            return three_way.join(before, after, now) if before and now else after
        values = {key: three_way.join(getattr(before, key), getattr(after, key), getattr(now, key)) for key in codebook_rest.KEYS}
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


def _names(document: Document) -> list[str]:
    """The tag of each item, in order; "" where it is none."""
    problems: list[Problem] = []
    items = fields.list_of_mappings(document, document.mapping(), "tags")
    return [tag.tag if (tag := _tag(document, item, problems)) else "" for item in items]


def _place(names: Sequence[str], new: str) -> int:
    """In front of the first below it; else behind the last relative, the nearest first: below its parent, below the one above that."""
    below = [index for index, name in enumerate(names) if is_within(name, new)]
    if below:
        return below[0]
    for parent in parents(new):
        relatives = [index + 1 for index, name in enumerate(names) if is_within(name, parent)]
        if relatives:
            return relatives[-1]
    return len(names)
