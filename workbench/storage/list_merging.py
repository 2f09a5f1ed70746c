"""Joining two people's changes of one YAML file with a list of items: pure, from three texts to one, as git's merge driver needs it.

The list's items are mappings, each with an id of its own. What only one side changed is taken from it line by line, comments
and keys that we do not know included. Of an item that both changed, keys are joined one by one. Where both changed the
same, one value stands in the file, the other in a comment above the item that begins with `CONFLICT` (or beside it as an item of its own, if
the kind of file says so): the file can be read, and a person is told where to look until that comment is deleted.

Before a result is returned it is read: it has to say what follows from the three texts and hold every comment that a side added and
that neither took away. Otherwise it is refused, and git's own conflict is the better answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from workbench.errors import FormatError, Problem
from workbench.files import yaml_dump, yaml_edit, yaml_file
from workbench.files.yaml_dump import Value, as_read
from workbench.files.yaml_nodes import Document, Plain
from workbench.storage import three_way
from workbench.storage.list_items import (
    ABSENT,
    Absent,
    Item,
    Joined,
    Kind,
    Parts,
    Said,
    all_comments,
    comments_in,
    joined_lines,
    parsed,
    root_of,
    taken_apart,
)

CONFLICT: Final = "# merge conflict: "
"""How the comment begins that tells of a conflict."""
_CONFLICT = re.compile(rf"^[ \t]*{CONFLICT}(.*?)\r?$", re.MULTILINE)


class MergedText(Struct, frozen=True):
    """The file that two changes come to, and where a person has to look."""

    text: str
    conflicts: tuple[str, ...] = ()


class _Line(Struct):
    """An item of the result: its lines, and what it has to say."""

    text: str
    says: Mapping[str, Plain]


def merge(kind: Kind, base: str, mine: str, theirs: str, path: Path) -> MergedText:
    """Join two changes of a file.

    Args:
        kind: What file it is.
        base: What both sides started from; empty if both made the file.
        mine: One side: its layout and order stay.
        theirs: The other side.
        path: The file, for errors.

    Returns:
        The file with both sides' changes, with the line ends of `mine`, and the conflicts.

    Raises:
        FormatError: One side does not parse, or they cannot be joined without loss.
        NewerFormatError: A newer workbench wrote one of them.
        UsageError: A text cannot be saved.
    """
    sides = [parsed(kind, text, path) for text in (base, mine, theirs)]
    merged = _Merging(kind, sides[0], sides[1], sides[2], {}, [])
    text = merged.text()
    if lost := _lost(sides, yaml_file.parse(text, path)):
        text = merged.text(lost)
    _verify(kind, sides, yaml_file.parse(text, path), merged)
    return MergedText(text.replace("\n", "\r\n") if "\r\n" in mine else text, tuple(merged.conflicts))


def unsettled(document: Document) -> list[Problem]:
    """The conflicts that a merge left in a file, as long as their comments stand there."""
    return [
        document.problem_at(f"merge conflict: {found[1]}", found.start(), "decide, then delete this line")
        for found in _CONFLICT.finditer(document.text)
    ]


class _Merging(Struct):
    """One merging of three files; `conflicts` are collected."""

    kind: Kind
    base: Parts
    mine: Parts
    theirs: Parts
    lines: dict[str, _Line]
    conflicts: list[str]

    def text(self, homeless: Sequence[str] = ()) -> str:
        """The result; `lines` has its items, in order. Comments whose items are gone stand behind the list."""
        self.lines, self.conflicts = {}, []
        head = joined_lines(self.base.head, self.mine.head, self.theirs.head)
        tail = joined_lines(self.base.tail, self.mine.tail, self.theirs.tail)
        chosen = self._chosen()
        for name in self._order(chosen):
            self._add(name, chosen[name])
        if not self.lines:
            key = re.escape(self.kind.layout.list_key)
            head = re.sub(rf"^({key}[ ]*:)", r"\1 []", head, flags=re.MULTILINE)
        return head + "".join(line.text for line in self.lines.values()) + self._comment_lines(homeless) + tail

    def _sides(self, name: str) -> tuple[Item | None, Item | None, Item | None]:
        return self.base.items.get(name), self.mine.items.get(name), self.theirs.items.get(name)

    def _chosen(self) -> dict[str, Item | Joined]:
        """What stays: an item as one side has it, or what both sides' keys come to."""
        chosen: dict[str, Item | Joined] = {}
        known = all_comments(self.base.document).keys()
        for name in dict.fromkeys((*self.mine.items, *self.theirs.items)):
            base, mine, theirs = self._sides(name)
            if mine is None or theirs is None:
                left = mine or theirs
                if left and (base is None or self._body(left) != self._body(base) or self._lines_above(left) - known):
                    chosen[name] = left
            elif self._body(theirs) in (self._body(mine), self._body(base) if base else None):
                chosen[name] = mine
            elif base and self._body(mine) == self._body(base):
                chosen[name] = theirs
            else:
                chosen[name] = join_keys(self.kind, base, mine, theirs)
        return chosen

    def _lines_above(self, item: Item) -> set[str]:
        """Comments above an item: one that is nowhere in the base tells that somebody has said something about it."""
        return {line.strip() for line in self._above(item).split("\n") if line.strip()}

    def _order(self, chosen: Iterable[str]) -> list[str]:
        """The order of mine, with the new ones of theirs where they belong."""
        kept = set(chosen)
        order = [(name, self._key(item)) for name, item in self.mine.items.items() if name in kept]
        before: set[str] = set()
        for name, item in self.theirs.items.items():
            if name in kept and name not in self.mine.items:
                key = self._key(item)
                order.insert(_behind(order, before, key), (name, key))
            before.add(name)
        return [name for name, _ in order]

    def _key(self, item: Item) -> tuple[int, int] | None:
        return self.kind.place(item.node) if self.kind.place else None

    def _add(self, name: str, chosen: Item | Joined) -> None:
        """Write an item, what stands above it, and what is kept beside it."""
        base, mine, theirs = self._sides(name)
        sides = (base, mine, theirs) if mine and theirs else (base, base, mine or theirs)
        above = joined_lines(*(self._above(item) for item in sides))
        if isinstance(chosen, Item):
            if base and not (mine and theirs):
                above += self._told(f"{name} was removed on one side and changed on the other; it is kept")
            self.lines[name] = _Line(above + self._body(chosen), chosen.says)
            return
        assert mine  # noqa: S101 - only what both sides have is joined
        assert theirs  # noqa: S101
        lines = self._edited(mine, theirs, chosen.keys)
        above += self._missing(base, theirs, above + lines) + "".join(
            self._told(f"{name}: {words}") for words in chosen.conflicts
        )
        self.lines[name] = _Line(above + lines, _said(mine, chosen.keys))
        if chosen.beside and chosen.beside[1] not in (*self.mine.items, *self.theirs.items):
            item, other = chosen.beside
            key = self.kind.layout.id_key
            self.lines[other] = _Line(self._edited(item, item, {key: other}), {**item.says, key: other})

    def _told(self, words: str) -> str:
        self.conflicts.append(words)
        return f"{' ' * (self.mine.column or 0)}{CONFLICT}{words}\n"

    def _missing(self, base: Item | None, theirs: Item, lines: str) -> str:
        """Comments inside an item that theirs added and that are not in its lines: they go above it."""
        there = tuple(line.rstrip() for line in lines.split("\n"))
        new = set(comments_in(theirs)) - (set(comments_in(base)) if base else set())
        lost = [found for found in comments_in(theirs) if found in new and not any(line.endswith(found) for line in there)]
        return self._comment_lines(lost)

    def _comment_lines(self, found: Iterable[str]) -> str:
        return "".join(f"{' ' * (self.mine.column or 0)}{comment}\n" for comment in found)

    def _edited(self, item: Item, theirs: Item, keys: Mapping[str, Value | Absent]) -> str:
        """The lines of an item with some keys changed; of keys that we do not know the lines of theirs are taken."""
        known, document = self.kind.layout.order, item.document
        said = item.says
        before: dict[str, Value] = {key: said[key] for key in keys if key in said}
        after = {key: value for key, value in keys.items() if value is not ABSENT and (key in known or key not in theirs.says)}
        others = [key for key, value in keys.items() if value is not ABSENT and key not in after]
        edits = yaml_edit.set_fields(
            document,
            item.node,
            {key: value for key, value in before.items() if key not in others},
            after,
            list(dict.fromkeys((*known, *before))),
        )
        edits += [yaml_edit.take_entry(document, item.node, theirs.document, theirs.node, key) for key in others]
        inside = [yaml_edit.Edit(edit.start - item.start, edit.end - item.start, edit.new) for edit in edits]
        return self._shifted(item, yaml_edit.apply(document.text[item.start : item.end], inside))

    def _body(self, item: Item) -> str:
        return self._shifted(item, item.document.text[item.start : item.end])

    def _above(self, item: Item | None) -> str:
        return self._shifted(item, item.document.text[item.above : item.start]) if item else ""

    def _shifted(self, item: Item, lines: str) -> str:
        """Lines of an item as far to the right as the items of mine are."""
        if self.mine.column is None:
            return lines
        return yaml_edit.shifted(lines, self.mine.column - item.column)


def join_keys(kind: Kind, base: Item | None, mine: Item, theirs: Item) -> Joined:
    """What becomes of an item that both sides changed; keys that say what mine says are left out.

    Raises:
        FormatError: The kind of file refuses.
    """
    known = kind.join(base, mine, theirs) if kind.join else Joined({})
    keys: dict[str, Value | Absent] = dict(known.keys)
    conflicts = list(known.conflicts)
    sides = [item.says if item else {} for item in (base, mine, theirs)]
    for key in dict.fromkeys((*sides[1], *sides[2])):
        if kind.join and key in kind.layout.order:
            continue
        old, one, other = (side.get(key, ABSENT) for side in sides)
        try:
            value = three_way.join(old, one, other)
        except three_way.ClashError:
            value, left = sorted((one, other), key=_shown, reverse=True)
            conflicts.append(f"`{key}` was changed on both sides; the other value: {_shown(left)}")
        if value != one:
            keys[key] = value
    return Joined(keys, tuple(conflicts), known.beside)


def _behind(order: Sequence[tuple[str, tuple[int, int] | None]], before: set[str], key: tuple[int, int] | None) -> int:
    """How many items stand in front of a new one: to the last that its key follows, else to the last of those before it."""
    for at in range(len(order), 0, -1):
        name, found = order[at - 1]
        if (found is not None and found <= key) if key else name in before:
            return at
    return 0


def _shown(value: Said) -> str:
    """A value in one line; nothing for a key that is not there."""
    return "" if value is ABSENT else yaml_dump.inline(value)


def _said(item: Item, keys: Mapping[str, Value | Absent]) -> dict[str, Plain]:
    """What an item says with some keys changed."""
    said: dict[str, Plain | Absent] = {
        **item.says,
        **{key: value if value is ABSENT else as_read(value) for key, value in keys.items()},
    }
    return {key: value for key, value in said.items() if value is not ABSENT}


def _verify(kind: Kind, sides: Sequence[Parts], result: Document, merged: _Merging) -> None:
    """The result says what it shall.

    Raises:
        FormatError: It does not.
    """
    found = taken_apart(kind, result)
    roots = [root_of(kind, side) for side in sides]
    keys = dict.fromkeys((*roots[1], *roots[2]))
    try:
        wanted = {key: three_way.join(*(root.get(key, ABSENT) for root in roots)) for key in keys}
    except three_way.ClashError:
        raise FormatError("both sides changed what stands outside the list", place=result.path) from None
    said = {key: value for key, value in wanted.items() if value is not ABSENT}
    items = [item.says for item in found.items.values()]
    if root_of(kind, found) != said or items != [line.says for line in merged.lines.values()] or _lost(sides, result):
        raise FormatError("cannot be merged without loss", place=result.path)


def _lost(sides: Sequence[Parts], result: Document) -> list[str]:
    """Comments that a side added, or both left, and that are gone; in the order in which they stood."""
    base, mine, theirs = (all_comments(side.document) for side in sides)
    there = all_comments(result)
    kept = [found for found in (*mine, *theirs) if found not in base or (found in mine and found in theirs)]
    return [found for found in dict.fromkeys(kept) if found not in there]
