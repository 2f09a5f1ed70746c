from __future__ import annotations

from datetime import date
from typing import Literal

import pytest

from workbench.search.parsing import free_text, parse
from workbench.search.query import (
    And,
    Everything,
    Fuzzy,
    Has,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Published,
    Value,
    Wildcard,
    Word,
)

TODAY = date(2026, 11, 21)


def tree(text: str, *, match: Literal["all", "any"] = "all", typing: bool = False) -> Node:
    return parse(text, today=TODAY, match=match, typing=typing).tree


def hints(text: str, *, typing: bool = False) -> list[tuple[str, str]]:
    return [(hint.message, text[hint.start : hint.end]) for hint in parse(text, today=TODAY, typing=typing).hints]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Everything()),
        ("   ", Everything()),
        ("*", Everything()),
        ("Rain", Word("rain")),
        ("rain snow", And((Word("rain"), Word("snow")))),
        ("rain rain", Word("rain")),
        ("rain AND snow", And((Word("rain"), Word("snow")))),
        ("a OR b c", Or((Word("a"), And((Word("b"), Word("c")))))),
        ("(a OR b) c", And((Or((Word("a"), Word("b"))), Word("c")))),
        ("-a", Not(Word("a"))),
        ("NOT NOT a", Word("a")),
        ('"A b"', Phrase(("a", "b"))),
        ('"a b"~5', Phrase(("a", "b"), 5)),
        ('"a"~5', Phrase(("a",))),
        ('"a b*"', Phrase(("a", "b"), prefix=True)),
        ("pre*", Prefix("pre")),
        ("w?ld*", Wildcard("w?ld*")),
        ("fuz~", Fuzzy("fuz", 1)),
        ("fuz~2", Fuzzy("fuz", 2)),
        ("isis-k", Or((Phrase(("isis", "k")), Word("isisk")))),
        ("title:rain", Word("rain", "title")),
        ('publisher:"Voice of America"', Phrase(("voice", "of", "america"), field="publisher")),
        ('publisher:="Voice  of America"', Value("publisher", "voice of america", exact=True)),
        ("Tag:=Risk/Fire", Value("tag", "risk/fire", exact=True)),
        ("place:=*", Value("place", "*", exact=True)),
        ('-author:=(Doe OR "J. Roe")', Not(Or((Value("author", "doe", exact=True), Value("author", "j. roe", exact=True))))),
        ("title:=rain", Word("rain", "title")),
        ("title:(a OR b*)", Or((Word("a", "title"), Prefix("b", "title")))),
        ("tag:Risk/Fire", Value("tag", "risk/fire")),
        ('tag:"external attack"', Value("tag", "external-attack")),
        ("date:2020", Published(date(2020, 1, 1), date(2020, 12, 31))),
        ("published:2020..", Published(date(2020, 1, 1), None)),
        ("published:*", Has("date")),
        ("has:tags", Has("tag")),
        ("rain^3", Word("rain", times=3)),
        ("2019", Word("2019")),
    ],
)
def test_what_a_query_is_understood_as(text: str, expected: Node) -> None:
    assert tree(text) == expected
    assert hints(text) == []


@pytest.mark.parametrize(
    ("text", "expected", "hint", "about"),
    [
        ("(rain", Word("rain"), "this bracket is never closed: taken to end with the query", "("),
        ("rain)", Word("rain"), "this bracket closes none", ")"),
        ('"rain on', Phrase(("rain", "on")), "this quotation is never closed: taken to end with the query", '"rain on'),
        ("foo:bar", Phrase(("foo", "bar")), "there is no field foo: taken as words", "foo:bar"),
        ("place:= rain", And((Word("place"), Word("rain"))), "no value follows place:=", "place:="),
        ('place:=" "', Everything(), "no value stands here", '" "'),
        ("title: rain", And((Word("title"), Word("rain"))), "no value follows title:", "title:"),
        ("published:soon", Word("soon"), "this is no date: taken as words", "soon"),
        ("rain AND", And((Word("rain"), Word("and"))), "nothing follows AND: taken as a word", "AND"),
        ("OR rain", And((Word("or"), Word("rain"))), "OR stands between nothing: taken as a word", "OR"),
        ("rain~9", Fuzzy("rain", 2), "a word can be at most 2 letters away", "rain~9"),
        ("rain ??", Word("rain"), "a pattern needs a letter or digit", "??"),
        ('rain ""', Word("rain"), "there is no word between these quotation marks", '""'),
        ("😀", Everything(), "there is no word in this", "😀"),
    ],
)
def test_what_cannot_be_understood_is_taken_as_words_with_a_hint(text: str, expected: Node, hint: str, about: str) -> None:
    assert tree(text) == expected
    assert hints(text) == [(hint, about)]


def test_a_wrong_has_names_what_there_is() -> None:
    assert tree("has:wings") == Word("wings")
    assert "excerpts" in hints("has:wings")[0][0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("runn", Or((Word("runn"), Prefix("runn")))),
        ("rain runn", And((Word("rain"), Or((Word("runn"), Prefix("runn")))))),
        ("runn ", Word("runn")),
        ("runn*", Prefix("runn")),
        ('"rain run', Phrase(("rain", "run"), prefix=True)),
        ('"rain run"', Phrase(("rain", "run"))),
        ("title:ra", Or((Word("ra", "title"), Prefix("ra", "title")))),
        ("tag:ri", Value("tag", "ri*")),
        ("rain AND", Word("rain")),
        ("rain -", Word("rain")),
        ("rain title:", Word("rain")),
        ("rain (", Word("rain")),
        ("published:20", Everything()),
        ("has:exc", Has("excerpts")),
        ("rain 😀", Word("rain")),
        ('"', Everything()),
    ],
)
def test_while_typing_the_last_word_may_go_on(text: str, expected: Node) -> None:
    assert tree(text, typing=True) == expected
    assert hints(text, typing=True) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rain snow", Or((Word("rain"), Word("snow")))),
        ("rain snow -wind", And((Or((Word("rain"), Word("snow"))), Not(Word("wind"))))),
        ("rain snow kind:news", And((Or((Word("rain"), Word("snow"))), Value("kind", "news")))),
        ("rain AND snow hail", Or((And((Word("rain"), Word("snow"))), Word("hail")))),
        ("what about the rain", Word("rain")),
        ("the of", Or((Word("the"), Word("of")))),
        ("rain snow rain", Or((Word("rain", times=2), Word("snow")))),
    ],
)
def test_any_of_the_bare_words_may_match(text: str, expected: Node) -> None:
    assert tree(text, match="any") == expected


def test_nothing_is_syntax_in_free_text() -> None:
    assert free_text("What is -the (title:rain*, OR snow-melt?").tree == Or(
        (Word("title"), Word("rain"), Word("snow"), Word("melt"))
    )
    assert free_text("").tree == Everything()
    assert free_text("the of").tree == Or((Word("the"), Word("of")))


def test_a_question_mark_at_the_end_of_a_question_is_no_pattern() -> None:
    assert tree("who attacked Kabul?") == And((Word("who"), Word("attacked"), Word("kabul")))
    assert tree("organi?e") == Wildcard("organi?e")


def test_deep_brackets_are_passed_over() -> None:
    text = "(" * 10_000 + "rain" + ")" * 10_000
    assert tree(text) == Word("rain")
    assert len(hints(text)) == 1


def test_a_query_has_at_most_a_thousand_words() -> None:
    asked = parse(" ".join(f"w{number}" for number in range(5_000)), today=TODAY)
    assert isinstance(asked.tree, And)
    assert len(asked.tree.children) == 1_000
    assert [hint.message for hint in asked.hints] == ["only the first 1,000 words count"]


def test_importing_the_language_does_not_import_an_engine() -> None:
    import subprocess
    import sys

    code = "import sys, workbench.search.parsing, workbench.search.matcher; print(any(name.startswith('whoosh') for name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("typed", "remarked"),
    [
        ("published:foo", True),
        ("published:la", False),
        ("published:20", False),
        ("published:>2", False),
        ("published:jan", False),
    ],
)
def test_what_cannot_become_a_date_is_told_while_typing(typed: str, remarked: bool) -> None:  # noqa: FBT001
    assert bool(parse(typed, today=TODAY, typing=True).hints) == remarked
