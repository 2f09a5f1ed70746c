"""What is merely plausible is shown and never written."""

from __future__ import annotations

import pytest

from workbench.cleaning.clean import clean

PROSE = (
    "The harbour froze in the first week of the year, and the ferries that bring flour to the islands stayed at the quay, "
    "the port's master said on Monday."
)


def guesses(*blocks: str) -> dict[str, tuple[object, int | str]]:
    return {guess.name: (guess.value, guess.where) for guess in clean("\n\n".join(blocks).encode()).guesses}


@pytest.mark.parametrize("stated", ["January 12, 2019", "12 January 2019"])
def test_a_date_in_the_first_paragraphs_is_a_guess(stated: str) -> None:
    cleaned = clean(f"Ice closes the harbour\n\n{PROSE.replace('Monday', stated)}".encode())
    assert cleaned.metadata.published is None
    assert [(one.name, one.value, one.where) for one in cleaned.guesses] == [("published", "2019-01-12", 3)]


def test_the_name_behind_the_title_is_a_guess() -> None:
    title = "Ice closes the harbour of the islands | Northern Quay"
    cleaned = clean(f"{title}\n\n{PROSE}".encode())
    assert (cleaned.metadata.title, cleaned.metadata.publisher) == (title, None)
    assert guesses(title, PROSE) == {"publisher": ("Northern Quay", 1)}


@pytest.mark.parametrize(
    "blocks",
    [
        ("Ice closes the harbour", "https://quay.example/img/2019/01/12/ice.jpg", PROSE),
        ("Ice closes the harbour", PROSE, "© 2019 Northern Quay"),
        ("Ice closes the harbour", PROSE, PROSE, PROSE, PROSE.replace("Monday", "12 January 2019")),
        ("Ice closes the harbour", PROSE.replace("Monday", "31 February 2019")),
        ("Ice closes the harbour", PROSE.replace("Monday", "12 January")),
        ("Ice closes the harbour", "12 January 2019", PROSE.replace("Monday", "11 January 2019")),
    ],
)
def test_no_date_is_guessed_from_what_dates_nothing(blocks: tuple[str, ...]) -> None:
    assert "published" not in guesses(*blocks)
