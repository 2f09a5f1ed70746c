"""Undo and redo, on a library on disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from workbench.records.article import Article, Metadata
from workbench.records.selector import Span
from workbench.storage import articles
from workbench.workspace import annotating, founding, reading
from workbench.workspace.history import DEPTH, Change, History
from workbench.workspace.opening import Workspace, open_workspace

TEXT = "Two men stood at the gate. One of them spoke to the officer.\n"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    for name in ("CACHE", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    founding.found(tmp_path / "space")
    opened = open_workspace(tmp_path / "space")
    articles.create(opened.library, Article(id="gate", metadata=Metadata(title="Gate"), text=TEXT))
    yield opened
    opened.close()


def tagged(workspace: Workspace, history: History, words: str, tag: str) -> Change:
    article = reading.read(workspace, "gate")
    start = TEXT.index(words)
    placed = annotating.create(workspace, article, Span(start, start + len(words)), tags=[tag])
    change = Change(article="gate", before=None, after=placed.excerpt, words="tagged")
    history.push(change)
    return change


def quotes(workspace: Workspace) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.excerpt.quote, one.excerpt.tags) for one in annotating.placed(workspace, "gate")]


def test_what_was_made_is_undone_and_done_again(workspace: Workspace) -> None:
    history = History()
    tagged(workspace, history, "Two men", "people")
    before = quotes(workspace)
    assert history.undo(workspace) is not None
    assert quotes(workspace) == []
    assert history.redo(workspace) is not None
    assert quotes(workspace) == before


def test_a_removed_excerpt_comes_back_as_it_was(workspace: Workspace) -> None:
    history = History()
    change = tagged(workspace, history, "Two men", "people")
    assert change.after is not None
    annotating.remove(workspace, "gate", change.after)
    history.push(Change(article="gate", before=change.after, after=None, words="deleted"))
    history.undo(workspace)
    assert [one.excerpt for one in annotating.placed(workspace, "gate")] == [change.after]


def test_an_edit_is_undone(workspace: Workspace) -> None:
    history = History()
    made = tagged(workspace, history, "the officer", "people").after
    assert made is not None
    edited = annotating.change(workspace, "gate", made, replace(made, tags=("sources/official",))).excerpt
    history.push(Change(article="gate", before=made, after=edited, words="edited"))
    history.undo(workspace)
    assert quotes(workspace) == [("the officer", ("people",))]
    history.redo(workspace)
    assert quotes(workspace) == [("the officer", ("sources/official",))]


def test_undoing_one_step_leaves_what_others_added(workspace: Workspace) -> None:
    history = History()
    tagged(workspace, history, "Two men", "people")
    tagged(workspace, History(), "the officer", "sources/official")
    history.undo(workspace)
    assert quotes(workspace) == [("the officer", ("sources/official",))]


def test_a_new_step_forgets_what_was_undone(workspace: Workspace) -> None:
    history = History()
    tagged(workspace, history, "Two men", "people")
    history.undo(workspace)
    tagged(workspace, history, "the officer", "people")
    assert history.redo(workspace) is None
    assert history.undo(workspace) is not None
    assert history.undo(workspace) is None


def test_the_history_has_an_end(workspace: Workspace) -> None:
    history = History()
    change = Change(article="gate", before=None, after=None, words="nothing")
    for _ in range(DEPTH + 5):
        history.push(change)
    assert sum(history.undo(workspace) is not None for _ in range(DEPTH + 5)) == DEPTH


def test_an_edit_and_then_the_making_are_undone(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """Undoing the edit must leave the very excerpt that was made, or undoing that is refused as somebody else's change."""
    times = iter(f"2026-11-20T10:00:{second:02}Z" for second in range(60))
    monkeypatch.setattr(annotating, "now", lambda: next(times))
    history = History()
    made = tagged(workspace, history, "the officer", "people").after
    assert made is not None
    edited = annotating.change(workspace, "gate", made, replace(made, note="Who?")).excerpt
    history.push(Change(article="gate", before=made, after=edited, words="edited"))
    history.undo(workspace)
    assert [one.excerpt for one in annotating.placed(workspace, "gate")] == [made]
    history.undo(workspace)
    assert quotes(workspace) == []
    history.redo(workspace)
    history.redo(workspace)
    assert [one.excerpt for one in annotating.placed(workspace, "gate")] == [edited]
