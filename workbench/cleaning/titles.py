"""Which block is the page's title: the best of those above the article, if it is good enough."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from workbench.cleaning.blocks import RawBlock
from workbench.cleaning.ngrams import words_of
from workbench.cleaning.places import main_run
from workbench.cleaning.rules import furniture_rule, is_prose
from workbench.cleaning.trees import probability
from workbench.text.language import has_function_word

LONGEST: Final = 220
"""Code points of the longest title."""

LEAST: Final = 0.06
"""The chance below which a page has no title rather than this one."""

_FIRST_LINE: Final = 0.1
"""The least chance of a first line that stands by itself."""

_DATED_LINE: Final = 0.1
"""The least chance of a line like a headline with the date or byline right below it."""

_ABOVE: Final = 30
_READ: Final = 5
NAMES: Final = (
    "marked",
    "full_stop",
    "some_words",
    "many_words",
    "function_word",
    "shared",
    "far",
    "not_next",
    "date_below",
    "prose_below",
    "again",
    "capitals",
    "upper",
    "first",
    "bullet",
    "asks",
    "length",
    "shared_words",
    "alone",
)
"""What is looked at, in the order of `candidates`."""

_DATE_BELOW: Final = NAMES.index("date_below")
_SEPARATOR = re.compile(r"\s[|·•›»]\s|\s[—–]\s|\s>\s")
_OF_PICTURE = re.compile(r"\b(?:photo|picture|image|photograph|credit)s?\s?[:/]|\((?:photo|picture|image)\b", re.IGNORECASE)
_MENU: Final = frozenset(
    "about archive business contact culture home latest listen live log login menu news newsletter newsletters opinion podcast podcasts"
    " politics press programmes programs radio search sections sign sport sports subscribe topics tv video videos weather wire world".split()
)
"""Words that menus are made of."""

IsHead = Callable[[str], bool]
"""Whether a text is nothing but a date, a byline or an address."""


def candidates(blocks: Sequence[RawBlock], is_head: IsHead) -> list[tuple[int, list[float]]]:
    """The positions of the blocks that might be the title, each with what speaks for it (`NAMES`)."""
    begins = _article_begins(blocks)
    low = max(0, begins - _ABOVE)
    vocabulary = {word for block in blocks[begins : begins + _READ] for word in words_of(block.text) if len(word) > 3}
    head = blocks[low:begins]
    return [
        (position, _seen(blocks, position, begins, vocabulary, is_head))
        for position, block in enumerate(head, low)
        if len(block.text) <= LONGEST
        and not _is_no_title(block.text)
        and not is_head(block.text)
        and not furniture_rule(block.text)
    ]


def _heads_a_text(blocks: Sequence[RawBlock]) -> bool:
    """Whether the first line stands by itself and is no single word or two."""
    return len(blocks) > 1 and blocks[1].after_blank and len(blocks[0].text.split()) >= 3


def _is_no_title(text: str) -> bool:
    """Whether a text is a sentence of prose: what ends in a full stop and is no marked heading."""
    return text[-1] in ".,;:" and not text.endswith("...") and not text.startswith("# ")


def find(blocks: Sequence[RawBlock], weights: Mapping[str, float], is_head: IsHead) -> tuple[RawBlock, float] | None:
    """The title with its chance of being it, or None where no block is good enough.

    Args:
        blocks: The blocks of a rendition, in order.
        weights: By `NAMES`, and `bias`: log odds.
        is_head: See there.
    """
    factors = [weights[name] for name in NAMES]
    found = candidates(blocks, is_head)
    among = [blocks[position].text for position, _ in found]
    best, together, chosen = LEAST, LEAST, None
    for position, seen in found:
        chance = probability(weights["bias"] + sum([a * b for a, b in zip(factors, seen, strict=True)]))
        if position == 0 and _heads_a_text(blocks):
            chance = max(chance, _FIRST_LINE)
        if seen[_DATE_BELOW] and len(blocks[position].text.split()) >= 4:
            chance = max(chance, _DATED_LINE)
        chance *= titular(blocks[position].text, among)
        together += chance
        if chance > best:
            best, chosen = chance, blocks[position]
    # A page has one title: what no other block disputes is surer than it looks by itself.
    return (chosen, max(best, best / together)) if chosen else None


def titular(text: str, among: Sequence[str]) -> float:
    """What the chance of a text to be the title is multiplied by: below 1 for a menu, the text of a picture, a site's name.

    Beside weights learned from pages, which know only what most pages have in common. On dev.jsonl it makes four titles more
    right and none less; on pages with a masthead in capitals or a menu in one line it decides.

    Args:
        text: The text.
        among: All texts that might be the title.
    """
    words, factor = text.split(), 1.0
    pieces = _SEPARATOR.split(text)
    if len(pieces) >= 3 and all(len(piece.split()) <= 3 for piece in pieces):
        factor *= 0.02
    if _OF_PICTURE.search(text):
        factor *= 0.1
    if sum(word.casefold().strip(".,:|") in _MENU for word in words) >= 0.4 * len(words):
        factor *= 0.1
    if text.isupper() and any(not other.isupper() and len(other.split()) >= 4 for other in among):
        factor *= 0.1
    if len(words) <= 3 and not has_function_word(text) and any(_is_phrase(other) for other in among):
        factor *= 0.3
    return factor


def _is_phrase(text: str) -> bool:
    return len(text.split()) >= 5 and has_function_word(text)


def _article_begins(blocks: Sequence[RawBlock]) -> int:
    """The position of the first paragraph of the longest stretch of prose; without prose, of the first block that is no headline."""
    gains = [min(float(len(block.text.split())), 60.0) if is_prose(block.text) else -4.0 for block in blocks]
    first, last = main_run(gains)
    if last >= first:
        return first
    longer = (i for i, block in enumerate(blocks) if len(block.text.split()) >= 12)
    return next(longer, min(len(blocks) - 1, 3))


def _seen(blocks: Sequence[RawBlock], position: int, begins: int, vocabulary: set[str], is_head: IsHead) -> list[float]:
    block = blocks[position]
    text, words = block.text, block.text.split()
    content = {word for word in words_of(text) if len(word) > 3}
    shared = len(content & vocabulary)
    after = blocks[position + 1] if position + 1 < len(blocks) else None
    return [
        float(text.startswith("# ")),
        float(text[-1] == "."),
        float(len(words) >= 4),
        float(len(words) > 20),
        float(has_function_word(text)),
        shared / (len(content) + 1),
        math.log1p(begins - position),
        float(position + 2 <= begins),
        float(after is not None and is_head(after.text)),
        float(after is not None and is_prose(after.text)),
        float(any(other is not block and other.text.startswith(text) for other in blocks[max(0, begins - _ABOVE) : begins])),
        sum(word[0].isupper() for word in words) / len(words),
        float(text.isupper()),
        float(position == 0),
        float(text[0] in "*•"),
        float(text[-1] in "?!"),
        math.log1p(len(text)),
        min(shared, 6) / 6,
        float(block.after_blank and after is not None and after.after_blank),
    ]
