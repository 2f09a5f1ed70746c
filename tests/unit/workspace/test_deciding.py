"""Deciding and undoing while others decide too, and the two files that belong together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from workbench.errors import ConflictError, NewerFormatError, UsageError
from workbench.records.article import PersonName
from workbench.records.block import Label
from workbench.records.selector import Span
from workbench.storage import articles
from workbench.workspace import annotating, auditing, deciding, editing, founding, reviewing
from workbench.workspace.intake import import_paths
from workbench.workspace.opening import Workspace, open_workspace
from workbench.workspace.reviewing import Review

PROSE = (
    "The committee met again on the third day and heard how the harvest of the northern districts had been brought in before the rain.",
    "A second witness, who had driven from the coast overnight, said that lorries had been counted at the crossing all that week.",
    "Nobody in the room disputed the number, and the chairman asked the clerk to write it down and to read it back to the witness.",
    "The clerk read it back slowly, and the witness nodded at every word of it until the chairman closed the meeting for the day.",
)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    for name in ("CACHE", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    founding.found(tmp_path / "space")
    (tmp_path / "harvest.txt").write_text("\n\n".join(["Third day of the harvest", *PROSE]) + "\n", encoding="utf-8")
    opened = open_workspace(tmp_path / "space")
    assert import_paths(opened, [str(tmp_path / "harvest.txt")]).imported
    yield opened
    opened.close()


@pytest.fixture
def review(workspace: Workspace) -> Review:
    return reviewing.open_review(workspace, articles.listing(workspace.library)[0].id)


def line_of(review: Review, prose: str) -> int:
    return review.lines.index(prose) + 1


def decide(workspace: Workspace, review: Review, prose: str, *, kept: bool | None = None, label: Label | None = None) -> Review:
    return reviewing.decide(workspace, review, line_of(review, prose), line_of(review, prose), kept=kept, label=label)


def on_file(workspace: Workspace, review: Review) -> tuple[str, list[tuple[int, str, bool]]]:
    article = articles.read(workspace.library, review.article.id).article
    found = deciding.decisions_of(workspace, article)
    return article.text, [(one.first_line, str(one.label), one.kept) for one in found]


def test_a_decision_that_changes_no_text_is_not_lost_to_another(workspace: Workspace, review: Review) -> None:
    theirs = decide(workspace, review, PROSE[0], label=Label.CAPTION)
    with pytest.raises(ConflictError, match="someone else decided"):
        decide(workspace, review, PROSE[1], kept=False)
    assert on_file(workspace, review)[1] == [(one.first_line, str(one.label), one.kept) for one in theirs.decisions]


def test_undo_takes_back_one_step_and_not_what_others_decided_since(workspace: Workspace, review: Review) -> None:
    after = decide(workspace, review, PROSE[0], kept=False)
    decide(workspace, after, PROSE[2], kept=False)
    now = reviewing.open_review(workspace, review.article.id)
    reviewing.undo(workspace, now, review, after)
    text = on_file(workspace, review)[0]
    assert PROSE[0] in text
    assert PROSE[2] not in text


def test_undo_does_not_overwrite_a_later_decision_about_the_same_line(workspace: Workspace, review: Review) -> None:
    after = decide(workspace, review, PROSE[0], kept=False)
    now = decide(workspace, after, PROSE[0], label=Label.RELATED)
    with pytest.raises(ConflictError, match="again"):
        reviewing.undo(workspace, now, review, after)


def test_undo_of_a_value_leaves_what_others_entered_since(workspace: Workspace, review: Review) -> None:
    after = reviewing.enter(workspace, review, "publisher", "The Gazette")
    editing.set_field(workspace, review.article.id, "place", "Harbour")
    now = reviewing.open_review(workspace, review.article.id)
    undone = reviewing.undo(workspace, now, review, after).article
    assert (undone.metadata.publisher, undone.metadata.place) == (None, "Harbour")
    assert "publisher" not in undone.evidence
    editing.set_field(workspace, review.article.id, "publisher", "Another")
    with pytest.raises(ConflictError):
        reviewing.undo(workspace, reviewing.open_review(workspace, review.article.id), review, after)


def test_an_article_that_cannot_be_written_keeps_its_decisions(workspace: Workspace, review: Review) -> None:
    path = articles.path_of(workspace.library, review.article.id)
    before = on_file(workspace, review)
    whole = path.read_text("utf-8")
    path.write_text(whole.replace("format: 1\n", "format: 99\n", 1), encoding="utf-8")
    with pytest.raises(NewerFormatError):
        decide(workspace, reviewing.open_review(workspace, review.article.id), PROSE[0], kept=False)
    assert on_file(workspace, review) == before


def test_excerpts_are_marked_where_they_stand_after_a_decision(workspace: Workspace, review: Review) -> None:
    words = "The clerk read it back slowly"
    start = review.article.text.index(words)
    annotating.create(workspace, review.article, Span(start, start + len(words)), tags=["clerk"])
    after = decide(workspace, review, PROSE[0], kept=False)
    span = reviewing.excerpts(workspace, after)[0].anchor.span
    assert span is not None
    assert after.article.text[span.start : span.end] == words


def test_more_blocks_than_a_screen_shows_can_still_be_decided_about(
    workspace: Workspace, review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reviewing, "MOST_BLOCKS", 2)
    with pytest.raises(UsageError, match="decide"):
        reviewing.open_review(workspace, review.article.id, on_screen=True)
    decide(workspace, reviewing.open_review(workspace, review.article.id), PROSE[0], kept=False)
    assert PROSE[0] not in on_file(workspace, review)[0]


def test_a_name_that_was_taken_apart_stays_so_when_it_is_confirmed(workspace: Workspace, review: Review) -> None:
    before = articles.read(workspace.library, review.article.id).article
    name = PersonName(family="Silva", particle="da", given="Ana")
    metadata = msgspec.structs.replace(before.metadata, authors=(name, "Lina Forsberg"))
    articles.save(workspace.library, before, msgspec.structs.replace(before, metadata=metadata))
    typed = "Ana da Silva; L. Forsberg"
    assert editing.set_field(workspace, review.article.id, "authors", typed).metadata.authors == (name, "L. Forsberg")


def test_the_audit_finds_nothing_after_all_that(workspace: Workspace, review: Review) -> None:
    after = decide(workspace, decide(workspace, review, PROSE[0], kept=False), PROSE[1], label=Label.SUBHEADING)
    reviewing.take_back(workspace, after, line_of(review, PROSE[0]), line_of(review, PROSE[0]))
    workspace.index.settle()
    assert auditing.check(workspace).problems == ()
