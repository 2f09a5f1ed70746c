"""Which line is the title."""

from __future__ import annotations

import pytest

from workbench.cleaning.clean import clean

PROSE = (
    "The harbour froze in the first week of the year, and the ferries that bring flour to the islands stayed at the quay, "
    "the port's master said on Monday."
)
TITLE = "Ice closes the harbour and keeps flour from the islands"


@pytest.mark.parametrize(
    "above",
    [
        (),
        ("Home", "World", "Islands"),
        ("Subscribe", "Log in", "Menu"),
        ("Islands", "12 January 2019"),
        tuple(f"* Section {number}" for number in range(40)),
    ],
)
def test_the_headline_above_the_prose_is_the_title_whatever_stands_above_it(above: tuple[str, ...]) -> None:
    cleaned = clean("\n\n".join((*above, TITLE, PROSE, PROSE.replace("first", "last"))).encode())
    assert cleaned.metadata.title == TITLE
    assert cleaned.evidence["title"].where == 2 * len(above) + 1


def test_a_marked_heading_is_the_title() -> None:
    assert clean(f"# {TITLE}\n\n{PROSE}\n".encode()).metadata.title == TITLE


def test_a_title_that_stands_twice_is_dropped_twice() -> None:
    cleaned = clean("\n\n".join((TITLE, "Islands", TITLE, PROSE, PROSE.replace("first", "last"))).encode())
    assert cleaned.metadata.title == TITLE
    assert TITLE not in cleaned.text


@pytest.mark.parametrize("page", ["xyz", "12 January 2019", "Leave a reply", "…", "a\nb"])
def test_a_page_without_a_headline_has_no_title(page: str) -> None:
    assert clean(page.encode()).metadata.title in (None, "xyz", "a")
