"""Which lines of a page stand in a text that was extracted from it, by their words.

An extractor merges, splits and moves paragraphs and changes spaces, so lines are not looked for as they are: long lines are found
by runs of four words, wherever those stand; short ones only between the places where their long neighbours were found, since
"Read more" stands in many places of a page.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_RUN: Final = 4
"""Words in a run; a line with no more is short."""

Run = tuple[str, ...]


def words_of(text: str) -> list[str]:
    """The words that are compared: runs of letters and digits, of Chinese, Japanese and Korean each character."""
    return _WORD.findall(text.lower())


def shares(lines: Sequence[str], extracted: str) -> list[float]:
    """For each line the share of it that stands in `extracted`, 0 to 1; a line without a word has 0."""
    words = [words_of(line) for line in lines]
    there = words_of(extracted)
    found = [0.0] * len(lines)
    spans = _find_long(words, _positions(there), found)
    _find_short(words, _short_positions(words, there), spans, found)
    return found


def _positions(there: list[str]) -> dict[Run, list[int]]:
    """Where each run of four words stands."""
    positions: dict[Run, list[int]] = {}
    for at, run in enumerate(zip(there, there[1:], there[2:], there[3:], strict=False)):
        positions.setdefault(run, []).append(at)
    return positions


def _find_long(words: Sequence[list[str]], positions: dict[Run, list[int]], found: list[float]) -> dict[int, tuple[int, int]]:
    """Find the long lines; returns where in the extracted text each stands that is mostly there, by its number."""
    spans: dict[int, tuple[int, int]] = {}
    after = 0
    for number, line in enumerate(words):
        if len(line) <= _RUN:
            continue
        covered = [False] * len(line)
        first = last = -1
        for at, run in enumerate(zip(line, line[1:], line[2:], line[3:], strict=False)):
            places = positions.get(run)
            if not places:
                continue
            covered[at : at + _RUN] = [True] * _RUN
            where = bisect_left(places, last if first >= 0 else after)
            place = places[min(where, len(places) - 1)]
            first = place if first < 0 else first
            last = place
        found[number] = sum(covered) / len(line)
        if found[number] >= 0.5 and last >= first:
            spans[number] = (first, last + _RUN)
            after = last + _RUN
    return spans


def _short_positions(words: Sequence[list[str]], there: list[str]) -> dict[Run, list[int]]:
    """Where each short line stands."""
    wanted = {tuple(line) for line in words if 0 < len(line) <= _RUN}
    positions: dict[Run, list[int]] = {}
    for size in {len(run) for run in wanted}:
        for at, run in enumerate(zip(*(there[shift:] for shift in range(size)), strict=False)):
            if run in wanted:
                positions.setdefault(run, []).append(at)
    return positions


def _find_short(
    words: Sequence[list[str]], positions: dict[Run, list[int]], spans: dict[int, tuple[int, int]], found: list[float]
) -> None:
    """Find the short lines between the long ones around them."""
    ends = _starts_after(len(words), spans)
    after = 0
    for number, line in enumerate(words):
        if number in spans:
            after = spans[number][1]
        elif 0 < len(line) <= _RUN and (places := positions.get(tuple(line))):
            where = bisect_left(places, after)
            if where < len(places) and places[where] + len(line) <= ends[number]:
                found[number] = 1.0
                after = places[where] + len(line)


def _starts_after(count: int, spans: dict[int, tuple[int, int]]) -> list[float]:
    """For each line, where the next line begins that was found."""
    ends: list[float] = [0.0] * count
    nearest = float("inf")
    for number in range(count - 1, -1, -1):
        ends[number] = nearest
        if number in spans:
            nearest = spans[number][0]
    return ends
