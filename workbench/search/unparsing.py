"""From a query back to text: `parse(unparse(tree))` is the same tree, relative dates being days by then."""

from __future__ import annotations

import re

from workbench.search.query import (
    And,
    Everything,
    Fuzzy,
    Has,
    Leaf,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Published,
    Value,
    Wildcard,
    Word,
)

_PLAIN = re.compile(r"[\w*][\w/.*?-]*")
"""Values that need no quotation marks."""

_PLAIN_WHOLE = re.compile(r"\w[\w/.-]*")
"""Whole values that need none."""


def unparse(tree: Node) -> str:
    """The query as a person would type it; empty for Everything."""
    return "" if isinstance(tree, Everything) else _text(tree)


def _text(node: Node) -> str:
    if isinstance(node, And):
        return " ".join(_operand(child) for child in node.children)
    if isinstance(node, Or):
        return " OR ".join(_operand(child) for child in node.children)
    if isinstance(node, Not):
        return f"-{_operand(node.child)}"
    return _leaf(node)


def _operand(node: Node) -> str:
    return f"({_text(node)})" if isinstance(node, And | Or) else _text(node)


def _leaf(node: Leaf) -> str:
    match node:
        case Everything():
            return "*"
        case Word(form, field, times):
            return f"{_field(field)}{form}{f'^{times}' if times > 1 else ''}"
        case Phrase(forms, slop, prefix, field):
            return f'{_field(field)}"{" ".join(forms)}{"*" * prefix}"{f"~{slop}" if slop else ""}'
        case Prefix(form, field):
            return f"{_field(field)}{form}*"
        case Wildcard(pattern, field):
            return f"{_field(field)}{pattern}"
        case Fuzzy(form, distance, field):
            return f"{_field(field)}{form}~{distance}"
        case Value(field, value, exact):
            is_plain = (_PLAIN_WHOLE if exact else _PLAIN).fullmatch(value)
            return f"{field}:{'=' * exact}" + (value if is_plain else f'"{value}"')
        case Published(first, last):
            return f"published:{first or ''}..{last or ''}"
        case Has(what):
            return f"has:{what}"


def _field(field: str | None) -> str:
    return f"{field}:" if field else ""
