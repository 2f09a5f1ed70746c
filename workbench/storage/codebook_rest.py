"""What an item of the codebook says that is not ours: keys we do not know, and comments. It goes along into the tag that takes it in."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from workbench.errors import ConflictError, FormatError
from workbench.files import yaml_edit, yaml_file
from workbench.files.yaml_dump import Value, inline
from workbench.files.yaml_nodes import Document, Plain, comments, content_end, to_plain
from workbench.files.yaml_nodes import Mapping as MappingNode
from workbench.files.yaml_nodes import Sequence as SequenceNode
from workbench.storage import fields

KEYS = ("tag", "title", "definition", "colour")
"""The keys of an item that are ours, in the order they are written in."""


class Rest(Struct, frozen=True):
    """What an item says besides our keys."""

    keys: Mapping[str, Value]
    comments: tuple[str, ...] = ()
    """Those inside the item, each from its `#` on; the ones above it stay where they are."""

    @property
    def words(self) -> tuple[str, ...]:
        """Each key with its value, and each comment, as they are written in a line."""
        return (*(f"{key}: {inline(value)}" for key, value in self.keys.items()), *self.comments)

    def beside(self, other: Rest) -> Rest:
        """The part of it that has no place beside what another item says: keys that say something else there."""
        return Rest({key: value for key, value in self.keys.items() if other.keys.get(key, value) != value})

    def joined(self, other: Rest) -> Rest:
        """It, with what another has more."""
        return Rest({**other.keys, **self.keys}, tuple(dict.fromkeys((*self.comments, *other.comments))))


def rests(document: Document) -> dict[str, Rest]:
    """What each item says besides our keys, by its tag."""
    sequence = document.mapping().get("tags")
    items = fields.list_of_mappings(document, document.mapping(), "tags")
    found: dict[str, Rest] = {}
    for index, item in enumerate(items):
        if isinstance(item, MappingNode) and isinstance(sequence, SequenceNode):
            start, end = (item.start, item.end) if sequence.flow else yaml_edit.item_lines(document, sequence, index)
            keys = {key: to_plain(entry.value) for key, entry in item.entries.items() if key not in KEYS}
            found.setdefault(_name(item), Rest(keys, tuple(comments(item, document.text, start, end))))
    return found


def carried(new: Document, old: Document, gone: str, into: str) -> Document:
    """A codebook with the rest of an item that it has lost put into another item; a key that is there already stays as it is.

    Args:
        new: The codebook without the item.
        old: The codebook that still has it.
        gone: Its tag.
        into: The tag of the item that takes it in.

    Raises:
        ConflictError: The item that takes it in is gone.
        FormatError: One of the two items is written in one line.
    """
    if into not in rests(new):
        raise ConflictError(
            f"the tag {into} was taken away by someone else meanwhile", place=new.path, remedy="look at it as it is now"
        )
    if not rests(old)[gone].words:
        return new
    old = yaml_file.parse(old.text.replace("\r\n", "\n"), old.path)
    source, rest, there = _item(old, gone), rests(old)[gone], rests(new)[into]
    for key in rest.keys:
        if key not in there.keys:
            edit = yaml_edit.take_entry(new, _item(new, into), old, source, key)
            new = yaml_file.parse(yaml_edit.apply(new.text, [edit]), new.path)
    left = [one for one in rest.comments if one not in rests(new)[into].comments]
    if left:
        new = yaml_file.parse(yaml_edit.apply(new.text, [_comment_lines(new, _item(new, into), left)]), new.path)
    wanted = {**_plain(_item(new, into)), **there.joined(rest).keys}
    if _plain(_item(new, into)) != wanted or not set(rest.comments) <= set(rests(new)[into].comments):
        raise FormatError(
            f"what stands beside the tag {gone} cannot be carried along", place=new.path, remedy="write one key a line"
        )
    return new


def _comment_lines(document: Document, item: MappingNode, lines: list[str]) -> yaml_edit.Edit:
    """Comments as lines of their own inside an item: behind its name."""
    if item.flow:
        raise document.error("a comment cannot be put into a line", item, "write one key a line")
    at = yaml_edit.line_end(document.text, content_end(item.entries["tag"].value, document.text))
    column = yaml_edit.column_of(document.text, item.start)
    return yaml_edit.Edit(at, at, "".join(f"{' ' * column}{line}\n" for line in lines))


def _item(document: Document, tag: str) -> MappingNode:
    items = fields.list_of_mappings(document, document.mapping(), "tags")
    return next(item for item in items if isinstance(item, MappingNode) and _name(item) == tag)


def _name(item: MappingNode) -> str:
    return str(_plain(item).get("tag"))


def _plain(item: MappingNode) -> dict[str, Plain]:
    return {key: to_plain(entry.value) for key, entry in item.entries.items()}
