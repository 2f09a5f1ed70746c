"""Hostile text, keys of one's own, errors nobody expected: the app stays whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input

from tests.pilot.driver import Driver, driving
from workbench.tui.actions import ACTIONS
from workbench.tui.app import WorkbenchApp
from workbench.tui.screens.codebook import CodebookScreen
from workbench.tui.screens.evidence import EvidenceScreen
from workbench.tui.screens.review import ReviewScreen
from workbench.workspace.state import EvidenceShown

CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
HOSTILE = (
    "plain [T]he court [sic] [/foo] [b]unclosed [/",
    "\x1b]52;c;aGVsbG8=\x07 clipboard \x1b]0;title\x07",
    "\x1b[31mred\x1b[2J and \x9b31m and \x90q\x9c",
    "\u202eoverride\u202c \u2066isolate\u2069 \u200fmark",
    "line\u2028separator\u2029paragraph\x0bvertical\x0cform\x85next",
    "family \U0001f469\u200d\U0001f469\u200d\U0001f467 flag \U0001f1e9\U0001f1ea e\u0301\u0301\u0301 क\u093fताब 语言",
)


def hostile_library(root: Path) -> None:
    folder = root / "library" / "articles"
    for number, words in enumerate(HOSTILE):
        body = f"Known word. {words}. More of it: {words}\n\n## {words}\n\n{words * 20}\n"
        title = words.encode("unicode_escape").decode("ascii").replace('"', "'")
        escaped = re.sub(r"\\x([0-9a-f]{2})", r"\\u00\1", title)
        front = f'---\nformat: 1\nid: hostile-{number}\ntitle: "{escaped}"\npublisher: "{escaped}"\nlanguage: en\n---\n\n'
        (folder / f"hostile-{number}.md").write_text(front + body, encoding="utf-8", newline="")


def raw_screen(driver: Driver) -> str:
    return "".join(segment.text for strip in driver.app.screen._compositor.render_strips() for segment in strip)


async def test_no_control_character_of_an_article_reaches_the_screen(empty: Path) -> None:
    hostile_library(empty)
    async with driving(empty) as driver:
        await driver.press("/")
        await driver.type("known")
        assert not CONTROL.search(raw_screen(driver))
        assert len(driver.main.results.found) == len(HOSTILE)
        await driver.press("enter")
        for _ in HOSTILE:
            await driver.press("enter")
            assert not CONTROL.search(raw_screen(driver))
            await driver.press("s", "s", "t")
            assert not CONTROL.search(raw_screen(driver))
            await driver.type("tag[/x]")
            await driver.press("enter", "enter", "escape", "escape", "escape", "down")
            assert not CONTROL.search(raw_screen(driver))


async def test_what_looks_like_markup_is_drawn_as_it_is(empty: Path) -> None:
    hostile_library(empty)
    async with driving(empty) as driver:
        await driver.press("/")
        await driver.type("court")
        await driver.press("enter", "enter")
        assert driver.sees("[T]he court [sic] [/foo] [b]unclosed [/")


async def test_a_hostile_query_and_hostile_tags_are_text(space: Path) -> None:
    async with driving(space) as driver:
        await driver.press("/")
        for query in ("[/x", "[b]", 'a"(((', "tag:", "~~~", "\\"):
            driver.main.query_bar.input.value = query
            await driver.settle()
            assert not CONTROL.search(raw_screen(driver))


async def test_an_error_nobody_expected_is_kept_whole_and_the_app_goes_on(space: Path) -> None:
    async with driving(space) as driver:

        def fails() -> None:
            raise ZeroDivisionError("of a test")

        driver.app.threads.run(fails)
        await driver.settle()
        assert driver.sees("Something went wrong; all of it is in ")
        from workbench.workspace import state

        assert "ZeroDivisionError: of a test" in state.log_file(driver.workspace).read_text(encoding="utf-8")
        await driver.press("/")
        await driver.type("haqqani")
        assert driver.main.results.found


async def test_every_action_of_the_table_is_carried_out_by_someone(space: Path) -> None:
    async with driving(space) as driver:
        screens = (driver.main, ReviewScreen("none", ()), EvidenceScreen(EvidenceShown()), CodebookScreen())
        assert {action.id for action in ACTIONS} <= {name for each in screens for name in each.handlers}


@pytest.mark.parametrize("where", ["results", "reader", "excerpts", "empty"])
async def test_no_action_fails_wherever_it_is_called(annotated: Path, empty_space: Path, where: str) -> None:
    async with driving(empty_space if where == "empty" else annotated) as driver:
        for action in ACTIONS:
            if action.id == "quit" or action.id.startswith(("caret.", "extend.")):  # motions have tests of their own
                continue
            for _ in range(3):
                driver.main.perform("back")
            await driver.settle()
            if where in ("reader", "excerpts"):
                driver.main.perform("results.open")
                await driver.settle()
            if where == "excerpts":
                await driver.press("p")
            driver.main.perform(action.id)
            await driver.settle()
            if driver.app.screen is not driver.main:
                await driver.press("escape")
            assert not [text for _, text, _ in driver.app.messages if "went wrong" in text], action.id


@pytest.fixture
def empty_space(tmp_path: Path) -> Path:
    from workbench.workspace.founding import found

    found(tmp_path / "empty-space")
    return tmp_path / "empty-space"


async def test_a_key_of_ones_own_works_and_the_footer_shows_it(space: Path) -> None:
    with (space / "config.yaml").open("a", encoding="utf-8") as config:
        config.write("\nkeymap:\n  excerpt.tag: f5\n")
    async with driving(space) as driver:
        await driver.press("/")
        await driver.type("homeland")
        await driver.press("enter", "enter")
        assert driver.sees("F5 tag")
        await driver.press("t")
        assert driver.main.form is None
        await driver.press("f5")
        assert driver.main.form


async def test_the_help_lists_what_can_be_done_here_and_does_it(space: Path) -> None:
    async with driving(space) as driver:
        await driver.press("/")
        await driver.type("homeland")
        await driver.press("enter", "enter", "?")
        assert driver.sees("Tag the selection")
        await driver.type("tag the")
        await driver.press("enter")
        assert driver.main.form


async def test_the_palette_finds_every_action_by_its_name(space: Path) -> None:
    async with driving(space) as driver:
        await driver.press("ctrl+p")
        typed = driver.app.screen.query_one(Input)
        for action in ACTIONS:
            typed.value = action.title
            await driver.settle()
            assert driver.sees(action.title)


async def test_what_was_said_can_be_read_again(space: Path) -> None:
    async with driving(space) as driver:
        driver.app.say("First [/thing].")
        driver.app.say("Second thing.")
        await driver.press("ctrl+l")
        assert driver.sees("First [/thing].")
        await driver.press("escape")


@pytest.mark.parametrize(("value", "theme"), [("", "textual-dark"), ("1", "ansi-dark")])
async def test_no_color_is_heeded_if_it_is_not_empty(
    space: Path, monkeypatch: pytest.MonkeyPatch, value: str, theme: str
) -> None:
    monkeypatch.setenv("NO_COLOR", value)
    async with driving(space) as driver:
        assert driver.app.theme == theme


async def test_the_vim_keys_move_and_extend(space: Path) -> None:
    with (space / "config.yaml").open("a", encoding="utf-8") as config:
        config.write("\nkeys: vim\n")
    async with driving(space) as driver:
        await driver.press("/")
        await driver.type("homeland")
        await driver.press("enter", "j", "k", "enter", "g", "g", "v", "w", "e")
        reader = driver.main.article_pane.reader
        assert reader.selected
        assert reader.selected.start == reader._layout.snap(0)
        assert reader.selected.of(reader.text).count(" ") >= 1


async def test_the_app_is_given_no_way_to_open_a_second_command_palette(space: Path) -> None:
    async with driving(space) as driver:
        assert isinstance(driver.app, WorkbenchApp)
        assert not driver.app.use_command_palette


async def test_enter_on_a_stated_value_leaves_it_stated(space: Path) -> None:
    async with driving(space) as driver:
        await driver.press("escape", "enter", "e", "enter")
        article_id = driver.main.article_id
        assert article_id is not None
        file = space / "library" / "articles" / f"{article_id}.md"
        assert "title: [declared" in file.read_text(encoding="utf-8")


async def test_a_note_of_several_lines_is_pasted_whole(space: Path) -> None:
    async with driving(space) as driver:
        await driver.press("escape", "enter", "enter", "t", "tab")
        driver.app.post_message(events.Paste("first line\nsecond line\nthird"))
        await driver.settle()
        await driver.press("enter")
        written = "".join(path.read_text(encoding="utf-8") for path in (space / "library" / "annotations").glob("*.yaml"))
        assert "note: first line second line third" in written


async def test_a_key_does_not_overtake_what_is_pasted_before_it(space: Path) -> None:
    async with driving(space) as driver:
        for event in (
            events.Paste("korsvik\nharbour"),
            events.Key("home", None),
            events.Key("ctrl+k", None),
            events.Paste("ferry"),
        ):
            driver.app.post_message(event)
        await driver.settle()
        assert driver.main.query_bar.input.value == "ferry"


async def test_keys_that_nobody_can_see_do_nothing(space: Path) -> None:
    async with driving(space) as driver:
        await driver.press("escape", "enter")
        await driver.pilot.resize_terminal(50, 15)
        await driver.settle()
        await driver.press("e", "enter", "x", "t")
        await driver.pilot.resize_terminal(120, 40)
        await driver.settle()
        assert driver.main.form is None
