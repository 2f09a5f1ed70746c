"""Excerpts as annotations of Hypothesis, as its API writes them: `{"total", "rows"}`, a list of rows, or a row a line.

Positions there count the UTF-16 units of a page's text in a browser, which is not ours: they are neither read nor written. The words
and their context say where a passage is. Grading has no place there, so it is a tag `credibility:3`. What else Hypothesis does not know
stands under the key `workbench`; its server keeps such keys.

Source:
    The Hypothesis API, version 1: `GET /api/search`; annotations and replies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import msgspec
from msgspec.structs import replace

from workbench.errors import FormatError
from workbench.exchange import ours
from workbench.exchange.json_values import dictionary, document, each, line, text, texts
from workbench.exchange.project import ArticleCopy, ExcerptCopy, Project, Refusal, credibility_of, utc_time

_ARTICLE: Final = "urn:workbench:article:"
_GRADE: Final = "credibility:"
_OURS: Final = ("id", "prefix", "suffix", "start", "end", "text", "now", "anchor", "credibility", "author", "created")


def write(project: Project) -> str:
    """The excerpts as the rows of an answer of the API; the same bytes for the same project."""
    articles = {article.key: article for article in project.articles}
    rows = [_row(excerpt, articles[excerpt.article]) for excerpt in project.excerpts]
    beside = {"tags": msgspec.to_builtins(project.tags), "texts": dict(sorted(project.texts.items()))}
    answer = {"workbench": beside, "total": len(rows), "rows": rows}
    return (
        msgspec.json.format(msgspec.json.encode(answer), indent=1).decode().replace('{\n "workbench":', '{"workbench":', 1) + "\n"
    )


def read(raw: bytes) -> Project:
    """The annotations of an answer, a list of rows, or a row a line; replies are added to the note that they answer.

    Raises:
        FormatError: It is none of them.
    """
    root = _document(raw)
    rows = [dictionary(row) for row in _rows(root)]
    if not any("target" in row or "uri" in row for row in rows):
        raise FormatError("no annotations of Hypothesis in it", remedy="it has to be an answer of its API, or rows of one")
    articles: dict[str, ArticleCopy] = {}
    excerpts: dict[str, ExcerptCopy] = {}
    refused: list[Refusal] = []
    for count, row in enumerate(rows, 1):
        if row.get("references"):
            continue
        where = line(text(row.get("id")) or f"row {count}")
        found = _excerpt(row, where, articles)
        if found is None:
            refused.append(Refusal(where, "a note on a whole page, or one whose passage is lost: it marks no words"))
        else:
            excerpts[text(row.get("id")) or found.key] = found
    refused += _answered(rows, excerpts)
    beside = dictionary(dictionary(root).get("workbench"))
    return Project(
        articles=tuple(articles.values()),
        excerpts=tuple(excerpts.values()),
        tags=ours.tags(beside.get("tags")),
        texts=ours.texts(beside.get("texts")),
        refused=tuple(refused),
    )


def _row(excerpt: ExcerptCopy, article: ArticleCopy) -> dict[str, Any]:
    page = article.url if article.url and re.match("https?://", article.url) else f"{_ARTICLE}{article.key}"
    words = {"type": "TextQuoteSelector", "exact": excerpt.quote, "prefix": excerpt.prefix, "suffix": excerpt.suffix}
    grade = [f"{_GRADE}{excerpt.credibility}"] if excerpt.credibility else []
    return {
        "id": excerpt.id,
        "created": excerpt.created,
        "updated": excerpt.modified,
        **(_person(excerpt.author) if excerpt.author else {}),
        "uri": page,
        "text": excerpt.note or "",
        "tags": [*excerpt.tags, *grade],
        "group": "__world__",
        "references": [],
        "target": [{"source": page, "selector": [words]}],
        "document": {"title": [article.title]} if article.title else {},
        "workbench": ours.of_excerpt(excerpt, *_OURS) | {"article": ours.of_article(article)},
    }


def _person(author: str) -> dict[str, Any]:
    return {"user": f"acct:{re.sub('[^A-Za-z0-9._]', '_', author)[:30]}@workbench", "user_info": {"display_name": author}}


def _document(raw: bytes) -> Any:
    """A JSON document, or one a line as a list.

    Raises:
        FormatError: It is neither.
    """
    lines = [one for one in raw.removeprefix(b"\xef\xbb\xbf").split(b"\n") if one.strip()]
    if len(lines) > 1 and lines[0].lstrip().startswith(b"{") and lines[0].rstrip().endswith(b"}"):
        return [document(one) for one in lines]
    return document(raw)


def _rows(root: Any) -> Iterator[Any]:
    node = dictionary(root)
    if "rows" in node:
        yield from each(node["rows"])
        yield from each(node.get("replies"))
    else:
        yield from each(root)


def _excerpt(row: dict[str, Any], where: str, articles: dict[str, ArticleCopy]) -> ExcerptCopy | None:
    """The excerpt that a row is; None if it names no words."""
    words = _words(row)
    if words is None:
        return None
    article = _article(row)
    articles.setdefault(article.key, article)
    own = ours.excerpt({name: value for name, value in dictionary(row.get("workbench")).items() if name in _OURS})
    stated = own or ExcerptCopy(article="")
    tags, credibility = _graded(texts(row.get("tags")), own)
    return replace(
        stated,
        where=where,
        key=f"hypothesis:{text(row.get('id')) or where}",
        article=article.key,
        quote=words["exact"],
        prefix=stated.prefix or words["prefix"],
        suffix=stated.suffix or words["suffix"],
        tags=tags,
        note=text(row.get("text")) or None,
        credibility=credibility,
        author=stated.author or _name(row),
        created=utc_time(stated.created) or utc_time(row.get("created")),
        modified=utc_time(row.get("updated")),
    )


def _words(row: dict[str, Any]) -> dict[str, str] | None:
    """The quotation of the first target that has one, with its context."""
    for target in each(row.get("target")):
        for one in each(dictionary(target).get("selector")):
            selector = dictionary(one)
            if selector.get("type") == "TextQuoteSelector" and text(selector.get("exact")):
                return {key: text(selector.get(key)) or "" for key in ("exact", "prefix", "suffix")}
    return None


def _article(row: dict[str, Any]) -> ArticleCopy:
    own = ours.article(dictionary(row.get("workbench")).get("article"))
    if own:
        return own
    page = text(row.get("uri")) or next(
        (found for one in each(row.get("target")) if (found := text(dictionary(one).get("source")))), ""
    )
    name = page.removeprefix(_ARTICLE) if page.startswith(_ARTICLE) else None
    titles = texts(dictionary(row.get("document")).get("title"))
    return ArticleCopy(key=page, id=name, title=titles[0] if titles else None, url=None if name else page)


def _graded(tags: tuple[str, ...], own: ExcerptCopy | None) -> tuple[tuple[str, ...], int | None]:
    """The tags without the one that stands for a grade, and the grade. A tag of a person that looks so stays, where we know better."""
    grade = tags[-1] if tags and tags[-1].startswith(_GRADE) else ""
    credibility = credibility_of(grade.removeprefix(_GRADE)) if grade else None
    if credibility is None or (own and own.credibility is None):
        return tags, None
    return tags[:-1], credibility


def _name(row: dict[str, Any]) -> str | None:
    shown = text(dictionary(row.get("user_info")).get("display_name"))
    account = re.fullmatch("acct:([^@]+)@.*", text(row.get("user")) or "", re.DOTALL)
    return shown or (account[1] if account else None)


def _answered(rows: list[dict[str, Any]], excerpts: dict[str, ExcerptCopy]) -> Iterator[Refusal]:
    """Add each reply to the note of the annotation whose thread it is in; those of none are refused."""
    replies = [(count, row) for count, row in enumerate(rows, 1) if row.get("references")]
    for count, row in sorted(replies, key=lambda reply: text(reply[1].get("created")) or ""):
        root = next(iter(texts(row["references"])), "")
        excerpt = excerpts.get(root)
        if excerpt is None:
            where = line(text(row.get("id")) or f"row {count}")
            yield Refusal(
                where, f"a reply to {line(root)}, which is not in the file or marks no words: {line(text(row.get('text')) or '')}"
            )
            continue
        said = ", ".join(part for part in (_name(row), (utc_time(row.get("created")) or "")[:10]) if part)
        tags = f" [{', '.join(texts(row.get('tags')))}]" if texts(row.get("tags")) else ""
        reply = f"{said or 'Reply'}: {text(row.get('text')) or ''}{tags}"
        excerpts[root] = replace(excerpt, note=f"{excerpt.note}\n\n{reply}" if excerpt.note else reply)
