"""Excerpts in a library whose articles change: found again, confirmed, given another passage."""

from __future__ import annotations

import pytest

from workbench.errors import AmbiguousError, ConflictError, FormatError, NotFoundError, UsageError
from workbench.records.selector import AnchorState, Span
from workbench.storage import annotations as annotation_files
from workbench.storage import articles, texts
from workbench.workspace import annotating, auditing, reading
from workbench.workspace.annotating import Placed
from workbench.workspace.intake import import_paths
from workbench.workspace.opening import Workspace

FIRST = "The gate of the harbour was closed at dawn on Monday, officials said, and nobody could tell them when it would open."
SECOND = "Two ships were waiting in the bay with flour and medicine for the north, where the roads have been cut since August."
THIRD = "Traders in the old town said that prices had doubled in a week, and that the bakers would have to close by Friday."
PASSAGE = "Two ships were waiting in the bay with flour and medicine"


@pytest.fixture
def made(workspace: Workspace) -> Placed:
    file = workspace.root / "harbour.txt"
    file.write_text(f"Harbour closed\n\n{FIRST}\n\n{SECOND}\n\n{THIRD}\n", encoding="utf-8")
    (imported,) = import_paths(workspace, [str(file)]).imported
    article = reading.read(workspace, imported.id)
    start = article.text.index(PASSAGE)
    return annotating.create(workspace, article, Span(start, start + len(PASSAGE)), tags=["harbour"], note="how many?")


def edit(workspace: Workspace, made: Placed, old: str, new: str) -> None:
    """Edit the article by hand."""
    path = articles.path_of(workspace.library, made.article)
    before = path.read_text(encoding="utf-8")
    assert old in before
    path.write_text(before.replace(old, new), encoding="utf-8")


def now(workspace: Workspace, made: Placed) -> tuple[Placed, str | None]:
    (placed,) = annotating.placed(workspace, made.article)
    text = reading.read(workspace, made.article).text
    return placed, placed.anchor.span.of(text) if placed.anchor.span else None


def test_a_changed_passage_is_found_with_the_text_it_was_made_on(workspace: Workspace, made: Placed) -> None:
    edit(workspace, made, "Two ships were", "At least three ships were")
    placed, words = now(workspace, made)
    assert (placed.anchor.state, words) == (
        AnchorState.FUZZY,
        "At least three ships were waiting in the bay with flour and medicine",
    )
    assert placed.excerpt == made.excerpt


def test_a_kept_text_that_was_changed_is_not_believed_and_hides_nothing(workspace: Workspace, made: Placed) -> None:
    texts.path_of(workspace.library, made.excerpt.text).write_text("something else", encoding="utf-8")
    edit(workspace, made, "Harbour closed", "The harbour is closed")
    placed, words = now(workspace, made)
    assert words == PASSAGE
    assert placed.anchor.state in (AnchorState.MOVED, AnchorState.EXACT)


def test_the_audit_shows_what_became_of_a_changed_passage(workspace: Workspace, made: Placed) -> None:
    edit(workspace, made, "waiting in the bay", "waiting at the quay")
    audit = auditing.check(workspace)
    assert audit.ok
    (note,) = [problem for problem in audit.problems if made.excerpt.id in problem.problem]
    assert "«in the bay with flour and medicine» is now «at the quay with flour and medicine»" in note.problem


def test_the_audit_tells_where_only_the_neighbours_changed(workspace: Workspace, made: Placed) -> None:
    edit(workspace, made, FIRST, "The rest of this was taken out by the editors.")
    edit(workspace, made, " for the north, where the roads have been cut since August", "")
    placed, words = now(workspace, made)
    assert words == PASSAGE
    if placed.anchor.state is AnchorState.FUZZY:
        assert any("what stands around its passage" in problem.problem for problem in auditing.check(workspace).problems)


def test_what_is_confirmed_is_exact_and_keeps_what_was_said_of_it(workspace: Workspace, made: Placed) -> None:
    edit(workspace, made, "Two ships were", "At least three ships were")
    seen, words = now(workspace, made)
    confirmed = annotating.confirm(workspace, seen)
    assert (confirmed.anchor.state, confirmed.excerpt.quote) == (AnchorState.EXACT, words)
    kept = ("id", "created", "author", "tags", "note", "credibility")
    assert [getattr(confirmed.excerpt, name) for name in kept] == [getattr(made.excerpt, name) for name in kept]
    assert confirmed.excerpt.text == texts.text_id(reading.read(workspace, made.article).text)
    assert now(workspace, made)[0] == confirmed
    assert auditing.check(workspace).ok


def test_a_confirmation_can_be_taken_back(workspace: Workspace, made: Placed) -> None:
    edit(workspace, made, "Two ships were", "At least three ships were")
    seen, _ = now(workspace, made)
    confirmed = annotating.confirm(workspace, seen)
    assert annotating.put_back(workspace, made.article, confirmed.excerpt, made.excerpt) == seen


def test_confirming_what_is_exact_changes_nothing(workspace: Workspace, made: Placed) -> None:
    assert annotating.confirm(workspace, made) == made


def test_what_was_changed_since_it_was_seen_is_not_confirmed(workspace: Workspace, made: Placed) -> None:
    edit(workspace, made, "Two ships were", "At least three ships were")
    seen, _ = now(workspace, made)
    edit(workspace, made, "At least three ships", "Hundreds of ships")
    with pytest.raises(ConflictError):
        annotating.confirm(workspace, seen)
    assert now(workspace, made)[0].excerpt == made.excerpt


def test_what_is_lost_cannot_be_confirmed_but_is_offered_places(workspace: Workspace, made: Placed) -> None:
    edit(workspace, made, SECOND, "Ships with medicine and with flour still wait out in that bay, it is said.")
    lost, words = now(workspace, made)
    assert (lost.anchor.state, words) == (AnchorState.ORPHANED, None)
    with pytest.raises(UsageError):
        annotating.confirm(workspace, lost)
    article = reading.read(workspace, made.article)
    offered = annotating.candidates(workspace, article, lost.excerpt, limit=3)
    assert 1 <= len(offered) <= 3
    attached = annotating.attach(workspace, lost.excerpt.id, offered[0].span.start, offered[0].span.end)
    assert attached.excerpt.quote.startswith("Ships with medicine and with flour")
    assert (attached.excerpt.id, attached.excerpt.created) == (made.excerpt.id, made.excerpt.created)
    assert attached.anchor.state is AnchorState.EXACT


def test_candidates_do_without_the_kept_text(workspace: Workspace, made: Placed) -> None:
    texts.path_of(workspace.library, made.excerpt.text).unlink()
    edit(workspace, made, "Two ships were", "At least three ships were")
    article = reading.read(workspace, made.article)
    best = annotating.candidates(workspace, article, made.excerpt)[0]
    assert best.span.of(article.text).endswith("waiting in the bay with flour and medicine")
    assert best.why == "words 81% alike, between what stood around it"


def test_of_two_articles_with_an_excerpt_of_one_id_none_is_chosen(workspace: Workspace, made: Placed) -> None:
    path = annotation_files.path_of(workspace.library, made.article)
    path.with_name("a-copy.yaml").write_text(path.read_text(encoding="utf-8").replace(made.article, "a-copy"), encoding="utf-8")
    with pytest.raises(AmbiguousError, match=f"a-copy, {made.article} each have an excerpt of the same id {made.excerpt.id}"):
        annotating.find_excerpt(workspace, made.excerpt.id)


def test_an_excerpt_in_a_file_that_does_not_parse_is_looked_for_there_and_the_file_is_named(
    workspace: Workspace, made: Placed
) -> None:
    path = annotation_files.path_of(workspace.library, made.article)
    path.write_text(path.read_text(encoding="utf-8") + "- [\n", encoding="utf-8")
    with pytest.raises(FormatError, match=f"{made.excerpt.id} may stand in a file that cannot be read") as refusal:
        annotating.find_excerpt(workspace, made.excerpt.id)
    assert refusal.value.place
    assert refusal.value.place.file == path
    assert refusal.value.place.line
    with pytest.raises(NotFoundError):
        annotating.find_excerpt(workspace, "x-elsewhere")


@pytest.mark.parametrize(
    ("now", "standing", "said"),
    [
        (f"{SECOND}\n\n{SECOND}", 2, "its words stand in 2 places of the article, and nothing tells which is meant"),
        (f"{SECOND}\n\n{SECOND.upper()}\n\n{SECOND}", 3, "its words stand in 3 places"),
        ("There is bread again.", 0, "its passage is gone from the article"),
    ],
)
def test_of_a_lost_passage_is_said_whether_its_words_still_stand_there(
    workspace: Workspace, made: Placed, now: str, standing: int, said: str
) -> None:
    texts.path_of(workspace.library, made.excerpt.text).unlink()
    edit(workspace, made, f"{FIRST}\n\n{SECOND}\n\n{THIRD}", now)
    (placed,) = annotating.placed(workspace, made.article)
    assert (placed.anchor.state, placed.standing) == (AnchorState.ORPHANED, standing)
    assert said in placed.why_lost
    assert any(placed.why_lost in problem.problem for problem in auditing.check(workspace).problems)


def test_words_that_stand_once_in_another_sentence_are_not_said_to_be_gone(workspace: Workspace, made: Placed) -> None:
    texts.path_of(workspace.library, made.excerpt.text).unlink()
    edit(workspace, made, f"{FIRST}\n\n{SECOND}\n\n{THIRD}", f"Nobody believes that {PASSAGE.lower()} ever left the port.")
    (placed,) = annotating.placed(workspace, made.article)
    assert (placed.anchor.state, placed.standing) == (AnchorState.ORPHANED, 1)
    assert "not surely as the same passage" in placed.why_lost
