from __future__ import annotations

import time

import pytest

from workbench.cleaning.decode import MOST_LINES, decode
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


POLISH = "Rzeka niesie w marcu dużo wody, powiedziała burmistrz o moście na brzegu łąki, gdzie rosną dęby. "
FRENCH = "L'été dernier, les élèves ont été reçus à l'école du village près de la forêt, où l'on a fêté Noël. "


@pytest.mark.parametrize("encoding", ["cp1250", "iso8859_2"])
def test_polish_is_not_read_as_western(encoding: str) -> None:
    assert decode((POLISH * 8).encode(encoding)).text == POLISH * 8


@pytest.mark.parametrize("encoding", ["cp1252", "iso8859_15"])
def test_french_stays_western(encoding: str) -> None:
    assert decode((FRENCH * 8).encode(encoding)).text == FRENCH * 8


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "Река в марте несёт много воды, сказал мэр города на мосту у берега. "),
        ("koi8_r", "Река в марте несёт много воды, сказал мэр города на мосту у берега. "),
        ("cp1256", "قال رئيس البلدية على الجسر إن النهر يحمل الكثير من الماء في مارس. "),
        ("gb18030", "三月河水很多，市长在桥上说，城市的居民都知道这件事情。"),
        ("shift_jis", "三月の川は水が多いと市長は橋の上で言った。町の人々は知っている。"),
    ],
)
def test_other_alphabets_are_told_by_their_bytes(encoding: str, text: str) -> None:
    assert decode((text * 8).encode(encoding)).text == text * 8


def test_a_hundred_megabytes_are_refused_at_once() -> None:
    began = time.process_time()
    with pytest.raises(DataError, match="too large"):
        decode(b"a " * 50_000_000)
    assert time.process_time() - began < 2


def test_too_many_lines_are_refused() -> None:
    with pytest.raises(DataError, match="too many lines"):
        decode(b"a\n" * (MOST_LINES + 1))
