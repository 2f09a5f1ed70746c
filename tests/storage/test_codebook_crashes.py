"""A crash at every step of every change of the codebook: no excerpt is lost, all can be read, and the same command completes it."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.config import Settings
from workbench.errors import ConflictError, WorkbenchError
from workbench.records.article import Article, Metadata
from workbench.records.excerpt import Excerpt
from workbench.records.tag import Tag
from workbench.storage import annotations as notes
from workbench.storage import articles, codebook, unfinished
from workbench.storage.annotations import Put
from workbench.storage.unfinished import Renaming
from workbench.workspace import history, recoding, tags
from workbench.workspace.opening import Workspace
from workbench.workspace.recoding import Plan
from workbench.workspace.tags import Usage

Die = Callable[[Callable[[], object], int], bool]
Make = Callable[[Workspace, Usage], Plan]
TIME = "2026-11-20T19:44:21Z"


class Quiet(Workspace):
    """A workspace whose index is told nothing: what is looked at here are the files."""

    class _Index:
        def touch(self, ids: object) -> None: ...

    index = _Index()  # type: ignore[assignment]


def made(folder: Path) -> Workspace:
    """Three articles, two with excerpts, one with tags of its own; a codebook."""
    workspace = Quiet(folder, Settings())
    for number in range(3):
        own = ("actors",) if number == 2 else ()
        article = Article(id=f"art-{number}", metadata=Metadata(title="A"), text="Some words.\n", tags=own)
        articles.create(workspace.library, article)
    for number, of in enumerate((("actors", "time"), ("actors/state",), ("actors",))):
        one = Excerpt(
            id=f"x-aaaaaaaaa{'abc'[number]}",
            quote="Some",
            start=0,
            end=4,
            text="9f2c61ab04de",
            tags=of,
            created=TIME,
            modified=TIME,
        )
        notes.apply(workspace.library, f"art-{number % 2}", [Put(None, one)])
    for tag in ("actors", "actors/state", "time"):
        codebook.change(workspace.library, None, Tag(tag=tag, definition=f"What {tag} means."))
    return workspace


def said(workspace: Workspace) -> tuple[object, ...]:
    """What is tagged how, and what the codebook says."""
    found = tags.usage(workspace)
    assert not found.problems
    return (
        {one.excerpt.id: one.excerpt.tags for one in found.excerpts},
        {one.id: one.tags for one in found.articles},
        found.codebook,
    )


def carry_out(workspace: Workspace, make: Make) -> None:
    done = recoding.carry_out(workspace, make(workspace, tags.usage(workspace)))
    assert done.left is None


CHANGES: dict[str, Make] = {
    "rename": lambda workspace, found: recoding.rename(workspace, found, "actors", "people"),
    "merge": lambda workspace, found: recoding.merge(workspace, found, ["actors", "time"], "actors/state"),
    "remove": lambda workspace, found: recoding.remove(workspace, found, ["actors", "time"], below=True),
    "split": lambda _, found: recoding.split(found, "actors", "groups", {"x-aaaaaaaaaa", "x-aaaaaaaaac"}),
}


@pytest.mark.parametrize("name", CHANGES)
def test_the_same_command_completes_what_a_crash_left(name: str, tmp_path: Path, die_after: Die) -> None:
    make = CHANGES[name]
    whole = made(tmp_path / "whole")
    carry_out(whole, make)
    wanted = said(whole)
    for step in itertools.count(1):
        workspace = made(tmp_path / str(step))
        definitions = {tag.definition for tag in codebook.read(workspace.library).codebook.tags}
        died = die_after(lambda workspace=workspace: carry_out(workspace, make), step)  # type: ignore[misc]
        found = tags.usage(workspace)
        assert not found.problems
        assert len(found.excerpts) == 3
        if died and said(workspace)[:2] != wanted[:2]:
            assert {tag.definition for tag in found.codebook} >= definitions  # what a tag means goes last
        try:
            carry_out(workspace, make)
        except WorkbenchError:
            assert said(workspace) == wanted  # nothing was left to do
        assert said(workspace) == wanted
        if not died:
            assert step > 20
            return


def test_a_renaming_that_was_stopped_is_told_of_until_it_is_undone(tmp_path: Path) -> None:
    workspace = made(tmp_path)
    asked = iter([False])
    plan = recoding.rename(workspace, tags.usage(workspace), "actors", "people")
    done = recoding.carry_out(workspace, plan, stop=lambda: next(asked, True))
    assert done.left
    assert recoding.half_done(workspace, tags.usage(workspace)) == Renaming("actors", "people")
    history.carry_out(workspace, done.step.inverse)
    assert recoding.half_done(workspace, tags.usage(workspace)) is None


def stopped(workspace: Workspace, old: str = "actors", new: str = "people") -> history.Done:
    """A renaming that is stopped after its first article."""
    asked = iter([False])
    plan = recoding.rename(workspace, tags.usage(workspace), old, new)
    return recoding.carry_out(workspace, plan, stop=lambda: next(asked, True))


def test_no_renaming_begins_while_another_is_half_way(tmp_path: Path) -> None:
    workspace = made(tmp_path)
    stopped(workspace)
    with pytest.raises(ConflictError, match="the renaming of actors to people was stopped"):
        recoding.rename(workspace, tags.usage(workspace), "time", "times")
    carry_out(workspace, CHANGES["rename"])
    carry_out(workspace, lambda there, found: recoding.rename(there, found, "time", "times"))
    assert unfinished.read(workspace.library) is None


def test_a_renaming_that_was_undone_merges_nothing_later(tmp_path: Path) -> None:
    workspace = made(tmp_path)
    sitting = history.History()
    sitting.push(stopped(workspace).step)
    sitting.undo(workspace)
    assert unfinished.read(workspace.library) is None
    codebook.change(workspace.library, None, Tag(tag="people"))
    with pytest.raises(ConflictError, match="there is a tag people already"):
        recoding.rename(workspace, tags.usage(workspace), "actors", "people")


def test_a_renaming_that_was_undone_by_hand_merges_nothing_later(tmp_path: Path) -> None:
    workspace = made(tmp_path)
    files = {path: path.read_bytes() for path in workspace.library.rglob("*.*") if path.is_file() and ".local" not in path.parts}
    stopped(workspace)
    for path, content in files.items():
        path.write_bytes(content)
    codebook.change(workspace.library, None, Tag(tag="people", definition="Other people."))
    with pytest.raises(ConflictError, match="there is a tag people already"):
        recoding.rename(workspace, tags.usage(workspace), "actors", "people")


def test_what_completes_a_renaming_says_so(tmp_path: Path) -> None:
    workspace = made(tmp_path)
    stopped(workspace)
    plan = recoding.rename(workspace, tags.usage(workspace), "actors", "people")
    assert plan.step.words == "completing the renaming of actors to people"


def test_taking_a_renaming_back_is_completed_as_it_is_itself(tmp_path: Path, die_after: Die) -> None:
    whole = made(tmp_path / "whole")
    before = said(whole)
    carry_out(whole, CHANGES["rename"])
    ends = (before[:2], said(whole)[:2])
    for step in itertools.count(1):
        workspace, sitting = made(tmp_path / str(step)), history.History()
        plan = recoding.rename(workspace, tags.usage(workspace), "actors", "people")
        sitting.push(recoding.carry_out(workspace, plan).step)
        died = die_after(lambda workspace=workspace, sitting=sitting: sitting.undo(workspace), step)  # type: ignore[misc]
        if found := recoding.half_done(workspace, tags.usage(workspace)):
            assert found == Renaming("people", "actors")
            carry_out(workspace, lambda there, found: recoding.rename(there, found, "people", "actors"))
        assert said(workspace)[:2] in ends
        if not died:
            assert said(workspace) == before
            return
