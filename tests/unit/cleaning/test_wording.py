"""Reasons are words that a person can check against the line."""

from __future__ import annotations

import pytest

from workbench.cleaning.wording import described
from workbench.records.block import Label


@pytest.mark.parametrize(
    ("line", "label", "reason"),
    [
        ("Subscribe to our newsletter", Label.NEWSLETTER, "speaks of subscribing"),
        ("Follow the harbour on Instagram", Label.SOCIAL, "speaks of sharing or following"),
        ("Privacy policy and cookies", Label.COPYRIGHT, "speaks of rights and terms"),
        ("Ice closes the harbour of the islands", Label.RELATED, "a headline that continues nothing"),
        ("Islands", Label.NAVIGATION, "a few words, no sentence"),
        ("I was there and it was colder than my cellar.", Label.COMMENT, "reads like a reader's comment"),
        ("The boats stayed at the quay for weeks.", Label.OTHER_FURNITURE, "reads like a teaser or a note"),
        ("***", Label.OTHER_FURNITURE, "no words"),
    ],
)
def test_furniture_is_described_by_what_it_looks_like_and_where_it_stands(line: str, label: Label, reason: str) -> None:
    assert described(line, "after the last paragraph") == (label, f"{reason}, after the last paragraph")
