"""`workbench searches` and `workbench search --terms`: what scripts and spreadsheets rely on."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

WARNING = "warning-over-the-eastern-branch"
RIVALS = "rivals-in-the-valley"

LATER = """\
Officers return to the valley

12 November 2021

Officers who had left the valley in the spring came back on Monday, and the teacher opened her school for the third time this year.
"""


@pytest.fixture
def later(cli: Cli, folder: Path, tmp_path: Path) -> str:
    """Saves `valley` and `money`, then an article comes in; gives its id."""
    assert cli("-w", folder, "searches", "save", "The valley", "valley").code == 0
    assert cli("-w", folder, "searches", "save", "money", "haqqani", "money").code == 0
    (tmp_path / "later.txt").write_text(LATER, encoding="utf-8")
    imported = cli("-w", folder, "import", tmp_path / "later.txt", "--json").json["imported"]
    return str(imported[0]["id"])


@pytest.fixture
def terms(tmp_path: Path) -> Path:
    file = tmp_path / "terms.txt"
    file.write_bytes(b'\xef\xbb\xbf# names\r\nofficer\r\n\r\n"strike abroad"\r\n=valley\r\ntitel:x\r\n')
    return file


class TestSavedSearches:
    def test_the_list_has_a_line_a_search_with_what_is_new(self, cli: Cli, folder: Path, later: str) -> None:  # noqa: ARG002
        assert cli("-w", folder, "searches", "--json").rows == [
            {"name": "The valley", "query": "valley", "total": 2, "new": 1},
            {"name": "money", "query": "haqqani money", "total": 1, "new": 0},
        ]
        answer = cli("-w", folder, "searches")
        assert answer.out == "The valley  2  1 new  valley\nmoney       1         haqqani money\n"

    def test_running_one_prints_like_a_search_tells_what_is_new_and_is_a_look(self, cli: Cli, folder: Path, later: str) -> None:
        answer = cli("-w", folder, "searches", "run", "the", "valley")
        assert (answer.code, f"{later} ·" in answer.out, f"{RIVALS} ·" in answer.out) == (0, True, True)
        assert answer.out.count(" · new\n") == 1
        assert "1 new since your last look" in answer.err
        assert "nothing new" in cli("-w", folder, "searches", "run", "the valley").err
        assert [row["new"] for row in cli("-w", folder, "searches", "--json").rows] == [0, 0]

    def test_running_one_as_json_is_the_answer_of_a_search_with_name_and_news(self, cli: Cli, folder: Path, later: str) -> None:
        found = cli("-w", folder, "searches", "run", "the valley", "--json", "--limit", "1", "--sort", "oldest").json
        searched = cli("-w", folder, "search", "valley", "--json", "--limit", "1", "--sort", "oldest").json
        assert (found.pop("name"), found.pop("new")) == ("The valley", [later])
        assert {**found, "took_ms": 0} == {**searched, "took_ms": 0}

    def test_only_what_is_new_can_be_asked_for(self, cli: Cli, folder: Path, later: str) -> None:
        found = cli("-w", folder, "searches", "run", "the valley", "--new", "--json").json
        assert ([hit["id"] for hit in found["hits"]], found["total"]) == ([later], 1)
        answer = cli("-w", folder, "searches", "run", "the valley", "--new")
        assert (answer.code, answer.out) == (0, "")

    def test_a_name_that_is_taken_is_refused_and_replaced_on_wish(self, cli: Cli, folder: Path, later: str) -> None:  # noqa: ARG002
        answer = cli("-w", folder, "searches", "save", "the VALLEY", "school")
        assert (answer.code, "--replace" in answer.err, answer.err.count("\n")) == (2, True, 1)
        answer = cli("-w", folder, "searches", "save", "--replace", "the VALLEY", "school")
        assert (answer.code, "its query was: valley" in answer.err) == (0, True)
        assert cli("-w", folder, "searches", "--json").rows[0]["query"] == "school"

    def test_a_search_is_renamed_and_removed_and_its_query_told(self, cli: Cli, folder: Path, later: str) -> None:  # noqa: ARG002
        assert cli("-w", folder, "searches", "rename", "money", "funds").code == 0
        assert "haqqani money" in cli("-w", folder, "searches", "remove", "funds").err
        assert [row["name"] for row in cli("-w", folder, "searches", "--json").rows] == ["The valley"]

    @pytest.mark.parametrize("arguments", [["run", "vally"], ["remove", "vally"], ["rename", "vally", "x"], ["vally"]])
    def test_a_name_that_is_not_there_is_one_line_of_error(self, cli: Cli, folder: Path, arguments: list[str]) -> None:
        cli("-w", folder, "searches", "save", "valley", "valley")
        answer = cli("-w", folder, "searches", *arguments)
        assert (answer.code, answer.out, answer.err.count("\n")) == (2, "", 1)

    def test_an_excluded_word_needs_no_quoting_and_an_option_that_is_none_is_told(self, cli: Cli, folder: Path) -> None:
        assert cli("-w", folder, "searches", "save", "others", "-valley").code == 0
        assert cli("-w", folder, "searches", "--json").rows == [{"name": "others", "query": "-valley", "total": 1, "new": 0}]
        assert cli("-w", folder, "searches", "save", "more", "valley", "--sort=x").code == 2
        assert len(cli("-w", folder, "searches", "--json").rows) == 1

    def test_a_mistake_in_a_query_is_told_and_saved_as_typed(self, cli: Cli, folder: Path) -> None:
        answer = cli("-w", folder, "searches", "save", "odd", "titel:(valley")
        assert (answer.code, "note: " in answer.err) == (0, True)
        assert cli("-w", folder, "searches", "--json").rows[0]["query"] == "titel:(valley"

    def test_a_file_that_does_not_parse_is_named_with_its_line_and_left(self, cli: Cli, folder: Path) -> None:
        file = folder / "library" / "searches.yaml"
        file.write_text("format: 1\nsearches: [\n", encoding="utf-8")
        for arguments in (["save", "a", "b"], ["run", "a"], ["--json"]):
            answer = cli("-w", folder, "searches", *arguments)
            assert (answer.code, answer.out, "searches.yaml:" in answer.err) == (2, "", True)
        assert file.read_text("utf-8") == "format: 1\nsearches: [\n"
        problems = cli("-w", folder, "check", "--json").json["problems"]
        assert any("searches.yaml" in one["file"] and one["line"] for one in problems)

    def test_one_bad_item_is_told_with_its_line_and_hides_nothing(self, cli: Cli, folder: Path) -> None:
        file = folder / "library" / "searches.yaml"
        file.write_text("format: 1\nsearches:\n- name: lost\n- name: valley\n  query: valley\n", encoding="utf-8")
        answer = cli("-w", folder, "searches", "--json")
        assert [row["name"] for row in answer.rows] == ["valley"]
        assert "searches.yaml:3: " in answer.err


class TestTerms:
    def test_json_has_a_line_a_term_with_every_article(self, cli: Cli, folder: Path, terms: Path) -> None:
        answer = cli("-w", folder, "search", "--terms", terms, "--json")
        assert (answer.code, answer.rows) == (
            0,
            [
                {"query": "officer", "total": 1, "articles": [WARNING]},
                {"query": '"strike abroad"', "total": 1, "articles": [WARNING]},
                {"query": "=valley", "total": 1, "articles": [RIVALS]},
                {"query": "titel:x", "total": 0, "articles": []},
            ],
        )
        assert cli("-w", folder, "search", "--terms", terms, "--json", "--matrix").rows == answer.rows

    def test_a_mistake_in_a_term_is_told_with_file_and_line(self, cli: Cli, folder: Path, terms: Path) -> None:
        for more in (["--json"], [], ["--format", "csv"], ["--matrix"]):
            assert f"{terms}:6: titel:x: " in cli("-w", folder, "search", "--terms", terms, *more).err

    def test_counts_are_a_table_or_csv_that_a_spreadsheet_does_not_carry_out(self, cli: Cli, folder: Path, terms: Path) -> None:
        table = cli("-w", folder, "search", "--terms", terms).out
        assert table == '1  officer\n1  "strike abroad"\n1  =valley\n0  titel:x\n'
        rows = list(csv.reader(io.StringIO(cli("-w", folder, "search", "--terms", terms, "--format", "csv").out)))
        assert rows == [["query", "total"], ["officer", "1"], ['"strike abroad"', "1"], ["'=valley", "1"], ["titel:x", "0"]]

    def test_the_matrix_has_a_row_an_article(self, cli: Cli, folder: Path, terms: Path) -> None:
        rows = list(csv.reader(io.StringIO(cli("-w", folder, "search", "--terms", terms, "--matrix", "--format", "csv").out)))
        assert rows == [
            ["id", "title", "officer", '"strike abroad"', "'=valley", "titel:x"],
            [WARNING, "Warning over the eastern branch", "1", "1", "0", "0"],
            [RIVALS, "Rivals in the valley", "0", "0", "1", "0"],
        ]
        table = cli("-w", folder, "search", "--terms", terms, "--matrix").out
        assert f"1  2  3  4  article\n1  1  ·  ·  {WARNING} · " in table

    @pytest.mark.parametrize(
        "more",
        [["valley"], ["--limit", "20"], ["--sort", "newest"], ["--facets"], ["--offset", "1"], ["--no-fold"], ["--batch", "x"]],
    )
    def test_what_would_be_ignored_is_refused(self, cli: Cli, folder: Path, terms: Path, more: list[str]) -> None:
        answer = cli("-w", folder, "search", "--terms", terms, *more)
        assert (answer.code, answer.out, answer.err.count("\n")) == (2, "", 1)

    def test_the_cells_count_places_on_wish(self, cli: Cli, folder: Path, terms: Path) -> None:
        answer = cli("-w", folder, "search", "--terms", terms, "--matrix", "--places", "--format", "csv")
        rows = list(csv.reader(io.StringIO(answer.out)))
        assert [row[2:] for row in rows[1:]] == [["2", "1", "0", "0"], ["0", "0", "1", "0"]]
        assert cli("-w", folder, "search", "--terms", terms, "--places").code == 2

    @pytest.mark.parametrize("more", [["--matrix"], ["--format", "csv"], ["--places"]])
    def test_options_of_terms_need_terms(self, cli: Cli, folder: Path, more: list[str]) -> None:
        answer = cli("-w", folder, "search", "valley", *more)
        assert (answer.code, answer.out, answer.err.count("\n")) == (2, "", 1)

    def test_a_file_that_cannot_be_used_is_one_line_of_error(self, cli: Cli, folder: Path, tmp_path: Path) -> None:
        (tmp_path / "empty.txt").write_text("# nothing\n", encoding="utf-8")
        (tmp_path / "latin.txt").write_bytes(b"gate\ncaf\xe9\n")
        for name, words in (("empty.txt", "no terms"), ("latin.txt", "latin.txt:2: "), ("none.txt", "cannot be read")):
            answer = cli("-w", folder, "search", "--terms", tmp_path / name)
            assert (answer.code, answer.out, words in answer.err) == (2, "", True)
