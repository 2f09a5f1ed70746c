r"""Offsets and lines: a line ends at "\n" and at nothing else.

Offsets count code points from 0; lines, columns and paragraphs count from 1.
"""

from __future__ import annotations

from bisect import bisect_right

from workbench.records.selector import Span


def line_starts(text: str) -> list[int]:
    r"""The offset at which each line of `text` begins; a text that ends with "\n" has no further, empty line."""
    starts = [0]
    at = text.find("\n")
    while at != -1 and at + 1 < len(text):
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts


def line_of(starts: list[int], offset: int) -> int:
    """The 1-based line that `offset` is in, given `line_starts` of the text."""
    return bisect_right(starts, offset)


def paragraphs(text: str) -> list[Span]:
    """The paragraphs of an article's text, sub-headings included, without the empty lines between them."""
    found, start = [], 0
    for part in text.split("\n\n"):
        body = part.strip("\n")
        if body:
            begin = start + part.index(body)
            found.append(Span(begin, begin + len(body)))
        start += len(part) + 2
    return found


def paragraph_number(text: str, offset: int) -> int:
    """The 1-based number of the paragraph that `offset` is in, sub-headings not counted; 1 before the first.

    News has no pages: this number is the locator of a citation.
    """
    number = 0
    for span in paragraphs(text):
        if span.start > offset:
            break
        number += not text.startswith("## ", span.start)
    return max(number, 1)
