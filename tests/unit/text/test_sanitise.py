"""The door: nothing a terminal would act on comes through it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.text import sanitise

UNSAFE = set(sanitise.BIDI_CONTROLS) | {chr(code) for code in [*range(0x20), *range(0x7F, 0xA0)] if code != 0x0A}
any_text = st.text(st.characters(), max_size=60) | st.text(
    st.sampled_from("\x1b[]0;m\x07\x9b\x9d\u202e\u2066a\n\t\u2028\ud800"), max_size=40
)


@given(any_text)
def test_display_keeps_every_offset(text: str) -> None:
    assert len(sanitise.display(text)) == len(text)


@given(any_text)
def test_display_lets_nothing_through_that_a_terminal_acts_on(text: str) -> None:
    assert not UNSAFE & set(sanitise.display(text))
    assert not UNSAFE & set(sanitise.display_line(text))
    sanitise.display(text).encode("utf-8")


@given(any_text)
def test_display_of_a_display_is_itself(text: str) -> None:
    assert sanitise.display(sanitise.display(text)) == sanitise.display(text)


@given(any_text)
def test_stripping_leaves_no_control_and_no_override(text: str) -> None:
    stripped, removed = sanitise.strip_controls(sanitise.line_ends(text))
    assert not [c for c in stripped if c != "\n" and unicodedata.category(c) in ("Cc", "Cs")]
    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") & set(stripped)
    assert removed.control + removed.bidi == len(sanitise.line_ends(text)) - len(stripped)


@pytest.mark.parametrize(
    ("text", "stripped"),
    [
        ("a\x1b[31mred\x1b[0m", "ared"),
        ("\x1b]0;title\x07after", "after"),
        ("\x1b]52;c;aGk=\x1b\\after", "after"),
        ("\x9b31mred", "red"),
        ("un\u202eevil\u202c", "unevil"),
        ("zero\u200cwidth\u200djoiners stay", "zero\u200cwidth\u200djoiners stay"),
        ("tab\there", "tab here"),
        ("an escape \x1b at a line end\nnext", "an escape  at a line end\nnext"),
        ("\x1bP unfinished\nnext line stays", "\nnext line stays"),
    ],
)
def test_escape_sequences_go_as_a_whole(text: str, stripped: str) -> None:
    assert sanitise.strip_controls(text)[0] == stripped


def test_an_escape_shows_as_its_picture() -> None:
    assert sanitise.display("\x1b[2J\u202e") == "␛[2J\ufffd"
