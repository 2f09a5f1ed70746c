"""What scripts rely on: names, JSON keys, exit codes, one-line errors."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

WARNING = "warning-over-the-eastern-branch"


def test_import_says_what_came_of_each_file(cli: Cli, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "pages" / "empty.txt").write_bytes(b"")
    (tmp_path / "pages" / "picture.png").write_bytes(b"\x89PNG\r\n")
    answer = cli(
        "-w", folder, "import", tmp_path / "pages", tmp_path / "pages" / "picture.png", tmp_path / "missing.txt", "--json"
    )
    assert answer.code == 1
    assert answer.json["imported"] == []
    assert {row["id"] for row in answer.json["duplicates"]} == {WARNING, "rivals-in-the-valley"}
    assert {Path(row["path"]).name for row in answer.json["refused"]} == {"empty.txt", "picture.png", "missing.txt"}


def test_an_import_leaves_the_raw_file_byte_for_byte(folder: Path, tmp_path: Path) -> None:
    assert (folder / "library/sources" / f"{WARNING}.txt").read_bytes() == (tmp_path / "pages/warning.txt").read_bytes()


def test_a_dry_run_writes_nothing(cli: Cli, tmp_path: Path) -> None:
    cli("init", tmp_path / "dry")
    (tmp_path / "p.txt").write_text("A title of several words\n\nAnd some text of it.\n", encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    answer = cli("-w", tmp_path / "dry", "import", "--dry-run", tmp_path / "p.txt", "--json")
    assert [row["id"] for row in answer.json["imported"]] == ["a-title-of-several-words"]
    assert [path for path in sorted(tmp_path.rglob("*")) if "own" not in path.parts] == [
        path for path in before if "own" not in path.parts
    ]


def test_what_the_importer_says_wins_over_the_page(cli: Cli, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "third.txt").write_text("A third title of words\n\nSome text of it.\n", encoding="utf-8")
    cli(
        "-w",
        folder,
        "import",
        tmp_path / "third.txt",
        "--publisher",
        "Eastern Post",
        "--date",
        "2021-08",
        "--author",
        "A. Person",
    )
    shown = cli("-w", folder, "show", "a-third-title-of-words", "--json").json
    assert (shown["metadata"]["publisher"], shown["metadata"]["published"], shown["metadata"]["authors"]) == (
        "Eastern Post",
        "2021-08",
        ["A. Person"],
    )
    assert shown["evidence"]["publisher"][0] == "user"


def test_clean_is_a_filter_that_changes_nothing(cli: Cli, tmp_path: Path) -> None:
    page = tmp_path / "p.txt"
    page.write_text("A title of several words\n\nLeave a reply\n", encoding="utf-8")
    rows = cli("clean", page, "--json").rows
    assert set(rows[0]) == {"path", "text", "metadata", "evidence", "blocks"}
    assert set(rows[0]["blocks"][0]) == {"first_line", "last_line", "label", "kept", "reason", "confidence", "text"}
    assert [(block["first_line"], block["kept"]) for block in rows[0]["blocks"]] == [(1, False), (3, False)]
    assert rows[0]["evidence"]["title"] == ["declared", 1]


def test_articles_lists_every_article(cli: Cli, folder: Path) -> None:
    rows = cli("-w", folder, "articles", "--json").rows
    assert [row["id"] for row in rows] == ["rivals-in-the-valley", WARNING]
    assert set(rows[0]) == {"id", "title", "publisher", "authors", "published", "language", "words", "excerpts"}
    assert rows[1]["authors"] == ["Lina Forsberg"]
    assert rows[1]["published"] == "2019-02-12"


def test_show_gives_the_text_that_offsets_count_in(cli: Cli, folder: Path) -> None:
    shown = cli("-w", folder, "show", WARNING, "--json").json
    file = (folder / "library/articles" / f"{WARNING}.md").read_text(encoding="utf-8")
    assert shown["text"] == file.split("\n---\n\n", 1)[1]
    assert {"id", "title", "text", "metadata", "evidence", "source"} <= set(shown)
    assert {"sha256", "bytes", "media_type"} <= set(shown["source"])
    assert "Leave a reply" not in shown["text"]


def test_show_blocks_and_raw(cli: Cli, folder: Path) -> None:
    blocks = cli("-w", folder, "show", WARNING, "--blocks", "--json").json
    assert [block["text"] for block in blocks if block["label"] == "comment_form"] == [
        "Leave a reply",
        "Your email address will not be published.",
    ]
    assert "Leave a reply" in cli("-w", folder, "show", WARNING, "--raw").out


def test_search_answers_with_hits_and_snippets(cli: Cli, folder: Path) -> None:
    answer = cli("-w", folder, "search", "haqqani", "--json", "--facets").json
    assert set(answer) >= {"query", "hints", "total", "total_is_exact", "took_ms", "engine", "hits", "facets", "suggestion"}
    hit = answer["hits"][0]
    assert (answer["total"], hit["id"]) == (1, WARNING)
    text = cli("-w", folder, "show", WARNING, "--json").json["text"]
    snippet = hit["snippets"][0]
    assert text[snippet["start"] : snippet["end"]] == snippet["text"]
    assert {text[start:end].casefold() for start, end in snippet["marks"]} == {"haqqani"}
    assert ["2019", 1] in answer["facets"]["year"]


def test_a_query_may_begin_with_a_minus(cli: Cli, folder: Path) -> None:
    assert cli("-w", folder, "search", "--json", "--", "-haqqani").json["total"] == 1


def test_search_in_a_batch(cli: Cli, folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text('{"id": "1", "text": "what school was closed?"}\n{"id": "2", "text": "nothing-like-it"}\n', encoding="utf-8")
    rows = cli("-w", folder, "search", "--batch", file, "--match", "any").rows
    assert [row["id"] for row in rows] == ["1", "2"]
    assert rows[0]["hits"][0][0] == "rivals-in-the-valley"
    assert rows[1]["hits"] == []


def test_annotate_makes_an_excerpt_and_excerpts_lists_it(cli: Cli, folder: Path) -> None:
    made = cli(
        "-w",
        folder,
        "annotate",
        WARNING,
        "--quote",
        "able to strike abroad",
        "--tag",
        "capability/external-attack",
        "--credibility",
        3,
        "--json",
    ).json
    keys = {"id", "article", "quote", "start", "end", "anchor", "tags", "note", "credibility", "created", "modified", "author"}
    assert set(made) == keys
    listed = cli("-w", folder, "excerpts", "--json").rows
    assert listed == [made]
    assert cli("-w", folder, "excerpts", "--tag", "capability", "--json").rows == [made]
    assert cli("-w", folder, "excerpts", "--tag", "cap", "--json").rows == []
    assert cli("-w", folder, "articles", "--json").rows[1]["excerpts"] == 1
    assert cli("-w", folder, "search", "tag:capability", "--json").json["total"] == 1


def test_words_that_stand_there_twice_need_an_occurrence(cli: Cli, folder: Path) -> None:
    refused = cli("-w", folder, "annotate", WARNING, "--quote", "They would not say")
    assert refused.code == 0
    refused = cli("-w", folder, "annotate", WARNING, "--quote", "would not say")
    assert refused.code == 2
    assert "--occurrence" in refused.err
    first = cli("-w", folder, "annotate", WARNING, "--quote", "would not say", "--occurrence", 1, "--json").json
    second = cli("-w", folder, "annotate", WARNING, "--quote", "would not say", "--occurrence", 2, "--json").json
    assert first["start"] < second["start"]


def test_annotate_in_a_batch_answers_in_the_rows_order(cli: Cli, folder: Path, tmp_path: Path) -> None:
    rows = [
        {"article": "rivals-in-the-valley", "quote": "A teacher from the valley", "tags": ["people"]},
        {"article": WARNING, "start": 0, "end": 5, "tags": [], "note": "first word"},
        {"article": "rivals-in-the-valley", "start": 4, "end": 14},
        {"article": "nobody", "start": 0, "end": 2},
    ]
    file = tmp_path / "b.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    answer = cli("-w", folder, "annotate", "--batch", file, "--json")
    assert answer.code == 1
    assert [row["article"] for row in answer.rows] == ["rivals-in-the-valley", WARNING, "rivals-in-the-valley"]
    assert "b.jsonl:4" in answer.err


def test_an_excerpt_is_edited_attached_and_removed(cli: Cli, folder: Path) -> None:
    made = cli("-w", folder, "annotate", WARNING, "--quote", "able to strike abroad", "--json").json
    edited = cli("-w", folder, "excerpts", "edit", made["id"], "--tag", "capability", "--note", "who said it?", "--json").json
    assert (edited["tags"], edited["note"], edited["quote"]) == (["capability"], "who said it?", made["quote"])
    attached = cli("-w", folder, "excerpts", "attach", made["id"], "--start", 0, "--end", 5, "--json").json
    assert (attached["quote"], attached["anchor"], attached["id"]) == ("KABUL", "exact", made["id"])
    assert cli("-w", folder, "excerpts", "remove", made["id"]).code == 0
    assert cli("-w", folder, "excerpts", "--json").rows == []


@pytest.mark.parametrize(
    ("notation", "piece"),
    [
        ("csv", "id,article,quote"),
        ("markdown", "> able to strike abroad"),
        ("json", '"anchor":"exact"'),
        ("table", "«able to strike abroad»"),
    ],
)
def test_excerpts_in_every_format(cli: Cli, folder: Path, notation: str, piece: str) -> None:
    cli("-w", folder, "annotate", WARNING, "--quote", "able to strike abroad")
    assert piece in cli("-w", folder, "excerpts", "--format", notation).out


def test_an_orphan_is_kept_told_and_an_error_of_check(cli: Cli, folder: Path) -> None:
    cli("-w", folder, "annotate", WARNING, "--quote", "able to strike abroad")
    file = folder / "library/articles" / f"{WARNING}.md"
    file.write_text(file.read_text(encoding="utf-8").replace("able to strike abroad", "of no danger"), encoding="utf-8")
    listed = cli("-w", folder, "excerpts", "--json")
    assert listed.code == 1
    assert [(row["anchor"], row["start"], row["quote"]) for row in listed.rows] == [("orphaned", None, "able to strike abroad")]
    assert cli("-w", folder, "excerpts", "--orphaned", "--json").rows == listed.rows
    audit = cli("-w", folder, "check", "--json")
    assert audit.code == 1
    assert {problem["severity"] for problem in audit.json["problems"]} == {"error", "note"}
    assert any("edited by hand" in problem["problem"] for problem in audit.json["problems"])


def test_check_of_a_sound_library_finds_nothing(cli: Cli, folder: Path) -> None:
    audit = cli("-w", folder, "check", "--json")
    assert (audit.code, audit.json["ok"], audit.json["problems"]) == (0, True, [])
    assert audit.json["counts"]["articles"] == 2


def test_check_names_a_source_of_which_one_byte_changed(cli: Cli, folder: Path) -> None:
    source = folder / "library/sources" / f"{WARNING}.txt"
    raw = bytearray(source.read_bytes())
    raw[10] ^= 1
    source.write_bytes(raw)
    audit = cli("-w", folder, "check", "--json")
    assert audit.code == 1
    assert any(source.name in problem["file"] or source.name in problem["problem"] for problem in audit.json["problems"])


def test_cite_in_the_order_asked(cli: Cli, folder: Path) -> None:
    rows = cli("-w", folder, "cite", "rivals-in-the-valley", WARNING, "--json").rows
    assert [row["id"] for row in rows] == ["rivals-in-the-valley", WARNING]
    assert set(rows[0]) == {"id", "text", "style", "format", "renderer", "missing"}
    assert rows[0]["missing"] == ["authors", "publisher", "published"]
    assert rows[1]["text"] == "Lina Forsberg, “Warning over the eastern branch,” Northern Wire, 12 February 2019"


def test_cite_csl_json_is_one_array_with_the_articles_ids(cli: Cli, folder: Path) -> None:
    items = cli("-w", folder, "cite", "--format", "csl-json", WARNING, "rivals-in-the-valley").json
    assert [item["id"] for item in items] == [WARNING, "rivals-in-the-valley"]
    assert items[0]["author"] == [{"family": "Forsberg", "given": "Lina"}]
    assert items[0]["issued"] == {"date-parts": [[2019, 2, 12]]}


def test_cite_the_quotation_of_an_excerpt(cli: Cli, folder: Path) -> None:
    made = cli(
        "-w", folder, "annotate", WARNING, "--quote", "Officials would not say how many fighters there are.", "--json"
    ).json
    text = cli("-w", folder, "cite", "--kind", "quote", made["id"]).out
    assert text.startswith("“Officials would not say how many fighters there are.” (Lina Forsberg, ")
    assert text.rstrip().endswith("par. 3)")


@pytest.mark.parametrize("style", ["apa", "icd206", "nonsense"])
def test_a_style_that_is_not_there_exits_2_and_says_so(cli: Cli, folder: Path, style: str) -> None:
    answer = cli("-w", folder, "cite", "--style", style, WARNING)
    assert (answer.code, answer.out) == (2, "")
    assert style in answer.err
    assert "news" in answer.err


def test_copy_without_a_clipboard_says_so_and_keeps_the_text(cli: Cli, folder: Path) -> None:
    answer = cli("-w", folder, "cite", "--copy", WARNING)
    assert "no clipboard here; kept in" in answer.err
    kept = Path(answer.err.split("kept in ")[1].splitlines()[0])
    assert kept.read_text(encoding="utf-8") + "\n" == answer.out
    assert kept.parent.stat().st_mode & 0o077 == 0


def test_editing_renaming_removing_and_restoring_an_article(cli: Cli, folder: Path) -> None:
    assert cli("-w", folder, "articles", "set", WARNING, "published", "2019-02").code == 0
    assert cli("-w", folder, "articles", "rename", WARNING, "warning").code == 0
    shown = cli("-w", folder, "show", WARNING, "--json").json
    assert (shown["id"], shown["aliases"], shown["metadata"]["published"]) == ("warning", [WARNING], "2019-02")
    assert shown["evidence"]["published"][0] == "user"
    assert cli("-w", folder, "check").code == 0
    assert cli("-w", folder, "articles", "remove", "warning").code == 0
    assert cli("-w", folder, "search", "haqqani", "--json").json["total"] == 0
    assert cli("-w", folder, "articles", "restore", "warning").code == 0
    assert cli("-w", folder, "search", "haqqani", "--json").json["total"] == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [("published", "yesterday"), ("kind", "novel"), ("reliability", "G"), ("url", "javascript:alert(1)"), ("colour", "red")],
)
def test_a_value_that_cannot_be_is_refused(cli: Cli, folder: Path, field: str, value: str) -> None:
    answer = cli("-w", folder, "articles", "set", WARNING, field, value)
    assert answer.code == 2
    assert answer.err.count("\n") == 1


def test_the_index_is_rebuilt_when_it_is_gone_or_damaged(cli: Cli, folder: Path, tmp_path: Path) -> None:
    for file in (tmp_path / "own/cache").rglob("*"):
        if file.is_file() and file.suffix != ".lock":
            file.write_bytes(b"damaged")
    assert cli("-w", folder, "search", "haqqani", "--json").json["total"] == 1
    report = cli("-w", folder, "index", "--rebuild", "--json").json
    assert set(report) == {"added", "updated", "removed", "seconds", "engine", "changed_over"}
    assert report["added"] == 2


def test_a_file_changed_by_hand_is_found_by_its_new_words(cli: Cli, folder: Path) -> None:
    file = folder / "library/articles/rivals-in-the-valley.md"
    file.write_text(file.read_text(encoding="utf-8").replace("A teacher", "A schoolmistress"), encoding="utf-8")
    assert cli("-w", folder, "search", "schoolmistress", "--json").json["total"] == 1


def test_doctor_tells_what_a_bug_report_needs(cli: Cli, folder: Path) -> None:
    said = cli("-w", folder, "doctor", "--json").json
    assert {"workbench", "python", "textual", "clipboard", "workspace", "engine"} <= set(said)
    assert cli("doctor").code == 0
    assert said["git merges"].startswith("as text; by item with: git config merge.workbench.driver")
    subprocess.run(["git", "init", "-q", folder], check=True)
    subprocess.run(["sh", "-c", said["git merges"].removeprefix("as text; by item with: ")], cwd=folder, check=True)
    assert cli("-w", folder, "doctor", "--json").json["git merges"].startswith("by item: ")


def test_init_never_overwrites(cli: Cli, folder: Path) -> None:
    before = (folder / "config.yaml").read_bytes()
    assert cli("init", folder).code == 2
    assert (folder / "config.yaml").read_bytes() == before


def test_the_sample_library_comes_with_the_program_and_is_sound(cli: Cli, tmp_path: Path) -> None:
    assert cli("init", "--sample", tmp_path / "trial").code == 0
    audit = cli("-w", tmp_path / "trial", "check", "--json").json
    assert audit["ok"]
    assert audit["counts"]["articles"] >= 12
    assert audit["counts"]["excerpts"] >= 12
    assert audit["counts"]["hand_edited"] == 0
    assert cli("-w", tmp_path / "trial", "search", "haqqani", "--json").json["total"] >= 3


@pytest.mark.parametrize(
    "arguments",
    [
        ["serach", "x"],
        ["search"],
        ["search", "x", "--limit", "many"],
        ["show"],
        ["show", "nobody"],
        ["show", "../../etc/passwd"],
        ["cite", "x-nobodynobo"],
        ["annotate", WARNING],
        ["annotate", WARNING, "--quote", "words that stand nowhere"],
        ["annotate", WARNING, "--quote", "KABUL", "--tag", "two words"],
        ["excerpts", "--since", "yesterday"],
        ["excerpts", "remove", "x-nobodynobo"],
        ["search", "--batch", "/nonexistent"],
    ],
)
def test_every_mistake_is_one_line_and_exit_2(cli: Cli, folder: Path, arguments: list[str]) -> None:
    answer = cli("-w", folder, *arguments)
    assert answer.code == 2
    assert answer.out == ""
    assert answer.err.startswith("workbench: error: ")
    assert answer.err.count("\n") == 1


def test_without_a_workspace_it_says_what_to_do(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    answer = cli("articles")
    assert answer.code == 2
    assert "workbench init" in answer.err


def test_a_missing_library_is_told(cli: Cli, folder: Path) -> None:
    (folder / "library").rename(folder / "elsewhere")
    answer = cli("-w", folder, "articles")
    assert answer.code == 2
    assert "library" in answer.err


def test_broken_settings_are_told_with_every_line(cli: Cli, folder: Path) -> None:
    (folder / "config.yaml").write_text("workbench: 1\nkeys: emacs\ntheem: nord\n", encoding="utf-8")
    answer = cli("-w", folder, "articles")
    assert answer.code == 2
    assert [line.split("config.yaml:")[1][0] for line in answer.err.splitlines()] == ["2", "3"]


@pytest.mark.parametrize(
    "name", ["articles/warning-over-the-eastern-branch.md", "annotations/rivals-in-the-valley.yaml", "codebook.yaml"]
)
def test_one_broken_file_is_told_and_the_rest_goes_on(cli: Cli, folder: Path, name: str) -> None:
    broken = folder / "library" / name
    broken.parent.mkdir(exist_ok=True)
    broken.write_text("---\nid: [\n---\n" if name.endswith(".md") else "format: 1\nexcerpts: [\n", encoding="utf-8")
    before = broken.read_bytes()
    assert cli("-w", folder, "search", "teacher", "--json").json["total"] == 1
    audit = cli("-w", folder, "check", "--json")
    assert audit.code == 1
    assert any(problem["line"] and name.rsplit("/", 1)[-1] in problem["file"] for problem in audit.json["problems"])
    if "annotations" in name:
        assert cli("-w", folder, "annotate", "rivals-in-the-valley", "--quote", "A teacher").code == 2
    assert broken.read_bytes() == before


def test_a_deleted_article_keeps_its_annotations(cli: Cli, folder: Path) -> None:
    cli("-w", folder, "annotate", WARNING, "--quote", "able to strike abroad")
    (folder / "library/articles" / f"{WARNING}.md").unlink()
    listed = cli("-w", folder, "excerpts", "--json")
    assert (listed.code, listed.rows[0]["anchor"]) == (1, "orphaned")
    assert cli("-w", folder, "check").code == 1
    assert (folder / "library/annotations" / f"{WARNING}.yaml").exists()


def test_hostile_text_is_stripped_and_counted(cli: Cli, folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "h.txt"
    page.write_bytes(
        "A hostile title of words\n\nSome \x1b[31mred\x1b[0m and \x1b]52;c;aGk=\x07 and \u202eevil\u202c text of it.\n".encode()
    )
    assert cli("-w", folder, "import", page).code == 0
    shown = cli("-w", folder, "show", "a-hostile-title-of-words")
    assert not {"\x1b", "\x07", "\u202e"} & set(shown.out)
    front = (folder / "library/articles/a-hostile-title-of-words.md").read_text(encoding="utf-8")
    assert "removed: {control: " in front
    assert "bidi: 2}" in front


def test_many_excerpts_are_tagged_at_once_those_that_were_chosen(cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "sample"
    assert cli("init", "--sample", folder).code == 0
    before = {row["id"]: row for row in cli("-w", folder, "excerpts", "--json").rows}
    assert cli("-w", folder, "excerpts", "tag", "--add", "figures").code == 2
    assert cli("-w", folder, "excerpts", "tag", "by:kd").code == 2
    wrong = cli("-w", folder, "excerpts", "tag", "anchor:gone", "--add", "figures")
    assert (wrong.code, "exact, moved, fuzzy, orphaned" in wrong.err) == (2, True)
    assert cli("-w", folder, "excerpts", "credibility:9").code == 2
    assert "there is no field foo" in cli("-w", folder, "excerpts", "foo:bar").err
    choice = ("by:kd", "--tag", "capability", "--add", "figures", "--remove", "sources/official", "--grade", 4, "--json")
    told = cli("-w", folder, "excerpts", "tag", *choice, "--dry-run").json
    assert {row["id"]: row for row in cli("-w", folder, "excerpts", "--json").rows} == before
    done = cli("-w", folder, "excerpts", "tag", *choice).json
    assert done == told
    for row in cli("-w", folder, "excerpts", "--json").rows:
        old = before[row["id"]]
        if row["id"] in done["changed"]:
            assert old["author"] == "kd"
            assert row["credibility"] == 4
            assert row["tags"] == [tag for tag in old["tags"] if tag != "sources/official"] + ["figures"]
        else:
            assert row == old
    assert 0 < len(done["changed"]) < len(before)
