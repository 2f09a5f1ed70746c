"""From JSON-LD of the Web Annotation Data Model to excerpts: a collection, a page, a list of annotations, or one.

No context is fetched: the model's own names are known, and what another context would make of a name is not asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import msgspec
from msgspec import Struct

from workbench.errors import FormatError
from workbench.exchange.json_values import dictionary, document, each, line, number, text, texts
from workbench.exchange.project import ArticleCopy, ExcerptCopy, Project, Refusal, credibility_of, utc_time
from workbench.exchange.w3c_rules import PREFIX, broken, has_context, types
from workbench.records.selector import Span
from workbench.records.tag import Tag, is_tag

_ARTICLE, _EXCERPT = f"{PREFIX}article:", f"{PREFIX}excerpt:"
_DEEPEST = 8
"""So many selectors may refine each other."""


def read(raw: bytes) -> Project:
    """The excerpts of a JSON-LD document; annotations of something else than words are told in `refused`.

    Raises:
        FormatError: It is no JSON, or says nowhere that it is of the model.
    """
    root = document(raw)
    nodes = list(_annotations(root))
    collection = dictionary(root)
    elsewhere = [line(page) for page in _elsewhere(collection)]
    if not nodes and not elsewhere:
        raise FormatError("no annotation of the W3C's model in it", remedy="it has to have the model's @context, and annotations")
    articles: dict[str, ArticleCopy] = {}
    excerpts: list[ExcerptCopy] = []
    refused: list[Refusal] = []
    for count, node in enumerate(nodes, 1):
        where = _where(node, count)
        if reasons := list(broken(node)):
            refused.append(Refusal(where, reasons[0]))
            continue
        found = list(_marked(node, where, articles))
        excerpts += found
        if not found:
            refused.append(Refusal(where, "it marks no words: there is no quotation in its target"))
    return Project(
        articles=tuple(articles.values()),
        excerpts=tuple(excerpts),
        tags=tuple(tag for one in each(collection.get("workbench:codebook")) if (tag := _tag(dictionary(one)))),
        texts={name: value for name, value in dictionary(collection.get("workbench:texts")).items() if isinstance(value, str)},
        refused=tuple(refused),
        told=tuple(f"a page of it lies elsewhere and is not fetched: {page}" for page in elsewhere),
    )


class _Selected(Struct, frozen=True):
    """What the selectors of one target say."""

    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None


def _annotations(root: Any) -> Iterator[dict[str, Any]]:
    """The annotations of a document whose outermost object, or each of whose items, has the model's context."""
    if isinstance(root, list):
        for one in root:
            yield from _annotations(one)
        return
    node = dictionary(root)
    if not has_context(node):
        return
    kinds = types(node)
    if "AnnotationCollection" in kinds:
        yield from _items(dictionary(node.get("first")))
    elif "AnnotationPage" in kinds:
        yield from _items(node)
    else:
        yield node


def _items(page: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from (one for one in each(page.get("items")) if isinstance(one, dict))


def _elsewhere(collection: dict[str, Any]) -> Iterator[str]:
    """Addresses of pages that a collection does not hold."""
    if has_context(collection) and "items" not in collection:
        first = collection.get("first")
        yield from texts(first)
        yield from texts(dictionary(first).get("next"))
    elif has_context(collection):
        yield from texts(collection.get("next"))


def _where(node: dict[str, Any], count: int) -> str:
    name = node.get("id")
    return line(name) if isinstance(name, str) else f"annotation {count}"


def _marked(node: dict[str, Any], where: str, articles: dict[str, ArticleCopy]) -> Iterator[ExcerptCopy]:
    """An excerpt for each target that names words."""
    said = _said(node)
    targets = [dictionary(target) for target in each(node.get("target"))]
    address = text(node.get("id")) or f"annotation:{sha256(msgspec.json.encode(node)).hexdigest()}"
    for count, target in enumerate(targets):
        selected = _selected(target.get("selector"))
        if not selected.exact:
            continue
        article = _article(target.get("source"))
        articles.setdefault(article.key, article)
        name = address.removeprefix(_EXCERPT) if address.startswith(_EXCERPT) and len(targets) == 1 else None
        key = f"{address}#{count}" if count else address
        yield ExcerptCopy(where=where, key=key, id=name, article=article.key, **_place(target, selected), **said)


def _place(target: dict[str, Any], selected: _Selected) -> dict[str, Any]:
    made = dictionary(target.get("workbench:made"))
    start, end = selected.start, selected.end
    now = Span(start, end) if start is not None and end is not None and start <= end else None
    own = number(made.get("workbench:start")) is not None
    return {
        "quote": selected.exact,
        "prefix": selected.prefix,
        "suffix": selected.suffix,
        "start": number(made.get("workbench:start")) if own else start,
        "end": number(made.get("workbench:end")) if own else end,
        "text": text(made.get("workbench:text")) if own else None,
        "now": now if own else None,
        "anchor": text(target.get("workbench:anchor")),
    }


def _said(node: dict[str, Any]) -> dict[str, Any]:
    """Tags, note, grading, and by whom and when."""
    bodies = [*each(node.get("bodyValue")), *each(node.get("body"))]
    found = [one for body in bodies for one in _values(body, text(node.get("motivation")))]
    notes = [value for purpose, value in found if purpose not in ("tagging", "assessing")]
    grades = [value for purpose, value in found if purpose == "assessing"]
    credibility = next((grade for value in grades if (grade := credibility_of(value))), None)
    notes += [value for value in grades if not credibility_of(value)]
    author = next((name for one in each(node.get("creator")) if (name := _name(one))), None)
    return {
        "tags": tuple(dict.fromkeys(value for purpose, value in found if purpose == "tagging")),
        "note": "\n\n".join(notes) if notes else None,
        "credibility": credibility,
        "author": author,
        "created": utc_time(node.get("created")),
        "modified": utc_time(node.get("modified")),
    }


def _values(body: Any, motivation: str | None) -> Iterator[tuple[str, str]]:
    """What a body says, with its purpose; of a choice all that it offers, of a body elsewhere its address."""
    if isinstance(body, str):
        yield "commenting", body
        return
    node = dictionary(body)
    if "items" in node:
        for one in each(node["items"]):
            yield from _values(one, motivation)
        return
    purpose = text(node.get("purpose")) or motivation or "commenting"
    value = node.get("value", node.get("id", node.get("source")))
    if isinstance(value, str):
        yield purpose if "value" in node else "linking", value
    elif isinstance(value, dict):
        yield from _values(value, "linking")


def _selected(node: Any, depth: int = 0) -> _Selected:
    """The words and the place that selectors name; a selector that another refines says less than that."""
    found = _Selected()
    for one in each(node):
        selector = dictionary(one)
        kinds = types(selector)
        if "TextQuoteSelector" in kinds and not found.exact:
            exact, prefix, suffix = (text(selector.get(key)) or "" for key in ("exact", "prefix", "suffix"))
            found = _Selected(exact, prefix, suffix, found.start, found.end)
        elif "TextPositionSelector" in kinds and found.start is None:
            start, end = number(selector.get("start")), number(selector.get("end"))
            found = _Selected(found.exact, found.prefix, found.suffix, start, end)
        if "refinedBy" in selector and not found.exact and depth < _DEEPEST:
            found = _selected(selector["refinedBy"], depth + 1)
    return found


def _article(source: Any) -> ArticleCopy:
    node = {"id": source} if isinstance(source, str) else dictionary(source)
    address = text(node.get("id")) or ""
    own = address.removeprefix(_ARTICLE) if address.startswith(_ARTICLE) else None
    return ArticleCopy(
        key=own or text(node.get("workbench:article")) or address or f"title:{text(node.get('dc:title')) or ''}",
        id=own or text(node.get("workbench:article")),
        title=text(node.get("dc:title")),
        publisher=text(node.get("dc:publisher")),
        authors=texts(node.get("dc:creator")),
        published=text(node.get("dc:date")),
        url=text(node.get("workbench:url")) or (None if own else address or None),
        language=next(iter(texts(node.get("language"))), None),
        reliability=text(node.get("workbench:reliability")),
        text_id=text(node.get("workbench:text")),
    )


def _name(agent: Any) -> str | None:
    if isinstance(agent, str):
        return agent
    node = dictionary(agent)
    return text(node.get("name")) or text(node.get("nickname")) or text(node.get("id"))


def _tag(node: dict[str, Any]) -> Tag | None:
    values = {name: text(node.get(f"workbench:{name}")) for name in ("title", "definition", "colour")}
    name = text(node.get("workbench:tag")) or ""
    return Tag(tag=name, **values) if is_tag(name) else None
