"""Where in an article's text a query's words stand: highlights, the best passages, and where to open the article.

Made from the text alone, so that they are the same for every engine. A word is marked where it stands in any of the forms the query
means; the words of a phrase only where they stand together as it says.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from workbench.records.hit import Snippet
from workbench.records.selector import Span
from workbench.search.matcher import form_fits, phrase_word_fits, stretches
from workbench.search.query import Fuzzy, Node, Phrase, Prefix, Wildcard, Word, WordLeaf, ranking
from workbench.text.terms import Chosen, Term, primary_language, standard_spellings, stems_of, terms

_BORDER = re.compile(r"(?<=[.!?…][\"'”’)\]\s])\s*|\n+|(?<=[。！？])")
"""Where a sentence or paragraph may end."""

_REMEMBERED = 50_000
"""How many tokens of a query's articles are kept in memory for the next ones."""

_SPACE = re.compile(r"\s+")


class Mark(NamedTuple):
    """A highlight: code points of the text, and which of the query's leaves it is for."""

    start: int
    end: int
    leaf: int


def marks(text: str, tree: Node, language: str | None, *, languages: Collection[str]) -> list[Span]:
    """All highlights of a text, in order, none overlapping another.

    Args:
        text: The article's text.
        tree: The query.
        language: The article's language.
        languages: Those of the library (`Engine.languages`): a query word stands for its stems in all of them.
    """
    return _merged(Span(mark.start, mark.end) for mark in _marked(text, tree, language, languages))


def snippets(
    text: str, tree: Node, language: str | None, *, languages: Collection[str], limit: int = 2, length: int = 200
) -> tuple[Snippet, ...]:
    """The best passages for a query, in the order of the text; the beginning of the text if nothing is marked in it.

    Args:
        text: The article's text.
        tree: The query.
        language: The article's language.
        languages: Those of the library.
        limit: At most so many passages.
        length: About so many code points each: passages end between words, and begin with a sentence if one begins near.
    """
    found = _marked(text, tree, language, languages)
    chosen = _windows(found, limit, length)
    if not chosen:
        beginning = _passage(text, 0, 0, length)
        return (_snippet(text, beginning, ()),) if beginning.end > beginning.start else ()
    passages = [_passage(text, found[first].start, found[last].end, length) for first, last in chosen]
    spans = [Span(mark.start, mark.end) for mark in found]
    return tuple(_snippet(text, passage, _within(spans, passage)) for passage in _apart(sorted(passages)))


def best_span(text: str, tree: Node, language: str | None, *, languages: Collection[str]) -> Span | None:
    """The first mark of the best passage: where to open the article; None if nothing is marked."""
    found = _marked(text, tree, language, languages)
    best = _windows(found, 1, 200)
    return Span(found[best[0][0]].start, found[best[0][0]].end) if best else None


def places(text: str, trees: Sequence[Node], language: str | None, *, languages: Collection[str]) -> tuple[int, ...]:
    """For each of several queries, in how many places its words stand: a phrase is one place, and places that overlap are one.

    Args:
        text: The article's text.
        trees: The queries; the same ones for each article of a row are quickest.
        language: The article's language.
        languages: Those of the library.
    """
    of_tree = [ranking(tree) for tree in trees]
    leaves = list(dict.fromkeys(leaf for some in of_tree for leaf in some))
    spans: dict[WordLeaf, list[Span]] = {leaf: [] for leaf in leaves}
    for number, stretch in _occurrences(text, leaves, language, languages):
        spans[leaves[number]].append(Span(stretch[0].start, stretch[-1].end))
    return tuple(len(_merged(sorted(span for leaf in some for span in spans[leaf]))) for some in of_tree)


def _marked(text: str, tree: Node, language: str | None, languages: Collection[str]) -> list[Mark]:
    """Every highlight, in order of start."""
    leaves = ranking(tree)
    occurrences = _occurrences(text, leaves, language, languages)
    return sorted({mark for number, stretch in occurrences for mark in _marks_of(number, stretch)})


def _marks_of(number: int, stretch: Sequence[Term]) -> Iterator[Mark]:
    """The highlights of one occurrence: words that stand side by side are one."""
    if stretch[-1].position - stretch[0].position == len(stretch) - 1:
        yield Mark(stretch[0].start, stretch[-1].end, number)
    else:
        yield from (Mark(term.start, term.end, number) for term in stretch)


def _occurrences(
    text: str, leaves: list[WordLeaf], language: str | None, languages: Collection[str]
) -> Iterator[tuple[int, Sequence[Term]]]:
    """Each occurrence of a leaf: its number, and the one word or, of a phrase, the words in their order."""
    if not leaves:
        return
    chosen = _words(tuple(leaves), frozenset(languages))
    kept: dict[int, list[Term]] = {}
    for term in terms(text, language, chosen.may_fit, chosen.known_in(language)):
        for number in chosen.leaves_of(term.form, term.stem):
            if not isinstance(leaves[number], Phrase):
                yield number, (term,)
            elif not term.compound:
                kept.setdefault(number, []).append(term)
    for number, candidates in kept.items():
        phrase = leaves[number]
        if isinstance(phrase, Phrase):
            for stretch in _in_phrase(phrase, candidates):
                yield number, stretch


class _Words:
    """Which leaves a word of a text is for, remembered by its form and stem: a text has few different words."""

    def __init__(self, leaves: list[WordLeaf], languages: Collection[str]) -> None:
        self._leaves = list(enumerate(leaves))
        self._stems = {leaf.form: stems_of(leaf.form, languages) for leaf in leaves if isinstance(leaf, Word)}
        self._known: dict[tuple[str, str], tuple[int, ...]] = {}
        self._tokens: dict[str, Chosen] = {}
        # Most words of a text are for nothing: that has to be seen at a glance.
        self._wanted_stems = frozenset().union(*self._stems.values())
        phrases = [leaf for leaf in leaves if isinstance(leaf, Phrase)]
        endings = [Prefix(leaf.forms[-1]) for leaf in phrases if leaf.prefix and leaf.forms]
        by_letters = [*endings, *(leaf for leaf in leaves if isinstance(leaf, Prefix | Wildcard | Fuzzy))]
        respelled = {form for form in set(standard_spellings().values()) if any(form_fits(form, leaf) for leaf in by_letters)}
        self._wanted_forms = frozenset(respelled.union(*(leaf.forms for leaf in phrases)))
        self._beginnings = tuple(leaf.form for leaf in by_letters if isinstance(leaf, Prefix))
        self._patterns = tuple(leaf for leaf in by_letters if not isinstance(leaf, Prefix))

    def may_fit(self, form: str, stem: str) -> bool:
        """Whether a word of the text may be for a leaf; False only where it is for none."""
        return (
            stem in self._wanted_stems
            or form in self._wanted_forms
            or form.startswith(self._beginnings)
            or (bool(self._patterns) and any(form_fits(form, leaf) for leaf in self._patterns))
        )

    def known_in(self, language: str | None) -> Chosen:
        """What is known of tokens in a language, to be added to."""
        known = self._tokens.setdefault(primary_language(language), {})
        if len(known) > _REMEMBERED:
            known = self._tokens[primary_language(language)] = {}
        return known

    def leaves_of(self, form: str, stem: str) -> tuple[int, ...]:
        """The numbers of the leaves that a word of the text is for."""
        key = form, stem
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = tuple(number for number, leaf in self._leaves if self._fits(form, stem, leaf))
        return known

    def _fits(self, form: str, stem: str, leaf: WordLeaf) -> bool:
        if isinstance(leaf, Word):
            return stem in self._stems[leaf.form]
        if isinstance(leaf, Phrase):
            return any(phrase_word_fits(form, leaf, index) for index in range(len(leaf.forms)))
        return form_fits(form, leaf)


@lru_cache(maxsize=8)
def _words(leaves: tuple[WordLeaf, ...], languages: frozenset[str]) -> _Words:
    """The words of a query, the same for all articles of a page: most words of one article stand in the others too."""
    return _Words(list(leaves), languages)


def _in_phrase(phrase: Phrase, candidates: list[Term]) -> Iterator[list[Term]]:
    """Those of the candidates, which are in order, that stand together as the phrase says: once for each time they do."""
    by_position = {term.position: term for term in candidates}
    places = [
        [term.position for term in candidates if phrase_word_fits(term.form, phrase, index)] for index in range(len(phrase.forms))
    ]
    for taken in stretches(places, phrase.slop):
        yield [by_position[position] for position in taken]


def _windows(found: list[Mark], count: int, length: int) -> list[tuple[int, int]]:
    """The best stretches of marks that fit into a passage, best first, none sharing a mark: (first, last) indices.

    Better is: more of the query's leaves; then more marks, up to a few; then earlier.
    """
    scored: list[tuple[int, int, int, int]] = []
    last = 0
    inside: dict[int, int] = {}
    for first, mark in enumerate(found):
        while last < len(found) and found[last].end - mark.start <= length:
            inside[found[last].leaf] = inside.get(found[last].leaf, 0) + 1
            last += 1
        if last <= first:
            last = first + 1
            scored.append((-1, -1, first, first))
            continue
        scored.append((-len(inside), -min(last - first, 5), first, last - 1))
        inside[mark.leaf] -= 1
        if not inside[mark.leaf]:
            del inside[mark.leaf]
    chosen: list[tuple[int, int]] = []
    for _, _, begin, end in sorted(scored):
        if all(end < other_begin or begin > other_end for other_begin, other_end in chosen):
            chosen.append((begin, end))
            if len(chosen) == count:
                break
    return chosen


def _passage(text: str, start: int, end: int, length: int) -> Span:
    """A passage around `start` to `end` of about `length` code points that begins and ends well."""
    spare = max(length - (end - start), 0)
    earliest = max(start - spare // 2, 0)
    begin = 0 if earliest == 0 else _beginning(text, earliest, start)
    latest = min(max(begin + length, end), len(text))
    return _trimmed(text, begin, latest if latest == len(text) else _ending(text, end, latest))


def _beginning(text: str, earliest: int, start: int) -> int:
    """The first sentence's begin, else the first word's, from `earliest` on, but not after `start`."""
    for pattern in (_BORDER, _SPACE):
        found = pattern.search(text, max(earliest - 1, 0), start)
        if found and earliest <= found.end() <= start:
            return found.end()
    return start if _SPACE.search(text, earliest, start) else earliest


def _ending(text: str, end: int, latest: int) -> int:
    """The last place between words from `end` to `latest`; `latest` if there is none (a script without spaces)."""
    for at in range(latest, end, -1):
        if text[at].isspace():
            return at
    return max(end, latest)


def _trimmed(text: str, begin: int, end: int) -> Span:
    inner = text[begin:end]
    return Span(
        begin + len(inner) - len(inner.lstrip()), max(begin + len(inner.rstrip()), begin + len(inner) - len(inner.lstrip()))
    )


def _apart(passages: Iterable[Span]) -> list[Span]:
    """Passages that overlap become one."""
    joined: list[Span] = []
    for passage in passages:
        if joined and passage.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(passage.end, joined[-1].end))
        else:
            joined.append(passage)
    return joined


def _within(spans: list[Span], passage: Span) -> tuple[Span, ...]:
    """The marks that lie in a passage, those that overlap joined."""
    first = bisect_left(spans, passage.start, key=lambda span: span.start)
    last = bisect_right(spans, passage.end, key=lambda span: span.start)
    return tuple(_merged(span for span in spans[first:last] if span.end <= passage.end))


def _merged(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in spans:
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(span.end, joined[-1].end))
        else:
            joined.append(span)
    return joined


def _snippet(text: str, passage: Span, inside: tuple[Span, ...]) -> Snippet:
    return Snippet(text=passage.of(text), start=passage.start, end=passage.end, marks=inside)
