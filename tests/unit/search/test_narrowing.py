"""Narrowing: what the clauses look like, and how they stand beside what a person wrote."""

from __future__ import annotations

import pytest

from workbench.search.facets import NOT_STATED
from workbench.search.narrowing import can_choose, chosen, is_among, ranged, toggle, without


def toggled(query: str, *choices: tuple[str, str]) -> str:
    for field, value in choices:
        query = toggle(query, field, value)
    return query


@pytest.mark.parametrize(
    ("query", "choices", "expected"),
    [
        ("haqqani", [("publisher", "Northern Wire")], 'haqqani publisher:="Northern Wire"'),
        ("", [("publisher", "A")], 'publisher:="A"'),
        ("", [("publisher", "A"), ("publisher", "B")], '(publisher:="A" OR publisher:="B")'),
        ("", [("publisher", "A"), ("publisher", NOT_STATED)], '(publisher:="A" OR -has:publisher)'),
        ("x", [("publisher", NOT_STATED)], "x -has:publisher"),
        ("x", [("year", "2019")], "x published:2019"),
        ("x", [("year", "2019"), ("year", "2021"), ("year", "2020")], "x published:2019..2021"),
        ("x", [("year", "2019"), ("year", "2021")], "x (published:2019 OR published:2021)"),
        ("x", [("year", NOT_STATED)], "x -has:date"),
        ("x", [("month", "2019-12"), ("month", "2020-01")], "x published:2019-12..2020-01"),
        ("x", [("language", "en")], "x language:en"),
        ("x", [("kind", "news"), ("tag", "actors/haqqani")], 'x kind:="news" tag:="actors/haqqani"'),
        ("x", [("place", 'the "Gate" (north)')], 'x place:="the Gate (north)"'),
        ("who attacked kabul?", [("year", "2019")], "who attacked kabul published:2019"),
        ("al-qa?da haqqan?", [("year", "2019")], "al-qa?da haqqan? published:2019"),
        ("a OR b", [("place", "Kabul")], 'place:="Kabul" (a OR b)'),
        ("a OR", [("place", "Kabul")], 'place:="Kabul" (a OR)'),
        ('"senior off', [("place", "Kabul")], '"senior off" place:="Kabul"'),
        ("(a OR b", [("place", "Kabul")], '(a OR b) place:="Kabul"'),
    ],
)
def test_what_is_chosen_stands_in_the_query(query: str, choices: list[tuple[str, str]], expected: str) -> None:
    narrowed = toggled(query, *choices)
    assert narrowed == expected
    for field, value in choices:
        assert is_among(value, chosen(narrowed)[field])


@pytest.mark.parametrize(
    ("query", "field", "value", "expected"),
    [
        ('a publisher:="X" b', "publisher", "X", "a b"),
        ('a AND publisher:="X" b', "publisher", "X", "a b"),
        ('publisher:="X" AND a', "publisher", "X", "a"),
        ('a (publisher:="X" OR publisher:="Y") b', "publisher", "X", 'a publisher:="Y" b'),
        ('publisher:="X" (a OR b)', "publisher", "X", "a OR b"),
        ('publisher:="X" (a OR b) c', "publisher", "X", "(a OR b) c"),
        ("a published:2019..2021", "year", "2020", "a (published:2019 OR published:2021)"),
        ('publisher:="X" OR publisher:="Y"', "publisher", "X", 'publisher:="Y"'),
        ("a NOT has:publisher b", "publisher", NOT_STATED, "a b"),
    ],
)
def test_a_value_is_let_go_where_the_person_wrote_around_it(query: str, field: str, value: str, expected: str) -> None:
    assert toggle(query, field, value) == expected


@pytest.mark.parametrize(
    "query",
    [
        'a OR publisher:="X"', '-publisher:="X"', 'NOT publisher:="X"', '(a publisher:="X")', '"publisher:=X"', "publisher:X",
        '(publisher:="X" OR a)', '(publisher:="X" OR kind:="news")', "published:2019-05-01", "published:1000..2021", "has:place",
    ],
)  # fmt: skip
def test_what_does_not_narrow_the_whole_query_is_nothing_chosen(query: str) -> None:
    assert chosen(query) == {}


def test_several_fields_are_told_apart() -> None:
    query = 'x (publisher:="A" OR -has:publisher) published:2019..2020 language:"de" (published:2015 OR published:2015-02)'
    assert chosen(query) == {
        "publisher": ("A", NOT_STATED),
        "year": ("2019", "2020", "2015"),
        "language": ("de",),
        "month": ("2015-02",),
    }


def test_a_field_is_let_go_whole() -> None:
    assert without('x (publisher:="A" OR publisher:="B") published:2019', "publisher") == "x published:2019"
    assert without('x publisher:="A" published:2019-05', "year") == 'x publisher:="A"'
    assert without("x", "year") == "x"


def test_a_range_takes_the_place_of_other_dates() -> None:
    assert ranged("x published:2019", "2021", "2015") == "x published:2015..2021"
    assert ranged("x published:2015..2021", "2016-02", "2016-02") == "x published:2016-02"
    assert chosen("x published:2016-11..2017-01")["month"] == ("2016-11", "2016-12", "2017-01")


def test_values_nobody_can_ask_for_cannot_be_chosen() -> None:
    assert not can_choose("kind", NOT_STATED)
    assert not can_choose("publisher", '""')
    assert can_choose("publisher", NOT_STATED)
    assert can_choose("month", NOT_STATED)
