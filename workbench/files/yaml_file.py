"""The only reader of YAML in the workbench: safe, bounded, and with a line for every complaint.

It takes the parser's events (libyaml's where it is built in) and builds the nodes itself, so that nothing is constructed from a
type that a file names, every plain scalar stays text, and limits hold before memory is spent. Aliases, anchors and tags
are refused: no file of a library needs them, and they are how a small file becomes a large one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import yaml
from msgspec import Struct
from yaml import events

from workbench.errors import FormatError, Place
from workbench.files import reading
from workbench.files.yaml_nodes import Document, Entry, Mapping, Node, Scalar, Sequence

DEPTH_LIMIT = 32
"""How deeply values may be nested; ours reach 5."""
NODE_LIMIT = 2_000_000
"""How many values a file may hold; 10,000 excerpts have 300,000."""
_KEPT_LENGTH = 2_000_000
"""Code points of a text whose nodes are kept for the next reading; nodes take some ten times the memory of their text."""

_LOADER: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
# YAML 1.1, 5.1: the characters that a file may hold; libyaml refuses U+FEFF as well.
_REFUSED = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_CONFLICT = re.compile(r"^(?:<<<<<<<|>>>>>>>)(?: |$)", re.MULTILINE)
_SETTLE = (
    "keep what is right of both sides and delete the lines that begin with <<<<<<<, ======= and >>>>>>>; nothing is saved before"
)
_MEND = "mend this line; the file is left as it is"


def read(path: Path) -> Document:
    """Read a YAML file.

    Raises:
        FileNotFoundError: There is no such file.
        FormatError: It is not YAML within our limits; the error names the line.
        DataError: It is no regular file or cannot be read.
    """
    return parse(reading.read_text(path), path)


def parse(text: str, path: Path, *, first_line: int = 1) -> Document:
    """Read a YAML text of one document. Of texts that were just read the same document is given: a save reads what it wrote.

    Args:
        text: The YAML, decoded.
        path: The file it is from, for errors.
        first_line: The 1-based line of the file that it begins in.

    Raises:
        FormatError: It is not YAML, holds a control character, a duplicate key, an alias, an anchor, a tag or a second
            document, is nested too deeply, or was left by git in the middle of a merge.
    """
    return (_kept if len(text) <= _KEPT_LENGTH else _parsed)(text, path, first_line)


def _parsed(text: str, path: Path, first_line: int) -> Document:
    reader = _Reader(path, text, first_line)
    reader.refuse_what_no_yaml_holds()
    try:
        root = reader.root(yaml.parse(text, Loader=_LOADER))
    except yaml.YAMLError as error:
        raise reader.in_words(error) from error
    return Document(path, text, root, first_line)


_kept = lru_cache(maxsize=4)(_parsed)


class _Open(Struct):
    """A list or mapping whose end is still to come; `key` is a key whose value is still to come."""

    start: int
    flow: bool
    items: list[Node] | None
    entries: dict[str, Entry]
    key: Scalar | None = None


class _Reader(Struct, frozen=True):
    """One reading of one text."""

    path: Path
    text: str
    first_line: int

    def error(self, what: str, offset: int, remedy: str = _MEND) -> FormatError:
        line = self.text.count("\n", 0, offset) + self.first_line
        return FormatError(what, place=Place(self.path, line), remedy=remedy)

    def refuse_what_no_yaml_holds(self) -> None:
        if found := _REFUSED.search(self.text):
            raise self.error(f"character U+{ord(found[0]):04X}, which YAML does not allow", found.start())
        if found := _CONFLICT.search(self.text):
            raise self.error("git's conflict markers: it stopped here in the middle of a merge", found.start(), _SETTLE)

    def in_words(self, error: yaml.YAMLError) -> FormatError:
        """The parser's complaint as one of ours."""
        if not isinstance(error, yaml.MarkedYAMLError):
            return self.error(f"not YAML: {error}", 0)
        mark = error.problem_mark or error.context_mark
        offset = mark.index if mark else 0
        if self.text[offset : offset + 1] == "\t":
            return self.error("a tab where YAML wants spaces", offset)
        words = ", ".join(part for part in (error.context, error.problem) if part)
        return self.error(f"not YAML: {words}", offset)

    def root(self, parsed: Iterator[events.Event]) -> Node:
        """Build the nodes of the only document."""
        open_nodes: list[_Open] = []
        root: Node | None = None
        count = 0
        for event in parsed:
            node = self._step(event, open_nodes)
            if node is None:
                continue
            count += 1
            if count > NODE_LIMIT:
                raise self.error(f"more than {NODE_LIMIT:,} values", node.start, "divide the file")
            if open_nodes:
                self._add(open_nodes[-1], node)
            elif root is None:
                root = node
            else:
                raise self.error("a second document in one file", node.start, "remove the line `---` above")
        return root or Scalar(None, 0, 0, "")

    def _step(self, event: events.Event, open_nodes: list[_Open]) -> Node | None:
        """What an event completes: a scalar at once, a list or mapping at its end."""
        if isinstance(event, events.ScalarEvent):
            self._refuse_names(event)
            return self._scalar(event)
        if isinstance(event, events.CollectionStartEvent):
            self._refuse_names(event)
            if len(open_nodes) >= DEPTH_LIMIT:
                raise self.error(f"nested more than {DEPTH_LIMIT} levels deep", _begin(event))
            items: list[Node] | None = [] if isinstance(event, events.SequenceStartEvent) else None
            open_nodes.append(_Open(_begin(event), bool(event.flow_style), items, {}))
            return None
        if isinstance(event, events.CollectionEndEvent):
            done = open_nodes.pop()
            end = _finish(event)
            if done.items is not None:
                return Sequence(tuple(done.items), done.start, end, done.flow)
            return Mapping(done.entries, done.start, end, done.flow)
        if isinstance(event, events.AliasEvent):
            raise self.error("an alias (`*name`), which our files do not use", _begin(event), "write the value out")
        return None

    def _refuse_names(self, event: events.ScalarEvent | events.CollectionStartEvent) -> None:
        """No anchors; no tags but the one that says "this is text"."""
        if event.anchor:
            raise self.error("an anchor (`&name`), which our files do not use", _begin(event), "write the value out")
        if event.tag and event.tag not in {"!", "tag:yaml.org,2002:str"}:
            raise self.error(f"a type (`{event.tag}`), which our files do not use", _begin(event), "remove it")

    def _scalar(self, event: events.ScalarEvent) -> Scalar:
        value: str | None = event.value
        style = event.style or ""
        if not style and not event.tag and value in _NULLS:
            value = None
        return Scalar(value, _begin(event), _finish(event), style)

    def _add(self, parent: _Open, node: Node) -> None:
        """Put a finished node where it belongs."""
        if parent.items is not None:
            parent.items.append(node)
        elif parent.key is None:
            parent.key = self._key(parent, node)
        else:
            name = parent.key.value
            assert name is not None  # noqa: S101 - `_key` let no null through
            parent.entries[name] = Entry(parent.key, node)
            parent.key = None

    def _key(self, parent: _Open, node: Node) -> Scalar:
        if not isinstance(node, Scalar) or node.value is None:
            raise self.error("a key that is not text", node.start)
        if node.value in parent.entries:
            raise self.error(f"the key {node.value!r} a second time", node.start, "keep one of the two")
        return node


def _begin(event: events.Event) -> int:
    """Where an event begins, in code points of the text."""
    return event.start_mark.index if event.start_mark else 0


def _finish(event: events.Event) -> int:
    """Where an event ends."""
    return event.end_mark.index if event.end_mark else 0
