"""Differences between two texts; the laws of joining are in tests/properties."""

from __future__ import annotations

import time

from workbench.text.paragraphs import difference


def test_a_long_text_of_the_same_line_is_compared_in_time() -> None:
    began = time.process_time()
    changes = difference("the same line\n\n" * 20_000, "the same line\n\n" * 19_999 + "another\n\n")
    assert time.process_time() - began < 10
    assert "".join(one.new for one in changes).count("another") == 1


def test_in_a_long_text_of_many_paragraphs_only_what_differs_is_found() -> None:
    paragraphs = [f"Paragraph {number} of a long report." for number in range(2_000)]
    other = [*paragraphs[:700], "A new one.", *paragraphs[700:1500], "Paragraph 1500 of a short report.", *paragraphs[1501:]]
    changes = difference("\n\n".join(paragraphs), "\n\n".join(other))
    assert [(one.old, one.new.strip()) for one in changes] == [("", "A new one."), ("long", "short")]
