"""What a page states in JSON-LD: of all its objects, those that describe the article itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from lxml.html import HtmlElement
from msgspec import Struct

from workbench.records.article import Kind

_MOST_SCRIPTS: Final = 40
_LONGEST_SCRIPT: Final = 2_000_000
_MOST_OBJECTS: Final = 2_000
_DEEPEST: Final = 40
_WRAPPING = re.compile(
    r"^\s*(?:<!--|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[|//\s*<!\[CDATA\[)|(?:-->|/\*\s*\]\]>\s*\*/|//\s*\]\]>|\]\]>)\s*;?\s*$"
)
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_KINDS: Final = {
    "NewsArticle": Kind.NEWS,
    "ReportageNewsArticle": Kind.NEWS,
    "AnalysisNewsArticle": Kind.NEWS,
    "OpinionNewsArticle": Kind.NEWS,
    "BackgroundNewsArticle": Kind.NEWS,
    "AskPublicNewsArticle": Kind.NEWS,
    "BlogPosting": Kind.BLOG,
    "LiveBlogPosting": Kind.NEWS,
    "Report": Kind.REPORT,
    "SocialMediaPosting": Kind.POST,
    "DiscussionForumPosting": Kind.POST,
}
ARTICLE_TYPES: Final = frozenset(
    {*_KINDS, "Article", "ScholarlyArticle", "TechArticle", "MedicalScholarlyArticle", "SatiricalArticle"}
)

Node = dict[str, Any]


class LinkedData(Struct, frozen=True):
    """The JSON-LD of a page."""

    article: Node
    """The object that describes the article, or no more than {}."""
    site: Node
    """The object that describes the site."""
    by_id: dict[str, Node]

    @property
    def kind(self) -> Kind | None:
        """The sort of text, if the article's type says it."""
        return next((_KINDS[name] for name in types_of(self.article) if name in _KINDS), None)

    def resolved(self, value: object) -> Node | None:
        """The object that `value` is or refers to."""
        if not isinstance(value, dict):
            return None
        there = self.by_id.get(value.get("@id", "")) if isinstance(value.get("@id"), str) else None
        return {**there, **value} if there else value

    def name_of(self, value: object) -> object:
        """The name of a person or organisation, given as an object or as text."""
        node = self.resolved(value)
        return node.get("name") if node else value


def linked_data(root: HtmlElement) -> LinkedData:
    """Read the JSON-LD of a page; what is broken is passed over."""
    nodes = list(_nodes(_documents(root)))
    by_id: dict[str, Node] = {}
    for node, _ in nodes:
        if isinstance(node.get("@id"), str) and len(node) > 1:
            by_id.setdefault(node["@id"], node)
    articles = [node for node, is_part in nodes if types_of(node) & ARTICLE_TYPES and not is_part]
    sites = [node for node, _ in nodes if "WebSite" in types_of(node)]
    return LinkedData(_the_article(articles), sites[0] if sites else {}, by_id)


def types_of(node: Node) -> frozenset[str]:
    """The schema.org types of an object, without their address."""
    stated = node.get("@type")
    names = stated if isinstance(stated, list) else [stated]
    return frozenset(name.rsplit("/", 1)[-1].rsplit(":", 1)[-1] for name in names if isinstance(name, str))


def as_list(value: object) -> list[object]:
    """`value` as a list: itself, or what alone there is."""
    return value if isinstance(value, list) else [] if value is None else [value]


def _the_article(articles: list[Node]) -> Node:
    """The article that the page is about: the one with a headline, if it is alone in that; of several none is believed."""
    headed = [node for node in articles if node.get("headline") or node.get("name")]
    if len({str(node.get("headline") or node.get("name")) for node in headed}) > 1:
        main = [node for node in headed if node.get("mainEntityOfPage") or node.get("articleBody")]
        return main[0] if len(main) == 1 else {}
    return (headed or articles or [{}])[0]


def _documents(root: HtmlElement) -> Iterator[object]:
    scripts = (script for script in root.iter("script") if "ld+json" in (script.get("type") or "").lower())
    for number, script in enumerate(scripts):
        text = script.text or ""
        if number >= _MOST_SCRIPTS or len(text) > _LONGEST_SCRIPT:
            return
        yield _parsed(text)


def _parsed(text: str) -> object:
    """The value of a script; with the repairs that are certain, or None."""
    text = _WRAPPING.sub("", _WRAPPING.sub("", text)).strip().rstrip(";")
    for attempt in (text, _TRAILING_COMMA.sub("", text)):
        try:
            return json.loads(attempt, strict=False)  # raw line feeds in strings are common
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(documents: Iterable[object]) -> Iterator[tuple[Node, bool]]:
    """The objects of all documents, each with whether it is only part of another or of a list."""
    left = [(document, 0, False) for document in documents][::-1]
    count = 0
    while left and count < _MOST_OBJECTS:
        value, depth, part = left.pop()
        if isinstance(value, list):
            left.extend((item, depth + 1, part) for item in reversed(value) if depth < _DEEPEST)
        elif isinstance(value, dict):
            count += 1
            yield value, part
            left.extend(_below(value, depth, part=part))


def _below(node: Node, depth: int, *, part: bool) -> list[tuple[object, int, bool]]:
    """The objects that an object holds; an article inside a list or inside another article is not the page's own."""
    if depth >= _DEEPEST:
        return []
    is_article = bool(types_of(node) & ARTICLE_TYPES)
    found: list[tuple[object, int, bool]] = []
    for key, value in reversed(node.items()):
        if isinstance(value, (dict, list)):
            own = key in ("@graph", "mainEntity", "mainEntityOfPage") or not types_of(node)
            found.append((value, depth + 1, part or is_article or not own))
    return found
