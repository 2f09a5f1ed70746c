"""From a place in a text to the selectors that find it again."""

from __future__ import annotations

from workbench.records.selector import Span, TextPositionSelector, TextQuoteSelector

CONTEXT = 64
"""How many code points of context a quotation keeps on each side."""


def describe(text: str, span: Span) -> tuple[TextQuoteSelector, TextPositionSelector]:
    """Make the selectors of a passage.

    Args:
        text: The article's text; `span` counts its code points.
        span: The passage, half open; it must lie inside `text`.

    Returns:
        Its words with up to 64 code points of context on each side, and its place.

    Raises:
        ValueError: The span is empty or does not lie inside the text.

    Source:
        W3C Web Annotation Data Model, 4.2.4 and 4.2.5.
    """
    if not 0 <= span.start < span.end <= len(text):
        raise ValueError(f"no passage of a text of {len(text)} code points: {span.start} to {span.end}")
    quote = TextQuoteSelector(
        exact=span.of(text),
        prefix=text[max(0, span.start - CONTEXT) : span.start],
        suffix=text[span.end : span.end + CONTEXT],
    )
    return quote, TextPositionSelector(start=span.start, end=span.end)
