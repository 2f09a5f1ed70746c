"""Which lines of a page stand in a text that was extracted from it, by their words.

An extractor merges, splits and moves paragraphs and changes spaces, so lines are not looked for as they are: long lines are found
by runs of four words, wherever those stand; short ones only between the places where their long neighbours were found, since
"Read more" stands in many places of a page.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_RUN: Final = 4
"""Words in a run; a line with no more is short."""

_MOST: Final = 0.5
"""The share of a long line from which on the place where it stands bounds the short lines beside it."""

Run = tuple[str, ...]
Span = tuple[int, int]
Spans = dict[int, Span]
"""Where lines stand in the extracted text, in words, half open, by the number of the line from 0."""


def words_of(text: str) -> list[str]:
    """The words that are compared: runs of letters and digits, of Chinese, Japanese and Korean each character."""
    return _WORD.findall(text.lower())


def shares(lines: Sequence[str], extracted: str) -> list[float]:
    """For each line the share of it that stands in `extracted`, 0 to 1; a line without a word has 0."""
    words = [words_of(line) for line in lines]
    there = words_of(extracted)
    found = [0.0] * len(lines)
    spans = _find_long(words, there, found)
    _find_short(words, _short_positions(words, there), spans, found)
    return found


def _find_long(words: Sequence[list[str]], there: list[str], found: list[float]) -> Spans:
    """Find the long lines; returns where those stand that are there for the most part."""
    beginnings = _positions(there, {tuple(line[:_RUN]) for line in words if len(line) > _RUN})
    spans: Spans = {}
    left: list[int] = []
    after = 0
    for number, line in enumerate(words):
        if len(line) > _RUN:
            if span := _whole(line, beginnings, there, after):
                found[number], spans[number], after = 1.0, span, span[1]
            else:
                left.append(number)
    positions = _positions(there, {run for number in left for run in _runs(words[number])})
    bounds = _ends_before(len(words), spans)
    for number in left:
        found[number], span = _parts(words[number], positions, bounds[number])
        if span and found[number] >= _MOST:
            spans[number] = span
    return spans


def _runs(words: list[str]) -> Iterator[Run]:
    return zip(words, words[1:], words[2:], words[3:], strict=False)


def _positions(there: list[str], wanted: set[Run]) -> dict[Run, list[int]]:
    """Where each of the wanted runs stands."""
    positions: dict[Run, list[int]] = {}
    for at, run in enumerate(_runs(there)):
        if run in wanted:
            positions.setdefault(run, []).append(at)
    return positions


def _whole(line: list[str], positions: dict[Run, list[int]], there: list[str], after: int) -> Span | None:
    """Where a line stands word for word: the next place that begins like it, or the first of all."""
    places = positions.get(tuple(line[:_RUN]), ())
    next_one = bisect_left(places, after)
    for start in (*places[next_one : next_one + 1], *places[:1]):
        if there[start : start + len(line)] == line:
            return start, start + len(line)
    return None


def _parts(line: list[str], positions: dict[Run, list[int]], after: int) -> tuple[float, Span | None]:
    """The share of a line's words that stand in runs of four, and where: each run as near behind the one before as can be."""
    covered = [False] * len(line)
    first = last = -1
    for at, run in enumerate(_runs(line)):
        places = positions.get(run)
        if not places:
            continue
        covered[at : at + _RUN] = [True] * _RUN
        where = bisect_left(places, last if first >= 0 else after)
        last = places[min(where, len(places) - 1)]
        first = last if first < 0 else first
    return sum(covered) / len(line), (first, last + _RUN) if last >= first >= 0 else None


def _short_positions(words: Sequence[list[str]], there: list[str]) -> dict[Run, list[int]]:
    """Where each short line stands."""
    wanted = {tuple(line) for line in words if 0 < len(line) <= _RUN}
    beginnings: dict[str, set[int]] = {}
    for run in wanted:
        beginnings.setdefault(run[0], set()).add(len(run))
    positions: dict[Run, list[int]] = {}
    for at, word in enumerate(there):
        for size in beginnings.get(word, ()):
            if (run := tuple(there[at : at + size])) in wanted:
                positions.setdefault(run, []).append(at)
    return positions


def _find_short(words: Sequence[list[str]], positions: dict[Run, list[int]], spans: Spans, found: list[float]) -> None:
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


def _ends_before(count: int, spans: Spans) -> list[int]:
    """For each line, where the line before it ends that was found."""
    ends = [0] * count
    for number in range(1, count):
        ends[number] = spans[number - 1][1] if number - 1 in spans else ends[number - 1]
    return ends


def _starts_after(count: int, spans: Spans) -> list[float]:
    """For each line, where the next line begins that was found."""
    ends: list[float] = [0.0] * count
    nearest = float("inf")
    for number in range(count - 1, -1, -1):
        ends[number] = nearest
        if number in spans:
            nearest = spans[number][0]
    return ends
