"""Deciding about lines, cleaning again, rules by site, versions of a page, custody: on the command line."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

WARNING = "warning-over-the-eastern-branch"
SITE = "wire.example.org"


def text_of(cli: Cli, folder: Path, name: str = WARNING) -> str:
    text: str = cli("-w", folder, "show", "--json", name).json["text"]
    return text


def block_with(cli: Cli, folder: Path, words: str, name: str = WARNING) -> dict[str, object]:
    found = [one for one in cli("-w", folder, "show", "--json", "--blocks", name).json if words in one["text"]]
    assert len(found) == 1, words
    block: dict[str, object] = found[0]
    return block


def custody(cli: Cli, folder: Path) -> list[str]:
    audit = cli("-w", folder, "check", "--json").json
    return [one["problem"] for one in audit["problems"]]


def page(number: int, *extra: str) -> str:
    """A page of a site: a body of its own, and lines that all of its pages have."""
    bodies = (
        "The committee met for the {n} time and heard how the harvest of the northern districts had been brought in before the rain.",
        "A second witness, who had driven from the coast overnight, said that {n} lorries had been counted at the crossing that week.",
    )
    return "\n\n".join(
        [
            f"Session number {number} of the harvest committee",
            f"https://{SITE}/sessions/{number}",
            *(body.format(n=number) for body in bodies),
            *extra,
            "The gazette has printed the minutes of these sessions since the year of the great flood and keeps every one of them.",
        ]
    )


class TestDeciding:
    def test_a_dropped_line_leaves_the_article_and_undo_brings_it_back(self, cli: Cli, folder: Path) -> None:
        before = text_of(cli, folder)
        line = block_with(cli, folder, "Officials would not say")["first_line"]
        answer = cli("-w", folder, "decide", WARNING, line, "drop", "--json")
        assert answer.code == 0
        assert next(one for one in answer.json if one["first_line"] == line)["kept"] is False
        assert "Officials would not say" not in text_of(cli, folder)
        assert custody(cli, folder) == []
        assert cli("-w", folder, "decide", WARNING, line, "--undo").code == 0
        assert text_of(cli, folder) == before

    def test_a_label_makes_a_heading_of_a_line(self, cli: Cli, folder: Path) -> None:
        line = block_with(cli, folder, "They are closest")["first_line"]
        assert cli("-w", folder, "decide", WARNING, line, "--label", "subheading").code == 0
        assert '## "They are closest' in text_of(cli, folder)
        assert custody(cli, folder) == []

    def test_kept_furniture_becomes_body(self, cli: Cli, folder: Path) -> None:
        line = block_with(cli, folder, "Leave a reply")["first_line"]
        assert cli("-w", folder, "decide", WARNING, line, "keep").code == 0
        assert "Leave a reply" in text_of(cli, folder)
        assert block_with(cli, folder, "Leave a reply")["label"] == "body"

    @pytest.mark.parametrize(
        "wrong", [("0", "drop"), ("3-1", "drop"), ("x", "drop"), ("3",), ("99999", "drop"), ("3", "drop", "--undo")]
    )
    def test_what_means_nothing_is_refused(self, cli: Cli, folder: Path, wrong: tuple[str, ...]) -> None:
        before = text_of(cli, folder)
        answer = cli("-w", folder, "decide", WARNING, *wrong)
        assert answer.code == 2
        assert answer.err.startswith("workbench: error: ")
        assert text_of(cli, folder) == before

    def test_a_lost_passage_is_told(self, cli: Cli, folder: Path) -> None:
        cli("-w", folder, "annotate", WARNING, "--quote", "how many fighters there are")
        line = block_with(cli, folder, "Officials would not say")["first_line"]
        assert "1 excerpt lost its passage" in cli("-w", folder, "decide", WARNING, line, "drop").err

    def test_an_edit_by_hand_elsewhere_survives_a_decision(self, cli: Cli, folder: Path) -> None:
        file = folder / "library" / "articles" / f"{WARNING}.md"
        file.write_text(file.read_text("utf-8").replace("closest to having", "nearest to having"), encoding="utf-8")
        line = block_with(cli, folder, "Officials would not say")["first_line"]
        assert cli("-w", folder, "decide", WARNING, line, "drop").code == 0
        text = text_of(cli, folder)
        assert "nearest to having" in text
        assert "Officials would not say" not in text

    def test_an_edit_by_hand_in_the_same_place_is_not_overwritten(self, cli: Cli, folder: Path) -> None:
        file = folder / "library" / "articles" / f"{WARNING}.md"
        file.write_text(file.read_text("utf-8").replace("Officials would not", "Officials did not"), encoding="utf-8")
        before = file.read_text("utf-8")
        line = block_with(cli, folder, "Officials would not say")["first_line"]
        answer = cli("-w", folder, "decide", WARNING, line, "drop")
        assert answer.code == 2
        assert "edited by hand" in answer.err
        assert file.read_text("utf-8") == before
        assert block_with(cli, folder, "Officials would not say")["kept"] is True


class TestCleaningAgain:
    def test_a_persons_decision_outlives_it(self, cli: Cli, folder: Path) -> None:
        line = block_with(cli, folder, "Officials would not say")["first_line"]
        cli("-w", folder, "decide", WARNING, line, "drop")
        decided = text_of(cli, folder)
        answer = cli("-w", folder, "reclean", "--apply", "--json")
        assert answer.code == 0
        assert [(one["id"], one["changed"]) for one in answer.rows] == [("rivals-in-the-valley", False), (WARNING, False)]
        assert text_of(cli, folder) == decided

    def test_the_preview_shows_what_would_change_and_writes_nothing(self, cli: Cli, folder: Path) -> None:
        cli("-w", folder, "articles", "set", WARNING, "site", SITE)
        cli("-w", folder, "rules", "add", SITE, "promo", "drop", "Officials would not say *")
        before = text_of(cli, folder)
        answer = cli("-w", folder, "reclean", WARNING, "--json")
        assert (answer.code, answer.rows[0]["changed"]) == (0, True)
        assert "-Officials would not say" in answer.rows[0]["diff"]
        assert text_of(cli, folder) == before
        assert cli("-w", folder, "reclean", WARNING, "--apply").code == 0
        assert "Officials would not say" not in text_of(cli, folder)
        assert custody(cli, folder) == []

    def test_an_article_of_which_an_excerpt_would_be_lost_is_left(self, cli: Cli, folder: Path) -> None:
        cli("-w", folder, "annotate", WARNING, "--quote", "how many fighters there are")
        cli("-w", folder, "articles", "set", WARNING, "site", SITE)
        cli("-w", folder, "rules", "add", SITE, "promo", "drop", "Officials would not say *")
        before = text_of(cli, folder)
        answer = cli("-w", folder, "reclean", "--apply", "--json")
        assert answer.code == 1
        row = next(one for one in answer.rows if one["id"] == WARNING)
        assert (row["excerpts_orphaned"], row["left"]) == (1, "an excerpt would lose its passage")
        assert text_of(cli, folder) == before
        assert cli("-w", folder, "reclean", "--apply", "--orphan").code == 0
        assert text_of(cli, folder) != before

    def test_what_a_person_entered_is_not_read_again(self, cli: Cli, folder: Path) -> None:
        cli("-w", folder, "articles", "set", WARNING, "title", "Another title")
        assert cli("-w", folder, "reclean", "--apply").code == 0
        said = cli("-w", folder, "show", "--json", WARNING).json
        assert (said["metadata"]["title"], said["evidence"]["title"]) == ("Another title", ["user", "entered"])
        assert said["metadata"]["authors"] == ["Lina Forsberg"]

    @pytest.mark.parametrize(
        ("change", "field", "value"),
        [
            (("title: Warning over the eastern branch", "title: A title mended by hand"), "title", "A title mended by hand"),
            (("published: 2019-02-12", "published: 2018-11-30"), "published", "2018-11-30"),
            (("authors: [Lina Forsberg]", "authors: [Elin Norberg]"), "authors", ["Elin Norberg"]),
        ],
    )
    def test_a_value_corrected_in_the_file_is_not_read_again(
        self, cli: Cli, folder: Path, change: tuple[str, str], field: str, value: object
    ) -> None:
        file = folder / "library" / "articles" / f"{WARNING}.md"
        whole = file.read_text("utf-8")
        assert whole.count(change[0]) == 1
        file.write_text(whole.replace(*change), encoding="utf-8")
        assert cli("-w", folder, "reclean", "--apply").code == 0
        assert cli("-w", folder, "show", "--json", WARNING).json["metadata"][field] == value

    def test_edits_by_hand_go_only_when_that_is_asked_for(self, cli: Cli, folder: Path) -> None:
        file = folder / "library" / "articles" / f"{WARNING}.md"
        before = text_of(cli, folder)
        file.write_text(file.read_text("utf-8").replace("closest to having", "nearest to having"), encoding="utf-8")
        assert cli("-w", folder, "reclean", "--apply").code == 0
        assert "nearest to having" in text_of(cli, folder)
        assert cli("-w", folder, "reclean", "--apply", "--over-edits").code == 2
        assert cli("-w", folder, "reclean", "--apply", "--over-edits", WARNING).code == 0
        assert text_of(cli, folder) == before


class TestRules:
    def test_a_rule_holds_for_later_imports_of_its_site_and_no_other(self, cli: Cli, folder: Path, tmp_path: Path) -> None:
        line = "Members may read the full record of this session at the counter of the gazette, on every working day."
        assert cli("-w", folder, "rules", "add", f"https://{SITE}/about", "promo", "drop", line.upper()).code == 0
        assert cli("-w", folder, "rules", "--json").rows == [
            {"site": SITE, "text": line.upper(), "label": "promo", "kept": False}
        ]
        (tmp_path / "ours.txt").write_text(page(1, line), encoding="utf-8")
        (tmp_path / "other.txt").write_text(page(2, line).replace(SITE, "elsewhere.example.net"), encoding="utf-8")
        ours, other = (
            cli("-w", folder, "import", "--json", tmp_path / name).json["imported"][0]["id"] for name in ("ours.txt", "other.txt")
        )
        assert line not in text_of(cli, folder, ours)
        assert line in text_of(cli, folder, other)
        assert cli("-w", folder, "rules", "remove", SITE, line).code == 0
        assert cli("-w", folder, "rules", "--json").rows == []
        assert cli("-w", folder, "rules", "preview", SITE, "--apply").code == 0
        assert line in text_of(cli, folder, ours)

    def test_a_site_that_a_person_named_in_capitals_has_rules_too(self, cli: Cli, folder: Path) -> None:
        cli("-w", folder, "articles", "set", WARNING, "site", "The Gazette")
        cli("-w", folder, "rules", "add", "The Gazette", "promo", "drop", "Officials would not say *")
        assert cli("-w", folder, "rules", "preview", "The Gazette", "--apply", "--json").rows[0]["changed"] is True
        assert "Officials would not say" not in text_of(cli, folder)

    def test_a_rule_can_keep_what_the_cleaner_drops(self, cli: Cli, folder: Path) -> None:
        cli("-w", folder, "articles", "set", WARNING, "site", SITE)
        cli("-w", folder, "rules", "add", SITE, "body", "keep", "leave a reply")
        assert cli("-w", folder, "reclean", "--apply").code == 0
        assert "Leave a reply" in text_of(cli, folder)

    def test_comments_in_the_file_survive(self, cli: Cli, folder: Path) -> None:
        cli("-w", folder, "rules", "add", SITE, "promo", "drop", "One line")
        file = folder / "library" / "rules.yaml"
        file.write_text("# ours\n" + file.read_text("utf-8"), encoding="utf-8")
        cli("-w", folder, "rules", "add", SITE, "promo", "drop", r"Another: \* of [b]")
        cli("-w", folder, "rules", "add", SITE, "social", "drop", "one  LINE")
        assert file.read_text("utf-8").startswith("# ours\n")
        found = cli("-w", folder, "rules", "--json").rows
        assert [(one["text"], one["label"]) for one in found] == [(r"Another: \* of [b]", "promo"), ("one LINE", "social")]

    def test_a_file_that_does_not_parse_is_named_and_left(self, cli: Cli, folder: Path) -> None:
        file = folder / "library" / "rules.yaml"
        file.write_text("format: 1\nrules: [\n", encoding="utf-8")
        answer = cli("-w", folder, "rules", "add", SITE, "promo", "drop", "A line")
        assert (answer.code, "rules.yaml:" in answer.err) == (2, True)
        assert file.read_text("utf-8") == "format: 1\nrules: [\n"
        assert any("rules.yaml" in one["file"] for one in cli("-w", folder, "check", "--json").json["problems"])


class TestRepetition:
    def test_a_line_of_many_pages_of_a_site_is_furniture_in_all_of_them(self, cli: Cli, folder: Path, tmp_path: Path) -> None:
        (tmp_path / "site").mkdir()
        for number in range(1, 7):
            (tmp_path / "site" / f"{number}.txt").write_text(page(number), encoding="utf-8")
        report = cli("-w", folder, "import", "--json", tmp_path / "site").json
        assert len(report["imported"]) == 6
        for one in report["imported"]:
            text = text_of(cli, folder, one["id"])
            assert "since the year of the great flood" not in text
            assert "heard how the harvest" in text
        assert custody(cli, folder) == []
        assert "5 other pages" in str(block_with(cli, folder, "great flood", report["imported"][0]["id"])["reason"])

    def test_a_line_of_a_few_pages_stays(self, cli: Cli, folder: Path, tmp_path: Path) -> None:
        (tmp_path / "site").mkdir()
        for number in range(1, 4):
            (tmp_path / "site" / f"{number}.txt").write_text(page(number), encoding="utf-8")
        for one in cli("-w", folder, "import", "--json", tmp_path / "site").json["imported"]:
            assert "since the year of the great flood" in text_of(cli, folder, one["id"])

    def test_the_versions_of_one_page_are_no_furniture_of_each_other(self, cli: Cli, folder: Path, tmp_path: Path) -> None:
        (tmp_path / "site").mkdir()
        for number in range(1, 7):
            news = f"Update {number}: the committee then heard {number} more witnesses from the far bank of the river before it rose."
            (tmp_path / "site" / f"{number}.txt").write_text(page(1, *[news] * (number > 1)), encoding="utf-8")
        for one in cli("-w", folder, "import", "--json", tmp_path / "site").json["imported"]:
            assert "heard how the harvest" in text_of(cli, folder, one["id"])
        assert all(not one["changed"] for one in cli("-w", folder, "reclean", "--json").rows)

    def test_copies_under_other_addresses_of_a_site_keep_their_text(self, cli: Cli, folder: Path, tmp_path: Path) -> None:
        (tmp_path / "site").mkdir()
        for number in range(1, 7):
            copy = page(1).replace(f"{SITE}/sessions/1", f"{SITE}/print/{number}")
            (tmp_path / "site" / f"{number}.txt").write_text(copy, encoding="utf-8")
        for one in cli("-w", folder, "import", "--json", tmp_path / "site").json["imported"]:
            assert "heard how the harvest" in text_of(cli, folder, one["id"])


class TestVersions:
    def test_the_same_page_with_other_text_is_a_new_version(self, cli: Cli, folder: Path, tmp_path: Path) -> None:
        (tmp_path / "one.txt").write_text(page(1), encoding="utf-8")
        first = cli("-w", folder, "import", "--json", tmp_path / "one.txt").json["imported"][0]["id"]
        cli("-w", folder, "annotate", first, "--quote", "harvest of the northern districts")
        changed = page(1).replace("northern districts", "eastern districts").replace(f"https://{SITE}", f"http://www.{SITE}")
        (tmp_path / "two.txt").write_text(changed, encoding="utf-8")
        report = cli("-w", folder, "import", "--json", tmp_path / "two.txt").json
        second = report["imported"][0]["id"]
        assert report["similar"] == [{"id": second, "to": first, "kind": "new version"}]
        assert cli("-w", folder, "show", "--json", second).json["supersedes"] == first
        assert [(one["article"], one["anchor"]) for one in cli("-w", folder, "excerpts", "--json").rows] == [(first, "exact")]
        difference = cli("-w", folder, "diff", second, "--json").json
        assert difference["same"] is False
        assert [(one["old"], one["new"]) for one in difference["changes"]] == [("northern", "eastern")]
        assert "[-northern-]{+eastern+}" in cli("-w", folder, "diff", first, second).out

    def test_other_bytes_with_the_same_text_are_no_version(self, cli: Cli, folder: Path, tmp_path: Path) -> None:
        (tmp_path / "one.txt").write_text(page(1), encoding="utf-8")
        (tmp_path / "two.txt").write_text(page(1) + "\n\n", encoding="utf-8")
        first = cli("-w", folder, "import", "--json", tmp_path / "one.txt").json["imported"][0]["id"]
        report = cli("-w", folder, "import", "--json", tmp_path / "two.txt").json
        second = report["imported"][0]["id"]
        assert report["similar"] == [{"id": second, "to": first, "kind": "same text"}]
        assert cli("-w", folder, "show", "--json", second).json["supersedes"] is None

    def test_two_pages_of_one_front_page_address_are_no_versions(self, cli: Cli, folder: Path, tmp_path: Path) -> None:
        for number in (1, 2):
            (tmp_path / f"{number}.txt").write_text(page(number).replace(f"/sessions/{number}", "/"), encoding="utf-8")
        report = cli("-w", folder, "import", "--json", tmp_path / "1.txt", tmp_path / "2.txt").json
        assert not any(one["kind"] == "new version" for one in report["similar"])


class TestCustody:
    def test_random_decisions_are_proved_and_one_flipped_byte_is_not(self, cli: Cli, folder: Path) -> None:
        chance = random.Random(7)  # noqa: S311 - no secret
        lines = [one["first_line"] for one in cli("-w", folder, "show", "--json", "--blocks", WARNING).json]
        for _ in range(12):
            verdict = chance.choice(["keep", "drop"])
            assert cli("-w", folder, "decide", WARNING, chance.choice(lines), verdict).code == 0
            assert custody(cli, folder) == []
        source = folder / "library" / "sources" / f"{WARNING}.txt"
        raw = bytearray(source.read_bytes())
        raw[chance.randrange(len(raw))] ^= 1
        source.write_bytes(raw)
        answer = cli("-w", folder, "check", "--json")
        assert (answer.code, answer.json["ok"]) == (1, False)
        assert "the source was changed" in answer.json["problems"][0]["problem"]

    def test_nobody_decides_about_bytes_that_were_not_collected(self, cli: Cli, folder: Path) -> None:
        source = folder / "library" / "sources" / f"{WARNING}.txt"
        line = block_with(cli, folder, "Officials would not say")["first_line"]
        source.write_bytes(source.read_bytes().replace(b"Officials", b"officials"))
        before = text_of(cli, folder)
        answer = cli("-w", folder, "decide", WARNING, line, "drop")
        assert (answer.code, "the source was changed" in answer.err) == (2, True)
        assert text_of(cli, folder) == before

    def test_an_edit_by_hand_is_shown_with_its_words(self, cli: Cli, folder: Path) -> None:
        file = folder / "library" / "articles" / f"{WARNING}.md"
        file.write_text(file.read_text("utf-8").replace("closest to having", "nearest to having"), encoding="utf-8")
        audit = cli("-w", folder, "check", "--json").json
        assert (audit["ok"], audit["counts"]["hand_edited"]) == (True, 1)
        assert "[-closest-]{+nearest+}" in cli("-w", folder, "diff", "--source", WARNING).out

    def test_how_a_source_came_in_is_on_record(self, cli: Cli, folder: Path) -> None:
        source = cli("-w", folder, "show", "--json", WARNING).json["source"]
        assert (source["name"], source["via"], source["captured"]) == ("warning.txt", "import", None)
        assert json.dumps(source).count("sha256") == 1
