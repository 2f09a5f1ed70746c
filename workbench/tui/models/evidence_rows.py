"""The excerpts of a library as rows under headings: by tag, by article, ...; ordered; folded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from workbench.records.grading import CREDIBILITY

if TYPE_CHECKING:
    from workbench.workspace.evidence_query import Item

GROUPS: Final = ("tag", "article", "date", "person", "grading", "state", "nothing")
"""What excerpts can be put together by; dates are those of their articles."""

SORTS: Final = ("text", "published", "made", "grading")
"""Orders within a group: as they stand in their articles, the newest article first, the newest excerpt first, the surest first."""

NOT_DATED: Final = "n.d."
_LAST = "\U0010ffff"
"""Sorts behind everything."""

_Key = tuple[str, str]
"""What a group sorts by, and its heading."""


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A heading (`item` is None) with the number of its excerpts, or an excerpt below the heading of the group `group`."""

    group: str
    item: Item | None = None
    count: int = 0
    is_folded: bool = False

    @property
    def key(self) -> str:
        """What a row is recognised by when the list is another one."""
        return f"{self.group}\0{self.item.excerpt.id if self.item else ''}"


def evidence_rows(
    items: Sequence[Item], group: str, sort: str, folded: Callable[[str], bool] = lambda _: False
) -> list[EvidenceRow]:
    """The rows of a list of excerpts. One with several tags stands under each of them.

    Args:
        items: Article by article, in the order of their texts.
        group: One of GROUPS.
        sort: One of SORTS.
        folded: Whether only the heading of a group is shown.
    """
    ordered = in_order(items, sort)
    if group == "nothing":
        return [EvidenceRow("", item) for item in ordered]
    groups: dict[_Key, list[Item]] = {}
    for item in ordered:
        for key in _keys(item, group):
            groups.setdefault(key, []).append(item)
    rows: list[EvidenceRow] = []
    # Articles have no order of their own: they come as their first excerpts do.
    in_turn = groups.items() if group == "article" and sort != "text" else sorted(groups.items(), key=lambda each: each[0])
    for (_, name), members in in_turn:
        is_folded = folded(name)
        rows.append(EvidenceRow(name, count=len(members), is_folded=is_folded))
        rows += [] if is_folded else [EvidenceRow(name, item) for item in members]
    return rows


def in_order(items: Iterable[Item], sort: str) -> list[Item]:
    """Excerpts in one of SORTS; what ties stays as it was."""
    if sort == "published":
        dated = sorted(items, key=lambda item: item.published or "", reverse=True)
        return sorted(dated, key=lambda item: not item.published)
    if sort == "made":
        return sorted(items, key=lambda item: item.excerpt.created, reverse=True)
    if sort == "grading":
        return sorted(items, key=lambda item: (item.excerpt.credibility or 9, item.reliability or "Z"))
    return list(items)


def _keys(item: Item, group: str) -> list[_Key]:
    """The groups an excerpt is in."""
    if group == "tag":
        return [(tag.replace("/", "\0"), tag) for tag in item.excerpt.tags] or [(_LAST, "no tags")]
    if group == "person":
        return [(item.excerpt.author.casefold(), item.excerpt.author) if item.excerpt.author else (_LAST, "not stated")]
    if group == "grading":
        grade = item.excerpt.credibility
        return [(str(grade), f"{grade} {CREDIBILITY[grade]}") if grade else (_LAST, "not graded")]
    if group == "state":
        return [(item.placed.anchor.state, item.placed.anchor.state)]
    dated = item.published or NOT_DATED
    if group == "date":
        return [(dated[:4] if item.published else _LAST, dated[:4])]
    return [(f"{item.title.casefold()}\0{item.placed.article}", f"{item.title} · {dated}")]
