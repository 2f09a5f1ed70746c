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


def test_the_date_in_an_address_is_derived_and_a_stated_one_wins() -> None:
    address = "https://quay.example/news/2019/01/12/ice-closes-the-harbour.html"
    derived = read("Ice closes the eastern valleys", address, PROSE)
    assert (derived.metadata.published, derived.evidence["published"].grade) == ("2019-01-12", Grade.DERIVED)
    assert read("Ice closes the eastern valleys", address, "11 January 2019", PROSE).metadata.published == "2019-01-11"


@pytest.mark.parametrize(
    "line",
    [
        "By Admin",
        "By Newsroom Staff",
        "By https://site.example/u/9",
        "By @northern_watch",
        "By desk@site.example",
        "By Tomas Reyes | Northern Wire",
        "By 12 January 2019",
        "By January 2019",
        "By the Editorial Team",
        "By Guest Author",
        "by northern watch",
    ],
)
def test_what_is_no_persons_name_is_refused(line: str) -> None:
    assert read("Ice closes the eastern valleys", line, PROSE).metadata.authors == ()


@pytest.mark.parametrize("after", ["TODAY contributor", "Senior Editor", "M.D.", "special correspondent", "in Kabul"])
def test_a_post_behind_a_name_is_no_agency(after: str) -> None:
    said = read("Ice closes the eastern valleys", f"By Tomas Reyes, {after}", PROSE).metadata
    assert said.agency is None


def test_evidence_of_whose_reporting_it_is_has_an_order() -> None:
    byline, dateline = "By Tomas Reyes, Southern Wire", f"KABUL (Northern Wire) — {PROSE}"
    first = "This article was originally published on Capital Daily."
    title = "Ice closes the eastern valleys"
    assert read(title, byline, dateline, first).metadata.agency == "Northern Wire"
    assert read(title, byline, PROSE, first).metadata.agency == "Capital Daily"
    assert read(title, byline, PROSE).metadata.agency == "Southern Wire"


PAGES_WITHOUT_DATE_OR_AUTHOR = [
    ("Ice closes the eastern valleys", PROSE, "© 2019 Northern Quay"),
    ("Ice closes the eastern valleys", PROSE, "Copyright 2011-2019 Northern Quay. All rights reserved."),
    ("Ice closes the eastern valleys", PROSE.replace("Monday", "14 May 2003, when the treaty was signed,")),
    ("Ice closes the eastern valleys", PROSE, "The treaty of 3 June 1991 is in force."),
    ("Ice closes the eastern valleys", PROSE, "Comments", "Rosa Lindqvist", "March 3, 2021", "I was there that winter."),
    ("Ice closes the eastern valleys", PROSE, "Posted by Rosa Lindqvist on 3 March 2021", "I was there that winter."),
    ("Ice closes the eastern valleys", PROSE, "By Rosa Lindqvist", "3 March 2021", "More news from the valleys"),
    ("Ice closes the eastern valleys", "Updated: 3 March 2021", PROSE),
    ("Ice closes the eastern valleys", "Last modified on 3 March 2021 at 10:15", PROSE),
    ("Ice closes the eastern valleys", "https://quay.example/img/2018/07/04/ice.jpg", PROSE),
    ("Ice closes the eastern valleys", "3 days ago", PROSE),
    ("Ice closes the eastern valleys", "Yesterday, 10:15", PROSE),
    ("Ice closes the eastern valleys", "Reading time: 4 minutes", PROSE),
    ("Ice closes the eastern valleys", "Photo: Rosa Lindqvist", PROSE),
    ("Ice closes the eastern valleys", "marginal_note (marginal_note) wrote,", PROSE),
    ("Winter of 2019: ice closes the eastern valleys", PROSE),
    ("Ice closes the eastern valleys", "Volume 12, Number 2019", PROSE),
    ("Ice closes the eastern valleys", "Edited by Rosa Lindqvist", PROSE),
]


@pytest.mark.parametrize("blocks", PAGES_WITHOUT_DATE_OR_AUTHOR)
def test_a_page_without_date_or_author_gets_none(blocks: tuple[str, ...]) -> None:
    said = read(*blocks).metadata
    assert (said.published, said.authors) == (None, ())


@pytest.mark.parametrize(
    "page",
    [
        "The council met on Monday. It was cold.",
        "The council met on Monday.\n\nIt was cold.",
        "The council met on Monday.\nIt was cold.",
        PROSE,
        f"{PROSE}\n\n{PROSE}",
    ],
)
def test_a_sentence_is_no_title(page: str) -> None:
    cleaned = clean(page.encode())
    assert cleaned.metadata.title is None
    assert "".join(cleaned.text.split()) == "".join(page.split())
