"""Excerpts counted in two directions: tags by articles, and tags by years or months."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from workbench.text.folding import fold
from workbench.tui.models.evidence_rows import NOT_DATED

if TYPE_CHECKING:
    from workbench.workspace.evidence_query import Item

UNTAGGED: Final = "no tags"
ARTICLES, EXCERPTS = "dated articles", "excerpts"
"""The first rows of a timeline."""

_MOST_MONTHS = 14
"""So many months at most are told apart; longer times are counted by years."""
_MOST_COLUMNS = 400
"""A stray year 0001 must not make two thousand empty columns."""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a row or column: what it stands for in a query, what is written, how far it is indented, how many there are in all.

    `query` is empty for a row that narrows nothing.
    """

    query: str
    label: str
    total: int
    depth: int = 0
    is_bar: bool = False
    """Drawn as bars besides the numbers."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows, columns, and how many excerpts there are of both: `cells[row][column]`."""

    columns: tuple[Head, ...]
    rows: tuple[Head, ...]
    cells: tuple[tuple[int, ...], ...]

    def query_of(self, row: int, column: int) -> str:
        """What narrows a list to a cell."""
        return " ".join(filter(None, (self.rows[row].query, self.columns[column].query)))


def matrix(items: Sequence[Item]) -> Grid:
    """Tags and those above them by articles, the oldest article first; an excerpt counts once for each tag it is within."""
    there = {item.placed.article: item for item in items}
    order = sorted(there.values(), key=lambda item: (item.published or "~", fold(item.title), item.placed.article))
    places = {item.placed.article: number for number, item in enumerate(order)}
    totals = Counter(item.placed.article for item in items)
    columns = [
        Head(f'article:"{item.placed.article}"', f"{item.title} · {item.published or NOT_DATED}", totals[item.placed.article])
        for item in order
    ]
    rows, cells = _by_tag(items, len(columns), lambda item: places[item.placed.article])
    return Grid(tuple(columns), tuple(rows), tuple(cells))


def timeline(items: Sequence[Item], published: Sequence[str]) -> Grid:
    """Dated articles, excerpts and their tags by years or months; what has no date comes last.

    Months are told apart where all are known and lie close together.

    Args:
        items: The excerpts.
        published: When each dated article of the library was published: partial dates.
    """
    dates = _dates([item.published for item in items if item.published] or list(published))
    places = {date: number for number, date in enumerate(dates)}
    left = [item for item in items if _place(item.published, places) is None]
    width = len(dates) + bool(left)

    def place(item: Item) -> int:
        found = _place(item.published, places)
        return len(dates) if found is None else found

    excerpts, articles = Counter(map(place, items)), Counter(_place(date, places) for date in published)
    rows, cells = _by_tag(items, width, place)
    bars = (
        Head("", ARTICLES, sum(articles[at] for at in range(len(dates))), is_bar=True),
        Head("", EXCERPTS, len(items), is_bar=True),
    )
    columns = [Head(f"published:{date}", date, excerpts[number]) for number, date in enumerate(dates)]
    if left:
        undated = not any(item.published for item in left)
        columns.append(Head("-has:date" if undated else "", NOT_DATED if undated else "other", len(left)))
    counts = (tuple(articles[at] if at < len(dates) else 0 for at in range(width)), tuple(excerpts[at] for at in range(width)))
    return Grid(tuple(columns), (*bars, *rows), (*counts, *cells))


def _by_tag(items: Sequence[Item], width: int, place: Callable[[Item], int]) -> tuple[list[Head], list[tuple[int, ...]]]:
    """A row for each tag and each tag above one; excerpts without tags come last."""
    counts: dict[tuple[str, ...], list[int]] = {}
    for item in items:
        column = place(item)
        paths = {
            path[:depth] for path in (tuple(tag.split("/")) for tag in item.excerpt.tags) for depth in range(1, len(path) + 1)
        }
        for path in paths or {()}:
            counts.setdefault(path, [0] * width)[column] += 1
    rows = [_head(path, sum(counts[path])) for path in sorted(counts, key=lambda path: (not path, path))]
    return rows, [tuple(counts[path]) for path in sorted(counts, key=lambda path: (not path, path))]


def _head(path: tuple[str, ...], total: int) -> Head:
    if not path:
        return Head("-has:tag", UNTAGGED, total)
    return Head(f'tag:"{"/".join(path)}"', path[-1], total, len(path) - 1)


def _dates(published: Sequence[str]) -> list[str]:
    """The years or months from the first to the last, without a gap."""
    years = sorted({int(date[:4]) for date in published})
    if not years:
        return []
    if all(len(date) > len("2021") for date in published):
        months = [int(date[:4]) * 12 + int(date[5:7]) - 1 for date in published]
        if max(months) - min(months) < _MOST_MONTHS:
            return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(min(months), max(months) + 1)]
    return [f"{year:04}" for year in range(max(years[0], years[-1] - _MOST_COLUMNS + 1), years[-1] + 1)]


def _place(published: str | None, places: dict[str, int]) -> int | None:
    """The column of a date; None if it has none: not dated, or too old."""
    return next((places[date] for date in (published, (published or "")[:7], (published or "")[:4]) if date in places), None)
