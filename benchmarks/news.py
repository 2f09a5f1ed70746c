"""Real news in any number: the press releases and agency items collected for measuring, repeated with changes beyond their number."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from workbench.records.article import Article, Metadata
from workbench.storage import articles

COLLECTED = Path(os.environ.get("WORKBENCH_TEST_DATA") or Path(__file__).parents[2] / "shared") / "data" / "news"
SETS = ("senate_press_releases", "reuters21578")


class Item(NamedTuple):
    """One news item: an id fit for a file, and what is stated."""

    id: str
    title: str | None
    published: str | None
    publisher: str | None
    text: str


def items(number: int) -> Iterator[Item]:
    """The first `number` items, the same each time; the sets take turns, so that any number has of both."""
    return islice(_endless(), number)


def _endless() -> Iterator[Item]:
    originals = [item for pair in zip(*map(_read, SETS), strict=False) for item in pair]
    yield from originals
    words = [item.text.split() for item in originals]
    chance = random.Random(7)  # noqa: S311 - the same library each time, not a secret
    copy = 1
    while True:
        for item, own in zip(originals, words, strict=True):
            yield item._replace(id=f"{item.id}-{copy}", text=_changed(own, words[chance.randrange(len(words))], chance))
        copy += 1


def _changed(own: list[str], other: list[str], chance: random.Random) -> str:
    """A text with a fifth of its words dropped, in runs, and some of another put in: no near-copy, and no new words."""
    kept: list[str] = []
    for start in range(0, len(own), 20):
        if chance.random() < 0.2:
            at = chance.randrange(max(len(other) - 20, 1))
            kept += other[at : at + 15]
        else:
            kept += own[start : start + 20]
    return " ".join(kept) + "\n"


def _read(name: str) -> list[Item]:
    found = []
    with (COLLECTED / name / "docs.jsonl").open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            row = json.loads(line)
            if row["text"]:
                title = row["title"] or " ".join(row["text"].split()[:10])
                found.append(
                    Item(
                        f"{name.split('_', maxsplit=1)[0]}-{number}",
                        title,
                        row["date"],
                        row["publisher"],
                        "\n".join(row["text"].splitlines()).strip() + "\n",
                    )
                )
    return found


def article(item: Item) -> Article:
    """An item as an article."""
    known = Metadata(title=item.title, publisher=item.publisher, published=item.published, language="en")
    return Article(id=item.id, metadata=known, text=item.text)


def write_library(space: Path, number: int) -> None:
    """Write a workspace with so many articles, not indexed."""
    folder = space / "library" / "articles"
    folder.mkdir(parents=True)
    (space / "config.yaml").write_text("workbench: 1\n", encoding="utf-8")
    for item in items(number):
        (folder / f"{item.id}.md").write_bytes(articles.content_of(space / "library", article(item)))
