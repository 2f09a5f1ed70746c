"""Whatever becomes of a file on its way, a reader makes a page of it or refuses it in a line."""

from __future__ import annotations

import contextlib
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.cleaning import made
from workbench.cleaning import containers
from workbench.cleaning.clean import clean
from workbench.cleaning.readers.recognising import DOCX, EPUB
from workbench.errors import DataError

FEED = f"<rss version='2.0' xmlns:c='http://purl.org/rss/1.0/modules/content/'><channel><title>N</title><item><title>T</title><c:encoded>&lt;p&gt;{made.SENTENCES[0]}&lt;/p&gt;</c:encoded><pubDate>Tue, 12 Feb 2019 08:00:00 GMT</pubDate></item></channel></rss>"
WORD = f"<w:p><w:pPr><w:pStyle w:val='Heading1'/></w:pPr><w:r><w:t>One</w:t></w:r></w:p><w:p><w:r><w:t>{made.SENTENCES[0]}</w:t></w:r></w:p>"
RICH = (
    rb"{\rtf1\ansi{\fonttbl{\f0\fcharset204 A;}}{\info{\title T}}\pard\f0 \'cc\u8364?{\header x\par}\par "
    + made.SENTENCES[0].encode()
    + rb"\bin3 abc\par}"
)
MAIL = f"From: Lina <l@example.org>\r\nSubject: =?utf-8?q?T?=\r\nDate: Tue, 12 Feb 2019 08:00:00 +0000\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{made.SENTENCES[0]}\r\n> quoted\r\n".encode()
NOTE = f"---\ntitle: T\nauthor: [a]\n---\n# T\n\n- **{made.SENTENCES[0]}**\n\n| a |\n|---|\n| b |\n".encode()
PAGE = made.saved_page(
    made.html("T").encode(), "Snapshot-Content-Location: https://a.example/\r\nDate: Tue, 12 Feb 2019 08:00:00 GMT\r\n"
)
WHOLE = {
    "application/rtf": RICH,
    "message/rfc822": MAIL,
    "text/markdown": NOTE,
    "multipart/related": PAGE,
    "application/rss+xml": FEED.encode(),
    DOCX: made.docx(WORD),
    EPUB: made.epub([f"<p>{made.SENTENCES[0]}</p>"], "<dc:title>T</dc:title>"),
}
PIECES = st.one_of(
    st.binary(max_size=8),
    st.sampled_from(
        [
            b"\0",
            b"<",
            b"{" * 50,
            b"}",
            b"\r\n\r\n",
            b"\\u99999999?",
            b"&#x0;",
            b"&a;",
            b"]]>",
            b"charset=utf-16",
            b"=?x?b?!?=",
            b"[" * 50,
        ]
    ),
)
DAMAGE = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), PIECES), min_size=1, max_size=6)


def damaged(raw: bytes, damage: list[tuple[float, int, bytes]]) -> bytes:
    for place, cut, piece in damage:
        at = int(place * len(raw))
        raw = raw[:at] + piece + raw[at + cut :]
    return raw


def refusal_of(raw: bytes, media_type: str) -> str:
    """Clean the bytes; why they are refused, or nothing."""
    try:
        cleaned = clean(raw, media_type)
    except DataError as error:
        return error.what
    assert not any(character < " " and character != "\n" for character in cleaned.text)
    return ""


@pytest.mark.parametrize("media_type", WHOLE)
@given(damage=DAMAGE)
@settings(max_examples=60, deadline=None)
def test_a_damaged_file_is_cleaned_or_refused_in_a_line(media_type: str, damage: list[tuple[float, int, bytes]]) -> None:
    assert "\n" not in refusal_of(damaged(WHOLE[media_type], damage), media_type)


@given(damage=DAMAGE, suffix=st.sampled_from([".xml", ".warc"]))
@settings(max_examples=120, deadline=None)
def test_a_damaged_container_gives_its_members_or_is_refused(damage: list[tuple[float, int, bytes]], suffix: str) -> None:
    whole = (
        FEED.encode() if suffix == ".xml" else made.record(made.response(made.html("T").encode(), "Content-Type: text/html")) * 2
    )
    with contextlib.suppress(DataError):
        for member in containers.members(io.BytesIO(damaged(whole, damage)), suffix, lambda _place, _said: None):
            refusal_of(member.raw, member.media_type)
