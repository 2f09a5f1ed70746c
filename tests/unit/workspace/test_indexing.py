"""The index beside the files: two processes, stops half-way, damage."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from workbench.errors import Cancelled
from workbench.files import lock
from workbench.records.article import Article, Metadata
from workbench.storage import articles
from workbench.workspace import editing, reading, searching
from workbench.workspace.catalogue import file_of
from workbench.workspace.opening import Workspace, open_workspace

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
"""Whoosh leaves a segment's file open if the segment turns out to be damaged."""


@pytest.fixture
def workspace(workspace: Workspace) -> Workspace:
    for number in range(3):
        add(workspace, f"gate-{number}")
    workspace.index.refresh()
    return workspace


def add(workspace: Workspace, name: str) -> None:
    articles.create(workspace.library, Article(id=name, metadata=Metadata(title=name), text=f"A gate called {name}.\n"))


def found(workspace: Workspace) -> set[str]:
    return {hit.id for hit in searching.search(workspace, "gate", fold=False).found}


def test_what_another_process_indexed_is_found_and_not_indexed_again(workspace: Workspace) -> None:
    assert found(workspace) == {"gate-0", "gate-1", "gate-2"}
    other = open_workspace(workspace.root)
    add(other, "gate-3")
    assert other.index.refresh().added == 1
    other.close()
    assert found(workspace) == {"gate-0", "gate-1", "gate-2", "gate-3"}
    report = workspace.index.refresh()
    assert (report.added, report.updated, report.removed) == (0, 0, 0)


def test_an_update_that_is_stopped_keeps_what_is_done(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.workspace.indexing.BATCH", 1)
    names = ["gate-3", "gate-4", "gate-5"]
    for name in names:
        add(workspace, name)
    asked = iter([False, True])
    with pytest.raises(Cancelled):
        workspace.index.update(names, stop=lambda: next(asked))
    assert len(found(workspace) - {"gate-0", "gate-1", "gate-2"}) == 2
    assert len(workspace.index.update(names)) == 1


def test_one_process_does_not_unlist_what_another_added(workspace: Workspace) -> None:
    assert len(workspace.index.summaries) == 3
    other = open_workspace(workspace.root)
    add(other, "gate-3")
    other.index.update(["gate-3"])
    other.close()
    add(workspace, "gate-4")
    workspace.index.update(["gate-4"])
    assert [one.id for one in open_workspace(workspace.root).index.summaries.values()] == [
        f"gate-{number}" for number in range(5)
    ]


def test_a_stop_between_index_and_catalogue_costs_that_batch_only(workspace: Workspace) -> None:
    add(workspace, "gate-3")
    workspace.index.refresh()
    workspace.index.summaries.change([], ["gate-3"])
    again = open_workspace(workspace.root)
    assert again.index.refresh().added == 1
    assert found(again) == {"gate-0", "gate-1", "gate-2", "gate-3"}
    again.close()


def test_what_is_indexed_already_is_not_indexed_again(workspace: Workspace) -> None:
    add(workspace, "gate-3")
    assert workspace.index.update(["gate-3", "gate-0", "nobody"]) == {"gate-3"}
    assert workspace.index.update(["gate-3", "gate-0"]) == frozenset()


@pytest.mark.parametrize("damage", ["emptied", "cut", "zeroed", "nonsense", "other table"])
def test_a_damaged_catalogue_is_made_anew(workspace: Workspace, damage: str) -> None:
    workspace.close()
    file = file_of(workspace.cache, "whoosh")
    kept = file.read_bytes()
    file.write_bytes(
        {"emptied": b"", "cut": kept[: len(kept) // 2], "zeroed": bytes(len(kept)), "nonsense": b"x" * 9_000}.get(damage, b"")
    )
    if damage == "other table":
        with closing(sqlite3.connect(file)) as table:
            table.executescript("create table article (name); pragma user_version = 1;")
    again = open_workspace(workspace.root)
    again.index.ensure_fresh()
    assert found(again) == {"gate-0", "gate-1", "gate-2"}
    assert len(again.index.summaries) == 3
    again.close()


@pytest.mark.parametrize("pattern", ["*.seg", "*.toc", "FORMAT"])
@pytest.mark.parametrize("damage", ["emptied", "cut", "zeroed"])
def test_a_damaged_index_is_built_anew_without_a_question(workspace: Workspace, pattern: str, damage: str) -> None:
    workspace.close()
    for file in (workspace.cache / "whoosh").glob(pattern):
        kept = file.read_bytes()
        file.write_bytes({"emptied": b"", "cut": kept[: len(kept) // 2], "zeroed": bytes(len(kept))}[damage])
    again = open_workspace(workspace.root)
    again.index.ensure_fresh()
    assert found(again) == {"gate-0", "gate-1", "gate-2"}
    again.close()


def test_an_index_damaged_while_it_is_open_is_built_anew(workspace: Workspace) -> None:
    assert len(found(workspace)) == 3
    add(workspace, "gate-3")
    other = open_workspace(workspace.root)
    other.index.refresh()
    other.close()
    for file in (workspace.cache / "whoosh").glob("*.seg"):
        file.write_bytes(b"")
    assert found(workspace) == {"gate-0", "gate-1", "gate-2", "gate-3"}


def test_an_index_that_another_process_holds_answers_as_it_is(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    from workbench.errors import UnwritableError

    def busy(*_: object) -> None:
        raise UnwritableError("another program has been writing for 10 seconds")

    again = open_workspace(workspace.root)
    monkeypatch.setattr(lock, "locked", busy)
    again.index.ensure_fresh()
    assert found(again) == {"gate-0", "gate-1", "gate-2"}
    assert [problem.severity for problem in again.problems] == ["error"]
    again.close()


def test_whatever_happens_in_the_background_is_noted(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("nobody thought of this")

    monkeypatch.setattr(workspace.index, "update", broken)
    workspace.index.touch(["gate-0"])
    workspace.index.settle()
    assert ["nobody thought of this" in problem.problem for problem in workspace.problems] == [True]


def test_an_earlier_id_leads_to_its_article_on_a_machine_that_never_saw_the_library(
    workspace: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    editing.rename(workspace, "gate-0", "the-gate")
    workspace.close()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "another"))
    elsewhere = open_workspace(workspace.root)
    assert reading.read(elsewhere, "gate-0").id == "the-gate"
    elsewhere.close()
