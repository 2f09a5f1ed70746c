"""What an excerpt remembers of its passage."""

from __future__ import annotations

import pytest

from workbench.anchoring.describe import describe
from workbench.records.selector import Span, TextPositionSelector, TextQuoteSelector


def test_a_passage_is_described_by_its_words_their_context_and_their_place() -> None:
    text = "a" * 100 + "THE WORDS" + "b" * 100
    quote, position = describe(text, Span(100, 109))
    assert quote == TextQuoteSelector(exact="THE WORDS", prefix="a" * 64, suffix="b" * 64)
    assert position == TextPositionSelector(start=100, end=109)


def test_at_the_ends_of_a_text_there_is_less_context() -> None:
    quote, _ = describe("🙂 one two", Span(0, 5))
    assert quote == TextQuoteSelector(exact="🙂 one", prefix="", suffix=" two")


@pytest.mark.parametrize("span", [Span(2, 2), Span(-1, 2), Span(0, 4), Span(2, 1)])
def test_a_span_outside_the_text_is_refused(span: Span) -> None:
    with pytest.raises(ValueError, match="no passage"):
        describe("abc", span)
