"""What a search is told of an article: ready terms and values, so that no engine analyses anything itself."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

TITLE_WEIGHT = 2
"""How often the title counts in the one scored text (`Searchable.scored_stems`)."""


class Words(Struct, frozen=True):
    """A text as ready terms: folded words joined by single spaces, in order; a word's number is its position.

    `forms` and `stems` have the same number of words. `compounds` are the words written with a hyphen, each put
    together ("email" for "e-mail"), beside their parts and without a position; `compound_stems` are their stems.
    """

    forms: str = ""
    stems: str = ""
    compounds: str = ""
    compound_stems: str = ""


class Searchable(Struct, frozen=True, kw_only=True):
    """All that engines and the matcher know of one article, its excerpts included. Made by `searchable`."""

    id: str
    fingerprint: str = ""
    """Opaque: what `workbench.search.sync` compares with the files to see whether this is still up to date."""
    title: Words
    text: Words
    notes: tuple[Words, ...] = ()
    """The article's note and those of its excerpts."""
    names: dict[str, tuple[Words, ...]] = {}
    """By field (TEXT_FIELDS without title and note), each stated value; a phrase does not run from one into the next."""
    values: dict[str, tuple[str, ...]] = {}
    """By field (VALUE_FIELDS and EXACT_FIELDS), each in the form of `query.whole`; under `tag` those of the article and of its
    excerpts."""
    has: frozenset[str] = frozenset()
    """Which of HAS there is."""
    published: tuple[date, date] | None = None
    """First and last day it can mean, both included."""
    facets: dict[str, tuple[str, ...]] = {}
    """By field (`workbench.search.facets.FACETS`), values as stated, to be counted and shown."""
    sort_title: str = ""
    """The title in comparison form; empty titles come last."""
    words: int = 0
    """Length of the text in words."""
    signature: tuple[int, ...] = ()
    """Of `workbench.search.near_copies`; empty if the text has no words."""

    @property
    def scored_stems(self) -> str:
        """The one combined text to rank by: stems of the title TITLE_WEIGHT times, then of the text, then compounds."""
        title = f"{self.title.stems} {self.title.compound_stems} ".lstrip() * TITLE_WEIGHT
        return f"{title}{self.text.stems} {self.text.compound_stems}".strip()
