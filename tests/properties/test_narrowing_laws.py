"""Laws of narrowing: what is chosen is told back, and choosing twice changes nothing."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from workbench.search.facets import NOT_STATED
from workbench.search.narrowing import can_choose, chosen, is_among, mended, toggle, without
from workbench.search.parsing import parse

TODAY = date(2026, 11, 21)

exact = st.tuples(
    st.sampled_from(["publisher", "author", "agency", "place", "tag", "kind"]),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
    | st.sampled_from([NOT_STATED, 'a "b" c', "x) OR (y"]),
)
choices = st.one_of(
    exact,
    st.tuples(st.just("year"), st.integers(1, 9999).map(lambda year: f"{year:04}") | st.just(NOT_STATED)),
    st.tuples(st.just("month"), st.dates().map(lambda day: f"{day:%Y}-{day:%m}".rjust(7, "0"))),
    st.tuples(st.just("language"), st.sampled_from(["en", "de", "zh"])),
).filter(lambda choice: can_choose(*choice))  # fmt: skip
pieces = st.sampled_from([
    "haqqani", "senior officer", '"by land"', '"open', "(", ")", "OR", "AND", "NOT", "-", "title:", "published:", "published:2019",
    "published:2018..2020", 'publisher:="A"', '(publisher:="A" OR publisher:="B")', "-has:publisher", "language:en", "=", " ", "?", "*",
])  # fmt: skip
queries = st.lists(pieces, max_size=9).map(" ".join) | st.lists(pieces, max_size=9).map("".join) | st.text(max_size=20)
well_formed = st.lists(
    st.sampled_from(["haqqani", '"by land"', "(a OR b)", "OR c", "AND d", "-e", "title:f", 'publisher:="A"', "published:2019"]),
    max_size=6,
).map(" ".join)  # fmt: skip


@given(query=queries, choice=choices)
def test_what_was_toggled_is_chosen_or_no_longer(query: str, choice: tuple[str, str]) -> None:
    field, value = choice
    before = is_among(value, chosen(query).get(field, ()))
    after = is_among(value, chosen(toggle(query, field, value)).get(field, ()))
    assert before != after


@given(query=queries, choice=choices)
def test_choosing_and_letting_go_gives_the_query_back(query: str, choice: tuple[str, str]) -> None:
    field, value = choice
    there = chosen(query)
    back = toggle(toggle(query, field, value), field, value)
    if not there.keys() & ({"year", "month"} if field in ("year", "month") else {field}):
        assert back == mended(query)
    elif not is_among(value, there.get(field, ())):
        # A clause about the same field may have been written in another way.
        assert {name: set(values) for name, values in chosen(back).items()} == {name: set(one) for name, one in there.items()}


@given(query=queries, choice=choices)
def test_nothing_else_is_chosen_by_it(query: str, choice: tuple[str, str]) -> None:
    field, value = choice
    family = {"year", "month"} if field in ("year", "month") else {field}
    if not is_among(value, chosen(query).get(field, ())):
        after = chosen(toggle(query, field, value))
        assert {name: after[name] for name in after.keys() - family} == {
            name: values for name, values in chosen(query).items() if name not in family
        }


@given(query=queries, choice=choices)
def test_without_a_field_nothing_of_it_is_chosen(query: str, choice: tuple[str, str]) -> None:
    field, value = choice
    narrowed = without(toggle(query, field, value), field)
    assert field not in chosen(narrowed)
    assert without(narrowed, field) == narrowed


@given(query=queries)
def test_mending_twice_is_mending_once(query: str) -> None:
    assert mended(mended(query)) == mended(query)


@given(query=well_formed, choice=choices)
def test_the_rest_of_the_query_means_what_it_meant(query: str, choice: tuple[str, str]) -> None:
    field, value = choice
    if not is_among(value, chosen(query).get(field, ())):
        back = toggle(toggle(query, field, value), field, value)
        assert parse(back, today=TODAY).tree == parse(query, today=TODAY).tree
