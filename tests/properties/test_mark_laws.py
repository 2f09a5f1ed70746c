"""Highlights and the matcher agree on every word."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tests.conformance.generated import TODAY, WORDS, query
from workbench.search.matcher import form_fits, phrase_word_fits
from workbench.search.parsing import parse
from workbench.search.query import Fuzzy, Leaf, Phrase, Prefix, Wildcard, Word, wanted
from workbench.search.snippets import marks
from workbench.text.terms import stems_of, terms

LANGUAGES = frozenset({"en", "de"})


def is_for(leaf: Leaf, form: str, stem: str) -> bool:
    """Whether a word of a text is one of those that a leaf means, as the matcher sees it."""
    match leaf:
        case Word():
            return stem in stems_of(leaf.form, LANGUAGES)
        case Prefix() | Wildcard() | Fuzzy():
            return form_fits(form, leaf)
        case _:
            return False


@given(st.integers(0, 1 << 30), st.lists(st.sampled_from(WORDS), max_size=30))
def test_a_word_is_marked_that_a_leaf_means_and_no_other(seed: int, words: list[str]) -> None:
    _, asked = query(Random(seed))  # noqa: S311 - a reproducible query, not a secret
    text = " ".join(words)
    leaves = [leaf for leaf in wanted(asked) if getattr(leaf, "field", None) is None]
    phrases = [leaf for leaf in leaves if isinstance(leaf, Phrase)]
    covered = {at for span in marks(text, asked, "en", languages=LANGUAGES) for at in range(span.start, span.end)}
    for term in terms(text, "en"):
        marked = set(range(term.start, term.end)) <= covered
        if any(is_for(leaf, term.form, term.stem) for leaf in leaves):
            assert marked, (term, asked)
        elif not any(phrase_word_fits(term.form, leaf, index) for leaf in phrases for index in range(len(leaf.forms))):
            own = [other for other in terms(text, "en") if other.start <= term.start and term.end <= other.end and other != term]
            assert not marked or own, (term, asked)


def test_other_spellings_of_a_name_are_marked() -> None:
    for typed in ("qaed*", "hezbol*", "?addafi", "gadafi~2", '"al-qaed*"'):
        tree = parse(typed, today=TODAY).tree
        assert marks("Al-Qaeda, al-Qaida, Hezbollah, Hizballah, Gaddafi and Qaddafi.", tree, "en", languages=LANGUAGES), typed
