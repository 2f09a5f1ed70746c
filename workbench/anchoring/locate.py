"""From selectors to the place of a passage in a text.

This is the first form: a passage is found whose words still stand there, character for character. What it is for decides every
doubt: an excerpt is a claim about a source, so a wrong anchor is worse than none.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.anchoring.describe import CONTEXT
from workbench.records.selector import Anchor, AnchorState, Span, TextPositionSelector, TextQuoteSelector

ORPHANED = Anchor(AnchorState.ORPHANED, None)
"""No passage, or more than one, would do."""
LONG = 48
"""From this many code points on, words that stand in one place only need less of their context to be taken for the passage."""
NEAR_LONG, NEAR_SHORT = 12, 32
"""So many code points of context have to be left on at least one side of words that stand in one place only.

Measured on 500 articles edited in fifteen ways: without this, 812 of 8,987 long passages were put in a wrong place (a copy elsewhere
had stayed word for word, the original had not), with it 7; of 664 short ones that were gone, 9 were attached falsely; with 12 for
them as well, 45.
"""
_OCCURRENCE_LIMIT = 10_000


def locate(
    text: str,
    selector: TextQuoteSelector,
    hint: TextPositionSelector | None = None,
    *,
    same_text: bool = False,
) -> Anchor:
    """Find the passage a selector describes.

    The first of these that answers decides: the words at `hint`, if the text is the same or they stand there with all their
    context; the one place where the words stand, if enough of the context is left on one side; of several places, the one with
    all the context on both sides.

    Args:
        text: The article's text.
        selector: The words and up to 64 code points on each side of them.
        hint: Where they stood when the excerpt was saved, in code points of the text of that day.
        same_text: Whether `text` is known to be that text (its SHA-256 agrees).

    Returns:
        An anchor whose span counts code points of `text`, half open: `exact` or `moved`; `orphaned`, without a span, if
        no place or more than one would do. A wrong anchor is worse than none.

    Source:
        W3C Web Annotation Data Model, 4.2.4 and 4.2.5: Text Quote Selector, Text Position Selector.
    """
    if not selector.exact:
        return ORPHANED
    at_hint = hint is not None and _stands(text, selector.exact, hint.start)
    if hint is not None and at_hint and same_text:
        return _anchor(AnchorState.EXACT, selector, hint.start)
    in_context = hint is not None and at_hint and _has_context(text, selector, hint.start)
    if hint is not None and in_context and len(selector.prefix) == len(selector.suffix) == CONTEXT:
        return _anchor(AnchorState.EXACT, selector, hint.start)
    start = _only_place(text, selector)
    if start is None:
        return ORPHANED
    unmoved = hint is not None and in_context and start == hint.start
    return _anchor(AnchorState.EXACT if unmoved else AnchorState.MOVED, selector, start)


def _only_place(text: str, selector: TextQuoteSelector) -> int | None:
    """The one offset at which the passage can be, or None."""
    starts: list[int] = []
    for start in _occurrences(text, selector.exact):
        starts.append(start)
        if len(starts) > _OCCURRENCE_LIMIT:  # words as common as this name no passage
            return None
    if len(starts) == 1:
        return starts[0] if _is_the_passage(text, selector, starts[0]) else None
    surrounded = [start for start in starts if _has_context(text, selector, start)]
    return surrounded[0] if len(surrounded) == 1 else None


def _is_the_passage(text: str, selector: TextQuoteSelector, start: int) -> bool:
    """Whether words that stand in one place only are the passage, and not the same words in another sentence.

    When the marked ones are gone or changed, others may be left: a quotation in another paragraph, a phrase used twice.
    """
    near = NEAR_LONG if len(selector.exact) >= LONG else NEAR_SHORT
    end = start + len(selector.exact)
    before, after = selector.prefix[-near:], selector.suffix[:near]
    kept_before = text.startswith(before, start - len(before)) if before and start >= len(before) else not before and start == 0
    kept_after = text.startswith(after, end) if after else end == len(text)
    return kept_before or kept_after


def _has_context(text: str, selector: TextQuoteSelector, start: int) -> bool:
    """Whether everything that stood around the words stands around them at `start`."""
    before = start - len(selector.prefix)
    return (
        before >= 0 and text.startswith(selector.prefix, before) and text.startswith(selector.suffix, start + len(selector.exact))
    )


def _stands(text: str, words: str, start: int) -> bool:
    return start >= 0 and text.startswith(words, start)


def _occurrences(text: str, words: str) -> Iterator[int]:
    """Every offset at which the words stand, overlapping ones included."""
    start = text.find(words)
    while start >= 0:
        yield start
        start = text.find(words, start + 1)


def _anchor(state: AnchorState, selector: TextQuoteSelector, start: int) -> Anchor:
    return Anchor(state, Span(start, start + len(selector.exact)))
