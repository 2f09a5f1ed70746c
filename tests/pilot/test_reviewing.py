"""The cleaning review: deciding, undoing, rules, what is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pilot.driver import Driver, driving
from workbench.storage import articles, decisions, rules
from workbench.tui.models.arrangement import READERS
from workbench.tui.screens.review import ReviewScreen
from workbench.workspace.auditing import check
from workbench.workspace.intake import import_paths
from workbench.workspace.opening import open_workspace

SITE = "wire.example.org"
PROSE = (
    "The committee met again on the third day and heard how the harvest of the northern districts had been brought in before the rain.",
    "A second witness, who had driven from the coast overnight, said that lorries had been counted at the crossing all that week.",
    "Nobody in the room disputed the number, and the chairman asked the clerk to write it down and to read it back to the witness.",
)


def page(number: int, *, site: bool = True) -> str:
    lines = [f"Session {number} of the harvest committee", *([f"https://{SITE}/sessions/{number}"] if site else [])]
    lines += [*PROSE[:2], "What the clerk wrote", PROSE[2], f"The number of the day was {number}", "Leave a reply"]
    return "\n\n".join(lines) + "\n"


@pytest.fixture
def pages(empty: Path, tmp_path: Path) -> Path:
    """A workspace with two pages of one site and one that does not say what site it is of."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in (1, 2):
        (folder / f"{number}.txt").write_text(page(number), encoding="utf-8")
    (folder / "3.txt").write_text(page(3, site=False), encoding="utf-8")
    workspace = open_workspace(empty)
    assert len(import_paths(workspace, [str(folder)]).imported) == 3
    workspace.close()
    return empty


async def review(driver: Driver, words: str) -> ReviewScreen:
    """The review of the first article that has these words."""
    await driver.press("/")
    await driver.type(words)
    await driver.press("enter", "o")
    assert isinstance(driver.app.screen, ReviewScreen)
    return driver.app.screen


def go_to(screen: ReviewScreen, words: str) -> None:
    assert screen.review
    line = next(number for number, text in enumerate(screen.review.lines, 1) if words in text)
    screen.source.go_to_line(line)


async def go_to_field(driver: Driver, screen: ReviewScreen, name: str) -> None:
    await driver.press("e")
    while screen.known.at_cursor and screen.known.at_cursor.name != name:
        await driver.press("down")


def text_of(driver: Driver, screen: ReviewScreen) -> str:
    return articles.read(driver.workspace.library, screen.reviewing.article_id).article.text


async def test_space_drops_a_line_at_once_and_u_brings_it_back(pages: Path) -> None:
    async with driving(pages) as driver:
        screen = await review(driver, '"harvest committee"')
        before = text_of(driver, screen)
        go_to(screen, PROSE[1][:30])
        await driver.press("space")
        assert PROSE[1] not in text_of(driver, screen)
        assert PROSE[1] not in screen.article.text
        assert driver.sees("dropped by ")
        assert check(driver.workspace).ok
        await driver.press("u")
        assert text_of(driver, screen) == before == screen.article.text
        await driver.press("ctrl+r")
        assert PROSE[1] not in text_of(driver, screen)


async def test_several_lines_are_chosen_and_decided_together(pages: Path) -> None:
    async with driving(pages) as driver:
        screen = await review(driver, '"harvest committee"')
        go_to(screen, PROSE[0][:30])
        await driver.press("v", "down", "space")
        assert PROSE[0] not in text_of(driver, screen)
        assert PROSE[1] not in text_of(driver, screen)
        assert PROSE[2] in text_of(driver, screen)


async def test_a_label_is_taken_from_the_list(pages: Path) -> None:
    async with driving(pages) as driver:
        screen = await review(driver, '"harvest committee"')
        go_to(screen, "The number of the day")
        await driver.press("l")
        await driver.type("sub-heading")
        await driver.press("enter")
        assert "## The number of the day" in text_of(driver, screen)


async def test_the_cleaner_decides_again_when_it_is_asked(pages: Path) -> None:
    async with driving(pages) as driver:
        screen = await review(driver, '"harvest committee"')
        before = decisions.read_decisions(driver.workspace.library, screen.reviewing.article_id)
        go_to(screen, "Leave a reply")
        await driver.press("space")
        assert "Leave a reply" in text_of(driver, screen)
        await driver.press("x")
        assert decisions.read_decisions(driver.workspace.library, screen.reviewing.article_id) == before


async def test_a_rule_is_previewed_made_and_applied_to_the_site_alone(pages: Path) -> None:
    async with driving(pages) as driver:
        screen = await review(driver, '"Session 1"')
        go_to(screen, PROSE[2][:30])
        await driver.press("space", "A")
        assert driver.sees("wire.example.org")
        await driver.press("enter")
        assert driver.sees("Make the rule and change 1 article")
        await driver.press("enter")
        assert [rule.text for rule in rules.read(driver.workspace.library).rules] == [PROSE[2]]
        others = {
            one.id: articles.read(driver.workspace.library, one.id).article for one in articles.listing(driver.workspace.library)
        }
        assert {one.metadata.site: PROSE[2] in one.text for one in others.values()} == {SITE: False, None: True}
        assert check(driver.workspace).ok


async def test_u_takes_a_rule_back_and_ctrl_r_makes_it_again(pages: Path) -> None:
    async with driving(pages) as driver:
        library = driver.workspace.library
        before = {one.id: articles.read(library, one.id).article.text for one in articles.listing(library)}
        screen = await review(driver, '"Session 1"')
        go_to(screen, PROSE[2][:30])
        await driver.press("space", "A", "enter", "enter")
        made = {one.id: articles.read(library, one.id).article.text for one in articles.listing(library)}
        assert sum(made[name] != before[name] for name in before) == 2
        await driver.press("u")
        assert driver.sees("is taken back")
        assert rules.read(library).rules == ()
        assert screen.reviewing.article_id in {one.id for one in articles.listing(library)}
        await driver.press("u")
        assert {one.id: articles.read(library, one.id).article.text for one in articles.listing(library)} == before
        await driver.press("ctrl+r", "ctrl+r")
        assert [rule.text for rule in rules.read(library).rules] == [PROSE[2]]
        assert {one.id: articles.read(library, one.id).article.text for one in articles.listing(library)} == made


async def test_a_rule_that_is_not_wanted_changes_nothing(pages: Path) -> None:
    async with driving(pages) as driver:
        screen = await review(driver, '"Session 1"')
        go_to(screen, "The number of the day")
        await driver.press("A", "enter", "escape")
        assert rules.read(driver.workspace.library).rules == ()
        assert driver.sees("No rule is made.")


async def test_the_site_is_asked_for_where_the_page_does_not_say(pages: Path) -> None:
    async with driving(pages) as driver:
        screen = await review(driver, '"Session 3"')
        await driver.press("A")
        assert driver.sees("does not say what site it is of")
        await driver.type("minutes.example.net")
        await driver.press("enter")
        said = articles.read(driver.workspace.library, screen.reviewing.article_id).article
        assert (said.metadata.site, said.evidence["site"].grade) == ("minutes.example.net", "user")


async def test_a_value_is_changed_and_undone(pages: Path) -> None:
    async with driving(pages) as driver:
        screen = await review(driver, '"Session 1"')
        await go_to_field(driver, screen, "publisher")
        await driver.press("enter")
        await driver.type("Northern Wire")
        await driver.press("enter")
        said = articles.read(driver.workspace.library, screen.reviewing.article_id).article
        assert (said.metadata.publisher, said.evidence["publisher"].grade) == ("Northern Wire", "user")
        await driver.press("u")
        said = articles.read(driver.workspace.library, screen.reviewing.article_id).article
        assert (said.metadata.publisher, "publisher" in said.evidence) == (None, False)


async def test_a_derived_value_is_confirmed_with_one_key(pages: Path) -> None:
    async with driving(pages) as driver:
        screen = await review(driver, '"Session 1"')
        await go_to_field(driver, screen, "language")
        assert driver.sees("en?")
        await driver.press("c")
        said = articles.read(driver.workspace.library, screen.reviewing.article_id).article
        assert (said.metadata.language, said.evidence["language"].grade) == ("en", "user")


async def test_the_form_keeps_what_is_no_date_until_it_is_one(pages: Path) -> None:
    async with driving(pages) as driver:
        screen = await review(driver, '"Session 1"')
        await go_to_field(driver, screen, "published")
        await driver.press("enter")
        await driver.type("2019-13")
        await driver.press("enter")
        form = screen.form
        assert form is not None
        assert driver.sees("is not a date")
        await driver.press("backspace")
        await driver.type("2")
        await driver.press("enter")
        assert screen.form is None
        said = articles.read(driver.workspace.library, screen.reviewing.article_id).article
        assert str(said.metadata.published) == "2019-12"


async def test_the_block_that_the_review_points_at_is_not_counted_as_an_excerpt(pages: Path) -> None:
    async with driving(pages) as driver:
        screen = await review(driver, '"Session 1"')
        assert screen.article.marked
        assert driver.sees("0 excerpts")


async def test_a_line_of_the_source_that_states_a_value_is_shown_beside_it(pages: Path) -> None:
    async with driving(pages) as driver:
        screen = await review(driver, '"Session 1"')
        await go_to_field(driver, screen, "url")
        assert screen.review
        assert screen.review.lines[screen.source.chosen[0].first_line - 1].startswith("https://")


async def test_what_was_changed_is_seen_when_one_comes_back(pages: Path) -> None:
    async with driving(pages) as driver:
        await driver.press("/")
        await driver.type('"Session 1"')
        await driver.press("enter", "enter", "o")
        screen = driver.app.screen
        assert isinstance(screen, ReviewScreen)
        go_to(screen, PROSE[1][:30])
        await driver.press("space", "escape")
        assert driver.app.screen is driver.main
        assert PROSE[1] not in driver.main.article_pane.reader.text


async def test_an_article_of_rows_can_be_looked_at_too(empty: Path, tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text('{"id": "r1", "title": "A row", "text": "One.\\n\\nTwo."}\n', encoding="utf-8")
    workspace = open_workspace(empty)
    import_paths(workspace, [str(tmp_path / "rows.jsonl")])
    workspace.close()
    async with driving(empty) as driver:
        await driver.press("down", "o")
        await driver.press("space", "n", "A", "escape", "e", "escape", "escape")
        assert articles.read(driver.workspace.library, "r1").article.text == "Two.\n"


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50), (20, 5)])
async def test_no_action_of_the_review_fails_at_any_size(pages: Path, size: tuple[int, int]) -> None:
    from workbench.tui.actions import ACTIONS

    async with driving(pages, (120, 40)) as driver:
        screen = await review(driver, '"Session 2"')
        await driver.pilot.resize_terminal(*size)
        await driver.settle()
        for action in ACTIONS:
            if action.id in screen.handlers and action.id not in ("quit", "query.focus") and driver.app.screen is screen:
                screen.perform(action.id)
                await driver.settle()
                if driver.app.screen is not screen or screen.form:
                    await driver.press("escape")
        assert not any("Something went wrong" in text for _, text, _ in driver.app.messages)


async def test_a_page_fetched_again_says_so_and_m_marks_what_differs(pages: Path, tmp_path: Path) -> None:
    (tmp_path / "again.txt").write_text(page(1).replace("northern districts", "eastern districts"), encoding="utf-8")
    workspace = open_workspace(pages)
    report = import_paths(workspace, [str(tmp_path / "again.txt")])
    assert [one.kind for one in report.similar] == ["new version"]
    older = report.similar[0].to
    workspace.close()
    async with driving(pages) as driver:
        driver.main.reading_job.open(older, "")
        await driver.settle()
        assert driver.sees("fetched again later")
        await driver.press("m")
        first, second = (driver.main.panes[name].reader for name in READERS)
        assert [first.text[one.start : one.end] for one in first.found] == ["northern"]
        assert [second.text[one.start : one.end] for one in second.found] == ["eastern"]
        await driver.press("m")
        assert driver.sees("1 place differs")
