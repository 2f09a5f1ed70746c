"""How many of the articles found have which publisher, year or tag."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from workbench.records.hit import FacetCount
from workbench.search.document import Searchable

FACETS = ("publisher", "year", "month", "kind", "language", "tag", "agency", "place", "author")
"""The fields that are counted, in the order they are shown."""

NOT_STATED = "not stated"
"""What articles without a value of a field are counted under."""


def values_of(searchable: Searchable, field: str) -> tuple[str, ...]:
    """What an article is counted under: its values, each once, or NOT_STATED."""
    return tuple(dict.fromkeys(searchable.facets.get(field, ()))) or (NOT_STATED,)


def ordered(counts: Mapping[str, int]) -> tuple[FacetCount, ...]:
    """Counts as they are shown: the most frequent first, equals by value, NOT_STATED last; zeros left out."""
    stated = sorted((-count, value) for value, count in counts.items() if count > 0 and value != NOT_STATED)
    unstated = [FacetCount(NOT_STATED, counts[NOT_STATED])] if counts.get(NOT_STATED, 0) > 0 else []
    return (*(FacetCount(value, -count) for count, value in stated), *unstated)


def facets(searchables: Iterable[Searchable], fields: Collection[str] = FACETS) -> dict[str, tuple[FacetCount, ...]]:
    """Count the values of `fields` over articles; an article with several tags is counted under each."""
    counters: dict[str, Counter[str]] = {field: Counter() for field in fields}
    for searchable in searchables:
        for field, counter in counters.items():
            counter.update(values_of(searchable, field))
    return {field: ordered(counter) for field, counter in counters.items()}
