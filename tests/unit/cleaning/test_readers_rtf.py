"""Rich text."""

from __future__ import annotations

import pytest

from tests.unit.cleaning import made
from workbench.cleaning.clean import clean
from workbench.cleaning.readers.rtf import read
from workbench.errors import DataError
from workbench.records.block import Label


def rtf(body: str) -> bytes:
    return (
        r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Times;}{\f1\fcharset204 Arial;}{\f2\fcharset128 Gothic;}}" + body + "}"
    ).encode("latin-1")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"caf\'e9 \'93x\'94", "café “x”"),
        (r"{\f1 \'cc\'e8\'f0} again", "Мир again"),
        (r"{\f2 \'93\'fa\'96\'7b}", "日本"),
        (r"5 \u8364?, \u-10179?\u-8704?", "5 €, 😀"),
        (r"\uc2 \u8364\'80\'80 x", "€ x"),
        (r"a{\b bold}\i  c\i0", "abold c"),
        (r"a\~b\_c \{d\} \\", "a b\u2011c {d} \\"),
        (r"seen {\v unseen}{\*\unknown gone}seen", "seen seen"),
        (r"a{\pict 0102ff}b{\object{\objdata 01}{\result c}}", "abc"),
        (r"a\bin5 }{\\}b", "ab"),
        (r"link {\field{\*\fldinst HYPERLINK x}{\fldrslt here}}", "link here"),
    ],
)
def test_characters_are_those_of_the_font_and_what_is_not_seen_is_left_out(body: str, text: str) -> None:
    assert read(rtf(body + r"\par")).rendition == f"{text}\n"


def test_paragraphs_rows_notes_and_the_heads_of_pages() -> None:
    styles = r"{\stylesheet{\s0 Normal;}{\s3\b heading 2;}}"
    body = (
        styles
        + r"{\header Running head\par}\pard First line{\footnote A note}\par\pard\s3 Section\par\pard{\listtext\bullet\tab}Item\par\trowd A\cell B\cell\row"
    )
    page = read(rtf(body))
    lines = dict(zip(page.rendition.splitlines(), (page.hints[n].label for n in sorted(page.hints)), strict=True))
    assert lines == {
        "Running head": Label.OTHER_FURNITURE,
        "A note": Label.BODY,
        "First line": Label.BODY,
        "Section": Label.SUBHEADING,
        "Item": Label.LIST,
        "A | B": Label.BODY,
    }


def test_properties_are_believed_where_the_text_says_the_same() -> None:
    info = r"{\info{\title Ferry inquiry opens}{\author Lina Forsberg}{\creatim\yr2020\mo2\dy3}}"
    shown = rf"Ferry inquiry opens\par By Lina Forsberg\par {made.SENTENCES[0]}\par"
    cleaned = clean(rtf(info + shown), "application/rtf")
    assert (cleaned.metadata.title, cleaned.metadata.authors, cleaned.metadata.published) == (
        "Ferry inquiry opens",
        ("Lina Forsberg",),
        None,
    )
    assert cleaned.text == made.SENTENCES[0] + "\n"
    hidden = clean(rtf(info + made.SENTENCES[0]), "application/rtf")
    assert (hidden.metadata.title, hidden.metadata.authors) == (None, ())
    assert [guess.name for guess in hidden.guesses] == ["title", "authors", "published"]


@pytest.mark.parametrize("raw", [b"", b"plain", rtf(""), b"{\\rtf1 " + b"{" * 2000, b"{\\rtf"])
def test_what_holds_no_text_is_refused_in_a_line(raw: bytes) -> None:
    with pytest.raises(DataError):
        read(raw)


@pytest.mark.parametrize(
    "raw",
    [
        b"{\\rtf1 a}}}}b",
        b"{\\rtf1 a\\'",
        b"{\\rtf1 a\\bin999999999 b}",
        b"{\\rtf1\\ansicpg99999 a}",
        b"{\\rtf1\\uc-5\\u99999999 a}",
    ],
)
def test_damaged_files_are_read_as_far_as_they_go(raw: bytes) -> None:
    assert "a" in read(raw).rendition
