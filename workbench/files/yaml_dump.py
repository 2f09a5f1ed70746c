"""The only writer of YAML in the workbench: every text comes back exactly, from our reader and from any other.

Texts that YAML 1.1 or 1.2 readers take for something else (`no`, `3`, `2021-02-09`, `1e3`) are quoted. Lines are never wrapped.
What has no place in a file that people open (control characters, bidi overrides, line separators) is written as an escape.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from workbench.errors import UsageError


class Bare(str):
    """A text that the format writes without quotes though it looks like a number or a date: `created: 2026-11-20T19:44:21Z`.

    It is taken at its word only if it begins with a digit and consists of letters, digits and `:.+-`.
    """

    __slots__ = ()


class Quoted(str):
    """A text that the format writes in quotes and in one line, whatever it is: words of a source."""

    __slots__ = ()


class Rows(list["Value"]):
    """A list with a line (or, of a mapping, a block of lines) an item; every other list stands in one line."""


class Inline(dict[str, "Value"]):
    """A mapping in one line, where it is an item of `Rows`."""


Value = str | int | float | bool | None | Sequence["Value"] | Mapping[str, "Value"]
Fields = Mapping[str, Value]

_BARE = re.compile(r"[0-9][0-9A-Za-z:.+-]*(?<!:)", re.ASCII)
_KEY_LIMIT = 1000  # YAML 1.1, 7.3.3: an implicit key has at most 1024 characters
_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*", re.ASCII)
# Resolved to a type other than text by YAML 1.1 (yaml.org/type) or the YAML 1.2 core schema.
_TYPED = re.compile(
    r"""
      y|yes|n|no|true|false|on|off|null|~|=|<<
    | [-+]?(?:[0-9][0-9_]*)?\.?[0-9_]*(?:e[-+]?[0-9]+)?      # decimal numbers
    | [-+]?0[xob][0-9a-f_]+
    | [-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?       # base 60
    | [-+]?\.(?:inf|nan)
    | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt\s].*)?            # times
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII | re.DOTALL,
)
_INVISIBLE = "\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff\U000e0000-\U000e0fff"
_ESCAPED = re.compile(f'[{_INVISIBLE}"\\\\]')
_UNSEEN = re.compile(f"[{_INVISIBLE}]")
_UNSEEN_BUT_LINE_FEED = re.compile(f"(?!\n)[{_INVISIBLE}]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def dump(fields: Fields) -> str:
    """Write a whole file: a block mapping, keys in the order given.

    Raises:
        UsageError: A text holds half of a surrogate pair, which no file can hold.
    """
    return "".join(f"{line}\n" for line in block(fields))


def block(fields: Fields) -> list[str]:
    """The lines of a block mapping, without indentation.

    Raises:
        UsageError: A text holds half of a surrogate pair.
    """
    return [line for key, value in fields.items() for line in entry(key, value)]


def entry(key: str, value: Value) -> list[str]:
    """The lines of one key with its value, without indentation.

    Raises:
        UsageError: A text holds half of a surrogate pair.
    """
    name = key_text(key)
    if isinstance(value, Rows):
        return [f"{name}:", *(line for item in value for line in row(item))] if value else [f"{name}: []"]
    if isinstance(value, Mapping) and value and not isinstance(value, Inline):
        return [f"{name}:", *(f"  {line}" for line in block(value))]
    if isinstance(value, str) and not isinstance(value, Quoted) and (literal := literal_lines(value)):
        return [f"{name}: {literal[0]}", *(f"  {line}" if line else "" for line in literal[1:])]
    return [f"{name}: {inline(value, flow=False)}"]


def row(item: Value) -> list[str]:
    """The lines of one item of `Rows`, without indentation; the first begins with the dash.

    Raises:
        UsageError: A text holds half of a surrogate pair.
    """
    if isinstance(item, Mapping) and item and not isinstance(item, Inline):
        first, *rest = block(item)
        return [f"- {first}", *(f"  {line}" if line else "" for line in rest)]
    return [f"- {inline(item, flow=False)}"]


def inline(value: Value, *, flow: bool = True) -> str:
    """A value in one line.

    Args:
        value: What to write.
        flow: Whether it is to stand inside `[…]` or `{…}`, where commas and brackets have to be quoted.

    Raises:
        UsageError: A text holds half of a surrogate pair.
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, str):
        return _text(value, flow=flow)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key_text(key)}: {inline(part)}" for key, part in value.items()) + "}"
    return "[" + ", ".join(inline(part) for part in value) + "]"


def key_text(key: str) -> str:
    """A key, quoted unless it is a simple word.

    Raises:
        UsageError: It holds half of a surrogate pair, or is longer than YAML lets a key be.
    """
    name = key if _KEY.fullmatch(key) and not _TYPED.fullmatch(key) else _quoted(key)
    if len(name) > _KEY_LIMIT:
        raise UsageError(f"a key of {len(key)} characters", remedy=f"keep it under {_KEY_LIMIT}")
    return name


def literal_lines(text: str) -> list[str]:
    """A text of several lines as a literal block: its header and its lines, not indented; empty if quotes are safer.

    Editors strip spaces at line ends, and a block that begins with a space or ends with empty lines needs signs
    that few people know: such texts are quoted.
    """
    if "\n" not in text or text[0] in " \n" or text.endswith("\n\n") or _UNSEEN_BUT_LINE_FEED.search(text):
        return []
    lines = text.removesuffix("\n").split("\n")
    if any(line != line.rstrip() for line in lines):
        return []
    return ["|" if text.endswith("\n") else "|-", *lines]


def as_read(value: Any) -> Any:
    """What `to_plain` gives when a value is read back: numbers and truth values are text by then."""
    if isinstance(value, str):
        return str(value)
    if value is None or isinstance(value, bool | int | float):
        return None if value is None else inline(value)
    if isinstance(value, Mapping):
        return {key: as_read(part) for key, part in value.items()}
    return [as_read(part) for part in value]


def _text(text: str, *, flow: bool) -> str:
    if isinstance(text, Bare) and _BARE.fullmatch(text):
        return str(text)
    return text if not isinstance(text, Quoted) and _is_plain(text, flow=flow) else _quoted(text)


def _is_plain(text: str, *, flow: bool) -> bool:
    """Whether a text needs no quotes."""
    return (
        bool(text)
        and (text[0].isalnum() or text[0] == "_")
        and text == text.strip()
        and not _TYPED.fullmatch(text)
        and not _UNSEEN.search(text)
        and ": " not in text
        and " #" not in text
        and not text.endswith(":")
        and not (flow and any(sign in text for sign in ",[]{}:#"))
    )


def _quoted(text: str) -> str:
    if found := _SURROGATE.search(text):
        raise UsageError(
            f"a text holds U+{ord(found[0]):04X}, half of a surrogate pair, and cannot be saved", remedy="remove that character"
        )
    if ('"' in text or "\\" in text) and not _UNSEEN.search(text):
        return "'" + text.replace("'", "''") + "'"
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def _escape(found: re.Match[str]) -> str:
    char = found[0]
    if char in _SHORT:
        return _SHORT[char]
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
