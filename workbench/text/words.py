"""Words and sentences as spans of a text: what selection grows by and snippets are cut at."""

from __future__ import annotations

import re

from workbench.records.selector import Span
from workbench.text.lines import paragraphs

# A word: letters, digits and marks, joined by hyphens, apostrophes or full stops inside ("ISIS-K", "al-Qa'ida", "U.S", "2,200").
# Marks are no \w to Python: accents, and the vowel signs of Hebrew, Arabic, the Indic scripts and those of South-East Asia.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8"
    "\u06ea-\u06ed\u0900-\u0963\u0966-\u0df3\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u0f71-\u0f84\u102b-\u103e"
    "\u1056-\u1059\u17b4-\u17d3\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f\u200c\u200d"
)
_WORD = re.compile(rf"\w[\w{_MARKS}]*(?:[-\u2010\u2011'\u2019.,:/@&]\w[\w{_MARKS}]*)*")

_TERMINATOR = re.compile(r"[.!?\u2026]+[\"'\u201d\u2019\u00bb)\]]*(?=\s)|[\u3002\uff01\uff1f]+[\u300d\u300f\u201d\u2019)]*")
_OPENING = "\"'\u201c\u2018\u00ab([\u2014\u2013- "

# Abbreviations after which a sentence goes on, whatever follows.
_TITLES = frozenset(
    "mr mrs ms dr prof gen lt col maj capt sgt cpl adm cmdr brig gov sen rep rev hon st sr jr pres amb "
    "fig no vs etc e.g i.e al inc ltd co corp dept approx est "
    "jan feb mar apr jun jul aug sep sept oct nov dec bzw z.b d.h u.a mme m".split()
)
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")


def words(text: str) -> list[Span]:
    """Every word of `text`, in order."""
    return [Span(*match.span()) for match in _WORD.finditer(text)]


def word_at(text: str, offset: int) -> Span:
    """The word that covers `offset`, else the next word of its paragraph, else the empty span at `offset`."""
    start = text.rfind("\n", 0, offset) + 1
    for match in _WORD.finditer(text, start):
        if match.end() > offset:
            line_end = text.find("\n", offset)
            return Span(*match.span()) if line_end == -1 or match.start() < line_end else Span(offset, offset)
    return Span(offset, offset)


def sentences(text: str) -> list[Span]:
    """Every sentence of `text`; none reaches over the end of a paragraph, and a sub-heading is one of its own."""
    return [sentence for paragraph in paragraphs(text) for sentence in _within(text, paragraph)]


def sentence_at(text: str, offset: int) -> Span:
    """The sentence that covers `offset` or, between two sentences, the one before it."""
    return _covering(_within(text, paragraph_at(text, offset)), offset)


def paragraph_at(text: str, offset: int) -> Span:
    """The paragraph that covers `offset` or, between two paragraphs, the one before it."""
    start = text.rfind("\n\n", 0, min(offset + 1, len(text)))
    while start > 0 and not text[start : offset + 1].strip():
        offset = start - 1
        start = text.rfind("\n\n", 0, offset)
    start = 0 if start == -1 else start + 2
    end = text.find("\n\n", start)
    end = len(text) if end == -1 else end
    while end > start and text[end - 1] == "\n":
        end -= 1
    return Span(start, end)


def _covering(spans: list[Span], offset: int) -> Span:
    best = spans[0] if spans else Span(offset, offset)
    for span in spans:
        if span.start > offset:
            break
        best = span
    return best


def _within(text: str, paragraph: Span) -> list[Span]:
    found, start = [], paragraph.start
    for match in _TERMINATOR.finditer(text, paragraph.start, paragraph.end):
        if match.end() < paragraph.end and _goes_on(text, match, paragraph.end):
            continue
        found.append(Span(start, match.end()))
        start = match.end()
        while start < paragraph.end and text[start].isspace():
            start += 1
    if start < paragraph.end:
        found.append(Span(start, paragraph.end))
    return found


def _goes_on(text: str, stop: re.Match[str], end: int) -> bool:
    """Whether the sentence continues after this full stop: an abbreviation, an initial, or a small letter follows."""
    mark = stop.group()
    if mark[0] in "\u3002\uff01\uff1f":
        return False
    following = text[stop.end() : min(stop.end() + 8, end)].lstrip(_OPENING)
    if following[:1].islower():
        return True
    if not mark.startswith(".") or (len(mark) > 1 and mark[1] == "."):
        return False
    before = text[max(0, stop.start() - 24) : stop.start()].split()
    word = before[-1].lstrip(_OPENING) if before else ""
    if word.casefold() in _TITLES:
        return True
    # "U.S. Central Command" goes on; "in the U.S. The group" does not: a common sentence opener decides.
    return bool(_INITIALS.fullmatch(word)) and mark == "." and following.split(maxsplit=1)[0:1] not in _OPENERS


_OPENERS = [[word] for word in "The A An It He She They This That These Those In On At But And We I You There".split()]


def count_words(text: str) -> int:
    """How many words `text` has."""
    return sum(1 for _ in _WORD.finditer(text))
