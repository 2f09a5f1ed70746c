"""Many edits of one article where one of them cannot be made: the others are, and not each in a write of its own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from workbench.errors import NewerFormatError, PartlyDoneError
from workbench.records.article import Article, Metadata
from workbench.records.selector import Span
from workbench.storage import annotations as annotation_files
from workbench.storage import articles
from workbench.workspace import annotating
from workbench.workspace.annotating import Draft, Edit
from workbench.workspace.opening import Workspace

WORDS = [f"word{number:02}" for number in range(64)]
TEXT = " ".join(WORDS) + "\n"


@pytest.fixture
def edits(workspace: Workspace) -> list[Edit]:
    article = Article(id="long", metadata=Metadata(title="Long"), text=TEXT)
    articles.create(workspace.library, article)
    starts = [TEXT.index(word) for word in WORDS]
    made = annotating.create_all(workspace, article, [Draft(span=Span(at, at + 6), note="old") for at in starts])
    return [Edit(article="long", before=one.excerpt, after=replace(one.excerpt, note="new")) for one in made]


def test_one_conflict_costs_few_writes(workspace: Workspace, edits: list[Edit], monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = edits[20].before
    assert theirs is not None
    annotating.change(workspace, "long", theirs, replace(theirs, note="theirs"))
    written, replacing = [], os.replace

    def counted(source: Path, target: Path) -> None:
        written.append(target)
        replacing(source, target)

    monkeypatch.setattr(os, "replace", counted)
    with pytest.raises(PartlyDoneError) as told:
        annotating.change_all(workspace, edits)
    assert [edit for edit, _ in told.value.left] == [edits[20]]
    kept = annotation_files.load(workspace.library, "long").annotations.excerpts
    assert [excerpt.note for excerpt in kept] == ["new"] * 20 + ["theirs"] + ["new"] * 43
    assert 0 < len(written) <= 12


def test_edits_that_rest_on_each_other_stay_in_order(workspace: Workspace, edits: list[Edit]) -> None:
    theirs, first = edits[5].before, edits[0].after
    assert theirs is not None
    assert first is not None
    annotating.change(workspace, "long", theirs, replace(theirs, note="theirs"))
    then = Edit(article="long", before=first, after=replace(first, note="newer"))
    with pytest.raises(PartlyDoneError):
        annotating.change_all(workspace, [*edits, then])
    assert annotation_files.load(workspace.library, "long").annotations.excerpts[0].note == "newer"


def test_a_file_of_a_newer_workbench_is_tried_once(workspace: Workspace, edits: list[Edit]) -> None:
    path = annotation_files.path_of(workspace.library, "long")
    path.write_text(path.read_text(encoding="utf-8").replace("format: 1", "format: 99"), encoding="utf-8")
    with pytest.raises(PartlyDoneError) as told:
        annotating.change_all(workspace, edits)
    assert len({id(error) for _, error in told.value.left}) == 1
    assert isinstance(told.value.left[0][1], NewerFormatError)
