"""Excerpts on the command line: confirmed, offered places, compared between people; and told where their file is in disorder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Answer, Cli

WARNING = "warning-over-the-eastern-branch"
RIVALS = "rivals-in-the-valley"
WORDS = "Haqqani money was named as one source among several"


@pytest.fixture
def made(cli: Cli, folder: Path) -> str:
    name: str = cli("-w", folder, "annotate", WARNING, "--quote", WORDS, "--tag", "money", "--json").json["id"]
    return name


def edit(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / "library" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def the_one(answer: Answer) -> dict[str, object]:
    (row,) = answer.rows
    assert isinstance(row, dict)
    return row


def test_what_was_found_with_doubt_is_confirmed(cli: Cli, folder: Path, made: str) -> None:
    edit(folder, f"articles/{WARNING}.md", "was named as one source among several", "was called one source among many")
    row = the_one(cli("-w", folder, "excerpts", "--json"))
    assert (row["anchor"], row["quote"]) == ("fuzzy", WORDS)
    confirmed = the_one(cli("-w", folder, "excerpts", "confirm", made, made, "--json"))
    assert (confirmed["anchor"], confirmed["quote"]) == ("exact", "Haqqani money was called one source among many")
    assert (confirmed["id"], confirmed["tags"], confirmed["created"]) == (made, ["money"], row["created"])
    assert cli("-w", folder, "check").code == 0
    again = cli("-w", folder, "excerpts", "confirm", made)
    assert (again.code, again.err) == (0, f"{made}: it is «{confirmed['quote']}»\n")


def test_what_is_lost_is_not_confirmed_but_offered_places_to_attach_it_to(cli: Cli, folder: Path, made: str) -> None:
    edit(folder, f"articles/{WARNING}.md", WORDS, "One source of funds, it was said, is Haqqani money, among several others")
    assert the_one(cli("-w", folder, "excerpts", "--json"))["anchor"] == "orphaned"
    refused = cli("-w", folder, "excerpts", "confirm", made)
    assert (refused.code, refused.out) == (2, "")
    assert "excerpts attach" in refused.err
    offered = cli("-w", folder, "excerpts", "candidates", made, "--limit", 2, "--json").rows
    assert 1 <= len(offered) <= 2
    assert set(offered[0]) == {"start", "end", "quote", "similarity", "why"}
    assert 0 < offered[0]["similarity"] < 1
    first = offered[0]
    assert f"{first['start']}-{first['end']}" in cli("-w", folder, "excerpts", "candidates", made).out
    attached = cli("-w", folder, "excerpts", "attach", made, "--start", first["start"], "--end", first["end"], "--json").json
    assert (attached["anchor"], attached["quote"]) == ("exact", first["quote"])


def test_no_excerpt_or_no_article_is_told(cli: Cli, folder: Path, made: str) -> None:
    for command in ("confirm", "candidates"):
        assert cli("-w", folder, "excerpts", command, "x-nobody").code == 2
    (folder / f"library/articles/{WARNING}.md").unlink()
    assert cli("-w", folder, "excerpts", "candidates", made).code == 2


def test_disagreements_of_two_authors(cli: Cli, folder: Path, made: str) -> None:
    other = cli("-w", folder, "annotate", WARNING, "--quote", f"{WORDS} by officials", "--tag", "funding", "--json").json["id"]
    assert cli("-w", folder, "excerpts", "--disagreements", "--json").rows == []
    file = f"annotations/{WARNING}.yaml"
    lines = (folder / "library" / file).read_text(encoding="utf-8").split("- id: ")
    changed = [part.replace("author: ", "author: not-") if part.startswith(other) else part for part in lines]
    (folder / "library" / file).write_text("- id: ".join(changed), encoding="utf-8")
    cli("-w", folder, "annotate", RIVALS, "--quote", "A teacher", "--tag", "school")
    rows = {row["id"]: row for row in cli("-w", folder, "excerpts", "--disagreements", "--json").rows}
    assert {name: row["disagrees_with"] for name, row in rows.items()} == {made: [other], other: [made]}
    plain = {row["id"]: row for row in cli("-w", folder, "excerpts", "--json").rows}
    assert set(rows[made]) == {*plain[made], "disagrees_with"}
    assert the_one(cli("-w", folder, "excerpts", "--disagreements", "--tag", "funding", "--json"))["disagrees_with"] == [made]
    shown = cli("-w", folder, "excerpts", "--disagreements").out
    assert made in shown
    assert "not-" in shown
    assert cli("-w", folder, "excerpts", "--disagreements", "--article", RIVALS, "--json").rows == []
    assert cli("-w", folder, "excerpts", "--disagreements", "--format", "csv").out.count("\n") == 3


@pytest.mark.parametrize("command", [("excerpts",), ("show", WARNING), ("index", "--rebuild"), ("check",), ("search", "teacher")])
def test_a_file_with_gits_markers_is_named_by_every_command_that_would_show_it(
    cli: Cli, folder: Path, made: str, command: tuple[str, ...]
) -> None:
    path = folder / f"library/annotations/{WARNING}.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("- id", "<<<<<<< HEAD\n- id", 1) + "=======\n>>>>>>> theirs\n")
    before = path.read_bytes()
    answer = cli("-w", folder, *command)
    assert f"{path}:4: git's conflict markers" in answer.err + answer.out
    assert answer.code == (1 if command[0] in {"excerpts", "check"} else 0)
    refused = cli("-w", folder, "excerpts", "edit", made, "--note", "n")
    assert refused.code == 2
    assert path.read_bytes() == before


def test_attributes_of_git_that_were_there_stay_and_what_they_lack_is_told(cli: Cli, tmp_path: Path) -> None:
    assert ".gitattributes" not in cli("init", tmp_path / "new").err
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / ".gitattributes").write_text("* text=auto\n")
    assert "with-others.md" in cli("init", tmp_path / "old").err
    assert (tmp_path / "old" / ".gitattributes").read_text() == "* text=auto\n"
