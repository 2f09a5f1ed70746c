"""The codebook on its screen: jobs of a person who keeps the terms of a library in order."""

from __future__ import annotations

from pathlib import Path

from tests.pilot.driver import Driver, driving
from workbench.tui.screens.codebook import CodebookScreen
from workbench.tui.screens.evidence import EvidenceScreen
from workbench.workspace import tags


def library(root: Path) -> dict[str, bytes]:
    """Everything that can change."""
    folder = root / "library"
    files = [*folder.glob("annotations/*.yaml"), *folder.glob("articles/*.md"), folder / "codebook.yaml"]
    return {file.name: file.read_bytes() for file in files}


def counts(driver: Driver) -> dict[str, int]:
    return {row.tag: row.count for row in tags.rows(tags.usage(driver.workspace))}


def tag_at_cursor(driver: Driver) -> str:
    screen = driver.app.screen
    assert isinstance(screen, CodebookScreen)
    assert screen.job.here is not None
    return screen.job.here.tag


async def clear_and_type(driver: Driver, text: str) -> None:
    await driver.press("ctrl+u")
    await driver.type(text)


async def test_a_tag_is_renamed_everywhere_and_taken_back_byte_for_byte(annotated: Path) -> None:
    before = library(annotated)
    async with driving(annotated) as driver:
        await driver.press("enter", "K")
        assert driver.sees("Groups, offices and people that act in a report.")
        await driver.press("r")
        await clear_and_type(driver, "people")
        assert driver.sees("Will change 2 excerpts in 2 articles, 4 entries of the codebook.")
        assert library(annotated) == before
        await driver.press("enter")
        assert driver.sees("Renaming actors to people: 2 excerpts in 2 articles")
        assert counts(driver)["people/haqqani"] == 2
        after = library(annotated)
        await driver.press("u")
        assert library(annotated) == before
        assert driver.sees("Undone: renaming actors to people.")
        await driver.press("ctrl+r")
        assert library(annotated) == after


async def test_marked_tags_are_merged_into_one_that_completion_finds(annotated: Path) -> None:
    async with driving(annotated, (80, 24)) as driver:
        await driver.press("enter", "K", "/")
        await driver.type("intent")
        await driver.press("enter", "space", "escape")
        await driver.press("/")
        await driver.type("warning")
        await driver.press("enter", "space", "escape")
        assert driver.sees("2 marked")
        await driver.press("m")
        await driver.type("ext att")
        assert driver.sees("there is no tag")
        await clear_and_type(driver, "cap/ext")
        await driver.press("tab")
        assert driver.sees("Will change 5 excerpts in")
        await driver.press("enter")
        assert (counts(driver)["capability/external-attack"], "intent" in counts(driver)) == (6, False)  # one carried two of them


async def test_a_tag_is_split_by_choosing_among_its_excerpts(annotated: Path) -> None:
    before = library(annotated)
    async with driving(annotated) as driver:
        await driver.press("enter", "K", "/")
        await driver.type("official")
        await driver.press("enter", "s", "enter")
        assert driver.sees("Mark the excerpts that get another tag")
        await driver.press("space", "down", "space")
        assert driver.sees("Splitting sources/official: 2 of 5 excerpts chosen")
        await driver.press("enter")
        await clear_and_type(driver, "sources/military")
        await driver.press("enter")
        assert (counts(driver)["sources/official"], counts(driver)["sources/military"]) == (3, 2)
        await driver.press("escape", "u")
        assert library(annotated) == before


async def test_a_tag_is_deleted_after_a_preview_and_its_excerpts_stay(annotated: Path) -> None:
    before = library(annotated)
    async with driving(annotated) as driver:
        await driver.press("enter", "K", "x")
        assert driver.sees("Delete actors and all below")
        assert driver.sees("2 excerpts in 2 articles, 4 entries of the codebook; the excerpts stay")
        await driver.press("escape")
        assert library(annotated) == before
        await driver.press("x", "down", "down", "enter")
        assert not any(tag.startswith("actors") for tag in counts(driver))
        assert len(tags.usage(driver.workspace).excerpts) == 14
        await driver.press("u")
        assert library(annotated) == before


async def test_tags_are_added_and_defined(annotated: Path) -> None:
    async with driving(annotated) as driver:
        await driver.press("enter", "K", "down", "a")
        await driver.type("press")
        await driver.press("tab")
        await driver.type("The press")
        await driver.press("tab")
        await driver.type("What newspapers say¶of themselves.")
        await driver.press("tab")
        await driver.type("blurple")
        assert driver.sees("blurple: no colour")
        await driver.press("enter")
        assert driver.sees("is no colour")
        await clear_and_type(driver, "teal")
        await driver.press("enter")
        screen = driver.app.screen
        assert isinstance(screen, CodebookScreen)
        here = screen.job.here
        assert here is not None
        assert (here.tag, here.definition, here.colour) == ("actors/press", "What newspapers say\nof themselves.", "teal")
        await driver.press("u")
        assert "actors/press" not in counts(driver)


async def test_enter_lists_the_excerpts_and_k_comes_back_to_the_tag(annotated: Path) -> None:
    async with driving(annotated) as driver:
        await driver.press("enter", "K", "down", "enter")
        assert isinstance(driver.app.screen, EvidenceScreen)
        assert driver.sees('tag:"actors/haqqani"')
        assert driver.sees("2 excerpts")
        await driver.press("K")
        assert tag_at_cursor(driver) == "actors/haqqani"
        await driver.press("escape")
        assert driver.main.is_current


async def test_folding_shows_only_what_is_wanted(annotated: Path) -> None:
    async with driving(annotated, (80, 24)) as driver:
        await driver.press("enter", "K", "down", "left", "left")
        assert not driver.sees("haqqani")
        assert driver.sees("▸ ■ actors")
        await driver.press("-", "-")
        assert not driver.sees("external-attack")
        await driver.press("-")
        assert driver.sees("external-attack")


async def test_a_closed_codebook_says_so_while_typing_and_refuses_in_words(annotated: Path) -> None:
    with (annotated / "config.yaml").open("a", encoding="utf-8") as file:
        file.write("codebook: closed\n")
    before = library(annotated)
    async with driving(annotated) as driver:
        await driver.press("enter", "enter", "t")
        await driver.type("haqani")
        assert driver.sees("not in the codebook, which is closed; did you mean actors/haqqani? Tab takes it")
        await driver.press("enter")
        assert driver.sees("the codebook is closed and has no tag 'haqani'")
        assert library(annotated) == before
        await driver.press("tab", "enter")
        assert driver.sees("Saved: 1 excerpt, tag actors/haqqani.")


async def test_what_stands_in_the_codebook_is_never_markup(annotated: Path) -> None:
    with (annotated / "library" / "codebook.yaml").open("a", encoding="utf-8") as file:
        file.write("- tag: '[red]x'\n  title: '[b]bold[/b]'\n  definition: '[link=x]y[/] \u202eabc'\n  colour: '[red]'\n")
    async with driving(annotated, (160, 40)) as driver:
        await driver.press("enter", "K", "end")
        assert driver.sees("[red]x  [b]bold[/b]")
        assert driver.sees("[red]: no colour")
        assert not driver.sees("\u202e")
        await driver.press("r")
        assert driver.sees("[red]x")


async def test_a_definition_that_somebody_else_changed_meanwhile_is_not_overwritten(annotated: Path) -> None:
    file = annotated / "library" / "codebook.yaml"
    async with driving(annotated) as driver:
        await driver.press("enter", "K", "e", "tab")
        await driver.type(" And more.")
        theirs = (
            file.read_text(encoding="utf-8").replace("Groups, offices", "Bands, offices").replace("title: Actors", "title: Who")
        )
        file.write_text(theirs, encoding="utf-8")
        await driver.press("enter")
        assert driver.sees("changed by someone else meanwhile")
        assert file.read_text(encoding="utf-8") == theirs
        await driver.press("escape", "escape", "K", "e")
        await driver.press("tab")
        await driver.type(" And more.")
        await driver.press("enter")
    changed = file.read_text(encoding="utf-8")
    assert "Bands, offices" in changed
    assert "And more." in changed
    assert "title: Who" in changed


async def test_the_lines_of_a_definition_stay_as_they_are_set_when_it_is_changed(annotated: Path) -> None:
    with (annotated / "library" / "codebook.yaml").open("a", encoding="utf-8") as file:
        file.write("- tag: long\n  definition: |-\n    Given when\n      - one\n      - two\n")
    async with driving(annotated) as driver:
        await driver.press("enter", "K", "end", "e", "tab")
        await driver.type(" or three")
        await driver.press("enter")
        screen = driver.app.screen
        assert isinstance(screen, CodebookScreen)
        assert screen.job.here is not None
        assert screen.job.here.definition == "Given when\n  - one\n  - two or three"


async def test_a_long_definition_can_be_read_to_its_end(annotated: Path) -> None:
    paragraphs = "".join(f"    Paragraph {number} of what it means.\n" for number in range(60))
    with (annotated / "library" / "codebook.yaml").open("a", encoding="utf-8") as file:
        file.write(f"- tag: long\n  definition: |\n{paragraphs}")
    async with driving(annotated, (80, 24)) as driver:
        await driver.press("enter", "K", "end", "p")
        assert driver.sees("Paragraph 0 ")
        await driver.press("ctrl+down", "ctrl+down", "ctrl+down")
        assert driver.sees("Paragraph 59 ")
        await driver.press("ctrl+up", "ctrl+up", "ctrl+up")
        assert driver.sees("Paragraph 0 ")


async def test_keys_typed_ahead_of_the_filter_are_meant_for_what_it_finds(annotated: Path) -> None:
    async with driving(annotated) as driver:
        await driver.press("enter", "K")
        await driver.burst("/", *"taliban", "enter", "r")
        assert driver.sees("rename to    actors/taliban")


async def test_what_was_just_made_is_shown_whatever_hid_it(annotated: Path) -> None:
    async with driving(annotated) as driver:
        await driver.press("enter", "K", "left", "A")
        await driver.type("press")
        await driver.press("enter")
        assert tag_at_cursor(driver) == "actors/press"
        await driver.press("/")
        await driver.type("press")
        await driver.press("enter", "r")
        await clear_and_type(driver, "media")
        await driver.press("enter")
        assert tag_at_cursor(driver) == "media"


async def test_renaming_to_a_name_that_is_there_points_to_the_key_that_merges(annotated: Path) -> None:
    before = library(annotated)
    async with driving(annotated) as driver:
        await driver.press("enter", "K", "r")
        await clear_and_type(driver, "intent")
        assert driver.sees("there is a tag intent already: Esc, then m merges the two")
        await driver.press("enter")
        assert driver.sees("m merges the two")
        assert not driver.sees("workbench tags")
    assert library(annotated) == before


async def test_what_the_file_says_of_a_tag_that_is_merged_is_told_before(annotated: Path) -> None:
    file = annotated / "library/codebook.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("- tag: intent\n", "- tag: intent\n  owner: ab\n").replace(
            "- tag: warning\n", "- tag: warning\n  owner: kd\n"
        )
    )
    assert file.read_text(encoding="utf-8").count("owner") == 2
    async with driving(annotated) as driver:
        await driver.press("enter", "K", "/")
        await driver.type("intent")
        await driver.press("enter", "m")
        await driver.type("warning")
        assert driver.sees("lost:")
        assert driver.sees("intent: owner: ab")
        await driver.press("escape", "x")
        assert driver.sees("also lost of intent: owner: ab")


async def test_what_was_undone_by_hand_is_truly_done_again(annotated: Path) -> None:
    file = annotated / "library/codebook.yaml"
    before = file.read_bytes()
    async with driving(annotated) as driver:
        await driver.press("enter", "K", "a")
        await clear_and_type(driver, "zeta/one")
        await driver.press("enter")
        assert b"zeta/one" in file.read_bytes()
        file.write_bytes(before)
        await driver.press("u", "ctrl+r")
        assert driver.sees("Done again: adding the tag zeta/one.")
        assert b"zeta/one" in file.read_bytes()
