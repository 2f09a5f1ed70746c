"""Excerpts as annotations of the W3C Web Annotation Data Model, in JSON-LD.

What is written is one `AnnotationCollection` whose first page holds all annotations. Beside the model's own terms stand a few of ours
with the prefix `workbench:`, so that an excerpt comes back as it was; another program may leave them out.

Positions count Unicode code points, as the model says of a text's characters; another program's are a hint only, because its text
is not ours.

Source:
    W3C Recommendation "Web Annotation Data Model" of 23 February 2017.
"""

from __future__ import annotations

from typing import Any

import msgspec

from workbench.exchange import w3c_reading
from workbench.exchange.project import ArticleCopy, ExcerptCopy, Project
from workbench.exchange.w3c_rules import CONTEXT, PREFIX, is_iri
from workbench.records.tag import Tag

read = w3c_reading.read


def write(project: Project) -> str:
    """The project as JSON-LD; the same bytes for the same project."""
    articles = {article.key: article for article in project.articles}
    items = [_annotation(excerpt, articles[excerpt.article]) for excerpt in project.excerpts]
    page = {"id": f"{PREFIX}page:1", "type": "AnnotationPage", "startIndex": 0, "items": items}
    collection = {
        "@context": [CONTEXT, {"workbench": PREFIX}],
        "id": f"{PREFIX}excerpts",
        "type": "AnnotationCollection",
        "label": "Excerpts of an Analyst Workbench library",
        "total": len(items),
        "first": page,
        "last": page["id"],
    }
    collection |= {"workbench:codebook": [_tag(tag) for tag in project.tags]} if project.tags else {}
    collection |= {"workbench:texts": dict(sorted(project.texts.items()))} if project.texts else {}
    return msgspec.json.format(msgspec.json.encode(collection), indent=1).decode() + "\n"


def _annotation(excerpt: ExcerptCopy, article: ArticleCopy) -> dict[str, Any]:
    return {
        "id": f"{PREFIX}excerpt:{excerpt.id}",
        "type": "Annotation",
        "motivation": _motivation(excerpt),
        **({"creator": {"type": "Person", "name": excerpt.author}} if excerpt.author else {}),
        "created": excerpt.created,
        "modified": excerpt.modified,
        **({"body": bodies} if (bodies := _bodies(excerpt)) else {}),
        "target": {"type": "SpecificResource", "source": _source(article), "selector": _selectors(excerpt)} | _ours(excerpt),
    }


def _motivation(excerpt: ExcerptCopy) -> str:
    if excerpt.note:
        return "commenting"
    if excerpt.tags:
        return "tagging"
    return "assessing" if excerpt.credibility else "highlighting"


def _bodies(excerpt: ExcerptCopy) -> list[dict[str, str]]:
    values = [("tagging", tag) for tag in excerpt.tags]
    values += [("commenting", excerpt.note)] if excerpt.note is not None else []
    values += [("assessing", f"credibility {excerpt.credibility}")] if excerpt.credibility else []
    return [{"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value} for purpose, value in values]


def _source(article: ArticleCopy) -> dict[str, Any]:
    """The page that an article is of; an article without an address that can be one is named by its id."""
    iri = article.url if article.url and is_iri(article.url) else f"{PREFIX}article:{article.key}"
    said = {
        "language": article.language if article.language and not set(article.language) & set(" \t\r\n") else None,
        "dc:title": article.title,
        "dc:publisher": article.publisher,
        "dc:creator": list(article.authors),
        "dc:date": article.published,
        "workbench:article": article.id,
        "workbench:url": article.url if article.url != iri else None,
        "workbench:reliability": article.reliability,
        "workbench:text": article.text_id,
    }
    return {"id": iri, "type": "Text"} | {name: value for name, value in said.items() if value}


def _selectors(excerpt: ExcerptCopy) -> list[dict[str, Any]]:
    words = {"exact": excerpt.quote, "prefix": excerpt.prefix, "suffix": excerpt.suffix}
    selectors: list[dict[str, Any]] = [{"type": "TextQuoteSelector"} | words]
    if excerpt.now:
        selectors.append({"type": "TextPositionSelector", "start": excerpt.now.start, "end": excerpt.now.end})
    return selectors


def _ours(excerpt: ExcerptCopy) -> dict[str, Any]:
    """How surely the passage was found, and where it stood in the text it was marked in."""
    made = {"workbench:text": excerpt.text, "workbench:start": excerpt.start, "workbench:end": excerpt.end}
    return {"workbench:anchor": excerpt.anchor, "workbench:made": made}


def _tag(tag: Tag) -> dict[str, str]:
    values = {"tag": tag.tag, "title": tag.title, "definition": tag.definition, "colour": tag.colour}
    return {f"workbench:{name}": value for name, value in values.items() if value is not None}
