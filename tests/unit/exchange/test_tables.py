from __future__ import annotations

import pytest

from workbench.errors import FormatError
from workbench.exchange import tables


def test_a_table_of_taguette_has_a_line_for_each_tag_and_they_are_one_excerpt() -> None:
    project = tables.read(
        b"id,document,tag,content\n1,A raid,foreign policy,the means\n1,A raid,doubt,the means\n2,A raid,,who pays\n"
    )
    assert [(one.quote, one.tags) for one in project.excerpts] == [("the means", ("foreign policy", "doubt")), ("who pays", ())]
    assert [article.title for article in project.articles] == ["A raid"]


def test_semicolons_and_the_mark_of_a_spreadsheet_are_understood_and_other_columns_are_told() -> None:
    project = tables.read('\ufeffURL;Quotation;Comment;Colour\nhttps://example.org/a;the means;"Who; says";red\n'.encode())
    assert [(one.quote, one.note) for one in project.excerpts] == [("the means", "Who; says")]
    assert project.told == ("columns without a place here: Colour",)


def test_unicode_text_of_a_spreadsheet_is_read() -> None:
    assert tables.read("quote\turl\nça va\thttps://example.org/a\n".encode("utf-16")).excerpts[0].quote == "ça va"


@pytest.mark.parametrize("raw", [b"", b"quote,note\na,b\n", b"url,note\na,b\n", b"quote,url\n\xff,b\n"])
def test_a_table_that_cannot_be_used_is_refused_in_words(raw: bytes) -> None:
    with pytest.raises(FormatError):
        tables.read(raw)


def test_a_row_without_words_is_told_with_its_number() -> None:
    assert tables.read(b"quote,url\n,https://example.org/a\n").refused[0].where == "row 2"


def test_the_same_row_has_the_same_key_each_time_and_another_one_another() -> None:
    keys = [tables.read(f"quote,url\n{words},https://example.org/a\n".encode()).excerpts[0].key for words in ("a", "a", "b")]
    assert keys[0] == keys[1] != keys[2]


def test_a_very_long_cell_is_read() -> None:
    assert len(tables.read(f"quote,url\n{'a' * 300_000},u\n".encode()).excerpts[0].quote) == 300_000


def test_a_value_that_cannot_be_taken_is_told_with_its_row() -> None:
    rows = ["a,3,2026-11-20", "b,7,yesterday", "c,B3,", "d,,"]
    project = tables.read("\n".join(["quote,credibility,date,url", *(f"{row},https://example.org/a" for row in rows)]).encode())
    assert [one.credibility for one in project.excerpts] == [3, None, None, None]
    assert project.told == (
        "credibility that cannot be taken: 7 in row 3, B3 in row 4",
        "date that cannot be taken: yesterday in row 3",
    )


def test_many_values_that_cannot_be_taken_are_told_in_one_line() -> None:
    rows = "".join(f"words {number},7,https://example.org/a\n" for number in range(200))
    (told,) = tables.read(f"quote,credibility,url\n{rows}".encode()).told
    assert told.endswith("7 in row 6 and 195 more")


def test_a_column_of_page_numbers_is_no_address_and_is_told() -> None:
    project = tables.read(b"document,page,quote,colour\nA raid,12,the means,red\n")
    assert project.articles[0].url is None
    assert project.told == ("columns without a place here: page, colour",)


def test_a_column_of_pages_on_the_web_is_their_address() -> None:
    project = tables.read(b"page,quote\nhttps://example.org/a,the means\n")
    assert (project.articles[0].url, project.told) == ("https://example.org/a", ())
