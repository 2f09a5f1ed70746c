"""Excerpts as a table: CSV, an excerpt a line.

Ours has every field. Tables of other programs are read by the names of their columns: a quotation and what names its article are
enough (Taguette's `document,tag,content`, a spreadsheet with `url,quote,note`); lines that differ in nothing but their tag are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

from workbench.errors import FormatError
from workbench.exchange.project import ArticleCopy, ExcerptCopy, Project, Refusal, credibility_of, utc_time
from workbench.records.selector import Span
from workbench.text import spreadsheets

HEADER: Final = (
    *("id", "article", "quote", "anchor", "tags", "note", "credibility", "author", "created", "modified"),
    *("start", "end", "prefix", "suffix", "text", "made_start", "made_end"),
    *("title", "publisher", "authors", "published", "url", "article_text"),
)
"""The columns: `start` and `end` are where the passage stands now, `made_start` and `made_end` where it stood in the text `text`."""

_ANCHOR: Final = frozenset({"prefix", "suffix", "text", "made_start", "made_end", "article_text"})

_ALSO: Final = {
    "quote": ("quotation", "highlight", "content", "exact", "selection", "excerpt", "annotated text", "coded segment", "segment"),
    "article": ("article id", "citekey", "key"),
    "title": ("document", "document name", "document title", "source", "item title"),
    "tags": ("tag", "code", "codes", "manual tags", "keywords"),
    "note": ("notes", "comment", "comments", "memo", "annotation"),
    "author": ("user", "annotator", "created by", "coder"),
    "created": ("date", "creation date", "created at", "date added"),
    "modified": ("updated", "modification date", "date modified"),
    "url": ("uri", "link", "address", "page"),
    "publisher": ("publication title", "website", "publication"),
    "id": ("annotation id",),
}
"""What other programs call our columns."""
_READ: Final = ("credibility", "created", "modified")
"""Columns whose values have a form: a value that has it not is left out, and told."""
_NAMED: Final = 5
"""How many of these are told at most, of a column."""
_PAGE: Final = "page"
"""In tables of web clippers an address, in others the number of a page."""
_NAMES: Final = {name: ours for ours, names in _ALSO.items() for name in (ours, *names)}


def write(project: Project, *, bare: bool = False) -> str:
    """The excerpts as a table. A cell that a spreadsheet would take for a formula begins with an apostrophe.

    Args:
        project: What is written.
        bare: Without what only finding the passage again needs: for people.
    """
    articles = {article.key: article for article in project.articles}
    kept = [at for at, name in enumerate(HEADER) if not (bare and name in _ANCHOR)]
    lines = (_cells(excerpt, articles[excerpt.article]) for excerpt in project.excerpts)
    return spreadsheets.table([HEADER[at] for at in kept], ([cells[at] for at in kept] for cells in lines))


def read(raw: bytes) -> Project:
    """The excerpts of a table.

    Raises:
        FormatError: It is no UTF-8 or UTF-16, or has no column of quotations or none that names articles.
    """
    header, *lines = [*spreadsheets.rows(_decoded(raw))] or [[]]
    columns = _columns(header, lines)
    articles: dict[str, ArticleCopy] = {}
    excerpts: dict[str, ExcerptCopy] = {}
    refused: list[Refusal] = []
    unread: dict[str, list[str]] = {}
    for count, line in enumerate(lines, 2):
        row = {name: line[at] for name, at in columns.items() if at < len(line) and line[at]}
        if not row.get("quote"):
            refused.append(Refusal(f"row {count}", "it has no quotation"))
            continue
        article = _article(row)
        articles.setdefault(article.key, article)
        excerpt = _excerpt(row, article, f"row {count}", ours="anchor" in columns)
        for name in _READ:
            if row.get(name) and getattr(excerpt, name) is None:
                unread.setdefault(header[columns[name]], []).append(f"{row[name]} in row {count}")
        before = excerpts.get(excerpt.key)
        excerpts[excerpt.key] = _joined(before, excerpt) if before else excerpt
    left = [heading for at, heading in enumerate(header) if at not in columns.values() and heading.strip()]
    return Project(
        articles=tuple(articles.values()),
        excerpts=tuple(excerpts.values()),
        refused=tuple(refused),
        told=(
            *((f"columns without a place here: {', '.join(left)}",) if left else ()),
            *(f"{heading} that cannot be taken: {_some(values)}" for heading, values in unread.items()),
        ),
    )


def _some(values: Sequence[str]) -> str:
    more = f" and {len(values) - _NAMED:,} more" if len(values) > _NAMED else ""
    return ", ".join(values[:_NAMED]) + more


def _cells(excerpt: ExcerptCopy, article: ArticleCopy) -> list[object]:
    now = excerpt.now
    return [
        "" if cell is None else cell
        for cell in (
            *(excerpt.id, article.key, excerpt.quote, excerpt.anchor, " ".join(excerpt.tags), excerpt.note, excerpt.credibility),
            *(excerpt.author, excerpt.created, excerpt.modified, now.start if now else None, now.end if now else None),
            *(excerpt.prefix, excerpt.suffix, excerpt.text, excerpt.start, excerpt.end),
            *(article.title, article.publisher, "; ".join(article.authors), article.published, article.url, article.text_id),
        )
    ]


def _decoded(raw: bytes) -> str:
    """The text of a file: UTF-8, or UTF-16 with its mark, as spreadsheets write "Unicode text".

    Raises:
        FormatError: It is neither.
    """
    try:
        return raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise FormatError(f"not UTF-8: byte {error.start}", remedy='save it as "CSV UTF-8"') from None


def _columns(header: Sequence[str], lines: Sequence[Sequence[str]]) -> dict[str, int]:
    """Where each column of ours is.

    Raises:
        FormatError: There is none of quotations, or none that names articles.
    """
    found: dict[str, int] = {}
    for at, heading in enumerate(header):
        plain = " ".join(heading.casefold().split())
        name = plain if plain in HEADER else _NAMES.get(plain)
        if name and (plain != _PAGE or any("://" in line[at] for line in lines if at < len(line))):
            found.setdefault(name, at)
    if "quote" not in found:
        raise FormatError("no column of quotations", remedy="name one `quote`, and one `article`, `url` or `title`")
    if not {"article", "url", "title"} & found.keys():
        raise FormatError("no column that names articles", remedy="name one `article` (our id), `url` or `title`")
    return found


def _article(row: Mapping[str, str]) -> ArticleCopy:
    key = row.get("article") or "\n".join((row.get("url", ""), row.get("title", ""), row.get("publisher", "")))
    return ArticleCopy(
        key=key,
        id=row.get("article"),
        title=row.get("title"),
        publisher=row.get("publisher"),
        authors=tuple(name for name in row.get("authors", "").split("; ") if name),
        published=row.get("published"),
        url=row.get("url"),
        text_id=row.get("article_text"),
    )


def _excerpt(row: Mapping[str, str], article: ArticleCopy, where: str, *, ours: bool) -> ExcerptCopy:
    now = _span(row.get("start"), row.get("end"))
    made = _span(row.get("made_start"), row.get("made_end")) or now
    digest = sha256("\x00".join(row.get(name, "") for name in HEADER if name != "tags").encode("utf-8", "surrogatepass"))
    name = row.get("id", "")
    return ExcerptCopy(
        where=where,
        key=f"{article.key}\n{digest.hexdigest()}",
        id=name if name.startswith("x-") else None,
        article=article.key,
        quote=row["quote"],
        prefix=row.get("prefix", ""),
        suffix=row.get("suffix", ""),
        start=made.start if made else None,
        end=made.end if made else None,
        text=row.get("text"),
        now=now,
        anchor=row.get("anchor"),
        tags=tuple(dict.fromkeys(_tags(row.get("tags", ""), ours=ours))),
        note=row.get("note"),
        credibility=credibility_of(row.get("credibility")),
        author=row.get("author"),
        created=utc_time(row.get("created")),
        modified=utc_time(row.get("modified")),
    )


def _span(start: str | None, end: str | None) -> Span | None:
    if not (start and end and re.fullmatch("[0-9]{1,15}", start) and re.fullmatch("[0-9]{1,15}", end)):
        return None
    return Span(int(start), int(end)) if int(start) <= int(end) else None


def _tags(cell: str, *, ours: bool) -> Iterator[str]:
    """Tags parted by spaces, which no tag of ours has; in tables of other programs by commas or semicolons."""
    parts = cell.split() if ours else re.split("[,;|\n]", cell)
    yield from (part.strip() for part in parts if part.strip())


def _joined(before: ExcerptCopy, after: ExcerptCopy) -> ExcerptCopy:
    from msgspec.structs import replace

    both: dict[str, Any] = {"tags": tuple(dict.fromkeys((*before.tags, *after.tags)))}
    return replace(before, **both)
