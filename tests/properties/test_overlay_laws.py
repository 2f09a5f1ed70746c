"""A person's decisions over the cleaner's: these lines alone, and for good."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.cleaning.overlay import decide, is_persons, laid_over, persons, restore
from workbench.records.block import Decision, Label

LAST = 12


@st.composite
def some_decisions(draw: st.DrawFn) -> tuple[Decision, ...]:
    ends = sorted(draw(st.sets(st.integers(1, LAST), min_size=1)))
    made, first = [], 1
    for end in ends:
        if draw(st.booleans()):
            label = draw(st.sampled_from(list(Label)))
            made.append(
                Decision(
                    first_line=first,
                    last_line=end,
                    label=label,
                    kept=draw(st.booleans()),
                    reason="r",
                    confidence=0.5,
                    by="cleaner 1",
                )
            )
        first = end + 1
    return tuple(made)


SPANS = st.tuples(st.integers(1, LAST), st.integers(1, LAST)).map(sorted)


def by_line(decisions: tuple[Decision, ...]) -> dict[int, Decision]:
    found: dict[int, Decision] = {}
    for decision in decisions:
        for line in range(decision.first_line, decision.last_line + 1):
            assert line not in found, "two decisions about one line"
            found[line] = decision
    return found


@given(some_decisions(), SPANS, st.booleans())
def test_a_person_decides_about_these_lines_and_no_others(before: tuple[Decision, ...], span: list[int], kept: bool) -> None:  # noqa: FBT001
    first, last = span
    old, new = by_line(before), by_line(decide(before, first, last, "kd", kept=kept))
    assert old.keys() == new.keys()
    for line, decision in new.items():
        if first <= line <= last:
            assert decision.kept is kept
            assert decision.by == "kd"
        else:
            assert (decision.kept, decision.label, decision.by) == (old[line].kept, old[line].label, "cleaner 1")


@given(some_decisions(), SPANS, st.booleans())
def test_what_is_taken_back_is_the_cleaners_again(before: tuple[Decision, ...], span: list[int], kept: bool) -> None:  # noqa: FBT001
    first, last = span
    back = by_line(restore(decide(before, first, last, "kd", kept=kept), before, first, last))
    assert {line: (one.kept, one.label, one.by) for line, one in back.items()} == {
        line: (one.kept, one.label, one.by) for line, one in by_line(before).items()
    }


@given(some_decisions(), some_decisions(), SPANS, st.booleans())
def test_a_persons_decisions_win_over_another_cleaner(
    before: tuple[Decision, ...],
    later: tuple[Decision, ...],
    span: list[int],
    kept: bool,  # noqa: FBT001
) -> None:
    decided = decide(before, span[0], span[1], "kd", kept=kept)
    again = by_line(laid_over(later, persons(decided)))
    for line, decision in by_line(decided).items():
        if is_persons(decision):
            assert again[line] == decision
