"""Counting facets: each field without its own clause, so that a second value can be added."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from workbench.workspace import founding, narrowing, searching
from workbench.workspace.narrowing import FacetValue, facet_counts, facet_values
from workbench.workspace.opening import Workspace, open_workspace


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    place = tmp_path_factory.mktemp("sample")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("CACHE", "STATE", "CONFIG"):
            patch.setenv(f"XDG_{name}_HOME", str(place / name))
        founding.found(place / "space", sample=True)
        with open_workspace(place / "space") as workspace:
            searching.refresh(workspace)
            yield workspace


def test_a_narrowed_field_is_counted_as_if_it_were_not(sample: Workspace) -> None:
    all_of_them = facet_counts(sample, "kabul")
    narrowed = facet_counts(sample, 'kabul publisher:="Northern Wire"')
    assert narrowed["publisher"] == all_of_them["publisher"]
    assert sum(one.count for one in narrowed["kind"]) == searching.search(sample, 'kabul publisher:="Northern Wire"').total


def test_a_month_does_not_hide_the_other_months_and_years(sample: Workspace) -> None:
    narrowed = facet_counts(sample, "kabul published:2021-08")
    assert narrowed["year"] == facet_counts(sample, "kabul")["year"]
    assert narrowed["month"] == facet_counts(sample, "kabul")["month"]
    assert sum(one.count for one in narrowed["kind"]) < sum(one.count for one in narrowed["year"])


@pytest.mark.parametrize("query", ["", "kabul", "haqqani OR taliban", '"', "((("])
def test_a_value_finds_as_many_as_it_is_counted_with(sample: Workspace, query: str) -> None:
    for field, values in facet_values(facet_counts(sample, query), query).items():
        for one in values:
            if field not in ("year", "month") or not one.is_stated:
                narrowed = narrowing.toggle(query, field, one.value)
                expected = one.count if field != "month" else None
                assert expected in (None, searching.search(sample, narrowed).total), narrowed


def test_what_is_chosen_but_found_nowhere_can_still_be_let_go(sample: Workspace) -> None:
    query = 'publisher:="Nobody & Sons"'
    values = facet_values(facet_counts(sample, query), query)
    assert values["publisher"][-1] == FacetValue("Nobody & Sons", 0, is_chosen=True)
    assert narrowing.toggle(query, "publisher", "Nobody & Sons") == ""


def test_letter_case_does_not_hide_what_is_chosen(sample: Workspace) -> None:
    query = 'publisher:="northern wire"'
    chosen = [one.value for one in facet_values(facet_counts(sample, query), query)["publisher"] if one.is_chosen]
    assert chosen == ["Northern Wire"]


def test_nothing_more_is_counted_once_nobody_waits(sample: Workspace) -> None:
    assert facet_counts(sample, "kabul", abandoned=lambda: True) == {}
