"""A YAML file with a list of items, taken apart for a merge: head, items with the lines that are their own, tail."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from pathlib import Path
from typing import Final

from msgspec import Struct

from workbench.errors import FormatError, NewerFormatError
from workbench.files import yaml_edit, yaml_file
from workbench.files.yaml_dump import Value
from workbench.files.yaml_nodes import Document, Node, Plain, comments, to_plain
from workbench.files.yaml_nodes import Mapping as MappingNode
from workbench.files.yaml_nodes import Sequence as SequenceNode
from workbench.storage import fields, splicing, three_way
from workbench.storage.splicing import Layout


class Absent(Enum):
    """That a key is not there, which is something else than null."""

    KEY = "the key is not there"


ABSENT: Final = Absent.KEY
Said = Plain | Absent
"""What a key says; `ABSENT` where it is not there."""


class Item(Struct, frozen=True):
    """One item, and the lines that are its own: comments and empty lines above it belong to it."""

    document: Document
    node: MappingNode
    above: int
    """Where the lines above it begin."""
    start: int
    end: int
    column: int
    """How far to the right its dash stands."""

    @property
    def says(self) -> dict[str, Plain]:
        """Its keys with their values."""
        return {key: to_plain(entry.value) for key, entry in self.node.entries.items()}


class Joined(Struct, frozen=True):
    """What becomes of keys that both sides may have changed: what they shall say, as written, and what a person has to be told.

    `beside` is the item of one side that is kept as well, with the id that it gets.
    """

    keys: Mapping[str, Value | Absent]
    conflicts: tuple[str, ...] = ()
    beside: tuple[Item, str] | None = None


class Kind(Struct, frozen=True):
    """A kind of file: where its list is, and what is special in it."""

    layout: Layout
    join: Callable[[Item | None, Item, Item], Joined] | None = None
    """Joins the keys that the layout names; without it they are joined one by one. It may refuse with a FormatError."""
    place: Callable[[Node], tuple[int, int] | None] | None = None
    """What items are ordered by; without it a new item goes behind the one it stands behind on its side."""
    compared: Callable[[str], str] = str
    """What ids are compared by."""


class Parts(Struct, frozen=True):
    """A file taken apart: head, items with what stands above them, tail."""

    document: Document | None = None
    head: str = ""
    items: Mapping[str, Item] = {}
    tail: str = ""
    column: int | None = None


def parsed(kind: Kind, text: str, path: Path) -> Parts:
    """A file, taken apart, its line ends made line feeds; of an empty text nothing is there.

    Raises:
        FormatError: It does not parse, or its items cannot be told apart.
        NewerFormatError: A newer workbench wrote it.
    """
    lines = text.replace("\r\n", "\n")
    if not lines.strip():
        return Parts()
    document = yaml_file.parse(lines if lines.endswith("\n") else f"{lines}\n", path)
    if not fields.writable(document):
        raise NewerFormatError("written by a newer workbench", place=path, remedy="upgrade")
    return taken_apart(kind, document)


def taken_apart(kind: Kind, document: Document) -> Parts:
    """A file that parses, taken apart.

    Raises:
        FormatError: It has no such list, or one that is not a line a key, or two items of one name.
    """
    text, root = document.text, document.mapping()
    entry = root.entries.get(kind.layout.list_key)
    if entry is None:
        raise document.error(f"no `{kind.layout.list_key}`", root)
    nodes = fields.list_of_mappings(document, root, kind.layout.list_key)
    colon = text.index(":", entry.key.end) + 1
    if not isinstance(entry.value, SequenceNode) or not nodes:
        behind = max(colon, entry.value.end)
        end = yaml_edit.line_end(text, behind)
        return Parts(document, text[:colon] + text[behind:end], {}, text[end:])
    items: dict[str, Item] = {}
    column = yaml_edit.column_of(text, entry.value.start)
    above = head = yaml_edit.line_end(text, colon)
    for index, node in enumerate(nodes):
        start, end = yaml_edit.item_lines(document, entry.value, index)
        if not isinstance(node, MappingNode) or node.flow:
            raise document.error("an item in one line", node)
        items[kind.compared(_id(document, node, kind))] = Item(document, node, above, start, end, column)
        above = end
    if len(items) != len(nodes):
        splicing.by_id(document, nodes, kind.layout.id_key)
        raise document.error("two items of one name", entry.value)
    return Parts(document, text[:head], items, text[above:], column)


def _id(document: Document, node: MappingNode, kind: Kind) -> str:
    value = node.get(kind.layout.id_key)
    said = to_plain(value) if value else None
    if not isinstance(said, str):
        raise document.error(f"an item without `{kind.layout.id_key}`", node)
    return said


def joined_lines(base: str, mine: str, theirs: str) -> str:
    """Lines outside the items; of those that both sides changed, comments are put together.

    Raises:
        FormatError: Both sides changed what is no comment.
    """
    try:
        return three_way.join(base, mine, theirs)
    except three_way.ClashError:
        try:
            said = three_way.join(*(_without_comments(lines) for lines in (base, mine, theirs)))
        except three_way.ClashError:
            raise FormatError("both sides changed what stands outside the list") from None
    stays, other = (mine, theirs) if said == _without_comments(mine) else (theirs, mine)
    there = {line.strip() for line in (*base.split("\n"), *stays.split("\n"))}
    added = [line for line in other.split("\n") if line.strip().startswith("#") and line.strip() not in there]
    return "".join(f"{line}\n" for line in added) + stays


def _without_comments(lines: str) -> list[str]:
    return [line for line in lines.split("\n") if line.strip() and not line.strip().startswith("#")]


def root_of(kind: Kind, side: Parts) -> dict[str, Plain]:
    """What a file says besides the list."""
    root = side.document.mapping().entries if side.document else {}
    return {key: to_plain(entry.value) for key, entry in root.items() if key != kind.layout.list_key}


def comments_in(item: Item) -> list[str]:
    """Every comment inside an item."""
    return comments(item.node, item.document.text, item.start, item.end)


def all_comments(document: Document | None) -> dict[str, None]:
    """Every comment of a file, in order, each once."""
    return dict.fromkeys(comments(document.root, document.text, 0, len(document.text))) if document else {}
