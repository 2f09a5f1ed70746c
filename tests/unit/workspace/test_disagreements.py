"""Passages that several authors tagged differently: which are one passage, whose tags count, and what is no disagreement."""

from __future__ import annotations

import random

from workbench.records.excerpt import Excerpt
from workbench.records.selector import Anchor, AnchorState, Span
from workbench.workspace.disagreements import disagreements, set_against
from workbench.workspace.reading import Placed

TIME = "2026-11-20T19:44:21Z"


def placed(
    name: str, author: str | None, span: tuple[int, int] | None, *tags: str, article: str = "a-raid", quote: str = "words"
) -> Placed:
    excerpt = Excerpt(
        id=f"x-{name}",
        quote=quote,
        start=0,
        end=5,
        text="9f2c61ab04de",
        tags=tags,
        author=author,
        created=TIME,
        modified=TIME,
    )
    anchor = Anchor(AnchorState.EXACT, Span(*span)) if span else Anchor(AnchorState.ORPHANED, None)
    return Placed(article=article, excerpt=excerpt, anchor=anchor)


def test_a_passage_with_other_tags_by_another_author_is_shown_with_what_not_both_gave() -> None:
    one, other = placed("a", "kd", (10, 30), "port", "closed"), placed("b", "mt", (12, 33), "port", "open")
    (found,) = disagreements([one, other])
    assert (found.article, found.span, found.excerpts) == ("a-raid", Span(10, 33), (one, other))
    assert found.tags == ("closed", "open")
    assert (found.disagrees_with("x-a"), found.disagrees_with("x-b")) == (("x-b",), ("x-a",))


def test_the_same_tags_are_no_disagreement_in_whatever_order_and_on_however_many_excerpts() -> None:
    assert disagreements([placed("a", "kd", (10, 30), "a", "b"), placed("b", "mt", (10, 30), "b", "a")]) == []
    assert (
        disagreements([placed("a", "kd", (10, 30), "a"), placed("c", "kd", (10, 30), "b"), placed("b", "mt", (10, 30), "b", "a")])
        == []
    )


def test_one_author_does_not_disagree_with_oneself_and_the_unnamed_is_one_author() -> None:
    assert disagreements([placed("a", "kd", (10, 30), "a"), placed("b", "kd", (10, 30), "b")]) == []
    assert disagreements([placed("a", None, (10, 30), "a"), placed("b", None, (10, 30), "b")]) == []
    assert len(disagreements([placed("a", None, (10, 30), "a"), placed("b", "kd", (10, 30), "b")])) == 1


def test_whoever_gave_no_tag_disagrees_with_whoever_gave_one() -> None:
    (found,) = disagreements([placed("a", "kd", (10, 30)), placed("b", "mt", (10, 30), "b")])
    assert found.tags == ("b",)


def test_half_of_the_longer_passage_has_to_be_shared() -> None:
    def count(*spans: tuple[int, int]) -> int:
        return len(disagreements([placed(str(at), str(at), span, str(at)) for at, span in enumerate(spans)]))

    assert count((0, 20), (10, 30)) == 1
    assert count((0, 20), (11, 31)) == 0
    assert count((0, 20), (5, 15)) == 1
    assert count((0, 20), (5, 14)) == 0
    assert count((0, 20), (20, 40)) == 0


def test_passages_of_two_articles_are_two_even_at_the_same_place() -> None:
    assert disagreements([placed("a", "kd", (1, 9), "a"), placed("b", "mt", (1, 9), "b", article="other")]) == []


def test_lost_excerpts_are_one_passage_if_their_words_are() -> None:
    one = placed("a", "kd", None, "a", quote="the  raid\nfailed")
    (found,) = disagreements([one, placed("b", "mt", None, "b", quote="the raid failed")])
    assert found.span is None
    assert disagreements([one, placed("b", "mt", None, "b", quote="the raid")]) == []
    assert disagreements([one, placed("b", "mt", (0, 16), "b", quote="the raid failed")]) == []


def test_of_three_authors_two_who_agree_are_not_set_against_each_other() -> None:
    three = [placed("a", "kd", (0, 20), "a"), placed("b", "mt", (0, 20), "a"), placed("c", "zz", (0, 20), "c")]
    (found,) = disagreements(three)
    assert [found.disagrees_with(f"x-{name}") for name in "abc"] == [("x-c",), ("x-c",), ("x-a", "x-b")]


def test_what_only_a_third_excerpt_joins_is_one_passage_but_not_set_against_each_other() -> None:
    three = [placed("a", "kd", (0, 20), "a"), placed("b", "mt", (10, 30), "a"), placed("c", "zz", (20, 40), "c")]
    (found,) = disagreements(three)
    assert found.span == Span(0, 40)
    assert [found.disagrees_with(f"x-{name}") for name in "abc"] == [(), ("x-c",), ("x-b",)]


def test_the_order_of_the_excerpts_does_not_matter_but_that_of_the_text_does() -> None:
    chance = random.Random(6)  # noqa: S311 - a test repeats
    found = [
        placed(f"{at}", chance.choice("abc"), (start, start + chance.randint(1, 40)), chance.choice("xyz"))
        for at, start in enumerate(chance.choices(range(300), k=60))
    ]
    first = disagreements(found)
    chance.shuffle(found)
    assert disagreements(found) == first
    assert len(first) > 3
    assert [one.span.start for one in first if one.span] == sorted(one.span.start for one in first if one.span)


def test_of_a_chain_of_passages_only_those_are_disputed_that_somebody_disagrees_with() -> None:
    one, two, three = (
        placed("a", "kd", (0, 20), "port"),
        placed("b", "mt", (8, 28), "port"),
        placed("c", "zz", (18, 38), "open"),
    )
    (found,) = disagreements([one, two, three])
    assert found.excerpts == (one, two, three)
    assert found.disputed == ("x-b", "x-c")
    assert {placed.excerpt.id for placed, _ in set_against([one, two, three], [one, two, three])} == set(found.disputed)
