"""Every key of the main job does what the contract says, in a real terminal, in both presets.

What is selected is seen by what `Y` copies: the very words, in quotation marks.
"""

from __future__ import annotations

import pytest

from tests.terminal.conftest import Desk, Opener, leave, start
from tests.terminal.tmux import Tmux

PRESETS = pytest.mark.parametrize("preset", ["plain", "vim"])
SIZES = pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=["120x40", "80x24"])

HARBOUR, FERRY, GRAIN = "Harbour strike", "Ferry company", "Grain prices"
FIRST_OF_HARBOUR = (
    "KORSVIK (Northern Wire) — The dockers of Korsvik voted on Tuesday to go on with their strike, the longest in the harbour "
    "for forty years."
)
LAST_OF_HARBOUR = "The ministry of transport has not confirmed the figure, and the dockers call it invented."
LIGHTHOUSE = """\
Lighthouse sold to a painter

The lighthouse at the mouth of the sound was sold on Friday to a painter, who has promised to keep the lamp burning every night.

Nobody else had made an offer. The coast guard, which no longer needs the tower, had asked for a price that it called symbolic.
"""
OWNERS = "The owners of the terminal say that the strike costs two million a day."


def search(terminal: Tmux, query: str) -> None:
    """From the query line, with nothing in it, to the results."""
    terminal.type(query)
    terminal.see(f"/ {query}")
    terminal.press("enter")
    terminal.see("Enter open")


def read(terminal: Tmux, query: str) -> None:
    """From an empty query line into the best hit, which is the article about the harbour."""
    search(terminal, query)
    terminal.press("enter")
    opened(terminal, HARBOUR)


def opened(terminal: Tmux, title: str) -> None:
    """The article is there, with the caret in it."""
    words = {HARBOUR: "The dockers of Korsvik", FERRY: "Passengers will be able", GRAIN: "Farmers in the eastern"}[title]
    terminal.see("v select")
    title_bar(terminal, title)
    terminal.see(words)


def title_bar(terminal: Tmux, words: str) -> None:
    """The pane with this title has the focus."""
    terminal.see(f"▌{words}")


def quoted(terminal: Tmux, words: str, paragraph: int, *, source: str = "harbour") -> None:
    """`Y` copies these words with their citation."""
    citation = {
        "harbour": "Lina Forsberg, “Harbour strike enters its third week,” Northern Wire, 12 February 2019",
        "ferry": "“Ferry company names two new routes,” 3 June 2020",
    }[source]
    terminal.press("Y")
    terminal.copied(f"“{words}” ({citation}, par. {paragraph})")


# Searching


@PRESETS
@SIZES
def test_slash_and_typing_show_results_at_once(desk: Desk, app: Opener, preset: str, size: tuple[int, int]) -> None:
    desk.settings(f"keys: {preset}")
    terminal = app(desk, size=size)
    rows = [terminal.place(title)[1] for title in ("Observatory counts", "Grain prices", "Ferry company", "Harbour strike")]
    assert rows == sorted(rows), "the newest articles come first while the line is empty"
    terminal.type("kors")
    terminal.see("3 of 5")
    terminal.not_see("Valley school")
    terminal.press("down")
    title_bar(terminal, "Results")
    terminal.press("/")
    terminal.see("Enter results")
    terminal.type("dockers")
    terminal.see("▌/ dockers")
    terminal.see("1 of 5")
    terminal.press("enter")
    title_bar(terminal, "Results")
    terminal.see("/ dockers")
    terminal.press("escape")
    terminal.see("▌/ dockers")
    leave_from_query(terminal)


def leave_from_query(terminal: Tmux) -> None:
    terminal.press("enter")
    terminal.see("Enter open")
    leave(terminal)


def test_slash_at_the_start_types_no_slash(desk: Desk, app: Opener) -> None:
    terminal = app(desk)
    terminal.press("/")
    terminal.type("korsvik")
    terminal.see("3 of 5")
    assert terminal.screen[0].startswith("▌/ korsvik")


def test_keys_typed_ahead_go_where_the_ones_before_them_lead(desk: Desk, app: Opener) -> None:
    terminal = app(desk)
    terminal.press("enter", "e")
    terminal.see("Enter save")
    assert "▌/" not in terminal.screen[0]
    terminal.press("escape", "down")
    terminal.not_see("Enter save")


def test_a_new_query_puts_the_cursor_on_the_best_hit(desk: Desk, app: Opener) -> None:
    terminal = app(desk)
    terminal.press("enter")
    terminal.see("Enter open")
    terminal.press("down")  # on the article about grain, which is also a hit of the query to come
    terminal.press("/")
    terminal.see("▌/")
    terminal.type("korsvik")
    terminal.see("3 of 5")
    terminal.press("enter")
    title_bar(terminal, "Results")
    terminal.press("enter")
    title_bar(terminal, HARBOUR)


# Opening, panes


@PRESETS
def test_enter_b_tab_z_and_escape_go_from_pane_to_pane(desk: Desk, app: Opener, preset: str) -> None:
    desk.settings(f"keys: {preset}")
    terminal = app(desk)
    search(terminal, "korsvik")
    terminal.press("enter")
    opened(terminal, HARBOUR)
    quoted(terminal, FIRST_OF_HARBOUR, 1)
    terminal.press("escape")
    title_bar(terminal, "Results")
    terminal.press("j" if preset == "vim" else "down")
    terminal.press("b")
    opened(terminal, FERRY)
    terminal.see(HARBOUR)
    terminal.press("tab")
    title_bar(terminal, HARBOUR)
    terminal.press("shift+tab")
    title_bar(terminal, FERRY)
    terminal.press("z")
    terminal.not_see("dockers of Korsvik")
    title_bar(terminal, FERRY)
    terminal.press("z")
    terminal.see("dockers of Korsvik")
    terminal.press("v", "right")
    terminal.press("escape")  # the selection
    quoted(terminal, "The second route ends at Korsvik, where the harbour was dredged last winter.", 1, source="ferry")
    terminal.press("escape")  # the reader
    title_bar(terminal, "Results")
    terminal.press("escape")  # the search
    terminal.see("▌/ korsvik")


def test_two_articles_share_a_small_screen_as_tabs(desk: Desk, app: Opener) -> None:
    terminal = app(desk, size=(80, 24))
    read(terminal, "korsvik")
    title_bar(terminal, HARBOUR)
    terminal.press("escape")
    title_bar(terminal, "Results")
    terminal.press("down", "b")
    title_bar(terminal, FERRY)
    terminal.see(HARBOUR)
    terminal.not_see("dockers of Korsvik")
    terminal.press("tab")
    title_bar(terminal, HARBOUR)
    terminal.see("dockers of Korsvik")
    terminal.see(FERRY)


# Hits


@PRESETS
@SIZES
def test_n_goes_from_hit_to_hit_and_ctrl_f_finds(desk: Desk, app: Opener, preset: str, size: tuple[int, int]) -> None:
    desk.settings(f"keys: {preset}")
    terminal = app(desk, size=size)
    read(terminal, "dockers")
    terminal.see("hit 1 of 3")
    quoted(terminal, FIRST_OF_HARBOUR, 1)
    terminal.press("n")
    terminal.see("hit 2 of 3")
    quoted(terminal, '"We are closer to an agreement than the owners say," said Ada Lund, who speaks for the dockers.', 2)
    terminal.press("n")
    terminal.see("hit 3 of 3")
    quoted(terminal, LAST_OF_HARBOUR, 3)
    terminal.press("N")
    terminal.see("hit 2 of 3")
    terminal.press("ctrl+f")
    terminal.see("Enter save")
    terminal.type("owners")
    terminal.see("found 2 of 2")  # the first from the caret on
    terminal.press("enter")
    terminal.see("v select")
    quoted(terminal, OWNERS, 3)
    terminal.press("n")
    terminal.see("found 1 of 2")
    terminal.press("N")
    terminal.see("found 2 of 2")
    terminal.press("escape")  # what was found; n goes from hit to hit again
    terminal.see("3 hits")


# Selecting


@PRESETS
def test_v_and_arrows_select_exactly_what_is_passed_over(desk: Desk, app: Opener, preset: str) -> None:
    desk.settings(f"keys: {preset}")
    terminal = app(desk)
    read(terminal, '"owners of"')
    terminal.see("hit 1 of 1")
    left, down, up, right = "hjkl" if preset == "vim" else ("left", "down", "up", "right")
    terminal.press("v", *[right] * 5)
    quoted(terminal, "owners", 3)
    terminal.press(left)
    quoted(terminal, "owner", 3)
    terminal.press("v")  # ends it; the sentence under the caret is what is left
    quoted(terminal, OWNERS, 3)
    terminal.press("v", down, up)
    quoted(terminal, "r", 3)
    terminal.press("escape")
    terminal.press("ctrl+left", "v", "ctrl+right", left, left)
    quoted(terminal, "owners", 3)
    terminal.press("escape")
    if preset == "vim":
        terminal.press("b", "b", "v", "e", "w", "e")
        quoted(terminal, "The owners", 3)


@PRESETS
@SIZES
def test_s_grows_and_shrinks_the_selection(desk: Desk, app: Opener, preset: str, size: tuple[int, int]) -> None:
    desk.settings(f"keys: {preset}")
    terminal = app(desk, size=size)
    read(terminal, '"owners of"')
    terminal.see("hit 1 of 1")
    terminal.press("s")
    quoted(terminal, "owners", 3)
    terminal.press("s")
    quoted(terminal, OWNERS, 3)
    terminal.press("s")
    quoted(terminal, f"{OWNERS} {LAST_OF_HARBOUR}", 3)
    terminal.press("S", "S")
    quoted(terminal, "owners", 3)


@PRESETS
def test_shift_and_arrows_select_without_v(desk: Desk, app: Opener, preset: str) -> None:
    desk.settings(f"keys: {preset}")
    terminal = app(desk)
    read(terminal, '"owners of"')
    terminal.see("hit 1 of 1")
    terminal.press(*["shift+right"] * 5)
    quoted(terminal, "owners", 3)
    terminal.press("shift+left")
    quoted(terminal, "owner", 3)
    terminal.press("right")  # without shift the selection is dropped
    quoted(terminal, OWNERS, 3)
    terminal.press("shift+down", "shift+up", "shift+left")
    quoted(terminal, "rs", 3)


# Excerpts


@PRESETS
@SIZES
def test_t_tags_escape_returns_to_the_selection_undo_takes_back(
    desk: Desk, app: Opener, preset: str, size: tuple[int, int]
) -> None:
    desk.settings(f"keys: {preset}")
    terminal = app(desk, size=size)
    read(terminal, '"owners of"')
    terminal.see("hit 1 of 1")
    terminal.press("s", "t")
    terminal.see("Will save:")
    terminal.see("owners»")
    terminal.type("given-up")
    terminal.press("escape")
    terminal.see("v select")
    quoted(terminal, "owners", 3)
    assert not desk.excerpts()
    terminal.press("t")
    terminal.see("Will save:")
    terminal.type("actors/owners cost")
    terminal.press("enter")
    terminal.see("Saved: 1 excerpt, tags actors/owners, cost.")
    assert [(row["quote"], row["tags"]) for row in desk.excerpts()] == [("owners", ["actors/owners", "cost"])]
    terminal.press("u")
    terminal.see("Undone: tagging.")
    assert not desk.excerpts()
    terminal.press("ctrl+r")
    terminal.see("Done again: tagging.")
    assert [row["quote"] for row in desk.excerpts()] == ["owners"]


@PRESETS
def test_t_without_a_selection_tags_the_sentence_and_brackets_step(desk: Desk, app: Opener, preset: str) -> None:
    desk.settings(f"keys: {preset}")
    terminal = app(desk)
    read(terminal, "dockers")
    terminal.see("hit 1 of 3")
    terminal.press("t")
    terminal.see("Will save:")
    terminal.type("first")
    terminal.press("enter")
    terminal.see("Saved: 1 excerpt, tag first.")
    terminal.press("n", "n")
    terminal.see("hit 3 of 3")
    terminal.press("t")
    terminal.see("Will save:")
    terminal.type("second")
    terminal.not_see("▸first")  # no tag begins with what is typed now
    terminal.press("tab")
    terminal.see("▌note")
    terminal.type("who says so?")
    terminal.press("tab")
    terminal.see("▌credibility")
    terminal.press("shift+tab")
    terminal.see("▌note")
    terminal.press("tab")
    terminal.see("▌credibility")
    terminal.type("3")
    terminal.press("enter")
    terminal.see("Saved: 1 excerpt, tag second.")
    terminal.press("ctrl+home")
    terminal.press("]")
    quoted(terminal, LAST_OF_HARBOUR, 3)
    terminal.press("[")
    quoted(terminal, FIRST_OF_HARBOUR, 1)
    terminal.press("]")
    quoted(terminal, LAST_OF_HARBOUR, 3)
    rows = [(row["tags"], row["note"], row["credibility"]) for row in desk.excerpts()]
    assert rows == [(["first"], "null", "null"), (["second"], "who says so?", "3")]


def test_tab_takes_the_suggestion(desk: Desk, app: Opener) -> None:
    desk.run(
        "-w", desk.space, "annotate", "harbour-strike-enters-its-third-week", "--quote", "two million", "--tag", "cost/daily"
    )
    terminal = app(desk)
    read(terminal, "dockers")
    terminal.press("t")
    terminal.see("Will save:")
    terminal.type("dai")
    terminal.see("▸cost/daily 1")
    terminal.press("tab", "enter")
    terminal.see("Saved: 1 excerpt, tag cost/daily.")


# The library


@PRESETS
def test_i_imports_and_e_edits_the_metadata(desk: Desk, app: Opener, preset: str) -> None:
    desk.settings(f"keys: {preset}")
    (desk.folder / "late.txt").write_text(LIGHTHOUSE, encoding="utf-8")
    terminal = app(desk)
    terminal.press("enter")
    terminal.see("Enter open")
    terminal.press("i")
    terminal.see("Enter save")
    terminal.type("late.txt")
    terminal.press("enter")
    terminal.see("Imported: 1 article.")
    terminal.see("Lighthouse sold")
    terminal.press("e")
    terminal.see("Esc closes")
    terminal.type("!")
    terminal.press("enter")
    terminal.see("Saved:")
    terminal.press("escape")
    terminal.see("Enter open")
    titles = {row["id"]: row["title"] for row in desk.rows("articles")}
    assert titles["lighthouse-sold-to-a-painter"] == "Lighthouse sold to a painter!"


@PRESETS
@SIZES
def test_y_copies_the_citation_from_the_results_and_from_the_reader(
    desk: Desk, app: Opener, preset: str, size: tuple[int, int]
) -> None:
    desk.settings(f"keys: {preset}")
    terminal = app(desk, size=size)
    search(terminal, "ferry")
    terminal.press("y")
    terminal.see("Copied: citation")
    terminal.see("tmux buffer")
    terminal.copied("“Ferry company names two new routes,” 3 June 2020")
    terminal.press("Y")
    terminal.see("Copied: quotation")
    terminal.press("enter")
    terminal.see("v select")
    terminal.press("y")
    terminal.copied("“Ferry company names two new routes,” 3 June 2020")


# Looking up, leaving


@PRESETS
@SIZES
def test_help_and_palette_carry_out_what_is_chosen(desk: Desk, app: Opener, preset: str, size: tuple[int, int]) -> None:
    desk.settings(f"keys: {preset}")
    terminal = app(desk, size=size)
    read(terminal, "dockers")
    terminal.press("?")
    terminal.see("What can be done here (reader)")
    terminal.see("Tag the selection")
    terminal.press("escape")
    terminal.not_see("What can be done here")
    terminal.press("ctrl+p")
    terminal.see("Every action")
    terminal.type("citation")
    terminal.see("Copy the citation")
    terminal.not_see("Start or stop a selection")
    terminal.press("enter")
    terminal.see("Copied: citation")


@PRESETS
def test_quitting_and_coming_back_finds_everything_in_its_place(desk: Desk, app: Opener, preset: str) -> None:
    desk.settings(f"keys: {preset}")
    terminal = app(desk)
    read(terminal, "korsvik")
    terminal.press("escape")
    title_bar(terminal, "Results")
    terminal.press("down", "b")
    title_bar(terminal, FERRY)
    terminal.press("tab")
    title_bar(terminal, HARBOUR)
    terminal.press("}", "}")
    quoted(terminal, OWNERS, 3)
    before = terminal.screen[1:-1]
    leave(terminal)
    start(terminal, "/ korsvik")
    title_bar(terminal, HARBOUR)
    terminal.see(FERRY)
    terminal.wait(lambda: terminal.screen[1:-1] == before, "not as it was")
    quoted(terminal, OWNERS, 3)
    terminal.press("z")
    terminal.not_see("Passengers will be able")
    leave(terminal)
    start(terminal, "/ korsvik")
    title_bar(terminal, HARBOUR)
    assert not any("Passengers will be able" in row for row in terminal.screen)


# The mouse


def test_dragging_selects_and_clicking_opens(desk: Desk, app: Opener) -> None:
    terminal = app(desk)
    search(terminal, "korsvik")
    column, row = terminal.place("Ferry company")
    terminal.mouse(0, column, row)
    terminal.mouse(0, column, row, up=True)
    terminal.see("Passengers will be able")  # the preview follows the click
    terminal.press("enter")
    opened(terminal, FERRY)
    terminal.rest()
    column, row = terminal.place("ferry company said")
    terminal.mouse(0, column, row)
    terminal.mouse(32, column + 3, row)
    terminal.mouse(32, column + 12, row)
    terminal.mouse(0, column + 12, row, up=True)
    terminal.rest()
    quoted(terminal, "ferry company", 1, source="ferry")
    terminal.press("t")
    terminal.see("«ferry company»")
    terminal.press("escape")
    terminal.rest()
    for _ in range(2):  # a double click takes the word
        terminal.mouse(0, column + 2, row)
        terminal.mouse(0, column + 2, row, up=True)
    terminal.rest()
    quoted(terminal, "ferry", 1, source="ferry")
    terminal.mouse(65, column, row)  # the wheel moves nothing that is whole on the screen, and breaks nothing
    terminal.press("escape")
    terminal.see("v select")
