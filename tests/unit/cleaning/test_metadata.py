"""What a page states, and above all what it does not."""

from __future__ import annotations

import pytest

from workbench.cleaning.clean import clean
from workbench.records.article import Grade

PROSE = (
    "The branch has grown in the eastern valleys over the past two years, officials in the capital said on Monday, "
    "and draws on men who left other groups."
)


def read(*blocks: str):  # type: ignore[no-untyped-def]
    return clean("\n\n".join(blocks).encode())


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Published: 27 August 2021", "2021-08-27"),
        ("February 12, 2019", "2019-02-12"),
        ("12 February 2019", "2019-02-12"),
        ("Posted on Feb. 12, 2019 at 10:32 am", "2019-02-12"),
        ("2021-08-27", "2021-08-27"),
        ("November 2019", "2019-11"),
        ("Thursday, August 26, 2021", "2021-08-26"),
    ],
)
def test_a_line_that_is_a_date_dates_the_article(line: str, published: str) -> None:
    cleaned = read("A title of several words", line, PROSE)
    assert cleaned.metadata.published == published
    assert (cleaned.evidence["published"].grade, cleaned.evidence["published"].where) == (Grade.DECLARED, 3)


@pytest.mark.parametrize(
    "blocks",
    [
        ("A title of several words", PROSE, "© 2019 A Site"),
        ("A title of several words", PROSE, "(c) 2019 A Site. All rights reserved."),
        ("A title of several words", PROSE.replace("Monday", "14 May 2003, when the treaty was signed")),
        ("A title of several words", PROSE, "Posted 3 March 2021", "I do not agree with any of this."),
        ("A title of several words", "Updated: 3 March 2021", PROSE),
        ("A title of several words", "31 February 2021", PROSE),
        ("A title of several words", "03/04/2021", PROSE),
        ("A title of several words", "https://site.example/img/2018/07/picture.jpg", PROSE),
        ("A title of several words", "On February 9th", PROSE),
    ],
)
def test_no_date_is_made_of_what_does_not_date_the_article(blocks: tuple[str, ...]) -> None:
    assert read(*blocks).metadata.published is None


def test_an_update_is_not_the_date_of_publication() -> None:
    cleaned = read("A title of several words", "Published: 27 August 2021", "Updated: 28 August 2021", PROSE)
    assert (cleaned.metadata.published, cleaned.metadata.modified) == ("2021-08-27", "2021-08-28")


def test_the_dateline_names_place_and_agency() -> None:
    cleaned = read("A title of several words", f"KABUL (Northern Wire) — {PROSE}")
    assert (cleaned.metadata.place, cleaned.metadata.agency, cleaned.metadata.publisher) == ("Kabul", "Northern Wire", None)


def test_a_byline_names_persons_and_their_agency() -> None:
    cleaned = read("A title of several words", "By Tomas Reyes and Adaeze Okoro, Northern Wire", PROSE)
    assert cleaned.metadata.authors == ("Tomas Reyes", "Adaeze Okoro")
    assert cleaned.metadata.agency == "Northern Wire"


@pytest.mark.parametrize(
    "line", ["By the end of the year", "by 262588213843476", "By marginal_note", "By then it was late, and cold", "By A"]
)
def test_no_author_is_made_of_what_is_no_name(line: str) -> None:
    assert read("A title of several words", line, PROSE).metadata.authors == ()


def test_a_syndicated_story_states_whose_it_is() -> None:
    cleaned = read("A title of several words", PROSE, "(c) 2021 Capital Daily", "Distributed by Eastgate Content Agency, LLC.")
    said = cleaned.metadata
    assert (said.agency, said.syndicator, said.published, said.publisher) == (
        "Capital Daily",
        "Eastgate Content Agency",
        "2021",
        None,
    )


def test_the_name_of_a_site_in_a_pictures_text_is_only_derived() -> None:
    cleaned = read("A title of several words", "A title of several words, Daily Site", PROSE)
    assert cleaned.metadata.publisher == "Daily Site"
    assert cleaned.evidence["publisher"].grade is Grade.DERIVED


def test_the_language_is_told_by_its_words() -> None:
    german = "Vier Jahre nach dem Angriff ist die Straße noch gesperrt, und die Bewohner des Tals wissen nicht, wann sie wieder auf ihre Felder gehen können, sagte ein Sprecher."
    assert read("Ein Titel aus mehreren Worten", german).metadata.language == "de"
    assert read("A title of several words", PROSE).metadata.language == "en"
    assert read("xyz").metadata.language is None
