from __future__ import annotations

import pytest

from workbench.cleaning.decode import decode
from workbench.errors import DataError

LINES = "Der Fluß führt im März viel Wasser, sagte die Bürgermeisterin über die Brücke am Ärmel des Flusses. "


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_text_is_decoded_whatever_its_encoding(encoding: str) -> None:
    assert decode((LINES * 8).encode(encoding)).text == LINES * 8


def test_one_bad_byte_does_not_change_the_rest() -> None:
    raw = (LINES * 8).encode() + b"\xfc end"
    assert decode(raw).text == LINES * 8 + "\ufffd end"


def test_every_line_end_becomes_a_line_feed() -> None:
    assert decode(b"a\r\nb\rc\x0cd\n").text == "a\nb\nc\nd\n"


@pytest.mark.parametrize(
    "raw",
    [b"", b" \n\n ", b"%PDF-1.7 text", b"PK\x03\x04rest", b"text with \0 in it", bytes(range(1, 32)) * 20, b"\x7fELF\x02"],
)
def test_what_is_not_text_is_refused(raw: bytes) -> None:
    with pytest.raises(DataError):
        decode(raw)


def test_text_with_escape_sequences_is_text() -> None:
    assert "\x1b[31m" in decode(b"red: \x1b[31m and more words\n").text
