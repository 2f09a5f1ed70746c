"""Changing some items of a list in a YAML file and nothing else: pure, from text to text.

The list's items are mappings, each with an id of its own. Items that do not change stay byte for byte; of a changed one only the
keys that differ are written; one that goes takes the comments inside it along. Before the new text is returned it is
read, and refused if it says anything but the old one with the changes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from workbench.errors import FormatError
from workbench.files import yaml_edit, yaml_file
from workbench.files.yaml_dump import Fields, Value, as_read
from workbench.files.yaml_nodes import Document, Node, Scalar, to_plain
from workbench.files.yaml_nodes import Mapping as MappingNode
from workbench.files.yaml_nodes import Sequence as SequenceNode
from workbench.storage import fields


class Change(Struct, frozen=True):
    """What an item says and shall say; None where it is not there."""

    before: Fields | None
    after: Fields | None


class Layout(Struct, frozen=True):
    """Where the list is in its file: under which key, by which key its items are told apart, their keys in order."""

    list_key: str
    id_key: str
    order: Sequence[str]


def splice(
    document: Document,
    layout: Layout,
    changes: Mapping[str, Change],
    place: Callable[[Fields], int],
) -> Document:
    """Write changes into a text.

    Args:
        document: The file as it is; its root is a mapping.
        layout: Which list is meant.
        changes: What to change, by the items' ids.
        place: Where a new item goes: the number of old items in front of it.

    Returns:
        The file as it shall be.

    Raises:
        FormatError: The list has a form that cannot be edited, an id stands there twice, or a comment would be lost.
        UsageError: A text cannot be saved.
    """
    root = document.mapping()
    items = fields.list_of_mappings(document, root, layout.list_key)
    where = by_id(document, items, layout.id_key)
    gone = [where[name] for name, change in changes.items() if change.before is not None and change.after is None]
    new: list[tuple[int, Value]] = [
        (place(change.after), change.after) for change in changes.values() if change.before is None and change.after is not None
    ]
    edits: list[yaml_edit.Edit] = []
    for name, change in changes.items():
        item = items[where[name]] if name in where else None
        if change.before is not None and change.after is not None and isinstance(item, MappingNode):
            edits += yaml_edit.set_fields(document, item, change.before, change.after, layout.order)
    sequence = root.get(layout.list_key)
    if gone and isinstance(sequence, SequenceNode):
        edits += yaml_edit.remove_items(document, sequence, gone)
    edits += yaml_edit.insert_items(document, root, layout.list_key, new, removed=len(gone))
    return _verified(document, yaml_edit.apply(document.text, edits), layout, changes)


def by_id(document: Document, items: Sequence[Node], id_key: str) -> dict[str, int]:
    """The position of each item that has an id.

    Raises:
        FormatError: Two have the same: nobody knows which is meant.
    """
    where: dict[str, int] = {}
    for index, item in enumerate(items):
        node = item.get(id_key) if isinstance(item, MappingNode) else None
        if not isinstance(node, Scalar) or node.value is None:
            continue
        if node.value in where:
            raise document.error(f"the {id_key} {node.value!r} a second time", node, "give one of the two another")
        where[node.value] = index
    return where


def _verified(document: Document, text: str, layout: Layout, changes: Mapping[str, Change]) -> Document:
    """The new text, read, if it says what it shall.

    Raises:
        FormatError: It does not.
    """
    refusal = FormatError(
        "written in a form that cannot be changed safely", place=document.path, remedy="write one key a line, then save again"
    )
    try:
        new = yaml_file.parse(text, document.path)
    except FormatError as error:
        raise refusal from error
    if not isinstance(new.root, MappingNode):
        raise refusal
    old_keys, old_items = _taken_apart(document, layout)
    new_keys, new_items = _taken_apart(new, layout)
    added = {
        name: as_read(change.after) for name, change in changes.items() if change.before is None and change.after is not None
    }
    found = [item for item in new_items if _id(item, layout) in added]
    kept = [item for item in new_items if _id(item, layout) not in added]
    wanted = [item for old in old_items for item in _changed(old, changes.get(_id(old, layout)))]
    if (new_keys, kept, {_id(item, layout): item for item in found}, len(found)) != (old_keys, wanted, added, len(added)):
        raise refusal
    return new


def _taken_apart(document: Document, layout: Layout) -> tuple[dict[str, Any], list[Any]]:
    """What a file says besides the list, and the items of the list."""
    plain = to_plain(document.mapping())
    assert isinstance(plain, dict)  # noqa: S101 - a mapping's plain form
    items = plain.pop(layout.list_key, None)
    return plain, items if isinstance(items, list) else []


def _id(item: Any, layout: Layout) -> str:
    return str(item.get(layout.id_key)) if isinstance(item, dict) else ""


def _changed(item: Any, change: Change | None) -> list[Any]:
    """What an old item shall say; nothing if it goes."""
    if change is None or change.before is None:
        return [item]
    if change.after is None:
        return []
    keys = {key: as_read(value) for key, value in change.after.items() if change.before.get(key, item) != value}
    gone = change.before.keys() - change.after.keys()
    return [{**{key: value for key, value in item.items() if key not in gone}, **keys}]
