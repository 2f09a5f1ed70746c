"""Where a block stands on its page, as numbers: in its run of lines, about the prose, among its neighbours."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from operator import sub
from typing import Final

from msgspec import Struct

from workbench.cleaning.blocks import RawBlock
from workbench.text.language import FUNCTION_WORDS

_NONE: Final = -9.0
_FAR: Final = 60.0
_LONG: Final = 60.0
"""Words; a longer paragraph counts as this long where the main run is looked for."""

_WIDEST: Final = 10

NAMES: Final = (
    "index from_end place words_before words_after run_lines run_words run_prose run_grams"
    " main main_wide main_depth main_share prose_above prose_below prose_above_words prose_below_words"
    " window_words window_prose window_function window_grams wide_prose wide_grams below_prose above_grams below_grams"
    " prose_before prose_after gap_lines gap_words gap_grams"
    " repeated shared shared_rare comments_above related_above date_above date_near dates_after before_first"
).split()
"""What `places` tells of each block, in this order."""


class Lines(Struct, frozen=True):
    """What is known of the blocks of a page, a value a block."""

    blocks: Sequence[RawBlock]
    tokens: Sequence[Sequence[str]]
    words: list[float]
    prose: list[bool]
    function: list[float]
    """The share of function words."""
    grams: list[float]
    short: dict[str, list[bool]]
    """Whether a short block speaks of `comments`, of `related` articles, or has a `date`."""


def places(lines: Lines) -> list[list[float]]:
    """A row of `NAMES` for each block."""
    words, prose = lines.words, lines.prose
    prose_words = [n if is_one else 0.0 for n, is_one in zip(words, prose, strict=True)]
    columns = [
        *_order(words),
        *_runs(lines, prose_words),
        *_about_main(words, prose, prose_words),
        *_about_prose(words, prose),
        *_windows(lines, prose_words),
        *_gaps(lines),
        *_likeness(lines),
        *_since(lines),
        _before_first(words, prose),
    ]
    return [list(row) for row in zip(*columns, strict=True)]


def _order(words: list[float]) -> list[list[float]]:
    count, total = len(words), sum(words) or 1.0
    before = _sums(words)
    return [
        [math.log1p(i) for i in range(count)],
        [math.log1p(count - 1 - i) for i in range(count)],
        [i / count for i in range(count)],
        [before[i] / total for i in range(count)],
        [1 - before[i + 1] / total for i in range(count)],
    ]


def _runs(lines: Lines, prose_words: list[float]) -> list[list[float]]:
    """Of the run of blocks without an empty line that each is in: how many, words, share of prose, n-grams."""
    found: list[tuple[float, ...]] = []
    count, begin = len(prose_words), 0
    for i in range(1, count + 1):
        if i == count or lines.blocks[i].after_blank:
            size, total = i - begin, sum(lines.words[begin:i])
            share = sum(prose_words[begin:i]) / (total or 1.0)
            length, words, mean = math.log1p(size), math.log1p(total), sum(lines.grams[begin:i]) / size
            found += [(length, words, share, mean)] * size
            begin = i
    return _columns(found)


def _about_main(words: list[float], prose: list[bool], prose_words: list[float]) -> list[list[float]]:
    """How far each block is from the longest stretch of prose, how deep in it, and how much of the prose that is."""
    long = [min(n, _LONG) for n in words]
    main, wide = (main_run([n if is_one else -gap for n, is_one in zip(long, prose, strict=True)]) for gap in (8.0, 2.5))
    first, last = main
    share = sum(prose_words[first : last + 1]) / (sum(prose_words) or 1.0)
    count = len(words)
    return [
        [_signed(i, main) for i in range(count)],
        [_signed(i, wide) for i in range(count)],
        [float(min(i - first, last - i)) if first <= i <= last else -1.0 for i in range(count)],
        [share] * count,
    ]


def main_run(gains: Sequence[float]) -> tuple[int, int]:
    """The run [first, last] whose gains add up to the most (Kadane's algorithm); (0, -1) where none is above 0."""
    best, best_run, here, begin = 0.0, (0, -1), 0.0, 0
    for i, gain in enumerate(gains):
        if here <= 0:
            here, begin = 0.0, i
        here += gain
        if here > best:
            best, best_run = here, (begin, i)
    return best_run


def _signed(i: int, run: tuple[int, int]) -> float:
    first, last = run
    if last < first:
        return _NONE
    if i < first:
        return float(i - first)
    return float(min(i - last, 200)) if i > last else 0.0


def _about_prose(words: list[float], prose: list[bool]) -> list[list[float]]:
    """How far away the nearest prose above and below is, and how long."""
    above, below = _nearest(prose, words), _nearest(prose[::-1], words[::-1])[::-1]
    return [[far for far, _ in above], [far for far, _ in below], [size for _, size in above], [size for _, size in below]]


def _nearest(prose: Sequence[bool], words: Sequence[float]) -> list[tuple[float, float]]:
    found = []
    far, length = _FAR, 0.0
    for is_one, n in zip(prose, words, strict=True):
        found.append((min(far, _FAR), length))
        far += 1
        if is_one:
            far, length = 1.0, math.log1p(n)
    return found


def _windows(lines: Lines, prose_words: list[float]) -> list[list[float]]:
    """What the blocks about each one are like, the share of prose among their words above all; and the prose before and after."""
    count = len(prose_words)
    words, prose, function, grams = map(_sums, (lines.words, prose_words, lines.function, lines.grams))
    ones = list(map(float, range(count + 1)))

    def means(sums: list[float], above: int, below: int) -> list[float]:
        return _ratios(_spans(sums, above, below), _spans(ones, above, below))

    def shares(above: int, below: int) -> list[float]:
        return _ratios(_spans(prose, above, below), _spans(words, above, below))

    total = prose[-1] or 1.0
    return [
        means(words, -3, 4),
        shares(-3, 4),
        means(function, -3, 4),
        means(grams, -3, 4),
        shares(-8, 9),
        means(grams, -8, 9),
        shares(1, 7),
        means(grams, -5, 0),
        means(grams, 1, 6),
        [prose[i] / total for i in range(count)],
        [1 - prose[i + 1] / total for i in range(count)],
    ]


def _spans(sums: list[float], above: int, below: int) -> list[float]:
    """Of each block the sum over those from `above` to before `below` (relative to it), from the sums up to each."""
    padded = [0.0] * _WIDEST + sums + [sums[-1]] * _WIDEST
    low = padded[_WIDEST + above : _WIDEST + above + len(sums) - 1]
    return list(map(sub, padded[_WIDEST + below :], low))


def _ratios(parts: list[float], wholes: list[float]) -> list[float]:
    return [part / whole if whole else 0.0 for part, whole in zip(parts, wholes, strict=True)]


def _gaps(lines: Lines) -> list[list[float]]:
    """Of the gap between two blocks of prose that each is in: how many blocks, words, n-grams."""
    found: list[tuple[float, ...]] = []
    begin, count = 0, len(lines.prose)
    while begin < count:
        end = begin + 1
        if lines.prose[begin]:
            found.append((0.0, 0.0, lines.grams[begin]))
            begin = end
            continue
        while end < count and not lines.prose[end]:
            end += 1
        size = end - begin
        length, total = math.log1p(size), math.log1p(sum(lines.words[begin:end]))
        found += [(length, total, sum(lines.grams[begin:end]) / size)] * size
        begin = end
    return _columns(found)


def _likeness(lines: Lines) -> list[list[float]]:
    """How often each block's text stands on the page, what it shares with the prose."""
    texts = Counter(block.text for block in lines.blocks)
    shared = _shared(lines)
    return [
        [float(min(texts[block.text], 5)) for block in lines.blocks],
        [most for most, _ in shared],
        [rare for _, rare in shared],
    ]


def _shared(lines: Lines) -> list[tuple[float, float]]:
    """How much of each block's words the other prose has: of all the longer ones, and of the rare ones."""
    seen: Counter[str] = Counter()
    sets = [{word for word in words if len(word) > 3} for words in lines.tokens]
    for words, is_one in zip(sets, lines.prose, strict=True):
        if is_one:
            seen.update(words)
    found = []
    for words, is_one in zip(sets, lines.prose, strict=True):
        rare = [word for word in words if len(word) > 5 and word not in FUNCTION_WORDS]
        found.append(
            (
                sum([seen[word] > is_one for word in words]) / (len(words) + 1),
                sum([seen[word] > is_one for word in rare]) / (len(rare) + 1),
            )
        )
    return found


def _since(lines: Lines) -> list[list[float]]:
    """How many blocks further up a short one speaks of comments, of other articles, of a date; how near a date is, how many follow."""
    dates = [i for i, is_one in enumerate(lines.short["date"]) if is_one]
    count = len(lines.words)
    return [
        *(_far_above(lines.short[name]) for name in ("comments", "related", "date")),
        [_nearest_of(dates, i) for i in range(count)],
        [float(min(len(dates) - bisect_right(dates, i), 20)) for i in range(count)],
    ]


def _far_above(marks: list[bool]) -> list[float]:
    found: list[float] = []
    far = _FAR
    for mark in marks:
        found.append(far)
        far = 1.0 if mark else min(far + 1, _FAR)
    return found


def _nearest_of(places: list[int], i: int) -> float:
    at = bisect_left(places, i)
    return float(min((abs(i - place) for place in places[max(0, at - 1) : at + 1]), default=_FAR))


def _before_first(words: list[float], prose: list[bool]) -> list[float]:
    first = next((i for i, is_one in enumerate(prose) if is_one and words[i] >= 18), len(words))
    return [float(min(max(first - i, -1), 60)) for i in range(len(words))]


def _sums(values: Sequence[float]) -> list[float]:
    sums = [0.0]
    for value in values:
        sums.append(sums[-1] + value)
    return sums


def _columns(rows: Sequence[Sequence[float]]) -> list[list[float]]:
    return [list(column) for column in zip(*rows, strict=True)]
