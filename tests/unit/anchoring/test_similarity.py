"""How alike texts are; and that it does not depend on how rapidfuzz was built."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from workbench.anchoring.similarity import likeness, plain, standing, steps

FIND = """
import sys
sys.path.insert(0, sys.argv[1])
from workbench.anchoring.describe import describe
from workbench.anchoring.locate import locate
from workbench.records.selector import Span
words = "the raid on the northern compound failed because nobody had told the pilots"
old = f"Nothing of this matters to anybody, so that there is context enough, he wrote. They said that {words} on Monday."
start = old.index(words)
for now in ("the raids on a northern compound has failed, as nobody would tell the pilots", words[:30].upper() + "s" + words[32:], ""):
    new = "In short. " + old.replace(words, now).replace("is context", "were contexts")
    found = locate(new, *describe(old, Span(start, start + len(words))), old=old)
    print(found.state, found.span.of(new) if found.span else "")
"""


def test_case_typography_and_white_space_make_no_difference() -> None:
    assert likeness(plain("The “Gate”\n\nof"), plain('the "gate"  of')) == 1.0


def test_a_changed_word_costs_its_letters() -> None:
    assert likeness("the gate", "the date") == 1 - 1 / 8
    assert likeness("abc", "xyz") == 0.0


def test_long_texts_are_compared_by_words() -> None:
    words = [f"w{number}" for number in range(2_000)]
    assert likeness(" ".join(words), " ".join([*words[:-1], "x"])) == 1 - 1 / 2_000


def test_standing_is_about_the_beginning() -> None:
    assert standing("he said", "he said that") == 1.0
    assert standing("he said", "") == 0.0
    assert (standing("", ""), standing("", "x")) == (1.0, 0.0)


def test_steps_cover_both_texts_in_order() -> None:
    covered = list(steps("the Gate was closed", "a gate is CLOSED now"))
    assert (covered[0][0], covered[0][2], covered[-1][1], covered[-1][3]) == (0, 0, 19, 20)
    assert all((one[1], one[3]) == (other[0], other[2]) for one, other in pairwise(covered))


def test_a_letter_that_grows_in_lower_case_shifts_nothing() -> None:
    assert list(steps("İİx", "İİx")) == [(0, 3, 0, 3)]


@pytest.mark.parametrize("built", ["cpp", "python"])
def test_passages_are_found_in_the_same_place_whether_rapidfuzz_was_built_in_c_or_not(built: str) -> None:
    """Among ways of the same length the two take different ones; the places of passages must not hang on that."""
    done = subprocess.run(
        [sys.executable, "-c", FIND, str(Path(__file__).parents[3])],
        env={**os.environ, "RAPIDFUZZ_IMPLEMENTATION": built},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == [
        "fuzzy the raids on a northern compound has failed, as nobody would tell the pilots",
        "fuzzy THE RAID ON THE NORTHERN COMPOsd failed because nobody had told the pilots",
        "orphaned ",
    ]
