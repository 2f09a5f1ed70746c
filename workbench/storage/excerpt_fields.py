"""Excerpts as the keys of an annotation file, in the order they are written in, and back."""

from __future__ import annotations

from workbench.errors import Problem
from workbench.files.yaml_dump import Bare, Fields, Quoted
from workbench.files.yaml_nodes import Document, Mapping, Node
from workbench.records.excerpt import Excerpt
from workbench.storage import fields, ids, texts

ORDER = (
    *("id", "quote", "prefix", "suffix", "start", "end", "text"),
    *("tags", "note", "credibility", "author", "created", "modified"),
)
"""The keys of an excerpt as they are written."""
_REQUIRED = ("id", "quote", "start", "end", "text", "created", "modified")
_offset = fields.whole_number(0)
_credibility = fields.optional(fields.whole_number(1, 6))


def to_fields(excerpt: Excerpt) -> Fields:
    """An excerpt as it is written."""
    return {
        "id": excerpt.id,
        "quote": Quoted(excerpt.quote),
        "prefix": Quoted(excerpt.prefix),
        "suffix": Quoted(excerpt.suffix),
        "start": excerpt.start,
        "end": excerpt.end,
        "text": excerpt.text,
        "tags": list(excerpt.tags),
        "note": excerpt.note,
        "credibility": excerpt.credibility,
        "author": excerpt.author,
        "created": Bare(excerpt.created),
        "modified": Bare(excerpt.modified),
    }


def from_node(document: Document, node: Node, problems: list[Problem]) -> Excerpt | None:
    """Read one list item; None, and a problem for each value that will not do, if it is no excerpt."""
    if not isinstance(node, Mapping):
        problems.append(document.problem("not an excerpt", node, "write keys with values"))
        return None
    if missing := [key for key in _REQUIRED if key not in node.entries]:
        problems.append(document.problem(f"an excerpt without `{missing[0]}`", node, "write it"))
        return None
    found = fields.Fields(document, node, problems)
    excerpt = Excerpt(
        id=found.read("id", _excerpt_id, ""),
        quote=found.read("quote", fields.some_text, ""),
        prefix=found.read("prefix", fields.text, None) or "",
        suffix=found.read("suffix", fields.text, None) or "",
        start=found.read("start", _offset, 0),
        end=found.read("end", _offset, 0),
        text=found.read("text", _text_id, ""),
        tags=found.read("tags", fields.tags, ()),
        note=found.read("note", fields.text, None),
        credibility=found.read("credibility", _credibility, None),
        author=found.read("author", fields.text, None),
        created=found.read("created", fields.utc_time, ""),
        modified=found.read("modified", fields.utc_time, ""),
    )
    if not found.unreadable and excerpt.end < excerpt.start:
        found.unreadable.add("end")
        found.note("`end` is before `start`", "end", "correct one of them")
    return None if found.unreadable else excerpt


def _excerpt_id(node: Node) -> str:
    value = fields.some_text(node)
    if not ids.is_excerpt_id(value):
        raise fields.FieldError(f"{value!r} is no excerpt id: `x-` with a-z, 0-9 and -", node)
    return value


def _text_id(node: Node) -> str:
    value = fields.some_text(node)
    if not texts.is_text_id(value):
        raise fields.FieldError(f"{value!r} is not 12 hexadecimal digits", node)
    return value
