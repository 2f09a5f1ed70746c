"""An excerpt: a passage an analyst marked."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from workbench.records.selector import Span, TextPositionSelector, TextQuoteSelector


class Excerpt(Struct, frozen=True, kw_only=True):
    """A quotation with its anchor, tags, note and grading.

    `start` and `end` count code points, half open, of the text whose SHA-256 begins with the 12 hexadecimal digits in
    `text`; `prefix` and `suffix` are up to 64 code points of that text around the quotation.
    `created` and `modified` are UTC times `YYYY-MM-DDTHH:MM:SSZ`.
    """

    id: str
    quote: str
    prefix: str = ""
    suffix: str = ""
    start: int
    end: int
    text: str
    tags: tuple[str, ...] = ()
    note: str | None = None
    credibility: int | None = None
    """Admiralty 1 to 6."""
    author: str | None = None
    created: str
    modified: str

    @property
    def span(self) -> Span:
        """Where the quotation stood in the text it was made on."""
        return Span(self.start, self.end)

    @property
    def quote_selector(self) -> TextQuoteSelector:
        """The quotation with its context."""
        return TextQuoteSelector(exact=self.quote, prefix=self.prefix, suffix=self.suffix)

    @property
    def position_selector(self) -> TextPositionSelector:
        """Where the quotation stood."""
        return TextPositionSelector(start=self.start, end=self.end)

    def at_passage_of(self, other: Excerpt) -> Excerpt:
        """This excerpt with the words, the context and the place of another; all that is said of it stays."""
        return replace(
            self,
            quote=other.quote,
            prefix=other.prefix,
            suffix=other.suffix,
            start=other.start,
            end=other.end,
            text=other.text,
        )


class Annotations(Struct, frozen=True, kw_only=True):
    """All excerpts of one article, in the order of its text."""

    article: str
    excerpts: tuple[Excerpt, ...] = ()
