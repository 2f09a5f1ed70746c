"""Completing fields and values of a query."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.records.hit import FacetCount
from workbench.search.completing import LIMIT, completions, ready, taken

VALUES = ready({
    "publisher": (FacetCount("Northern Wire", 12), FacetCount("Eastern Post", 9), FacetCount("Wire of the North", 2), FacetCount("not stated", 4)),
    "author": (FacetCount("Jördis Kessenbrock", 3), FacetCount('Ann "AK" Reyes', 1)),
    "tag": (FacetCount("actors/haqqani", 4), FacetCount("capability/external-attack", 2)),
    "year": (FacetCount("2021", 9), FacetCount("2019", 3)),
    "language": (FacetCount("en", 13),),
})  # fmt: skip


def offered(typed: str, rest: str = "") -> list[str]:
    return [one.text for one in completions(typed + rest, len(typed), VALUES)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("pub", "publisher:"),
        ("haqqani PUB", "publisher:"),
        ("haqqani -pub", "publisher:"),
        ("(pub", "publisher:"),
        ("ha", "has:"),
        ("publisher:", 'publisher:"Northern Wire"'),
        ("publisher:nor", 'publisher:"Northern Wire"'),
        ('publisher:"northern w', 'publisher:"Northern Wire"'),
        ("publisher:=post", 'publisher:="Eastern Post"'),
        ("author:jor", 'author:"Jördis Kessenbrock"'),
        ("author:ak", 'author:"Ann AK Reyes"'),
        ("tag:haq", "tag:actors/haqqani"),
        ("tag:att", "tag:capability/external-attack"),
        ("published:20", "published:2021"),
        ("has:ex", "has:excerpts"),
        ("language:", "language:en"),
    ],
)
def test_the_likeliest_comes_first(typed: str, first: str) -> None:
    assert offered(typed)[0] == first


def test_values_that_begin_so_come_before_those_with_a_later_word() -> None:
    assert offered("publisher:w") == ['publisher:"Wire of the North"', 'publisher:"Northern Wire"']


@pytest.mark.parametrize(
    "typed", ["", "p", "xylo", "publisher:xylo", 'publisher:"Northern Wire"', '"pub', "language:en", "has:excerpts", "pub "]
)
def test_nothing_is_offered_where_there_is_nothing_to_complete(typed: str) -> None:
    assert offered(typed) == []


def test_nothing_is_offered_in_the_middle_of_a_word() -> None:
    assert offered("pub", "lic") == []
    assert offered("pub", " lic") != []


def test_what_stands_for_no_value_is_not_offered() -> None:
    assert 'publisher:"not stated"' not in offered("publisher:")


def test_a_value_is_followed_by_a_space_and_a_name_is_not() -> None:
    (name, *_) = completions("pub", 3, VALUES)
    assert taken("pub", name) == ("publisher:", 10)
    (value, *_) = completions("language: x", 9, VALUES)
    assert taken("language: x", value) == ("language:en x", 11)
    (value, *_) = completions("(tag:haq)", 8, VALUES)
    assert taken("(tag:haq)", value) == ("(tag:actors/haqqani)", 19)


@given(query=st.text('pubhasnortag:="() -', max_size=20) | st.text(max_size=20), at=st.integers(0, 20))
def test_what_is_taken_stands_there_and_the_rest_stays(query: str, at: int) -> None:
    cursor = min(at, len(query))
    offers = completions(query, cursor, VALUES)
    assert len(offers) <= max(LIMIT, 14)
    for one in offers:
        assert one.start <= cursor == one.end
        after, place = taken(query, one)
        assert after.startswith(query[: one.start] + one.text)
        assert after.endswith(query[cursor:])
        assert 0 <= place <= len(after)
