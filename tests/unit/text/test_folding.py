from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.records.selector import Span
from workbench.text.folding import fold, fold_with_map


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Kabul", "kabul"),
        ("“Don’t” — she said…", '"don\'t" - she said...'),
        ("naïve Łódź Ærø œuvre", "naive lodz aero oeuvre"),
        ("Straße STRASSE ẞ", "strasse strasse ss"),
        ("ﬁnance №", "finance no"),
        ("İstanbul ısı", "istanbul isi"),
        ("ΣΊΣΥΦΟΣ σίσυφος", "σισυφοσ σισυφοσ"),
        ("ёлка йод", "елка йод"),
        ("a\u200bb\u00adc\ufeffd", "abcd"),
        ("a\u00a0b\u202fc", "a b c"),
        ("محمّد", "محمد"),
        ("٢٠١٩", "2019"),
        ("हिन्दी", "हिन्दी"),
        ("ＡＢＣ　１", "abc 1"),
        ("", ""),
    ],
)
def test_comparison_forms(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold_with_map(text).text == folded


def check_span(text: str, part: str, original: str) -> None:
    folded = fold_with_map(text)
    start = folded.text.index(part)
    assert folded.span(start, start + len(part)).of(text) == original


def test_the_way_back_leads_to_the_words_as_written() -> None:
    check_span("Die Straße hier", "strasse", "Straße")
    check_span("Die Straße hier", "hier", "hier")
    check_span("ein ß und mehr", "s und", "ß und")
    check_span("al-Qa\u200b’ida heute", "ida heute", "ida heute")
    check_span("a\u200bb", "b", "b")
    check_span("œuvre ﬁn", "fin", "ﬁn")


def test_an_empty_stretch_is_empty_in_the_original() -> None:
    assert fold_with_map("Straße").span(5, 5) == Span(4, 4)
    assert fold_with_map("rain").span(4, 4) == Span(4, 4)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_folding_with_a_map_is_folding(text: str) -> None:
    folded = fold_with_map(text)
    assert folded.text == fold(text)
    origins = [folded.original(position) for position in range(len(folded.text))]
    assert origins == sorted(origins)
    assert all(0 <= origin < len(text) for origin in origins)
    assert all(fold(text[origin]).find(character) != -1 for origin, character in zip(origins, folded.text, strict=True))
