"""Excerpts under headings."""

from __future__ import annotations

import pytest

from tests.unit.evidence_items import item
from workbench.records.selector import AnchorState
from workbench.tui.models.evidence_rows import GROUPS, SORTS, evidence_rows, in_order

A = item("a", tags=("capability/strength", "sources"), credibility=3, published="2019")
B = item("b", article="two", tags=("capability",), credibility=1, author="ml", created="2026-11-21T00:00:00Z")
C = item("c", article="two", author=None, published=None, state=AnchorState.ORPHANED)
ITEMS = (A, B, C)


def shown(group: str, sort: str = "text", folded: frozenset[str] = frozenset()) -> list[str]:
    rows = evidence_rows(ITEMS, group, sort, folded.__contains__)
    return [row.item.excerpt.id if row.item else f"{row.group} {row.count}" for row in rows]


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        ("tag", ["capability 1", "x-b", "capability/strength 1", "x-a", "sources 1", "x-a", "no tags 1", "x-c"]),
        (
            "article",
            ["The one article · 2019 1", "x-a", "The two article · 2021-08-26 1", "x-b", "The two article · n.d. 1", "x-c"],
        ),
        ("date", ["2019 1", "x-a", "2021 1", "x-b", "n.d. 1", "x-c"]),
        ("person", ["kd 1", "x-a", "ml 1", "x-b", "not stated 1", "x-c"]),
        ("grading", ["1 confirmed by other sources 1", "x-b", "3 possibly true 1", "x-a", "not graded 1", "x-c"]),
        ("state", ["exact 2", "x-a", "x-b", "orphaned 1", "x-c"]),
        ("nothing", ["x-a", "x-b", "x-c"]),
    ],
)
def test_excerpts_stand_under_their_headings(group: str, expected: list[str]) -> None:
    assert shown(group) == expected


def test_articles_come_in_the_order_of_their_excerpts_where_one_is_asked_for() -> None:
    headings = [row for row in shown("article", "published") if not row.startswith("x-")]
    assert headings == ["The two article · 2021-08-26 1", "The one article · 2019 1", "The two article · n.d. 1"]


def test_a_folded_group_is_its_heading_with_the_count() -> None:
    assert shown("state", folded=frozenset({"exact"})) == ["exact 2", "orphaned 1", "x-c"]


@pytest.mark.parametrize(("sort", "expected"), [("text", "abc"), ("published", "bac"), ("made", "bac"), ("grading", "bac")])
def test_an_order_keeps_what_ties_as_it_was(sort: str, expected: str) -> None:
    assert "".join(one.excerpt.id[-1] for one in in_order(ITEMS, sort)) == expected


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("sort", SORTS)
def test_no_excerpt_is_lost_in_any_arrangement(group: str, sort: str) -> None:
    rows = evidence_rows(ITEMS, group, sort)
    assert {row.item.excerpt.id for row in rows if row.item} == {"x-a", "x-b", "x-c"}
    assert len({row.key for row in rows}) == len(rows)
