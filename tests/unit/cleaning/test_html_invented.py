"""Pages that state no date and no author, each with something that looks like one: nothing may be made of it."""

from __future__ import annotations

import pytest

from tests.unit.cleaning.html_pages import page
from workbench.cleaning.clean import clean
from workbench.records.cleaned import Cleaned

_COMMENT = "<p>I took the very first boat this morning, and it was as crowded as it has ever been in all these years.</p>"
_TEASER = '<article class="card"><h3><a href="/b">Tram line grows</a></h3>{}<p><a href="/b">Read it</a></p></article>'

PAGES = {
    "a copyright line in the footer": page(below="<footer>© 2019 Quay Media. All rights reserved.</footer>"),
    "a copyright line with a name": page(below="<footer><p>Copyright 2018 by Anna Berg</p></footer>"),
    "a copyright meta": page(head='<meta name="copyright" content="2017 Quay Media"><meta name="rights" content="Anna Berg">'),
    "a treaty in the prose": page(inside="<p>The treaty signed on 14 May 2003 gave both towns the right to run boats here.</p>"),
    "a date that begins the prose": page(
        below_title="<p>On 3 March 2011 a storm had sunk the oldest of the boats at its moorings.</p>"
    ),
    "a commenter's date": page(below=f'<div class="comments"><p>Posted 3 March 2021</p>{_COMMENT}</div>'),
    "a commenter with markup": page(
        below=f'<section id="comments"><span class="author">Anna Berg</span><time datetime="2021-03-03">3 March</time>{_COMMENT}</section>'
    ),
    "a commenter with microdata": page(
        below='<div itemscope itemtype="https://schema.org/Comment"><span itemprop="author">Anna Berg</span>'
        f'<time itemprop="datePublished" datetime="2021-03-03">3 March</time>{_COMMENT}</div>'
    ),
    "a comment as an article": page(
        below=f'<article class="comment"><a rel="author" href="/u/1">Anna Berg</a><time datetime="2021-03-03">x</time>{_COMMENT}</article>'
    ),
    "an image path with a year": page(
        inside='<img src="/uploads/2016/05/boat.jpg" alt="A boat"><a href="/2015/04/03/x">boats</a>'
    ),
    "an og:image path with a date": page(head='<meta property="og:image" content="https://quay.example/2016/05/08/boat.jpg">'),
    "related articles with <time>": page(below=_TEASER.format('<time datetime="2019-01-02">2 January 2019</time>')),
    "related articles in an aside": page(
        below='<aside><h2>Related</h2><a href="/c">Bus fares</a> <time datetime="2018-07-01" pubdate>1 July 2018</time></aside>'
    ),
    "related articles inside the article": page(
        inside='<div class="related-posts"><a rel="author" href="/a">Anna Berg</a> <time datetime="2018-07-01">1 July 2018</time></div>'
    ),
    "an author box of another article": page(below=_TEASER.format('<a rel="author" href="/a">Anna Berg</a>')),
    "JSON-LD of other articles": page(
        head='<script type="application/ld+json">{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","headline":"Tram",'
        '"datePublished":"2019-01-02","author":{"@type":"Person","name":"Anna Berg"}}]}</script>'
    ),
    "JSON-LD of several articles": page(
        head='<script type="application/ld+json">[{"@type":"NewsArticle","headline":"Tram","datePublished":"2019-01-02"},'
        '{"@type":"NewsArticle","headline":"Bus","datePublished":"2019-01-03","author":"Anna Berg"}]</script>'
    ),
    "JSON-LD of the site's founding": page(
        head='<script type="application/ld+json">{"@type":"Organization","name":"Quay","foundingDate":"1998-01-01",'
        '"founder":{"@type":"Person","name":"Anna Berg"}}</script>'
    ),
    "JSON-LD of a video": page(
        head='<script type="application/ld+json">{"@type":"VideoObject","name":"Boat","uploadDate":"2019-01-02","author":"Anna Berg"}</script>'
    ),
    "posted by admin": page(below_title="<p>Posted by admin</p>"),
    "a byline that is a log-in": page(
        head='<meta name="author" content="admin">', below_title='<p class="byline">by webmaster</p>'
    ),
    "an author that is an address": page(head='<meta property="article:author" content="https://social.example/anna.berg">'),
    "an author that is a handle": page(
        head='<meta name="author" content="@annaberg"><meta name="twitter:creator" content="@annaberg">'
    ),
    "an author that is an e-mail": page(head='<meta name="author" content="anna@quay.example">'),
    "an author that is the site": page(
        head='<meta property="og:site_name" content="Quay Herald"><meta name="author" content="Quay Herald">'
    ),
    "an author that is a date": page(head='<meta name="author" content="Tuesday, 3 March 2020 | News">'),
    "an author that is a number": page(head='<meta name="author" content="1042">'),
    "a relative date": page(below_title='<p class="date">Last Thursday</p><p>3 hours ago</p>'),
    "today's date at the top of the page": page(above="<header><div>Saturday, 21 November 2026</div></header>"),
    "an epoch for a date": page(head='<meta property="article:published_time" content="1970-01-01T00:00:00Z">'),
    "a date that no calendar has": page(head='<meta property="article:published_time" content="2021-02-30">'),
    "a date with day and month in doubt": page(head='<meta name="date" content="03/04/2021">'),
    "an event's date": page(
        inside='<div itemscope itemtype="https://schema.org/Event"><time itemprop="startDate" datetime="2022-05-01">1 May</time></div>'
    ),
    "a picture's credit": page(
        inside='<figure><img src="a.jpg"><figcaption>The quay in 1911. <span class="credit">Photo: Anna Berg</span></figcaption></figure>'
    ),
    "a generator and a viewport": page(
        head='<meta name="generator" content="Press 2015.4"><meta name="viewport" content="width=1024">'
    ),
    "a footer with a version and a date": page(below="<footer>Last build: 2020-01-01 12:00 by Anna Berg</footer>"),
}


def _cleaned(html: str) -> Cleaned:
    return clean(html.encode(), "text/html")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_without_date_and_author_gets_none(name: str) -> None:
    cleaned = _cleaned(PAGES[name])
    assert (cleaned.metadata.published, cleaned.metadata.authors) == (None, ())


def test_a_page_that_says_only_when_it_was_changed_is_not_given_a_day_of_publication() -> None:
    cleaned = _cleaned(page(head='<meta property="article:modified_time" content="2020-02-03T10:00:00Z">'))
    assert (cleaned.metadata.published, cleaned.metadata.modified) == (None, "2020-02-03")


def test_dates_that_are_stated_are_read() -> None:
    """The pages above prove nothing unless a stated date would have been found in them."""
    for name, html in PAGES.items():
        told = html.replace(
            "<head>",
            '<head><meta property="article:published_time" content="2021-08-26"><meta name="byl" content="By Anna Berg">',
        )
        found = _cleaned(told)
        assert (found.metadata.published, found.metadata.authors) == ("2021-08-26", ("Anna Berg",)), name
