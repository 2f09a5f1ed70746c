from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.text.lines import line_of, line_starts, paragraph_number, paragraphs

ARTICLE = "First paragraph.\n\n## A heading\n\nSecond one,\nwith a line feed.\n\nThird.\n"


def test_paragraphs_leave_out_the_empty_lines() -> None:
    assert [span.of(ARTICLE) for span in paragraphs(ARTICLE)] == [
        "First paragraph.",
        "## A heading",
        "Second one,\nwith a line feed.",
        "Third.",
    ]


def test_headings_are_not_counted_as_paragraphs() -> None:
    assert paragraph_number(ARTICLE, ARTICLE.index("Second")) == 2
    assert paragraph_number(ARTICLE, ARTICLE.index("Third")) == 3
    assert paragraph_number(ARTICLE, 0) == 1
    assert paragraph_number("## Only a heading\n", 4) == 1


@given(st.text("ab\n", max_size=40), st.integers(0, 40))
def test_the_line_of_an_offset_counts_the_line_feeds_before_it(text: str, offset: int) -> None:
    starts = line_starts(text)
    at = min(offset, max(len(text) - 1, 0))
    assert line_of(starts, at) == text[:at].count("\n") + 1


@given(st.text("ab \n", max_size=60))
def test_paragraphs_hold_all_words(text: str) -> None:
    assert "".join("".join(span.of(text).split()) for span in paragraphs(text)) == "".join(text.split())
