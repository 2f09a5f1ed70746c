from __future__ import annotations

from datetime import date

from workbench.records.article import Article, Kind, Metadata, PersonName
from workbench.records.excerpt import Excerpt
from workbench.search.document import Words
from workbench.search.searchable import searchable

TIME = "2026-11-20T19:44:21Z"


def test_all_that_a_search_is_told_of_an_article() -> None:
    known = Metadata(
        title="E-mails leaked",
        publisher="Voice of America",
        authors=("Jane Doe", PersonName(family="Gogh", given="Vincent", particle="van")),
        published="2021-08",
        language="en-US",
        kind=Kind.REPORT,
        url="https://example.org/",
    )
    article = Article(id="leak", metadata=known, text="Officials warned.\n", tags=("Risk/Fire",), note="Check")
    excerpt = Excerpt(
        id="x-1",
        quote="q",
        start=0,
        end=1,
        text="0" * 12,
        tags=("sources", "Risk/Fire"),
        note="Doubtful",
        created=TIME,
        modified=TIME,
    )
    made = searchable(article, [excerpt], fingerprint="7")
    assert made.id == "leak"
    assert made.fingerprint == "7"
    assert made.title == Words("e mails leaked", "e mail leak", "emails", "email")
    assert made.text == Words("officials warned", "offici warn")
    assert [note.forms for note in made.notes] == ["check", "doubtful"]
    assert {field: [words.forms for words in names] for field, names in made.names.items()} == {
        "publisher": ["voice of america"],
        "author": ["jane doe", "vincent van gogh"],
    }
    assert made.values == {
        "id": ("leak",),
        "kind": ("report",),
        "language": ("en-us",),
        "tag": ("risk/fire", "sources"),
        "publisher": ("voice of america",),
        "author": ("jane doe", "vincent van gogh"),
    }
    assert made.has == {"title", "publisher", "author", "date", "language", "tag", "note", "excerpts", "text", "url"}
    assert made.published == (date(2021, 8, 1), date(2021, 8, 31))
    assert made.facets == {
        "publisher": ("Voice of America",),
        "year": ("2021",),
        "month": ("2021-08",),
        "kind": ("report",),
        "language": ("en",),
        "tag": ("Risk/Fire", "sources"),
        "author": ("Jane Doe", "Vincent van Gogh"),
    }
    assert made.sort_title == "e-mails leaked"
    assert made.words == 2
    assert made.scored_stems == "e mail leak email e mail leak email offici warn"


def test_an_article_of_which_nothing_is_known() -> None:
    made = searchable(Article(id="bare", metadata=Metadata(), text=""))
    assert made.has == frozenset()
    assert made.published is None
    assert made.scored_stems == ""
    assert made.signature == ()
    assert made.words == 0


def test_a_date_that_no_calendar_has_is_no_date() -> None:
    made = searchable(Article(id="odd", metadata=Metadata(published="2021-02-30"), text="rain"))
    assert made.published is None
    assert "year" not in made.facets
    assert "month" not in made.facets
    year = searchable(Article(id="year", metadata=Metadata(published="2021"), text="rain"))
    assert year.facets["year"] == ("2021",)
    assert "month" not in year.facets
    assert "date" not in made.has
