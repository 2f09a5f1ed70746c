"""Odd names, odd files, odd terminals: one line that helps, never a traceback, and the rest goes on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

WARNING = "warning-over-the-eastern-branch"


@pytest.mark.parametrize(
    "arguments",
    [
        ("-w", "~nobody-of-this-name", "articles"),
        ("-w", "n" * 300, "articles"),
        ("init", "n" * 300),
        ("-w", "SPACE", "search", "--limt", "3", "foo"),
        ("-w", "SPACE", "show", "n" * 300),
        ("-w", "SPACE", "show", "../../etc/passwd"),
        ("-w", "SPACE", "show", "\udcff"),
        ("-w", "SPACE", "cite", "x-\udcff"),
        ("-w", "SPACE", "articles", "restore", "../x"),
        ("-w", "SPACE", "articles", "rename", WARNING, "../x"),
        ("-w", "SPACE", "articles", "set", WARNING, "url", "javascript:1"),
    ],
    ids=lambda arguments: " ".join(arguments)[:60].encode("ascii", "replace").decode(),
)
def test_what_cannot_be_meant_is_one_line_and_exit_code_2(cli: Cli, folder: Path, arguments: tuple[str, ...]) -> None:
    answer = cli(*(str(folder) if argument == "SPACE" else argument for argument in arguments))
    assert (answer.code, answer.err.count("\n")) == (2, 1), answer.err
    assert answer.err.startswith("workbench: error: ")
    assert "unexpected" not in answer.err


@pytest.mark.parametrize("name", ["articles", "annotations"])
def test_a_file_in_place_of_a_folder_is_named(cli: Cli, folder: Path, name: str) -> None:
    (folder / "library" / name).rename(folder / "library" / "away") if (folder / "library" / name).exists() else None
    (folder / "library" / name).write_text("", encoding="utf-8")
    for command in (["articles"], ["search", "haqqani"], ["check"]):
        answer = cli("-w", folder, *command)
        assert str(folder / "library" / name) in answer.err
        assert "unexpected" not in answer.err


@pytest.mark.parametrize("kind", ["pipe", "folder", "loop", "nothing"])
def test_check_names_a_source_that_is_no_file_and_goes_on(cli: Cli, folder: Path, kind: str) -> None:
    source = folder / f"library/sources/{WARNING}.txt"
    source.unlink()
    if kind == "pipe":
        os.mkfifo(source)
    elif kind == "folder":
        source.mkdir()
    elif kind == "loop":
        source.symlink_to(source.name)
    answer = cli("-w", folder, "check", "--json")
    assert answer.code == 1
    assert [Path(one["file"]).name for one in answer.json["problems"] if one["severity"] == "error"] == [source.name]
    assert answer.json["counts"]["articles"] == 2


def test_check_names_an_article_that_is_no_file(cli: Cli, folder: Path) -> None:
    article = folder / f"library/articles/{WARNING}.md"
    article.unlink()
    article.mkdir()
    answer = cli("-w", folder, "check", "--json")
    assert answer.code == 1
    assert [one["file"] for one in answer.json["problems"] if one["severity"] == "error"] == [str(article)]


def test_a_link_to_itself_among_the_annotations_hides_nothing(cli: Cli, folder: Path) -> None:
    assert cli("-w", folder, "annotate", WARNING, "--quote", "a senior officer said").code == 0
    (folder / "library/annotations/a-loop.yaml").symlink_to("a-loop.yaml")
    assert {row["id"]: row["excerpts"] for row in cli("-w", folder, "articles", "--json").rows}[WARNING] == 1


def test_a_long_article_edited_by_hand_is_checked_quickly(cli: Cli, folder: Path) -> None:
    article = folder / f"library/articles/{WARNING}.md"
    words = "\n\n".join(
        f"Paragraph {number} of a long list of much the same words as in all the others." for number in range(3_000)
    )
    article.write_text(article.read_text(encoding="utf-8") + "\n" + words + "\n", encoding="utf-8")
    said = [one["problem"] for one in cli("-w", folder, "check", "--json").json["problems"]]
    assert any("3000 paragraphs differ" in one for one in said), said


def test_json_holds_names_that_are_not_unicode(cli: Cli, folder: Path, tmp_path: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/n\xff.txt"))
    odd.write_text("A title of several words\n\nSome text of it.\n", encoding="utf-8")
    assert Path(cli("clean", odd, "--json").rows[0]["path"]) == odd
    assert cli("-w", folder, "search", "\udcff", "--json").json["query"] == "\udcff"


def in_terminal(*arguments: str) -> bytes:
    """What the command writes to standard output where that is a terminal."""
    ours, theirs = os.openpty()
    try:
        subprocess.run(
            [sys.executable, "-m", "workbench", *arguments], stdout=theirs, stderr=subprocess.DEVNULL, timeout=30, check=True
        )
        os.close(theirs)
        written = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # how Linux says that the other end is closed
                return written
            if not piece:
                return written
            written += piece
    finally:
        os.close(ours)


HOSTILE = "\u009b31m\u202eevil\u200f\x7f\u2028\x1b]52;c;AAAA\x07"


@pytest.mark.parametrize("arguments", [["show"], ["show", "--json"], ["show", "--raw"], ["articles"], ["articles", "--json"]])
def test_nothing_in_an_article_acts_on_a_terminal(folder: Path, arguments: list[str]) -> None:
    for file in (folder / f"library/articles/{WARNING}.md", folder / f"library/sources/{WARNING}.txt"):
        title = f"title: {json.dumps(HOSTILE)} # "
        file.write_text(file.read_text(encoding="utf-8").replace("title: ", title, 1) + HOSTILE, encoding="utf-8")
    written = in_terminal("-w", str(folder), *arguments, *([WARNING] if arguments[0] == "show" else [])).decode()
    assert "evil" in written
    assert not set(written) & set("\x1b\x07\x7f\u009b\u202e\u200f\u2028")
    if "--json" in arguments:
        assert HOSTILE in [json.loads(line)["title"] for line in written.splitlines()]


def test_a_batch_takes_any_of_the_words_unless_told_otherwise(cli: Cli, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "asked.jsonl").write_text('{"id": 1, "text": "haqqani teacher"}\n', encoding="utf-8")
    command = ["-w", folder, "search", "--batch", tmp_path / "asked.jsonl"]
    assert len(cli(*command).rows[0]["hits"]) == 2
    assert len(cli(*command, "--match", "all").rows[0]["hits"]) == 0


def test_a_batch_of_excerpts_goes_on_behind_a_file_that_does_not_parse(cli: Cli, folder: Path, tmp_path: Path) -> None:
    (folder / f"library/annotations/{WARNING}.yaml").write_text("format: [\n", encoding="utf-8")
    rows = [{"article": WARNING, "quote": "a senior officer said"}, {"article": "rivals-in-the-valley", "quote": "every winter"}]
    (tmp_path / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    answer = cli("-w", folder, "annotate", "--batch", tmp_path / "rows.jsonl", "--json")
    assert (answer.code, [row["article"] for row in answer.rows]) == (1, ["rivals-in-the-valley"])
    assert (folder / f"library/annotations/{WARNING}.yaml").read_text(encoding="utf-8") == "format: [\n"


def test_what_is_copied_is_what_is_printed(cli: Cli, folder: Path, tmp_path: Path) -> None:
    answer = cli("-w", folder, "cite", "--format", "csl-json", "--copy", WARNING, "rivals-in-the-valley")
    kept = next((tmp_path / "own/state").rglob("last-copy.txt")).read_text(encoding="utf-8")
    assert kept == answer.out.removesuffix("\n")
    assert len(json.loads(kept)) == 2


def test_an_item_that_is_no_excerpt_is_named_and_the_others_are_listed(cli: Cli, folder: Path) -> None:
    assert cli("-w", folder, "annotate", WARNING, "--quote", "a senior officer said").code == 0
    file = folder / f"library/annotations/{WARNING}.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "- id: x-half-an-excerpt\n", encoding="utf-8")
    answer = cli("-w", folder, "excerpts", "--json")
    assert [row["quote"] for row in answer.rows] == ["a senior officer said"]
    assert f"{file}:" in answer.err
