"""Work that takes its time shows how far it is, and can be stopped without a loss."""

from __future__ import annotations

import json
import re

from tests.terminal.conftest import Desk, Opener, leave, start

ROWS, COPIES = 3000, 5000
WORDS = "harbour strike ferry grain school valley winter bread bell sound tower price crane ship road roof county parish lamp oil".split()


def write_rows(desk: Desk) -> None:
    with (desk.folder / "many.jsonl").open("w", encoding="utf-8") as file:
        for number in range(ROWS):
            words = [WORDS[(number * step + step) % len(WORDS)] for step in range(1, 60)]
            text = f"Report {number} came on a day of rain. " + " ".join(words) + f" {number}."
            file.write(json.dumps({"id": f"report-{number}", "title": f"Report {number}", "text": text, "lang": "en"}) + "\n")


def test_an_import_shows_its_progress_and_escape_stops_it(desk: Desk, app: Opener) -> None:
    write_rows(desk)
    terminal = app(desk)
    terminal.press("enter")
    terminal.see("Enter open")
    terminal.press("i")
    terminal.see("Enter save")
    terminal.type("many.jsonl")
    terminal.press("enter")
    progress = re.compile(r"importing [1-9][\d,]* / 3,000 .*Esc stops it")
    terminal.wait(lambda: any(progress.search(row) for row in terminal.screen), "no progress was shown")
    terminal.press("escape")
    terminal.wait(lambda: any("topped" in row for row in terminal.screen), "it was not stopped")
    terminal.wait(lambda: not any(progress.search(row) for row in terminal.screen), "it runs on")
    files = len(list((desk.space / "library" / "articles").glob("report-*.md")))
    assert 0 < files < ROWS
    terminal.press("/")
    terminal.see("Enter results")
    terminal.type("report")
    terminal.see(f"{files:,} of {files + 5:,}")
    terminal.press("enter")
    terminal.see("Enter open")
    leave(terminal)
    assert desk.json("check")["ok"]
    assert len(desk.rows("articles")) == files + 5


def test_a_first_index_shows_its_progress_while_one_can_quit(desk: Desk, app: Opener) -> None:
    folder = desk.space / "library" / "articles"
    pattern = (folder / "valley-school-opens-again-after-nine-years.md").read_text(encoding="utf-8")
    for number in range(COPIES):
        copy = pattern.replace("id: valley-school-opens-again-after-nine-years", f"id: copy-{number}")
        (folder / f"copy-{number}.md").write_text(copy, encoding="utf-8")
    terminal = app(desk, ready="Esc stops it")
    assert any(re.search(r"indexing [1-9][\d,]* / 5,005", row) for row in terminal.screen)
    terminal.press("escape")
    terminal.see("Stopped; what was finished stays.")
    terminal.press("enter")
    terminal.see("Enter open")
    leave(terminal)
    start(terminal, "5,005 articles")
