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


def carried(new: Document, old: Document, taken: Mapping[str, str]) -> Document:
    """A codebook with the rest of items that it has lost put into other items; a key that is there already stays as it is.

    Args:
        new: The codebook without the items.
        old: The codebook that still has them.
        taken: By the tag of each item that is gone, the tag of the one that takes it in.

    Raises:
        ConflictError: An item that takes one in is gone.
        FormatError: One of the items is written in one line.
    """
    said = rests(old)
    moved = {gone: into for gone, into in taken.items() if said[gone].words}
    if not moved:
        return new
    before = rests(new)
    for into in moved.values():
        if into not in before:
            raise ConflictError(f"the tag {into} was taken away meanwhile", place=new.path, remedy="look at it as it is now")
    wanted = dict(before)
    for gone, into in moved.items():
        wanted[into] = wanted[into].joined(said[gone])
    with_keys = _with_keys(new, yaml_file.parse(old.text.replace("\r\n", "\n"), old.path), moved)
    whole = _with_comments(with_keys, {into: wanted[into].comments for into in moved.values()})
    is_whole = all(_has(found, wanted[tag]) for tag, found in rests(whole).items())
    if not is_whole or _ours(whole) != _ours(new):
        raise FormatError(
            "what stands beside a tag cannot be carried along",
            place=new.path,
            remedy="write one key a line, and end the last line",
        )
    return whole


def _with_keys(new: Document, old: Document, moved: Mapping[str, str]) -> Document:
    """The keys, in the lines they have; of several that say the same the first."""
    sources, targets = _items(old), _items(new)
    edits: list[yaml_edit.Edit] = []
    there = {into: set(targets[into].entries) for into in moved.values()}
    for gone, into in moved.items():
        for key in sources[gone].entries:
            if key not in KEYS and key not in there[into]:
                there[into].add(key)
                edits.append(yaml_edit.take_entry(new, targets[into], old, sources[gone], key))
    return yaml_file.parse(yaml_edit.apply(new.text, edits), new.path)


def _with_comments(document: Document, wanted: Mapping[str, tuple[str, ...]]) -> Document:
    """The comments that did not come along with keys: as lines behind the name, or in its line where nothing follows."""
    items, there = _items(document), rests(document)
    edits: list[yaml_edit.Edit] = []
    for tag, lines in wanted.items():
        item, left = items[tag], [line for line in lines if line not in there[tag].comments]
        if left and item.flow:
            raise document.error("a comment cannot be put into a line", item, "write one key a line")
        edits.append(_comment_edit(document, item, left))
    return yaml_file.parse(yaml_edit.apply(document.text, edits), document.path)


def _comment_edit(document: Document, item: MappingNode, lines: list[str]) -> yaml_edit.Edit:
    text, name = document.text, content_end(item.entries["tag"].value, document.text)
    if content_end(item, text) <= name:  # below its last line a comment would be the next item's
        at = name + len(text[name : yaml_edit.line_end(text, name)].rstrip())
        return yaml_edit.Edit(at, at, "".join(f"   {line}" for line in lines))
    at, column = yaml_edit.line_end(text, name), yaml_edit.column_of(text, item.start)
    return yaml_edit.Edit(at, at, "".join(f"{' ' * column}{line}\n" for line in lines))


def _has(found: Rest, wanted: Rest) -> bool:
    said = "\n".join(found.comments)
    return found.keys == wanted.keys and all(line in said for line in wanted.comments)


def _ours(document: Document) -> list[list[Plain]]:
    """What the items say under our keys."""
    return [[to_plain(item.entries[key].value) for key in KEYS if key in item.entries] for item in _items(document).values()]


def _items(document: Document) -> dict[str, MappingNode]:
    items = fields.list_of_mappings(document, document.mapping(), "tags")
    return {_name(item): item for item in items if isinstance(item, MappingNode)}


def _name(item: MappingNode) -> str:
    entry = item.entries.get("tag")
    return str(to_plain(entry.value)) if entry else ""
