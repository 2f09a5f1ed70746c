"""Facets of a search: how many of the articles found have which value, so that several values of a field can be chosen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from workbench.records.hit import FacetCount
from workbench.search.facets import FACETS, NOT_STATED
from workbench.search.narrowing import can_choose, chosen, is_among, ranged, toggle, without
from workbench.search.parsing import parse
from workbench.workspace.clock import today
from workbench.workspace.indexing import Stop, never

if TYPE_CHECKING:
    from workbench.workspace.opening import Workspace

__all__ = ["Counts", "FacetValue", "facet_counts", "facet_values", "library_counts", "ranged", "toggle", "without"]

Counts = dict[str, tuple[FacetCount, ...]]
"""By facet, its values: the most frequent first, NOT_STATED last."""


class FacetValue(Struct, frozen=True):
    """A value of a facet, how many of the articles found have it, and whether the query asks for it."""

    value: str
    count: int
    is_chosen: bool = False
    is_stated: bool = True
    """False for what stands for the articles without a value."""


def facet_values(counts: Mapping[str, tuple[FacetCount, ...]], query: str) -> dict[str, tuple[FacetValue, ...]]:
    """By facet, the values to show: those counted for which the query language has words.

    Behind them stands what the query asks for though nothing has it, or it could not be let go.
    """
    narrowed = chosen(query)
    by_field = {}
    for field, found in counts.items():
        wanted = narrowed.get(field, ())
        values = [_value(one, is_chosen=is_among(one.value, wanted)) for one in found if can_choose(field, one.value)]
        known = [one.value for one in found]
        missing = (_value(FacetCount(value, 0), is_chosen=True) for value in wanted if not is_among(value, known))
        by_field[field] = (*values, *missing)
    return by_field


def _value(counted: FacetCount, *, is_chosen: bool) -> FacetValue:
    return FacetValue(counted.value, counted.count, is_chosen, counted.value != NOT_STATED)


def facet_counts(workspace: Workspace, query: str, *, typing: bool = False, abandoned: Stop = never) -> Counts:
    """Count the values of all facets over what a query finds.

    A field that the query narrows is counted without its own clause: what a second value would add is seen.

    Args:
        workspace: Where.
        query: Any text.
        typing: The last word is not finished and counts as a prefix, as in the search for results.
        abandoned: Asked between questions to the engine; True means that nobody waits any more, and fields are missing.
    """
    by_query: dict[str, list[str]] = {}
    narrowed = chosen(query)
    for field in FACETS:
        by_query.setdefault(without(query, field) if field in narrowed or _is_dated(field, narrowed) else query, []).append(field)
    counts: Counts = {}
    for asked, fields in by_query.items():
        if not abandoned():
            counts |= _counted(workspace, asked, fields, typing=typing)
    return {field: counts[field] for field in FACETS if field in counts}


def library_counts(workspace: Workspace) -> Counts:
    """Count the values of all facets over the whole library."""
    return facet_counts(workspace, "")


def _is_dated(field: str, narrowed: dict[str, tuple[str, ...]]) -> bool:
    """Whether the query narrows the dates: years and months are counted without that, whichever of them it names."""
    return field in ("year", "month") and bool(narrowed.keys() & {"year", "month"})


def _counted(workspace: Workspace, query: str, fields: list[str], *, typing: bool) -> Counts:
    tree = parse(query, today=today(), typing=typing).tree
    return workspace.index.asked(lambda engine: engine.search(tree, limit=0, facets=fields).facets)
