"""From selectors to the place of a passage in a text."""

from __future__ import annotations

from workbench.records.selector import Anchor, TextPositionSelector, TextQuoteSelector


def locate(
    text: str,
    selector: TextQuoteSelector,
    hint: TextPositionSelector | None = None,
    *,
    same_text: bool = False,
) -> Anchor:
    """Find the passage a selector describes."""
    raise NotImplementedError
