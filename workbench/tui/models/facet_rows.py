"""What the facets pane lists: fields, under each its values with their counts, and the bars of the years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from workbench.tui.models.histogram import Bar, bars_of

if TYPE_CHECKING:
    from workbench.workspace.narrowing import FacetValue

FIRST = 5
"""How many values of a field are shown at first."""

DATES = "dates"
"""The field of the bars: years or months."""

ORDER = ("publisher", DATES, "tag", "author", "place", "language", "kind", "agency")
_NAMES = {DATES: "Published"}


class RowKind(StrEnum):
    """What a row of the pane is."""

    FIELD = "field"
    VALUE = "value"
    MORE = "more"
    """Stands for the values that are not shown."""
    BARS = "bars"


@dataclass(frozen=True, slots=True)
class FacetRow:
    """A row: `count` is of articles, of values for a field, and of values left out for "more"."""

    kind: RowKind
    field: str
    value: str = ""
    count: int = 0
    is_chosen: bool = False
    is_folded: bool = False
    bars: tuple[Bar, ...] = ()

    @property
    def key(self) -> tuple[str, str, str]:
        """What a row is recognised by when the counts are others."""
        return self.kind.value, self.field, self.value


def facet_rows(
    values: Mapping[str, Sequence[FacetValue]], folded: frozenset[str] = frozenset(), unfolded: frozenset[str] = frozenset()
) -> list[FacetRow]:
    """The rows of the pane.

    Args:
        values: By facet, its values with their counts, in the order to show.
        folded: Fields of which only the name is shown.
        unfolded: Fields of which all values are shown.
    """
    rows: list[FacetRow] = []
    for field in ORDER:
        rows += _dates(values, folded) if field == DATES else _field(field, values.get(field, ()), folded, unfolded)
    return rows


def name_of(field: str) -> str:
    """A field as the pane writes it."""
    return _NAMES.get(field, field.capitalize())


def _dates(values: Mapping[str, Sequence[FacetValue]], folded: frozenset[str]) -> list[FacetRow]:
    bars = bars_of(values)
    undated = [one for one in values.get("year", ()) if not one.is_stated]
    if not bars and not undated:
        return []
    chosen = any(one.is_chosen for field in ("year", "month") for one in values.get(field, ()))
    rows = [FacetRow(RowKind.FIELD, DATES, count=len(bars), is_chosen=chosen, is_folded=DATES in folded)]
    if DATES in folded:
        return rows
    rows += [FacetRow(RowKind.BARS, DATES, bars=bars)] if bars else []
    return [*rows, *(FacetRow(RowKind.VALUE, "year", one.value, one.count, one.is_chosen) for one in undated)]


def _field(field: str, values: Sequence[FacetValue], folded: frozenset[str], unfolded: frozenset[str]) -> list[FacetRow]:
    if not any(one.is_stated or one.is_chosen for one in values):
        return []
    chosen = any(one.is_chosen for one in values)
    heading = FacetRow(RowKind.FIELD, field, count=len(values), is_chosen=chosen, is_folded=field in folded)
    if field in folded:
        return [heading]
    all_fit = field in unfolded or len(values) <= FIRST + 1
    shown = [
        FacetRow(RowKind.VALUE, field, one.value, one.count, one.is_chosen)
        for at, one in enumerate(values)
        if all_fit or at < FIRST or one.is_chosen
    ]
    left_out = len(values) - len(shown)
    return [heading, *shown, *([FacetRow(RowKind.MORE, field, count=left_out)] if left_out else [])]
