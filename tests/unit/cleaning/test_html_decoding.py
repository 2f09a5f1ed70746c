"""The bytes of a page to its characters."""

from __future__ import annotations

import pytest

from workbench.cleaning.html.decoding import decode_page
from workbench.errors import DataError

GREEK = "Το λιμάνι είναι ανοιχτό και τα πλοία επιστρέφουν σήμερα."


def _page(text: str, charset: str) -> str:
    return f'<html><head><meta charset="{charset}"></head><body><p>{text}</p></body></html>'


@pytest.mark.parametrize(
    ("declared", "encoding", "text"),
    [
        ("utf-8", "utf-8", "Fähren — café"),
        ("iso-8859-1", "cp1252", "Fähren — “café”"),
        ("windows-1251", "cp1251", "Паромы вернулись в гавань"),
        ("gb2312", "gb18030", "渡轮回到港口"),
        ("Shift_JIS", "cp932", "フェリーが港に戻る①"),
        ("euc-kr", "cp949", "여객선이 항구로 돌아온다"),
        ("iso-8859-7", "iso8859-7", GREEK),
    ],
)
def test_the_declared_encoding_is_read_as_browsers_do(declared: str, encoding: str, text: str) -> None:
    decoded = decode_page(_page(text, declared).encode(encoding))
    assert (text in decoded.text, decoded.encoding) == (True, encoding)


def test_valid_utf8_wins_over_what_is_declared() -> None:
    decoded = decode_page(_page("Fähren — café", "iso-8859-1").encode())
    assert ("Fähren — café" in decoded.text, decoded.encoding) == (True, "utf-8")


def test_a_page_that_lies_about_being_utf8_is_told_by_its_bytes() -> None:
    assert "Fähren für alle Gäste" in decode_page(_page("Fähren für alle Gäste", "utf-8").encode("cp1252")).text


def test_a_mark_wins_over_everything() -> None:
    decoded = decode_page(_page("Fähren", "iso-8859-1").encode("utf-16"))
    assert ("Fähren" in decoded.text, decoded.encoding) == (True, "utf-16")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_seen(encoding: str) -> None:
    assert "Fähren" in decode_page(_page("Fähren", "utf-16").encode(encoding)).text


@pytest.mark.parametrize("declared", ["utf-7", "rot13", "base64", "no-such-thing", "idna", "x-user-defined"])
def test_what_is_declared_but_is_no_encoding_of_text_is_passed_over(declared: str) -> None:
    assert "ferries +AGE-" in decode_page(_page("ferries +AGE-", declared).encode()).text


def test_a_declaration_for_xml_is_read() -> None:
    raw = f'<?xml version="1.0" encoding="iso-8859-7"?><html><body>{GREEK}</body></html>'.encode("iso8859-7")
    assert GREEK in decode_page(raw).text


def test_single_nul_bytes_are_left_out() -> None:
    assert "ferries" in decode_page(b"<html><body><p>fer\0ries" + b" and boats" * 20).text


@pytest.mark.parametrize("raw", [b"", b" \n", b"\x89PNG\r\n\x1a\n" + bytes(200), bytes(1000), b"%PDF-1.7 ...", b"x" * 34_000_000])
def test_what_is_no_page_is_refused(raw: bytes) -> None:
    with pytest.raises(DataError):
        decode_page(raw)
