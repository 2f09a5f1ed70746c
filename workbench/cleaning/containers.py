"""Files that hold several sources: feeds and web archives (WARC). Each source is given with bytes of its own.

A member's bytes are kept as its source, and cleaning them again gives the same: an entry of a feed is a feed of that one entry; a
record of a web archive is what the server sent, its transfer and content encodings undone. What the file around it states (address
and time of the capture) cannot stand in those bytes, so it goes with the member as statements.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from html.entities import html5
from typing import IO, Final

from msgspec import Struct

from workbench.cleaning import warc
from workbench.cleaning.decode import LARGEST_SOURCE
from workbench.cleaning.readers.recognising import DOCX
from workbench.errors import DataError, WorkbenchError
from workbench.files.xml_tree import Element, name, parse, words
from workbench.records.page import Statement
from workbench.text.addresses import host

SUFFIXES: Final = (".rss", ".atom", ".xml", ".warc", ".warc.gz")
"""Of files that hold several sources, in small letters."""

_READ: Final = {
    "text/html": (".html", "text/html"),
    "application/xhtml+xml": (".html", "text/html"),
    "text/plain": (".txt", "text/plain"),
    "application/pdf": (".pdf", "application/pdf"),
    "application/rtf": (".rtf", "application/rtf"),
    "text/rtf": (".rtf", "application/rtf"),
    DOCX: (".docx", DOCX),
}
"""What is read of a web archive, by what the server called it: the suffix it is kept under, and what it is."""

_FEED_PARTS: Final = frozenset({"title", "link", "language", "id"})
"""What of the feed goes with each entry: only what stays the same from one day to the next, so that an entry fetched again is known."""

_LINKS_ELSEWHERE: Final = frozenset({"self", "hub", "next", "prev", "previous", "first", "last"})

_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,30});")

Refuse = Callable[[str, str], None]
"""Told the place of a member that cannot be used, and why."""


class Member(Struct, frozen=True, kw_only=True):
    """One source of several in a file."""

    place: str
    """Its number in the file, counted from 1: "#3"."""
    raw: bytes
    suffix: str
    media_type: str
    original_id: str | None = None
    """The name that the file gives it (a record's or an entry's id)."""
    statements: tuple[Statement, ...] = ()
    captured: str | None = None
    """When it was captured, UTC, `YYYY-MM-DDTHH:MM:SSZ`, if the file says so."""


def members(file: IO[bytes], suffix: str, refuse: Refuse) -> Iterator[Member]:
    """The sources in a file.

    Args:
        file: Open for reading bytes, at its beginning; read on as members are asked for.
        suffix: One of `SUFFIXES`.
        refuse: Told of members that cannot be used; the others are given all the same.

    Raises:
        DataError: The file cannot be read, or a package for it is not installed.
    """
    if suffix.startswith(".warc"):
        yield from _records(file, refuse)
    else:
        yield from _entries(_bounded(file), refuse)


def _bounded(file: IO[bytes]) -> bytes:
    raw = file.read(LARGEST_SOURCE + 1)
    if not raw.strip():
        raise DataError("the file is empty", remedy="nothing to import")
    if len(raw) > LARGEST_SOURCE:
        raise DataError(f"the file is too large: at most {LARGEST_SOURCE // 2**20} MB", remedy="split it")
    return raw


# Feeds


def _entries(raw: bytes, refuse: Refuse) -> Iterator[Member]:
    """Each entry of a feed as a feed of its own."""
    root = parse(_ENTITY.sub(_numbered, raw), "the feed", forgiving=True)
    if name(root).lower() not in {"rss", "rdf", "feed"}:
        raise DataError(f"this XML is no feed: it begins with <{name(root)}>", remedy="feeds are RSS or Atom")
    entries = [element for element in root.iter() if name(element) in {"item", "entry"}]
    if not entries:
        raise DataError("there is no entry in this feed", remedy="nothing to import")
    kind = "application/atom+xml" if name(root) == "feed" else "application/rss+xml"
    about = _about(root)
    for number, entry in enumerate(entries, 1):
        identity = next((words(child) for child in entry if name(child) in {"guid", "id"}), None)
        try:
            raw = _alone(root, about, entry)
        except ValueError as error:  # a name that XML may hold when read, but not when written
            refuse(f"#{number}", f"the entry cannot be written by itself: {error}")
            continue
        yield Member(place=f"#{number}", raw=raw, suffix=".xml", media_type=kind, original_id=identity or None)


def _numbered(found: re.Match[bytes]) -> bytes:
    """A reference to a character by its name in HTML, which XML does not know, by its number."""
    character = html5.get(f"{found[1].decode('ascii')};", "")
    if not character or character in "&<>\"'":
        return found[0]
    return "".join(f"&#{ord(one)};" for one in character).encode("ascii")


def _about(root: Element) -> list[Element]:
    """What a feed states of all its entries, as far as it goes with each."""
    holder = next((child for child in root if name(child) == "channel"), root)
    return [part for part in holder if name(part) in _FEED_PARTS and part.get("rel") not in _LINKS_ELSEWHERE]


def _alone(root: Element, about: Sequence[Element], entry: Element) -> bytes:
    """A feed that has this entry and no other, with what the feed states of all."""
    from lxml import etree

    kept = {key: value for key, value in root.attrib.items() if key in {"version", _LANG}}
    feed = etree.Element(root.tag, attrib=kept, nsmap=root.nsmap)
    channel = next((child for child in root if name(child) == "channel"), None)
    inside = feed if channel is None else etree.SubElement(feed, channel.tag)
    inside.extend(_copy(part) for part in about)
    # In RSS 1.0 the items stand beside the channel.
    (feed if entry.getparent() is root else inside).append(_copy(entry))
    etree.strip_elements(feed, etree.Entity, with_tail=False)
    written: bytes = etree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"


def _copy(element: Element) -> Element:
    from copy import deepcopy

    copied = deepcopy(element)
    copied.tail = None
    return copied


# Web archives


def _records(file: IO[bytes], refuse: Refuse) -> Iterator[Member]:
    """The pages and texts in a web archive, each what a server sent."""
    found = seen = 0
    try:
        for record in warc.records(file):
            seen = record.number
            place = f"#{record.number}"
            try:
                member = _member(record, place)
            except WorkbenchError as error:
                refuse(place, error.what)
                continue
            if member:
                found += 1
                yield member
    except DataError as error:
        if not found:
            raise
        refuse(f"#{seen + 1}", error.what)
        return
    if not found:
        raise DataError("no page in this web archive", remedy="it may hold pictures and scripts only")


def _member(record: warc.Record, place: str) -> Member | None:
    """A record that holds a page or a document, as a source; None for all others, redirections and messages of failure among them."""
    sent = warc.sent(record)
    address = record.headers.get("warc-target-uri", "").strip("<>")
    if sent is None or not 200 <= sent.status < 300 or sent.content_type not in _READ or not sent.body.strip():
        return None
    if not re.fullmatch(r"https?://[^\s<>\"]+", address) or address.endswith("/robots.txt"):
        return None
    suffix, media_type = _READ[sent.content_type]
    if sent.charset and sent.charset not in {"utf-8", "utf8"} and media_type.startswith("text/"):
        media_type = f"{media_type};charset={sent.charset}"
    return Member(
        place=place,
        raw=sent.body,
        suffix=suffix,
        media_type=media_type,
        original_id=record.headers.get("warc-record-id", "").strip("<>") or None,
        statements=tuple(_address(address)),
        captured=_utc(record.headers.get("warc-date", "")),
    )


def _address(address: str) -> Iterator[Statement]:
    yield Statement(name="url", value=address, where="warc:WARC-Target-URI")
    if site := host(address):
        yield Statement(name="site", value=site, where="warc:WARC-Target-URI")


def _utc(stamp: str) -> str | None:
    """The date of a record, to the second; archives write fractions too."""
    found = re.fullmatch(r"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.\d+)?Z", stamp)
    return f"{found[1]}Z" if found else None
