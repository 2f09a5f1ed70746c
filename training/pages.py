"""Labelled pages as the cleaner meets them: their blocks, and how many words of each are body or furniture."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from msgspec import Struct

from workbench.cleaning.blocks import RawBlock, split
from workbench.cleaning.ngrams import grams_of, words_of

_TITLE = -1


class Page(Struct, frozen=True):
    """A labelled page."""

    id: str
    site: str
    regime: str
    """How it was turned to text: `full`, `light` or `crop`."""
    blocks: list[RawBlock]
    grams: list[list[str]]
    body: np.ndarray
    """Words of each block that are body."""
    furniture: np.ndarray
    title: np.ndarray
    """Whether each block is the title."""


def read(path: Path) -> list[Page]:
    """The pages of a file, one JSON object a line."""
    with path.open(encoding="utf-8") as lines:
        return [_page(json.loads(line)) for line in lines]


def in_folds(pages: Sequence[Page], count: int, seed: int = 0) -> np.ndarray:
    """The fold of each page; all pages of a site are in one."""
    sites = sorted({page.site for page in pages})
    random.Random(seed).shuffle(sites)  # noqa: S311
    fold = {site: place % count for place, site in enumerate(sites)}
    return np.array([fold[page.site] for page in pages])


def _page(given: dict[str, object]) -> Page:
    rows: list[str] = []
    where: list[int] = []
    for line, blank in zip(given["lines"], given["blank_before"], strict=True):  # type: ignore[call-overload]
        if blank and rows:
            rows.append("")
        rows.append(" ".join(line.split()))
        where.append(len(rows))
    blocks = split("\n".join(rows) + "\n")
    at = {number: place for place, block in enumerate(blocks) for number in range(block.first_line, block.last_line + 1)}
    words = np.zeros((2, len(blocks)))
    title = np.zeros(len(blocks), bool)
    for row, label in zip(where, given["labels"], strict=True):  # type: ignore[call-overload]
        if row in at and label in (0, 1):
            words[label, at[row]] += len(rows[row - 1].split())
        if row in at and label == _TITLE:
            title[at[row]] = True
    grams = [grams_of(words_of(block.text)) for block in blocks]
    return Page(str(given["id"]), str(given["domain"]), str(given["regime"]), blocks, grams, words[1], words[0], title)
