from __future__ import annotations

import pytest

from workbench.citing import formats, styles
from workbench.citing.csl import reference
from workbench.records.article import Article, Metadata

WARNING = Metadata(
    title="Warning over the Khorasan branch",
    publisher="Eastern Post",
    agency="Northern Wire",
    authors=("Lina Forsberg",),
    published="2019-02-12",
    accessed="2026-11-20T19:40:02Z",
    url="https://easternpost.example/warning",
)


def cited(metadata: Metadata, kind: str = "citation", notation: str = "text") -> str:
    item = reference(Article(id="w", metadata=metadata, text=""))
    return formats.write(getattr(styles, kind)(item), notation)


def test_a_citation_names_who_what_where_and_when() -> None:
    assert cited(WARNING) == (
        "Lina Forsberg, “Warning over the Khorasan branch,” Northern Wire, via Eastern Post, 12 February 2019, https://easternpost.example/warning"
    )


def test_an_entry_of_a_list_begins_with_the_family_name() -> None:
    assert cited(WARNING, "bibliography") == (
        "Forsberg, Lina. “Warning over the Khorasan branch.” Northern Wire, via Eastern Post, 12 February 2019. "
        "https://easternpost.example/warning (accessed 20 November 2026)."
    )


def test_what_is_not_stated_is_left_out_and_named() -> None:
    bare = Metadata(title="US officials warn", agency="CNN")
    assert cited(bare) == "“US officials warn,” CNN, n.d."
    assert styles.missing(reference(Article(id="w", metadata=bare, text=""))) == ("authors", "publisher", "published")


def test_an_article_without_anything_is_cited_by_what_there_is() -> None:
    assert cited(Metadata()) == "n.d."


def test_a_question_in_the_title_keeps_its_mark() -> None:
    assert cited(Metadata(title="Who are they?", publisher="Eastern Post")) == "“Who are they?,” Eastern Post, n.d."
    assert cited(Metadata(title="Who are they?"), "bibliography") == "“Who are they?” n.d."


def quotation(words: str, paragraph: int | None = 2, notation: str = "text") -> str:
    item = reference(Article(id="w", metadata=Metadata(title="T", publisher="P", published="2021"), text=""))
    return formats.write(styles.quotation(words, item, paragraph), notation)


def test_a_quotation_carries_its_citation_and_its_paragraph() -> None:
    assert quotation("could strike abroad") == "“could strike abroad” (“T,” P, 2021, par. 2)"


def test_a_quotation_of_a_lost_passage_names_no_paragraph() -> None:
    assert quotation("could strike abroad", None) == "“could strike abroad” (“T,” P, 2021)"


@pytest.mark.parametrize("words", ["“They are closest,”", '"They are closest"', "«Jamais»"])
def test_words_wholly_in_quotation_marks_get_no_second_ones(words: str) -> None:
    assert quotation(words).startswith(words + " (")


def test_words_partly_in_quotation_marks_stay_code_point_for_code_point() -> None:
    words = '"They are closest," the official said, "and they know it."'
    assert f"“{words}”" in quotation(words)


@pytest.mark.parametrize(
    "hostile",
    ["<script>alert(1)</script>", "[T]he court", "*not* _emphasis_", "@ministry paid $5 and $6", "`code`", "a | b ~ c ^ d"],
)
def test_text_that_looks_like_markup_stays_text(hostile: str) -> None:
    said = Metadata(title=hostile)
    assert hostile in cited(said)
    assert "<script" not in cited(said, notation="html")
    markdown = cited(said, notation="markdown")
    for mark in "*_`<@$[|~^":
        assert markdown.count(mark) == markdown.count("\\" + mark), (mark, markdown)
