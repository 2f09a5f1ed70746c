"""PDF files."""

from __future__ import annotations

import re
import sys
import zlib
from importlib.util import find_spec

import pytest

from tests.unit.cleaning import made
from tests.unit.cleaning.made import wrapped
from workbench.cleaning.clean import clean
from workbench.cleaning.readers import pdf
from workbench.errors import DataError
from workbench.records.article import Grade
from workbench.records.block import Label

needs_pdfium = pytest.mark.skipif(find_spec("pypdfium2") is None, reason="the extra `formats` is not installed")


def report(pages: int = 3) -> bytes:
    drawn = []
    for number in range(1, pages + 1):
        body = wrapped(f"Part {number}. {made.SENTENCES[0]}", 60, 700) + wrapped(made.SENTENCES[1], 60, 640)
        drawn.append([(60.0, 810.0, 9.0, "Harbour authority, quarterly notes"), *body, (290.0, 30.0, 9.0, f"- {number} -")])
    return made.pdf(drawn)


@needs_pdfium
def test_lines_become_paragraphs_and_the_heads_and_feet_of_pages_are_dropped() -> None:
    cleaned = clean(report(), "application/pdf")
    assert cleaned.text == "\n\n".join(f"Part {n}. {made.SENTENCES[0]}\n\n{made.SENTENCES[1]}" for n in (1, 2, 3)) + "\n"
    dropped = [d for d in cleaned.decisions if not d.kept]
    assert len(dropped) == 6
    assert all("3 of 3 pages" in d.reason for d in dropped)


@needs_pdfium
def test_a_paragraph_goes_on_over_the_page_and_a_divided_word_is_whole_again() -> None:
    first = [
        (60.0, 712.0, 11.0, "Well-known owners sent a letter to the provi-"),
        (60.0, 700.0, 11.0, "sional council, and the well-"),
        (60.0, 688.0, 11.0, "known council kept it in"),
    ]
    second = [(60.0, 712.0, 11.0, "a drawer until the spring of that year."), (60.0, 650.0, 11.0, "Nobody asked.")]
    cleaned = clean(made.pdf([first, second]), "application/pdf")
    expected = "Well-known owners sent a letter to the provisional council, and the well-known council kept it in a drawer until the spring of that year."
    assert cleaned.text.split("\n\n")[0] == expected


@needs_pdfium
def test_the_largest_line_of_the_first_page_is_its_title_until_a_person_says_otherwise() -> None:
    lines = [
        (60.0, 760.0, 24.0, "Ferry inquiry opens"),
        *wrapped(made.SENTENCES[0], 60, 700),
        (60.0, 640.0, 14.0, "What is known"),
        *wrapped(made.SENTENCES[1], 60, 620),
    ]
    cleaned = clean(
        made.pdf([lines], {"Title": "Microsoft Word - x.doc", "Author": "jsmith", "CreationDate": "D:20200102030405Z"}),
        "application/pdf",
    )
    assert (cleaned.metadata.title, cleaned.evidence["title"].grade) == ("Ferry inquiry opens", Grade.DERIVED)
    assert (cleaned.metadata.authors, cleaned.metadata.published) == ((), None)
    assert [guess.name for guess in cleaned.guesses] == ["title", "authors", "published"]
    assert [d.label for d in cleaned.decisions] == [Label.SUBHEADING, Label.BODY, Label.SUBHEADING, Label.BODY]


@needs_pdfium
def test_a_title_of_the_properties_that_the_page_shows_is_declared() -> None:
    lines = [
        (60.0, 760.0, 24.0, "Ferry inquiry opens"),
        (60.0, 740.0, 11.0, "By Lina Forsberg"),
        *wrapped(made.SENTENCES[0], 60, 700),
    ]
    cleaned = clean(made.pdf([lines], {"Title": "Ferry Inquiry Opens", "Author": "Lina Forsberg"}), "application/pdf")
    assert (cleaned.metadata.title, cleaned.evidence["title"].grade) == ("Ferry inquiry opens", Grade.DECLARED)
    assert cleaned.metadata.authors == ("Lina Forsberg",)
    assert cleaned.text == made.SENTENCES[0] + "\n"


@needs_pdfium
@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("https://news.example.org/a?b=1", "https://news.example.org/a?b=1"),
        ("https://news.example.org/a...", None),
        ("file:///tmp/a.html", None),
    ],
)
def test_what_a_browser_prints_at_the_edges_is_dropped_and_its_address_is_believed(address: str, url: str | None) -> None:
    page = [
        (24.0, 825.0, 8.0, "11/21/26, 11:16 AM Ferry inquiry opens"),
        *wrapped(made.SENTENCES[0], 60, 700),
        (24.0, 15.0, 8.0, f"{address} 1/1"),
    ]
    cleaned = clean(made.pdf([page]), "application/pdf")
    assert cleaned.text == made.SENTENCES[0] + "\n"
    assert cleaned.metadata.url == url


@needs_pdfium
@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (made.pdf([[]]), "pictures of pages"),
        (b"%PDF-1.7\ncut off", "damaged or cut off"),
        (b"<html>", "not a PDF"),
        (
            made.pdf(
                [[(60, 700, 11, "x")]],
                trailer="/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <"
                + "00" * 32
                + "> /U <"
                + "11" * 32
                + "> >> /ID [<00><00>]",
            ),
            "encrypted",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_line(raw: bytes, said: str) -> None:
    with pytest.raises(DataError, match=said):
        pdf.read(raw)


@needs_pdfium
def test_a_file_of_too_many_pages_is_refused() -> None:
    with pytest.raises(DataError, match="5,001 pages, at most 5,000"):
        pdf.read(made.pdf([[(60, 700, 11, "x")]] * 5_001))


@needs_pdfium
def test_a_file_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_SECONDS", 0.001)
    with pytest.raises(DataError, match="seconds to read"):
        pdf.read(report(3))


@needs_pdfium
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process")
def test_a_file_that_unpacks_to_gigabytes_is_refused_and_harms_nobody() -> None:
    bomb = zlib.compress(zlib.compress(b" " * 1_000_000_000, 1))
    stream = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%b\nendstream" % (len(bomb), bomb)
    page = re.sub(
        rb"<< /Length \d+ >>\nstream\n.*?endstream", lambda _: stream, made.pdf([[(60, 700, 11, "x")]]), count=1, flags=re.DOTALL
    )
    with pytest.raises(DataError, match="too much memory"):
        pdf.read(page)


def test_without_the_extra_the_error_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(DataError) as refused:
        pdf.read(b"%PDF-1.4\n")
    assert refused.value.what == "a PDF file needs the package pypdfium2"
    assert refused.value.remedy == "pip install 'analyst-workbench[formats]'"
