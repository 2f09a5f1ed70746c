"""Rows of a .jsonl file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from workbench.records.cleaned import Cleaned
from workbench.workspace.drafts import Draft
from workbench.workspace.rows import drafts_of_rows


def read(tmp_path: Path, *rows: Any) -> tuple[list[Draft], list[str]]:
    file = tmp_path / "rows.jsonl"
    file.write_bytes(b"".join((row if isinstance(row, bytes) else json.dumps(row).encode()) + b"\n" for row in rows))
    refused: list[str] = []
    drafts = list(drafts_of_rows(file, lambda place, said: refused.append(f"{place.rsplit(':', 1)[1]} {said}")))
    return drafts, refused


def cleaned(draft: Draft) -> Cleaned:
    assert draft.cleaned
    return draft.cleaned


def test_a_row_is_an_article_that_comes_clean(tmp_path: Path) -> None:
    text = "First paragraph.\n\nLeave a reply\n\nThird."
    drafts, refused = read(
        tmp_path,
        {"id": "a-1", "title": "T", "date": "2021-08", "authors": ["A B"], "lang": "en", "tags": ["big bomb"], "text": text},
    )
    assert refused == []
    draft = drafts[0]
    assert cleaned(draft).text == text + "\n"
    assert (draft.original_id, draft.tags) == ("a-1", ("big-bomb",))
    assert (cleaned(draft).metadata.published, cleaned(draft).metadata.authors) == ("2021-08", ("A B",))
    assert draft.path.endswith("rows.jsonl:1")


@pytest.mark.parametrize(
    "empty",
    [
        {"title": "T", "text": ""},
        {"title": "T", "text": None},
        {"title": None, "text": "Words."},
        {"title": "", "text": "Words."},
    ],
)
def test_title_or_text_may_be_missing(tmp_path: Path, empty: dict[str, Any]) -> None:
    drafts, refused = read(tmp_path, {"id": "a", **empty})
    assert (len(drafts), refused) == (1, [])


@pytest.mark.parametrize(
    "bad",
    [
        {"id": "a"},
        {"title": "", "text": " "},
        {"title": 3},
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"title": "\\ud800"}',
        b"[" * 100_000,
        {"title": "T", "kind": "novel"},
    ],
)
def test_a_bad_row_is_refused_with_its_line_and_the_rest_goes_on(tmp_path: Path, bad: Any) -> None:
    drafts, refused = read(tmp_path, {"title": "First"}, bad, {"title": "Third"})
    assert [cleaned(draft).metadata.title for draft in drafts] == ["First", "Third"]
    assert [line.split()[0] for line in refused] == ["2"]


def test_a_date_that_is_none_is_not_taken(tmp_path: Path) -> None:
    drafts, _ = read(tmp_path, {"title": "T", "date": "last week"})
    assert cleaned(drafts[0]).metadata.published is None


def test_controls_do_not_come_in_through_a_row(tmp_path: Path) -> None:
    drafts, _ = read(tmp_path, {"title": "T\x1b[31m\nx", "publisher": "P\u202e", "text": "a\x1b]52;c;aGk=\x07b"})
    said = cleaned(drafts[0]).metadata
    assert (said.title, said.publisher, cleaned(drafts[0]).text) == ("T x", "P", "ab\n")
