"""Saved searches on disk: `library/searches.yaml`, the team's named queries, in their author's order.

Who looked at which search and when is a person's own business and stands elsewhere.
"""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from workbench.errors import ConflictError, FormatError, NewerFormatError, Problem, UsageError
from workbench.files import yaml_dump, yaml_file
from workbench.files.updating import update
from workbench.files.yaml_dump import Fields as Written
from workbench.files.yaml_dump import Rows
from workbench.files.yaml_nodes import Document, Mapping, Node
from workbench.records.named_query import NamedQuery
from workbench.storage import fields, list_merging, splicing
from workbench.storage.fields import FORMAT, FieldError, Fields
from workbench.storage.splicing import Change, Layout

NAME_LIMIT = 100
"""Code points that a new name has at most: it stands in a list and on a command line."""

QUERY_LIMIT = 20_000
"""Code points that a query has at most where it is saved; a longer one is a file of terms."""

LAYOUT = Layout("searches", "name", ("name", "query"))
"""Where the searches are in their file."""


class LoadedSearches(Struct, frozen=True):
    """The saved searches as read, in the order of the file.

    `problems` are items that the format does not allow; they stay in the file as they are. `newer`: a newer workbench wrote it.
    """

    searches: tuple[NamedQuery, ...] = ()
    problems: tuple[Problem, ...] = ()
    newer: bool = False


def path_of(library: Path) -> Path:
    """The file of the saved searches, whether or not it is there."""
    return library / "searches.yaml"


def read(library: Path) -> LoadedSearches:
    """Read the saved searches; without a file there are none.

    Raises:
        FormatError: The file does not parse; the error names the line.
        DataError: It cannot be read.
    """
    try:
        return understand(_parsed(library))
    except FileNotFoundError:
        return LoadedSearches()


def change(library: Path, before: NamedQuery | None, after: NamedQuery | None, place: int | None = None) -> int:
    """Add (`before` is None), change, rename or remove (`after` is None) one search; durable when this returns.

    Args:
        library: The library's folder.
        before: The search as it was read.
        after: The search as it shall be.
        place: The number of items that a new one goes behind; None for the end.

    Returns:
        The number of items in front of the one that was meant: where to put it back.

    Raises:
        ConflictError: The search is not what was read any more, or there is another of the new name.
        UsageError: The new name or query cannot be kept.
        NewerFormatError: A newer workbench wrote the file.
        FormatError: The file does not parse, or the change would cost a line that a person wrote.
        UnwritableError: The library cannot be written.
    """
    path = path_of(library)

    def changed() -> tuple[str | None, int]:
        try:
            document = _parsed(library)
        except FileNotFoundError:
            document = yaml_file.parse(yaml_dump.dump({"format": FORMAT, "searches": Rows()}), path)
        new, where = carry_out(document, before, after, place)
        return (new.text if new.text != document.text else None), where

    return update(library, path, changed)


def understand(document: Document) -> LoadedSearches:
    """Read the searches of a file that parses.

    Raises:
        FormatError: It says no format, or `searches` is no list.
    """
    newer = not fields.writable(document)
    problems = list_merging.unsettled(document)
    found = _by_key(document, problems)
    return LoadedSearches(tuple(one for _, one in found.values()), tuple(problems), newer)


def carry_out(
    document: Document, before: NamedQuery | None, after: NamedQuery | None, place: int | None = None
) -> tuple[Document, int]:
    """A file with one change written into it, and the place of the change: pure; `change` tells what is refused.

    Raises:
        ConflictError: The file differs from what the change rests on.
        UsageError: The new name or query cannot be kept.
        NewerFormatError: A newer workbench wrote the file.
        FormatError: It cannot be changed without loss.
    """
    if not fields.writable(document):
        raise NewerFormatError("written by a newer workbench: it can be read, not saved", place=document.path, remedy="upgrade")
    there = _by_key(document, [])
    where, now = there.get(key_of(before.name), (0, None)) if before else (0, None)
    if before and now != before:
        raise ConflictError(
            f"the saved search {before.name!r} was changed or removed by someone else meanwhile",
            place=document.path,
            remedy="look at it as it is now, and try again",
        )
    if after:
        _check(after)
        taken_at, taken = there.get(key_of(after.name), (0, None))
        if taken == after and now in (None, taken):
            return document, taken_at
        if taken and taken != now:
            raise ConflictError(
                f"there is a saved search {taken.name!r} already",
                place=document.path,
                remedy="replace it, or choose another name",
            )
    count = len(_items(document))
    if now is None:
        where = count if place is None else min(place, count)
    name = now.name if now else after.name if after else ""
    return splicing.splice(document, LAYOUT, {name: Change(_written(now), _written(after))}, lambda _: where), where


def key_of(name: str) -> str:
    """What names are compared by: letter case and spaces do not count."""
    return " ".join(name.split()).casefold()


def _parsed(library: Path) -> Document:
    """The file, parsed.

    Raises:
        FormatError: It does not parse. Queries are full of quotation marks, and the remedy says where YAML wants them.
    """
    try:
        return yaml_file.read(path_of(library))
    except FormatError as error:
        if not error.what.startswith("not YAML"):
            raise
        raise FormatError(
            error.what,
            place=error.place,
            remedy="a query that begins with \" or holds ': ' stands in single quotes: query: '\"two words\" other'; the file is left as it is",
        ) from error


def _check(search: NamedQuery) -> None:
    if not search.name.strip() or len(search.name) > NAME_LIMIT or "\n" in search.name:
        raise UsageError(f"{search.name[:NAME_LIMIT]!r} is no name", remedy=f"write one line of 1 to {NAME_LIMIT} characters")
    if len(search.query) > QUERY_LIMIT:
        raise UsageError(
            f"a query of {len(search.query):,} characters cannot be saved",
            remedy=f"keep it under {QUERY_LIMIT:,}, or put its terms into a file: workbench search --terms FILE",
        )


def _items(document: Document) -> tuple[Node, ...]:
    return fields.list_of_mappings(document, document.mapping(), "searches")


def _by_key(document: Document, problems: list[Problem]) -> dict[str, tuple[int, NamedQuery]]:
    """Each readable search with the number of items in front of it; of two with the same name the first counts."""
    found: dict[str, tuple[int, NamedQuery]] = {}
    for index, node in enumerate(_items(document)):
        search = _search(document, node, problems)
        if search and key_of(search.name) in found:
            problems.append(document.problem(f"the name {search.name!r} a second time", node, "give one of the two another"))
        elif search:
            found[key_of(search.name)] = index, search
    return found


def _search(document: Document, node: Node, problems: list[Problem]) -> NamedQuery | None:
    """Read one list item; None, and a problem, if it is no saved search."""
    if not isinstance(node, Mapping) or any(key not in node.entries for key in LAYOUT.order):
        problems.append(document.problem("not a saved search", node, "write `- name: …`, and below it `query: …`"))
        return None
    found = Fields(document, node, problems)
    search = NamedQuery(name=found.read("name", _name, ""), query=found.read("query", fields.some_text, ""))
    return None if found.unreadable else search


def _name(node: Node) -> str:
    name = fields.some_text(node)
    if not name.strip():
        raise FieldError("nothing there", node)
    return name


def _written(search: NamedQuery | None) -> Written | None:
    return {"name": search.name, "query": search.query} if search else None
