"""The cleaning review in a real terminal, at three sizes."""

from __future__ import annotations

import pytest

from tests.terminal.conftest import Desk, Opener, leave

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)], ids=["80x24", "120x40", "200x50"])
CRANES = "The company bought both ships"


def text_of(desk: Desk) -> str:
    (article,) = (one for one in (desk.space / "library" / "articles").glob("ferry*.md"))
    return article.read_text(encoding="utf-8")


@SIZES
def test_a_line_is_dropped_brought_back_and_dropped_for_good(desk: Desk, app: Opener, size: tuple[int, int]) -> None:
    terminal = app(desk, size=size)
    terminal.press("/")
    terminal.type("ferry dredged")
    terminal.press("enter")
    terminal.see("Ferry company names")
    terminal.press("o")
    terminal.see("Source, ")
    terminal.press("end", "up")
    terminal.see("line 7 ")
    terminal.press("space")
    terminal.see("Saved: Dropped line 7.")
    assert CRANES not in text_of(desk)
    terminal.press("u")
    terminal.see("Undone: dropped line 7")
    assert CRANES in text_of(desk)
    terminal.press("ctrl+r")
    terminal.see("Done again: dropped line 7")
    terminal.press("e")
    terminal.see("What is known")
    terminal.see("declared, line 3")
    terminal.press("escape", "escape")
    terminal.see("Results")
    leave(terminal)
    assert CRANES not in text_of(desk)
    assert desk.json("check")["ok"]
    decided = (next((desk.space / "library" / "sources").glob("ferry*.cleaning.yaml"))).read_text(encoding="utf-8")
    assert "by: kd" in decided


def test_a_key_typed_ahead_waits_for_the_source(desk: Desk, app: Opener) -> None:
    terminal = app(desk)
    terminal.press("/")
    terminal.type("ferry dredged")
    terminal.press("enter", "o", "end", "up", "space")
    terminal.see("Saved: Dropped line 7.")
    assert CRANES not in text_of(desk)
