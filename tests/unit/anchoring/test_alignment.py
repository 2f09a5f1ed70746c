"""Two rows laid side by side: what stays, what was moved, what only looks alike."""

from __future__ import annotations

from workbench.anchoring.alignment import NOWHERE, align

ABC = "abcdefghijklmnopqrstuvwxyz"
DIGITS = "0123456789"


def partners(old: str, new: str) -> str:
    """The new row as the old one sees it: what stands where each piece of the old row went, "." for nowhere."""
    made = align(old, new)
    for i, j in enumerate(made.to_new):
        assert j == NOWHERE or (made.to_old[j] == i and old[i] == new[j])
    return "".join("." if j == NOWHERE else new[j] for j in made.to_new)


def test_what_stays_is_paired() -> None:
    assert partners(ABC, ABC) == ABC
    assert partners(ABC, ABC.replace("m", "")) == ABC.replace("m", ".")
    assert partners(ABC, ABC.replace("m", "0123")) == ABC.replace("m", ".")


def test_what_was_moved_is_paired() -> None:
    assert partners(ABC, ABC[13:] + ABC[:13]) == ABC


def test_nothing_is_paired_with_nothing() -> None:
    assert partners(ABC, "") == "." * 26
    assert partners("", ABC) == ""
    assert partners(ABC, DIGITS) == "." * 26


def test_a_copy_that_stayed_whole_does_not_draw_a_changed_passage_away() -> None:
    passage = "KLMNOPQRSTUVWXYZ"
    old = f"{ABC}{passage}{ABC.swapcase()[:8]}0"
    changed = passage.replace("P", "!").replace("U", "?")
    new = f"{ABC}{changed}{ABC.swapcase()[:8]}0{DIGITS[1:]}{passage}{DIGITS[1:]}"
    made = align(old, new)
    inside = [made.to_new[old.index(passage) + at] for at in range(len(passage))]
    assert [at for at in inside if at != NOWHERE] == [26 + at for at, sign in enumerate(changed) if sign not in "!?"]


def test_what_stands_twice_in_both_rows_is_paired_in_order() -> None:
    body = ABC + DIGITS
    made = align(body + body, "!" + body + body)
    assert made.to_new == list(range(1, 2 * len(body) + 1))


def test_one_sign_over_and_over_takes_no_time_to_speak_of() -> None:
    made = align("a" * 200_000, "a" * 150_000 + "b" + "a" * 40_000)
    assert made.to_new[:150_000] == list(range(150_000))
