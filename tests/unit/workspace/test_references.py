"""Lists of references, as Zotero exports them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from workbench.errors import DataError
from workbench.records.article import Grade, Kind, PersonName
from workbench.workspace.drafts import Draft
from workbench.workspace.references import drafts_of_items

ITEM = {
    "id": "http://zotero.org/users/1/items/ABC",
    "citation-key": "forsberg2019ferry",
    "type": "article-newspaper",
    "title": "Ferry inquiry opens",
    "container-title": "Northern Wire",
    "source": "news.example.org",
    "abstract": "The ferry left the harbour at dawn with forty people on board, the harbour master said.",
    "URL": "https://news.example.org/ferry",
    "language": "en-GB",
    "author": [
        {"family": "Forsberg", "given": "Lina"},
        {"literal": "Harbour Desk"},
        {"family": "Berg", "given": "L.", "dropping-particle": "von"},
    ],
    "issued": {"date-parts": [["2019", 2, "12"]]},
    "accessed": {"date-parts": [["2020", 1, 2]]},
    "keyword": "ferries, harbour news; harbour news",
}


def read(tmp_path: Path, said: Any) -> tuple[list[Draft], list[str]]:
    file = tmp_path / "refs.json"
    file.write_bytes(said if isinstance(said, bytes) else json.dumps(said, indent=1).encode())
    refused: list[str] = []
    return list(drafts_of_items(file, lambda place, why: refused.append(f"{place.rsplit('#', 1)[1]} {why}"))), refused


def test_an_item_is_an_article_of_its_metadata_with_its_abstract_as_text(tmp_path: Path) -> None:
    (draft,), refused = read(tmp_path, [ITEM])
    assert refused == []
    assert draft.cleaned is not None
    said = draft.cleaned.metadata
    assert (said.title, said.publisher, said.published, said.kind) == (
        "Ferry inquiry opens",
        "Northern Wire",
        "2019-02-12",
        Kind.NEWS,
    )
    assert said.authors == (
        PersonName(family="Forsberg", given="Lina"),
        PersonName(literal="Harbour Desk"),
        PersonName(family="Berg", given="L. von"),
    )
    assert (said.url, said.site, said.language) == ("https://news.example.org/ferry", "news.example.org", "en-GB")
    assert draft.cleaned.text == f"{ITEM['abstract']}\n"
    assert draft.cleaned.evidence["title"].where == "csl:title"
    assert draft.cleaned.evidence["agency"].grade is Grade.DERIVED  # it may be the name of a catalogue
    assert (draft.original_id, draft.tags) == ("forsberg2019ferry", ("ferries", "harbour-news"))
    assert draft.path.endswith("refs.json#1")
    assert json.loads(draft.raw) == ITEM


def test_an_item_that_cannot_be_used_is_refused_and_the_rest_goes_on(tmp_path: Path) -> None:
    drafts, refused = read(tmp_path, [{"title": "no type"}, {"type": "book"}, 3, ITEM, {"type": "book", "title": {"a": 1}}])
    assert [draft.path.rsplit("#", 1)[1] for draft in drafts] == ["4"]
    assert [line.split(" ", 1)[0] for line in refused] == ["1", "2", "3", "5"]


@pytest.mark.parametrize("raw", [b"", b"{}", b"[", b"null", b"[" * 100_000, b"\xff\xfe[]", b'{"items": []}'])
def test_what_is_no_list_of_references_is_refused_in_a_line(tmp_path: Path, raw: bytes) -> None:
    with pytest.raises(DataError):
        read(tmp_path, raw)


@pytest.mark.parametrize(
    ("issued", "published"),
    [
        ({"date-parts": [[2019]]}, "2019"),
        ({"date-parts": [[2019, 2], [2019, 3]]}, None),
        ({"date-parts": [[2019, 13]]}, None),
        ({"date-parts": [[]]}, None),
        ({"date-parts": [["soon"]]}, None),
        ({"date-parts": [[2019]], "circa": True}, None),
        ({"raw": "2019-02"}, "2019-02"),
        ({"raw": "in spring"}, None),
        ("2019", None),
    ],
)
def test_a_date_is_as_precise_as_it_is_stated_or_not_taken(tmp_path: Path, issued: Any, published: str | None) -> None:
    (draft,), _ = read(tmp_path, [ITEM | {"issued": issued}])
    assert draft.cleaned is not None
    assert draft.cleaned.metadata.published == published
