"""`workbench tags`: the codebook, and what its changes do to every file of a library."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Answer, Cli

WARNING = "warning-over-the-eastern-branch"
RIVALS = "rivals-in-the-valley"
CODEBOOK = """\
format: 1
# our terms
tags:
- tag: actors
  title: Actors
  owner: kd
- tag: actors/haqqani   # the network
  definition: Statements about the network.
  colour: blue
- tag: places
  definition: Where it is.
"""


@pytest.fixture
def coded(cli: Cli, folder: Path) -> Path:
    """Three excerpts in two articles, an article with tags of its own, a codebook with comments."""
    (folder / "library/codebook.yaml").write_text(CODEBOOK, encoding="utf-8")
    for article, quotation, tag in (
        (WARNING, "Haqqani money", "actors/haqqani"),
        (WARNING, "the winter months", "time"),
        (RIVALS, "The two groups", "actors"),
    ):
        text = cli("-w", folder, "show", article, "--json").json["text"]
        words = quotation if quotation in text else text.split("\n\n")[-1][:20]
        answer = cli("-w", folder, "annotate", article, "--quote", words, "--tag", tag, "--occurrence", 1)
        assert answer.code == 0, answer.err
    assert cli("-w", folder, "articles", "set", RIVALS, "tags", "actors places").code == 0
    return folder


def counts(cli: Cli, folder: Path) -> dict[str, tuple[int, int, int]]:
    return {row["tag"]: (row["count"], row["total"], row["articles"]) for row in cli("-w", folder, "tags", "--json").rows}


def library(folder: Path) -> dict[str, bytes]:
    """Every file of the library but for the lock."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted((folder / "library").rglob("*"))
        if path.is_file() and ".local" not in path.parts
    }


def tags_of_excerpts(cli: Cli, folder: Path) -> list[list[str]]:
    return [row["tags"] for row in cli("-w", folder, "excerpts", "--json").rows]


def test_the_codebook_is_listed_with_what_carries_each_tag(cli: Cli, coded: Path) -> None:
    rows = cli("-w", coded, "tags", "--json").rows
    assert [row["tag"] for row in rows] == ["actors", "actors/haqqani", "places", "time"]
    assert counts(cli, coded) == {"actors": (1, 2, 1), "actors/haqqani": (1, 1, 0), "places": (0, 0, 1), "time": (1, 1, 0)}
    haqqani = rows[1]
    assert (haqqani["parent"], haqqani["definition"], haqqani["colour"]) == ("actors", "Statements about the network.", "blue")
    assert [row["coded"] for row in rows] == [True, True, True, False]
    assert "(not in the codebook)" in cli("-w", coded, "tags").out


@pytest.mark.parametrize(
    "change",
    [
        ("add", "events", "--title", "Events"),
        ("edit", "actors", "--colour", "#aa3322"),
        ("rename", "actors", "people"),
        ("merge", "time", "places"),
        ("split", "actors", "--to", "groups", "--where", "groups"),
        ("remove", "actors", "--below"),
    ],
)
def test_a_dry_run_tells_and_changes_nothing(cli: Cli, coded: Path, change: tuple[str, ...]) -> None:
    before = library(coded)
    answer = cli("-w", coded, "tags", *change, "--dry-run")
    assert (answer.code, answer.out) == (0, "")
    assert "would change" in answer.err
    assert library(coded) == before


def test_a_renaming_takes_those_below_along_everywhere(cli: Cli, coded: Path) -> None:
    answer = cli("-w", coded, "tags", "rename", "actors", "people")
    assert answer.code == 0
    assert "2 excerpts in 2 articles, the tags of 1 article, 2 entries of the codebook" in answer.err
    assert counts(cli, coded) == {"people": (1, 2, 1), "people/haqqani": (1, 1, 0), "places": (0, 0, 1), "time": (1, 1, 0)}
    changed = (coded / "library/codebook.yaml").read_text(encoding="utf-8")
    assert changed == CODEBOOK.replace("tag: actors", "tag: people")  # comments, unknown keys and order stay


def test_renamed_there_and_back_nothing_but_times_differs(cli: Cli, coded: Path) -> None:
    before = library(coded)
    assert cli("-w", coded, "tags", "rename", "actors", "people").code == 0
    assert cli("-w", coded, "tags", "rename", "people", "actors").code == 0
    after = library(coded)
    assert before.keys() == after.keys()
    for name, content in after.items():
        without = [line for line in content.splitlines() if b"modified: " not in line]
        assert without == [line for line in before[name].splitlines() if b"modified: " not in line]


def test_a_name_that_is_in_use_is_merged_into_not_renamed_to(cli: Cli, coded: Path) -> None:
    before = library(coded)
    for taken in ("time", "places", "actors/haqqani/x"):
        answer = cli("-w", coded, "tags", "rename", "actors", taken)
        if taken == "actors/haqqani/x":
            assert "below itself" in answer.err
        else:
            assert "workbench tags merge actors" in answer.err
        assert answer.code == 2
    assert library(coded) == before


def test_merging_puts_excerpts_and_definitions_together(cli: Cli, coded: Path) -> None:
    assert cli("-w", coded, "tags", "merge", "actors/haqqani", "time", "places").code == 0
    assert counts(cli, coded) == {"actors": (1, 1, 1), "places": (2, 2, 1)}
    places = cli("-w", coded, "tags", "--json").rows[1]
    assert places["definition"] == "Where it is.\n\nactors/haqqani: Statements about the network."
    assert places["colour"] == "blue"


def test_the_target_may_be_named_among_those_that_are_merged(cli: Cli, coded: Path) -> None:
    assert cli("-w", coded, "tags", "merge", "places", "time", "places").code == 0
    assert counts(cli, coded)["places"] == (1, 1, 1)


def test_merging_into_nothing_is_refused(cli: Cli, coded: Path) -> None:
    answer = cli("-w", coded, "tags", "merge", "time", "clock")
    assert (answer.code, "workbench tags rename time clock" in answer.err) == (2, True)


def test_splitting_moves_what_was_chosen(cli: Cli, coded: Path) -> None:
    excerpt = next(row["id"] for row in cli("-w", coded, "excerpts", "--json").rows if row["tags"] == ["actors"])
    assert cli("-w", coded, "tags", "split", "actors", "--to", "groups", "--excerpt", excerpt).code == 0
    assert ["groups"] in tags_of_excerpts(cli, coded)
    assert counts(cli, coded)["actors"] == (0, 1, 1)
    assert "groups" in (coded / "library/codebook.yaml").read_text(encoding="utf-8")
    assert cli("-w", coded, "tags", "split", "groups", "--to", "pairs", "--where", "two groups", "--keep").code == 0
    assert ["groups", "pairs"] in tags_of_excerpts(cli, coded)


def test_splitting_what_does_not_carry_the_tag_is_refused(cli: Cli, coded: Path) -> None:
    other = next(row["id"] for row in cli("-w", coded, "excerpts", "--json").rows if row["tags"] == ["time"])
    assert cli("-w", coded, "tags", "split", "actors", "--to", "groups", "--excerpt", other).code == 2
    assert cli("-w", coded, "tags", "split", "actors", "--to", "groups", "--where", "nosuchword").code == 2
    assert cli("-w", coded, "tags", "split", "actors", "--to", "groups").code == 2


def test_removing_a_tag_keeps_the_excerpts_and_says_what_was_defined(cli: Cli, coded: Path) -> None:
    answer = cli("-w", coded, "tags", "remove", "actors/haqqani", "time")
    assert (answer.code, "Statements about the network." in answer.err) == (0, True)
    assert sorted(tags_of_excerpts(cli, coded)) == [[], [], ["actors"]]
    assert cli("-w", coded, "tags", "remove", "actors").code == 0
    assert sorted(tags_of_excerpts(cli, coded)) == [[], [], []]
    assert counts(cli, coded) == {"places": (0, 0, 1)}


def test_an_unreadable_file_is_told_and_the_same_command_completes_the_rest(cli: Cli, coded: Path) -> None:
    file = coded / f"library/annotations/{RIVALS}.yaml"
    sound = file.read_bytes()
    file.write_bytes(b"format: 1\narticle: [\n" + sound)
    damaged = file.read_bytes()
    answer = cli("-w", coded, "tags", "rename", "actors", "people")
    assert (answer.code, f"{RIVALS}.yaml:" in answer.err) == (1, True)
    assert cli("-w", coded, "tags").code == 1
    assert file.read_bytes() == damaged
    file.write_bytes(sound)
    assert cli("-w", coded, "tags", "rename", "actors", "people").code == 0
    assert counts(cli, coded)["people"] == (1, 2, 1)
    assert cli("-w", coded, "tags", "rename", "actors", "people").code == 2  # it is complete: nothing is called so any more


def test_saved_searches_that_lose_a_tag_are_told_and_stay(cli: Cli, coded: Path) -> None:
    for name, query in (("network", "tag:actors/haqqani"), ("all", "tag:actors*"), ("other", "-tag:places")):
        assert cli("-w", coded, "searches", "save", name, query).code == 0
    before = (coded / "library/searches.yaml").read_bytes()
    answer = cli("-w", coded, "tags", "rename", "actors", "people")
    assert ("'network'" in answer.err, "'all'" in answer.err, "'other'" in answer.err) == (True, True, False)
    assert (coded / "library/searches.yaml").read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("add", "two words"),
        ("add", "x", "--colour", "blurple"),
        ("add", "actors"),
        ("edit", "nosuch", "--title", "X"),
        ("rename", "nosuch", "x"),
        ("rename", "actors", "actors"),
        ("merge", "actors", "actors"),
        ("remove", "nosuch"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(cli: Cli, coded: Path, arguments: tuple[str, ...]) -> None:
    before = library(coded)
    answer = cli("-w", coded, "tags", *arguments)
    assert (answer.code, answer.out, answer.err.count("\n")) == (2, "", 1)
    assert library(coded) == before


def test_a_definition_is_given_changed_and_cleared(cli: Cli, coded: Path) -> None:
    assert cli("-w", coded, "tags", "add", "events/raids", "--definition", "One\nTwo", "--colour", "#A32").code == 0
    row = next(row for row in cli("-w", coded, "tags", "--json").rows if row["tag"] == "events/raids")
    assert (row["definition"], row["colour"], row["parent"]) == ("One\nTwo", "#a32", "events")
    assert cli("-w", coded, "tags", "edit", "events/raids", "--definition", "", "--colour", "null").code == 0
    row = next(row for row in cli("-w", coded, "tags", "--json").rows if row["tag"] == "events/raids")
    assert (row["definition"], row["colour"]) == (None, None)


def close(cli: Cli, folder: Path) -> Callable[[str], Answer]:
    with (folder / "config.yaml").open("a", encoding="utf-8") as file:
        file.write("codebook: closed\n")

    def annotate(tag: str) -> Answer:
        return cli("-w", folder, "annotate", RIVALS, "--quote", "the first commanders", "--tag", tag)

    return annotate


def test_a_closed_codebook_refuses_what_it_does_not_have(cli: Cli, coded: Path, tmp_path: Path) -> None:
    annotate = close(cli, coded)
    assert annotate("places").code == 0
    refused = annotate("actors/haqani")
    assert (refused.code, "did you mean actors/haqqani" in refused.err) == (2, True)
    assert cli("-w", coded, "articles", "set", RIVALS, "tags", "actors places nosuch").code == 2
    (tmp_path / "rows.jsonl").write_text(f'{{"article": "{RIVALS}", "quote": "spring of 2015", "tags": ["nosuch"]}}\n')
    assert cli("-w", coded, "annotate", "--batch", tmp_path / "rows.jsonl").code == 1
    assert "nosuch" not in (coded / f"library/annotations/{RIVALS}.yaml").read_text(encoding="utf-8")


def test_a_closed_codebook_leaves_what_an_excerpt_has_already(cli: Cli, coded: Path) -> None:
    close(cli, coded)
    excerpt = next(row["id"] for row in cli("-w", coded, "excerpts", "--json").rows if row["tags"] == ["time"])
    assert cli("-w", coded, "excerpts", "edit", excerpt, "--tag", "time", "--tag", "places").code == 0


def test_tags_that_a_source_states_stay_in_the_source_where_the_codebook_is_closed(cli: Cli, coded: Path, tmp_path: Path) -> None:
    close(cli, coded)
    row = '{"id": "row-one", "title": "A row", "text": "Some words of it.", "tags": ["places", "nosuch"]}\n'
    (tmp_path / "rows.jsonl").write_text(row)
    assert cli("-w", coded, "import", tmp_path / "rows.jsonl").code == 0
    assert cli("-w", coded, "show", "row-one", "--json").json["tags"] == ["places"]


def test_a_new_tag_is_saved_with_a_hint_at_the_nearest(cli: Cli, coded: Path) -> None:
    answer = cli("-w", coded, "annotate", RIVALS, "--quote", "the first commanders", "--tag", "actors/haqani", "--json")
    assert (answer.code, answer.json["tags"]) == (0, ["actors/haqani"])
    assert "new tag: actors/haqani; nearest known: actors/haqqani" in answer.err
    assert "new tag" not in cli("-w", coded, "annotate", RIVALS, "--quote", "closed her school", "--tag", "places").err


@pytest.mark.parametrize("damage", ["- tag: places\n", "format: 2"])
def test_a_codebook_that_cannot_be_changed_stops_a_renaming_before_it_begins(cli: Cli, coded: Path, damage: str) -> None:
    file = coded / "library/codebook.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("format: 1", damage) if damage.startswith("format") else text + damage, encoding="utf-8")
    before = library(coded)
    answer = cli("-w", coded, "tags", "rename", "actors", "people")
    assert (answer.code, "codebook.yaml" in answer.err) == (2, True)
    assert library(coded) == before


BESIDE = CODEBOOK.replace("- tag: places\n", "- tag: places\n  owner: ab\n  since: 2019   # or 2018\n  colour: red\n")


def test_merging_carries_what_is_not_ours_along_and_tells_what_is_lost(cli: Cli, coded: Path) -> None:
    file = coded / "library/codebook.yaml"
    file.write_text(BESIDE, encoding="utf-8")
    for dry in (["--dry-run"], []):
        answer = cli("-w", coded, "tags", "merge", "places", "actors", *dry)
        assert answer.code == 0
        told = [line for line in answer.err.splitlines() if "also lost" in line]
        assert told == ["also lost of places: owner: ab"]
    text = file.read_text(encoding="utf-8")
    for kept in ("owner: kd", "since: 2019", "# or 2018", "# the network", "# our terms"):
        assert text.count(kept) == 1
    assert "owner: ab" not in text


def test_removing_tells_what_is_lost_beside_the_definition(cli: Cli, coded: Path) -> None:
    (coded / "library/codebook.yaml").write_text(BESIDE, encoding="utf-8")
    for dry in (["--dry-run"], []):
        told = cli("-w", coded, "tags", "remove", "places", *dry).err
        assert "places was defined as: Where it is." in told
        assert [line.removeprefix("also lost of places: ") for line in told.splitlines() if "also lost" in line] == [
            "colour: red",
            "owner: ab",
            'since: "2019"',
            "# or 2018",
        ]


def test_a_tag_that_differs_in_case_alone_is_told_of_where_it_is_added(cli: Cli, coded: Path) -> None:
    assert "nearest known: time" in cli("-w", coded, "tags", "add", "Time").err
    assert "nearest known: places" in cli("-w", coded, "tags", "rename", "actors", "Places", "--dry-run").err
