"""What stands for the title of an article whose source states none."""

from __future__ import annotations

from workbench.records.article import Article, Metadata, display_title


def shown(text: str) -> str:
    return display_title(Article(id="the-id", metadata=Metadata(), text=text))


def test_the_first_ten_words_stand_for_it_or_the_id_where_there_is_none() -> None:
    assert shown("## Rain fell\n\nall day") == "Rain fell all day"
    assert shown("a b c d e f g h i j k l") == "a b c d e f g h i j …"
    assert shown(" \n") == "the-id"


def test_a_text_without_spaces_does_not_become_a_title_of_megabytes() -> None:
    assert shown("a" * 3_000_000) == "a" * 119 + "…"
