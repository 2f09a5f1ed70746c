"""Laws of the query language: any text is a query, and a query as text is the same query."""

from __future__ import annotations

import json
import time
from datetime import date
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.collected import BAD_INPUT
from workbench.search.colouring import tokens
from workbench.search.parsing import free_text, parse
from workbench.search.query import (
    EXACT_FIELDS,
    HAS,
    TEXT_FIELDS,
    VALUE_FIELDS,
    Everything,
    Fuzzy,
    Has,
    Node,
    Phrase,
    Prefix,
    Published,
    Value,
    Wildcard,
    Word,
    both,
    either,
    negated,
    whole,
)
from workbench.search.unparsing import unparse

TODAY = date(2026, 11, 21)
BLNS = BAD_INPUT / "blns" / "blns.json"

forms = st.text("abcz019éß", min_size=1, max_size=8).map(lambda text: text.replace("ß", "ss").replace("é", "e"))
fields = st.sampled_from([None, *TEXT_FIELDS])
patterns = st.text("ab*?", min_size=2, max_size=8).filter(
    lambda text: "**" not in text and text.strip("*?") and ("?" in text or "*" in text[:-1])
)
values = st.text("ab-/*?.()", min_size=1, max_size=8).filter(lambda text: "**" not in text and text != "*")
days = st.none() | st.dates()
phrases = st.builds(
    lambda words, slop, prefix, field: Phrase(tuple(words), slop if len(words) > 1 else 0, prefix, field),
    st.lists(forms, min_size=1, max_size=4), st.integers(0, 1_000), st.booleans(), fields,
)  # fmt: skip


def ordered(first: date | None, last: date | None) -> Published:
    if first and last:
        return Published(min(first, last), max(first, last))
    return Published(first or (None if last else TODAY), last)


published = st.builds(ordered, days, days)
leaves = st.one_of(
    st.builds(Word, forms, fields, st.integers(1, 99)),
    phrases,
    st.builds(Prefix, forms, fields),
    st.builds(Wildcard, patterns, fields),
    st.builds(Fuzzy, forms, st.integers(1, 2), fields),
    st.builds(Value, st.sampled_from(VALUE_FIELDS), values),
    st.builds(Value, st.sampled_from(EXACT_FIELDS), st.text(min_size=1).map(whole).filter(bool), st.just(value=True)),
    published,
    st.builds(Has, st.sampled_from(HAS)),
    st.just(Everything()),
)
trees: st.SearchStrategy[Node] = st.recursive(
    leaves,
    lambda children: (
        st.lists(children, max_size=4).map(both) | st.lists(children, min_size=1, max_size=4).map(either) | children.map(negated)
    ),
    max_leaves=20,
)
syntax = st.text("aB1 \"'()-~*?:.<>=^|&\u0301北😀\n") | st.lists(
    st.sampled_from(
        [
            "AND",
            "OR",
            "NOT",
            "(",
            ")",
            '"',
            "-",
            "~9",
            "a*",
            "title:",
            "place:=",
            "published:",
            "2020..",
            ">",
            "tag:",
            "has:",
            "x",
            " ",
        ]
    )
).map(" ".join)


@given(trees)
def test_a_query_as_text_is_the_same_query(tree: Node) -> None:
    asked = parse(unparse(tree), today=TODAY)
    assert asked.tree == tree
    assert asked.hints == ()


@given(st.text() | syntax, st.sampled_from(["all", "any"]), st.booleans())
def test_any_text_is_a_query(text: str, match: Literal["all", "any"], typing: bool) -> None:  # noqa: FBT001
    asked = parse(text, today=TODAY, match=match, typing=typing)
    assert asked.text == text
    assert parse(unparse(asked.tree), today=TODAY).tree == asked.tree
    assert all(0 <= hint.start <= hint.end <= len(text) for hint in asked.hints)
    free = free_text(text).tree
    assert parse(unparse(free), today=TODAY).tree == free


@given(st.text() | syntax)
def test_coloured_stretches_are_in_order(text: str) -> None:
    at = 0
    for start, end, _ in tokens(text):
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        at = end


@pytest.mark.skipif(not BLNS.exists(), reason="the list of naughty strings is not on this machine")
def test_naughty_strings_are_queries() -> None:
    for text in json.loads(BLNS.read_text(encoding="utf-8")):
        for typing in (False, True):
            tree = parse(text, today=TODAY, typing=typing).tree
            assert parse(unparse(tree), today=TODAY).tree == tree, text


@pytest.mark.parametrize(
    "piece",
    ["(", ")", "()", "-", "NOT ", "AND ", "OR ", '"', '"a', "a*", "*", "?", "~9", "a~", "a ", "a-", "a.", "a'", "1,", "l'", "title:", "published:", "published:2..",
     "has:x ", ">", "\u0301", "a\u0301", "北", "^", "a^9", "-(", "(a OR ", "\u200d", "..", "\n"],
)  # fmt: skip
def test_no_text_takes_long(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    began = time.process_time()
    tree = parse(text, today=TODAY).tree
    assert parse(unparse(tree), today=TODAY).tree == tree
    assert time.process_time() - began < 5
