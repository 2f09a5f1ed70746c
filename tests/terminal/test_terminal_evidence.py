"""Tagging, grading, the evidence and its tables in a real terminal, at three sizes, from the keyboard alone."""

from __future__ import annotations

import pytest

from tests.terminal.conftest import Desk, Opener, leave

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)], ids=["80x24", "120x40", "200x50"])


@SIZES
def test_excerpts_are_made_graded_gathered_tagged_together_and_taken_back(desk: Desk, app: Opener, size: tuple[int, int]) -> None:
    terminal = app(desk, size=size)
    terminal.press("/")
    terminal.type("ferry dredged")
    terminal.press("enter", "enter")
    terminal.see("not graded")
    for tag in ("ships/ferry", "money"):
        terminal.press("t")
        terminal.see("Will save:")
        terminal.type(tag)
        terminal.press("tab", "tab")
        terminal.see("6 cannot be judged")
        terminal.type("2")
        terminal.see("▸2 probably true")
        terminal.press("enter")
        terminal.see(f"Saved: 1 excerpt, tag {tag}")
        terminal.press(")")
    assert [row["credibility"] for row in desk.excerpts()] == ["2", "2"]
    terminal.press("E")
    terminal.see("2 excerpts in 1 article")
    terminal.press("a", "t")
    terminal.see("Will change 0 of 2")
    terminal.type("ports ")
    terminal.see("Will change 2 of 2")
    terminal.press("enter")
    terminal.see("Saved: 2 excerpts.")
    assert all("ports" in row["tags"] for row in desk.excerpts())
    terminal.press("m")
    terminal.see("tags × articles")
    terminal.press("T")
    terminal.see("dated articles")
    terminal.press("T", "u")
    terminal.see("Undone: tagging 2 excerpts")
    assert not any("ports" in row["tags"] for row in desk.excerpts())
    terminal.press("enter")
    terminal.see("grow")
    leave(terminal)
    assert desk.json("check")["ok"]
