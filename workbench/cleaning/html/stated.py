"""What a page states of itself: the values of its markup that metadata may have, in the order in which they are believed.

A value that is not stated as that field is never made a statement.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from workbench.cleaning.html import metatags, values
from workbench.cleaning.html.aligning import words_of
from workbench.cleaning.html.capture import archived
from workbench.cleaning.html.heads import Heads
from workbench.cleaning.html.jsonld import as_list, types_of
from workbench.cleaning.html.markup import Said, Stretch, said_by_lines, said_by_markup
from workbench.cleaning.html.origin import domain, said_of_origin
from workbench.cleaning.html.visible import Seen
from workbench.records.article import Author, Grade, PersonName
from workbench.records.page import Statement
from workbench.text.addresses import host

_GENERIC_TITLES: Final = frozenset({"home", "homepage", "untitled", "untitled document", "index", "article", "news"})


def statements_of(heads: Heads, seen: Seen, stretch: Stretch | None) -> tuple[Statement, ...]:
    """Everything that a page states of itself; of one field the most believed first.

    Args:
        heads: What its head holds.
        seen: Its lines and marked elements.
        stretch: Which lines are the article's, if that is known.
    """
    marked = [*said_by_markup(seen.marks, stretch), *said_by_lines(seen.lines, stretch)]
    addresses = list(_addresses(heads))
    site = next((str(statement.value) for statement in addresses if statement.name == "site"), None)
    found = [
        *_titles(heads, seen, stretch, marked),
        *_publisher(heads, marked),
        *_authors(heads, marked),
        *_dates(heads, marked, addresses),
        *addresses,
        *_language(heads),
        *said_of_origin(heads, seen.lines, stretch, site),
    ]
    if kind := heads.data.kind:
        found.append(Statement(name="kind", value=kind, where="jsonld:@type"))
    return tuple(dict.fromkeys(found))


def _statements(said: Iterable[Said], checked: Callable[[object], object]) -> Iterator[Statement]:
    for one in said:
        if value := checked(one.value):
            yield Statement(name=one.name, value=value, where=one.where, grade=one.grade)


def _from_data(heads: Heads, field: str, *keys: str) -> Iterator[Said]:
    for key in keys:
        for value in as_list(heads.data.article.get(key)):
            yield Said(field, value, f"jsonld:{key}")


def _from_meta(heads: Heads, field: str, names: tuple[str, ...]) -> Iterator[Said]:
    for where, value in heads.elements.said(names):
        yield Said(field, value, where)


def _of(field: str, marked: Iterable[Said]) -> list[Said]:
    return [said for said in marked if said.name == field]


def _titles(heads: Heads, seen: Seen, stretch: Stretch | None, marked: Sequence[Said]) -> Iterator[Statement]:
    said = [*_from_data(heads, "title", "headline"), *_from_meta(heads, "title", metatags.TITLE)]
    if any(types_of(heads.data.article)):
        said += _from_data(heads, "title", "name")
    said += [*_of("title", marked), *_headings(heads, seen, stretch), Said("title", heads.elements.title, "html:title")]
    said = _misnamed_last(said, heads.data.article.get("name"))
    sites = heads.sites
    folded = {site.casefold() for site in sites}

    def checked(value: object) -> str | None:
        text = values.text_of(value)
        title = values.without_site(text, sites) if text else None
        return title if title and title.casefold() not in folded | _GENERIC_TITLES else None

    yield from _statements(said, checked)


def _misnamed_last(said: list[Said], name: object) -> list[Said]:
    """The titles; a headline in JSON-LD comes last where the name beside it agrees with another title and it with none.

    Some encyclopedias put a description there.
    """
    if not said or said[0].where != "jsonld:headline":
        return said
    others = [_words(one.value) for one in said[1:] if one.value != name]
    misnamed = _agrees(_words(name), others) and not _agrees(_words(said[0].value), others)
    return [*said[1:], said[0]] if misnamed else said


def _agrees(words: set[str], others: Sequence[set[str]]) -> bool:
    return any(words and 2 * len(words & other) >= min(len(words), len(other)) for other in others if other)


def _words(value: object) -> set[str]:
    return set(words_of(values.text_of(value) or ""))


def _headings(heads: Heads, seen: Seen, stretch: Stretch | None) -> Iterator[Said]:
    """The page's first heading, where the page's title holds it: then it is the title without the site's name; or there is none."""
    title = values.text_of(heads.elements.title) or ""
    last = stretch.prose if stretch else len(seen.lines)
    for number, line in enumerate(seen.lines[:last], 1):
        if line.place.heading == 1 and (not title or (line.text in title and 2 * len(line.text) >= len(title))):
            yield Said("title", line.text, number)


def _publisher(heads: Heads, marked: Sequence[Said]) -> Iterator[Statement]:
    said = [
        *_from_meta(heads, "publisher", ("og:site_name",)),
        *(
            Said("publisher", heads.data.name_of(value), "jsonld:publisher")
            for value in as_list(heads.data.article.get("publisher"))
        ),
        *_from_meta(heads, "publisher", metatags.PUBLISHER[1:]),
        Said("publisher", heads.data.site.get("name"), "jsonld:WebSite"),
        *_of("publisher", marked),
    ]

    def checked(value: object) -> str | None:
        text = values.text_of(value, 120)
        return text if text and not re.search(r"https?:|^@|[<>{}]", text) else None

    yield from _statements(said, checked)


def _authors(heads: Heads, marked: Sequence[Said]) -> Iterator[Statement]:
    """The authors; several elements of one sort state them together."""
    sites = heads.sites
    data = as_list(heads.data.article.get("author")) or as_list(heads.data.article.get("creator"))
    if stated := _authors_in_data(heads, data, sites):
        yield Statement(name="authors", value=stated, where="jsonld:author")
    sources: dict[int | str, list[tuple[object, Grade]]] = {}
    for said in [*_from_meta(heads, "authors", metatags.AUTHORS), *_of("authors", marked)]:
        sources.setdefault(said.where, []).append((said.value, said.grade))
    for where, given in sources.items():
        names = [values.authors_of(value, sites) for value, _ in given]
        if together := tuple(dict.fromkeys(name for found in names for name in found)):
            yield Statement(name="authors", value=together, where=where, grade=given[0][1])


def _authors_in_data(heads: Heads, data: Sequence[object], sites: Sequence[str]) -> tuple[Author, ...]:
    found: list[Author] = []
    for value in data:
        node = heads.data.resolved(value)
        names = values.authors_of(heads.data.name_of(value), sites)
        is_group = node is not None and "Organization" in "".join(types_of(node))
        found += [PersonName(literal=name) if is_group and isinstance(name, str) else name for name in names]
    return tuple(dict.fromkeys(found))


def _dates(heads: Heads, marked: Sequence[Said], addresses: Sequence[Statement]) -> Iterator[Statement]:
    published = [
        *_from_data(heads, "published", "datePublished"),
        *_from_meta(heads, "published", metatags.PUBLISHED),
        *_of("published", marked),
    ]
    stated = list(_statements(published, values.date_of))
    yield from sorted(stated, key=lambda statement: statement.grade is not Grade.DECLARED)
    address = next((str(statement.value) for statement in addresses if statement.name == "url"), "")
    if day := values.date_in_path(address):
        yield Statement(name="published", value=day, where="url", grade=Grade.DERIVED)
    modified = [
        *_from_data(heads, "modified", "dateModified"),
        *_from_meta(heads, "modified", metatags.MODIFIED),
        *_of("modified", marked),
    ]
    yield from _statements(modified, values.date_of)


def _addresses(heads: Heads) -> Iterator[Statement]:
    """The page's address and site: where it says it is from, then its canonical address."""
    found = list(_stated_addresses(heads))
    for address, where in found:
        if there := archived(address):
            yield Statement(name="archive", value=address, where=where)
            yield Statement(name="url", value=there[0], where=where)
            yield Statement(name="site", value=host(there[0]), where=where)
        else:
            yield Statement(name="url", value=address, where=where)
            yield Statement(name="site", value=host(address), where=where)
    if heads.capture.archive:
        yield Statement(name="archive", value=heads.capture.archive, where=heads.capture.url_where)


def _stated_addresses(heads: Heads) -> list[tuple[str, str]]:
    elements, capture = heads.elements, heads.capture
    base = capture.url or next(filter(None, map(values.address_of, elements.links.get("\0base", ()))), None)
    canonical = [(values.address_of(raw, base), "link:canonical") for raw in elements.links.get("canonical", ())[:3]]
    meta = [(values.address_of(raw, base), where) for where, raw in elements.said(metatags.ADDRESS)]
    data = [(values.address_of(raw), "jsonld:url") for raw in as_list(heads.data.article.get("url"))]
    own = [(capture.url, capture.url_where)]
    found = [(address, where) for address, where in [*canonical, *meta, *data, *own] if address]
    here = host(capture.url) if capture.url else next((host(address) for address, where in found if where == "meta:og:url"), None)
    # A canonical address of another site is where the text is from, not the page that was read.
    if here:
        found.sort(key=lambda pair: domain(host(pair[0])) != domain(here))
    # A canonical address that names only the front page is a mistake of the site's template.
    if found and host(found[0][0]) and _is_front_page(found[0][0]):
        found.sort(key=lambda pair: _is_front_page(pair[0]))
    return found


def _is_front_page(address: str) -> bool:
    return bool(re.fullmatch(r"https?://[^/?#]+/?", address))


def _language(heads: Heads) -> Iterator[Statement]:
    said = [
        *_from_data(heads, "language", "inLanguage"),
        Said("language", heads.elements.language, "html:lang"),
        *_from_meta(heads, "language", metatags.LANGUAGE),
    ]
    yield from _statements(said, values.language_of)
