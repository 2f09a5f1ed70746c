"""What the Web Annotation Data Model demands of an annotation, as far as another program can break it.

Source:
    W3C Recommendation "Web Annotation Data Model" of 23 February 2017, sections 3 and 4; the invalid samples of its test suite.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
PREFIX: Final = "urn:workbench:"
"""What our own names in a file begin with."""

_IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`\x00-\x1f\x7f]+')
_TIME = re.compile(r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?")
_TIMES = ("created", "modified", "generated")
_AGENTS = ("creator", "generator")
_ADDRESSES = ("rights", "via", "canonical")
_DIRECTIONS = ("ltr", "rtl", "auto")
_SETS = ("Choice", "Composite", "List", "Independents")


def is_iri(value: object) -> bool:
    """Whether a value can be an address or another name with a scheme."""
    return isinstance(value, str) and _IRI.fullmatch(value) is not None


def has_context(node: dict[str, Any]) -> bool:
    """Whether a document says that it is of the model."""
    return CONTEXT in _each(node.get("@context"))


def types(node: Any) -> list[Any]:
    """The types that an object says it is of."""
    return list(_each(node.get("type"))) if isinstance(node, dict) else []


def broken(node: dict[str, Any]) -> Iterator[str]:
    """What is wrong with an annotation, one clause each; nothing where it keeps to the model."""
    if "Annotation" not in types(node):
        yield "its type is not Annotation"
    if "id" in node and not is_iri(node["id"]):
        yield "its id is not one address"
    yield from _of_times(node)
    yield from (f"its {key} is nobody" for key in _AGENTS for one in _each(node.get(key)) if not isinstance(one, str | dict))
    yield from (f"its {key} is no address" for key in _ADDRESSES for one in _each(node.get(key)) if not _names(one))
    yield from _of_bodies(node)
    yield from _of_targets(node)


def _of_times(node: dict[str, Any]) -> Iterator[str]:
    for key in _TIMES:
        if key in node and not (isinstance(node[key], str) and _TIME.fullmatch(node[key])):
            yield f"its time `{key}` is none"


def _of_bodies(node: dict[str, Any]) -> Iterator[str]:
    if "bodyValue" in node and "body" in node:
        yield "it has both a body and a bodyValue"
    if not isinstance(node.get("bodyValue", ""), str):
        yield "its bodyValue is no text"
    for body in _each(node.get("body")):
        yield from (f"its body {what}" for what in _of_resource(body))


def _of_targets(node: dict[str, Any]) -> Iterator[str]:
    targets = list(_each(node.get("target")))
    if not targets:
        yield "it has no target"
    for target in targets:
        yield from (f"its target {what}" for what in _of_resource(target))


def _of_resource(node: Any) -> Iterator[str]:
    """What is wrong with a body or a target."""
    if isinstance(node, str):
        if not is_iri(node):
            yield "is no address"
        return
    if not isinstance(node, dict):
        yield "is neither an address nor an object"
        return
    if "id" in node and not is_iri(node["id"]):
        yield "has an id that is no address"
    if node.get("textDirection", "auto") not in _DIRECTIONS or not isinstance(node.get("textDirection", ""), str):
        yield "has a text direction that is none"
    if not isinstance(node.get("processingLanguage", ""), str):
        yield "has several processing languages"
    if not all(isinstance(one, str) for key in ("format", "language") for one in _each(node.get(key))):
        yield "has a format or language that is no text"
    yield from _of_kind(node)


def _of_kind(node: dict[str, Any]) -> Iterator[str]:
    kinds = types(node)
    sets = [kind for kind in kinds if kind in _SETS]
    if "TextualBody" in kinds and not isinstance(node.get("value"), str):
        yield "has no one text as its value"
    if len(sets) > 1 or ("items" in node and not sets):
        yield "is a set of no one kind"
    if ("SpecificResource" in kinds or "selector" in node) and "source" not in node:
        yield "has no source"
    for selector in _each(node.get("selector")):
        if isinstance(selector, dict) and "FragmentSelector" in types(selector) and not isinstance(selector.get("value"), str):
            yield "has a fragment selector without one value"


def _names(one: Any) -> bool:
    return is_iri(one) or (isinstance(one, dict) and is_iri(one.get("id")))


def _each(value: Any) -> Iterator[Any]:
    """JSON-LD writes one value alone and several as a list."""
    if isinstance(value, list):
        yield from value
    elif value is not None:
        yield value
