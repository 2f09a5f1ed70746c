"""The fields of a tantivy index, and an article as a document of them.

Nothing is analysed here or in tantivy: words come joined by spaces and are parted there again.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from datetime import date

import tantivy

from workbench.search.document import Searchable, Words
from workbench.search.facets import FACETS
from workbench.search.near_copies import keys
from workbench.search.query import EXACT_FIELDS, SLOP_LIMIT, TEXT_FIELDS, VALUE_FIELDS, whole
from workbench.text.terms import primary_language

FORM = "form"
"""Words of title and text."""

STEM = "stem"
"""What articles are ranked by."""

FORMS = (FORM, *TEXT_FIELDS)
"""Fields of words with their positions, kept as they are too."""

VALUES = tuple(dict.fromkeys((*VALUE_FIELDS, *EXACT_FIELDS)))
"""Fields of whole values."""

NEWEST = "newest"
OLDEST = "oldest"
TITLE = "by_title"
"""What articles are sorted by: keys that rise in the order wanted, with the id behind `BEHIND`."""

BEHIND = "\0"

GAP = "\0" * 80
"""What stands between two texts of one field: no word, unlike any, and so far away that no phrase can stretch over it."""

_GAP_WORDS = 2 * SLOP_LIMIT + 100
_NEVER = date.max.toordinal() + 1
_LONGEST_KEY = 1_000
"""Characters of a title that it is sorted by."""

_gap = tantivy.PreTokenizedString("", [tantivy.Token(GAP, _GAP_WORDS, 0, 0)])


def compound(field: str) -> str:
    """The field of the compounds of a field of FORMS; they have no positions."""
    return f"{field}_compound"


def stem(field: str | None) -> str:
    """The field of the stems of one of `query.STEMMED_FIELDS`."""
    return f"{field}_stem" if field else STEM


def value(field: str) -> str:
    """The field of the whole values of one of VALUES."""
    return f"{field}_value"


def facet(field: str) -> str:
    """The field of what one of FACETS counts."""
    return f"{field}_facet"


def schema() -> tantivy.Schema:
    """The fields of an index."""
    made = tantivy.SchemaBuilder()
    made.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for field in ("mark", "near", "primary", "has", *map(value, VALUES)):
        made.add_text_field(field, tokenizer_name="raw", index_option="basic")
    for field in FORMS:
        made.add_text_field(field, stored=True, tokenizer_name="whitespace", index_option="position")
        made.add_text_field(compound(field), tokenizer_name="whitespace", index_option="basic")
    made.add_text_field(STEM, tokenizer_name="whitespace", index_option="freq")
    for field in (stem("title"), stem("note")):
        made.add_text_field(field, tokenizer_name="whitespace", index_option="basic")
    for field in (NEWEST, OLDEST, TITLE, *map(facet, FACETS)):
        made.add_text_field(field, fast=True, tokenizer_name="raw", index_option="basic")
    for field in ("first", "last"):
        made.add_integer_field(field, fast=True)
    made.add_bytes_field("signature", stored=True)
    return made.build()


def document(searchable: Searchable) -> tantivy.Document:
    """An article as tantivy is given it."""
    made = tantivy.Document()
    made.add_text("id", searchable.id)
    made.add_text("mark", f"{searchable.id}\t{searchable.fingerprint}")
    made.add_text("primary", primary_language(next(iter(searchable.values.get("language", ())), None)))
    made.add_text(STEM, searchable.scored_stems)
    made.add_text(stem("title"), _stems([searchable.title]))
    made.add_text(stem("note"), _stems(searchable.notes))
    _add_words(made, FORM, [searchable.title, searchable.text])
    _add_words(made, "title", [searchable.title])
    _add_words(made, "note", searchable.notes)
    for field, names in searchable.names.items():
        _add_words(made, field, names)
    _add_values(made, searchable)
    _add_order(made, searchable)
    made.add_bytes("signature", array("I", searchable.signature).tobytes())
    return made


def _add_words(made: tantivy.Document, field: str, texts: Iterable[Words]) -> None:
    for number, words in enumerate(texts):
        if number:
            made.add_pre_tokenized_text(field, _gap)
        made.add_text(field, words.forms)
        if words.compounds:
            made.add_text(compound(field), words.compounds)


def _add_values(made: tantivy.Document, searchable: Searchable) -> None:
    made.add_text(value("id"), whole(searchable.id))
    for field in EXACT_FIELDS:
        for each in set(searchable.values.get(field, ())):
            made.add_text(value(field), each)
    for what in searchable.has:
        made.add_text("has", what)
    for key in keys(searchable.signature):
        made.add_text("near", key)
    for field in FACETS:
        for each in dict.fromkeys(searchable.facets.get(field, ())) or ("",):
            made.add_text(facet(field), each)


def _add_order(made: tantivy.Document, searchable: Searchable) -> None:
    first, last = (day.toordinal() for day in searchable.published) if searchable.published else (None, None)
    if first is not None and last is not None:
        made.add_integer("first", first)
        made.add_integer("last", last)
    title = searchable.sort_title[:_LONGEST_KEY]
    made.add_text(NEWEST, f"{_NEVER - (last or 0):07}{BEHIND}{searchable.id}")
    made.add_text(OLDEST, f"{first or _NEVER:07}{BEHIND}{searchable.id}")
    made.add_text(TITLE, f"{'0' if title else '1'}{title}{BEHIND}{searchable.id}")


def _stems(texts: Iterable[Words]) -> str:
    return " ".join(f"{words.stems} {words.compound_stems}" for words in texts)
