"""What a YAML text says and where it says it: nodes with places, as `workbench.files.yaml_file` reads them.

Every place is an offset in code points of the YAML text, half open. A plain scalar is text, whatever it looks like (`no`,
`2021-02-09`, `1_000`), except null (`null`, `~`, nothing): the types of the records decide what it means, not its spelling.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from workbench.errors import FormatError, Place, Problem


class Scalar(Struct, frozen=True):
    """A single value: text, or None for null. `style` is "" (plain), "'", '"', "|" or ">"."""

    value: str | None
    start: int
    end: int
    style: str


class Sequence(Struct, frozen=True):
    """A list. In block style its `start` is its first dash, and its `end` lies behind comments that follow it."""

    items: tuple[Node, ...]
    start: int
    end: int
    flow: bool


class Entry(Struct, frozen=True):
    """A key of a mapping with its value."""

    key: Scalar
    value: Node


class Mapping(Struct, frozen=True):
    """Keys with values, in the order of the file. In block style its `end` lies behind comments that follow it."""

    entries: dict[str, Entry]
    start: int
    end: int
    flow: bool

    def get(self, key: str) -> Node | None:
        """The value of a key, or None."""
        entry = self.entries.get(key)
        return entry.value if entry else None


Node = Scalar | Sequence | Mapping
Plain = str | list["Plain"] | dict[str, "Plain"] | None
"""What a node says, without places."""


class Document(Struct, frozen=True):
    """A YAML text with its node.

    `first_line` is the 1-based line of `path` that the text begins in. An empty text has a null scalar as its root.
    """

    path: Path
    text: str
    root: Node
    first_line: int = 1

    def line(self, node: Node) -> int:
        """The 1-based line of the file on which a node begins."""
        return self.line_at(node.start)

    def line_at(self, offset: int) -> int:
        """The 1-based line of the file in which an offset of the text lies; only a line feed ends a line."""
        return self.text.count("\n", 0, offset) + self.first_line

    def place(self, node: Node) -> Place:
        """Where a node is, for an error."""
        return Place(self.path, self.line(node))

    def error(self, what: str, node: Node, remedy: str = "") -> FormatError:
        """An error about a node."""
        return FormatError(what, place=self.place(node), remedy=remedy)

    def problem(self, what: str, node: Node, fix: str = "", *, severity: str = "error") -> Problem:
        """A problem with a node that does not stop the reading."""
        return self.problem_at(what, node.start, fix, severity=severity)

    def problem_at(self, what: str, offset: int, fix: str = "", *, severity: str = "error") -> Problem:
        """A problem with the line that an offset of the text lies in."""
        return Problem(severity, self.path, self.line_at(offset), what, fix)

    def mapping(self) -> Mapping:
        """The root, which has to be a mapping.

        Raises:
            FormatError: It is something else, or nothing.
        """
        if not isinstance(self.root, Mapping):
            raise self.error("no keys with values", self.root, "write it as `key: value`")
        return self.root


def to_plain(node: Node) -> Plain:
    """What a node says, as dicts, lists, text and None."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [to_plain(item) for item in node.items]
    return {key: to_plain(entry.value) for key, entry in node.entries.items()}


def leaves(node: Node) -> Iterator[Scalar]:
    """Every scalar in a node, keys included, in the order of the text."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from leaves(item)
    else:
        for entry in node.entries.values():
            yield entry.key
            yield from leaves(entry.value)


def content_end(node: Node, text: str) -> int:
    """The offset behind the last character that belongs to a node: comments and empty lines after it do not."""
    if isinstance(node, Sequence) and not node.flow and node.items:
        return content_end(node.items[-1], text)
    if isinstance(node, Mapping) and not node.flow and node.entries:
        last = next(reversed(node.entries.values()))
        return max(content_end(last.value, text), last.key.end)
    if isinstance(node, Scalar) and node.style in {"|", ">"}:
        header = text[node.start : node.end].partition("\n")[0].partition("#")[0]
        if "+" in header:  # it keeps the empty lines at its end
            return node.end - 1 if text[node.end - 1 : node.end] == "\n" else node.end
        return node.start + len(text[node.start : node.end].rstrip())
    return node.end


def has_comment(node: Node, text: str) -> bool:
    """Whether a comment stands between the first and the last character of a node."""
    at = node.start
    for leaf in leaves(node):
        if "#" in text[at : leaf.start]:
            return True
        if leaf.style in {"|", ">"} and "#" in text[leaf.start : leaf.end].partition("\n")[0]:
            return True
        at = leaf.end
    return "#" in text[at : content_end(node, text)]


def comments(node: Node, text: str, start: int, end: int) -> list[str]:
    """Every comment between two offsets of a text, from its `#` on; `node` is all that stands there besides."""
    gaps: list[str] = []
    at = start
    for leaf in leaves(node):
        gaps.append(text[at : leaf.start])
        if leaf.style in {"|", ">"}:
            gaps.append(text[leaf.start : leaf.end].partition("\n")[0])
        at = max(leaf.start, content_end(leaf, text))
    return [found.rstrip() for gap in [*gaps, text[at:end]] for found in re.findall(r"(?:^|(?<=\s))#[^\n]*", gap)]
