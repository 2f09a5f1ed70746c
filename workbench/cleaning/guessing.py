"""Values that a plain-text page might mean and does not state: shown to a person, never written."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Final

from workbench.cleaning.blocks import RawBlock
from workbench.cleaning.rules import is_prose
from workbench.records.page import Guess

_PARAGRAPHS: Final = 3
"""A date further down is one of the story's, not the page's."""

_MONTHS: Final = "january february march april may june july august september october november december".split()
_DAY = re.compile(
    rf"\b(?P<month>{'|'.join(month.title() for month in _MONTHS)})\s+(?P<day>\d{{1,2}}),\s+(?P<year>(?:19|20)\d\d)\b"
    rf"|\b(?P<day2>\d{{1,2}})\s+(?P<month2>{'|'.join(month.title() for month in _MONTHS)})\s+(?P<year2>(?:19|20)\d\d)\b"
)
_SUFFIX = re.compile(r".{15,}\s[|–—-]\s(?P<site>[A-Z][\w.&'’ ]{1,40})")


def guesses(blocks: Sequence[RawBlock], title: RawBlock | None, stated: Collection[str]) -> tuple[Guess, ...]:
    """What might be right of the fields that are not stated.

    Args:
        blocks: The blocks of a rendition, in order.
        title: The page's title, if it has one.
        stated: The fields that the page states.
    """
    found = [*_publishers(title), *_dates(blocks)]
    return tuple(guess for guess in found if guess.name not in stated)


def _publishers(title: RawBlock | None) -> Iterator[Guess]:
    if title and (found := _SUFFIX.fullmatch(title.text)):
        yield Guess(name="publisher", value=found["site"].strip(), where=title.first_line, reason="what the title ends in")


def _dates(blocks: Sequence[RawBlock]) -> Iterator[Guess]:
    prose = [block for block in blocks if is_prose(block.text)][:_PARAGRAPHS]
    for block in prose:
        for found in _DAY.finditer(block.text[:2_000]):
            name = found["month"] or found["month2"]
            month = str(_MONTHS.index(name.lower()) + 1)
            if day := _day(found["year"] or found["year2"], month, found["day"] or found["day2"]):
                yield Guess(name="published", value=day, where=block.first_line, reason="a date in the first paragraphs")
                return


def _day(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
