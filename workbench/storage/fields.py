"""From YAML nodes to the values of records, one key at a time: a value that will not do is a problem with a line, not an end.

Every reader here takes what is under a key and returns the value, or raises `FieldError` with words for a person.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from workbench.errors import FormatError, Problem
from workbench.files.yaml_nodes import Document, Mapping, Node, Scalar, Sequence
from workbench.records.partial_date import is_partial_date
from workbench.records.tag import is_tag

T = TypeVar("T")
_TIME = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ", re.ASCII)
FORMAT = 1
"""The version of the formats that this workbench writes."""


class FieldError(ValueError):
    """A value is not what its key allows; `node` is the part of it that is wrong."""

    def __init__(self, message: str, node: Node) -> None:
        super().__init__(message)
        self.node = node


class Fields:
    """The keys of one mapping, read one by one; what is wrong is collected.

    `unreadable` names the keys whose value could not be read and has the default in its place.
    """

    def __init__(self, document: Document, mapping: Mapping, problems: list[Problem]) -> None:
        self.document = document
        self.mapping = mapping
        self.problems = problems
        self.unreadable: set[str] = set()

    def read(self, key: str, reader: Callable[[Node], T], default: T) -> T:
        """The value under a key; the default if the key is absent or its value will not do."""
        node = self.mapping.get(key)
        if node is None:
            return default
        try:
            return reader(node)
        except FieldError as error:
            self.unreadable.add(key)
            self.problems.append(self.document.problem(f"`{key}`: {error}", error.node, "correct it, or write null"))
            return default

    def note(self, what: str, key: str, fix: str) -> None:
        """Report a value that was read all the same."""
        self.problems.append(self.document.problem(what, self.mapping.get(key) or self.mapping, fix))


def format_of(document: Document) -> int:
    """The version of the format that a file says it has.

    Raises:
        FormatError: It does not say, or what it says is no version.
    """
    root = document.mapping()
    node = root.get("format")
    if node is None:
        raise document.error("no `format`", root, f"write `format: {FORMAT}`")
    if not isinstance(node, Scalar) or not re.fullmatch("[1-9][0-9]{0,5}", node.value or "", re.ASCII):
        raise document.error("`format` is no version", node, f"write `format: {FORMAT}`")
    return int(node.value or "")


def writable(document: Document) -> bool:
    """Whether a file has a format that this workbench writes; it may be written by a newer one, or be no file of ours.

    Raises:
        FormatError: The file does not say what format it has.
    """
    return format_of(document) <= FORMAT


def text(node: Node) -> str | None:
    """Any text, or null.

    Raises:
        FieldError: A list or keys with values.
    """
    if not isinstance(node, Scalar):
        raise FieldError("not a text", node)
    return node.value


def some_text(node: Node) -> str:
    """A text that is there.

    Raises:
        FieldError: Anything else.
    """
    value = text(node)
    if value is None:
        raise FieldError("nothing there", node)
    return value


def texts(node: Node) -> tuple[str, ...]:
    """A list of texts; null is an empty one.

    Raises:
        FieldError: Anything else.
    """
    if isinstance(node, Scalar) and node.value is None:
        return ()
    if not isinstance(node, Sequence):
        raise FieldError("not a list", node)
    return tuple(some_text(item) for item in node.items)


def tags(node: Node) -> tuple[str, ...]:
    """A list of tags.

    Raises:
        FieldError: Anything else, or one of them cannot be a tag.
    """
    found = texts(node)
    if isinstance(node, Sequence):
        for item, tag in zip(node.items, found, strict=True):
            if not is_tag(tag):
                raise FieldError(f"{tag!r} is no tag: no spaces, no commas, segments joined by `/`", item)
    return found


def whole_number(low: int, high: int | None = None) -> Callable[[Node], int]:
    """A reader of whole numbers from `low` to `high`."""

    def read(node: Node) -> int:
        value = node.value if isinstance(node, Scalar) else None
        if value is None or not re.fullmatch(r"-?[0-9]{1,15}", value, re.ASCII):
            raise FieldError("not a whole number", node)
        if int(value) < low or (high is not None and int(value) > high):
            raise FieldError(f"{value} is not from {low} to {high}" if high is not None else f"{value} is below {low}", node)
        return int(value)

    return read


def optional(reader: Callable[[Node], T]) -> Callable[[Node], T | None]:
    """The same reader, but null is None."""
    return lambda node: None if isinstance(node, Scalar) and node.value is None else reader(node)


def truth(node: Node) -> bool:
    """`true` or `false`.

    Raises:
        FieldError: Anything else.
    """
    value = text(node)
    if value not in {"true", "false"}:
        raise FieldError("neither `true` nor `false`", node)
    return value == "true"


def share(node: Node) -> float:
    """A number from 0 to 1.

    Raises:
        FieldError: Anything else.
    """
    try:
        value = float(some_text(node))
    except ValueError:
        raise FieldError("not a number", node) from None
    if not 0 <= value <= 1:
        raise FieldError("not from 0 to 1", node)
    return value


def utc_time(node: Node) -> str:
    """A UTC time `YYYY-MM-DDTHH:MM:SSZ`.

    Raises:
        FieldError: Anything else.
    """
    value = some_text(node)
    if not _TIME.fullmatch(value):
        raise FieldError(f"{value!r} is no UTC time of the form 2026-11-20T19:44:21Z", node)
    return value


def partial_date(node: Node) -> str:
    """A date of the form `2021`, `2021-08` or `2021-08-26`.

    Raises:
        FieldError: Anything else.
    """
    value = some_text(node)
    if not is_partial_date(value):
        raise FieldError(f"{value!r} is no date of the form 2021, 2021-08 or 2021-08-26", node)
    return value


def one_of(*allowed: str) -> Callable[[Node], str]:
    """A reader of one of a few words."""

    def read(node: Node) -> str:
        value = some_text(node)
        if value not in allowed:
            raise FieldError(f"{value!r} is none of {', '.join(allowed)}", node)
        return value

    return read


def list_of_mappings(document: Document, owner: Mapping, key: str) -> tuple[Node, ...]:
    """The items of the list under a key; absent or null is none.

    Raises:
        FormatError: What is there is no list.
    """
    node = owner.get(key)
    if node is None or (isinstance(node, Scalar) and node.value is None):
        return ()
    if not isinstance(node, Sequence):
        raise FormatError(f"`{key}` is not a list", place=document.place(node), remedy="write lines that begin with `- `")
    return node.items
