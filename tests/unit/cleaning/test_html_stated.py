"""What a page states of itself, where it was read, and what of several statements is believed."""

from __future__ import annotations

import pytest

from tests.unit.cleaning.html_pages import PROSE, TITLE, page
from workbench.cleaning.clean import clean
from workbench.records.article import Evidence, Grade, Kind, PersonName
from workbench.records.cleaned import Cleaned


def _cleaned(html: str) -> Cleaned:
    return clean(html.encode(), "text/html")


def _head(head: str, **parts: str) -> Cleaned:
    return _cleaned(page(head=head, **parts))


def _linked(json: str, **parts: str) -> Cleaned:
    return _head(f'<script type="application/ld+json">{json}</script>', **parts)


def test_linked_data_comes_first_and_says_where_it_was_read() -> None:
    cleaned = _linked(
        '{"@context":"https://schema.org","@type":"NewsArticle","headline":"Ferries are back","datePublished":"2021-03-04T08:00:00+01:00",'
        '"dateModified":"2021-03-05","author":[{"@type":"Person","name":"Anna Berg"},{"@type":"Person","name":"Per Lund"}],'
        '"publisher":{"@type":"Organization","name":"Quay Herald"},"inLanguage":"en"}'
        '</script><meta property="og:title" content="Other"><meta property="og:site_name" content="Quay Herald"><script>'
    )
    found = cleaned.metadata
    assert (found.title, found.authors, found.publisher) == ("Ferries are back", ("Anna Berg", "Per Lund"), "Quay Herald")
    assert (found.published, found.modified, found.language, found.kind) == ("2021-03-04", "2021-03-05", "en", Kind.NEWS)
    assert cleaned.evidence["title"] == Evidence(Grade.DECLARED, "jsonld:headline")
    assert cleaned.evidence["publisher"] == Evidence(Grade.DECLARED, "meta:og:site_name")


@pytest.mark.parametrize(
    "json",
    [
        '{"@graph":[{"@type":"WebSite","name":"Quay"},{"@type":["Article","NewsArticle"],"headline":"H","datePublished":"2021-03"}]}',
        '[{"@type":"Organization"},{"@type":"NewsArticle","headline":"H","datePublished":"2021-03"}]',
        '{"@type":"WebPage","mainEntity":{"@type":"NewsArticle","headline":"H","datePublished":"2021-03"}}',
        '{"@type":"NewsArticle","headline":"H","datePublished":"2021-03",}',
        '<!-- {"@type":"NewsArticle","headline":"H","datePublished":"2021-03"} -->',
        '<![CDATA[ {"@type":"http://schema.org/NewsArticle","headline":"H","datePublished":"2021-03"} ]]>',
        '{"@type":"NewsArticle","headline":"H","description":"two\nlines","datePublished":"2021-03"};',
    ],
)
def test_linked_data_is_read_in_every_common_form(json: str) -> None:
    assert _linked(json).metadata.published == "2021-03"


@pytest.mark.parametrize(
    "json", ["{", "[[[[", '{"@type":}', "null", '{"@type":"NewsArticle","author":{"name":{"name":3}},"headline":7}']
)
def test_broken_linked_data_is_passed_over(json: str) -> None:
    assert _linked(json).metadata.title == TITLE


def test_an_author_given_by_reference_is_found() -> None:
    cleaned = _linked(
        '{"@graph":[{"@type":"NewsArticle","headline":"H","author":{"@id":"#a"}},{"@id":"#a","@type":"Person","name":"Anna Berg"}]}'
    )
    assert cleaned.metadata.authors == ("Anna Berg",)


def test_an_organisation_is_a_literal_name() -> None:
    cleaned = _linked('{"@type":"NewsArticle","headline":"H","author":{"@type":"Organization","name":"Harbour Union"}}')
    assert cleaned.metadata.authors == (PersonName(literal="Harbour Union"),)


def test_publication_comes_before_change_and_both_are_kept() -> None:
    cleaned = _head(
        '<meta property="article:modified_time" content="2020-02-03T10:00Z"><meta property="article:published_time" content="2020-01-31">'
    )
    assert (cleaned.metadata.published, cleaned.metadata.modified) == ("2020-01-31", "2020-02-03")


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("2021-03-04T23:30:00-05:00", "2021-03-04"),
        ("2021-03", "2021-03"),
        ("2021", "2021"),
        ("20210304", "2021-03-04"),
        ("2021/03/04", "2021-03-04"),
        ("Thu, 04 Mar 2021 08:00:00 GMT", "2021-03-04"),
        ("03/04/2021", None),
        ("2021-13-01", None),
        ("yesterday", None),
        ("1614844800", None),
        ("0000-00-00", None),
    ],
)
def test_dates_stay_as_precise_as_they_are_stated(raw: str, day: str | None) -> None:
    assert _head(f'<meta property="article:published_time" content="{raw}">').metadata.published == day


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        ("Anna Berg", ("Anna Berg",)),
        ("By Anna Berg", ("Anna Berg",)),
        ("BY ANNA BERG and PER LUND", ("ANNA BERG", "PER LUND")),
        ("Anna Berg, Per Lund and Ida Holm", ("Anna Berg", "Per Lund", "Ida Holm")),
        ("Anna Berg; Per Lund", ("Anna Berg", "Per Lund")),
        ("Berg, Anna", ("Berg, Anna",)),
        ("Ludwig van der Meer", ("Ludwig van der Meer",)),
        ("肖春芳", ("肖春芳",)),
        ("نجيب محفوظ", ("نجيب محفوظ",)),
        ("Plato", ("Plato",)),
        ("Harbour News Agency", (PersonName(literal="Harbour News Agency"),)),
        ("https://quay.example/anna", ()),
        ("@anna", ()),
        ("anna@quay.example", ()),
        ("Anna Berg | Quay Herald", ()),
        ("4 March 2021", ()),
        ("annaberg", ()),
        ("admin", ()),
        ("Editorial", ()),
        ("By", ()),
        ("Edited by Ida Holm", ()),
        ("Photographs by Ida Holm", ()),
    ],
)
def test_a_name_stays_as_it_is_written_and_what_is_none_is_refused(raw: str, names: tuple[str, ...]) -> None:
    assert _head(f'<meta name="author" content="{raw}">').metadata.authors == names


def test_several_fields_for_authors_state_them_together() -> None:
    cleaned = _head('<meta name="citation_author" content="Berg, Anna"><meta name="citation_author" content="Lund, Per">')
    assert cleaned.metadata.authors == ("Berg, Anna", "Lund, Per")


def test_microdata_of_the_article_is_read() -> None:
    cleaned = _head(
        "",
        below_title='<p itemprop="author" itemscope itemtype="https://schema.org/Person">By <b itemprop="name">Anna Berg</b></p>'
        '<time itemprop="datePublished" datetime="2021-03-04T08:00">4 March</time>',
    )
    assert (cleaned.metadata.authors, cleaned.metadata.published) == (("Anna Berg",), "2021-03-04")


def test_a_byline_and_a_date_on_lines_of_their_own_are_read_and_leave_the_text() -> None:
    cleaned = _head("", below_title="<p>By Anna Berg</p><p>4 March 2021</p>")
    assert (cleaned.metadata.authors, cleaned.metadata.published) == (("Anna Berg",), "2021-03-04")
    assert (cleaned.evidence["authors"].where, cleaned.evidence["published"].where) == (2, 3)
    assert cleaned.text.startswith("The ferries")


def test_a_time_above_the_prose_is_no_more_than_derived() -> None:
    cleaned = _head("", below_title='<time datetime="2021-03-04">Thursday</time>')
    assert (cleaned.metadata.published, cleaned.evidence["published"].grade) == ("2021-03-04", Grade.DERIVED)


def test_a_date_in_the_address_is_derived() -> None:
    cleaned = _head('<link rel="canonical" href="https://quay.example/2021/03/04/ferries">')
    assert (cleaned.metadata.published, cleaned.evidence["published"]) == ("2021-03-04", Evidence(Grade.DERIVED, "url"))


def test_the_site_is_taken_off_the_title_only_where_the_page_names_it() -> None:
    named = _head(
        '<meta property="og:site_name" content="Quay Herald"><meta property="og:title" content="Ferries return | Quay Herald">'
    )
    unnamed = _head('<meta property="og:title" content="Ferries return | Quay Herald">')
    assert (named.metadata.title, unnamed.metadata.title) == ("Ferries return", "Ferries return | Quay Herald")


def test_the_heading_is_the_title_where_the_pages_title_holds_it() -> None:
    html = page().replace(f"<title>{TITLE}</title>", f"<title>{TITLE} - Quay Herald</title>")
    assert _cleaned(html).metadata.title == TITLE


def test_the_address_is_absolute_and_of_the_web() -> None:
    cleaned = _head('<base href="https://quay.example/news/"><link rel="canonical" href="ferries">')
    assert (cleaned.metadata.url, cleaned.metadata.site) == ("https://quay.example/news/ferries", "quay.example")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//[",
        "http://",
        "ftp://a.example/x",
        "https://u:p@a.example",
    ],
)
def test_no_other_address_becomes_one(address: str) -> None:
    cleaned = _head(f'<link rel="canonical" href="{address}"><meta property="og:url" content="{address}">')
    assert (cleaned.metadata.url, cleaned.metadata.site) == (None, None)


def test_a_canonical_address_elsewhere_is_where_the_text_is_from() -> None:
    cleaned = _head(
        '<link rel="canonical" href="https://wire.example/1"><meta property="og:url" content="https://quay.example/2">'
    )
    assert (cleaned.metadata.url, cleaned.metadata.site, cleaned.metadata.agency) == (
        "https://quay.example/2",
        "quay.example",
        "wire.example",
    )


def test_what_it_is_based_on_is_believed_before_its_words() -> None:
    based = '{"@type":"NewsArticle","headline":"H","isBasedOn":{"@type":"NewsArticle","url":"https://wire.example/1","publisher":{"name":"Wire"}}}'
    words = "<p>This article was originally published on The Conversation.</p>"
    assert _linked(based, inside=words).metadata.agency == "Wire"
    cleaned = _cleaned(page(inside=words))
    assert (cleaned.metadata.agency, cleaned.metadata.publisher) == ("The Conversation", None)


def test_who_distributed_it_is_the_syndicator() -> None:
    cleaned = _cleaned(page(inside="<p>Distributed by Tribune Content Agency, LLC.</p>"))
    assert cleaned.metadata.syndicator == "Tribune Content Agency"


def test_a_dateline_is_read_from_the_article_but_not_from_its_surroundings() -> None:
    line = f"BERLIN (AP) — {PROSE[0]}"
    inside = _cleaned(page().replace(PROSE[0], line))
    beside = _cleaned(page(below=f"<aside><p>{line}</p></aside>"))
    assert (inside.metadata.place, inside.metadata.agency) == ("Berlin", "AP")
    assert (beside.metadata.place, beside.metadata.agency) == (None, None)


def test_singlefile_says_where_and_when_a_page_was_saved() -> None:
    comment = "<!--\n Page saved with SingleFile \n url: https://quay.example/ferries \n saved date: Thu Mar 04 2021 09:10:11 GMT+0100 (CET)\n-->"
    cleaned = _cleaned(page().replace("<html>", f"<html>{comment}"))
    assert (cleaned.metadata.url, cleaned.captured) == ("https://quay.example/ferries", "2021-03-04T08:10:11Z")
    assert cleaned.evidence["url"].where == "SingleFile:url"


def test_a_copy_in_an_archive_keeps_both_addresses() -> None:
    address = "https://web.archive.org/web/20210304081011/https://quay.example/ferries"
    cleaned = _head(f'<link rel="canonical" href="{address}">')
    assert (cleaned.metadata.archive, cleaned.metadata.url, cleaned.metadata.site) == (
        address,
        "https://quay.example/ferries",
        "quay.example",
    )


@pytest.mark.parametrize(
    ("raw", "tag"),
    [("en", "en"), ("en_US", "en-US"), ("zh-Hans", "zh-Hans"), ("DE-de", "de-DE"), ("<b>", None), ("english", None)],
)
def test_the_language_is_a_tag(raw: str, tag: str | None) -> None:
    html = page().replace("<html>", f'<html lang="{raw}">')
    stated = _cleaned(html)
    assert stated.metadata.language == (tag or "en")
    assert (stated.evidence["language"].where == "html:lang") is (tag is not None)


def test_values_are_one_line_without_control_characters_or_markup_read_twice() -> None:
    cleaned = _head('<meta property="og:title" content="Ferries\x1b[31m &amp;lt;b&amp;gt;\u202e return\n\ntoday">')
    assert cleaned.metadata.title == "Ferries <b> return today"


def test_a_title_as_long_as_a_page_is_refused() -> None:
    assert _head(f'<meta property="og:title" content="{"Ferries " * 200}">').metadata.title == TITLE


def test_a_date_found_by_search_is_a_guess_and_not_written() -> None:
    cleaned = _cleaned(page(below='<footer><time datetime="2019-05-06">6 May 2019</time></footer>'))
    assert cleaned.metadata.published is None
    assert all(guess.name not in cleaned.evidence for guess in cleaned.guesses)
