"""From selectors to the place of a passage in a text.

What it is for decides every doubt: an excerpt is a claim about a source, so a wrong anchor is worse than none. Where the text that
an excerpt was made on is at hand, the two texts are laid side by side; else only the selectors tell.
"""

from __future__ import annotations

from functools import cached_property

from workbench.anchoring.candidates import beside_neighbours
from workbench.anchoring.judging import SHORT, Judged, is_at_home, judge, will_do
from workbench.anchoring.pieces import Pieces, Vocabulary
from workbench.anchoring.quotation import ORPHANED, only_place, stands_with_context
from workbench.anchoring.revision import Revision
from workbench.records.selector import Anchor, AnchorState, Span, TextPositionSelector, TextQuoteSelector

__all__ = ["ORPHANED", "Finder", "locate"]

RIVAL = 0.07
"""Of two places whose scores differ by less, neither is taken."""
ALONE, ALONE_SHORT = 0.6, 0.9
"""Where the old text is not at hand, so much has to be left of the words and of the context on each side."""
SURE = 0.75
"""So much of the context has to stand on both sides of words that are called moved."""
_NEAR = 16
"""Code points on each side of words that shall stand no more often in the new text than in the old to be called moved."""


class Finder:
    """Finds the passages of excerpts in one text; what that costs is paid once for all excerpts of the same old text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._revisions: dict[str, Revision] = {}

    @cached_property
    def _pieces(self) -> Pieces:
        return Pieces(self.text, Vocabulary())

    def revision(self, old: str) -> Revision:
        """The text laid beside an older one."""
        if old not in self._revisions:
            self._revisions[old] = Revision(old, self._pieces)
        return self._revisions[old]

    def find(
        self,
        selector: TextQuoteSelector,
        hint: TextPositionSelector | None = None,
        *,
        old: str | None = None,
        same_text: bool = False,
    ) -> Anchor:
        """Find the passage a selector describes.

        Args:
            selector: The words and up to 64 code points on each side of them.
            hint: Where they stood when the excerpt was saved, in code points of the text of that day.
            old: That text, if it is at hand. It is made no use of unless the words stand in it where `hint` says.
            same_text: Whether this text is known to be that text (its SHA-256 agrees).

        Returns:
            An anchor whose span counts code points of the text, half open. `exact`: the same text, or the words at the same place
            with all their context. `moved`: the same words between the same neighbours. `fuzzy`: similar words, or some doubt.
            `orphaned`, without a span: no place, or more than one, would do.

        Source:
            W3C Web Annotation Data Model, 4.2.4 and 4.2.5: Text Quote Selector, Text Position Selector.
        """
        if not selector.exact:
            return ORPHANED
        if hint is not None and same_text and hint.start >= 0 and self.text.startswith(selector.exact, hint.start):
            return Anchor(AnchorState.EXACT, Span(hint.start, hint.start + len(selector.exact)))
        if hint is None or old is None or not _proves(old, selector, hint):
            return self._by_selectors(selector, hint)
        passage = Span(hint.start, hint.end)
        if stands_with_context(self.text, selector, hint.start) and not _multiplied(old, self.text, passage, passage):
            return Anchor(AnchorState.EXACT, passage)
        revision = self.revision(old)
        best = _best(revision, passage)
        return _anchor(revision, passage, best) if best else ORPHANED

    def _by_selectors(self, selector: TextQuoteSelector, hint: TextPositionSelector | None) -> Anchor:
        """Without the old text: words that are unchanged and in one place, else similar ones between the same neighbours."""
        place = only_place(self.text, selector, hint)
        if place:
            return place
        passage = Span(len(selector.prefix), len(selector.prefix) + len(selector.exact))
        revision = self.revision(selector.prefix + selector.exact + selector.suffix)
        best = _best(revision, passage)
        return Anchor(AnchorState.FUZZY, best.span) if best and _is_clear(best, len(selector.exact)) else ORPHANED


def _is_clear(best: Judged, length: int) -> bool:
    """Whether a place will do where only selectors speak for it."""
    enough = ALONE_SHORT if length < SHORT else ALONE
    return is_at_home(best, length) and min(best.words, best.before, best.after) >= enough


def locate(
    text: str,
    selector: TextQuoteSelector,
    hint: TextPositionSelector | None = None,
    *,
    old: str | None = None,
    same_text: bool = False,
) -> Anchor:
    """Find the passage one selector describes; for several of one text see `Finder`, whose `find` has the same arguments."""
    return Finder(text).find(selector, hint, old=old, same_text=same_text)


def _proves(old: str, selector: TextQuoteSelector, hint: TextPositionSelector) -> bool:
    """Whether an old text has the words where they are said to have stood."""
    return 0 <= hint.start < hint.end and old[hint.start : hint.end] == selector.exact


def _best(revision: Revision, passage: Span) -> Judged | None:
    """The place that is taken for a passage."""
    length = passage.end - passage.start
    mapped = revision.mapped(passage)
    first = judge(revision, passage, mapped) if mapped else None
    if first and is_at_home(first, length):
        return first
    judged = [first] if first else []
    judged += filter(None, (judge(revision, passage, place) for place in beside_neighbours(revision, passage)))
    if not judged:
        return None
    best = max(judged, key=lambda one: one.score)
    rivals = [one for one in judged if not one.span.overlaps(best.span) and one.score > best.score - RIVAL]
    return best if will_do(best, length) and not rivals else None


def _anchor(revision: Revision, passage: Span, found: Judged) -> Anchor:
    unchanged = passage.of(revision.old) == found.span.of(revision.new)
    if unchanged and min(found.before, found.after) >= SURE and not _multiplied(revision.old, revision.new, passage, found.span):
        return Anchor(AnchorState.MOVED, found.span)
    return Anchor(AnchorState.FUZZY, found.span)


def _multiplied(old: str, new: str, passage: Span, place: Span) -> bool:
    """Whether words with their nearest neighbours stand more often in the new text than in the old: a copy cannot be told from them."""
    was = old[max(0, passage.start - _NEAR) : passage.end + _NEAR]
    now = new[max(0, place.start - _NEAR) : place.end + _NEAR]
    return any(new.count(words) > max(1, old.count(words)) for words in {was, now})
