"""The caret and the selection of a reader: what each motion makes of them.

A selection reaches from its anchor to its caret, both included: what is shown reversed is exactly what is taken. Offsets are
code points of the article's text; a caret never stands inside a grapheme cluster.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from workbench.records.selector import Span
from workbench.text.words import paragraph_at, sentence_at, word_at
from workbench.tui.models.clusters import cluster_end
from workbench.tui.models.reader_layout import Layout

_WINDOW = 400
"""How far around the caret words are looked for: a line without a space for a megabyte must not be read whole for one step."""


@dataclass(frozen=True, slots=True)
class Selection:
    """A caret, and where its selection began if there is one.

    `sticky` selections are extended by plain motions (begun with `v` or by growing); others are dropped by them.
    `cell` is the column that vertical motions keep to. `smaller` are the spans it grew from, the last one last.
    """

    caret: int = 0
    anchor: int | None = None
    sticky: bool = False
    cell: int | None = None
    smaller: tuple[tuple[int, int | None], ...] = ()

    def span(self, layout: Layout) -> Span | None:
        """The code points selected, or None."""
        if self.anchor is None:
            return None
        first, last = sorted((self.anchor, self.caret))
        return Span(first, cluster_end(layout.text, last))


Motion = Callable[[Layout, int, int], int]
"""From a layout, a caret and the rows a page has to the caret's new place."""


def moved(selection: Selection, layout: Layout, motion: str, *, page: int = 20, extend: bool = False) -> Selection:
    """What a motion makes of a selection.

    Args:
        selection: Where things stand.
        layout: The text as it is broken now.
        motion: A key of `MOTIONS` or `VERTICAL`.
        page: How many rows a page has.
        extend: Whether a selection is begun if there is none (shift with an arrow).
    """
    anchor = selection.anchor
    if extend and anchor is None:
        anchor = selection.caret
    elif not extend and not selection.sticky:
        anchor = None
    if motion in VERTICAL:
        row, cell = layout.cell_of(selection.caret)
        cell = selection.cell if selection.cell is not None else cell
        caret = layout.offset_at(row + VERTICAL[motion](page), cell)
        return Selection(caret, anchor, selection.sticky, cell)
    return Selection(MOTIONS[motion](layout, selection.caret, page), anchor, selection.sticky)


def at(selection: Selection, layout: Layout, offset: int, *, extend: bool = False) -> Selection:
    """The caret put at `offset` (by the mouse, by a jump); `extend` keeps or begins a selection from where it was."""
    caret = layout.snap(offset)
    if not extend:
        return Selection(caret)
    anchor = selection.caret if selection.anchor is None else selection.anchor
    return Selection(caret, anchor, selection.sticky)


def toggled(selection: Selection) -> Selection:
    """`v`: begins a selection at the caret, or drops the one there is."""
    if selection.anchor is not None:
        return Selection(selection.caret)
    return Selection(selection.caret, selection.caret, sticky=True)


def of_span(layout: Layout, span: Span, *, sticky: bool = True) -> Selection:
    """A span, selected, with the caret on its last cluster."""
    start = layout.snap(span.start)
    last = layout.snap(max(span.end - 1, start))
    return Selection(max(last, start), start, sticky)


def turned(selection: Selection) -> Selection:
    """The selection with its caret at the other end, so that this end is the one that moves."""
    if selection.anchor is None:
        return selection
    return Selection(selection.anchor, selection.caret, selection.sticky)


def grown(selection: Selection, layout: Layout) -> Selection:
    """`s`: the word at the caret, then its sentence, then its paragraph."""
    now = selection.span(layout) or Span(selection.caret, selection.caret)
    for wider in (_words_over, _sentences_over, _paragraphs_over):
        span = wider(layout.text, now)
        if span.start <= now.start and now.end <= span.end and (span.end - span.start) > (now.end - now.start):
            bigger = of_span(layout, span)
            if bigger.span(layout) != selection.span(layout):
                return replace(bigger, smaller=(*selection.smaller, (selection.caret, selection.anchor)))
    return selection


def shrunk(selection: Selection, layout: Layout) -> Selection:
    """`S`: back to what the selection grew from; else its first sentence, its first word, nothing."""
    if selection.smaller:
        caret, anchor = selection.smaller[-1]
        return Selection(caret, anchor, anchor is not None, None, selection.smaller[:-1])
    now = selection.span(layout)
    if now is None:
        return selection
    for narrower in (sentence_at, word_at):
        span = _trimmed(layout.text, narrower(layout.text, now.start))
        if (
            now.start <= span.start
            and span.end <= now.end
            and span.start < span.end
            and (span.end - span.start) < (now.end - now.start)
        ):
            return of_span(layout, span)
    return Selection(min(now.start, selection.caret))


def passage(selection: Selection, layout: Layout) -> Span:
    """What an action on "the selection, else the sentence under the caret" is about, without white space around it."""
    span = selection.span(layout) or sentence_at(layout.text, selection.caret)
    return _trimmed(layout.text, span)


def _trimmed(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and (text[start].isspace() or text[start] == "\u200b"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _words_over(text: str, span: Span) -> Span:
    first, last = _word(text, span.start), _word(text, max(span.end - 1, span.start))
    if span.start == span.end:
        return first
    return Span(min(first.start, span.start), max(last.end if last.start < span.end else span.end, span.end))


def _sentences_over(text: str, span: Span) -> Span:
    first, last = sentence_at(text, span.start), sentence_at(text, max(span.end - 1, span.start))
    return _trimmed(text, Span(first.start, max(last.end, first.end)))


def _paragraphs_over(text: str, span: Span) -> Span:
    first, last = paragraph_at(text, span.start), paragraph_at(text, max(span.end - 1, span.start))
    return _trimmed(text, Span(first.start, max(last.end, first.end)))


def _word(text: str, offset: int) -> Span:
    base = max(text.rfind("\n", 0, offset) + 1, offset - _WINDOW)
    found = word_at(text[base : offset + _WINDOW], offset - base)
    return Span(found.start + base, found.end + base)


def _next_word(layout: Layout, caret: int, _page: int) -> int:
    text = layout.text
    word = _word(text, caret)
    if word.start > caret:
        return word.start
    start = max(word.end, caret + 1)
    while start < len(text):
        word = _word(text, start)
        if word.end > word.start:
            return layout.snap(max(word.start, start))
        start = _skip_space(text, max(word.end, text.find("\n", start) + 1 or len(text)))
    return layout.last()


def _previous_word(layout: Layout, caret: int, _page: int) -> int:
    text = layout.text
    word = _word(text, caret)
    if word.start < caret:
        return layout.snap(word.start)
    at_ = caret - 1
    while at_ >= 0:
        word = _word(text, at_)
        if word.start <= at_ < word.end:
            return layout.snap(word.start)
        at_ -= 1
    return layout.snap(0)


def _word_end(layout: Layout, caret: int, page: int) -> int:
    word = _word(layout.text, caret)
    if word.start <= caret and layout.snap(word.end - 1) > caret:
        return layout.snap(word.end - 1)
    following = _next_word(layout, caret, page)
    return max(layout.snap(_word(layout.text, following).end - 1), following)


def _skip_space(text: str, offset: int) -> int:
    while offset < len(text) and text[offset].isspace():
        offset += 1
    return offset


def _next_sentence(layout: Layout, caret: int, _page: int) -> int:
    start = _skip_space(layout.text, max(sentence_at(layout.text, caret).end, caret + 1))
    return layout.snap(start) if start < len(layout.text) else layout.last()


def _previous_sentence(layout: Layout, caret: int, _page: int) -> int:
    return _start_before(layout, caret, sentence_at)


def _next_paragraph(layout: Layout, caret: int, _page: int) -> int:
    start = _skip_space(layout.text, max(paragraph_at(layout.text, caret).end, caret + 1))
    return layout.snap(start) if start < len(layout.text) else layout.last()


def _previous_paragraph(layout: Layout, caret: int, _page: int) -> int:
    return _start_before(layout, caret, paragraph_at)


def _start_before(layout: Layout, caret: int, unit: Callable[[str, int], Span]) -> int:
    """The start of the unit the caret is in or, from there, of the one before."""
    here = layout.snap(unit(layout.text, caret).start)
    if here < caret:
        return here
    before = caret - 1
    while before > 0 and (layout.text[before].isspace() or layout.text[before] == "\u200b"):
        before -= 1
    return layout.snap(unit(layout.text, max(before, 0)).start)


def _row_start(layout: Layout, caret: int, _page: int) -> int:
    return layout.snap(layout.starts[layout.row_of(caret)])


def _row_end(layout: Layout, caret: int, _page: int) -> int:
    return layout.snap(layout.ends[layout.row_of(caret)])


MOTIONS: Final[dict[str, Motion]] = {
    "left": lambda layout, caret, _: layout.before(caret),
    "right": lambda layout, caret, _: layout.after(caret),
    "next-word": _next_word,
    "previous-word": _previous_word,
    "word-end": _word_end,
    "row-start": _row_start,
    "row-end": _row_end,
    "next-sentence": _next_sentence,
    "previous-sentence": _previous_sentence,
    "next-paragraph": _next_paragraph,
    "previous-paragraph": _previous_paragraph,
    "top": lambda layout, _caret, _: layout.snap(0),
    "bottom": lambda layout, _caret, _: layout.last(),
}

VERTICAL: Final[dict[str, Callable[[int], int]]] = {
    "up": lambda _: -1,
    "down": lambda _: 1,
    "page-up": lambda page: -max(page - 2, 1),
    "page-down": lambda page: max(page - 2, 1),
    "half-up": lambda page: -max(page // 2, 1),
    "half-down": lambda page: max(page // 2, 1),
}
"""Motions that keep their column: how many rows down, for a page of so many rows."""
