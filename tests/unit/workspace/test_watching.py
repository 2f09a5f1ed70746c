"""Files that change while the workbench runs."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.files.lock import LOCAL
from workbench.records.article import Article, Metadata
from workbench.storage import articles
from workbench.workspace import searching
from workbench.workspace.opening import Workspace
from workbench.workspace.watching import Watcher, article_of

PATIENCE = 10.0
Told = queue.Queue[frozenset[str]]


@pytest.fixture
def workspace(workspace: Workspace) -> Workspace:
    add(workspace, "gate-0")
    workspace.index.refresh()
    return workspace


@pytest.fixture
def told(workspace: Workspace) -> Iterator[Told]:
    changes: Told = queue.Queue()
    watcher = Watcher(workspace, changes.put)
    watcher.start()
    # A watch takes a moment to stand: the first change is repeated until it is noticed.
    for number in range(200):
        add(workspace, f"first-{number}")
        try:
            changes.get(timeout=0.1)
        except queue.Empty:
            continue
        break
    while True:
        try:
            changes.get(timeout=0.3)
        except queue.Empty:
            break
    yield changes
    watcher.stop()


def add(workspace: Workspace, name: str) -> None:
    articles.create(workspace.library, Article(id=name, metadata=Metadata(title=name), text=f"A gate called {name}.\n"))


def found(workspace: Workspace, query: str) -> set[str]:
    return {hit.id for hit in searching.search(workspace, query, fold=False).found}


def test_what_is_added_changed_and_deleted_by_hand_is_searchable_when_it_is_told(workspace: Workspace, told: Told) -> None:
    add(workspace, "gate-1")
    assert told.get(timeout=PATIENCE) == {"gate-1"}
    assert found(workspace, "gate-1") == {"gate-1"}
    file = articles.path_of(workspace.library, "gate-1")
    file.write_text(file.read_text(encoding="utf-8").replace("A gate", "A drawbridge"), encoding="utf-8")
    assert told.get(timeout=PATIENCE) == {"gate-1"}
    assert found(workspace, "drawbridge") == {"gate-1"}
    file.unlink()
    assert told.get(timeout=PATIENCE) == {"gate-1"}
    assert found(workspace, "drawbridge") == set()


def test_a_file_that_does_not_parse_is_told_of_and_stops_nothing(workspace: Workspace, told: Told) -> None:
    (workspace.library / "articles" / "broken.md").write_text("---\nid: [\n---\n", encoding="utf-8")
    add(workspace, "gate-2")
    seen = told.get(timeout=PATIENCE)
    while "gate-2" not in seen:
        seen = told.get(timeout=PATIENCE)
    assert found(workspace, "gate-2") == {"gate-2"}
    assert ["broken.md" in str(problem.file) for problem in workspace.problems] == [True]


def test_what_could_not_be_indexed_is_tried_again(workspace: Workspace, told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    noted = threading.Event()
    monkeypatch.setattr(workspace, "note", lambda _: noted.set())
    held = workspace.cache / LOCAL / "lock"
    held.unlink(missing_ok=True)
    held.symlink_to("elsewhere")
    add(workspace, "gate-3")
    assert noted.wait(PATIENCE)
    held.unlink()
    assert told.get(timeout=PATIENCE) == {"gate-3"}
    assert found(workspace, "gate-3") == {"gate-3"}


@pytest.mark.parametrize(
    ("path", "article"),
    [
        ("/l/articles/a-b.md", "a-b"),
        ("/l/annotations/a-b.yaml", "a-b"),
        ("/l/articles/a-b.md.tmp", None),
        ("/l/articles/.a-b.md.x7", None),
        ("/l/articles/A b.md", None),
        ("/l/annotations/texts", None),
        ("/l/articles/a-b.yaml", None),
    ],
)
def test_which_article_a_file_belongs_to(path: str, article: str | None) -> None:
    assert article_of(Path(path)) == article
