"""How long finding excerpts again takes, without reading any file: CPU seconds for 10,000, with the diff of the standard library beside it.

Texts are those of the sample library, edited at random (one word in ten changed, dropped or doubled; paragraphs turned round), six
excerpts each, as an analyst makes them; then one article of a megabyte with 5,000 excerpts.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path

from workbench.anchoring.describe import describe
from workbench.anchoring.locate import Finder
from workbench.records.selector import Anchor, Span
from workbench.storage import articles

LIBRARY = Path(__file__).parents[1] / "library"
EXCERPTS, EACH = 10_000, 6
CHANCE = random.Random(11)  # noqa: S311


def edited(text: str) -> str:
    """One word in ten changed, the first paragraphs last."""
    words = [_changed(word) if CHANCE.random() < 0.1 else word for word in text.split(" ")]
    paragraphs = " ".join(words).split("\n\n")
    turn = CHANCE.randrange(len(paragraphs))
    return "\n\n".join(paragraphs[turn:] + paragraphs[:turn])


def _changed(word: str) -> str:
    return CHANCE.choice((word + "s", word[:-1], "", f"{word} {word}", "however"))


def passages(text: str, number: int) -> list[Span]:
    starts = [CHANCE.randrange(max(1, len(text) - 120)) for _ in range(number)]
    return [Span(start, min(len(text), start + CHANCE.randrange(40, 110))) for start in starts]


def find_all(old: str, new: str, spans: list[Span], *, kept: bool = True) -> list[Anchor]:
    finder = Finder(new)
    return [finder.find(*describe(old, span), old=old if kept else None, same_text=old == new) for span in spans]


def timed(name: str, work: Callable[[], int]) -> None:
    """Print what some work costs for each 10,000 excerpts it found."""
    begun = time.process_time()
    number = work()
    print(f"{name:46} {(time.process_time() - begun) * EXCERPTS / number:8.2f} s")


def main() -> None:
    find_all("warm up", "warmed up", [Span(0, 4)])  # imports rapidfuzz
    texts = [articles.read(LIBRARY, entry.id).article.text for entry in articles.listing(LIBRARY)]
    jobs = [(text, edited(text), passages(text, EACH)) for text in texts * (EXCERPTS // EACH // len(texts))]
    long = "\n\n".join(edited(text) for text in texts * 40)[:1_000_000]
    many = passages(long, EXCERPTS // 2)
    changed = edited(long)
    print(f"Finding excerpts again, CPU for 10,000 ({len(texts)} texts of {sum(map(len, texts)) // len(texts):,} code points)")
    timed("unchanged texts", lambda: sum(len(find_all(old, old, spans)) for old, _, spans in jobs))
    timed("changed texts", lambda: sum(len(find_all(*job)) for job in jobs))
    timed("changed texts, the old ones not kept", lambda: sum(len(find_all(*job, kept=False)) for job in jobs))
    timed("one changed text of 1 MB, 5,000 excerpts", lambda: len(find_all(long, changed, many)))
    some = jobs[:: len(jobs) // 100]
    timed("for comparison: difflib over words, once a text", lambda: sum(_difflib(*job) for job in some))


def _difflib(old: str, new: str, spans: list[Span]) -> int:
    SequenceMatcher(None, old.split(), new.split(), autojunk=False).get_matching_blocks()
    return len(spans)
