"""Which articles are versions of one page, whatever persons did to them since."""

from __future__ import annotations

import pytest

from workbench.workspace import editing
from workbench.workspace.intake import import_paths
from workbench.workspace.opening import Workspace
from workbench.workspace.versions import lineage, page_key


def fetched(workspace: Workspace, ships: str) -> str:
    """The page as it was when so many ships lay in the bay."""
    file = workspace.root / f"{ships}.txt"
    words = f"The gate was closed at dawn, officials of the harbour said, and it stays closed until the {ships} ships have left the bay."
    file.write_text(f"The gate of the harbour\n\nhttps://news.example.org/gate\n\n{words}\n", encoding="utf-8")
    (made,) = import_paths(workspace, [str(file)]).imported
    return made.id


def test_versions_follow_each_other(workspace: Workspace) -> None:
    ids = tuple(fetched(workspace, ships) for ships in ("two", "three", "four"))
    assert (lineage(workspace, ids[1]).ids, lineage(workspace, ids[1]).newer) == (ids, ids[2])
    assert [lineage(workspace, one).other for one in ids] == [ids[1], ids[0], ids[1]]


def test_a_version_that_was_renamed_stays_one(workspace: Workspace) -> None:
    first, second = fetched(workspace, "two"), fetched(workspace, "three")
    editing.rename(workspace, first, "the-first")
    workspace.index.settle()
    assert lineage(workspace, second).ids == ("the-first", second)
    assert lineage(workspace, "the-first").newer == second


def test_the_next_version_follows_the_last_where_one_between_was_removed(workspace: Workspace) -> None:
    first, second, third = (fetched(workspace, ships) for ships in ("two", "three", "four"))
    editing.rename(workspace, third, "a-third")
    editing.rename(workspace, first, "z-first")
    editing.remove(workspace, second)
    workspace.index.settle()
    fourth = fetched(workspace, "five")
    assert lineage(workspace, fourth).ids == ("a-third", fourth)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://a.example/x", "http://www.a.example/x/?utm_source=m#top", True),
        ("https://a.example/x?id=1", "https://a.example/x?id=2", False),
        ("https://a.example/x?b=1&a=2", "https://a.example/x?a=2&b=1", True),
        ("https://a.example/x", "https://b.example/x", False),
    ],
)
def test_an_address_names_one_page(one: str, other: str, same: bool) -> None:  # noqa: FBT001
    assert (page_key(one) == page_key(other)) is same


@pytest.mark.parametrize("url", ["https://a.example/", "https://a.example", "", None, "http://[", "nothing"])
def test_what_names_no_page_has_no_versions(url: str | None) -> None:
    assert page_key(url) is None
