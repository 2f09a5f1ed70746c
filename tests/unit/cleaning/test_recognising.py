"""What a file is, whatever it is called."""

from __future__ import annotations

import pytest

from tests.unit.cleaning import made
from workbench.cleaning.readers.recognising import DOCX, EPUB, media_type_of, suffix_of
from workbench.errors import DataError

PAGE = made.html("A page").encode()


@pytest.mark.parametrize(
    ("suffix", "raw", "media_type"),
    [
        (".txt", b"Words", "text/plain"),
        (".txt", b"\xef\xbb\xbf\n<!doctype HTML>\n<p>x", "text/html"),
        (".txt", b"<?xml version='1.0'?><html xmlns='x'>", "text/html"),
        (".txt", b"<b>not a page</b> but a text about markup", "text/plain"),
        (".txt", b"\xff\xfe" + "<html><p>x".encode("utf-16-le"), "text/html"),
        (".txt", b"%PDF-1.7 x", "application/pdf"),
        (".doc", rb"{\rtf1 x}", "application/rtf"),
        (".doc", PAGE, "text/html"),
        (".docx", PAGE, DOCX),
        (".pdf", made.docx(""), DOCX),
        (".docx", made.epub([]), EPUB),
        (".html", made.saved_page(PAGE, "Snapshot-Content-Location: https://a.example/\r\n"), "multipart/related"),
        (".eml", made.saved_page(PAGE, "Snapshot-Content-Location: https://a.example/\r\n"), "multipart/related"),
        (".md", b"# Words", "text/markdown"),
        ("", PAGE, "text/html"),
        ("", b"%PDF-1.7", "application/pdf"),
    ],
)
def test_the_first_bytes_win_over_the_name(suffix: str, raw: bytes, media_type: str) -> None:
    assert media_type_of(suffix, raw) == media_type


@pytest.mark.parametrize(
    ("suffix", "raw", "said"),
    [
        (".doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word"),
        (".pdf", made.zipped({"a.txt": "x"}), "an archive of other files"),
        (".docx", b"PK\x03\x04 cut", "damaged or cut off"),
        (".txt", b"\x1f\x8b\x08", "compressed"),
        (".txt", b"\x89PNG\r\n", "a picture"),
        (".xyz", b"Words", "files of this kind"),
        ("", b"Words", "no suffix"),
    ],
)
def test_what_no_reader_reads_is_refused_by_what_it_is(suffix: str, raw: bytes, said: str) -> None:
    with pytest.raises(DataError, match=said):
        media_type_of(suffix, raw)


@pytest.mark.parametrize(
    ("name", "suffix"),
    [("a.TXT", ".txt"), ("a.b.warc.GZ", ".warc.gz"), ("a.gz", ".gz"), ("a", ""), (".txt", ""), ("a.", "."), ("a\n.md", ".md")],
)
def test_the_suffix_of_a_name(name: str, suffix: str) -> None:
    assert suffix_of(name) == suffix
