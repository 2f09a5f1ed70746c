"""Merging files as git does it: the driver on texts, and `git merge` of real branches with the driver installed."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import sysconfig
import textwrap
import time
from pathlib import Path
from typing import Any

import pytest

from workbench.errors import FormatError
from workbench.files import yaml_file
from workbench.files.yaml_nodes import to_plain
from workbench.workspace import auditing, diagnosing, founding, merge_driver, merging
from workbench.workspace.merging import Outcome
from workbench.workspace.opening import open_workspace

NAME = "library/annotations/a-raid.yaml"
TIME, LATER = "2026-11-20T19:44:21Z", "2026-11-21T08:00:00Z"
HEAD = "format: 1\narticle: a-raid\nexcerpts:\n"


def item(name: str, start: int, **said: str) -> str:
    """An excerpt as the workbench writes it."""
    values = {
        "id": f"x-{name}",
        "quote": f'"words {start}"',
        "prefix": '""',
        "suffix": '""',
        "start": str(start),
        "end": str(start + 5),
        "text": "9f2c61ab04de",
        "tags": "[port]",
        "note": "null",
        "credibility": "null",
        "author": "kd",
        "created": TIME,
        "modified": TIME,
    } | said
    return "- " + "\n  ".join(f"{key}: {value}" for key, value in values.items()) + "\n"


ONE, TWO, THREE = item("one", 10), item("two", 20), item("three", 30)
BASE = HEAD + ONE + TWO + THREE


class Merger:
    """Merges three texts in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, base: str, ours: str, theirs: str, name: str = NAME) -> tuple[Outcome, str]:
        one, two, three = (self.folder / side for side in ("base", "ours", "theirs"))
        for path, text in ((one, base), (two, ours), (three, theirs)):
            path.write_bytes(text.encode())
        outcome = merging.merge_files(one, two, three, name)
        return outcome, two.read_bytes().decode()


@pytest.fixture
def merge(tmp_path: Path) -> Merger:
    return Merger(tmp_path)


def said(text: str) -> Any:
    return to_plain(yaml_file.parse(text, Path(NAME)).root)


def test_two_additions_at_one_place_are_both_there_in_the_order_of_the_text(merge: Merger) -> None:
    mine, theirs = item("mine", 24), item("theirs", 22)
    outcome, text = merge(BASE, HEAD + ONE + TWO + mine + THREE, HEAD + ONE + TWO + theirs + THREE)
    assert outcome == Outcome(clean=True)
    assert text == HEAD + ONE + TWO + theirs + mine + THREE


def test_both_sides_made_the_file(merge: Merger) -> None:
    outcome, text = merge("", HEAD + ONE, HEAD + TWO)
    assert (outcome.clean, text) == (True, HEAD + ONE + TWO)


def test_changes_of_different_keys_of_one_excerpt_are_joined(merge: Merger) -> None:
    ours = BASE.replace(TWO, item("two", 20, note="mine", modified=LATER))
    theirs = BASE.replace(TWO, item("two", 20, credibility="2", tags="[port, flour]"))
    outcome, text = merge(BASE, ours, theirs)
    both = item("two", 20, note="mine", credibility="2", tags="[port, flour]", modified=LATER)
    assert (outcome.clean, text) == (True, HEAD + ONE + both + THREE)


def test_comments_and_unknown_keys_of_both_sides_are_kept(merge: Merger) -> None:
    ours = BASE.replace(TWO, "# mine above\n" + TWO.replace("tags: [port]", "tags: [port]  # mine behind\n  mine: {a: [1, 2]}"))
    theirs = BASE.replace(
        TWO,
        "# theirs above\n"
        + TWO.replace(
            "note: null",
            "note: theirs  # theirs behind\n  theirs:\n    deep:\n    - 1 # inside\n    text: |\n      # no comment\n      b",
        ),
    ).replace("format: 1", "# at the top\nformat: 1\nmore: [1]")
    outcome, text = merge(BASE, ours, theirs)
    assert outcome == Outcome(clean=True)
    for comment in ("# mine above", "# mine behind", "# theirs above", "# theirs behind", "# inside", "# at the top"):
        assert text.count(comment) == 1
    root = said(text)
    two = root["excerpts"][1]
    assert root["more"] == ["1"]
    assert two["mine"] == {"a": ["1", "2"]}
    assert two["theirs"] == {"deep": ["1"], "text": "# no comment\nb\n"}
    assert two["note"] == "theirs"


def test_an_untouched_line_stays_byte_for_byte(merge: Merger) -> None:
    ours = BASE.replace('quote: "words 10"', "quote:   'words 10'   # as I like it")
    outcome, text = merge(BASE, ours, BASE + item("four", 40))
    assert (outcome.clean, text) == (True, ours + item("four", 40))


def test_a_removal_and_a_change_of_another_excerpt(merge: Merger) -> None:
    outcome, text = merge(BASE, HEAD + ONE + THREE, BASE.replace(THREE, item("three", 30, note="n")))
    assert (outcome.clean, text) == (True, HEAD + ONE + item("three", 30, note="n"))


def test_all_excerpts_removed_by_the_two_sides_together_leave_a_list(merge: Merger) -> None:
    outcome, text = merge(HEAD + ONE + TWO, HEAD + ONE, HEAD + TWO)
    assert (outcome.clean, text) == (True, HEAD.replace("excerpts:", "excerpts: []"))


def test_what_one_removed_and_the_other_changed_is_kept_and_told(merge: Merger) -> None:
    changed = item("two", 20, note="n")
    for ours, theirs in ((HEAD + ONE + THREE, BASE.replace(TWO, changed)), (BASE.replace(TWO, changed), HEAD + ONE + THREE)):
        outcome, text = merge(BASE, ours, theirs)
        assert not outcome.clean
        assert changed in text
        assert "# merge conflict: x-two was removed on one side and changed on the other; it is kept\n" in text


def test_two_gradings_leave_both_excerpts_and_a_line_that_says_so(merge: Merger) -> None:
    ours = BASE.replace(TWO, item("two", 20, credibility="1") + "  mine: 1\n")
    theirs = BASE.replace(TWO, item("two", 20, credibility="5", modified=LATER))
    outcome, text = merge(BASE, ours, theirs)
    other, there = merge(BASE, theirs, ours)
    assert not outcome.clean
    assert not other.clean
    assert item("two", 20, credibility="5", modified=LATER) + "  mine: 1\n" in text
    (beside,) = re.findall(r"the earlier change is kept as (x-\w{10})\n", text)
    assert item("two", 20, credibility="1").replace("x-two", beside) + "  mine: 1\n" in text
    assert sorted(there.splitlines()) == sorted(text.splitlines())


def test_two_notes_are_both_in_the_note_and_a_person_is_told(merge: Merger) -> None:
    ours, theirs = (BASE.replace(TWO, item("two", 20, note=words)) for words in ("mine", "theirs"))
    outcome, text = merge(BASE, ours, theirs)
    assert not outcome.clean
    assert "  note: |-\n    mine\n\n    theirs\n" in text


@pytest.mark.parametrize(
    "broken",
    [
        BASE.replace("start: 20", "start: 20\n  start: 21"),
        BASE.replace("format: 1", "format: 2"),
        BASE.replace(TWO, '- {id: x-two, quote: "words 20", start: 20, end: 25}\n'),
        BASE.replace("x-two", "x-one"),
        BASE.replace("- id: x-two\n  quote", "- quote"),
        BASE.replace("tags: [port]", "tags: &a [port]"),
    ],
)
def test_what_cannot_be_joined_is_merged_as_git_merges_text_and_no_line_is_lost(merge: Merger, broken: str) -> None:
    theirs = BASE.replace('"words 20"', '"words, other"').replace(
        "text: 9f2c61ab04de\n  tags: [port]", "text: 9f2c61ab04de\n  tags: [ship]"
    )
    outcome, text = merge(BASE, broken, theirs)
    assert not outcome.clean
    assert outcome.problems[0].problem.startswith("merged as text: ")
    lines = set(text.splitlines())
    changed = (set(broken.splitlines()) | set(theirs.splitlines())) - set(BASE.splitlines())
    assert changed <= lines


def test_a_conflict_of_text_has_gits_markers(merge: Merger) -> None:
    outcome, text = merge(BASE, BASE.replace("format: 1", "format: 2"), BASE.replace("format: 1", "format: 3"))
    assert not outcome.clean
    assert text.startswith("<<<<<<< ours\nformat: 2\n=======\nformat: 3\n>>>>>>> theirs\n")


def test_bytes_that_git_cannot_merge_leave_ours_as_it_was(tmp_path: Path) -> None:
    for name, data in (("base", b"\0a"), ("ours", b"\0b"), ("theirs", b"\0c")):
        (tmp_path / name).write_bytes(data)
    with pytest.raises(Exception, match="cannot be merged") as refusal:
        merging.merge_files(tmp_path / "base", tmp_path / "ours", tmp_path / "theirs", NAME)
    assert ":3:" in str(refusal.value)
    assert (tmp_path / "ours").read_bytes() == b"\0b"


def test_a_side_that_removed_a_thousand_and_one_that_added_a_thousand_are_joined_in_bounded_time(merge: Merger) -> None:
    items = [item(f"n{number}", 10 * number) for number in range(3000)]
    began = time.process_time()
    outcome, text = merge(HEAD + "".join(items[:2000]), HEAD + "".join(items[:1000]), HEAD + "".join(items[:2000] + items[2000:]))
    assert time.process_time() - began < 20
    assert outcome.clean
    assert text == HEAD + "".join(items[:1000] + items[2000:])


def test_line_ends_and_a_missing_last_one(merge: Merger) -> None:
    ours = BASE.replace("\n", "\r\n")
    outcome, text = merge(BASE, ours, (BASE + item("four", 40)).removesuffix("\n"))
    assert (outcome.clean, text) == (True, (BASE + item("four", 40)).replace("\n", "\r\n"))


def test_a_list_that_is_indented_takes_items_that_are_not(merge: Merger) -> None:
    ours = HEAD + textwrap.indent(ONE + TWO, "    ")
    theirs = HEAD + ONE + item("four", 15, note="|\n    deep\n\n    er") + TWO
    outcome, text = merge(HEAD + ONE + TWO, ours, theirs)
    assert outcome.clean
    assert yaml_file.parse(text, Path("x")).root
    assert "      note: |\n        deep\n\n        er\n" in text


CODEBOOK = "format: 1\n# The tags of this library.\ntags: []\n"
PORT = "- tag: port\n  title: Ports\n  definition: Harbours of the sea.\n"


def test_the_codebook_is_merged_by_tag(merge: Merger) -> None:
    head = "format: 1\n# The tags of this library.\ntags:\n"
    outcome, text = merge(CODEBOOK, head + PORT, head + "- tag: ship  # any\n  colour: red\n", "library/codebook.yaml")
    assert outcome == Outcome(clean=True)
    assert text == head + "- tag: ship  # any\n  colour: red\n" + PORT


def test_two_definitions_of_a_tag_one_in_force_and_one_in_the_line_that_tells(merge: Merger) -> None:
    base = CODEBOOK.replace(" []", "") + PORT
    ours, theirs = base.replace("of the sea.", "of rivers, too."), base.replace("Harbours of the sea.", "'Of the sea: quays'")
    for one, other in ((ours, theirs), (theirs, ours)):
        outcome, text = merge(base, one, other, "library/codebook.yaml")
        assert not outcome.clean
        assert (
            '\n# merge conflict: port: `definition` was changed on both sides; the other value: "Harbours of rivers, too."\n'
            in text
        )
        assert "Of the sea: quays" in str(said(text))


def test_saved_searches_are_merged_by_name_letter_case_aside(merge: Merger) -> None:
    head = "format: 1\nsearches:\n"
    ours, theirs = head + "- name: Ports\n  query: port\n", head + "- name: ports\n  query: port\n- name: ships\n  query: ship\n"
    outcome, text = merge("format: 1\nsearches: []\n", ours, theirs, "library/searches.yaml")
    assert [row["name"] for row in said(text)["searches"]] == ["ports", "ships"]
    assert not outcome.clean
    assert "the other value: Ports" in text


class Repository:
    """A workspace in git, with the merge driver installed as the manual says, and two branches."""

    def __init__(self, folder: Path) -> None:
        founding.found(folder)
        self.folder = folder
        self.file = folder / NAME
        self.git("init", "-q", "-b", "main")
        for key, value in (("user.name", "kd"), ("user.email", "kd@example.org"), ("commit.gpgsign", "false")):
            self.git("config", key, value)

    def install(self) -> None:
        program = shlex.join([sys.executable, "-m", "workbench"])
        self.git("config", "merge.workbench.driver", f"{program} merge-driver %O %A %B %P")

    def git(self, *arguments: str, fails: bool = False) -> str:
        done = subprocess.run(["git", *arguments], cwd=self.folder, capture_output=True, text=True, check=False)
        assert (done.returncode != 0) == fails, done.stdout + done.stderr
        return done.stdout + done.stderr

    def commit(self, text: str, file: Path | None = None) -> None:
        (file or self.file).write_text(text, encoding="utf-8")
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "work")

    def branches(self, base: str, mine: str, theirs: str, file: Path | None = None) -> None:
        self.commit(base, file)
        self.git("checkout", "-q", "-b", "theirs")
        self.commit(theirs, file)
        self.git("checkout", "-q", "main")
        self.commit(mine, file)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "a space")


def test_git_merges_two_branches_that_add_at_one_place(repository: Repository) -> None:
    repository.install()
    mine, theirs = HEAD + ONE + item("mine", 15), HEAD + ONE + item("theirs", 12)
    repository.branches(HEAD + ONE, mine, theirs)
    repository.git("merge", "-q", "--no-edit", "theirs")
    assert repository.file.read_text() == HEAD + ONE + item("theirs", 12) + item("mine", 15)
    assert repository.git("status", "--porcelain") == ""


def test_git_says_where_somebody_has_to_look_and_goes_on_when_that_is_done(repository: Repository) -> None:
    repository.install()
    mine, theirs = HEAD + item("one", 10, credibility="1"), HEAD + item("one", 10, credibility="4", modified=LATER)
    repository.branches(HEAD + ONE, mine, theirs)
    said = repository.git("merge", "--no-edit", "theirs", fails=True)
    assert f"CONFLICT (content): Merge conflict in {NAME}" in said
    assert f"{NAME}: x-one: `credibility` changed on both sides" in said
    assert repository.git("diff", "--name-only", "--diff-filter=U").strip() == NAME
    text = repository.file.read_text()
    assert "<<<<<<<" not in text
    assert text.count("- id: ") == 2
    repository.commit(re.sub("# merge conflict: .*\n", "", text))
    assert repository.git("status", "--porcelain") == ""


def test_git_keeps_both_sides_of_the_codebook(repository: Repository) -> None:
    repository.install()
    head, file = "format: 1\ntags:\n", repository.folder / "library" / "codebook.yaml"
    repository.branches(head + PORT, head + PORT + "- tag: a\n", head + PORT + "- tag: b\n", file)
    repository.git("merge", "-q", "--no-edit", "theirs")
    assert file.read_text() == head + PORT + "- tag: b\n- tag: a\n"


def test_without_the_driver_git_merges_as_text_and_the_file_is_refused_in_words(repository: Repository) -> None:
    repository.branches(HEAD + ONE, HEAD + ONE + item("mine", 15), HEAD + ONE + item("theirs", 12))
    repository.git("merge", "-q", "--no-edit", "theirs", fails=True)
    with pytest.raises(FormatError, match="git's conflict markers") as refusal:
        yaml_file.read(repository.file)
    assert refusal.value.place
    assert repository.file.read_text().splitlines()[(refusal.value.place.line or 0) - 1].startswith("<<<<<<<")


def test_the_manual_and_the_repository_say_what_a_new_workspace_gets(tmp_path: Path) -> None:
    founding.found(tmp_path / "space")
    root = Path(__file__).parents[2]
    lines = (tmp_path / "space" / ".gitattributes").read_text().splitlines()
    assert (root / ".gitattributes").read_text().splitlines() == lines
    page = (root / "docs" / "guide" / "with-others.md").read_text().splitlines()
    assert [line for line in lines if not line.startswith("#") and line not in page] == []


def test_the_line_that_doctor_prints_merges_wherever_git_is_run_from(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    subprocess.run(["sh", "-c", merge_driver.installing()], cwd=repository.folder, check=True)
    driver = merge_driver.configured(repository.folder)
    assert driver
    assert merge_driver.missing_program(driver, repository.folder) is None
    monkeypatch.setenv("PATH", "/usr/local/bin:/usr/bin:/bin")
    repository.branches(HEAD + ONE, HEAD + ONE + item("mine", 15), HEAD + ONE + item("theirs", 12))
    repository.git("merge", "-q", "--no-edit", "theirs")
    assert repository.file.read_text() == HEAD + ONE + item("theirs", 12) + item("mine", 15)


def test_a_driver_that_git_cannot_run_is_told_and_so_is_what_it_left_until_it_is_settled(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("CACHE", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    repository.git("config", merge_driver.SETTING, "no-such-workbench merge-driver %O %A %B %P")
    repository.branches(HEAD + ONE, HEAD + ONE + item("mine", 15), HEAD + ONE + item("theirs", 12))
    repository.git("merge", "-q", "--no-edit", "theirs", fails=True)
    assert "x-theirs" not in repository.file.read_text()

    def told() -> list[str]:
        with open_workspace(repository.folder) as workspace:
            problems = auditing.check(workspace).problems
            said = diagnosing.of(workspace)["git merges"]
        assert said.startswith("NOT") == any("git cannot surely run 'no-such-workbench'" in one.problem for one in problems)
        return [one.file.name for one in problems if "git has not merged it" in one.problem]

    assert told() == [repository.file.name]
    subprocess.run(["sh", "-c", merge_driver.installing()], cwd=repository.folder, check=True)
    assert told() == [repository.file.name]
    repository.git("checkout", "-m", "--", NAME)
    assert repository.file.read_text() == HEAD + ONE + item("theirs", 12) + item("mine", 15)
    repository.git("add", "-A")
    assert told() == []


@pytest.mark.parametrize(
    ("command", "missing"),
    [
        ("sh -c true", None),
        ("LANG=C 'sh' %O", None),
        ("./here/run%%1 %O", None),
        ("~/run %O", None),
        ("$HOME/run %O", None),
        ("./here/gone %O", "./here/gone"),
        ("/nowhere/workbench merge-driver %O", "/nowhere/workbench"),
        ("'a b' %O", "a b"),
        ("'open", "'open"),
        ("LANG=C", ""),
    ],
)
def test_a_program_is_looked_for_as_a_shell_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, missing: str | None
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for place in (tmp_path / "here" / "run%1", tmp_path / "run"):
        place.parent.mkdir(exist_ok=True)
        place.touch(0o755)
    assert merge_driver.missing_program(command, tmp_path) == missing


@pytest.mark.skipif(sys.prefix == sys.base_prefix, reason="only an environment of one's own can be entered and left")
def test_a_program_that_only_our_own_environment_has_is_found_by_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scripts = sysconfig.get_path("scripts")
    monkeypatch.setenv("PATH", f"{scripts}{os.pathsep}/usr/bin{os.pathsep}/bin")
    program = Path(sys.executable).name
    assert merge_driver.missing_program(f"'{scripts}/{program}' %O", tmp_path) is None
    monkeypatch.setenv("PATH", scripts)
    assert merge_driver.missing_program(f"{program} %O", tmp_path) == program
