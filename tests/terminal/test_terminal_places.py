"""Terminals that can do little, and folders that hold no workspace."""

from __future__ import annotations

import re

from tests.terminal.conftest import Desk, Opener, Recording, leave
from tests.terminal.test_terminal_keys import HARBOUR, opened, quoted, search

COLOUR = re.compile(r"\x1b\[(?:[0-9;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])[0-9;]*m")


def test_colours_are_kept_away_from_those_who_refuse_them(desk: Desk, recorded: Recording) -> None:
    desk.environment["NO_COLOR"] = "1"
    terminal = recorded(desk, "-w", desk.space)
    terminal.see("5 articles")
    terminal.press("dockers")
    terminal.see("1 of 5")
    terminal.press("enter")
    terminal.see("Enter open")
    terminal.press("enter")
    terminal.see("v select")
    terminal.press("s")
    terminal.press("t")
    terminal.see("Will save:")
    terminal.press("escape")
    terminal.see("v select")
    terminal.press("q")
    assert terminal.finish() == 0
    coloured = {match[0] for match in COLOUR.finditer(terminal.received.decode())}
    greys = {order for order in coloured if _is_grey(order)}
    assert coloured == greys, "a colour that is none of the terminal's own"


def _is_grey(order: str) -> bool:
    """Whether an SGR sequence asks only for equal parts of red, green and blue."""
    parts = re.findall(r"[34]8;2;(\d+);(\d+);(\d+)", order)
    rest = re.sub(r"[34]8;2;\d+;\d+;\d+", "", order)
    return all(len(set(each)) == 1 for each in parts) and not COLOUR.search(rest)


def test_the_plainest_tmux_is_enough(desk: Desk, app: Opener) -> None:
    terminal = app(desk, term="screen")
    search(terminal, "dockers")
    terminal.press("enter")
    opened(terminal, HARBOUR)
    terminal.press("s")
    quoted(terminal, "dockers", 1)
    leave(terminal)


def test_a_terminal_too_small_is_told_and_used_again_when_it_grows(desk: Desk, app: Opener) -> None:
    terminal = app(desk, size=(80, 24))
    terminal.resize(59, 17)
    terminal.see("59 × 17: too small, 60 × 18 at least")
    terminal.not_see("Observatory")
    terminal.resize(60, 18)
    terminal.see("Observatory")
    terminal.not_see("too small")
    terminal.press("enter")
    terminal.see("Enter open")
    leave(terminal)


def test_the_reading_place_survives_a_resize(desk: Desk, app: Opener) -> None:
    terminal = app(desk)
    search(terminal, "dockers")
    terminal.press("enter")
    opened(terminal, HARBOUR)
    terminal.press("s")
    for columns, rows in ((80, 24), (60, 18), (200, 50)):
        terminal.resize(columns, rows)
        terminal.rest()
        terminal.see(HARBOUR)
        quoted(terminal, "dockers", 1)


def test_a_terminal_that_cannot_place_text_is_refused_in_one_line(desk: Desk, shell: Opener) -> None:
    terminal = shell(desk, size=(200, 24))
    terminal.enter("clear; TERM=dumb workbench -w space; echo left with $?")
    terminal.see("left with 2")
    assert sum("workbench: error:" in row for row in terminal.screen) == 1
    assert sum(bool(row.strip()) for row in terminal.screen) <= 4
    terminal.see("TERM=xterm-256color")


def test_a_folder_without_a_workspace_says_what_to_do(bare: Desk, shell: Opener) -> None:
    terminal = shell(bare, size=(200, 24))
    terminal.enter("clear; workbench; echo left with $?")
    terminal.see("left with 2")
    terminal.see("workbench: error:")
    terminal.see("workbench init")
    assert not any("Traceback" in row for row in terminal.screen)
