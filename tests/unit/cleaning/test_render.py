from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from workbench.cleaning.render import render, repair_mojibake
from workbench.records.block import Decision, Label


def decide(first: int, last: int, label: Label = Label.BODY, *, kept: bool = True) -> Decision:
    return Decision(first_line=first, last_line=last, label=label, kept=kept, reason="", confidence=1.0, by="test")


def test_kept_lines_become_paragraphs_in_their_order() -> None:
    page = "one\ntwo\n\nthree\nfour"
    text, _ = render(page, [decide(4, 4), decide(1, 2), decide(5, 5, kept=False)])
    assert text == "one two\n\nthree\n"


def test_a_sub_heading_is_marked() -> None:
    assert render("Who?", [decide(1, 1, Label.SUBHEADING)])[0] == "## Who?\n"


def test_what_was_taken_out_is_counted() -> None:
    text, removed = render("a\x1b[31mb\u202ec", [decide(1, 1)])
    assert (text, removed.control, removed.bidi) == ("abc\n", 5, 1)


def test_nothing_kept_is_an_empty_text() -> None:
    assert render("a\nb", [decide(1, 2, kept=False)])[0] == ""


def test_utf8_read_as_windows_is_put_right_where_the_bytes_prove_it() -> None:
    assert repair_mojibake("the groupâ€™s cafÃ©") == "the group’s café"
    assert repair_mojibake("Â£5 naïve Ärger â la carte") == "£5 naïve Ärger â la carte"


lines = st.text(st.characters(exclude_characters="\r"), max_size=30)


@given(st.lists(lines, min_size=1, max_size=6), st.data())
def test_any_decisions_give_a_text_of_the_articles_form(page: list[str], data: st.DataObject) -> None:
    rendition = "\n".join(page)
    count = rendition.count("\n") + 1
    kept = data.draw(st.lists(st.booleans(), min_size=count, max_size=count))
    decisions = [decide(number, number, kept=keep) for number, keep in enumerate(kept, 1)]
    text, _ = render(rendition, decisions)
    assert text == render(rendition, list(reversed(decisions)))[0]
    assert unicodedata.is_normalized("NFC", text)
    assert "\n\n\n" not in text
    assert text == "" or (text.endswith("\n") and not text.endswith("\n\n") and not text.startswith("\n"))
    assert not {"\x1b", "\x9b", "\u202e", "\t", "\xa0"} & set(text)
