"""Rules of a site and repetition, over what the cleaner decided."""

from __future__ import annotations

import time

import pytest

from workbench.cleaning.blocks import RawBlock
from workbench.cleaning.known import MANY, apply, line_key, matching
from workbench.records.block import Decision, Label
from workbench.records.site import Known, SiteRule

FURNITURE = (
    "Members may read the full record of this session at the counter of the gazette, on every working day of the week but one."
)
BODY = "The committee met for the first time and heard how the harvest of the northern districts had been brought in before the rain."
OWN = "A second witness, who had driven from the coast overnight, said that forty lorries had been counted at the crossing that week."


def rule(text: str) -> SiteRule:
    return SiteRule(site="example.org", text=text, label=Label.PROMO, kept=False)


def kept(repeated: dict[str, int], *texts: str) -> list[str]:
    blocks = [RawBlock(line, line, text, False) for line, text in enumerate(texts, 1)]
    decisions = [
        Decision(first_line=line, last_line=line, label=Label.BODY, kept=True, reason="prose", confidence=0.9, by="cleaner 9")
        for line in range(1, len(texts) + 1)
    ]
    known = Known(repeated={line_key(text): count for text, count in repeated.items()})
    return [block.text for block, one in zip(blocks, apply(blocks, decisions, known), strict=True) if one.kept]


@pytest.mark.parametrize(
    ("text", "line", "speaks"),
    [
        ("Read more", "READ  more", True),
        ("Read more", "Read more of it", False),
        ("Read *", "Read more of it", True),
        ("* more", "Read more", True),
        ("Read * of * it", "Read more of it", False),
        ("Read * of*it", "Read more of it", True),
        ("a*a", "a", False),
        ("*", "anything", True),
        (r"5 \* 3", "5 * 3", True),
        (r"5 \* 3", "5 times 3", False),
        ("[b", "[b", True),
    ],
)
def test_a_rule_speaks_of_whole_lines(text: str, line: str, speaks: bool) -> None:  # noqa: FBT001
    assert (matching([rule(text)], line) is not None) is speaks


def test_a_hostile_line_does_not_stop_a_rule() -> None:
    began = time.process_time()
    assert matching([rule("*a*a*a*a*a*a*b")], "a" * 100_000) is None
    assert time.process_time() - began < 5


def test_a_repeated_line_beside_a_body_of_its_own_goes() -> None:
    assert kept({FURNITURE: 3}, BODY, OWN, FURNITURE) == [BODY, OWN]


def test_where_most_of_the_prose_is_repeated_the_others_are_copies_and_nothing_goes() -> None:
    assert kept({FURNITURE: 3, BODY: 3}, BODY, OWN, FURNITURE) == [BODY, OWN, FURNITURE]


def test_a_reason_says_the_same_however_many_pages_there_are() -> None:
    block = [RawBlock(1, 1, FURNITURE, False), RawBlock(2, 2, BODY, False), RawBlock(3, 3, OWN, False)]
    decisions = [
        Decision(first_line=n, last_line=n, label=Label.BODY, kept=True, reason="prose", confidence=0.9, by="cleaner 9")
        for n in (1, 2, 3)
    ]
    known = Known(repeated={line_key(FURNITURE): MANY})
    assert apply(block, decisions, known)[0].reason == f"stands in {MANY} or more other pages of the site"
