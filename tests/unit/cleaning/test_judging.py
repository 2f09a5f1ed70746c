"""What the cleaner keeps and drops, told on pages written for these tests."""

from __future__ import annotations

from workbench.cleaning.clean import blocks_of, clean
from workbench.records.block import Label

PROSE = (
    "The branch has grown in the eastern valleys over the past two years, officials in the capital said on Monday, "
    "and draws on men who left other groups."
)
OTHER = (
    "Its leaders are said to move between three districts along the border, where the roads are closed by snow for "
    "most of the winter and patrols seldom go."
)


def kept(page: str) -> str:
    return clean(page.encode()).text


def label_of(page: str, words: str) -> tuple[Label, bool]:
    for block in blocks_of(clean(page.encode())):
        if words in block.text:
            return block.decision.label, block.decision.kept
    raise AssertionError(words)


def page(*blocks: str) -> str:
    return "".join(f"{block}\n\n" for block in ("A title of several words", PROSE, *blocks))


def test_furniture_that_says_so_itself_is_dropped() -> None:
    for line in (
        "Leave a reply",
        "Your email address will not be published.",
        "No Comments",
        "Tags: east, winter",
        "© 2007-2020, All Rights Reserved",
        "Distributed by Some Agency, LLC.",
        "Click to see full-size image",
        "Join our Telegram channel and get important news uncensored!",
        "• Post a new comment",
        "Connect with us",
        "Share this article",
        "Facebook | Twitter | Email",
    ):
        assert not label_of(page(OTHER, line), line)[1], line


def test_what_is_in_doubt_stays() -> None:
    for line in ("Troops leave the valley in the spring", "Three things to know", "1,500", "«No,» he said."):
        assert label_of(page(line, OTHER), line)[1], line


def test_prose_that_begins_like_furniture_stays() -> None:
    for line in (
        "Share prices fell on Monday after the bank said that it would close forty branches in the north of the country by the end of next year.",
        "Next month the commission will hear two officers.",
        "Next month the commission will hear from the officers who were on duty at the gate on the evening of the attack, a spokeswoman said.",
    ):
        assert label_of(page(line, OTHER), line) == (Label.BODY, True)


def test_all_that_follows_a_list_of_other_articles_is_dropped() -> None:
    text = kept(
        page(
            OTHER,
            "You May Also Like",
            "Society",
            "Is it time to drink less? The season of parties begins, and with it the allure of...",
        )
    )
    assert text.rstrip().endswith("patrols seldom go.")


def test_a_box_inside_the_article_does_not_end_it() -> None:
    text = kept(
        page("Related articles", "Winter comes early", OTHER, PROSE.replace("Monday", "Tuesday"), OTHER.replace("three", "four"))
    )
    assert "four districts" in text


def test_a_short_line_between_paragraphs_becomes_a_sub_heading() -> None:
    assert "## Who are they?" in kept(page("Who are they?", OTHER))


def test_the_title_stands_in_the_metadata_and_not_in_the_text() -> None:
    cleaned = clean(page(OTHER).encode())
    assert cleaned.metadata.title == "A title of several words"
    assert "A title" not in cleaned.text


def test_lines_wrapped_by_a_mail_program_are_joined() -> None:
    wrapped = """\
A title of several words

The branch has grown in the eastern valleys over the past
two years, officials in the capital said on Monday, and
draws on men who left other groups in the autumn before
the roads were closed by snow for most of the winter.

Its leaders are said to move between three districts on
the border, where patrols seldom go before the spring.
"""
    assert kept(wrapped).split("\n\n")[0].endswith("for most of the winter.")
    assert "past two years" in kept(wrapped)


def test_aggressive_drops_more_and_keeps_the_prose() -> None:
    doubtful = page(
        OTHER, OTHER.replace("three", "four"), "Old roads of the east", "Ten views of the pass", "Our shop", "Log in to see more"
    ).encode()
    assert "Ten views of the pass" in clean(doubtful).text
    assert "Ten views of the pass" not in clean(doubtful, aggressive=True).text
    assert "patrols seldom go" in clean(doubtful, aggressive=True).text
