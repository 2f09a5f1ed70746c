"""Runs of a row, lanes of the gutter, and going from one place to the next."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from workbench.records.selector import Span
from workbench.tui.models.find import index_at, next_index, previous_index
from workbench.tui.models.lanes import assign, bars
from workbench.tui.models.marks import Mark, compose, within

SPANS = st.lists(
    st.builds(lambda start, length: Span(start, start + length), st.integers(0, 60), st.integers(1, 30)), max_size=25
)


@given(SPANS)
def test_spans_that_overlap_never_share_a_lane_and_no_more_lanes_than_overlap_are_used(spans: list[Span]) -> None:
    lanes = assign(spans)
    for first, second in combinations(range(len(spans)), 2):
        if lanes.spans[first].overlaps(lanes.spans[second]):
            assert lanes.lane[first] != lanes.lane[second]
    deepest = max((sum(span.start <= at < span.end for span in spans) for at in range(100)), default=0)
    assert max(lanes.lane, default=-1) + 1 == deepest


@given(SPANS, st.integers(0, 80), st.integers(1, 20))
def test_the_excerpts_over_a_row_are_those_that_overlap_it(spans: list[Span], start: int, length: int) -> None:
    lanes = assign(spans)
    found = {lanes.index[at] for at in lanes.over(start, start + length)}
    assert found == {index for index, span in enumerate(spans) if span.overlaps(Span(start, start + length))}


def test_the_gutter_draws_where_an_excerpt_begins_goes_on_and_ends() -> None:
    lanes = assign([Span(5, 25), Span(12, 14)])
    starts = [0, 10, 20, 30]
    assert bars(lanes, starts, 0, 10) == [(0, "┏", True)]
    assert bars(lanes, starts, 1, 20) == [(0, "┃", False), (1, "╺", True)]
    assert bars(lanes, starts, 2, 30) == [(0, "┗", False)]
    assert bars(lanes, starts, 3, 40) == []


@given(SPANS, SPANS, st.integers(0, 40), st.integers(1, 40))
def test_the_pieces_of_a_row_cover_it_once_and_say_what_holds(
    excerpts: list[Span], hits: list[Span], start: int, length: int
) -> None:
    end = start + length
    pieces = compose(start, end, [(Mark.EXCERPT, excerpts), (Mark.HIT, hits)])
    assert [piece[0] for piece in pieces] == [start, *(piece[1] for piece in pieces[:-1])]
    assert pieces[-1][1] == end
    for low, high, marks in pieces:
        for at in range(low, high):
            depth = sum(span.start <= at < span.end for span in excerpts)
            assert bool(marks & Mark.EXCERPT) == (depth >= 1)
            assert bool(marks & Mark.EXCERPTS) == (depth >= 2)
            assert bool(marks & Mark.HIT) == any(span.start <= at < span.end for span in hits)


def test_only_the_spans_of_a_row_are_looked_at() -> None:
    spans = [Span(at, at + 3) for at in range(0, 100, 10)]
    assert list(within(spans, 12, 31)) == [Span(10, 13), Span(20, 23), Span(30, 33)]


def test_the_next_place_goes_round() -> None:
    spans = [Span(3, 5), Span(8, 9)]
    assert [next_index(spans, at) for at in (0, 3, 8)] == [0, 1, 0]
    assert [previous_index(spans, at) for at in (0, 3, 8, 100)] == [1, 1, 0, 1]
    assert next_index([], 0) is None
    assert previous_index([], 0) is None
    assert [index_at(spans, at) for at in (3, 4, 5)] == [0, 0, None]
