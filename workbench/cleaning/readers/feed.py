"""One entry of a feed (RSS, Atom): what it states, and its text; `containers` takes the entries of a feed apart.

Source:
    RSS 2.0 (and 0.9x), RSS 1.0, their modules content, Dublin Core and Media; RFC 4287 (Atom).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from workbench.cleaning.decode import refuse_unusable
from workbench.cleaning.readers.document import one_line
from workbench.cleaning.readers.mail import day_of
from workbench.cleaning.readers.markup import lines_of
from workbench.cleaning.readers.sheet import Sheet, dropped
from workbench.errors import DataError
from workbench.files.xml_tree import Element, attribute, name, parse, space, words
from workbench.records.block import Label
from workbench.records.page import Page, Statement
from workbench.records.partial_date import is_partial_date
from workbench.text.addresses import host

ENTRIES: Final = frozenset({"item", "entry"})

_TITLE = dropped(Label.TITLE, "the title; it stands in the metadata")
_CONTENT: Final = "http://purl.org/rss/1.0/modules/content/"
_MEDIA: Final = "http://search.yahoo.com/mrss/"
_OTHERS: Final = frozenset({_MEDIA, "http://www.itunes.com/dtds/podcast-1.0.dtd"})


def read(raw: bytes) -> Page:
    """Read a feed of one entry.

    Raises:
        DataError: It is no feed, or has no entry, or several.
    """
    refuse_unusable(raw)
    root = parse(raw, "the feed", forgiving=True)
    entries = [element for element in root.iter() if name(element) in ENTRIES]
    if len(entries) != 1:
        raise DataError(f"a feed of {len(entries)} entries", remedy="import it: each entry becomes an article")
    entry = entries[0]
    statements = tuple(_statements(root, entry))
    sheet = Sheet()
    title = next((str(said.value) for said in statements if said.name == "title"), "")
    sheet.add(title, _TITLE)
    _write_content(entry, sheet)
    return Page(rendition=sheet.rendition, encoding="utf-8", hints=sheet.hints, statements=statements)


def _write_content(entry: Element, sheet: Sheet) -> None:
    markup = _content(entry)
    if not re.sub(r"<[^<>]*>|\s", "", markup):
        return
    for line, hint in lines_of(f"<html><body>{markup}</body></html>", "the feed gives it as the entry's text"):
        sheet.add(line, hint)


def _content(entry: Element) -> str:
    """The longest text that the entry gives: whole contents before a summary."""
    found = [
        *_children(entry, "encoded", {_CONTENT}),
        *_children(entry, "content"),
        *_children(entry, "description"),
        *_children(entry, "summary"),
    ]
    texts = [_markup(element) for element in found]
    return max(texts, key=len, default="")


def _markup(element: Element) -> str:
    """What an element holds as HTML: escaped in RSS, by its type in Atom."""
    from html import escape

    kind = attribute(element, "type") or ("html" if space(element) != "http://www.w3.org/2005/Atom" else "text")
    if kind == "xhtml" or len(element):
        from lxml import etree

        return (element.text or "") + "".join(etree.tostring(child, encoding="unicode", method="html") for child in element)
    text = "".join(element.itertext())
    if kind in {"text", "text/plain"}:
        return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in re.split(r"\n\s*\n", text))
    return text


def _statements(root: Element, entry: Element) -> Iterator[Statement]:
    sort = "atom" if name(entry) == "entry" else "rss"
    if title := _plain(_children(entry, "title")):
        yield Statement(name="title", value=title, where=f"{sort}:title")
    if authors := tuple(_authors(entry)):
        yield Statement(name="authors", value=authors, where=f"{sort}:author")
    for field, keys in (
        ("published", ("published", "issued", "pubDate", "date", "created")),
        ("modified", ("updated", "modified")),
    ):
        for key in keys:
            if day := next((day for one in _children(entry, key, None) if (day := _day(words(one)))), None):
                yield Statement(name=field, value=day, where=f"{sort}:{key}")
    url, key = _address(entry)
    if url:
        yield Statement(name="url", value=url, where=f"{sort}:{key}")
        if site := host(url):
            yield Statement(name="site", value=site, where=f"{sort}:{key}")
    yield from _of_the_feed(root, entry, sort)


def _of_the_feed(root: Element, entry: Element, sort: str) -> Iterator[Statement]:
    """The entry's own source before the feed it was read in: an aggregator passes on what others published."""
    source = next(iter(_children(entry, "source")), None)
    if source is not None and (named := _plain(_children(source, "title")) or one_line(words(source))):
        yield Statement(name="publisher", value=named, where=f"{sort}:source")
    channel = entry.getparent() if sort == "atom" else next((one for one in root.iter() if name(one) == "channel"), root)
    if channel is not None and (named := _plain(_children(channel, "title"))):
        yield Statement(name="publisher", value=named, where=f"{sort}:feed.title")
    for holder in (entry, channel, root):
        language = (
            (attribute(holder, "lang") or words(next(iter(_children(holder, "language", None)), None)))
            if holder is not None
            else ""
        )
        if language and re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", language):
            yield Statement(name="language", value=language, where=f"{sort}:language")


def _children(element: Element, local: str, spaces: set[str] | None = frozenset()) -> Sequence[Element]:  # type: ignore[assignment]
    """The children with a name: in the given namespaces; in any but those of pictures and podcasts (empty); in any (None)."""
    found = [child for child in element if name(child) == local]
    if spaces is None:
        return found
    return [child for child in found if (space(child) in spaces if spaces else space(child) not in _OTHERS)]


def _plain(elements: Sequence[Element]) -> str | None:
    """The words of a title, which may hold escaped markup."""
    for element in elements:
        text = re.sub(r"</?(?:b|i|em|strong|span|a|p|br|sup|sub|u|wbr)\b[^<>]*>", "", _unescaped(words(element)))
        if line := one_line(text):
            return line
    return None


def _unescaped(text: str) -> str:
    from html import unescape

    return unescape(text)


def _authors(entry: Element) -> Iterator[str]:
    """Names as stated: `dc:creator`, Atom's `author/name`, RSS's "address (name)"."""
    for element in [*_children(entry, "creator", None), *_children(entry, "author")]:
        named = next((words(child) for child in element if name(child) == "name"), None) or words(element)
        inside = re.fullmatch(r"\S+@\S+\s+\((.+)\)", named)
        line = one_line(inside[1] if inside else named)
        if line and "@" not in line and not line.startswith(("http://", "https://")):
            yield line


def _day(stamp: str) -> str | None:
    """The day of a date as it is stated: RFC 3339 or, in RSS, RFC 822."""
    found = re.match(r"\d{4}(-\d{2}(-\d{2})?)?(?=$|T|\s)", stamp)
    if found:
        return found[0] if is_partial_date(found[0]) else None
    return day_of(stamp)


def _address(entry: Element) -> tuple[str | None, str]:
    """The address of the page, and the element that states it."""
    for link in _children(entry, "link"):
        if (attribute(link, "rel") or "alternate") == "alternate":
            address = (attribute(link, "href") or words(link)).strip()
            if re.fullmatch(r"https?://[^\s<>\"]+", address):
                return address, "link"
    for identity in [*_children(entry, "guid"), *_children(entry, "id")]:
        address = words(identity)
        if attribute(identity, "isPermaLink") != "false" and re.fullmatch(r"https?://[^\s<>\"]+", address):
            return address, name(identity)
    return None, ""
