"""Saved searches: the team's named queries, how much each finds, and what of it is new since this person last looked.

New is what matches now and did not at the last look. Saving a search is a look: its author has just seen what it finds. To
somebody who never looked, because a search came from a colleague, everything is new.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from workbench.errors import NotFoundError, UsageError
from workbench.records.named_query import NamedQuery
from workbench.search.parsing import parse
from workbench.storage import searches
from workbench.text.sanitise import plain_line
from workbench.workspace import looks, searching
from workbench.workspace.clock import now, today
from workbench.workspace.looks import Look

if TYPE_CHECKING:
    from collections.abc import Collection

    from workbench.workspace.opening import Workspace
    from workbench.workspace.searching import Page


class SavedSearch(Struct, frozen=True, kw_only=True):
    """A line of the list: how many articles match, and how many of them did not at the last look."""

    name: str
    query: str
    total: int
    new: int


class Counted(Struct, frozen=True, kw_only=True):
    """What a saved search finds now."""

    search: NamedQuery
    ids: frozenset[str]
    new: frozenset[str]
    """Those of `ids` that did not match at the last look."""
    looked: str | None
    """When the last look was, in UTC; None if there was none."""


class Change(Struct, frozen=True, kw_only=True):
    """One step: `before` is None where a search was saved, `after` where one was removed; `carry_out(inverse)` takes it back."""

    before: NamedQuery | None
    after: NamedQuery | None
    place: int | None = None
    """How many items stand in front of it in the file."""
    look_before: Look | None = None
    look_after: Look | None = None

    @property
    def inverse(self) -> Change:
        """The step that takes this one back."""
        return Change(
            before=self.after, after=self.before, place=self.place, look_before=self.look_after, look_after=self.look_before
        )


def listing(workspace: Workspace) -> tuple[SavedSearch, ...]:
    """All saved searches with their counts, in the order of the file; what cannot be read is noted.

    Raises:
        FormatError: The file does not parse.
    """
    counted = (count(workspace, search) for search in named(workspace))
    return tuple(
        SavedSearch(name=one.search.name, query=one.search.query, total=len(one.ids), new=len(one.new)) for one in counted
    )


def named(workspace: Workspace) -> tuple[NamedQuery, ...]:
    """All saved searches without counts, which takes no index; what cannot be read is noted.

    Raises:
        FormatError: The file does not parse.
    """
    loaded = searches.read(workspace.library)
    for problem in loaded.problems:
        workspace.note(problem)
    return loaded.searches


def find(workspace: Workspace, name: str) -> NamedQuery:
    """The saved search of a name; letter case and spaces do not count.

    Raises:
        NotFoundError: There is none.
        FormatError: The file does not parse.
    """
    there = {searches.key_of(one.name): one for one in named(workspace)}
    key = searches.key_of(name)
    if key in there:
        return there[key]
    near = get_close_matches(key, there, 1)
    remedy = f"did you mean {there[near[0]].name!r}?" if near else "workbench searches lists them"
    raise NotFoundError(f"there is no saved search {name!r}", remedy=remedy)


def count(workspace: Workspace, search: NamedQuery) -> Counted:
    """Ask a saved search now; the last look stays what it was."""
    ids = searching.matching_ids(workspace, search.query)
    last = looks.read(workspace, search.name)
    new = ids if last is None else _unseen(workspace, ids, frozenset(last.ids))
    return Counted(search=search, ids=frozenset(ids), new=frozenset(new), looked=last.at if last else None)


def look(workspace: Workspace, name: str) -> Counted:
    """Ask a saved search and remember that its articles were looked at; what is returned says what was new until then.

    Raises:
        NotFoundError: There is none of that name.
        WorkbenchError: The file cannot be read, or the person's folder not written.
    """
    counted = count(workspace, find(workspace, name))
    mark(workspace, counted)
    return counted


def mark(workspace: Workspace, counted: Counted) -> None:
    """Remember that what was counted was looked at.

    Raises:
        UnwritableError: The person's folder cannot be written.
    """
    looks.put(workspace, counted.search.name, _look(counted.ids))


def newcomers(workspace: Workspace, counted: Counted, *, limit: int, offset: int = 0, sort: str = "relevance") -> Page:
    """A page of only what is new, in an order that `searching.search` knows; near-copies each stand for themselves."""
    query = counted.search.query
    page = searching.search(workspace, query, limit=len(counted.ids), sort=sort, fold=False, abandoned=lambda: True)
    tree = parse(query, today=today()).tree
    shown = [found for found in page.found if found.id in counted.new][offset : offset + limit]
    with_snippets = tuple(
        replace(found, snippets=searching.snippets_of(workspace, found.id, found.language, tree)) for found in shown
    )
    return replace(page, found=with_snippets, total=len(counted.new))


def save(workspace: Workspace, name: str, query: str, *, replacing: bool = False) -> Change:
    """Keep a query under a name, at the end of the file; one of that name keeps its place.

    Raises:
        UsageError: There is another query of that name and `replacing` was not asked for, or the name is none.
        ConflictError: Somebody else saved one of that name at this moment.
        WorkbenchError: The file cannot be changed.
    """
    after = NamedQuery(name=plain_line(name), query=plain_line(query))
    before = _of_that_name(workspace, after.name)
    if before and plain_line(before.query) != after.query and not replacing:
        raise UsageError(
            f"there is a saved search {before.name!r} already: {before.query}",
            remedy="--replace puts the new query in its place; or choose another name",
        )
    if before:
        same = plain_line(before.query) == after.query
        after = before if same else replace(after, name=before.name)
    ids = searching.matching_ids(workspace, after.query)
    seen = looks.read(workspace, after.name) if before else None
    return carry_out(workspace, Change(before=before, after=after, look_before=seen, look_after=_look(ids)))


def rename(workspace: Workspace, name: str, new: str) -> Change:
    """Give a saved search another name; place, query and last look stay.

    Raises:
        NotFoundError: There is none of that name.
        ConflictError: There is one of the new name.
        WorkbenchError: The file cannot be changed.
    """
    before = find(workspace, name)
    seen = looks.read(workspace, before.name)
    return carry_out(
        workspace, Change(before=before, after=replace(before, name=plain_line(new)), look_before=seen, look_after=seen)
    )


def remove(workspace: Workspace, name: str) -> Change:
    """Take a saved search out, and forget the look at it.

    Raises:
        NotFoundError: There is none of that name.
        WorkbenchError: The file cannot be changed.
    """
    before = find(workspace, name)
    return carry_out(workspace, Change(before=before, after=None, look_before=looks.read(workspace, before.name)))


def carry_out(workspace: Workspace, change: Change) -> Change:
    """Write a step down, or, given its inverse, take it back: file and look.

    Returns:
        The step, with the place it had in the file.

    Raises:
        ConflictError: Somebody else changed the search meanwhile.
        UnwritableError: The library cannot be written, or the person's folder; the error names which, and the library comes first.
        WorkbenchError: The file cannot be changed.
    """
    place = searches.change(workspace.library, change.before, change.after, change.place)
    before, after = change.before, change.after
    if before and (after is None or searches.key_of(before.name) != searches.key_of(after.name)):
        looks.put(workspace, before.name, None)
    if after:
        looks.put(workspace, after.name, change.look_after)
    return replace(change, place=place)


def _of_that_name(workspace: Workspace, name: str) -> NamedQuery | None:
    key = searches.key_of(name)
    return next((one for one in named(workspace) if searches.key_of(one.name) == key), None)


def _look(ids: Collection[str]) -> Look:
    return Look(at=now(), ids=tuple(sorted(ids)))


def _unseen(workspace: Workspace, ids: set[str], seen: frozenset[str]) -> set[str]:
    """Those that were not seen, under this id or an earlier one: an article that was renamed is no new one."""
    unseen = ids - seen
    if not unseen:
        return unseen
    return unseen - {workspace.index.summaries.named(gone) for gone in seen - ids}
