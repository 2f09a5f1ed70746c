"""A passage is found again after edits elsewhere, and never in a wrong place."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from workbench.anchoring.describe import CONTEXT, describe
from workbench.anchoring.locate import locate
from workbench.records.selector import AnchorState, Span

WORDS = ["the", "raid", "said", "on", "Monday", "ministry", "a", "of", "two", "killed", "compound", "é", "🙂", "U.S."]
PROSE = st.lists(st.sampled_from(WORDS), min_size=1, max_size=60).map(" ".join)


@st.composite
def passages(draw: st.DrawFn) -> tuple[str, Span]:
    text = draw(PROSE)
    start = draw(st.integers(0, len(text) - 1))
    return text, Span(start, draw(st.integers(start + 1, len(text))))


@given(passages())
def test_in_its_own_text_a_passage_is_where_it_was(passage: tuple[str, Span]) -> None:
    text, span = passage
    anchor = locate(text, *describe(text, span), same_text=True)
    assert (anchor.state, anchor.span) == (AnchorState.EXACT, span)


@given(passages(), PROSE, PROSE)
def test_after_edits_elsewhere_a_passage_that_is_unique_with_its_context_is_found(
    passage: tuple[str, Span], before: str, after: str
) -> None:
    text, span = passage
    left, right = max(0, span.start - CONTEXT), span.end + CONTEXT
    kept = text[left:right]
    new = before + kept + after
    assume(all(new.count(part) == 1 for part in (kept, span.of(text))))
    start = len(before) + span.start - left
    anchor = locate(new, *describe(text, span))
    length = span.end - span.start
    assert anchor.state != AnchorState.ORPHANED or (left == span.start and right >= len(text))
    assert anchor.span in (None, Span(start, start + length))


@given(passages(), PROSE, PROSE)
def test_of_several_places_the_one_with_the_whole_context_is_found(passage: tuple[str, Span], before: str, after: str) -> None:
    text, span = passage
    quote, position = describe(text, span)
    # The words stand twice by construction: looking for such texts would throw most of them away.
    front = f"{before} {quote.exact} "
    new = f"{front}{text} {after}"
    whole = quote.prefix + quote.exact + quote.suffix
    assume(new.find(whole) == new.rfind(whole))
    anchor = locate(new, quote, position)
    assert anchor.span == Span(len(front) + span.start, len(front) + span.end)


@given(passages(), PROSE)
def test_an_anchor_that_is_sure_holds_the_words(passage: tuple[str, Span], other: str) -> None:
    text, span = passage
    quote, position = describe(text, span)
    for old in (None, text):
        anchor = locate(other, quote, position, old=old)
        assert (anchor.span is None) == (anchor.state == AnchorState.ORPHANED)
        if anchor.state in (AnchorState.EXACT, AnchorState.MOVED):
            assert anchor.span is not None
            assert anchor.span.of(other) == quote.exact
        if anchor.span is not None:
            assert 0 <= anchor.span.start < anchor.span.end <= len(other)


@given(passages(), PROSE, PROSE)
def test_what_was_added_around_a_text_never_makes_a_passage_sure_of_another_place(
    passage: tuple[str, Span], before: str, after: str
) -> None:
    text, span = passage
    assume(span.of(text).strip() == span.of(text))  # as every excerpt is made
    new = f"{before}\n\n{text}\n\n{after}"
    anchor = locate(new, *describe(text, span), old=text)
    shift = len(before) + 2
    if anchor.state in (AnchorState.EXACT, AnchorState.MOVED):
        assert anchor.span == Span(span.start + shift, span.end + shift)
