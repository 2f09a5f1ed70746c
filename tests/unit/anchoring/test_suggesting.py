"""Places that a person is offered for a passage that was not found."""

from __future__ import annotations

from itertools import pairwise

from workbench.anchoring.describe import describe
from workbench.anchoring.locate import ORPHANED, Finder, locate
from workbench.records.selector import Candidate, Span, TextQuoteSelector

FILLER = "Nothing of this matters to anybody, and it goes on for a while so that there is context enough. "
OTHER = "Quite another paragraph stands here now, as long as the first and with other words in all of it. "
WORDS = "the raid on the northern compound failed because nobody had told the pilots"
OLD = f"{FILLER}They said that {WORDS} on Monday. {OTHER}"


def offered(new: str, *, kept: bool = True, limit: int = 5) -> list[tuple[str, Candidate]]:
    start = OLD.index(WORDS)
    selector, position = describe(OLD, Span(start, start + len(WORDS)))
    found = Finder(new).suggest(selector, position, old=OLD if kept else None, limit=limit)
    return [(one.span.of(new), one) for one in found]


def test_like_words_are_offered_wherever_they_stand() -> None:
    like = "the pilots had not been told, so the raid on that northern compound failed"
    new = f"{OTHER}Nobody knows who wrote: {like}. {FILLER}"
    for kept in (True, False):
        assert any("northern compound failed" in words for words, _ in offered(new, kept=kept))


def test_what_stands_between_the_old_neighbours_is_offered_first() -> None:
    new = OLD.replace(WORDS, "a northern compound was raided in vain since some pilots were not told")
    words, best = offered(new)[0]
    assert "compound was raided in vain" in words
    assert best.why.endswith("between what stood around it")


def test_several_copies_are_all_offered_and_overlap_nowhere() -> None:
    new = f"One: {WORDS}. {OTHER}Two: {WORDS}. {FILLER}Three: {WORDS}."
    found = offered(new)
    assert [words for words, _ in found][:3] == [WORDS] * 3
    assert all(one.why.startswith("the same words") for _, one in found[:3])
    spans = sorted(one.span for _, one in found)
    assert all(one.end <= other.start for one, other in pairwise(spans))


def test_no_more_than_asked_for_are_offered() -> None:
    assert len(offered(f"{WORDS}. " * 9, limit=2)) == 2


def test_where_nothing_is_alike_nothing_is_offered() -> None:
    assert offered("北京" * 40) == []
    assert offered("") == []
    assert Finder("some text").suggest(TextQuoteSelector(exact="")) == []


def test_an_empty_article_loses_every_passage() -> None:
    start = OLD.index(WORDS)
    assert locate("", *describe(OLD, Span(start, start + len(WORDS))), old=OLD) == ORPHANED
