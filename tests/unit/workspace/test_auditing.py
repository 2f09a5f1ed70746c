"""What the audit says of excerpts, of files that git or a kill left in disorder, and of versions."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from workbench.errors import FormatError, Problem
from workbench.records.selector import Span
from workbench.storage import annotations as notes
from workbench.storage import articles, texts
from workbench.workspace import annotating, auditing, evidence, reading
from workbench.workspace.annotating import Placed
from workbench.workspace.intake import import_paths
from workbench.workspace.opening import Workspace, open_workspace

TEXT = "The gate of the harbour was closed at dawn on Monday, officials said, and nobody could tell them when it would open."
OTHER = "Traders in the old town said that prices had doubled in a week, and that the bakers would have to close by Friday."
OTHER_ID = "other"
PASSAGE = "closed at dawn on Monday"
MARKED = "<<<<<<< HEAD\n{}=======\n{}>>>>>>> theirs\n"


@pytest.fixture
def made(workspace: Workspace) -> Placed:
    (workspace.root / "harbour.txt").write_text(f"Harbour closed\n\n{TEXT}\n\n{TEXT.upper()}\n", encoding="utf-8")
    (workspace.root / "other.txt").write_text(f"Bread prices\n\n{OTHER}\n", encoding="utf-8")
    names = [str(workspace.root / name) for name in ("harbour.txt", "other.txt")]
    first, second = import_paths(workspace, names).imported
    assert second.id == OTHER_ID
    article = reading.read(workspace, first.id)
    start = article.text.index(PASSAGE)
    placed = annotating.create(workspace, article, Span(start, start + len(PASSAGE)))
    workspace.index.settle()
    return placed


def found(workspace: Workspace, words: str) -> list[Problem]:
    return [problem for problem in auditing.check(workspace).problems if words in problem.problem]


def file_of(workspace: Workspace, made: Placed) -> Path:
    return notes.path_of(workspace.library, made.article)


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_library_in_order_has_nothing_to_tell_of_excerpts(workspace: Workspace, made: Placed) -> None:
    audit = auditing.check(workspace)
    assert audit.ok
    assert [problem for problem in audit.problems if "annotations" in str(problem.file)] == []
    assert (audit.counts["excerpts"], audit.counts["exact"]) == (1, 1)
    assert made.excerpt.id


def test_one_id_in_two_files_is_an_error(workspace: Workspace, made: Placed) -> None:
    other = file_of(workspace, made).with_name(f"{OTHER_ID}.yaml")
    other.write_text(file_of(workspace, made).read_text().replace(made.article, OTHER_ID), encoding="utf-8")
    (problem,) = found(workspace, "stands in")
    assert (problem.severity, problem.file.name) == ("error", "other.yaml")
    assert problem.problem == f"the id {made.excerpt.id} stands in {made.article}.yaml as well"


def test_a_quotation_that_its_text_does_not_hold_is_an_error_also_where_the_article_is_gone(
    workspace: Workspace, made: Placed
) -> None:
    replace(file_of(workspace, made), PASSAGE, "opened at dawn on Monday")
    assert found(workspace, "its quotation is not what stands")[0].severity == "error"
    articles.path_of(workspace.library, made.article).unlink()
    assert found(workspace, "its quotation is not what stands")[0].severity == "error"
    assert found(workspace, "1 excerpts of an article that is not there")[0].severity == "error"


def test_a_text_that_is_not_kept_is_a_note_and_one_that_was_changed_an_error(workspace: Workspace, made: Placed) -> None:
    path = texts.path_of(workspace.library, made.excerpt.text)
    path.write_text("something else", encoding="utf-8")
    assert found(workspace, "not the text of its name")[0].severity == "error"
    path.unlink()
    assert found(workspace, "the text it was made on is not kept")[0].severity == "note"


def test_excerpts_of_an_article_that_does_not_parse_are_looked_at_all_the_same(workspace: Workspace, made: Placed) -> None:
    replace(articles.path_of(workspace.library, made.article), "format: 1", "format: [")
    replace(file_of(workspace, made), PASSAGE, "opened at dawn on Monday")
    assert found(workspace, "its quotation is not what stands")


def test_gits_markers_are_named_with_their_line_everywhere_and_nothing_is_saved_there(workspace: Workspace, made: Placed) -> None:
    path = file_of(workspace, made)
    path.write_text(path.read_text() + MARKED.format("- id: x-a\n", "- id: x-b\n"), encoding="utf-8")
    before, line = path.read_bytes(), path.read_text().split("<<<<<<<")[0].count("\n") + 1
    (problem,) = found(workspace, "git's conflict markers")
    assert (problem.severity, problem.file, problem.line) == ("error", path, line)
    assert "<<<<<<<" in problem.fix
    opened = reading.open_article(workspace, made.article)
    assert (opened.excerpts, opened.problems) == ((), (problem,))
    assert evidence.select(workspace, evidence.Wanted()) == []
    assert problem in workspace.problems
    with pytest.raises(FormatError, match="git's conflict markers"):
        annotating.create(workspace, opened.article, Span(0, 8))
    assert path.read_bytes() == before


def test_every_start_tells_of_excerpts_that_the_index_lacks(workspace: Workspace, made: Placed) -> None:
    path = file_of(workspace, made)
    path.write_text(path.read_text() + MARKED.format("", ""), encoding="utf-8")
    for _ in range(3):
        with open_workspace(workspace.root) as another:
            another.index.refresh()
            assert [problem.file for problem in another.problems] == [path]
            assert not any("behind" in problem.problem for problem in auditing.check(another).problems)
    replace(path, MARKED.format("", ""), "")
    with open_workspace(workspace.root) as another:
        another.index.refresh()
        assert another.problems == []
        assert (kept := another.index.summaries.get(made.article))
        assert kept.excerpts == 1


@pytest.mark.parametrize("name", ["codebook.yaml", "searches.yaml", "rules.yaml"])
def test_gits_markers_in_the_other_files(workspace: Workspace, name: str) -> None:
    (workspace.library / name).write_text("format: 1\n" + MARKED.format("a: 1\n", "a: 2\n"), encoding="utf-8")
    (problem,) = found(workspace, "git's conflict markers")
    assert (problem.severity, problem.file.name, problem.line) == ("error", name, 2)


def test_gits_markers_in_the_text_of_an_article(workspace: Workspace, made: Placed) -> None:
    path = articles.path_of(workspace.library, made.article)
    path.write_text(path.read_text() + MARKED.format("one\n", "two\n"), encoding="utf-8")
    (problem,) = found(workspace, "git's conflict markers in the text")
    assert path.read_text().split("\n")[(problem.line or 0) - 1] == "<<<<<<< HEAD"
    assert problem.severity == "error"


def test_an_article_that_quotes_gits_markers_is_no_error(workspace: Workspace) -> None:
    conflict = MARKED.format("one\n", "two\n")
    (workspace.root / "git.txt").write_text(f"How to merge\n\n{TEXT}\n\n{conflict}\n{OTHER}\n", encoding="utf-8")
    (made,) = import_paths(workspace, [str(workspace.root / "git.txt")]).imported
    path = articles.path_of(workspace.library, made.id)
    text = path.read_text(encoding="utf-8")
    if conflict not in text:  # what cleaning makes of the lines is not the matter here
        path.write_text(f"{text}\n{conflict}", encoding="utf-8")
    assert [problem.severity for problem in found(workspace, "git's conflict markers")] == ["note"]
    replace(path, ">>>>>>> theirs", ">>>>>>> somebody's")
    assert [problem.severity for problem in found(workspace, "git's conflict markers")] == ["error"]


@pytest.mark.parametrize(
    "lines", ["<<<<<<< HEAD\n>>>>>>> theirs\n", "<<<<<<< HEAD\none\n=======\n", "=======\ntwo\n>>>>>>> theirs\n"]
)
def test_less_than_all_of_gits_markers_is_no_conflict(workspace: Workspace, made: Placed, lines: str) -> None:
    path = articles.path_of(workspace.library, made.article)
    path.write_text(path.read_text() + lines, encoding="utf-8")
    assert found(workspace, "git's conflict markers") == []


@pytest.mark.parametrize(
    ("name", "rows"), [("codebook.yaml", "tags:\n- tag: a\n"), ("searches.yaml", "searches:\n- name: a\n  query: b\n")]
)
def test_what_a_merge_left_to_decide_is_an_error_until_its_line_is_deleted(workspace: Workspace, name: str, rows: str) -> None:
    (workspace.library / name).write_text(f"format: 1\n{rows}# merge conflict: a: `b` was changed\n", encoding="utf-8")
    (problem,) = found(workspace, "merge conflict: a: `b` was changed")
    assert (problem.severity, problem.line) == ("error", rows.count("\n") + 2)
    replace(workspace.library / name, "# merge conflict", "# settled")
    assert auditing.check(workspace).ok


def test_what_a_merge_left_to_decide_of_an_excerpt(workspace: Workspace, made: Placed) -> None:
    replace(file_of(workspace, made), "- id:", "# merge conflict: what?\n- id:")
    (problem,) = found(workspace, "merge conflict: what?")
    assert (problem.severity, problem.line) == ("error", 4)
    assert reading.open_article(workspace, made.article).excerpts[0].excerpt == made.excerpt
    assert problem in workspace.problems


def test_what_a_killed_save_left_is_a_note_once_it_is_old(workspace: Workspace, made: Placed) -> None:
    left = file_of(workspace, made).with_name(".workbench-0123456789ab.tmp")
    left.write_text("half", encoding="utf-8")
    assert found(workspace, "a save that did not come to its end") == []
    os.utime(left, (0, 0))
    assert [problem.severity for problem in found(workspace, "a save that did not come to its end")] == ["note"]


def test_a_file_of_excerpts_that_nobody_reads_is_a_note(workspace: Workspace, made: Placed) -> None:
    folder = file_of(workspace, made).parent
    for name in ("Harbour.yaml", "harbour.yml", "harbour.yaml.orig"):
        (folder / name).write_text("format: 1\n", encoding="utf-8")
    assert [problem.file.name for problem in found(workspace, "not read: its name")] == [
        "Harbour.yaml",
        "harbour.yaml.orig",
        "harbour.yml",
    ]


def test_versions_that_supersede_nothing_or_each_other(workspace: Workspace, made: Placed) -> None:
    one, other = (articles.path_of(workspace.library, name) for name in (made.article, OTHER_ID))
    replace(one, "supersedes: null", "supersedes: a-dock")
    (problem,) = found(workspace, "it supersedes 'a-dock', which is not there")
    assert (problem.severity, problem.file) == ("note", one)
    replace(one, "supersedes: a-dock", "supersedes: " + OTHER_ID)
    assert found(workspace, "supersedes") == []
    replace(other, "supersedes: null", f"supersedes: {made.article}")
    assert [problem.severity for problem in found(workspace, "it supersedes itself")] == ["error", "error"]
    replace(other, "aliases: []", "aliases: [a-quay]")
    replace(one, "supersedes: " + OTHER_ID, "supersedes: a-quay")
    assert len(found(workspace, "it supersedes itself")) == 2
