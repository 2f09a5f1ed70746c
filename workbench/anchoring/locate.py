"""From selectors to the place of a passage in a text.

What it is for decides every doubt: an excerpt is a claim about a source, so a wrong anchor is worse than none. Where the text that
an excerpt was made on is at hand, the two texts are laid side by side; else only the selectors tell.
"""

from __future__ import annotations

from functools import cached_property

from workbench.anchoring.candidates import beside_neighbours
from workbench.anchoring.judging import SHORT, Judged, is_at_home, is_of_another, judge, will_do
from workbench.anchoring.pieces import Pieces, Vocabulary
from workbench.anchoring.quotation import ORPHANED, only_place, stands_with_context
from workbench.anchoring.revision import Revision
from workbench.anchoring.suggesting import suggest
from workbench.records.selector import Anchor, AnchorState, Candidate, Span, TextPositionSelector, TextQuoteSelector

__all__ = ["ORPHANED", "Finder", "locate"]

RIVAL = 0.07
"""Of two places whose scores differ by less, neither is taken."""
ALONE, ALONE_SHORT = 0.6, 0.9
"""Where the old text is not at hand, so much has to be left of the words and of the context on each side."""
SURE, SURE_SHORT = 0.75, 1.0
"""So much of the context has to stand on both sides of words that are called moved; of short ones the alignment has to agree."""
UNTOUCHED = 0.9
"""So much of the context on both sides of short words shows that they were replaced, however little is left of them.

Measured: of repeated short words that were still there, 1.5 instead of .7 % are orphaned without it.
"""
JOINT = 3
"""So few code points between two neighbours join what is left ("and"), where the words were taken out: they replace nothing."""
_COUNTED = 20
"""What stands so often, with its context, is told apart by nothing."""
_NEAR = 16
"""Code points on each side of words that have to stand as often in the new text as in the old to be called moved."""


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
        whole = selector.prefix + selector.exact + selector.suffix
        if stands_with_context(self.text, selector, hint.start) and _is_as_often(whole, old, self.text):
            return Anchor(AnchorState.EXACT, passage)
        revision = self.revision(old)
        best = _best(revision, passage)
        return _anchor(revision, passage, best) if best else ORPHANED

    def _by_selectors(self, selector: TextQuoteSelector, hint: TextPositionSelector | None) -> Anchor:
        """Without the old text: words that are unchanged and in one place, else similar ones between the same neighbours."""
        place = only_place(self.text, selector, hint)
        if place:
            return place
        revision, passage = self._of_selector(selector)
        best = _best(revision, passage)
        return Anchor(AnchorState.FUZZY, best.span) if best and _is_clear(best, len(selector.exact)) else ORPHANED

    def suggest(
        self, selector: TextQuoteSelector, hint: TextPositionSelector | None = None, *, old: str | None = None, limit: int = 5
    ) -> list[Candidate]:
        """Where a passage that was not found may be, for a person to choose; the most likely first. Arguments as for `find`."""
        if not selector.exact:
            return []
        if hint is not None and old is not None and _proves(old, selector, hint):
            return suggest(self.revision(old), Span(hint.start, hint.end), limit)
        return suggest(*self._of_selector(selector), limit)

    def _of_selector(self, selector: TextQuoteSelector) -> tuple[Revision, Span]:
        """The text laid beside what a selector keeps of the old one, and the passage in that."""
        start = len(selector.prefix)
        kept = selector.prefix + selector.exact + selector.suffix
        return Revision(kept, self._pieces), Span(start, start + len(selector.exact))


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
    first = [judge(revision, passage, mapped)] if mapped else []
    if first and is_at_home(first[0], length) and not is_of_another(first[0]):
        return first[0]
    judged = first + [judge(revision, passage, place) for place in beside_neighbours(revision, passage)]
    judged = [one for one in judged if not is_of_another(one)]
    if not judged:
        return None
    best = max(judged, key=lambda one: one.score)
    rivals = [one for one in judged if not one.span.overlaps(best.span) and one.score > best.score - RIVAL]
    if rivals or not (will_do(best, length) or _is_replaced(revision, passage, best)):
        return None
    return best


def _is_replaced(revision: Revision, passage: Span, best: Judged) -> bool:
    """Whether short words were replaced by others in their very place: nothing else around them was changed."""
    words = best.span.of(revision.new)
    if not JOINT < len(words) < SHORT or passage.end - passage.start >= SHORT or not any(map(str.isalnum, words)):
        return False
    return min(best.before, best.after) >= UNTOUCHED and revision.is_between_its_neighbours(passage, best.span)


def _anchor(revision: Revision, passage: Span, found: Judged) -> Anchor:
    unchanged = passage.of(revision.old) == found.span.of(revision.new)
    surrounded = min(found.before, found.after) >= SURE
    if passage.end - passage.start < SHORT:
        kept = min(found.before, found.after) >= SURE_SHORT
        surrounded = kept and revision.is_between_its_neighbours(passage, found.span)
    if unchanged and surrounded and _is_told_apart(revision, passage, found.span):
        return Anchor(AnchorState.MOVED, found.span)
    return Anchor(AnchorState.FUZZY, found.span)


def _is_told_apart(revision: Revision, passage: Span, place: Span) -> bool:
    """Whether a passage with its nearest neighbours is one of as many in the new text as in the old."""
    old, new = revision.old_pieces, revision.new_pieces
    around = old.touched(passage.start - _NEAR, passage.end + _NEAR), new.touched(place.start - _NEAR, place.end + _NEAR)
    rows = {pieces.row[near.start : near.stop] for pieces, near in zip((old, new), around, strict=True)}
    return all(_is_as_often(row, old.row, new.row) for row in rows)


def _is_as_often(words: str, old: str, new: str) -> bool:
    """Whether words stand in two texts equally often, or once at most.

    Else some were added or taken away, and which of them those were cannot be told from the words.
    """
    before, after = _count(words, old), _count(words, new)
    return (before == after or max(before, after) <= 1) and max(before, after) < _COUNTED


def _count(words: str, text: str) -> int:
    """How often words stand in a text, also where they overlap themselves; `_COUNTED` at most."""
    count, at = 0, text.find(words)
    while at >= 0 and count < _COUNTED:
        count, at = count + 1, text.find(words, at + 1)
    return count
