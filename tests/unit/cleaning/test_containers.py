"""Files that hold several sources: feeds and web archives."""

from __future__ import annotations

import gzip
import io
import zlib

import pytest

from tests.unit.cleaning import made
from workbench.cleaning import containers, decode, warc
from workbench.cleaning.clean import clean
from workbench.cleaning.containers import Member
from workbench.errors import DataError

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Northern Wire</title><link>https://news.example.org</link><language>en</language><lastBuildDate>%s</lastBuildDate>
<item><title>Ferry &amp;amp; bridge</title><link>https://news.example.org/ferry</link><guid isPermaLink="false">77</guid>
<dc:creator>Lina Forsberg</dc:creator><pubDate>Tue, 12 Feb 2019 23:30:00 -0500</pubDate><description>Short.</description>
<media:content><media:title>Photo of a ship</media:title></media:content>
<content:encoded><![CDATA[<h2>What is known</h2><p>The ferry left.</p><p>Nobody had told&nbsp;the crew.</p>]]></content:encoded></item>
<item><title>Second</title><description>Only a summary of it.</description><author>desk@example.org (The Desk)</author><guid>https://news.example.org/2</guid></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Nordblatt</title><updated>2026-01-01T00:00:00Z</updated>
<entry><title type="html">Die &lt;b&gt;F&#228;hre&lt;/b&gt;</title><link rel="self" href="https://x.example/self"/><link href="https://blatt.example/1"/><id>tag:1</id>
<published>2019-02-12T23:30:00-05:00</published><updated>2019-03-01T00:00:00Z</updated><author><name>L. Berg</name><email>l@b.example</email></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Die Fähre legte ab.</p></div></content></entry></feed>"""


def held(raw: bytes, suffix: str) -> tuple[list[Member], list[str]]:
    refused: list[str] = []
    found = list(containers.members(io.BytesIO(raw), suffix, lambda place, said: refused.append(f"{place} {said}")))
    return found, refused


def test_each_entry_of_a_feed_is_a_source_that_says_all_by_itself() -> None:
    (first, second), refused = held((RSS % "now").encode(), ".rss")
    assert refused == []
    assert (first.place, first.original_id) == ("#1", "77")
    cleaned = clean(first.raw, first.media_type)
    said = cleaned.metadata
    assert (said.title, said.authors, said.published) == ("Ferry & bridge", ("Lina Forsberg",), "2019-02-12")
    assert (said.publisher, said.url, said.site, said.language) == (
        "Northern Wire",
        "https://news.example.org/ferry",
        "news.example.org",
        "en",
    )
    assert cleaned.evidence["publisher"].where == "rss:feed.title"
    assert cleaned.text == "## What is known\n\nThe ferry left.\n\nNobody had told the crew.\n"
    other = clean(second.raw, second.media_type)
    assert (other.text, other.metadata.authors, other.metadata.url) == (
        "Only a summary of it.\n",
        ("The Desk",),
        "https://news.example.org/2",
    )


def test_an_entry_that_is_fetched_again_has_the_same_bytes() -> None:
    assert held((RSS % "Monday").encode(), ".rss")[0] == held((RSS % "Tuesday").encode(), ".xml")[0]


def test_an_atom_entry_keeps_both_its_dates_and_its_own_address() -> None:
    (entry,), _ = held(ATOM.encode(), ".atom")
    cleaned = clean(entry.raw, entry.media_type)
    said = cleaned.metadata
    assert (said.title, said.authors, said.publisher, said.url) == (
        "Die Fähre",
        ("L. Berg",),
        "Nordblatt",
        "https://blatt.example/1",
    )
    assert (said.published, said.modified, said.language) == ("2019-02-12", "2019-03-01", "de")
    assert cleaned.text == "Die Fähre legte ab.\n"


def test_an_old_feed_in_rdf() -> None:
    raw = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>Old Wire</title></channel><item><title>Ferry</title><link>https://o.example/1</link><description>Left.</description></item></rdf:RDF>'
    (entry,), _ = held(raw.encode(), ".xml")
    said = clean(entry.raw, entry.media_type).metadata
    assert (said.title, said.publisher, said.url) == ("Ferry", "Old Wire", "https://o.example/1")


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "empty"),
        (b"<html/>", "no feed"),
        (b"<rss><channel/></rss>", "no entry"),
        (b"\x00\x01", "not XML"),
        (b"words", "not XML"),
    ],
)
def test_what_is_no_feed_is_refused_in_a_line(raw: bytes, said: str) -> None:
    with pytest.raises(DataError, match=said):
        held(raw, ".xml")


def test_entities_of_a_feed_are_neither_expanded_nor_fetched() -> None:
    laughs = (
        '<!DOCTYPE rss [<!ENTITY a "ha">'
        + "".join(f'<!ENTITY {chr(98 + n)} "&{chr(97 + n)};&{chr(97 + n)};&{chr(97 + n)};">' for n in range(20))
        + '<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    )
    raw = f"{laughs}<rss><channel><item><title>T &u; &f;</title><description>Words.</description></item></channel></rss>"
    (entry,), _ = held(raw.encode(), ".xml")
    assert len(entry.raw) < 500
    assert clean(entry.raw, entry.media_type).metadata.title == "T"


PAGE = made.html("Ferry inquiry opens").encode()


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_page_of_a_web_archive_says_where_and_when_it_was_fetched(pack) -> None:  # type: ignore[no-untyped-def]
    raw = pack(made.record(b"software: x", kind="warcinfo")) + pack(
        made.record(made.response(PAGE, "Content-Type: text/html"), date="2026-11-20T10:11:12.345Z")
    )
    (page,), refused = held(raw, ".warc")
    assert (page.raw, page.media_type, page.suffix, page.captured, page.place) == (
        PAGE,
        "text/html",
        ".html",
        "2026-11-20T10:11:12Z",
        "#2",
    )
    assert [(said.name, said.value, said.where) for said in page.statements] == [
        ("url", "https://news.example.org/a", "warc:WARC-Target-URI"),
        ("site", "news.example.org", "warc:WARC-Target-URI"),
    ]
    assert (page.original_id, refused) == ("urn:uuid:1", [])


def test_an_archive_compressed_as_one_is_read_too() -> None:
    raw = gzip.compress(made.record(made.response(PAGE, "Content-Type: text/html")) * 3)
    assert len(held(raw, ".warc.gz")[0]) == 3


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (gzip.compress(PAGE), ["Content-Encoding: gzip"]),
        (zlib.compress(PAGE), ["Content-Encoding: deflate"]),
        (zlib.compress(PAGE)[2:-4], ["Content-Encoding: deflate"]),
        (PAGE, ["Content-Encoding: gzip"]),
        (
            b"%x\r\n" % 100 + PAGE[:100] + b"\r\n%x;x=y\r\n" % len(PAGE[100:]) + PAGE[100:] + b"\r\n0\r\n\r\n",
            ["Transfer-Encoding: chunked"],
        ),
        (PAGE, ["Transfer-Encoding: chunked"]),
    ],
)
def test_how_the_server_packed_a_page_is_undone(body: bytes, headers: list[str]) -> None:
    raw = made.record(made.response(body, "Content-Type: text/html", *headers))
    assert [page.raw for page in held(raw, ".warc")[0]] == [PAGE]


def test_the_character_set_that_only_the_server_stated_outlives_the_archive() -> None:
    page = "<title>Паром</title><p>Паром вышел на рассвете, сказал начальник порта на второй день.".encode("koi8-r")
    (member,), _ = held(made.record(made.response(page, "Content-Type: text/html; charset=KOI8-R")), ".warc")
    assert member.media_type == "text/html;charset=koi8-r"
    assert "начальник порта" in clean(member.raw, member.media_type).text


def test_what_is_no_page_is_passed_over() -> None:
    records = [
        made.record(made.response(b"gone", "Content-Type: text/html", status="404 Not Found")),
        made.record(made.response(b"\x89PNG", "Content-Type: image/png")),
        made.record(made.response(b"User-agent: *", "Content-Type: text/plain"), "https://news.example.org/robots.txt"),
        made.record(made.response(PAGE, "Content-Type: text/html"), "dns:news.example.org"),
        made.record(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
        made.record(made.response(PAGE, "Content-Type: text/html")),
    ]
    found, refused = held(b"".join(records), ".warc")
    assert ([page.place for page in found], refused) == (["#6"], [])


def test_a_cut_off_archive_gives_what_came_before() -> None:
    whole = made.record(made.response(PAGE, "Content-Type: text/html"))
    found, refused = held(whole + whole[: len(whole) // 2], ".warc")
    assert (len(found), refused) == (1, ["#2 the web archive is cut off here"])
    packed = gzip.compress(whole)
    found, refused = held(packed + packed[: len(packed) // 2], ".warc.gz")
    assert (len(found), len(refused)) == (1, 1)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"not an archive",
        b"\x1f\x8bcut",
        b"WARC/1.0\r\n\r\n",
        b"WARC/1.0\r\nContent-Length: -1\r\n\r\n",
        made.record(b"x", kind="metadata"),
        b"WARC/1.0\r\n" + b"a: b\r\n" * 20000,
    ],
)
def test_what_is_no_web_archive_is_refused_in_a_line(raw: bytes) -> None:
    with pytest.raises(DataError):
        held(raw, ".warc")


def test_pages_and_archives_that_unpack_to_too_much_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = made.record(
        made.response(
            gzip.compress(b"<p>" + b" " * (decode.LARGEST_SOURCE + 1)), "Content-Type: text/html", "Content-Encoding: gzip"
        )
    )
    page = made.record(made.response(PAGE, "Content-Type: text/html"))
    found, refused = held(bomb + page, ".warc")
    assert (len(found), refused) == (1, ["#1 unpacks to more than 32 MB"])
    monkeypatch.setattr(warc, "MOST_UNPACKED", 1_000_000)
    with pytest.raises(DataError, match="unpacks to more"):
        held(gzip.compress(made.record(b" " * 2_000_000, kind="metadata")), ".warc.gz")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # it leaves its temporary files open
def test_an_archive_of_another_program_is_read() -> None:
    writer = pytest.importorskip("warcio.warcwriter", reason="warcio is not installed")
    headers = pytest.importorskip("warcio.statusandheaders")
    out = io.BytesIO()
    archive = writer.WARCWriter(out, gzip=True)
    http = headers.StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    archive.write_record(archive.create_warcinfo_record("a.warc.gz", {"software": "ours"}))
    archive.write_record(
        archive.create_warc_record("https://news.example.org/a", "response", payload=io.BytesIO(PAGE), http_headers=http)
    )
    archive.write_record(
        archive.create_warc_record(
            "https://news.example.org/b", "resource", payload=io.BytesIO(PAGE), warc_content_type="text/html"
        )
    )
    found, refused = held(out.getvalue(), ".warc.gz")
    assert ([page.raw for page in found], refused) == ([PAGE, PAGE], [])
