"""Importing files of many formats: what becomes of them, and that custody can be proved of each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.unit.cleaning import made

FEED = f"<rss><channel><title>Northern Wire</title><item><title>First</title><description>{made.SENTENCES[0]}</description></item><item><title>Second</title><description>{made.SENTENCES[1]}</description></item></channel></rss>"


@pytest.fixture
def empty(cli: Cli, tmp_path: Path) -> Path:
    assert cli("init", tmp_path / "empty").code == 0
    return tmp_path / "empty"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    mail = f"From: Lina Forsberg <l@example.org>\r\nSubject: From a mail\r\nDate: Tue, 12 Feb 2019 08:00:00 +0000\r\n\r\n{made.SENTENCES[0]}\r\n"
    (folder / "a.eml").write_bytes(mail.encode())
    (folder / "a.mhtml").write_bytes(
        made.saved_page(made.html("From a saved page").encode(), "Snapshot-Content-Location: https://news.example.org/1\r\n")
    )
    (folder / "a.docx").write_bytes(made.docx(f"<w:p><w:r><w:t>{made.SENTENCES[2]}</w:t></w:r></w:p>"))
    (folder / "a.rtf").write_bytes(rb"{\rtf1 From rich text\par " + made.SENTENCES[1].encode() + rb"\par}")
    (folder / "a.epub").write_bytes(made.epub([f"<p>{made.SENTENCES[2]}</p>"], "<dc:title xmlns:dc='x'>From a book</dc:title>"))
    (folder / "a.md").write_text(
        f"---\ntitle: From Markdown\nsource: https://news.example.org/2\n---\n\n**{made.SENTENCES[0]}**\n", encoding="utf-8"
    )
    (folder / "a.rss").write_text(FEED, encoding="utf-8")
    page = made.record(made.response(made.html("From a web archive").encode(), "Content-Type: text/html; charset=utf-8"))
    (folder / "a.warc").write_bytes(page)
    (folder / "a.json").write_text(
        json.dumps([{"type": "report", "id": "from-references", "title": "From references"}]), encoding="utf-8"
    )
    (folder / "page.txt").write_text(made.html("A page that is called text"), encoding="utf-8")
    return folder


def test_every_format_becomes_articles_whose_custody_holds(cli: Cli, empty: Path, files: Path) -> None:
    answer = cli("-w", empty, "import", files, "--json")
    assert (answer.code, answer.json["refused"]) == (0, [])
    titles = {row["title"] for row in answer.json["imported"]}
    assert titles >= {
        "From a mail",
        "From a saved page",
        "From a book",
        "From Markdown",
        "First",
        "Second",
        "From a web archive",
        "From references",
        "A page that is called text",
    }
    check = cli("-w", empty, "check", "--json")
    assert check.json["ok"], check.json["problems"]
    assert [problem for problem in check.json["problems"] if "hand" in problem["problem"]] == []


def test_importing_the_same_again_writes_nothing(cli: Cli, empty: Path, files: Path) -> None:
    first = cli("-w", empty, "import", files, "--json").json
    again = cli("-w", empty, "import", files, "--json").json
    assert (again["imported"], len(again["duplicates"])) == ([], len(first["imported"]))


def test_cleaning_again_changes_nothing(cli: Cli, empty: Path, files: Path) -> None:
    cli("-w", empty, "import", files)
    assert [row for row in cli("-w", empty, "reclean", "--json").rows if row["changed"]] == []


def test_what_an_archive_states_of_a_page_stands_in_its_article(cli: Cli, empty: Path, files: Path) -> None:
    (row,) = cli("-w", empty, "import", files / "a.warc", "--json").json["imported"]
    assert row["path"] == f"{files / 'a.warc'}#1"
    shown = cli("-w", empty, "show", row["id"], "--json").json
    assert shown["metadata"]["url"] == "https://news.example.org/a"
    assert shown["evidence"]["url"] == ["declared", "warc:WARC-Target-URI"]
    assert shown["metadata"]["accessed"] == "2026-11-20T10:11:12Z"


def test_json_and_xml_of_other_programs_in_a_folder_are_nobodys_business(cli: Cli, empty: Path, tmp_path: Path) -> None:
    folder = tmp_path / "others"
    folder.mkdir()
    (folder / "package.json").write_text('{"name": "x"}', encoding="utf-8")
    (folder / "build.xml").write_text("<project/>", encoding="utf-8")
    (folder / "feed.xml").write_text(FEED, encoding="utf-8")
    answer = cli("-w", empty, "import", folder, "--json").json
    assert (len(answer["imported"]), answer["refused"]) == (2, [])
    named = cli("-w", empty, "import", folder / "package.json", folder / "build.xml", "--json").json
    assert len(named["refused"]) == 2


def test_a_filter_reads_what_import_reads(cli: Cli, files: Path) -> None:
    answer = cli("clean", files / "a.docx", files / "page.txt", "--json")
    assert [row["metadata"].get("title") for row in answer.rows] == [None, "A page that is called text"]
