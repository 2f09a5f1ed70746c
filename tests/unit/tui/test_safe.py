"""The net, and text that is never markup."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from workbench.text.cells import width
from workbench.text.sanitise import display
from workbench.tui.models.clusters import laid_out
from workbench.tui.safe import Net, fit, literal, one_line

BLACK = Color(0, 0, 0)
UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@given(st.lists(st.text(), max_size=5))
def test_nothing_a_terminal_acts_on_comes_through_the_net(texts: list[str]) -> None:
    caught = Net().apply([Segment(text, Style(bold=True)) for text in texts], BLACK)
    assert not any(UNSAFE.search(segment.text) for segment in caught)
    assert [len(segment.text) for segment in caught] == [len(text) for text in texts]


def test_the_net_lets_good_text_through_untouched() -> None:
    segments = [Segment("plain", None), Segment("語", Style(bold=True))]
    assert Net().apply(segments, BLACK) is segments


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60))
def test_rich_counts_the_cells_that_we_counted(text: str) -> None:
    drawn = laid_out(display(text)).replace("\n", " ")
    assert cell_len(fit(drawn)) == width(drawn)


def test_what_looks_like_markup_is_text() -> None:
    for text in ("[T]he court", "[/foo]", "[b]bold[/b]", "trailing \\", "[@click=app.quit]x[/]"):
        assert literal(text).plain == text


def test_a_line_is_one_line() -> None:
    assert one_line("two\nlines\tand\x1b[31m") == "two lines and␛[31m"
    assert one_line(None) == ""
