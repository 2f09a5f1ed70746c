"""Joining two people's changes of the same excerpt: pure, and the same whichever of the two is called mine.

What only one side changed is taken from it; added and removed tags of both count; of two notes both are kept. Quotation,
context, place and text are one unit, since half of one with half of another would point nowhere. Where both sides
changed the same unit to different values, the later change stands and the other excerpt is kept beside it under an id made from its
content: nothing is lost, and a person decides.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable

import msgspec

from workbench.errors import FormatError
from workbench.records.excerpt import Excerpt
from workbench.storage import excerpt_fields, three_way
from workbench.storage.list_items import Item, Joined

_ANCHOR = ("quote", "prefix", "suffix", "start", "end", "text")
_UNITS = (_ANCHOR, ("credibility",), ("author",), ("created",))


def in_text_order(excerpts: Iterable[Excerpt]) -> tuple[Excerpt, ...]:
    """Excerpts by where they begin, then by where they end, then by id."""
    return tuple(sorted(excerpts, key=lambda excerpt: (excerpt.start, excerpt.end, excerpt.id)))


def join_excerpt(base: Excerpt | None, mine: Excerpt, theirs: Excerpt) -> tuple[Excerpt, list[str]]:
    """Join two changes of one excerpt.

    Returns:
        The excerpt with the later side's value wherever both changed the same, and the names of those fields.
    """
    later = max(mine, theirs, key=_age)
    clashes: list[str] = []
    values: dict[str, object] = {}
    for unit in _UNITS:
        try:
            unit_values = three_way.join(_part(base, unit), _part(mine, unit), _part(theirs, unit))
        except three_way.ClashError:
            clashes.append("anchor" if unit is _ANCHOR else unit[0])
            unit_values = _part(later, unit)
        values |= dict(zip(unit, unit_values or (), strict=True))
    values["tags"] = three_way.join_sets(base.tags if base else (), mine.tags, theirs.tags)
    values["note"], clashing = _join_notes(base.note if base else None, mine.note, theirs.note)
    try:
        values["modified"] = three_way.join(base.modified if base else None, mine.modified, theirs.modified)
    except three_way.ClashError:
        values["modified"] = later.modified
    return msgspec.structs.replace(later, **values), [*clashes, *(["note"] if clashing else [])]


def join_items(base: Item | None, mine: Item, theirs: Item) -> Joined:
    """What becomes of an excerpt that both sides of a merge have in their files, for `list_merging`.

    Raises:
        FormatError: One of the two is no excerpt that can be read.
    """
    old, one, other = (_excerpt_of(item) if item else None for item in (base, mine, theirs))
    if one is None or other is None:
        raise FormatError("an excerpt that cannot be read was changed on both sides", place=mine.document.place(mine.node))
    excerpt, clashes = join_excerpt(old, one, other)
    written, before = excerpt_fields.to_fields(excerpt), excerpt_fields.to_fields(one)
    keys = {key: value for key, value in written.items() if value != before[key]}
    if set(clashes) <= {"note"}:
        return Joined(keys, tuple("both sides wrote a note; both are kept" for _ in clashes))
    earlier, item = min((one, mine), (other, theirs), key=lambda side: _age(side[0]))
    beside = _id_of(earlier)
    told = f"{' and '.join(f'`{name}`' for name in clashes)} changed on both sides; the earlier change is kept as {beside}"
    return Joined(keys, (told,), (item, beside))


def _excerpt_of(item: Item) -> Excerpt | None:
    return excerpt_fields.from_node(item.document, item.node, [])


def _join_notes(base: str | None, mine: str | None, theirs: str | None) -> tuple[str | None, bool]:
    """The note, and whether both sides wrote one: then both stand there, with an empty line between."""
    try:
        return three_way.join(base, mine, theirs), False
    except three_way.ClashError:
        return "\n\n".join(note for note in sorted({mine or "", theirs or ""}) if note), True


def _part(excerpt: Excerpt | None, unit: tuple[str, ...]) -> tuple[object, ...] | None:
    return None if excerpt is None else tuple(getattr(excerpt, name) for name in unit)


def _age(excerpt: Excerpt) -> tuple[str, bytes]:
    """By the time of the change; content decides between two of the same second, so that both sides choose the same."""
    return excerpt.modified, msgspec.json.encode(excerpt)


def _id_of(excerpt: Excerpt) -> str:
    digest = hashlib.sha256(msgspec.json.encode(excerpt)).digest()
    return "x-" + base64.b32encode(digest).decode().lower()[:10]
