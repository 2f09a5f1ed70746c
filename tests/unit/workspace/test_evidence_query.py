"""Which excerpts a query asks for."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.evidence_items import item
from workbench.records.article import Kind, Metadata
from workbench.records.selector import AnchorState
from workbench.workspace.evidence_query import FIELDS, Item, Matcher, understand

TODAY = date(2026, 11, 21)

ITEMS = (
    item("strike", tags=("capability/external-attack",), credibility=3, reliability="B", note="a senior officer"),
    item("men", quote="between 2,000 and 4,000 fighters", tags=("capability/strength",), author="ml", published="2019"),
    item("haqqani", article="two", tags=("actors/haqqani", "intent"), quote="They deny it.", credibility=5, author="M. L."),
    item("lost", article="two", published=None, created="2025-01-02T00:00:00Z", state=AnchorState.ORPHANED, author=None),
    item(
        "blog",
        article="three",
        quote="Was die Behörden sagten",
        metadata=Metadata(title="Zahlen", publisher="Voice of Herat", kind=Kind.BLOG, authors=("Ilse Marendaal",), language="de"),
        reliability="D",
    ),
)


def chosen(query: str, *, typing: bool = False) -> list[str]:
    asked = understand(query, TODAY, typing=typing)
    return [one.excerpt.id.removeprefix("x-") for one in Matcher().choose(ITEMS, asked)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["strike", "men", "haqqani", "lost", "blog"]),
        ("strike", ["strike", "lost"]),
        ("striking abroad", ["strike", "lost"]),  # by stems
        ("officer", ["strike"]),  # its note
        ("haqqani", ["haqqani"]),  # its tag
        ('"two article"', ["haqqani", "lost"]),  # the title
        ("note:officer", ["strike"]),
        ("tag:capability", ["strike", "men"]),
        ("tag:capability has:note", ["strike"]),
        ("tag:haqqani", []),
        ("-has:tag", ["lost", "blog"]),
        ("tag:intent OR tag:capability/strength", ["men", "haqqani"]),
        ("published:2021", ["strike", "haqqani"]),
        ("published:2018..2019", ["men"]),
        ("-has:date", ["lost", "blog"]),
        ("kind:blog", ["blog"]),
        ('publisher:"voice of herat"', ["blog"]),
        ("author:marendaal", ["blog"]),
        ("by:kd", ["strike", "blog"]),
        ("-by:kd", ["men", "haqqani", "lost"]),
        ('by:"m. l."', ["haqqani"]),
        ("credibility:3", ["strike"]),
        ("credibility:1..4", ["strike"]),
        ("credibility:none", ["men", "lost", "blog"]),
        ("reliability:A..C", ["strike"]),
        ("reliability:d", ["blog"]),
        ("-reliability:none", ["strike", "blog"]),
        ("anchor:orphaned", ["lost"]),
        ("-anchor:exact", ["lost"]),
        ("anchor:lost", ["lost"]),
        ("made:2025", ["lost"]),
        ("made:2026-11", ["strike", "men", "haqqani", "blog"]),
        ("made:<2026", ["lost"]),
        ("article:two", ["haqqani", "lost"]),
        ("article:two tag:intent by:ml", []),
        ("CREDIBILITY:5 article:two", ["haqqani"]),
        ("by:ml OR by:kd", ["strike", "men", "blog"]),
        ("(by:ml OR credibility:5) tag:actors", ["haqqani"]),
        ("NOT by:kd", ["men", "haqqani", "lost"]),
        ("-(by:kd OR anchor:orphaned)", ["men", "haqqani"]),
        ("strike OR by:ml", ["strike", "men", "lost"]),
        ('(by:"m. l.")', ["haqqani"]),
        ('publisher:"by:kd"', []),
    ],
)
def test_a_query_asks_for_these(query: str, expected: list[str]) -> None:
    assert chosen(query) == expected


def test_an_unfinished_word_counts_as_a_beginning() -> None:
    assert chosen("haq") == []
    assert chosen("haq", typing=True) == ["haqqani"]


@pytest.mark.parametrize("query", ["credibility:9", "credibility:A", "reliability:3", "anchor:gone", "made:yesteryear"])
def test_a_value_that_a_field_has_not_is_told_and_nothing_fits_it(query: str) -> None:
    asked = understand(f"strike {query}", TODAY)
    assert asked.wrong[0].message.startswith(query.partition(":")[0])
    assert (asked.wrong[0].start, asked.wrong[0].end) == (7, 7 + len(query))
    assert chosen(query) == chosen(f"strike {query}") == []
    assert chosen(f"strike OR {query}") == chosen("strike")


def test_what_stands_in_quotation_marks_is_no_field() -> None:
    assert chosen('"by:kd"') == []
    assert chosen('"strike by:kd abroad"') == []
    assert understand('"strike by:kd abroad"', TODAY).conditions == {}


@pytest.mark.parametrize("query", ["by:ml", "strike by:kd", "anchor:orphaned", "by:kd OR made:2025"])
def test_a_field_typed_last_is_finished(query: str) -> None:
    assert chosen(query, typing=True) == chosen(query)


def test_hints_point_into_what_was_typed() -> None:
    hint = understand("by:kd credibility:9 published:never", TODAY).hints[-1]
    assert (hint.start, hint.end) == (30, 35)  # "never"


def test_an_excerpt_that_was_changed_is_looked_at_anew() -> None:
    matcher = Matcher()
    before, after = item("same", quote="a first thing"), item("same", quote="another thing")
    asked = understand("first", TODAY)
    assert matcher.choose([before], asked) == [before]
    assert matcher.choose([after], asked) == []


@given(
    st.one_of(st.text(max_size=60), st.lists(st.sampled_from([*FIELDS, ":", "-", '"', "..", " ", "1", "A", "("])).map("".join))
)
def test_any_text_is_a_query_for_some_of_them_in_their_order(query: str) -> None:
    found = Matcher().choose(ITEMS, understand(query, TODAY))
    assert found == [one for one in ITEMS if one in found]


def test_an_article_that_is_gone_leaves_its_excerpts_findable() -> None:
    orphan = item("gone", quote="They deny it.", state=AnchorState.ORPHANED)
    gone = Item(placed=orphan.placed, article=None, title="one")
    for query in ("deny", "article:one", "reliability:none", "-has:date"):
        assert Matcher().choose([gone], understand(query, TODAY)) == [gone], query
