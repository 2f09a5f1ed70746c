"""Books."""

from __future__ import annotations

import pytest

from tests.unit.cleaning import made
from workbench.cleaning.clean import clean
from workbench.cleaning.readers.epub import read
from workbench.cleaning.readers.recognising import EPUB
from workbench.errors import DataError
from workbench.files import zipped
from workbench.records.article import Grade, Kind
from workbench.records.block import Label

SAID = "<dc:title>Ferries of the north</dc:title><dc:creator>Lina Forsberg</dc:creator><dc:creator>Unknown</dc:creator><dc:publisher>Harbour Press</dc:publisher><dc:language>en</dc:language><dc:date>2019-02</dc:date>"


def test_chapters_stand_in_their_order_and_the_package_states_the_rest() -> None:
    raw = made.epub(
        [f"<h1>One</h1><p>{made.SENTENCES[0]}</p>", f"<h1>Two</h1><p>{made.SENTENCES[1]}</p>"],
        SAID,
        spine='<itemref idref="c1"/><itemref idref="c0"/>',
    )
    cleaned = clean(raw, EPUB)
    assert cleaned.text == f"## Two\n\n{made.SENTENCES[1]}\n\n## One\n\n{made.SENTENCES[0]}\n"
    said = cleaned.metadata
    assert (said.title, said.authors, said.publisher, said.published) == (
        "Ferries of the north",
        ("Lina Forsberg",),
        "Harbour Press",
        "2019-02",
    )
    assert cleaned.evidence["title"].where == "epub:dc:title"
    assert (said.kind, cleaned.evidence["kind"].grade) == (Kind.REPORT, Grade.DERIVED)


def test_short_paragraphs_of_a_chapter_are_not_lost() -> None:
    cleaned = clean(made.epub(["<h2>One</h2><p>Yes.</p><p>No.</p><ul><li>a</li></ul>"]), EPUB)
    assert cleaned.text == "## One\n\nYes.\n\nNo.\n\na\n"
    assert {d.label for d in cleaned.decisions} == {Label.SUBHEADING, Label.BODY, Label.LIST}


def test_what_stands_outside_the_order_is_left_out() -> None:
    raw = made.epub(
        ["<p>Inside.</p>", "<p>Outside.</p>"],
        spine='<itemref idref="c0"/><itemref idref="c1" linear="no"/><itemref idref="missing"/>',
    )
    assert read(raw).rendition == "Inside.\n"


@pytest.mark.parametrize("date", ["0101-01-01T00:00:00+00:00", "spring", "2019-13", "<dc:date>2018</dc:date>"])
def test_a_date_that_is_none_or_not_the_only_one_is_not_taken(date: str) -> None:
    said = f"<dc:date>2019</dc:date>{date}" if "<" in date else f"<dc:date>{date}</dc:date>"
    assert clean(made.epub(["<p>Words.</p>"], said), EPUB).metadata.published is None


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "empty"),
        (made.zipped({"a": "x"}), "no book"),
        (made.zipped({"META-INF/container.xml": "<c/>"}), "no list of contents"),
        (made.epub([]), "no text"),
        (made.epub([], more={"META-INF/encryption.xml": "<e/>"}), "protected"),
        (made.epub(["x" * (zipped.LARGEST_MEMBER + 1)]), "unpacks to more"),
    ],
)
def test_what_is_no_book_is_refused_in_a_line(raw: bytes, said: str) -> None:
    with pytest.raises(DataError, match=said):
        read(raw)


def test_an_address_out_of_the_archive_leads_nowhere() -> None:
    package = '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" href="../../../../etc/passwd" media-type="text/html"/><item id="b" href="file:///etc/passwd" media-type="text/html"/></manifest><spine><itemref idref="a"/><itemref idref="b"/></spine></package>'
    raw = made.zipped({"META-INF/container.xml": '<c><rootfile full-path="p.opf"/></c>', "p.opf": package})
    with pytest.raises(DataError, match="no text"):
        read(raw)
