"""Names of articles and excerpts."""

from __future__ import annotations

from random import Random

import pytest

from workbench.storage.ids import article_id, excerpt_id, is_article_id, is_excerpt_id


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("US officials warn ISIS' Afghanistan branch poses a major threat", "us-officials-warn-isis-afghanistan-branch"),
        ("Łódź: Übergröße, “état” & cœur", "lodz-ubergrosse-etat-coeur"),
        ("X-Ray of a war", "xray-of-a-war"),
        ("x-x-x", "xx-x"),
        ("X", "article-x"),
        ("CON", "article-con"),
        ("com1", "article-com1"),
        ("--a--", "a"),
        ("../../etc/passwd", "etc-passwd"),
        ("a" * 80, "a" * 45),
    ],
)
def test_a_title_gives_an_id(title: str, expected: str) -> None:
    assert article_id(title, ()) == expected
    assert is_article_id(expected)


def test_a_title_without_latin_letters_gives_an_id_of_its_own() -> None:
    titles = ["Россия", "中国", "2021", "…!?", ""]
    found = [article_id(title, ()) for title in titles]
    assert len(set(found)) == len(titles)
    assert all(is_article_id(name) and name.startswith("article-") for name in found)
    assert found == [article_id(title, ()) for title in titles]


def test_an_id_that_is_taken_gets_a_number() -> None:
    assert article_id("A b", {"a-b"}) == "a-b-2"
    assert article_id("A b", {"a-b", "a-b-2"}) == "a-b-3"


@pytest.mark.parametrize("value", ["", "x-abc", "A", "a_b", "a.b", "../a", "-a", "é", "a" * 201, "con", "lpt1", "a\n", "٣"])
def test_what_no_file_may_be_called_is_no_article_id(value: str) -> None:
    assert not is_article_id(value)


def test_an_excerpt_id_is_no_article_id() -> None:
    name = excerpt_id(Random(1))  # noqa: S311 - a test repeats
    assert len(name) == 12
    assert is_excerpt_id(name)
    assert not is_article_id(name)


def test_excerpt_ids_do_not_repeat() -> None:
    random = Random(2)  # noqa: S311 - a test repeats
    assert len({excerpt_id(random) for _ in range(10_000)}) == 10_000
