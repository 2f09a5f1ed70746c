"""Values that a page does not state but that may be right: shown to a person, never written."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from lxml.html import HtmlElement

from workbench.cleaning.html import metatags, values
from workbench.cleaning.html.heads import Heads
from workbench.records.page import Guess


def guesses_of(root: HtmlElement, heads: Heads, stated: Collection[str]) -> tuple[Guess, ...]:
    """What may be the value of the fields that are not stated.

    Args:
        root: The page's tree; it is not changed.
        heads: What its head holds.
        stated: The names of the fields that are stated.
    """
    found: list[Guess] = []
    if "published" not in stated and (day := _day(root)):
        reason = "the program htmldate finds this date on the page; the page does not say that it is the article's"
        found.append(Guess(name="published", value=day, where="htmldate", reason=reason))
    if "authors" not in stated:
        found.extend(_authors(heads))
    return tuple(found)


def _day(root: HtmlElement) -> str | None:
    from htmldate import find_date

    try:
        return values.date_of(find_date(root, extensive_search=False, original_date=True))
    except Exception:  # noqa: BLE001 - another's program on a hostile page: a guess less
        return None


def _authors(heads: Heads) -> Iterator[Guess]:
    """What stands where authors are stated, but has not the form of a name."""
    seen = dict.fromkeys(heads.elements.said(metatags.AUTHORS[:8]))
    for where, raw in list(seen)[:3]:
        text = values.text_of(raw, 120)
        if text and not values.address_of(text):
            yield Guess(
                name="authors", value=(text,), where=where, reason="it stands for the author but does not read like a name"
            )
