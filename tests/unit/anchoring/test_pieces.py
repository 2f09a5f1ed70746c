"""Texts cut into words and signs in comparison form."""

from __future__ import annotations

import pytest

from workbench.anchoring.pieces import Pieces, Vocabulary


def cut(text: str) -> list[str]:
    pieces = Pieces(text, Vocabulary())
    return [text[start:end] for start, end in zip(pieces.starts, pieces.ends, strict=True)]


def test_words_and_signs_are_pieces_and_white_space_is_none() -> None:
    assert cut("He said:\n\n“No -- 2,200 km.”") == ["He", "said", ":", "“", "No", "--", "2", ",", "200", "km", ".", "”"]


def test_scripts_without_spaces_are_cut_letter_by_letter() -> None:
    assert cut("北京 said ไทย") == ["北", "京", "said", "ไ", "ท", "ย"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The “gate”", 'THE "gate"'),
        ("a -- b", "a — b"),
        ("and...", "and…"),
        ("ﬁre", "fire"),
        ("soft\u00adhyphen", "softhyphen"),
        ("é", "e"),
    ],
)
def test_case_accents_and_typography_make_no_other_piece(one: str, other: str) -> None:
    vocabulary = Vocabulary()
    assert Pieces(one, vocabulary).row == Pieces(other, vocabulary).row


def test_what_cannot_be_seen_is_no_piece() -> None:
    assert cut("\u200b\ufeff a") == ["a"]


def test_a_stretch_touches_the_pieces_it_shares_a_letter_with() -> None:
    pieces = Pieces("one two three", Vocabulary())
    assert pieces.touched(2, 5) == range(2)
    assert pieces.touched(3, 4) == range(1, 1)
    assert pieces.touched(4, 7) == range(1, 2)
