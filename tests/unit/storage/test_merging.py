"""Merging annotations: nothing is lost, and a person is told where to look."""

from __future__ import annotations

import msgspec

from tests.joining import Conflicts, merge
from workbench.records.excerpt import Annotations, Excerpt

EARLY, LATE = "2026-11-20T19:44:21Z", "2026-11-21T08:00:00Z"
BASE = Excerpt(id="x-a", quote="words", start=5, end=10, text="9f2c61ab04de", tags=("t",), created=EARLY, modified=EARLY)


def of(*excerpts: Excerpt) -> Annotations:
    return Annotations(article="a-raid", excerpts=excerpts)


def but(**values: object) -> Excerpt:
    return msgspec.structs.replace(BASE, **values)


def merged(mine: list[Excerpt], theirs: list[Excerpt], base: list[Excerpt] | None = None) -> tuple[Annotations, Conflicts]:
    return merge(of(*([BASE] if base is None else base)), of(*mine), of(*theirs))


def test_additions_of_both_sides_are_kept_in_the_order_of_the_text() -> None:
    one, other = but(id="x-b", start=1), but(id="x-c", start=3)
    assert merged([BASE, one], [BASE, other]) == (of(one, other, BASE), [])


def test_changes_of_different_fields_are_joined() -> None:
    found = merged([but(note="n", modified=LATE)], [but(credibility=2, tags=("t", "u"))])
    assert found == (of(but(note="n", credibility=2, tags=("t", "u"), modified=LATE)), [])


def test_what_one_side_removed_and_the_other_left_alone_is_gone() -> None:
    assert merged([], [BASE]) == (of(), [])


def test_what_one_side_removed_and_the_other_changed_is_kept_and_told() -> None:
    assert merged([], [but(note="n")]) == (of(but(note="n")), [("x-a", "removed")])


def test_two_notes_are_both_kept() -> None:
    assert merged([but(note="mine")], [but(note="theirs")]) == (of(but(note="mine\n\ntheirs")), [("x-a", "note")])


def test_two_gradings_keep_both_excerpts_the_later_under_the_id() -> None:
    found, conflicts = merged([but(credibility=1)], [but(credibility=5, modified=LATE)])
    by_id = {excerpt.id: excerpt.credibility for excerpt in found.excerpts}
    assert by_id.pop("x-a") == 5
    assert list(by_id.values()) == [1]
    assert conflicts == [("x-a", "credibility")]


def test_an_anchor_is_never_mixed_of_two() -> None:
    found, conflicts = merged([but(start=6, end=11)], [but(quote="wor", end=8)])
    anchors = {(excerpt.quote, excerpt.start, excerpt.end) for excerpt in found.excerpts}
    assert anchors == {("words", 6, 11), ("wor", 5, 8)}
    assert conflicts == [("x-a", "anchor")]


def test_one_id_given_to_two_excerpts_keeps_both() -> None:
    found, _ = merged([but(quote="mine", end=9)], [but(quote="other")], base=[])
    assert {excerpt.quote for excerpt in found.excerpts} == {"mine", "other"}
