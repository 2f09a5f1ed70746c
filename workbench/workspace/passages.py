"""Where the passages stand that a file speaks of: found by their words and context, never by the place that is stated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING
from unicodedata import normalize

from msgspec import Struct

from workbench.anchoring.describe import CONTEXT, describe
from workbench.anchoring.locate import ORPHANED, Finder
from workbench.exchange.project import ArticleCopy, ExcerptCopy
from workbench.records.article import Article
from workbench.records.selector import Anchor, AnchorState, Span, TextPositionSelector, TextQuoteSelector
from workbench.storage import texts
from workbench.text.folding import Folded, fold_with_map
from workbench.workspace.reading import kept_text

if TYPE_CHECKING:
    from workbench.workspace.opening import Workspace

_SURE = (AnchorState.EXACT, AnchorState.MOVED)


class Found(Struct, frozen=True, kw_only=True):
    """The selectors that an excerpt gets, the text `made_on` that they are of and its name, and where they lead in the article now."""

    selector: TextQuoteSelector
    position: TextPositionSelector
    text: str
    made_on: str
    anchor: Anchor


class Passages:
    """Finds passages in one article; `brought` are the older texts that the file has, by their names."""

    def __init__(self, workspace: Workspace, article: Article, brought: Mapping[str, str]) -> None:
        self._workspace = workspace
        self._text = article.text
        self._name = texts.text_id(article.text)
        self._finder = Finder(article.text)
        self._brought = brought

    @cached_property
    def _folded(self) -> Folded:
        return fold_with_map(self._text)

    def find(self, copy: ArticleCopy, excerpt: ExcerptCopy) -> Found | str:
        """Where an excerpt is; a clause that says why it is nowhere."""
        return self._on_its_text(copy, excerpt) or self._by_words(excerpt)

    def _on_its_text(self, copy: ArticleCopy, excerpt: ExcerptCopy) -> Found | None:
        """An excerpt whose own text is at hand, with its words where they are said to stand: kept as it was made."""
        start, end = excerpt.start, excerpt.end
        text = self._own_text(copy, excerpt)
        if text is None or start is None or end is None or not 0 <= start < end <= len(text):
            return None
        span = Span(start, end)
        if end - start != len(excerpt.quote) or span.of(text) != excerpt.quote:
            return None
        described, position = describe(text, span)
        selector = TextQuoteSelector(
            exact=described.exact, prefix=excerpt.prefix or described.prefix, suffix=excerpt.suffix or described.suffix
        )
        name = texts.text_id(text)
        anchor = self._finder.find(selector, position, old=text, same_text=name == self._name)
        if excerpt.text is None and anchor.span and _is_same(anchor.span.of(self._text), excerpt.quote):
            return self._described(Anchor(AnchorState.MOVED, anchor.span))
        return Found(selector=selector, position=position, text=name, made_on=text, anchor=anchor)

    def _own_text(self, copy: ArticleCopy, excerpt: ExcerptCopy) -> str | None:
        """The text that positions count in: named by the file and at hand."""
        if excerpt.text is None:
            return copy.text
        if excerpt.text == self._name:
            return self._text
        if copy.text is not None and texts.text_id(copy.text) == excerpt.text:
            return copy.text
        brought = self._brought.get(excerpt.text)
        if brought is not None and texts.text_id(brought) == excerpt.text:
            return brought
        return kept_text(self._workspace, excerpt.text) if texts.is_text_id(excerpt.text) else None

    def _by_words(self, excerpt: ExcerptCopy) -> Found | str:
        """An excerpt of which only its words and their context are known."""
        words = excerpt.quote.strip()
        if not words:
            return "it has no words, and the text that its place counts in is not at hand"
        selector = TextQuoteSelector(exact=words, prefix=excerpt.prefix[-CONTEXT:], suffix=excerpt.suffix[:CONTEXT])
        has_context = bool(selector.prefix or selector.suffix)
        anchor = self._finder.find(selector, _hint(excerpt)) if has_context else ORPHANED
        if anchor.state in _SURE:
            return self._described(anchor)
        places = self._folded.find(words)
        if len(places) == 1 and (not has_context or places[0] == anchor.span):
            return self._described(Anchor(AnchorState.MOVED, places[0]))
        if len(places) > 1:
            return self._by_context(selector, places)
        return self._as_stated(selector, anchor) if anchor.span is not None else "its words are not found"

    def _by_context(self, selector: TextQuoteSelector, places: Sequence[Span]) -> Found | str:
        """Of several places with the same words the one with all of their context, white space and typography aside."""
        wholes = self._folded.find(selector.prefix + selector.exact + selector.suffix)
        inside = [place for place in places for whole in wholes if whole.start <= place.start and place.end <= whole.end]
        if len(inside) != 1:
            return "its words stand in several places, and nothing tells which"
        return self._described(Anchor(AnchorState.MOVED, inside[0]))

    def _described(self, anchor: Anchor) -> Found:
        """The passage as the article has it: the same words."""
        span = anchor.span or Span(0, 0)
        selector, position = describe(self._text, span)
        return Found(selector=selector, position=position, text=self._name, made_on=self._text, anchor=anchor)

    def _as_stated(self, selector: TextQuoteSelector, anchor: Anchor) -> Found | str:
        """Similar words: the excerpt keeps those that were marked, and what it was made on is what the file has of it."""
        made_on = selector.prefix + selector.exact + selector.suffix
        position = TextPositionSelector(start=len(selector.prefix), end=len(selector.prefix) + len(selector.exact))
        again = self._finder.find(selector, position, old=made_on)
        if again.span != anchor.span:
            return "only similar words are found, and not surely enough"
        return Found(selector=selector, position=position, text=texts.text_id(made_on), made_on=made_on, anchor=again)


def _is_same(words: str, others: str) -> bool:
    """Whether words are the same for Unicode: other programs keep letters and their accents apart, we do not."""
    return normalize("NFC", words) == normalize("NFC", others)


def _hint(excerpt: ExcerptCopy) -> TextPositionSelector | None:
    """Where the file says that a passage is: in the article as it was when the file was written, or in another text."""
    if excerpt.now:
        return TextPositionSelector(start=excerpt.now.start, end=excerpt.now.end)
    if excerpt.start is None or excerpt.end is None or excerpt.text is not None:
        return None
    return TextPositionSelector(start=excerpt.start, end=excerpt.end)
