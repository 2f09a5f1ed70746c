"""Splitting a rendition into blocks: the runs of lines that the cleaner judges as one."""

from __future__ import annotations

from itertools import pairwise
from statistics import median

from msgspec import Struct

_WRAPPED_LINES = (45, 100)
"""The median length, in code points, of full lines in a text that was wrapped by hand or by a mail program."""


class RawBlock(Struct, frozen=True):
    """Lines [first_line, last_line] of a rendition, 1-based and included, and their words joined by single spaces."""

    first_line: int
    last_line: int
    text: str
    after_blank: bool
    """Whether an empty line, or the beginning of the file, stands before it."""


def split(rendition: str) -> list[RawBlock]:
    """The blocks of `rendition`, in order: a line each, or a paragraph each where the text is wrapped."""
    lines = rendition.split("\n")
    wrapped = _is_wrapped(lines)
    blocks: list[RawBlock] = []
    first, words, after_blank = 0, "", True
    for number, line in enumerate(lines, 1):
        text = " ".join(line.split())
        if words and text and wrapped and not _begins_block(line):
            words = f"{words} {text}"
            continue
        if words:
            blocks.append(RawBlock(first, number - 1, words, after_blank))
            after_blank = False
        first, words, after_blank = number, text, after_blank or not text
    if words:
        blocks.append(RawBlock(first, len(lines), words, after_blank))
    return blocks


def _begins_block(line: str) -> bool:
    return line.lstrip().startswith(("- ", "* ", "• ", "#", ">")) or line.startswith(("    ", "\t"))


def _is_wrapped(lines: list[str]) -> bool:
    """Whether paragraphs reach over several lines: most lines that another follows directly are about equally long."""
    followed = [len(line.rstrip()) for line, after in pairwise(lines) if line.strip() and after.strip()]
    if len(followed) < 4:
        return False
    low, high = _WRAPPED_LINES
    middle = median(followed)
    within = sum(abs(length - middle) <= 20 for length in followed)
    return low <= middle <= high and within >= 0.6 * len(followed) and max(map(len, lines)) <= 2 * high
