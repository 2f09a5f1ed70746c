"""A file of terms: what is read of it, and what each term finds."""

from __future__ import annotations

import csv
import gc
import io
from pathlib import Path

import pytest

from workbench.errors import Cancelled, DataError, FormatError
from workbench.records.article import Article, Metadata
from workbench.storage import articles
from workbench.workspace import searching, term_search
from workbench.workspace.opening import Workspace, open_workspace
from workbench.workspace.term_search import Answer, Term


@pytest.fixture
def library(workspace: Workspace) -> Workspace:
    texts = {"one": "The gate was closed.", "two": "A gate and a door.", "three": "Nobody came."}
    for name, text in texts.items():
        title = f'=HYPERLINK("{name}")'
        articles.create(workspace.library, Article(id=name, metadata=Metadata(title=title), text=text + "\n"))
    workspace.index.refresh()
    return workspace


def answers(workspace: Workspace, *queries: str, listing: bool = True, match: str = "all") -> list[Answer]:
    terms = [Term(number, query) for number, query in enumerate(queries, 1)]
    return list(term_search.search(workspace, terms, listing=listing, match=match))


def test_a_file_from_a_spreadsheet_is_read_with_the_line_of_each_term(tmp_path: Path) -> None:
    file = tmp_path / "terms.csv"
    file.write_bytes('\ufeff# names\r\ngate\r\n\r\n  "a door" \r\n#door\r\nالباب\x85x'.encode())
    assert term_search.read(file) == (Term(2, "gate"), Term(4, '"a door"'), Term(6, "الباب\x85x"))


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (b"", DataError, "no terms"),
        (b"# only a note\n\n", DataError, "no terms"),
        (b"gate\ndoor\xe9\n", FormatError, ":2: not UTF-8"),
        ("gate\n".encode("utf-16"), FormatError, "UTF-16"),
    ],
)
def test_a_file_without_terms_or_in_another_encoding_is_refused(
    tmp_path: Path, data: bytes, error: type[DataError], words: str
) -> None:
    file = tmp_path / "terms.txt"
    file.write_bytes(data)
    with pytest.raises(error, match=words):
        term_search.read(file)


def test_a_file_that_is_not_there_or_no_file_is_refused(tmp_path: Path) -> None:
    for file in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(DataError, match="cannot be read"):
            term_search.read(file)


def test_each_term_finds_what_a_search_for_it_finds(library: Workspace) -> None:
    queries = ("gate", '"a door"', "gate -door", "has:excerpts", "", "gate nobody", "title:two OR nobody", "((")
    for answer in answers(library, *queries):
        page = searching.search(library, answer.term.query, limit=100, fold=False)
        assert answer.articles == tuple(found.id for found in page.found)
        assert answer.total == page.total == len(answer.articles)
        assert answer.hints == tuple(hint.message for hint in page.hints)


def test_the_total_is_the_same_where_no_articles_are_asked_for(library: Workspace) -> None:
    assert [one.total for one in answers(library, "gate", "*", "none", listing=False)] == [2, 3, 0]
    assert all(one.articles == () for one in answers(library, "gate", listing=False))


def test_any_of_the_words_of_a_term_may_match_on_wish(library: Workspace) -> None:
    assert [answers(library, "closed nobody", match=match)[0].total for match in ("all", "any")] == [0, 2]


def test_the_matrix_says_which_article_matches_which_term(library: Workspace) -> None:
    found = answers(library, "door", "gate", "none", "door")
    rows = term_search.matrix(library, found)
    assert [(row.id, row.cells) for row in rows] == [("two", (1, 1, 0, 1)), ("one", (0, 1, 0, 0))]
    for column, answer in enumerate(found):
        assert {row.id for row in rows if row.cells[column]} == set(answer.articles)


def test_places_are_counted_for_each_term_and_a_match_by_a_field_is_one(workspace: Workspace) -> None:
    text = "The senior officer left. A senior officer of the gate, the gate's senior, an officer.\n"
    articles.create(workspace.library, Article(id="four", metadata=Metadata(title="The officer"), text=text))
    articles.create(workspace.library, Article(id="five", metadata=Metadata(title="The officer"), text="Nobody came.\n"))
    workspace.index.refresh()
    queries = ('"senior officer"', "officer", 'officer OR "senior officer"', "gate officer", "title:officer", "-none", "off*")
    found = answers(workspace, *queries, "none")
    counted = term_search.with_places(workspace, found, term_search.matrix(workspace, found))
    assert {row.id: row.cells for row in counted} == {"four": (2, 3, 3, 5, 1, 1, 3, 0), "five": (0, 1, 1, 0, 1, 1, 1, 0)}


def test_an_article_that_went_away_still_matches(library: Workspace) -> None:
    found = answers(library, "gate")
    rows = term_search.matrix(library, found)
    articles.path_of(library.library, "one").unlink()
    assert [row.cells for row in term_search.with_places(library, found, rows)] == [(1,), (1,)]


def test_csv_is_read_back_and_no_cell_is_a_formula(library: Workspace) -> None:
    found = answers(library, "=gate", "-door", '"a, b"')
    lines = list(csv.reader(io.StringIO(term_search.counts_csv(found))))
    assert lines == [["query", "total"], ["'=gate", "2"], ["'-door", "2"], ['"a, b"', "0"]]
    lines = list(csv.reader(io.StringIO(term_search.matrix_csv(found, term_search.matrix(library, found)))))
    assert lines[0] == ["id", "title", "'=gate", "'-door", '"a, b"']
    assert lines[1:] == [
        ["one", '\'=HYPERLINK("one")', "1", "1", "0"],
        ["three", '\'=HYPERLINK("three")', "0", "1", "0"],
        ["two", '\'=HYPERLINK("two")', "1", "0", "0"],
    ]


def test_a_search_that_is_stopped_says_so(library: Workspace) -> None:
    asked = term_search.search(library, [Term(1, "gate"), Term(2, "door")], stop=lambda: True)
    with pytest.raises(Cancelled):
        next(asked)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Whoosh leaves the damaged segment's file open
def test_an_index_damaged_between_two_terms_is_mended_on_the_way(library: Workspace) -> None:
    asked = term_search.search(library, [Term(1, "gate"), Term(2, "door")])
    assert next(asked).total == 2
    other = open_workspace(library.root)
    articles.create(library.library, Article(id="four", metadata=Metadata(title="Four"), text="A door.\n"))
    other.index.refresh()
    other.close()
    for file in library.cache.glob("whoosh/*.seg"):
        file.write_bytes(b"")
    assert [answer.total for answer in asked] == [2]
    gc.collect()  # the warning belongs here, not to a later test
