"""Laws of reading HTML, for any page."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.cleaning.clean import clean
from workbench.cleaning.html.aligning import shares, words_of
from workbench.cleaning.render import render
from workbench.errors import DataError
from workbench.records.partial_date import is_partial_date
from workbench.text.sanitise import strip_controls

_TAGS = st.sampled_from(
    "p div span b a h1 h2 ul li table tr td nav footer article section pre br time script style figure figcaption form svg".split()
)
_ATTRIBUTES = st.sampled_from(
    [
        "",
        " hidden",
        ' class="byline"',
        ' class="comments"',
        ' style="display:none"',
        ' itemprop="author"',
        ' datetime="2021-03-04"',
        " itemscope",
    ]
)
_TEXT = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["By Anna Berg", "4 March 2021", "© 2019 Quay", "Read more", "The ferries that cross the harbour are running again. " * 3]
    ),
)
_PIECE = st.one_of(
    _TEXT,
    st.builds(lambda tag, attributes: f"<{tag}{attributes}>", _TAGS, _ATTRIBUTES),
    st.builds(lambda tag: f"</{tag}>", _TAGS),
    st.builds(
        lambda name, value: f'<meta property="{name}" content="{value}">',
        st.sampled_from(["og:title", "author", "og:url"]),
        _TEXT,
    ),
)
PAGES = st.lists(_PIECE, max_size=40).map(lambda pieces: "<html><body>" + "".join(pieces))
WORDS = st.lists(st.sampled_from("ferry quay boat rain town new old the of and".split()), max_size=12).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(PAGES)
def test_any_page_is_read_or_refused_and_its_text_is_what_is_kept(html: str) -> None:
    try:
        cleaned = clean(html.encode("utf-8", "surrogatepass"), "text/html")
    except DataError:
        return
    lines = cleaned.rendition.split("\n")
    assert lines[-1] == ""
    assert all(line.strip() for line in lines[:-1])
    assert cleaned.text == render(cleaned.rendition, cleaned.decisions)[0]


@settings(max_examples=150, deadline=None)
@given(PAGES)
def test_every_value_is_one_that_its_field_can_have(html: str) -> None:
    try:
        found = clean(html.encode("utf-8", "surrogatepass"), "text/html").metadata
    except DataError:
        return
    texts = [value for value in (found.title, found.publisher, found.agency, found.url, *found.authors) if isinstance(value, str)]
    assert all(text and "\n" not in text and strip_controls(text)[0] == text and len(text) <= 2_000 for text in texts)
    assert all(is_partial_date(day) for day in (found.published, found.modified) if day)
    assert (found.url or "https://").startswith(("http://", "https://"))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.binary(max_size=200), max_size=3))
def test_any_bytes_are_a_page_or_refused(parts: list[bytes]) -> None:
    try:
        clean(b"<html><body><p>" + b"<p>".join(parts), "text/html")
    except DataError:
        return


@given(st.lists(WORDS, max_size=8))
def test_lines_are_found_whole_in_the_text_that_they_make(lines: list[str]) -> None:
    assert shares(lines, "\n".join(lines)) == [1.0 if words_of(line) else 0.0 for line in lines]


@given(st.lists(WORDS, max_size=8), WORDS)
def test_a_share_is_a_share(lines: list[str], extracted: str) -> None:
    found = shares(lines, extracted)
    assert len(found) == len(lines)
    assert all(0.0 <= share <= 1.0 for share in found)
