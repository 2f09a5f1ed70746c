"""The codebook in a real terminal: tags are made, defined, renamed, split, deleted, and all of it is taken back."""

from __future__ import annotations

import pytest

from tests.terminal.conftest import Desk, Opener, leave

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)], ids=["80x24", "120x40", "200x50"])


@SIZES
def test_the_terms_of_a_library_are_kept_in_order(desk: Desk, app: Opener, size: tuple[int, int]) -> None:
    terminal = app(desk, size=size)
    terminal.press("/")
    terminal.type("ferry dredged")
    terminal.press("enter", "enter")
    for tag in ("ships/ferry", "ships/ferry money"):
        terminal.press("t")
        terminal.see("Will save:")
        terminal.type(tag)
        terminal.press("enter")
        terminal.see("Saved: 1 excerpt, tag")
        terminal.press(")")
    terminal.press("K")
    terminal.see("not in the codebook")
    terminal.press("/")
    terminal.type("ferry")
    terminal.press("enter", "e")
    terminal.see("definition")
    terminal.press("tab")
    terminal.type("What sails to and fro.")
    terminal.press("tab")
    terminal.type("teal")
    terminal.press("enter")
    terminal.see("Adding the tag ships/ferry")
    terminal.press("escape", "r")
    terminal.see("rename to")
    terminal.press("ctrl+u")
    terminal.type("boats/ferries")
    terminal.see("Will change 2 excerpts in 1 article")
    terminal.press("enter")
    terminal.see("Renaming ships/ferry to")
    assert sorted(tuple(row["tags"]) for row in desk.excerpts()) == [("boats/ferries",), ("boats/ferries", "money")]
    terminal.press("s", "space", "enter")
    terminal.see("split off as")
    terminal.press("ctrl+u")
    terminal.type("boats/others")
    terminal.see("Will change 1 excerpt in 1 article")
    terminal.press("enter")
    terminal.see("Splitting boats/others")
    terminal.press("u")
    terminal.see("Undone: splitting")
    terminal.press("u")
    terminal.see("Undone: renaming ships/ferry")
    assert sorted(tuple(row["tags"]) for row in desk.excerpts()) == [("ships/ferry",), ("ships/ferry", "money")]
    terminal.press("escape")
    leave(terminal)
    assert desk.json("check")["ok"]
