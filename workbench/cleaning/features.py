"""What the model sees of a page: a row of numbers for every block, from its words, its neighbours and its place on the page.

Lists of floats, one list a block, `len(NAMES)` long. Nothing here is decided.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct

from workbench.cleaning.blocks import RawBlock
from workbench.text.language import FUNCTION_WORDS

LOOKED_AT: Final = 4_000
"""Code points of a block that are looked at; a longer block is judged by its beginning."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_DIGITS = re.compile(r"\d+")
_SENTENCE_ENDS = re.compile(r"[.!?…。][\"'”’»)\]]*(?=\s+[\"'“‘«(\[]?[A-Z0-9À-ÞА-Я]|\s*$)")
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_DATE = re.compile(
    rf"\b{_MONTH}\.? 0\b|\b0(?:st|nd|rd|th)?\.? {_MONTH}\b|\b0([/.-])0\1 ?0\b|\b0 (?:second|minute|hour|day|week|month|year)s? ago\b|\b0:0\b"
)
_MARKS = re.compile(r"[^\w\s]")
_CAPITAL = re.compile(r"(?<!\S)[^\w\s]*[A-ZÀ-ÖØ-ÞА-Я]")
GROUPS: Final = {
    "comments": "comment comments commented commenting reply replies response responses discussion posted moderated moderation permalink report flag says wrote spam login",
    "share": "share shares tweet facebook twitter linkedin pinterest instagram youtube whatsapp reddit follow followers email print rss tumblr",
    "subscribe": "subscribe subscribers subscription newsletter newsletters inbox alerts updates unsubscribe podcast membership donate donation register signup join",
    "related": "related recommended popular trending latest recent more also next previous older newer archive archives continue view see read",
    "legal": "copyright reserved rights privacy terms cookie cookies disclaimer trademark trademarks gdpr policy conditions license affiliate consent",
    "site": "home menu search contact careers advertise sitemap skip navigation categories category tags tag sections topics faq help site website account page blog password",
    "shop": "cart checkout shipping price buy shop order sale discount free offer deals download request demo trial quote book",
    "author": "author writer editor journalist contributor columnist founder blogger staff bio lives graduate professor consultant reporter",
    "advert": "advertisement advertisements advertising sponsored promoted ad ads partner",
    "person": "you your yours yourself us our ours we me my mine i i'm i’m you're you’re",
}
GROUP_OF: Final = {word: number for number, words in enumerate(GROUPS.values()) for word in words.split()}
_BULLET = re.compile(r"(?:[•*–—·●▪►»>✓✔-]|\d{1,3}[.)])\s")
_SEPARATORS = re.compile(r"[|»›·•→©®]")
_NONE: Final = -9.0
_FAR: Final = 60.0

_OWN: Final = (
    "words chars word_length sentences per_sentence ends_sentence ends_ellipsis ends_colon ends_question ends_exclamation ends_comma"
    " capitals long_capitals all_capitals begins_upper begins_lower begins_quote bullet heading function numbers marks commas quotes separators link"
    f" date {' '.join(GROUPS)} grams grams_mean grams_low grams_high grams_head grams_tail"
).split()
_AROUND: Final = ("words", "ends_sentence", "function", "grams_mean", "grams", "capitals")
_PLACE: Final = (
    "index from_end place words_before words_after blank_before blank_after run_lines run_place run_words run_prose run_grams"
    " main main_wide main_depth main_share prose_above prose_below prose_above_words prose_below_words"
    " window_words window_prose window_function window_grams wide_prose wide_grams above_prose below_prose above_grams below_grams"
    " prose_before prose_after gap_lines gap_words gap_grams gap_place gap_alike"
    " repeated title_words shared shared_rare alike same_begin heading_above comments_above related_above date_above date_near dates_after"
    " before_first after_last"
).split()
_PAGE: Final = "lines total prose_share middle short blanks page_function page_grams dates page_sentences bullets longest page_grams_mean".split()
NEIGHBOURS: Final = (-2, -1, 1, 2)
NAMES: Final = (
    *_OWN,
    *(f"{name}{offset:+}" for offset in NEIGHBOURS for name in _AROUND),
    *_PLACE,
    *_PAGE,
)
_AT = {name: position for position, name in enumerate(_OWN)}


def words_of(text: str) -> list[str]:
    """The words of a block as the n-grams count them: in small letters, every number a 0."""
    return _WORD.findall(_DIGITS.sub("0", text[:LOOKED_AT].lower()))


def grams_of(words: Sequence[str]) -> list[str]:
    """The n-grams of a block: its words, its pairs of words, what it begins with (`^ word`) and ends with (`word $`)."""
    if not words:
        return []
    return [*words, *map(" ".join, pairwise(words)), f"^ {words[0]}", f"{words[-1]} $"]


class Grams(Struct, frozen=True):
    """How much each n-gram speaks for the article (above 0) or against it; words are numbered, so that pairs are looked up as numbers."""

    numbers: Mapping[str, int]
    words: Sequence[float]
    begins: Sequence[float]
    ends: Sequence[float]
    pairs: Mapping[int, float]
    """By the first word's number times 65,536 plus the second's."""


def listed(scores: Mapping[str, float]) -> Grams:
    """A table of n-grams as `grams_of` writes them, ready for looking up."""
    names = dict.fromkeys(word for gram in scores for word in gram.split() if word not in ("^", "$"))
    numbers = {word: number for number, word in enumerate(names, 1)}
    words, begins, ends = ([0.0] * (len(numbers) + 1) for _ in range(3))
    pairs: dict[int, float] = {}
    for gram, score in scores.items():
        first, _, second = gram.partition(" ")
        if not second:
            words[numbers[first]] = score
        elif first == "^":
            begins[numbers[second]] = score
        elif second == "$":
            ends[numbers[first]] = score
        else:
            pairs[numbers[first] << 16 | numbers[second]] = score
    return Grams(numbers, words, begins, ends, pairs)


def _scores(words: Sequence[str], grams: Grams) -> tuple[float, ...]:
    """Sum and mean over a block's n-grams, the lowest, the highest, and those of its first and its last six words."""
    if not words:
        return (0.0,) * 6
    known = grams.numbers.get
    numbers = [known(word, 0) for word in words]
    table = grams.words
    single = [table[number] for number in numbers]
    find = grams.pairs.get
    double = [find(a << 16 | b, 0.0) for a, b in pairwise(numbers)]
    begin, end = grams.begins[numbers[0]], grams.ends[numbers[-1]]
    single_sum, double_sum = sum(single), sum(double)
    total = single_sum + double_sum + begin + end
    found = 2 * len(words) - single.count(0.0) - double.count(0.0) + 1
    low, high = min(single), max(single)
    if double:
        low, high = min(low, *double), max(high, *double)
    return (
        total / (4 + found) ** 0.5,
        total / (2 + found),
        min(low, begin, end),
        max(high, begin, end),
        begin + sum(single[:6]) + sum(double[:5]),
        end + sum(single[-6:]) + sum(double[-5:]),
    )


def features(blocks: Sequence[RawBlock], grams: Grams) -> list[list[float]]:
    """A row of numbers for each block.

    Args:
        blocks: The blocks of a rendition, in order.
        grams: The n-grams that tell an article from furniture.
    """
    if not blocks:
        return []
    lowered = [_DIGITS.sub("0", block.text[:LOOKED_AT].lower()) for block in blocks]
    tokens = [_WORD.findall(text) for text in lowered]
    own = [_own(block.text[:LOOKED_AT], low, words, grams) for block, low, words in zip(blocks, lowered, tokens, strict=True)]
    places = _places(blocks, own, tokens)
    page = _page(blocks, own)
    rows = []
    count = len(blocks)
    blank = [_NONE] * len(_AROUND)
    at = [_AT[name] for name in _AROUND]
    around = [[row[k] for k in at] for row in own]
    for i, row in enumerate(own):
        line = list(row)
        for offset in NEIGHBOURS:
            line += around[i + offset] if 0 <= i + offset < count else blank
        line += places[i]
        line += page
        rows.append(line)
    return rows


def _own(text: str, low: str, words: list[str], grams: Grams) -> list[float]:
    n = len(words)
    some = n or 1
    size = len(text) or 1
    first = text.lstrip("#*_•-–> ")[:1]
    end = text[-12:].rstrip("\"'”’»)]*_ ")[-1:]
    sentences = len(_SENTENCE_ENDS.findall(text))
    whole = text.split()
    long_words = [word for word in whole if len(word) > 3]
    groups = [0.0] * len(GROUPS)
    for word in words:
        if (group := GROUP_OF.get(word)) is not None:
            groups[group] += 1
    return [
        math.log1p(n),
        math.log1p(len(text)),
        size / some,
        math.log1p(sentences),
        min(n / (sentences or 1), 200.0),
        float(end in ".!?…。" and end != ""),
        float(text.endswith(("...", "…", "…]", "...]"))),
        float(end == ":"),
        float(end == "?"),
        float(end == "!"),
        float(end in ",;" and end != ""),
        len(_CAPITAL.findall(text)) / (len(whole) or 1),
        sum([word[0].isupper() for word in long_words]) / (len(long_words) or 1),
        float(text.isupper()),
        float(first.isupper()),
        float(first.islower()),
        float(first in "\"'“‘«„" and first != ""),
        float(_BULLET.match(text) is not None),
        float(text[0] == "#"),
        sum([word in FUNCTION_WORDS for word in words]) / some,
        low.count("0") / some,
        len(_MARKS.findall(text)) / size,
        text.count(",") / some,
        (text.count('"') + text.count("“") + text.count("”")) / some,
        float(len(_SEPARATORS.findall(text))),
        float(low.count("http") + low.count("www.") + low.count("@") + low.count(".com") + low.count(".org")),
        float("0" in low and _DATE.search(low, 0, 300) is not None),
        *[count / some**0.5 for count in groups],
        *_scores(words, grams),
    ]


def _page(blocks: Sequence[RawBlock], own: list[list[float]]) -> list[float]:
    words = [math.expm1(row[0]) for row in own]
    total = sum(words) or 1.0
    prose = sum(n for n, row in zip(words, own, strict=True) if _is_prose(row))
    count = len(own)
    middle = sorted(words)[count // 2]

    def mean(name: str) -> float:
        at = _AT[name]
        return sum([row[at] for row in own]) / count

    return [
        math.log1p(count),
        math.log1p(total),
        prose / total,
        middle,
        sum(n < 6 for n in words) / count,
        sum(block.after_blank for block in blocks) / count,
        sum([row[_AT["function"]] * n for row, n in zip(own, words, strict=True)]) / total,
        mean("grams"),
        mean("date"),
        mean("ends_sentence"),
        mean("bullet"),
        math.log1p(max(words)),
        mean("grams_mean"),
    ]


def _is_prose(row: list[float]) -> bool:
    return row[0] >= 2.7 and bool(row[_AT["ends_sentence"]] or row[0] > 3.7)  # 14 words, or 40 without a full stop


def word_counts(rows: Sequence[Sequence[float]]) -> list[float]:
    """How many words each block has, from its row."""
    return [math.expm1(row[0]) for row in rows]


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


def _places(blocks: Sequence[RawBlock], own: list[list[float]], tokens: list[list[str]]) -> list[list[float]]:
    count = len(blocks)
    words = [math.expm1(row[0]) for row in own]
    prose = [_is_prose(row) for row in own]
    function = [row[_AT["function"]] for row in own]
    grams = [row[_AT["grams"]] for row in own]
    total = sum(words) or 1.0
    main = main_run([min(n, 60.0) if p else -8.0 for n, p in zip(words, prose, strict=True)])
    wide = main_run([min(n, 60.0) if p else -2.5 for n, p in zip(words, prose, strict=True)])
    inside = sum(n for n, p in zip(words[main[0] : main[1] + 1], prose[main[0] : main[1] + 1], strict=True) if p)
    share = inside / (sum(n for n, p in zip(words, prose, strict=True) if p) or 1.0)
    runs = _runs(blocks, words, prose, grams)
    gaps = _gaps(prose, words, grams, [_shape(row) for row in own])
    all_prose = sum(n for n, p in zip(words, prose, strict=True) if p) or 1.0
    above, below = _nearest(prose, words), _nearest(prose[::-1], words[::-1])[::-1]
    prose_words = [n if p else 0.0 for n, p in zip(words, prose, strict=True)]
    sums = {
        name: _sums(values)
        for name, values in {
            "words": words,
            "prose": prose_words,
            "function": function,
            "grams": grams,
        }.items()
    }
    texts = Counter(block.text for block in blocks)
    title = _title_words(own, tokens, main if main[1] >= main[0] else (0, 0))
    shared = _shared(tokens, prose, main)
    last_heading = last_comments = last_related = last_date = -_FAR
    dates = [i for i, row in enumerate(own) if row[_AT["date"]] > 0 and row[0] < 2.8]
    prose_at = [i for i, p in enumerate(prose) if p and words[i] >= 18]
    first, last = (prose_at[0], prose_at[-1]) if prose_at else (count, -1)
    classes = [_shape(row) for row in own]
    places = []
    for i, block in enumerate(blocks):
        row = own[i]
        run = runs[i]

        def mean(name: str, low: int, high: int) -> float:
            low, high = max(0, low), min(count, high)
            s = sums[name]
            return (s[high] - s[low]) / (high - low) if high > low else 0.0

        beside = classes[max(0, i - 4) : i + 5]
        where = bisect_right(dates, i)
        near = min((abs(i - dates[k]) for k in (where - 1, where) if 0 <= k < len(dates)), default=_FAR)
        words_before = sums["words"][i]
        places.append(
            [
                math.log1p(i),
                math.log1p(count - 1 - i),
                i / count,
                words_before / total,
                (total - words_before - words[i]) / total,
                float(block.after_blank),
                float(i + 1 == count or blocks[i + 1].after_blank),
                *run,
                _signed(i, main),
                _signed(i, wide),
                float(min(i - main[0], main[1] - i)) if main[0] <= i <= main[1] else -1.0,
                share,
                above[i][0],
                below[i][0],
                above[i][1],
                below[i][1],
                mean("words", i - 3, i + 4),
                mean("prose", i - 3, i + 4) / (mean("words", i - 3, i + 4) or 1.0),
                mean("function", i - 3, i + 4),
                mean("grams", i - 3, i + 4),
                mean("prose", i - 8, i + 9) / (mean("words", i - 8, i + 9) or 1.0),
                mean("grams", i - 8, i + 9),
                mean("prose", i - 6, i) / (mean("words", i - 6, i) or 1.0),
                mean("prose", i + 1, i + 7) / (mean("words", i + 1, i + 7) or 1.0),
                mean("grams", i - 5, i),
                mean("grams", i + 1, i + 6),
                sums["prose"][i] / all_prose,
                1 - sums["prose"][i + 1] / all_prose,
                *gaps[i],
                float(min(texts[block.text], 5)),
                len(title & set(tokens[i])) / (len(tokens[i]) or 1) if row[0] < 3.5 else -1.0,
                *shared[i],
                sum(c == classes[i] for c in beside) / len(beside),
                float(i > 0 and bool(tokens[i]) and tokens[i][:1] == tokens[i - 1][:1])
                + float(i + 1 < count and bool(tokens[i]) and tokens[i][:1] == tokens[i + 1][:1]),
                min(float(i - last_heading), _FAR),
                min(float(i - last_comments), _FAR),
                min(float(i - last_related), _FAR),
                min(float(i - last_date), _FAR),
                float(near),
                float(min(len(dates) - where, 20)),
                float(min(max(first - i, -1), 60)),
                float(min(max(i - last, -1), 60)),
            ]
        )
        if row[_AT["heading"]]:
            last_heading = i
        if row[0] < 2.3 and row[_AT["comments"]] > 0:
            last_comments = i
        if row[0] < 2.3 and row[_AT["related"]] > 0:
            last_related = i
        if row[0] < 2.8 and row[_AT["date"]] > 0:
            last_date = i
    return places


def _shape(row: list[float]) -> tuple[int, bool, bool, bool]:
    return (
        bisect_left((1.2, 1.9, 2.6, 3.3, 4.2), row[0]),
        row[_AT["ends_sentence"]] > 0,
        row[_AT["capitals"]] > 0.6,
        row[_AT["bullet"]] > 0,
    )


def _sums(values: Sequence[float]) -> list[float]:
    sums = [0.0]
    for value in values:
        sums.append(sums[-1] + value)
    return sums


def _runs(
    blocks: Sequence[RawBlock], words: list[float], prose: list[bool], grams: list[float]
) -> list[tuple[float, float, float, float, float]]:
    """Of the run of blocks without an empty line that each is in: how many, its place, words, share of prose, n-grams."""
    found: list[tuple[float, float, float, float, float]] = []
    begin = 0
    count = len(blocks)
    for i in range(1, count + 1):
        if i == count or blocks[i].after_blank:
            total = sum(words[begin:i])
            share = sum([n for n, p in zip(words[begin:i], prose[begin:i], strict=True) if p]) / (total or 1.0)
            length, mean = math.log1p(i - begin), sum(grams[begin:i]) / (i - begin)
            found += [(length, (k - begin) / (i - begin), math.log1p(total), share, mean) for k in range(begin, i)]
            begin = i
    return found


def _gaps(
    prose: list[bool], words: list[float], grams: list[float], shapes: list[tuple[int, bool, bool, bool]]
) -> list[tuple[float, float, float, float, float]]:
    """Of the gap between two blocks of prose that each is in: how many blocks, words, n-grams, its place, how many are alike."""
    found: list[tuple[float, float, float, float, float]] = []
    begin, count = 0, len(prose)
    while begin < count:
        end = begin + 1
        if prose[begin]:
            found.append((0.0, 0.0, grams[begin], 0.0, 0.0))
            begin = end
            continue
        while end < count and not prose[end]:
            end += 1
        size = end - begin
        length, total, mean = math.log1p(size), math.log1p(sum(words[begin:end])), sum(grams[begin:end]) / size
        alike = Counter(shapes[begin:end])
        found += [(length, total, mean, (k - begin) / size, alike[shapes[k]] / size) for k in range(begin, end)]
        begin = end
    return found


def _nearest(prose: Sequence[bool], words: Sequence[float]) -> list[tuple[float, float]]:
    """How many blocks further up the nearest prose stands, and its length."""
    found = []
    far, length = _FAR, 0.0
    for is_prose, n in zip(prose, words, strict=True):
        found.append((min(far, _FAR), length))
        far += 1
        if is_prose:
            far, length = 1.0, math.log1p(n)
    return found


def _title_words(own: list[list[float]], tokens: list[list[str]], main: tuple[int, int]) -> set[str]:
    """The words of the likeliest headline: the one above the prose that shares most with it."""
    vocabulary = {word for words in tokens[main[0] : main[1] + 1] for word in words if len(word) > 3}
    best, chosen = 0.0, set[str]()
    for i in range(max(0, main[0] - 15), main[0]):
        if 1.3 < own[i][0] < 3.2:
            content = {word for word in tokens[i] if len(word) > 3}
            score = len(content & vocabulary) / (len(content) + 1)
            if score > best:
                best, chosen = score, content
    return chosen


def _shared(tokens: list[list[str]], prose: list[bool], main: tuple[int, int]) -> list[tuple[float, float]]:
    """How much of each block's words the main run's other prose has: of all the longer ones, and of the rare ones."""
    seen: Counter[str] = Counter()
    sets = [{word for word in words if len(word) > 3} for words in tokens]
    for i, words in enumerate(sets):
        if prose[i] and main[0] <= i <= main[1]:
            seen.update(words)
    found = []
    for i, words in enumerate(sets):
        least = 1 if prose[i] and main[0] <= i <= main[1] else 0
        rare = [word for word in words if word not in FUNCTION_WORDS and len(word) > 5]
        found.append(
            (
                sum(seen[word] > least for word in words) / (len(words) + 1),
                sum(seen[word] > least for word in rare) / (len(rare) + 1),
            )
        )
    return found
