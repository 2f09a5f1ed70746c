"""Importing what no tidy collection holds, and going on after a stop."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import PAGE, Cli
from workbench.records.article import Article
from workbench.storage import articles, decisions
from workbench.workspace import intake
from workbench.workspace.opening import open_workspace

WARNING = "warning-over-the-eastern-branch"


@pytest.fixture
def empty(cli: Cli, tmp_path: Path) -> Path:
    assert cli("init", tmp_path / "empty").code == 0
    return tmp_path / "empty"


def test_what_cannot_be_imported_is_refused_and_the_rest_goes_on(cli: Cli, empty: Path, tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "mark.txt").write_bytes(b"\xef\xbb\xbf")
    (pages / "address.jsonl").write_text('{"title": "A row", "text": "Some text.", "url": "http://[not"}\n', encoding="utf-8")
    (pages / "page.txt").write_text(PAGE, encoding="utf-8")
    os.mkfifo(pages / "pipe.txt")
    (pages / "loop.txt").symlink_to("loop.txt")
    answer = cli("-w", empty, "import", pages, "~nobody-of-this-name/x.txt", "a" * 300, "--json")
    assert answer.code == 1
    assert {row["id"] for row in answer.json["imported"]} == {WARNING, "a-row"}
    refused = {Path(row["path"]).name: row["error"] for row in answer.json["refused"]}
    assert set(refused) == {"mark.txt", "pipe.txt", "loop.txt", "x.txt", "a" * 300}
    assert "unexpected" not in answer.err


def test_an_address_after_a_byline_may_be_no_address(cli: Cli, empty: Path, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE.replace("12 February 2019", "https://[::1/x"), encoding="utf-8")
    assert cli("-w", empty, "import", tmp_path / "page.txt").code == 0


def test_a_file_name_that_is_not_unicode_is_imported(cli: Cli, empty: Path, tmp_path: Path) -> None:
    (tmp_path / "named").mkdir()
    Path(os.fsdecode(os.fsencode(tmp_path / "named") + b"/p\xff.txt")).write_text(PAGE, encoding="utf-8")
    answer = cli("-w", empty, "import", tmp_path / "named", "--json")
    assert (answer.code, [row["id"] for row in answer.json["imported"]]) == (0, [WARNING])


@pytest.mark.parametrize(
    "said", [("--date", "last May"), ("--url", "no address"), ("--language", "the English one")], ids=lambda pair: pair[0]
)
def test_what_a_field_cannot_hold_is_refused_before_anything_is_written(
    cli: Cli, empty: Path, tmp_path: Path, said: tuple[str, str]
) -> None:
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    assert cli("-w", empty, "import", tmp_path / "page.txt", *said).code == 2
    assert list((empty / "library/sources").iterdir()) == []


def test_a_title_given_holds_no_control_characters(cli: Cli, empty: Path, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    assert cli("-w", empty, "import", tmp_path / "page.txt", "--title", "Over\x1b]0;x\x07the hill\udcff").code == 0
    assert cli("-w", empty, "show", "overthe-hill", "--json").json["title"] == "Overthe hill"


def test_an_import_that_was_cut_off_goes_on_with_the_source_it_kept(cli: Cli, empty: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    assert cli("-w", empty, "import", page).code == 0
    (empty / f"library/articles/{WARNING}.md").unlink()
    notes = [one["problem"] for one in cli("-w", empty, "check", "--json").json["problems"]]
    assert any("without an article" in said for said in notes)
    assert [row["id"] for row in cli("-w", empty, "import", page, "--json").json["imported"]] == [WARNING]
    assert {path.name for path in (empty / "library/sources").iterdir()} == {f"{WARNING}.txt", f"{WARNING}.cleaning.yaml"}


def test_two_imports_at_once_give_two_articles(empty: Path, tmp_path: Path) -> None:
    """The other import takes the id after this one has looked which ids are free."""
    for name, text in (("one", PAGE), ("two", PAGE.replace("strike abroad", "strike at sea"))):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    here, there = open_workspace(empty), open_workspace(empty)

    def meanwhile(done: int, _total: int) -> None:
        if done == 0:
            intake.import_paths(there, [str(tmp_path / "two.txt")])

    report = intake.import_paths(here, [str(tmp_path / "one.txt")], meanwhile)
    here.close()
    there.close()
    assert [one.id for one in report.imported] == [f"{WARNING}-2"]
    assert {entry.id for entry in articles.listing(empty / "library")} == {WARNING, f"{WARNING}-2"}


def test_two_imports_of_the_same_bytes_at_once_give_one_article(empty: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    here, there = open_workspace(empty), open_workspace(empty)

    def meanwhile(done: int, _total: int) -> None:
        if done == 0:
            intake.import_paths(there, [str(page)])

    report = intake.import_paths(here, [str(page)], meanwhile)
    here.close()
    there.close()
    assert ([one.id for one in report.duplicates], report.imported) == ([WARNING], ())
    assert [entry.id for entry in articles.listing(empty / "library")] == [WARNING]


def test_an_import_that_cannot_write_on_says_what_it_has_done(
    cli: Cli, empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from workbench.errors import UnwritableError

    rows = [{"id": f"row-{number}", "title": f"Row {number}", "text": f"Words of row {number}."} for number in range(3)]
    (tmp_path / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    written = articles.create

    def full(library: Path, article: Article, content: bytes) -> Path:
        if article.id == "row-1":
            raise UnwritableError("cannot be written: the disk is full", place=library)
        return written(library, article, content)

    monkeypatch.setattr(articles, "create", full)
    answer = cli("-w", empty, "import", tmp_path / "rows.jsonl", "--json")
    assert answer.code == 1
    assert [row["id"] for row in answer.json["imported"]] == ["row-0"]
    assert "the disk is full" in answer.json["refused"][0]["error"]


def test_a_source_with_more_blocks_than_can_be_recorded_is_refused_and_leaves_nothing(
    cli: Cli, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decisions, "MOST", 3)
    (tmp_path / "many.txt").write_text("\n\n".join(f"Line {number} of the register." for number in range(9)), encoding="utf-8")
    before = sorted((folder / "library").rglob("*"))
    answer = cli("-w", folder, "import", "--json", tmp_path / "many.txt")
    assert answer.code == 1
    assert "more than can be kept on record" in answer.json["refused"][0]["error"]
    assert sorted((folder / "library").rglob("*")) == before


def test_a_link_in_a_folder_is_refused_and_the_rest_goes_on(cli: Cli, empty: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(PAGE.replace("eastern", "secret"), encoding="utf-8")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "page.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "pages" / "link.txt").symlink_to(tmp_path / "secret.txt")
    answer = cli("-w", empty, "import", tmp_path / "pages", "--json")
    assert (answer.code, len(answer.json["imported"])) == (1, 1)
    assert [(Path(one["path"]).name, "link" in one["error"]) for one in answer.json["refused"]] == [("link.txt", True)]
