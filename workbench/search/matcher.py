"""What a query means: whether one article matches it. The oracle that every engine is held to.

Written to be read; engines are fast. It looks at every word of the article, so it expands prefixes, wildcards and fuzzy
words without limit; an engine stops at `query.EXPANSION_LIMIT` words of the library, says so, and may then find fewer.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from workbench.search.document import Searchable, Words
from workbench.search.query import (
    STEMMED_FIELDS,
    And,
    Everything,
    Fuzzy,
    Has,
    Leaf,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Published,
    Value,
    Wildcard,
    Word,
)
from workbench.text.terms import spellings, stems_of


def matches(query: Node, searchable: Searchable, languages: Collection[str]) -> bool:
    """Whether an article matches a query.

    Args:
        query: Any query.
        searchable: What is known of the article.
        languages: Primary subtags of the languages that the library holds (`Engine.languages`): a word of the query stands
            for its stems in all of them.
    """
    match query:
        case And(children):
            return all(matches(child, searchable, languages) for child in children)
        case Or(children):
            return any(matches(child, searchable, languages) for child in children)
        case Not(child):
            return not matches(child, searchable, languages)
        case _:
            return _leaf(query, searchable, languages)


def _leaf(leaf: Leaf, searchable: Searchable, languages: Collection[str]) -> bool:
    match leaf:
        case Everything():
            return True
        case Has(what):
            return what in searchable.has
        case Value(field, value, exact=True):
            return value in searchable.values.get(field, ())
        case Value(field, value):
            return any(value_fits(stated, field, value) for stated in searchable.values.get(field, ()))
        case Published(first, last):
            stated = searchable.published
            return stated is not None and (last is None or stated[0] <= last) and (first is None or stated[1] >= first)
        case Word(form, field):
            if field not in STEMMED_FIELDS:
                return any(form in _forms(words) for words in _searched(searchable, field))
            stems = stems_of(form, languages)
            return any(stem in stems for words in _searched(searchable, field) for stem in _stems(words))
        case Phrase():
            return any(_has_phrase(words.forms.split(), leaf) for words in _searched(searchable, leaf.field))
        case Prefix() | Wildcard() | Fuzzy():
            return any(form_fits(form, leaf) for words in _searched(searchable, leaf.field) for form in _forms(words))


def _searched(searchable: Searchable, field: str | None) -> Sequence[Words]:
    """The texts that a field means; no phrase runs from one into another."""
    if field is None:
        return (searchable.title, searchable.text)
    if field == "title":
        return (searchable.title,)
    return searchable.notes if field == "note" else searchable.names.get(field, ())


def _forms(words: Words) -> Iterator[str]:
    yield from words.forms.split()
    yield from words.compounds.split()


def _stems(words: Words) -> Iterator[str]:
    yield from words.stems.split()
    yield from words.compound_stems.split()


def _has_phrase(forms: Sequence[str], phrase: Phrase) -> bool:
    """Whether the phrase's words stand in this order with at most `slop` others in between in all."""
    places = [
        [at for at, form in enumerate(forms) if phrase_word_fits(form, phrase, index)] for index in range(len(phrase.forms))
    ]
    return stand_together(places, phrase.slop)


def phrase_word_fits(form: str, phrase: Phrase, index: int) -> bool:
    """Whether a word of a text can be the phrase's word number `index`, counted from 0."""
    if phrase.prefix and index == len(phrase.forms) - 1:
        return form_fits(form, Prefix(phrase.forms[index]))
    return form == phrase.forms[index]


def stand_together(places: Sequence[Sequence[int]], slop: int) -> bool:
    """Whether one position can be taken of each of `places`, rising, with at most `slop` others in between in all.

    Args:
        places: The positions of each word in turn, each list rising.
        slop: How many positions may lie between the taken ones in all.
    """
    return any(True for _ in stretches(places, slop))


def stretches(places: Sequence[Sequence[int]], slop: int) -> Iterator[tuple[int, ...]]:
    """For each position of the first word, the nearest positions of the others that satisfy `stand_together`."""
    for first in places[0] if places else ():
        taken = [first]
        for later in places[1:]:
            following = bisect_right(later, taken[-1])
            if following == len(later) or later[following] - first > slop + len(places) - 1:
                break
            taken.append(later[following])
        else:
            yield tuple(taken)


def form_fits(form: str, leaf: Prefix | Wildcard | Fuzzy) -> bool:
    """Whether a word of the library is one of those that the leaf stands for, in any of its spellings."""
    return any(_spelling_fits(spelling, leaf) for spelling in spellings(form))


def _spelling_fits(spelling: str, leaf: Prefix | Wildcard | Fuzzy) -> bool:
    match leaf:
        case Prefix(form):
            return spelling.startswith(form)
        case Wildcard(pattern):
            return wildcard(pattern).fullmatch(spelling) is not None
        case Fuzzy(form, distance):
            return edits(form, spelling, distance) <= distance


def value_fits(stated: str, field: str, value: str) -> bool:
    """Whether a stated value of a field is asked for by `value`; both are in comparison form.

    A tag counts for all those above it, a language with its region for the language.
    """
    fits = wildcard(value).fullmatch
    return any(fits(each) for each in within(stated, {"tag": "/", "language": "-"}.get(field)))


def within(stated: str, separator: str | None) -> Iterator[str]:
    """A value and those above it: `risk/fire/forest`, `risk/fire`, `risk`."""
    yield stated
    while separator and separator in stated:
        stated = stated.rpartition(separator)[0]
        yield stated


@lru_cache(maxsize=256)
def wildcard(pattern: str) -> re.Pattern[str]:
    """A pattern with `?` for any one character and `*` for any number of them; the longest stretch never costs more than once."""
    parts = pattern.split("*")
    texts = ["".join("." if character == "?" else re.escape(character) for character in part) for part in parts]
    if len(texts) == 1:
        return re.compile(texts[0], re.DOTALL)
    middle = "".join(f"(?>.*?{text})" for text in texts[1:-1] if text)
    return re.compile(f"{texts[0]}{middle}.*{texts[-1]}", re.DOTALL)


def edits(one: str, other: str, limit: int) -> int:
    """Levenshtein's distance of two words, or `limit` + 1 if it is more; a transposition counts two.

    Source:
        V. Levenshtein, 1966.
    """
    from rapidfuzz.distance import Levenshtein  # 40 ms, and few queries have a fuzzy word

    return Levenshtein.distance(one, other, score_cutoff=limit)
