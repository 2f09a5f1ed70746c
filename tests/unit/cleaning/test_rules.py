"""Furniture that says itself what it is, and prose that only begins like it."""

from __future__ import annotations

import time

import pytest

from workbench.cleaning.rules import furniture_rule, is_prose, is_sentence
from workbench.records.block import Label


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Facebook | Twitter | Email", Label.SOCIAL),
        ("Share this article", Label.SOCIAL),
        ("Sign up now", Label.NEWSLETTER),
        ("12 Comments", Label.COMMENT_FORM),
        ("Click to enlarge", Label.CAPTION),
        ("Previous post: Winter comes early", Label.NAVIGATION),
        ("Next Boats leave the quay before the ice", Label.NAVIGATION),
        ("Home > World > East", Label.NAVIGATION),
        ("Filed under: winter, ice", Label.TAGS),
        ("© 2019 Northern Quay", Label.COPYRIGHT),
    ],
)
def test_a_block_that_says_itself_what_it_is(line: str, label: Label) -> None:
    rule = furniture_rule(line)
    assert rule
    assert rule.label is label
    assert rule.reason


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell on Monday",
        "Next steps",
        "Next month the commission will hear two officers.",
        "Save the harbour, the islanders ask",
        "Home owners lose their boats",
        "Previous winters were milder.",
        "Most boats — most of the time — stay at the quay.",
        "• Flour, salt and oil - the islands' needs - were short",
        "12",
    ],
)
def test_what_only_begins_like_furniture_is_none(line: str) -> None:
    assert furniture_rule(line) is None


@pytest.mark.parametrize(
    "line",
    ["a – " * 75 + "!", "share on " * 35 + "x", "w" * 300 + "|", "more " * 60, "get our " + "x" * 300, "1 | " * 80 + "…"],
)
def test_no_line_takes_long(line: str) -> None:
    began = time.process_time()
    for _ in range(20):
        furniture_rule(line)
    assert time.process_time() - began < 0.5


def test_prose_is_long_and_ends_like_a_sentence() -> None:
    words = "The ferries that bring flour to the islands stayed at the quay in the first week of the year, the port's master said on Monday"
    assert is_prose(f"{words}.")
    assert is_prose(f"“{words}.”")
    assert not is_prose(words)
    assert not is_prose("The ferries stayed at the quay.")
    assert is_sentence("The ferries stayed at the quay.")
    assert not is_sentence("The ferries at the quay")
