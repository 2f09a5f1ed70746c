"""Markdown: its visible text, and what its front matter says (Obsidian's web clippings, notes, posts of static sites).

Source:
    CommonMark 0.31; the parser is markdown-it-py, which runs no HTML. Front matter: YAML between two lines `---`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from workbench.cleaning.decode import decode
from workbench.cleaning.readers.document import one_line
from workbench.cleaning.readers.sheet import Findings, Sheet, dropped, kept
from workbench.errors import WorkbenchError
from workbench.files import front_matter
from workbench.records.article import Kind
from workbench.records.block import Label
from workbench.records.page import Guess, Page, Statement
from workbench.records.partial_date import is_partial_date
from workbench.text.addresses import host

_MATTER = dropped(Label.OTHER_FURNITURE, "front matter; it stands in the metadata", 1.0)
_UNREAD = dropped(Label.OTHER_FURNITURE, "front matter that cannot be read; nothing of it is taken", 0.6)
_TITLE = dropped(Label.TITLE, "the title; it stands in the metadata")
_BODY = kept(Label.BODY, "a paragraph of the note", 0.8)
_HEADING = kept(Label.SUBHEADING, "marked as a heading", 0.95)
_ITEM = kept(Label.LIST, "an item of a list", 0.8)

_NAMES: Final = {
    "title": ("title",),
    "authors": ("author", "authors", "creator", "by"),
    "publisher": ("publisher", "site", "site_name", "sitename", "website", "publication", "newspaper"),
    "url": ("source", "url", "link", "source_url", "original", "permalink", "canonical"),
    "published": ("published", "date", "publish_date", "published_at", "pubdate", "date_published"),
    "modified": ("modified", "updated", "lastmod", "last_modified"),
    "language": ("language", "lang", "locale"),
    "place": ("place",),
    "kind": ("kind",),
    "archive": ("archive", "archived", "archive_url"),
}
"""For each field of the metadata the keys that may state it, the first that does is believed."""

_LONGEST_PARAGRAPH: Final = 5_000
"""Code points in which links and emphasis are looked for."""
_LARGEST: Final = 8_000_000
"""Code points of a text; in a longer one they are not looked for at all."""

_CAPTURED: Final = ("created", "clipped", "accessed", "retrieved", "date_saved", "saved", "captured")
_DATE = re.compile(r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:[T ]\d{2}:\d{2}.*)?", re.DOTALL)
_UTC = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:\.\d+)?(?:Z|\+00:?00)")
_MATTER_LINE = re.compile(r"[\w-]{1,40}:(?:\s|$)|[ \t]+\S|-\s|#")
_WIKI_LINK = re.compile(r"!?\[\[([^\[\]|]{1,300})(?:\|([^\[\]]{1,300}))?\]\]")


def read(raw: bytes) -> Page:
    """Read Markdown.

    Raises:
        DataError: The bytes are empty, too many, or not text.
    """
    decoded = decode(raw)
    text = decoded.text.removeprefix("\ufeff")
    matter, said, text = _taken_apart(text)
    sheet = Sheet()
    sheet.add_all(matter.split("\n"), _MATTER if said else _UNREAD)
    _write(text, sheet, told=bool(matter))
    findings = _findings(said)
    title = next((str(one.value) for one in findings.statements if one.name == "title"), None)
    _mark_title(sheet, title)
    return Page(
        rendition=sheet.rendition,
        encoding=decoded.encoding,
        hints=sheet.hints if matter else {},
        statements=findings.statements,
        guesses=findings.guesses,
        captured=_captured(said),
    )


def _taken_apart(text: str) -> tuple[str, Mapping[str, Any], str]:
    """The front matter as it stands, what it says, and the text behind it; what only may be front matter is text."""
    from workbench.files import yaml_file
    from workbench.files.yaml_nodes import to_plain

    nowhere = Path("front matter")
    try:
        parts = front_matter.split(text, nowhere)
    except WorkbenchError:
        return "", {}, text
    try:
        said = to_plain(yaml_file.parse(parts.yaml, nowhere).root)
    except WorkbenchError:
        return (parts.yaml, {}, parts.text) if _looks_like_matter(parts.yaml) else ("", {}, text)
    if not isinstance(said, dict) or not said:
        return "", {}, text
    return parts.yaml, {key.strip().lower().replace(" ", "_"): value for key, value in said.items()}, parts.text


def _looks_like_matter(yaml: str) -> bool:
    """Whether lines are those of front matter, if with a mistake (`title: One: two`), and not a text between two rules."""
    return all(_MATTER_LINE.match(line) for line in yaml.rstrip("\n").split("\n"))


def _write(text: str, sheet: Sheet, *, told: bool) -> None:
    """Write the blocks of the text; where no front matter tells that it is an article, headings keep their marks to be judged by."""
    from markdown_it import MarkdownIt

    spans = MarkdownIt("commonmark", {"maxNesting": 100})
    blocks = MarkdownIt("commonmark", {"maxNesting": 100}).enable("table").disable("inline")
    within = len(text) <= _LARGEST
    opened: list[str] = []
    row: list[str] = []
    for token in blocks.parse(text):
        if token.nesting == 1:
            opened.append(token.type.removesuffix("_open") + ("" if token.type != "heading_open" else f" {token.tag[1:]}"))
        elif token.nesting == -1:
            if token.type == "tr_close":
                sheet.add(" | ".join(cell for cell in row if cell), _BODY)
                row = []
            opened.pop()
        elif token.type == "inline":
            words = _words(token.content, spans) if within else token.content
            if "tr" in opened:
                row.append(words)
            else:
                _write_block(words, opened, sheet, told=told)
        elif token.type in {"fence", "code_block"}:
            sheet.add_all(token.content.split("\n"), _BODY)
        elif token.type == "html_block":
            sheet.add_all(_without_tags(token.content).split("\n"), _BODY)


def _write_block(words: str, opened: Sequence[str], sheet: Sheet, *, told: bool) -> None:
    heading = next((one for one in opened if one.startswith("heading ")), None)
    item = "list_item" in opened
    mark = "#" * int(heading[-1]) + " " if heading else "- " if item and not words.startswith("- ") else ""
    if not told and sheet.lines and words.strip():
        sheet.lines.append("")
    sheet.add(mark + words if words.strip() else "", _HEADING if heading else _ITEM if item else _BODY)


def _words(content: str, parser: Any) -> str:
    """What a reader would see of a paragraph; one that is very long stays as it is: looking for links takes time by its square."""
    return _visible(parser.parseInline(content)[0].children or []) if len(content) <= _LONGEST_PARAGRAPH else content


def _visible(tokens: Sequence[Any]) -> str:
    """What a reader would see of a paragraph: links by their words, pictures not at all."""
    pieces: list[str] = []
    for token in tokens:
        if token.type in {"text", "code_inline"}:
            pieces.append(token.content)
        elif token.type in {"softbreak", "hardbreak"}:
            pieces.append(" ")
    return _WIKI_LINK.sub(lambda found: "" if found[0].startswith("!") else found[2] or found[1], "".join(pieces))


def _without_tags(markup: str) -> str:
    shown = re.sub(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", "", markup, flags=re.IGNORECASE | re.DOTALL)
    return re.sub(r"<[^<>]*>", "", shown)


def _mark_title(sheet: Sheet, title: str | None) -> None:
    """The first heading is the title where it repeats that of the front matter."""
    for number, hint in sheet.hints.items():
        if hint.label is Label.SUBHEADING:
            if title and " ".join(sheet.lines[number - 1].lstrip("# ").casefold().split()) == " ".join(title.casefold().split()):
                sheet.hints[number] = _TITLE
            return


def _findings(said: Mapping[str, Any]) -> Findings:
    statements: list[Statement] = []
    guesses: list[Guess] = []
    for field, keys in _NAMES.items():
        for key in keys:
            value = _value(field, said.get(key))
            if value:
                statements.append(Statement(name=field, value=value, where=f"frontmatter:{key}"))
    url = next((str(one.value) for one in statements if one.name == "url"), None)
    if url and (site := host(url)):
        where = next(one.where for one in statements if one.name == "url")
        statements.append(Statement(name="site", value=site, where=where))
    return Findings(tuple(statements), tuple(guesses))


def _value(field: str, said: Any) -> object:
    """What a key says as a value that the field can have; None where it cannot."""
    if field == "authors":
        names = said if isinstance(said, list) else [said]
        return tuple(name for one in names if isinstance(one, str) and (name := _plain(one)))
    words = _plain(said) if isinstance(said, str) else None
    if not words:
        return None
    if field in {"published", "modified"}:
        found = _DATE.fullmatch(words)
        return found[1] if found and is_partial_date(found[1]) else None
    if field in {"url", "archive"}:
        return words if re.fullmatch(r"https?://[^\s<>\"]+", words) else None
    if field == "language":
        return words if re.fullmatch(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*", words) else None
    if field == "kind":
        return Kind(words) if words in set(Kind) else None
    return words


def _plain(value: str) -> str | None:
    """A value without the brackets by which Obsidian links it (`[[Name]]`)."""
    return one_line(_WIKI_LINK.sub(lambda found: found[2] or found[1], value))


def _captured(said: Mapping[str, Any]) -> str | None:
    """When the page was clipped, if the front matter has a time in UTC; a day alone has no time, and none is made up."""
    for key in _CAPTURED:
        if isinstance(value := said.get(key), str) and (found := _UTC.fullmatch(value)):
            return f"{found[1]}T{found[2]}Z"
    return None
