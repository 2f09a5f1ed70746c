"""`workbench export` and `workbench import-excerpts`: what goes out comes in as it was, and nothing goes to a wrong passage."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest

from tests.cli.conftest import Cli
from tests.unit.exchange.test_refi_project import GUID, coding, project, selection, source, zipped
from workbench.cli.options import EXCHANGED
from workbench.workspace import exporting

ID = "warning-over-the-eastern-branch"
WORDS = "They are closest to having the means"
FORMATS = ("w3c", "hypothesis", "csv", "markdown", "qdpx")


@pytest.fixture
def marked(cli: Cli, folder: Path) -> Path:
    """The workspace with three excerpts; two share an article, one has hostile words in its note."""
    for arguments in (
        (
            ID,
            "--quote",
            WORDS,
            "--tag",
            "capability/strike",
            "--tag",
            "no",
            "--note",
            "=1+1 ]]> \u202e\x1b[2J\nand \U0001f600",
            "--credibility",
            3,
        ),
        (ID, "--quote", "Haqqani money", "--tag", "money"),
        ("rivals-in-the-valley", "--quote", "changed sides"),
    ):
        assert cli("-w", folder, "annotate", *arguments).code == 0
    assert cli("-w", folder, "tags", "add", "money", "--definition", "Who pays.").code == 0
    return folder


def written(folder: Path) -> dict[str, str]:
    files = [*(folder / "library/annotations").rglob("*.*"), folder / "library/codebook.yaml"]
    return {str(file.relative_to(folder)): file.read_text(encoding="utf-8") for file in files}


def listed(cli: Cli, folder: Path) -> list[Any]:
    return cli("-w", folder, "excerpts", "--json").rows


def without_excerpts(folder: Path, name: str = "other") -> Path:
    other = folder.parent / name
    shutil.copytree(folder, other)
    shutil.rmtree(other / "library/annotations")
    return other


def change(folder: Path, article: str, before: str, after: str) -> None:
    file = folder / "library/articles" / f"{article}.md"
    file.write_text(file.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")


def rows(tmp_path: Path, *found: tuple[str, str]) -> Path:
    """A table of quotations with the titles of their articles."""
    file = tmp_path / "highlights.csv"
    lines = [f'"{quote}","{title}"\n' for quote, title in found]
    file.write_text("quote,title\n" + "".join(lines), encoding="utf-8")
    return file


@pytest.mark.parametrize("notation", FORMATS)
def test_what_was_exported_is_known_here_and_the_same_elsewhere(cli: Cli, marked: Path, tmp_path: Path, notation: str) -> None:
    files = [tmp_path / f"{name}.{notation}" for name in ("one", "two")]
    answers = [cli("-w", marked, "export", "--format", notation, "-o", file, "--json") for file in files]
    assert answers[0].json == {"file": str(files[0]), "format": notation, "excerpts": 3, "articles": 2, "tags": 3}
    assert files[0].read_bytes() == files[1].read_bytes()
    before = written(marked)
    again = cli("-w", marked, "import-excerpts", files[0], "--json")
    assert (again.code, again.json["format"], again.json["imported"], len(again.json["known"])) == (0, notation, [], 3)
    assert written(marked) == before
    other = without_excerpts(marked)
    there = cli("-w", other, "import-excerpts", files[0], "--json")
    assert (there.code, there.json["refused"], [one["anchor"] for one in there.json["imported"]]) == (0, [], ["exact"] * 3)
    assert written(other) == before


@pytest.mark.parametrize("notation", FORMATS)
def test_excerpts_made_on_an_older_text_keep_their_words_and_how_surely_they_stand(
    cli: Cli, marked: Path, tmp_path: Path, notation: str
) -> None:
    change(marked, ID, WORDS, "They are closer than ever to having the means")
    change(marked, "rivals-in-the-valley", "The two groups have fought", "At first the two groups have fought")
    expected = {one["id"]: (one["quote"], one["start"], one["anchor"]) for one in listed(cli, marked)}
    assert {anchor for _, _, anchor in expected.values()} == {"fuzzy", "moved"}
    file = tmp_path / f"a.{notation}"
    assert cli("-w", marked, "export", "--format", notation, "-o", file).code == 0
    assert cli("-w", marked, "import-excerpts", file, "--json").json["imported"] == []
    other = without_excerpts(marked)
    assert cli("-w", other, "import-excerpts", file).code == 0
    there = {one["id"]: (one["quote"], one["start"]) for one in listed(cli, other)}
    assert there == {name: place[:2] for name, place in expected.items()}
    assert [one["anchor"] for one in listed(cli, other) if one["quote"] == WORDS] == ["fuzzy"]


def test_an_excerpt_that_has_lost_its_passage_stays_lost_with_the_text_it_was_made_on(
    cli: Cli, marked: Path, tmp_path: Path
) -> None:
    change(
        marked,
        "rivals-in-the-valley",
        "The two groups have fought since the spring of 2015, when the first commanders changed sides and took their men and their rifles with them.",
        "Nothing of it is left in this article, which speaks of the weather, and of nothing besides.",
    )
    other = without_excerpts(marked)
    for notation in ("w3c", "hypothesis", "qdpx"):
        file = tmp_path / f"a.{notation}"
        cli("-w", marked, "export", "--format", notation, "-o", file)
        shutil.rmtree(other / "library/annotations", ignore_errors=True)
        there = cli("-w", other, "import-excerpts", file, "--json").json
        assert (there["refused"], sorted(one["anchor"] for one in there["imported"])) == ([], ["exact", "exact", "orphaned"])
        assert written(other) == written(marked)


def test_words_of_a_browser_are_found_by_words_and_context_wherever_it_says_they_are(
    cli: Cli, folder: Path, tmp_path: Path
) -> None:
    assert cli("-w", folder, "articles", "set", ID, "url", "https://example.org/warning?utm_source=x").code == 0
    selectors = [
        {"type": "TextPositionSelector", "start": 90_000, "end": 90_010},
        {
            "type": "TextQuoteSelector",
            "exact": "Haqqani  money was named",
            "prefix": "the officer said. ",
            "suffix": " as one source",
        },
    ]
    row = {
        "id": "a1",
        "uri": "http://www.example.org/warning/#top",
        "text": "",
        "tags": ["Foreign policy"],
        "target": [{"selector": selectors}],
    }
    file = tmp_path / "annotations.json"
    file.write_text(json.dumps([row]), encoding="utf-8")
    answer = cli("-w", folder, "import-excerpts", file, "--json").json
    assert [one["article"] for one in answer["imported"]] == [ID]
    assert answer["tags"] == ["Foreign-policy"]
    assert [(one["quote"], one["tags"], one["anchor"]) for one in listed(cli, folder)] == [
        ("Haqqani money was named", ["Foreign-policy"], "exact")
    ]
    assert cli("-w", folder, "tags", "--json").rows[0]["tag"] == "Foreign-policy"
    assert cli("-w", folder, "import-excerpts", file, "--json").json["known"] == [one["id"] for one in listed(cli, folder)]


def test_what_is_not_found_is_refused_and_never_put_elsewhere(cli: Cli, folder: Path, tmp_path: Path) -> None:
    title = "Warning over the eastern branch"
    file = rows(
        tmp_path, ("They would not say where", title), ("words that nobody said", title), ("who", title), ("They", "Unknown")
    )
    answer = cli("-w", folder, "import-excerpts", file, "--json")
    assert answer.code == 1
    assert len(answer.json["imported"]) == 1
    assert {one["where"]: one["error"].partition(" (")[0] for one in answer.json["refused"]} == {
        "row 3": "its words are not found",
        "row 4": "its words stand in several places, and nothing tells which",
        "row 5": "no article 'Unknown'",
    }


def test_a_dry_run_says_the_same_and_writes_nothing(cli: Cli, folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "p.qdpx"
    text = "A text that the library does not have.\n\nIt has two paragraphs, and one of them is marked.\n"
    file.write_bytes(
        zipped({"project.qde": project(source(selection(40, 61, inside=coding(1)))), "sources/T.txt": text.encode()})
    )
    before = sorted(str(path) for path in (folder / "library").rglob("*") if ".local" not in str(path))
    dry = cli("-w", folder, "import-excerpts", "--dry-run", file, "--json").json
    assert sorted(str(path) for path in (folder / "library").rglob("*") if ".local" not in str(path)) == before
    assert cli("-w", folder, "import-excerpts", file, "--json").json == dry
    assert (dry["articles"], dry["tags"]) == (["a-raid"], ["Foreign-policy", "Foreign-policy/a-b"])
    assert [(one["quote"], one["anchor"], one["author"]) for one in listed(cli, folder)] == [
        ("It has two paragraphs", "exact", "Kay")
    ]
    again = cli("-w", folder, "import-excerpts", file, "--json").json
    assert (again["imported"], len(again["known"]), again["articles"], again["tags"], again["refused"]) == ([], 1, [], [], [])
    assert cli("-w", folder, "check", "--json").json["ok"]


def test_nothing_that_is_there_is_overwritten(cli: Cli, marked: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    cli("-w", marked, "export", "--format", "csv", "-o", file)
    name = next(one["id"] for one in listed(cli, marked) if one["quote"] == "Haqqani money")
    cli("-w", marked, "excerpts", "edit", name, "--note", "Mine.", "--tag", "other")
    before = written(marked)
    answer = cli("-w", marked, "import-excerpts", file, "--json")
    assert answer.code == 1
    assert [one["error"] for one in answer.json["refused"]] == [
        f"{name} is in the library with another note, tags; nothing is overwritten"
    ]
    assert written(marked) == before


def test_a_closed_codebook_refuses_what_it_does_not_have(cli: Cli, marked: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    cli("-w", marked, "export", "--format", "csv", "-o", file)
    other = without_excerpts(marked)
    config = other / "config.yaml"
    config.write_text(config.read_text(encoding="utf-8") + "\ncodebook: closed\n", encoding="utf-8")
    answer = cli("-w", other, "import-excerpts", file, "--json")
    assert answer.code == 1
    assert len(answer.json["imported"]) == 2
    assert "the codebook is closed" in answer.json["refused"][0]["error"]


def test_a_file_that_is_no_export_is_not_replaced_and_an_export_is(cli: Cli, marked: Path, tmp_path: Path) -> None:
    file = tmp_path / "notes.md"
    for words in (
        "my notes\n",
        "# Notes\n\nMade with Analyst Workbench.\n",
        "## Formats\n\nAn export has <!-- workbench {} --> in it.\n",
    ):
        file.write_text(words, encoding="utf-8")
        refused = cli("-w", marked, "export", "--format", "markdown", "-o", file)
        assert (refused.code, file.read_text(encoding="utf-8")) == (2, words)
        assert "no export" in refused.err
    assert cli("-w", marked, "export", "--format", "csv", "-o", marked / "library/annotations/a.yaml").code == 2
    for notation in (*FORMATS, "qdc"):
        other = tmp_path / f"a.{notation}"
        assert [cli("-w", marked, "export", "--format", notation, "-o", other).code for _ in range(2)] == [0, 0]


def test_the_name_of_the_file_says_the_format_where_it_can(cli: Cli, marked: Path, tmp_path: Path) -> None:
    for name, notation in (("a.qdpx", "qdpx"), ("a.QDC", "qdc"), ("a.csv", "csv"), ("a.md", "markdown"), ("a.jsonld", "w3c")):
        assert cli("-w", marked, "export", "-o", tmp_path / name, "--json").json["format"] == notation
    for arguments in ((), ("-o", tmp_path / "a.json")):
        answer = cli("-w", marked, "export", *arguments)
        assert (answer.code, "--format" in answer.err) == (2, True)
    assert EXCHANGED == exporting.FORMATS


def test_the_options_of_a_list_choose_what_is_exported(cli: Cli, marked: Path) -> None:
    answer = cli("-w", marked, "export", "--format", "csv", "--tag", "money")
    assert [row["quote"] for row in csv.DictReader(io.StringIO(answer.out))] == ["Haqqani money"]
    assert "1 excerpt, 1 article, 1 tag" in answer.err
    assert cli("-w", marked, "export", "--format", "qdpx").code == 2
    assert cli("-w", marked, "export", "--format", "csv", "--since", "never").code == 2


def test_an_unreadable_file_is_refused_in_one_line(cli: Cli, folder: Path, tmp_path: Path) -> None:
    for name, raw in (("a.json", b"{"), ("b.qdpx", b"PK"), ("c", b"words"), ("d.csv", b"a,b\n")):
        (tmp_path / name).write_bytes(raw)
        answer = cli("-w", folder, "import-excerpts", tmp_path / name)
        assert (answer.code, len(answer.err.splitlines())) == (2, 1)
    missing = cli("-w", folder, "import-excerpts", tmp_path / "missing")
    assert (missing.code, "no such file" in missing.err) == (2, True)
    assert cli("-w", folder, "import-excerpts", tmp_path).code == 2


def test_of_two_libraries_whose_articles_share_an_id_each_keeps_its_own(cli: Cli, marked: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.qdpx"
    cli("-w", marked, "export", "--format", "qdpx", "-o", file, "--article", "rivals-in-the-valley")
    other = without_excerpts(marked)
    page = other / "library/articles/rivals-in-the-valley.md"
    head = page.read_text(encoding="utf-8").partition("\n---\n")[0].replace("Rivals in the valley", "Weather")
    page.write_text(f"{head}\n---\n\nRain is expected in the north.\n", encoding="utf-8")
    answer = cli("-w", other, "import-excerpts", file, "--json").json
    assert [(one["article"], one["anchor"]) for one in answer["imported"]] == [(answer["articles"][0], "exact")]
    assert answer["articles"][0] != "rivals-in-the-valley"


def test_one_impossible_value_does_not_hide_the_rest(cli: Cli, marked: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonld"
    cli("-w", marked, "export", "--format", "hypothesis", "-o", file)
    answer = json.loads(file.read_text(encoding="utf-8"))
    bad = answer["rows"][0]
    bad["created"] = bad["workbench"]["created"] = "2026-13-41T99:00:00Z"
    bad["workbench"]["prefix"] = "\ud800".encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    bad["workbench"]["text"] = "../../../etc"
    bad["workbench"]["id"] = "x-../.."
    file.write_text(json.dumps(answer), encoding="utf-8")
    other = without_excerpts(marked)
    done = cli("-w", other, "import-excerpts", file, "--json").json
    assert len(done["imported"]) + len(done["refused"]) == 3
    assert len(done["imported"]) >= 2
    assert cli("-w", other, "check", "--json").json["ok"]


def test_similar_words_are_kept_as_they_were_marked_and_told_to_be_confirmed(cli: Cli, folder: Path, tmp_path: Path) -> None:
    context = "Haqqani money was named as one source among several by officials who spoke on that day."
    target = {
        "source": f"urn:workbench:article:{ID}",
        "selector": {
            "type": "TextQuoteSelector",
            "exact": "They are nearest to having all the means",
            "prefix": 'looking for people who would help it to do so.\n\n"',
            "suffix": f'," the officer said. {context}',
        },
    }
    node = {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "target": target}
    file = tmp_path / "a.json"
    file.write_text(json.dumps(node), encoding="utf-8")
    assert [one["anchor"] for one in cli("-w", folder, "import-excerpts", file, "--json").json["imported"]] == ["fuzzy"]
    one = listed(cli, folder)[0]
    assert (one["quote"], one["anchor"]) == ("They are nearest to having all the means", "fuzzy")
    assert cli("-w", folder, "check", "--json").json["ok"]


def test_annotations_without_names_are_told_apart_by_what_they_say_and_sources_without_addresses_by_their_titles(
    cli: Cli, folder: Path, tmp_path: Path
) -> None:
    found = (
        (ID, "Warning over the eastern branch", "Haqqani money"),
        ("rivals-in-the-valley", "Rivals in the valley", "changed sides"),
    )
    nodes = [
        {
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "type": "Annotation",
            "target": {"source": {"dc:title": title}, "selector": {"type": "TextQuoteSelector", "exact": quote}},
        }
        for _, title, quote in found
    ]
    file = tmp_path / "a.json"
    for some in (nodes[:1], nodes[1:], nodes):
        file.write_text(json.dumps(some), encoding="utf-8")
        answer = cli("-w", folder, "import-excerpts", file)
        assert (answer.code, answer.err.count("error")) == (0, 0)
    assert sorted((one["article"], one["quote"]) for one in listed(cli, folder)) == sorted(
        (name, quote) for name, _, quote in found
    )


def test_letters_that_a_program_keeps_apart_from_their_accents_are_the_same_words(cli: Cli, folder: Path, tmp_path: Path) -> None:
    text = normalize("NFD", "The élite of the region met in Orléans on Sunday, and nobody said why they had all come there.\n")
    words = normalize("NFD", "Orléans")
    at = text.index(words)
    file = tmp_path / "a.qdpx"
    file.write_bytes(zipped({"project.qde": project(source(selection(at, at + len(words)))), "sources/T.txt": text.encode()}))
    assert [one["anchor"] for one in cli("-w", folder, "import-excerpts", file, "--json").json["imported"]] == ["moved"]
    assert [(one["quote"], one["anchor"]) for one in listed(cli, folder)] == [("Orléans", "exact")]


def test_a_file_of_the_library_that_cannot_be_read_is_told_when_the_rest_is_exported(cli: Cli, marked: Path) -> None:
    (marked / "library/annotations/rivals-in-the-valley.yaml").write_text("format: 1\nexcerpts: [\n", encoding="utf-8")
    answer = cli("-w", marked, "export", "--format", "csv")
    assert (answer.code, "rivals-in-the-valley.yaml:" in answer.err) == (1, True)
    assert WORDS in answer.out


def test_an_article_is_known_by_any_of_its_names(cli: Cli, folder: Path, tmp_path: Path) -> None:
    assert cli("-w", folder, "articles", "set", ID, "url", "https://example.org/warning").code == 0
    assert cli("-w", folder, "articles", "set", ID, "publisher", "Northern Wire").code == 0
    assert cli("-w", folder, "articles", "rename", ID, "warning").code == 0
    file = tmp_path / "a.csv"
    file.write_text(
        "quote,article,url,title,publisher\n"
        f"They are closest,{ID},,,\n"
        "Haqqani money,warning,,,\n"
        "the long winter,,http://example.org/warning/#p2,,\n"
        "a senior officer,,,WARNING over the Eastern branch,northern wire\n"
        "a senior officer said,,,Warning over the eastern branch,Another Paper\n",
        encoding="utf-8",
    )
    answer = cli("-w", folder, "import-excerpts", file, "--json").json
    assert [one["article"] for one in answer["imported"]] == ["warning"] * 4
    assert [one["where"] for one in answer["refused"]] == ["row 6"]


def test_of_two_versions_of_a_page_the_newer_is_meant_and_of_two_articles_neither(cli: Cli, folder: Path, tmp_path: Path) -> None:
    rows_of_articles = [
        {"id": "old", "title": "A page", "url": "https://example.org/page", "text": "The bridge was closed on Monday morning."},
        {
            "id": "new",
            "title": "A page",
            "url": "https://example.org/page?utm_source=x",
            "text": "The bridge was closed on Monday evening.",
        },
        {"id": "one", "title": "Same title", "text": "A first text with its own words."},
        {"id": "two", "title": "Same title", "text": "Another text, and the words are others."},
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows_of_articles)), encoding="utf-8")
    assert cli("-w", folder, "import", tmp_path / "a.jsonl").code == 0
    file = tmp_path / "a.csv"
    file.write_text("quote,url,title\nThe bridge was closed,https://example.org/page,\nwords,,Same title\n", encoding="utf-8")
    answer = cli("-w", folder, "import-excerpts", file, "--json").json
    assert [one["article"] for one in answer["imported"]] == ["new"]
    assert ["2 articles may be meant" in one["error"] for one in answer["refused"]] == [True]


@pytest.mark.parametrize("notation", FORMATS)
def test_excerpts_whose_article_is_gone_are_known_here_and_told_elsewhere(
    cli: Cli, marked: Path, tmp_path: Path, notation: str
) -> None:
    (marked / "library/articles/rivals-in-the-valley.md").unlink()
    file = tmp_path / f"a.{notation}"
    assert cli("-w", marked, "export", "--format", notation, "-o", file).code == 0
    again = cli("-w", marked, "import-excerpts", file, "--json").json
    assert (again["imported"], len(again["known"]), again["refused"]) == ([], 3, [])
    answer = cli("-w", without_excerpts(marked), "import-excerpts", file, "--json").json
    assert (len(answer["imported"]), len(answer["refused"])) == (2, 1)


def test_what_comes_back_from_another_program_under_other_names_is_known(cli: Cli, marked: Path, tmp_path: Path) -> None:
    """As where a project of ours was opened in NVivo and exported again: texts, codes and people stay, GUIDs and what is ours do not."""
    file = tmp_path / "a.qdpx"
    cli("-w", marked, "export", "-o", file, "--tag", "money")
    archive = zipfile.ZipFile(file)
    files = {name: archive.read(name) for name in archive.namelist()}
    xml = re.sub(r"<\?workbench.*?\?>", "", files["project.qde"].decode()).replace("Analyst Workbench", "NVivo")
    files["project.qde"] = re.sub(r'(<PlainTextSelection guid=")[^"]+" name="[^"]+"', rf"\g<1>{GUID.format(77)}\"", xml).encode()
    file.write_bytes(zipped(files))
    before = written(marked)
    answer = cli("-w", marked, "import-excerpts", file, "--json").json
    assert (answer["imported"], answer["articles"], answer["tags"], answer["refused"]) == ([], [], [], [])
    assert len(answer["known"]) == 1
    assert written(marked) == before


def test_an_id_that_stands_twice_in_a_file_is_taken_once(cli: Cli, marked: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    cli("-w", marked, "export", "--format", "csv", "-o", file, "--tag", "money")
    lines = file.read_text(encoding="utf-8").replace(",money,", ",other,")
    file.write_text(file.read_text(encoding="utf-8") + lines.partition("made_end")[2].partition("\n")[2], encoding="utf-8")
    answer = cli("-w", without_excerpts(marked), "import-excerpts", file, "--json").json
    assert len(answer["imported"]) == 1


def test_tags_of_other_programs_get_one_form_of_accents_and_hidden_characters_refuse_them(
    cli: Cli, folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "a.csv"
    file.write_text(f'article,quote,tags\n{ID},{WORDS},cafe\u0301\n{ID},Haqqani money,"mo\u202eney"\n', encoding="utf-8")
    answer = cli("-w", folder, "import-excerpts", file)
    assert answer.code == 1
    assert "cannot be a tag" in answer.err
    assert [one["tags"] for one in listed(cli, folder)] == [["caf\u00e9"]]
    cli("-w", folder, "import-excerpts", file)
    assert len(listed(cli, folder)) == 1
