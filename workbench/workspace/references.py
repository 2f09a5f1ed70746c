"""Items of a reference manager (CSL-JSON, as Zotero exports it): each an article of its metadata, with its abstract as text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from workbench.citing.csl import metadata_of
from workbench.cleaning.decode import LARGEST_SOURCE
from workbench.errors import DataError, WorkbenchError
from workbench.records.article import Evidence, Grade
from workbench.text.language import guess_language
from workbench.workspace.drafts import Draft
from workbench.workspace.rows import tags_of, taken_as_clean

MEDIA_TYPE: Final = "application/vnd.citationstyles.csl+json"

Refuse = Callable[[str, str], None]


def drafts_of_items(file: Path, refuse: Refuse) -> Iterator[Draft]:
    """Each item of a file as a source of its own; `path` is FILE#NUMBER, counted from 1. One that cannot be used is refused.

    Raises:
        DataError: The file is no list of CSL items.
    """
    for number, raw in enumerate(_items(file), 1):
        place = f"{file}#{number}"
        try:
            yield _draft(place, bytes(raw))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            refuse(place, f"not an item that can be imported: {error}")
        except WorkbenchError as error:
            refuse(place, error.what)


def _items(file: Path) -> list[msgspec.Raw]:
    with file.open("rb") as source:
        raw = source.read(LARGEST_SOURCE + 1).removeprefix(b"\xef\xbb\xbf")
    if len(raw) > LARGEST_SOURCE:
        raise DataError(f"the file is too large: at most {LARGEST_SOURCE // 2**20} MB", remedy="export fewer items at a time")
    if not raw.strip():
        raise DataError("the file is empty", remedy="nothing to import")
    try:
        return msgspec.json.decode(raw, type=list[msgspec.Raw])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise DataError(
            f"this JSON is no list of references: {error}", remedy="export them as CSL JSON; one article a line is .jsonl"
        ) from None


def _draft(place: str, raw: bytes) -> Draft:
    item: Mapping[str, Any] = msgspec.json.decode(raw, type=dict[str, Any])
    if not isinstance(item.get("type"), str):
        raise DataError("not a CSL item: it has no type")
    metadata, evidence = metadata_of(item)
    text = item.get("abstract")
    if not metadata.title and not (isinstance(text, str) and text.strip()):
        raise DataError("the item has neither title nor abstract")
    cleaned = taken_as_clean(text if isinstance(text, str) else "", MEDIA_TYPE, "the item's abstract is taken as clean")
    if not metadata.language and (guessed := guess_language(cleaned.text)):
        metadata = msgspec.structs.replace(metadata, language=guessed)
        evidence["language"] = Evidence(Grade.DERIVED, "text")
    key = item.get("citation-key") or item.get("id")
    original = str(key) if isinstance(key, str | int) and key != "" else None
    return Draft(
        path=place,
        raw=raw,
        suffix=".json",
        media_type=MEDIA_TYPE,
        cleaned=msgspec.structs.replace(cleaned, metadata=metadata, evidence=evidence),
        original_id=original,
        stem=original or "",
        tags=tags_of(item["keyword"].replace(";", ",").split(",") if isinstance(item.get("keyword"), str) else ()),
    )
