"""Excerpts as Markdown: a heading for each article, a quotation for each excerpt, then its tags, grading and note in a line.

A comment behind each, which no reader of Markdown shows, keeps what a line of text cannot say; without it the words, tags and notes are
read all the same, so that notes written by hand come in too: quotations under headings that name an article, `## Title [@its-id]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from workbench.errors import FormatError
from workbench.exchange import ours
from workbench.exchange.json_values import dictionary
from workbench.exchange.project import ArticleCopy, ExcerptCopy, Project, Refusal, credibility_of
from workbench.records.tag import is_tag
from workbench.text.markdown import escape, unescape
from workbench.text.sanitise import display, display_line

_HEADING = re.compile(r"#{1,6}\s.*\[@([a-z0-9-]+)\]\s*")
_COMMENT = re.compile(r"<!-- workbench (\{.*\}) -->\s*")
_BETWEEN: Final = " · "


def write(project: Project, *, bare: bool = False) -> str:
    """The excerpts as Markdown, in their order; the same text for the same project.

    Args:
        project: What is written.
        bare: Without the comments: for people only.
    """
    articles = {article.key: article for article in project.articles}
    parts: list[str] = []
    last = None
    for excerpt in project.excerpts:
        article = articles[excerpt.article]
        if excerpt.article != last:
            last = excerpt.article
            title = display_line(" ".join((article.title or article.key).split()))
            parts += [f"## {escape(title)} [@{article.key}]"]
            parts += [] if bare else [_comment("article", ours.of_article(article))]
        parts += [_quoted(excerpt.quote), *filter(None, [_said(excerpt)])]
        parts += [] if bare else [_comment("excerpt", _unseen(excerpt))]
    return "".join(f"{part}\n\n" for part in parts)


def read(raw: bytes) -> Project:
    """The quotations of a Markdown file.

    Raises:
        FormatError: It is not UTF-8, or holds no quotation.
    """
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise FormatError(f"not UTF-8: byte {error.start}", remedy="save it as UTF-8") from None
    blocks = list(_blocks(text.split("\n")))
    if not blocks and text.strip():
        raise FormatError("no quotations in it", remedy="a quotation is a line that begins with >")
    articles: dict[str, ArticleCopy] = {}
    excerpts: list[ExcerptCopy] = []
    refused: list[Refusal] = []
    for block in blocks:
        where = f"line {block.line}"
        if not block.article:
            refused.append(Refusal(where, "no heading above it names an article: ## Title [@its-id]"))
            continue
        articles.setdefault(block.article, block.known or ArticleCopy(key=block.article, id=block.article))
        excerpts.append(_excerpt(block, where))
    return Project(articles=tuple(articles.values()), excerpts=tuple(excerpts), refused=tuple(refused))


class _Block(Struct):
    """A quotation with what stands below it, while lines are read."""

    line: int
    article: str | None
    known: ArticleCopy | None
    quoted: list[str]
    said: list[str]
    own: dict[str, Any] | None = None
    is_open: bool = True


def _quoted(words: str) -> str:
    """Words as a quotation, in the form that no program acts on: what that cannot say stands in the comment."""
    return "\n".join(f"> {escape(line)}" if line else ">" for line in display(words).split("\n"))


def _said(excerpt: ExcerptCopy) -> str:
    said = [escape(display_line(" ".join(excerpt.tags)))] if excerpt.tags else []
    said += [f"credibility {excerpt.credibility}"] if excerpt.credibility else []
    said += [escape(display_line(" ".join(excerpt.note.split())))] if excerpt.note else []
    return _BETWEEN.join(said)


def _comment(name: str, values: dict[str, Any]) -> str:
    return f"<!-- workbench {ours.ascii_json({name: values})} -->"


def _unseen(excerpt: ExcerptCopy) -> dict[str, Any]:
    """What of an excerpt does not come back from what is to be seen of it."""
    seen = {"quote": _unquoted(_quoted(excerpt.quote).split("\n")), **_parsed(_said(excerpt))}
    differing = {name: getattr(excerpt, name) for name, value in seen.items() if value != getattr(excerpt, name)}
    return {name: value for name, value in ours.of_excerpt(excerpt).items() if name not in seen} | differing


def _unquoted(lines: list[str]) -> str:
    return "\n".join(unescape(line[1:].removeprefix(" ")) for line in lines)


def _blocks(lines: list[str]) -> Iterator[_Block]:
    """The quotations of a file, each with the article that the last heading names."""
    article: str | None = None
    known: ArticleCopy | None = None
    blocks: list[_Block] = []
    for number, line in enumerate(lines, 1):
        block = blocks[-1] if blocks and blocks[-1].is_open else None
        if found := _HEADING.fullmatch(line):
            article, known = found[1], None
            _close(block)
        elif found := _COMMENT.fullmatch(line):
            values = _values(found[1])
            known = ours.article(values.get("article")) or known
            _close(block, dictionary(values.get("excerpt")))
        elif line.startswith(">") and (block is None or block.said):
            _close(block)
            blocks.append(_Block(number, article, known if known and known.key == article else None, [line], []))
        elif block and line.strip():
            (block.quoted if line.startswith(">") else block.said).append(line)
    return iter(blocks)


def _close(block: _Block | None, own: dict[str, Any] | None = None) -> None:
    if block:
        block.own, block.is_open = own, False


def _values(written: str) -> dict[str, Any]:
    try:
        return dictionary(msgspec.json.decode(written))
    except (msgspec.DecodeError, RecursionError):
        return {}


def _excerpt(block: _Block, where: str) -> ExcerptCopy:
    """The excerpt of a block: what is to be seen, and what the comment says as long as that is still what was written for it."""
    said = "\n".join(block.said)
    seen: dict[str, Any] = {"quote": _unquoted(block.quoted), **_parsed(said)}
    place: dict[str, Any] = {"where": where, "key": f"markdown:{block.article}\n{seen['quote']}", "article": block.article or ""}
    whole = ours.excerpt({**seen, **(block.own or {})})
    if whole is None or not block.own:
        return ExcerptCopy(**place, **seen)
    if _said(whole) == said and _quoted(whole.quote).split("\n") == block.quoted:
        return replace(whole, **place)
    return replace(whole, **place, **seen)


def _parsed(said: str) -> dict[str, Any]:
    """Tags, grading and note of the text below a quotation."""
    parts = said.split(_BETWEEN)
    tags = tuple(unescape(parts[0]).split())
    has_tags = bool(tags) and all(map(is_tag, tags)) and (len(parts) > 1 or len(tags) == 1)
    rest = parts[1:] if has_tags else parts
    credibility = credibility_of(rest[0]) if rest and rest[0].startswith("credibility ") else None
    note = unescape(_BETWEEN.join(rest[1:] if credibility else rest)).strip()
    return {"tags": tags if has_tags else (), "credibility": credibility, "note": note or None}
