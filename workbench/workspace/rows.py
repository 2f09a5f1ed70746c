"""Rows of a .jsonl file: articles that come clean, one a line, each its own source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final
from unicodedata import normalize

import msgspec
from msgspec import Struct

from workbench.cleaning.blocks import split
from workbench.cleaning.decode import LARGEST_SOURCE
from workbench.cleaning.render import render
from workbench.errors import WorkbenchError
from workbench.records.article import Author, Evidence, Grade, Kind, Metadata
from workbench.records.block import Decision, Label
from workbench.records.cleaned import Cleaned
from workbench.records.partial_date import is_partial_date
from workbench.records.tag import is_tag
from workbench.text.addresses import host
from workbench.text.language import guess_language
from workbench.text.sanitise import display_line, line_ends, plain_line
from workbench.workspace.drafts import Draft

BY: Final = "import 1"
"""Who decided that all of a row's text is the article."""

Refuse = Callable[[str, str], None]


class Row(Struct, frozen=True, kw_only=True):
    """What a row may say; other keys are kept in the source and not used."""

    id: str | int | None = None
    title: str | None = None
    date: str | None = None
    authors: list[Author] | None = None
    publisher: str | None = None
    url: str | None = None
    lang: str | None = None
    tags: list[str] | None = None
    kind: Kind | None = None
    text: str | None = None


def drafts_of_rows(file: Path, refuse: Refuse) -> Iterator[Draft]:
    """Each row of a file as a source of its own; `path` is FILE:LINE. A row that cannot be used is refused, the rest goes on."""
    decoder = msgspec.json.Decoder(Row)
    with file.open("rb") as lines:
        number = 0
        while line := lines.readline(LARGEST_SOURCE):
            number += 1
            place = f"{file}:{number}"
            if len(line) >= LARGEST_SOURCE and not line.endswith(b"\n"):
                refuse(place, "the row is too large")
                _pass_over(lines)
                continue
            if not line.strip():
                continue
            try:
                draft = draft_of(place, line, decoder.decode(line.removeprefix(b"\xef\xbb\xbf")))
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
                refuse(place, f"not a row that can be imported: {error}")
            except WorkbenchError as error:
                refuse(place, error.what)
            else:
                yield draft


def _pass_over(lines: object) -> None:
    """Read on to the end of an over-long line."""
    readline = lines.readline  # type: ignore[attr-defined]
    while (rest := readline(LARGEST_SOURCE)) and not rest.endswith(b"\n"):
        pass


def draft_of(place: str, line: bytes, row: Row) -> Draft:
    """A row as a source of its own, named `place`.

    Raises:
        WorkbenchError: It has neither title nor text.
    """
    title = _one_line(row.title)
    if not title and not (row.text or "").strip():
        raise WorkbenchError("the row has neither title nor text")
    cleaned = taken_as_clean(row.text or "", "application/json", "the row's text is taken as clean")
    metadata, evidence = _stated(row, title, cleaned.text)
    original = None if row.id is None or row.id == "" else str(row.id)
    return Draft(
        path=place,
        raw=line,
        suffix=".json",
        cleaned=msgspec.structs.replace(cleaned, metadata=metadata, evidence=evidence),
        original_id=original,
        stem=original or "",
        tags=tags_of(row.tags or ()),
    )


def taken_as_clean(text: str, media_type: str, reason: str) -> Cleaned:
    """A text that somebody cleaned before: all of it is the article, and nothing is known of it yet."""
    rendition = line_ends(text)
    decisions = tuple(
        Decision(
            first_line=block.first_line,
            last_line=block.last_line,
            label=Label.BODY,
            kept=True,
            reason=reason,
            confidence=1.0,
            by=BY,
        )
        for block in split(rendition)
    )
    rendered, removed = render(rendition, decisions)
    return Cleaned(
        rendition=rendition,
        decisions=decisions,
        text=rendered,
        metadata=Metadata(),
        evidence={},
        encoding="utf-8",
        media_type=media_type,
        removed=removed,
    )


def _stated(row: Row, title: str | None, text: str) -> tuple[Metadata, dict[str, Evidence]]:
    url = _one_line(row.url)
    stated = {
        "title": title,
        "publisher": _one_line(row.publisher),
        "authors": tuple(
            author if not isinstance(author, str) else _one_line(author) or "" for author in row.authors or () if author
        ),
        "published": row.date if row.date and is_partial_date(row.date) else None,
        "url": url,
        "site": host(url) if url and url.startswith(("http://", "https://")) else None,
        "language": _one_line(row.lang),
        "kind": row.kind,
    }
    values = {name: value for name, value in stated.items() if value}
    evidence = {name: Evidence(Grade.DECLARED, f"jsonl:{name}") for name in values}
    if "language" not in values and (guessed := guess_language(text)):
        values["language"] = guessed
        evidence["language"] = Evidence(Grade.DERIVED, "text")
    return msgspec.structs.replace(Metadata(), **values), evidence


def tags_of(stated: Iterable[str]) -> tuple[str, ...]:
    """Stated tags as tags of ours: spaces become hyphens; what still cannot be one is left in the source."""
    tags = ("-".join(tag.split()).replace(",", "-") for tag in stated)
    return tuple(dict.fromkeys(normalize("NFC", tag) for tag in tags if is_tag(tag) and tag == display_line(tag)))


def _one_line(value: str | None) -> str | None:
    return plain_line(value) or None if value else None
