"""Undo and redo, on a library on disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from workbench.errors import ConflictError, PartlyDoneError
from workbench.records.article import Article, Metadata
from workbench.records.selector import Span
from workbench.records.tag import Tag
from workbench.storage import articles, codebook
from workbench.storage.codebook import TagEdit
from workbench.workspace import annotating, editing, founding, reading, recoding, tags
from workbench.workspace.editing import ArticleEdit
from workbench.workspace.history import DEPTH, BulkChange, Change, History, ImportChange, carry_out
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


def with_tag(workspace: Workspace, *tags: str) -> list[annotating.Edit]:
    """What gives every excerpt these tags."""
    return annotating.edited(workspace, [(one, replace(one.excerpt, tags=tags)) for one in annotating.placed(workspace, "gate")])


def test_many_edits_are_one_step(workspace: Workspace) -> None:
    history = History()
    tagged(workspace, history, "Two men", "people")
    tagged(workspace, history, "the officer", "sources/official")
    before = annotating.placed(workspace, "gate")
    edits = with_tag(workspace, "all")
    codebook.change(workspace.library, None, Tag(tag="people", title="People"))
    article = reading.read(workspace, "gate")
    step = BulkChange(
        excerpts=tuple(edits),
        articles=(ArticleEdit(before=article, after=replace(article, tags=("all",))),),
        tags=(TagEdit(before=Tag(tag="people", title="People"), after=Tag(tag="all", title="People")),),
        words="tagging",
    )
    history.push(carry_out(workspace, step).step)
    assert quotes(workspace) == [("Two men", ("all",)), ("the officer", ("all",))]
    assert reading.read(workspace, "gate").tags == ("all",)
    assert [tag.tag for tag in codebook.read(workspace.library).codebook.tags] == ["all"]
    history.undo(workspace)
    assert annotating.placed(workspace, "gate") == before
    assert reading.read(workspace, "gate") == article
    assert [tag.tag for tag in codebook.read(workspace.library).codebook.tags] == ["people"]
    history.redo(workspace)
    assert quotes(workspace) == [("Two men", ("all",)), ("the officer", ("all",))]


def test_what_somebody_changed_meanwhile_is_left_and_told_and_the_rest_is_done(workspace: Workspace) -> None:
    tagged(workspace, History(), "Two men", "people")
    other = tagged(workspace, History(), "the officer", "sources/official").after
    assert other is not None
    men, officer = with_tag(workspace, "all")
    removal = annotating.Edit(article="gate", before=officer.before, after=None)
    annotating.change(workspace, "gate", other, replace(other, note="mine"))
    with pytest.raises(PartlyDoneError, match="1 of 2 excerpts") as raised:
        annotating.change_all(workspace, [men, removal])
    assert [edit for edit, _ in raised.value.left] == [removal]
    assert quotes(workspace) == [("Two men", ("all",)), ("the officer", ("sources/official",))]


def test_edits_that_are_there_already_are_none(workspace: Workspace) -> None:
    tagged(workspace, History(), "Two men", "people")
    edits = with_tag(workspace, "all")
    annotating.change_all(workspace, edits)
    written = (workspace.library / "annotations" / "gate.yaml").read_bytes()
    annotating.change_all(workspace, edits)
    assert (workspace.library / "annotations" / "gate.yaml").read_bytes() == written


def test_a_step_that_is_undone_in_part_can_be_done_again_in_that_part(workspace: Workspace) -> None:
    history = History()
    tagged(workspace, History(), "Two men", "people")
    tagged(workspace, History(), "the officer", "sources/official")
    step = carry_out(workspace, BulkChange(excerpts=tuple(with_tag(workspace, "all")), words="tagging")).step
    history.push(step)
    officer = step.excerpts[1].after
    assert officer is not None
    annotating.change(workspace, "gate", officer, replace(officer, credibility=2))
    annotating.remove(workspace, "gate", annotating.placed(workspace, "gate")[0].excerpt)
    history.undo(workspace)  # what was removed comes back, as a change of it does; the grade that somebody gave stays
    assert quotes(workspace) == [("Two men", ("people",)), ("the officer", ("sources/official",))]
    assert annotating.placed(workspace, "gate")[1].excerpt.credibility == 2


def test_what_could_not_be_undone_yet_is_undone_when_it_can_be(workspace: Workspace) -> None:
    history = History()
    edits = []
    for name in ("one", "two"):
        articles.create(workspace.library, Article(id=name, metadata=Metadata(title=name), text=TEXT))
        edits.append(editing.field_edit(workspace, name, "tags", "people"))
    history.push(carry_out(workspace, BulkChange(articles=tuple(edits), words="tagging")).step)
    file = articles.path_of(workspace.library, "two")
    whole = file.read_bytes()
    file.write_bytes(whole.replace(b"title: two", b"title: [two"))
    with pytest.raises(PartlyDoneError):
        history.undo(workspace)
    file.write_bytes(whole)
    rest = history.undo(workspace)
    assert rest is not None
    assert rest.touched == {"two"}
    assert history.undo(workspace) is None
    assert [articles.read(workspace.library, name).article.tags for name in ("one", "two")] == [(), ()]


def test_what_others_changed_or_removed_does_not_bar_the_way_to_the_steps_before(workspace: Workspace) -> None:
    history = History()
    first = tagged(workspace, history, "Two men", "people").after
    made = tagged(workspace, history, "the officer", "people").after
    assert first is not None
    assert made is not None
    mine = annotating.change(workspace, "gate", made, replace(made, note="mine")).excerpt
    history.push(Change(article="gate", before=made, after=mine, words="edited"))
    annotating.change(workspace, "gate", mine, replace(mine, note="theirs"))
    articles.create(workspace.library, Article(id="gone", metadata=Metadata(title="Gone"), text=TEXT))
    edit = editing.field_edit(workspace, "gone", "tags", "people")
    editing.save(workspace, edit)
    history.push(BulkChange(articles=(edit,), words="editing tags"))
    editing.remove(workspace, "gone")
    with pytest.raises(PartlyDoneError):
        history.undo(workspace)
    for _ in range(2):  # the note, and the excerpt that has another one now
        with pytest.raises(ConflictError):
            history.undo(workspace)
    history.undo(workspace)
    assert quotes(workspace) == [("the officer", ("people",))]


def test_an_import_is_taken_back_to_the_trash_and_done_again(workspace: Workspace) -> None:
    history = History()
    tagged(workspace, History(), "Two men", "people")
    history.push(ImportChange(ids=("gate",), words="importing"))
    history.undo(workspace)
    assert not articles.names(workspace.library)
    history.redo(workspace)
    assert quotes(workspace) == [("Two men", ("people",))]


def test_an_edit_of_metadata_is_undone_where_nobody_changed_it_since(workspace: Workspace) -> None:
    history = History()
    before = reading.read(workspace, "gate")
    after = editing.set_field(workspace, "gate", "publisher", "Northern Wire")
    history.push(BulkChange(articles=(ArticleEdit(before=before, after=after),), words="editing"))
    editing.set_field(workspace, "gate", "publisher", "Somebody else")
    with pytest.raises(PartlyDoneError):
        history.undo(workspace)
    assert reading.read(workspace, "gate").metadata.publisher == "Somebody else"
    history.undo(workspace)


def pushes_meanwhile(history: History, step: Change):  # type: ignore[no-untyped-def]
    """Progress that pushes a step once, as the screen does while files are written."""
    waiting = [step]

    def progress(_done: int, _total: int) -> None:
        if waiting:
            history.push(waiting.pop())

    return progress


def test_a_step_pushed_while_another_is_undone_is_the_next_to_undo(workspace: Workspace) -> None:
    history = History()
    made = tagged(workspace, History(), "Two men", "people").after
    other = tagged(workspace, History(), "the officer", "people")
    assert made is not None
    after = replace(made, tags=("crowd",))
    edit = annotating.Edit(article="gate", before=made, after=after)
    annotating.change_all(workspace, [edit])
    history.push(BulkChange(excerpts=(edit,), words="tagging"))
    history.undo(workspace, pushes_meanwhile(history, other))
    assert quotes(workspace) == [("Two men", ("people",)), ("the officer", ("people",))]
    undone = history.undo(workspace)
    assert undone is not None
    assert undone.words == other.words
    assert quotes(workspace) == [("Two men", ("people",))]
    assert history.undo(workspace) is None


def test_a_step_that_can_be_tried_again_stays_below_one_pushed_meanwhile(workspace: Workspace) -> None:
    history = History()
    articles.create(workspace.library, Article(id="two", metadata=Metadata(title="two"), text=TEXT))
    other = tagged(workspace, History(), "the officer", "people")
    edit = editing.field_edit(workspace, "two", "tags", "people")
    editing.save(workspace, edit)
    history.push(BulkChange(articles=(edit,), words="editing tags"))
    file = articles.path_of(workspace.library, "two")
    whole = file.read_bytes()
    file.write_bytes(whole.replace(b"title: two", b"title: [two"))
    with pytest.raises(PartlyDoneError):
        history.undo(workspace, pushes_meanwhile(history, other))
    file.write_bytes(whole)
    words = [step.words for step in (history.undo(workspace), history.undo(workspace)) if step]
    assert words == [other.words, "editing tags"]


def test_what_was_undone_by_hand_before_it_was_undone_is_done_again(workspace: Workspace) -> None:
    history = History()
    codebook.change(workspace.library, None, Tag(tag="people"))
    before = codebook.path_of(workspace.library).read_bytes()
    step = carry_out(workspace, recoding.add(tags.defined(workspace), "zeta/one", {}).step).step
    history.push(step)
    codebook.path_of(workspace.library).write_bytes(before)
    history.undo(workspace)
    history.redo(workspace)
    assert [tag.tag for tag in codebook.read(workspace.library).codebook.tags] == ["people", "zeta/one"]


def test_a_renaming_is_not_taken_back_where_somebody_renamed_the_tag_again(workspace: Workspace) -> None:
    history = History()
    codebook.change(workspace.library, None, Tag(tag="haq"))
    for words in ("Two men", "the officer"):
        tagged(workspace, History(), words, "haq")
    editing.save(workspace, editing.field_edit(workspace, "gate", "tags", "haq"))
    history.push(recoding.carry_out(workspace, recoding.rename(workspace, tags.usage(workspace), "haq", "haqqani")).step)
    again = recoding.rename(workspace, tags.usage(workspace), "haqqani", "actors/haqqani")
    recoding.carry_out(workspace, again)
    with pytest.raises(PartlyDoneError, match=r"4 of 4 .* haqqani .* meanwhile"):
        history.undo(workspace)
    assert quotes(workspace) == [("Two men", ("actors/haqqani",)), ("the officer", ("actors/haqqani",))]
    assert reading.read(workspace, "gate").tags == ("actors/haqqani",)
    assert list(tags.usage(workspace).names) == ["actors/haqqani"]
    assert history.undo(workspace) is None


def test_the_part_of_a_renaming_that_nobody_touched_is_taken_back(workspace: Workspace) -> None:
    history = History()
    first, _ = (tagged(workspace, History(), words, "haq").after for words in ("Two men", "the officer"))
    assert first is not None
    step = recoding.carry_out(workspace, recoding.rename(workspace, tags.usage(workspace), "haq", "haqqani")).step
    history.push(step)
    theirs = next(edit.after for edit in step.excerpts if edit.after and edit.after.id == first.id)
    assert theirs is not None
    annotating.change(workspace, "gate", theirs, replace(theirs, tags=("people",)))
    with pytest.raises(PartlyDoneError, match="1 of 2"):
        history.undo(workspace)
    assert quotes(workspace) == [("Two men", ("people",)), ("the officer", ("haq",))]
