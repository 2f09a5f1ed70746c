"""What the model sees of a page: a row of numbers for every block, from its words, its neighbours and its place on the page.

Lists of floats, one list a block, `len(NAMES)` long. Nothing here is decided.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Final

from workbench.cleaning import places
from workbench.cleaning.blocks import RawBlock
from workbench.cleaning.ngrams import LOOKED_AT, WORD, Grams, lowered, scores
from workbench.text.language import FUNCTION_WORDS

_SENTENCE_ENDS = re.compile(r"[.!?…。][\"'”’»)\]]*(?=\s+[\"'“‘«(\[]?[A-Z0-9À-ÞА-Я]|\s*$)")
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_DATE = re.compile(
    rf"\b{_MONTH}\.? 0\b|\b0(?:st|nd|rd|th)?\.? {_MONTH}\b|\b0([/.-])0\1 ?0\b|\b0 (?:second|minute|hour|day|week|month|year)s? ago\b|\b0:0\b"
)
_MARKS = re.compile(r"[^\w\s]")
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
_NONE: Final = -9.0

_COUNTED: Final = ("comments", "subscribe", "related", "shop")
_COUNTED_NUMBERS: Final = tuple(list(GROUPS).index(name) for name in _COUNTED)
_OWN: Final = (
    "words chars word_length sentences per_sentence ends_sentence ends_ellipsis ends_colon"
    " capitals long_capitals bullet function numbers marks commas link"
    f" date {' '.join(_COUNTED)} grams grams_mean grams_low grams_high grams_head"
).split()
_BESIDE: Final = ("words", "grams_mean", "grams", "capitals")
_NEARBY: Final = ("grams_mean", "capitals")
_PAGE: Final = "lines total prose_share middle short blanks page_function page_grams dates page_sentences bullets longest page_grams_mean".split()
NAMES: Final = (
    *_OWN,
    *(f"{name}{offset:+}" for offset in (-1, 1) for name in _BESIDE),
    *(f"{name}{offset:+}" for offset in (-2, 2) for name in _NEARBY),
    *places.NAMES,
    *_PAGE,
)
OF_PAGE: Final = frozenset(range(len(NAMES) - len(_PAGE), len(NAMES)))
"""Which numbers are the same in all rows of a page."""

_AT = {name: position for position, name in enumerate(_OWN)}


def features(blocks: Sequence[RawBlock], grams: Grams) -> list[list[float]]:
    """A row of numbers for each block.

    Args:
        blocks: The blocks of a rendition, in order.
        grams: The n-grams that tell an article from furniture.
    """
    if not blocks:
        return []
    low = [lowered(block.text) for block in blocks]
    tokens = [WORD.findall(text) for text in low]
    own = [_own(block.text[:LOOKED_AT], text, words, grams) for block, text, words in zip(blocks, low, tokens, strict=True)]
    place_rows = places.places(_lines(blocks, own, tokens))
    page = _page(blocks, own)
    around = _around(own)
    return [row + beside + place + page for row, beside, place in zip(own, around, place_rows, strict=True)]


def _lines(blocks: Sequence[RawBlock], own: list[list[float]], tokens: list[list[str]]) -> places.Lines:
    def column(name: str) -> list[float]:
        at = _AT[name]
        return [row[at] for row in own]

    return places.Lines(
        blocks,
        tokens,
        word_counts(own),
        [_is_prose(row) for row in own],
        column("function"),
        column("grams"),
        {
            name: [row[_AT[name]] > 0 and row[0] < most for row in own]
            for name, most in (("comments", 2.3), ("related", 2.3), ("date", 2.8))
        },
    )


def _around(own: list[list[float]]) -> list[list[float]]:
    """What the two blocks above and the two below each block are like."""
    near, nearby = ([[row[_AT[name]] for name in names] for row in own] for names in (_BESIDE, _NEARBY))
    no_near, none = [_NONE] * len(_BESIDE), [_NONE] * len(_NEARBY)
    near = [no_near, *near, no_near]
    nearby = [none, none, *nearby, none, none]
    return [near[i] + near[i + 2] + nearby[i] + nearby[i + 4] for i in range(len(own))]


def _own(text: str, low: str, words: list[str], grams: Grams) -> list[float]:
    n = len(words)
    some = n or 1
    size = len(text) or 1
    end = text[-12:].rstrip("\"'”’»)]*_ ")[-1:]
    sentences = len(_SENTENCE_ENDS.findall(text))
    whole = text.split()
    long_words = [word for word in whole if len(word) > 3]
    groups = [GROUP_OF[word] for word in words if word in GROUP_OF]
    return [
        math.log1p(n),
        math.log1p(len(text)),
        size / some,
        math.log1p(sentences),
        min(n / (sentences or 1), 200.0),
        float(end in ".!?…。" and end != ""),
        float(text.endswith(("...", "…", "…]", "...]"))),
        float(end == ":"),
        sum([word[0].isupper() for word in whole]) / (len(whole) or 1),
        sum([word[0].isupper() for word in long_words]) / (len(long_words) or 1),
        float(_BULLET.match(text) is not None),
        sum([word in FUNCTION_WORDS for word in words]) / some,
        low.count("0") / some,
        len(_MARKS.findall(text)) / size,
        text.count(",") / some,
        float(low.count("http") + low.count("www.") + low.count("@") + low.count(".com") + low.count(".org")),
        float("0" in low and _DATE.search(low, 0, 160) is not None),
        *[groups.count(number) / some**0.5 for number in _COUNTED_NUMBERS],
        *scores(words, grams),
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
