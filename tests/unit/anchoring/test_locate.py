"""Finding a passage again: at its place, at the one other place, or not at all."""

from __future__ import annotations

import pytest

from workbench.anchoring.describe import describe
from workbench.anchoring.locate import ORPHANED, locate
from workbench.records.selector import Anchor, AnchorState, Span, TextPositionSelector, TextQuoteSelector

FILLER = "Nothing of this matters to anybody, and it goes on for a while so that there is context enough. "
OTHER = "Quite another paragraph stands here now, as long as the first and with other words in all of it. "
WORDS = "the raid failed"
TEXT = f"{FILLER}They said that {WORDS} on Monday. {OTHER}"


def anchor(old: str, new: str, words: str = WORDS, *, kept: bool = False) -> Anchor:
    """Where words of the old text are in the new one; with `kept`, the old text is at hand."""
    start = old.index(words)
    quote, position = describe(old, Span(start, start + len(words)))
    return locate(new, quote, position, old=old if kept else None, same_text=old == new)


def found(old: str, new: str, words: str = WORDS, *, kept: bool = False) -> tuple[str, str | None]:
    where = anchor(old, new, words, kept=kept)
    return str(where.state), where.span.of(new) if where.span else None


def test_in_the_same_text_it_is_exact() -> None:
    assert found(TEXT, TEXT) == ("exact", WORDS)


def test_an_edit_far_behind_leaves_it_exact() -> None:
    assert found(TEXT + FILLER, TEXT + OTHER) == ("exact", WORDS)


def test_an_edit_before_moves_it() -> None:
    assert found(TEXT, "New lead. " + TEXT) == ("moved", WORDS)


def test_words_that_are_gone_are_orphaned() -> None:
    assert anchor(TEXT, FILLER + OTHER) == ORPHANED


def test_of_several_places_the_one_with_all_the_context_is_taken() -> None:
    new = f"Before, {WORDS} too. {TEXT} And {WORDS} again."
    where = anchor(TEXT, new)
    assert where == Anchor(AnchorState.MOVED, Span(new.index("that the raid") + 5, new.index("that the raid") + 5 + len(WORDS)))


def test_a_copy_with_all_the_context_leaves_it_orphaned() -> None:
    assert anchor(TEXT, f"New. {TEXT}{TEXT}") == ORPHANED


def test_in_a_text_that_holds_itself_twice_the_place_decides() -> None:
    twice = f"{TEXT}{TEXT}"
    assert anchor(twice, twice) == Anchor(AnchorState.EXACT, Span(twice.index(WORDS), twice.index(WORDS) + len(WORDS)))
    assert found(twice, twice + FILLER, kept=True) == ("exact", WORDS)
    assert found(twice, twice + FILLER) == ("fuzzy", WORDS)


def test_in_a_text_that_holds_itself_twice_both_are_told_apart_by_their_order() -> None:
    twice, later = f"{TEXT}{TEXT}", f"A new lead. {TEXT}{TEXT}"
    second = twice.rindex(WORDS)
    selector, position = describe(twice, Span(second, second + len(WORDS)))
    assert locate(later, selector, position, old=twice).span == Span(later.rindex(WORDS), later.rindex(WORDS) + len(WORDS))


def test_the_same_short_words_in_another_sentence_are_not_the_passage() -> None:
    old = f"{FILLER}He spoke of {WORDS} last week. {OTHER}Later, she denied that {WORDS} at all."
    new = f"{FILLER}{OTHER}Later, she denied that {WORDS} at all."
    assert anchor(old, new) == ORPHANED


def test_short_words_that_kept_one_neighbour_are_the_passage() -> None:
    assert found(TEXT, TEXT.replace(" on Monday", "; nobody knows why")) == ("fuzzy", WORDS)


def test_a_passage_that_stands_once_but_among_strangers_is_not_taken() -> None:
    words = "the raid on the northern compound failed because nobody had told the pilots"
    copied = f"{FILLER}So the raid on the northern compound did fail. {OTHER}He wrote that {words}, she replied."
    assert found(f"{FILLER}So {words}. {OTHER}", copied, words) == ("orphaned", None)


def test_a_long_passage_needs_less_of_its_context_than_a_short_one() -> None:
    words = "the raid on the northern compound failed because nobody had told the pilots"
    old, new = f"{FILLER}They say that {words}. {OTHER}", f"Well, say that {words}!"
    assert found(old, new, words) == ("orphaned", None)
    assert found(old, f"Well, they say that {words}!".replace("they", "They"), words) == ("fuzzy", words)
    assert found(f"{FILLER}They say that {WORDS}. {OTHER}", f"Well, They say that {WORDS}!") == ("orphaned", None)


@pytest.mark.parametrize("kept", [True, False])
def test_a_changed_word_makes_it_fuzzy(kept: bool) -> None:  # noqa: FBT001
    assert found(TEXT, TEXT.replace("the raid failed", "the raids failed"), kept=kept) == ("fuzzy", "the raids failed")


@pytest.mark.parametrize("kept", [True, False])
def test_other_words_between_the_same_neighbours_are_not_the_passage(kept: bool) -> None:  # noqa: FBT001
    words = "the raid on the northern compound failed because nobody had told the pilots"
    old = f"{FILLER}They said that {words} on Monday. {OTHER}"
    other = "prices of oil and wheat have risen again since the harbour was closed to us"
    assert found(old, old.replace(words, other), words, kept=kept) == ("orphaned", None)


def test_short_words_that_were_replaced_in_their_place_are_shown_as_such() -> None:
    assert found(TEXT, TEXT.replace(WORDS, "a truce held"), kept=True) == ("fuzzy", "a truce held")


@pytest.mark.parametrize("joint", ["", "and ", "x "])
def test_short_words_that_were_cut_out_are_orphaned_whatever_joins_the_rest(joint: str) -> None:
    assert found(TEXT, TEXT.replace(f"{WORDS} ", joint), kept=True) == ("orphaned", None)


def test_a_passage_that_was_cut_out_is_not_found_in_a_like_one_that_was_there_before() -> None:
    words = "the raid on the northern compound failed because nobody had told the pilots"
    like = "the raid on the southern compound failed because somebody had told the pilots"
    old = f"{FILLER}They said that {words}, he wrote. {OTHER}Later she denied that {like} in time."
    assert found(old, old.replace(words, ""), words, kept=True) == ("orphaned", None)


def test_a_changed_original_is_preferred_to_a_copy_that_stayed_word_for_word() -> None:
    words = "the raid on the northern compound failed because nobody had told the pilots"
    changed = "the raids on the northern compound failed, as nobody had told the pilots"
    old = f"{FILLER}They said that {words} on Monday. {OTHER}"
    new = f"{FILLER}They said that {changed} on Monday. {OTHER}An editor asks: {words}, really?"
    assert found(old, new, words, kept=True) == ("fuzzy", changed)


def test_a_paragraph_that_was_moved_takes_its_passage_with_it() -> None:
    moved = f"{FILLER}\n\nThey said that {WORDS} on Monday, and no one was surprised by it.\n\n{OTHER}"
    first, second, third = moved.split("\n\n")
    assert found(moved, f"{third}\n\n{second}\n\n{first}", kept=True) == ("moved", WORDS)


def test_a_paragraph_that_was_copied_is_never_sure() -> None:
    old = f"{FILLER}\n\n{TEXT}\n\n{OTHER}"
    assert found(old, f"{FILLER}\n\n{TEXT}\n\n{TEXT}\n\n{OTHER}", kept=True) == ("fuzzy", WORDS)


def test_an_old_text_that_does_not_hold_the_words_is_not_believed() -> None:
    start = TEXT.index(WORDS)
    quote, position = describe(TEXT, Span(start, start + len(WORDS)))
    assert locate("Lead. " + TEXT, quote, position, old=TEXT[1:]) == locate("Lead. " + TEXT, quote, position)


def test_typography_and_letter_case_are_no_change_of_the_words() -> None:
    words = "\"the raid -- on the 'northern' compound... failed\""
    old = f"{FILLER}They said {words} on Monday. {OTHER}"
    new = f"{FILLER}They said “THE RAID — on the\u00a0‘northern’ compound… failed” on Monday. {OTHER}"
    assert found(old, new, words, kept=True) == ("fuzzy", "“THE RAID — on the\u00a0‘northern’ compound… failed”")


def test_words_at_the_edge_of_a_text_are_found() -> None:
    assert found("Raid failed. " + FILLER, "Raid failed. " + FILLER + "End.", "Raid failed.") == ("exact", "Raid failed.")
    assert found("no no", "no no no", "no") == ("orphaned", None)


def test_without_a_place_the_words_decide() -> None:
    selector = TextQuoteSelector(exact=WORDS, prefix="They said that ", suffix=" on Monday")
    assert locate(TEXT, selector).span == Span(TEXT.index(WORDS), TEXT.index(WORDS) + len(WORDS))


def test_a_selector_without_words_and_a_place_outside_the_text_find_nothing() -> None:
    assert locate(TEXT, TextQuoteSelector(exact="")) == ORPHANED
    assert locate("", TextQuoteSelector(exact="x"), TextPositionSelector(start=-5, end=99)) == ORPHANED


def test_a_hash_that_agrees_does_not_excuse_words_that_do_not() -> None:
    assert locate(FILLER, TextQuoteSelector(exact=WORDS), TextPositionSelector(start=0, end=15), same_text=True) == ORPHANED
