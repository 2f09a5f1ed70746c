"""The owner's five scrapes, labelled line by line: numbers of lines and short hashes, none of their words."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from msgspec import Struct

from tests.collected import COLLECTED, MISSING
from workbench.cleaning.clean import clean
from workbench.records.block import Label
from workbench.records.cleaned import Cleaned

SEEDS = COLLECTED / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason=MISSING)


class Labelled(Struct, frozen=True):
    name: str
    title: str
    """The first eight digits of the SHA-256 of the title."""
    title_lines: frozenset[int]
    furniture: frozenset[int]
    related: frozenset[int] = frozenset()
    """Headlines of other articles among the paragraphs."""
    sub_headings: frozenset[int] = frozenset()
    lists: frozenset[int] = frozenset()


def lines(*numbers: int) -> frozenset[int]:
    return frozenset(numbers)


LABELLED = [
    Labelled("000", "269a2f68", lines(1), lines(9, 22, 39, 51, 53, 55, 57), related=lines(9, 22, 39)),
    Labelled("001", "81935084", lines(3, 6, 42), lines(1, 8, 44, 54, 55, 57, 60, 62), lists=lines(46, 48, 50)),
    Labelled("002", "dc0aad0f", lines(1), lines(37, 38, 39, 41, 43, 45)),
    Labelled("003", "8a31124f", lines(7), lines(1, 3, 5, 9, 37, 39, 41, 43, 45, 47, 49, 51, 53)),
    Labelled("004", "1f1deb56", lines(3), lines(1, 5, 52, 54), sub_headings=lines(25, 35)),
]


@pytest.fixture(params=LABELLED, ids=lambda seed: seed.name)
def seed(request: pytest.FixtureRequest) -> Labelled:
    chosen: Labelled = request.param
    return chosen


def cleaned(seed: Labelled) -> Cleaned:
    (path,) = SEEDS.glob(f"{seed.name}_*.txt")
    return clean(Path(path).read_bytes())


def short_hash(text: str | None) -> str:
    return hashlib.sha256((text or "").encode()).hexdigest()[:8]


def kept_lines(page: Cleaned) -> set[int]:
    return {line for one in page.decisions if one.kept for line in range(one.first_line, one.last_line + 1)}


def test_all_of_the_body_is_kept_and_all_furniture_is_dropped(seed: Labelled) -> None:
    page = cleaned(seed)
    not_blank = {number for number, line in enumerate(page.rendition.split("\n"), 1) if line.strip()}
    kept = kept_lines(page) & not_blank
    assert not_blank - seed.furniture - seed.title_lines - kept == set(), "body that is lost"
    assert kept & (seed.furniture | seed.title_lines) == set(), "furniture that is kept"


def test_the_title_is_exact(seed: Labelled) -> None:
    assert short_hash(cleaned(seed).metadata.title) == seed.title


def test_headlines_among_the_paragraphs_and_real_sub_headings_are_told_apart(seed: Labelled) -> None:
    labels = {one.first_line: one.label for one in cleaned(seed).decisions}
    assert {line for line, label in labels.items() if label is Label.SUBHEADING} == seed.sub_headings
    assert seed.related <= {line for line, label in labels.items() if label is Label.RELATED}
    assert {line for line, label in labels.items() if label is Label.LIST} == seed.lists


def test_nothing_is_invented(seed: Labelled) -> None:
    said = cleaned(seed).metadata
    assert (said.authors, said.url, said.modified, said.published) == ((), None, None, "2021" if seed.name == "004" else None)
    named = {name for name in ("publisher", "agency", "syndicator", "place") if getattr(said, name)}
    assert (
        named
        == {
            "000": {"agency", "place"},
            "001": set(),
            "002": set(),
            "003": {"publisher", "agency", "place"},
            "004": {"agency", "syndicator"},
        }[seed.name]
    )
