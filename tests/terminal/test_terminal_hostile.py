"""Hostile text never speaks to the terminal: whatever the library holds, the terminal is told only what it is told for harmless text."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.terminal.conftest import Desk, Recording
from tests.terminal.hostile import HOSTILE
from tests.terminal.recorder import Recorder, Told
from tests.terminal.test_terminal_main_job import SHARED

BAD_INPUT = SHARED / "data" / "bad_input" / "terminal"
FORBIDDEN = re.compile("[\x80-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
BODY = "The harbour of Korsvik was closed on Tuesday, and nobody could say for how long it would stay so. {} The ferry lies there still."

SMALL = (80, 24)
OPEN, READING = "Enter open", "v select"
STEPS = (
    ("/", "Enter results"),
    ("korsvik", "▌/ korsvik"),
    ("enter", OPEN),
    ("e", "Enter save"),
    ("escape", "not: Enter save"),
    ("enter", READING),
    ("t", "Will save:"),
    ("escape", "not: Will save:"),
    ("s", READING),
    ("z", READING),
    ("ctrl+f", "Enter save"),
    ("Korsvik", "found"),
    ("enter", READING),
    ("?", "What can be done here"),
    ("escape", "not: What can be done here"),
    ("tab", READING),
    ("ctrl+l", "Messages, the newest first"),
    ("escape", "not: Messages, the newest first"),
)
"""Each key, and what is seen after it, or not any more."""


def walk(terminal: Recorder, articles: int) -> Recorder:
    """Look at everything: each article opened, and with the last of them all that can be done with one."""
    terminal.see(f"{articles} articles")
    terminal.press("enter")
    terminal.see(OPEN)
    for number in range(articles):
        if number:
            terminal.press("down")
        open_and_return(terminal)
    for key, words in STEPS:
        terminal.press(key)
        terminal.see(words.removeprefix("not: "), gone=words.startswith("not: "))
    terminal.press("q")
    assert terminal.finish() == 0
    return terminal


def open_and_return(terminal: Recorder) -> None:
    terminal.press("enter")
    terminal.see(READING)
    terminal.press("ctrl+w")  # closes it; Esc would do, but each Esc has to wait whether more comes
    terminal.see(OPEN)


@pytest.fixture(scope="module")
def harmless() -> set[str]:
    """What a terminal is told by a library without malice; filled by the first test that walks one."""
    return set()


@pytest.fixture
def allowed(harmless: set[str], desk: Desk, recorded: Recording) -> set[str]:
    if not harmless:
        desk.run("-w", desk.space, "annotate", "harbour-strike-enters-its-third-week", "--quote", "two million", "--tag", "cost")
        for size in (SMALL, (120, 40)):
            harmless |= walk(recorded(desk, "-w", desk.space, size=size), 5).told.orders
            for file in desk.state_files("state.json"):
                file.unlink()  # the next one begins as if one had never been here
    return harmless


def is_clean(told: Told, allowed: set[str] | frozenset[str]) -> None:
    assert sorted(told.orders - allowed) == []
    assert FORBIDDEN.findall(told.text) == []


def yaml_string(text: str) -> str:
    """A YAML scalar that holds any text: what is not plain ASCII is escaped."""
    return '"' + "".join(c if " " <= c <= "~" and c not in '"\\' else f"\\U{ord(c):08x}" for c in text) + '"'


def workspace_of(desk: Desk, texts: dict[str, str]) -> int:
    """A workspace with an article a text, put there by hand, past every door: in title, text, publisher, tag and note."""
    space = desk.folder / "hostile"
    assert desk.run("init", space).returncode == 0
    for number, (name, text) in enumerate(texts.items()):
        title = yaml_string(f"Korsvik {name} {text}")
        head = f"format: 1\nid: hostile-{number}\ntitle: {title}\npublisher: {title}\nauthors: [{title}]\nplace: {title}\nnote: {title}\n"
        body = BODY.format(text.replace("\r", " ")) + "\n"
        article = space / "library" / "articles" / f"hostile-{number}.md"
        article.write_bytes(f"---\n{head}---\n\n{body}".encode("utf-8", "replace"))
    return len(texts)


def test_articles_edited_by_hand_with_malice(desk: Desk, recorded: Recording, allowed: set[str]) -> None:
    number = workspace_of(desk, HOSTILE)
    told = walk(recorded(desk, "-w", desk.folder / "hostile"), number).told
    is_clean(told, allowed)
    assert "elsewhere" in told.text, "nothing was shown"


def test_hostile_scrapes_are_imported_listed_and_read(desk: Desk, recorded: Recording, allowed: set[str]) -> None:
    pages = desk.folder / "bad"
    pages.mkdir()
    for name, text in HOSTILE.items():
        page = f"Korsvik and the {name} {text}\n\n{BODY.format(text)}\n\n{BODY.format(name)}\n"
        (pages / f"{name}.txt").write_bytes(page.encode())
    (pages / "na\x1b]0;owned\x07me\u202e.txt").write_bytes(b"\x00\x01\x02" * 300)
    space = desk.folder / "hostile"
    desk.run("init", space)
    brought = recorded(desk, "-w", space, "import", pages)
    assert brought.finish() in (0, 1)
    plain = recorded(desk, "-w", desk.space, "import", desk.folder / "pages")
    plain.finish()
    is_clean(brought.told, plain.told.orders | {"'\\r'", "'\\n'"})
    library = desk.rows("articles", space=space)
    assert len(library) >= len(HOSTILE) - 2
    is_clean(walk(recorded(desk, "-w", space), len(library)).told, allowed)
    for command in (["search", "korsvik"], ["articles"], *(["show", row["id"]] for row in library[:3])):
        shown = recorded(desk, "-w", space, *command)
        shown.finish()
        assert FORBIDDEN.findall(shown.told.text) == []
        assert {order for order in shown.told.orders if not re.fullmatch("SGR [0-9]", order)} <= {"'\\r'", "'\\n'"}


def test_tags_and_notes_of_others_are_shown_harmlessly(desk: Desk, recorded: Recording, allowed: set[str]) -> None:
    desk.run("-w", desk.space, "annotate", "harbour-strike-enters-its-third-week", "--quote", "two million", "--tag", "cost")
    (file,) = (desk.space / "library" / "annotations").glob("*.yaml")
    text = file.read_text(encoding="utf-8")
    evil = yaml_string("".join(HOSTILE.values()))
    file.write_text(text.replace("note: null", f"note: {evil}").replace("author: kd", f"author: {evil}"), encoding="utf-8")
    is_clean(walk(recorded(desk, "-w", desk.space), 5).told, allowed)


def test_what_is_pasted_and_typed_is_shown_harmlessly(desk: Desk, recorded: Recording, allowed: set[str]) -> None:
    terminal = recorded(desk, "-w", desk.space)
    terminal.see("5 articles")
    for name, text in HOSTILE.items():
        if name != "unfinished":  # it would swallow the end of the paste, which no terminal lets through
            terminal.press(f"\x1b[200~{text}\x1b[201~")
    terminal.press("\x1b[200~ drawn\x1b[201~")
    terminal.press("\x01\x0b")  # to the beginning, and all of it cut: joined emoji are as wide as the terminal likes
    terminal.press("\x1b[200~seen\x1b[201~")
    terminal.see("seen")
    terminal.press("down")
    terminal.see(OPEN)
    terminal.press("q")
    assert terminal.finish() == 0
    is_clean(terminal.told, allowed)


@pytest.mark.skipif(
    not BAD_INPUT.is_dir(), reason="the collected escape sequences are not here; WORKBENCH_TEST_DATA names their folder"
)
def test_every_collected_escape_sequence_file(desk: Desk, recorded: Recording, allowed: set[str]) -> None:
    pages = desk.folder / "bad"
    pages.mkdir()
    for file in sorted(each for each in BAD_INPUT.rglob("*") if each.is_file()):
        name = "-".join(file.relative_to(BAD_INPUT).parts)
        (pages / f"{name}.txt").write_bytes(file.read_bytes())
    shutil.copy(desk.folder / "pages" / "harbour.txt", pages)
    space = desk.folder / "hostile"
    desk.run("init", space)
    done = desk.run("-w", space, "import", pages, "--json")
    assert done.returncode in (0, 1), done.stderr
    report = json.loads(done.stdout)
    assert sum(map(len, (report["imported"], report["duplicates"], report["refused"]))) == len(list(pages.iterdir()))
    for refused in report["refused"]:
        assert refused["error"].strip()
        assert "\n" not in refused["error"]
    assert len(report["imported"]) > 50
    library = desk.rows("articles", space=space)
    is_clean(walk(recorded(desk, "-w", space, size=SMALL), len(library)).told, allowed)


@pytest.mark.skipif(
    not BAD_INPUT.is_dir(), reason="the collected escape sequences are not here; WORKBENCH_TEST_DATA names their folder"
)
def test_every_collected_escape_sequence_put_into_articles_by_hand(desk: Desk, recorded: Recording, allowed: set[str]) -> None:
    files = sorted(each for each in BAD_INPUT.rglob("*") if each.is_file() and Path(each).stat().st_size < 20_000)
    texts = {each.stem: each.read_bytes().decode("utf-8", "replace").replace("\x00", "") for each in files}
    number = workspace_of(desk, texts)
    is_clean(walk(recorded(desk, "-w", desk.folder / "hostile", size=SMALL), number).told, allowed)
