"""Which engine a library has, and changing over to another."""

from __future__ import annotations

import pytest

from workbench.errors import Cancelled
from workbench.records.article import Article, Metadata
from workbench.storage import articles
from workbench.workspace import engines, searching
from workbench.workspace.opening import Workspace, open_workspace


@pytest.fixture
def workspace(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setattr(engines, "LARGE", 20)
    monkeypatch.setattr(engines, "SMALL", 10)
    return workspace


def add(workspace: Workspace, *numbers: int) -> list[str]:
    names = [f"gate-{number}" for number in numbers]
    for name in names:
        # As a person's editor writes: nothing of it needs to be durable here.
        article = Article(id=name, metadata=Metadata(title=name), text=f"A gate called {name}.\n")
        articles.path_of(workspace.library, name).write_bytes(articles.content_of(workspace.library, article))
    return names


def found(workspace: Workspace, query: str = "gate") -> int:
    return searching.search(workspace, query, fold=False).total


def folders(workspace: Workspace) -> set[str]:
    return {name for name in engines.ENGINES if engines.folder(workspace.cache, name).exists()}


@pytest.mark.parametrize(
    ("setting", "number", "now", "engine"),
    [
        ("auto", 0, None, "whoosh"),
        ("auto", 999, None, "whoosh"),
        ("auto", 1_000, None, "tantivy"),
        ("auto", 1_000, "whoosh", "tantivy"),
        ("auto", 700, "tantivy", "tantivy"),
        ("auto", 700, "whoosh", "whoosh"),
        ("auto", 500, "tantivy", "whoosh"),
        ("whoosh", 100_000, "tantivy", "whoosh"),
        ("tantivy", 0, None, "tantivy"),
    ],
)
def test_the_engine_that_fits(setting: str, number: int, now: str | None, engine: str) -> None:
    assert engines.fitting(setting, number, now) == engine


def test_a_library_that_grows_and_shrinks_changes_over_and_says_so(workspace: Workspace) -> None:
    add(workspace, *range(5))
    report = workspace.index.refresh()
    assert (report.engine, report.changed_over, report.added) == ("whoosh", False, 5)
    add(workspace, *range(5, 25))
    report = workspace.index.refresh()
    assert (report.engine, report.changed_over, report.added) == ("tantivy", True, 20)
    assert (found(workspace), folders(workspace)) == (25, {"tantivy"})
    for number in range(9, 25):
        articles.path_of(workspace.library, f"gate-{number}").unlink()
    report = workspace.index.refresh()
    assert (report.engine, report.changed_over, report.removed) == ("whoosh", True, 16)
    assert (found(workspace), folders(workspace)) == (9, {"whoosh"})


def test_an_import_changes_over_on_the_way(workspace: Workspace) -> None:
    for start in range(0, 30, 5):
        workspace.index.update(add(workspace, *range(start, start + 5)))
        assert found(workspace) == start + 5
    assert workspace.index.engine.name == "tantivy"


def test_another_workbench_asks_the_engine_that_was_changed_to(workspace: Workspace) -> None:
    workspace.index.update(add(workspace, 1, 2))
    with open_workspace(workspace.root) as other:
        assert found(other) == 2
        assert other.index.engine.name == "whoosh"
        add(workspace, *range(3, 25))
        workspace.index.refresh()
        assert found(other) == 24
        assert other.index.engine.name == "tantivy"


def test_a_stop_while_changing_over_leaves_the_older_engine(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.workspace.indexing.BATCH", 4)
    workspace.index.update(add(workspace, 1, 2))
    add(workspace, *range(3, 25))
    asked = iter([False, False, True])
    with pytest.raises(Cancelled):
        workspace.index.refresh(stop=lambda: next(asked))
    assert workspace.index.engine.name == "whoosh"
    assert found(workspace) == 2
    done: list[int] = []
    report = workspace.index.refresh(progress=lambda _, total: done.append(total))
    assert (report.engine, found(workspace)) == ("tantivy", 24)
    assert done[0] == 24 - 12, "what was indexed before the stop is not done again"


def test_the_setting_is_obeyed_whatever_the_size(workspace: Workspace) -> None:
    add(workspace, *range(25))
    workspace.index.refresh()
    with open_workspace(workspace.root, engine="whoosh") as other:
        other.index.ensure_fresh()
        assert (other.index.engine.name, found(other)) == ("whoosh", 25)
    with open_workspace(workspace.root) as third:
        assert (third.index.engine.name, found(third)) == ("tantivy", 25)


def test_what_another_process_indexed_for_one_engine_is_not_taken_for_indexed_by_the_other(workspace: Workspace) -> None:
    add(workspace, *range(25))
    workspace.index.refresh()
    file = articles.path_of(workspace.library, "gate-3")
    file.write_text(file.read_text(encoding="utf-8").replace("A gate", "A drawbridge"), encoding="utf-8")
    with open_workspace(workspace.root, engine="whoosh") as other:
        other.index.ensure_fresh()
        assert found(other, "drawbridge") == 1
    assert workspace.index.update(["gate-3"]) == {"gate-3"}
    assert found(workspace, "drawbridge") == 1


def test_a_mark_that_names_no_engine_is_passed_over(workspace: Workspace) -> None:
    add(workspace, 1, 2)
    workspace.index.refresh()
    for text in (b"", b"lucene\n", b"\xff\xfe", b"../../etc\n"):
        (workspace.cache / "engine").write_bytes(text)
        with open_workspace(workspace.root) as other:
            other.index.ensure_fresh()
            assert (other.index.engine.name, found(other)) == ("whoosh", 2)
