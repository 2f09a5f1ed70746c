"""Changing a YAML text without rewriting it: all that is not changed stays byte for byte, comments and unknown keys included.

A change is a list of `Edit`s, made from a document's nodes and applied at once. Where a change would cost a comment that a
person wrote, it is refused. Nothing here knows what the keys mean.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TypeGuard

from msgspec import Struct

from workbench.files import yaml_dump
from workbench.files.yaml_dump import Fields, Value
from workbench.files.yaml_nodes import Document, Entry, Mapping, Node, Scalar, content_end, has_comment, to_plain
from workbench.files.yaml_nodes import Sequence as SequenceNode


class Edit(Struct, frozen=True):
    """`text[start:end]` becomes `new`: code points of the YAML text. Edits of one text do not overlap."""

    start: int
    end: int
    new: str


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Carry out edits; those at the same place follow each other in the order given.

    New lines get the line ends that the text has.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    parts: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        new = edit.new.replace("\n", newline)
        if (
            new.endswith(newline)
            and edit.start == edit.end == len(text)
            and text
            and not _ends_line(parts, text[at : edit.start])
        ):
            new = newline + new
        parts += [text[at : edit.start], new]
        at = edit.end
    return "".join([*parts, text[at:]])


def set_fields(document: Document, mapping: Mapping, before: Fields, after: Fields, order: Sequence[str]) -> list[Edit]:
    """Change the keys of a mapping whose values differ.

    Args:
        document: What `mapping` is part of.
        mapping: The mapping to change; keys that are in neither `before` nor `after` are not ours and stay.
        before: What the mapping is known to say.
        after: What it is to say.
        order: All keys of ours, in the order they are written in.

    Raises:
        FormatError: The change would cost a comment.
        UsageError: A text cannot be saved.
    """
    edits: list[Edit] = []
    added: dict[int, list[str]] = {}
    for key in [*order, *(key for key in after if key not in order)]:
        if key in after and (entry := mapping.entries.get(key)):
            if key not in before or before[key] != after[key]:
                edits += _set_value(document, mapping, entry, before.get(key), after[key])
        elif key in after and (key not in before or before[key] != after[key]):
            lines = yaml_dump.entry(key, after[key])
            if mapping.flow:
                lines = [f"{yaml_dump.key_text(key)}: {yaml_dump.inline(after[key])}"]
            added.setdefault(_end_of_predecessor(document, mapping, key, order), []).extend(lines)
        elif key in before and (entry := mapping.entries.get(key)):
            edits.append(_remove_entry(document, mapping, entry))
    return edits + [_add_lines(document, mapping, at, lines) for at, lines in added.items()]


def take_entry(document: Document, mapping: Mapping, other: Document, source: Mapping, key: str) -> Edit:
    """Give a key of a mapping what it says in another text, in the very lines it has there.

    Args:
        document: What `mapping` is part of.
        mapping: The mapping to change; it need not have the key.
        other: The other text.
        source: The mapping of the other text that has the key.
        key: The key.

    Raises:
        FormatError: One of the mappings is written in one line.
    """
    if mapping.flow or source.flow:
        raise document.error(f"`{key}` cannot be put into a line", mapping, "write one key a line")
    entry, column = source.entries[key], column_of(document.text, mapping.start)
    theirs = column_of(other.text, entry.key.start)
    lines = shifted(" " * theirs + other.text[entry.key.start : _entry_end(other, entry)], column - theirs)
    if there := mapping.entries.get(key):
        return Edit(there.key.start, _entry_end(document, there), lines[column:])
    at = line_end(document.text, content_end(mapping, document.text))
    return Edit(at, at, f"{lines}\n")


def shifted(lines: str, columns: int) -> str:
    """Lines moved to the right, or to the left as far as there are spaces; empty ones stay empty."""
    if columns == 0:
        return lines
    moved = (" " * columns + line if columns > 0 and line else line for line in lines.split("\n"))
    return "\n".join(line[min(max(-columns, 0), len(line) - len(line.lstrip(" "))) :] for line in moved)


def remove_items(document: Document, sequence: SequenceNode, indexes: Collection[int]) -> list[Edit]:
    """Take items out of a block list, comments inside them with them.

    Raises:
        FormatError: The list is written in one line.
    """
    return [Edit(*item_lines(document, sequence, index), "") for index in sorted(indexes)]


def item_lines(document: Document, sequence: SequenceNode, index: int) -> tuple[int, int]:
    """Where the lines of an item of a block list begin and end: comments above it are not among them, those inside are.

    Raises:
        FormatError: The list is written in one line.
    """
    _require_block(document, sequence)
    start = _line_start(document.text, _dash(document, sequence, index))
    return start, line_end(document.text, content_end(sequence.items[index], document.text))


def insert_items(document: Document, owner: Mapping, key: str, rows: Iterable[tuple[int, Value]], removed: int = 0) -> list[Edit]:
    """Put items into the block list under a key.

    Args:
        document: What `owner` is part of.
        owner: The mapping with the list; it need not have the key yet, and the list may be empty or null.
        key: The list's key.
        rows: Each new item with the number of old items that stay in front of it.
        removed: How many items `remove_items` takes out of the same list; if none is left, `[]` is written.

    Raises:
        FormatError: The list is written in one line, or is no list.
        UsageError: A text cannot be saved.
    """
    grouped: dict[int, list[str]] = {}
    for index, value in rows:
        grouped.setdefault(index, []).extend(yaml_dump.row(value))
    entry = owner.entries.get(key)
    if entry is None:
        at = content_end(owner, document.text)
        lines = [f"{yaml_dump.key_text(key)}:", *(line for index in sorted(grouped) for line in grouped[index])]
        return [_add_lines(document, owner, at, lines)] if grouped else []
    sequence = entry.value
    if isinstance(sequence, Scalar) and sequence.value is None:
        sequence = SequenceNode((), sequence.start, sequence.end, flow=True)
    if not isinstance(sequence, SequenceNode):
        raise document.error(f"`{key}` is not a list", sequence, "write it as lines that begin with `- `")
    if not sequence.items:
        return _fill_empty(document, owner, entry, sequence, [line for index in sorted(grouped) for line in grouped[index]])
    _require_block(document, sequence)
    if not grouped and removed == len(sequence.items):
        at = document.text.index(":", entry.key.end) + 1
        return [Edit(at, at, " []")]
    return [_item_lines(document, entry, sequence, index, lines) for index, lines in sorted(grouped.items())]


def _item_lines(document: Document, entry: Entry, sequence: SequenceNode, index: int, lines: list[str]) -> Edit:
    """New items behind the item in front of them; a comment above the next item stays with that."""
    previous = content_end(sequence.items[index - 1], document.text) if index else entry.key.end
    at = line_end(document.text, previous)
    return Edit(at, at, _indented(lines, column_of(document.text, sequence.start)))


def _fill_empty(document: Document, owner: Mapping, entry: Entry, empty: SequenceNode, lines: list[str]) -> list[Edit]:
    """Items for a key that has none: `[]` or `null` goes, a comment behind it stays."""
    if not lines:
        return []
    if owner.flow or has_comment(empty, document.text):
        raise document.error("a list that cannot be added to", empty, "write it as lines that begin with `- `")
    at = line_end(document.text, max(empty.end, entry.key.end))
    colon = document.text.index(":", entry.key.end) + 1
    rest = document.text[empty.end : at].strip()
    return [
        Edit(colon, max(colon, empty.end), " " if rest else ""),
        Edit(at, at, _indented(lines, column_of(document.text, entry.key.start))),
    ]


def _set_value(document: Document, mapping: Mapping, entry: Entry, before: Value, after: Value) -> list[Edit]:
    """Change one value, as little of it as possible."""
    node = entry.value
    if isinstance(node, Mapping) and node.entries and not node.flow and _is_mapping(before) and _is_mapping(after) and after:
        return set_fields(document, node, before, after, list(after))
    if isinstance(node, SequenceNode) and node.items and not node.flow and isinstance(after, list | tuple) and after:
        edits = _set_items(document, mapping, entry, node, after)
        if edits is not None:
            return edits
    if has_comment(node, document.text):
        raise document.error(
            f"a comment stands inside `{entry.key.value}`, which has to change",
            node,
            "move the comment above it, then save again",
        )
    if isinstance(node, Mapping) and _is_mapping(before) and set(node.entries) - set(before):
        raise document.error(f"`{entry.key.value}` holds keys that the workbench does not know", node, "write one key a line")
    return [_replace(document, mapping, entry, after)]


def _is_mapping(value: Value) -> TypeGuard[dict[str, Value]]:
    return isinstance(value, dict)


def _replace(document: Document, mapping: Mapping, entry: Entry, after: Value) -> Edit:
    """The whole value anew: as a literal block where nothing else stands in its line, otherwise in one line."""
    text, node = document.text, entry.value
    start, end = node.start, max(node.start, content_end(node, text))
    space = " " if start and text[start - 1] == ":" else ""
    alone = not text[end : line_end(text, end)].strip()
    literal = yaml_dump.literal_lines(after) if isinstance(after, str) and alone and not mapping.flow else []
    literal = [] if isinstance(after, yaml_dump.Quoted) else literal
    if literal and "\n" not in text[entry.key.start : start]:
        column = column_of(text, entry.key.start) + 2
        return Edit(start, end, space + literal[0] + "\n" + _indented(literal[1:], column).removesuffix("\n"))
    return Edit(start, end, space + yaml_dump.inline(after, flow=mapping.flow))


def _set_items(
    document: Document, mapping: Mapping, entry: Entry, node: SequenceNode, after: Sequence[Value]
) -> list[Edit] | None:
    """Change a list of one line an item: lines that stay are not touched. None if the order cannot be had that way."""
    old, new = [to_plain(item) for item in node.items], yaml_dump.as_read(after)
    kept = [item for item in old if item in new]
    added = [value for value, item in zip(after, new, strict=True) if item not in old]
    if kept + yaml_dump.as_read(added) != new or len(set(map(repr, old))) != len(old):
        return None
    gone = [index for index, item in enumerate(old) if item not in new]
    rows: list[tuple[int, Value]] = [(len(old), yaml_dump.Inline(item) if isinstance(item, dict) else item) for item in added]
    return remove_items(document, node, gone) + insert_items(document, mapping, entry.key.value or "", rows)


def _remove_entry(document: Document, mapping: Mapping, entry: Entry) -> Edit:
    """Take the lines of a key out."""
    text = document.text
    start = _line_start(text, entry.key.start)
    if mapping.flow or text[start : entry.key.start].strip():
        raise document.error(f"`{entry.key.value}` cannot be taken out of its line", entry.key, "write one key a line")
    return Edit(start, line_end(text, content_end(entry.value, text)), "")


def _end_of_predecessor(document: Document, mapping: Mapping, key: str, order: Sequence[str]) -> int:
    """The offset behind the key that the order puts in front of a new one; without one, behind the last."""
    earlier = order[: order.index(key)] if key in order else []
    for name in reversed(earlier):
        if entry := mapping.entries.get(name):
            return max(content_end(entry.value, document.text), entry.key.end)
    return content_end(mapping, document.text)


def _add_lines(document: Document, mapping: Mapping, at: int, lines: list[str]) -> Edit:
    """New keys of a mapping, behind the line or the entry that ends at `at`."""
    if mapping.flow:
        joined = ", ".join(lines)
        return Edit(at - 1, at - 1, joined) if not mapping.entries else _into_flow(document, mapping, at, joined)
    end = line_end(document.text, at)
    return Edit(end, end, _indented(lines, column_of(document.text, mapping.start)))


def _into_flow(document: Document, mapping: Mapping, at: int, joined: str) -> Edit:
    """New keys between the braces of a mapping in one line."""
    last = next(reversed(mapping.entries.values())).value
    behind = content_end(last, document.text) if at == mapping.end else at
    return Edit(behind, behind, f", {joined}")


def _require_block(document: Document, node: Node) -> None:
    if isinstance(node, SequenceNode) and node.flow:
        raise document.error("a list written as `[…]`", node, "write each item on a line that begins with `- `, then save again")


def _dash(document: Document, sequence: SequenceNode, index: int) -> int:
    """The offset of an item's dash: between two items there are only comments and empty lines besides it."""
    if index == 0:
        return sequence.start
    text = document.text
    at = line_end(text, content_end(sequence.items[index - 1], text))
    while text[at : sequence.items[index].start].lstrip(" ")[:1] != "-":
        if at >= sequence.items[index].start:
            raise document.error("a list item without a dash of its own", sequence.items[index], "write each item as `- …`")
        at = line_end(text, at)
    return text.index("-", at)


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _indented(lines: Iterable[str], indent: int) -> str:
    return "".join(f"{' ' * indent}{line}\n" if line else "\n" for line in lines)


def _ends_line(parts: list[str], rest: str) -> bool:
    """Whether what is written so far ends with a line feed."""
    return next((part for part in [rest, *reversed(parts)] if part), "\n").endswith("\n")


def _entry_end(document: Document, entry: Entry) -> int:
    """Behind a key's value, or behind its colon where there is none."""
    return max(content_end(entry.value, document.text), document.text.index(":", entry.key.end) + 1)


def line_end(text: str, at: int) -> int:
    """The offset behind the line feed of the line that `at` is in."""
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def column_of(text: str, at: int) -> int:
    """How many code points stand in front of an offset in its line."""
    return at - _line_start(text, at)
