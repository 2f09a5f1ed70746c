"""A word is one word in every script: its marks belong to it."""

from __future__ import annotations

import pytest

from workbench.text.words import word_at, words


@pytest.mark.parametrize(
    "word",
    ["हिन्दी", "বাংলা", "தமிழ்", "مُحَمَّد", "שָׁלוֹם", "မြန်မာ", "ខ្មែរ", "e\u0301te\u0301", "می\u200cروم", "ISIS-K", "al-Qa'ida", "2,200"],
)
def test_a_word_is_not_split_at_its_marks(word: str) -> None:
    text = f"{word} {word}"
    assert [span.of(text) for span in words(text)] == [word, word]
    assert word_at(text, 1).of(text) == word


def test_a_full_stop_of_an_indic_script_ends_a_word() -> None:
    assert [span.of("एक। दो") for span in words("एक। दो")] == ["एक", "दो"]
