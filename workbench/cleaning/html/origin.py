"""Whose reporting a page carries and who passed it on, where that is not the site it was read on.

In the order of evidence: what it says it is based on, an original or canonical address of another site, its own words, its byline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from workbench.cleaning.html import metatags, values
from workbench.cleaning.html.capture import archived
from workbench.cleaning.html.heads import Heads
from workbench.cleaning.html.jsonld import as_list
from workbench.cleaning.html.markup import Stretch
from workbench.cleaning.html.places import Region
from workbench.cleaning.html.visible import Line
from workbench.records.page import Statement
from workbench.text.addresses import host

_AGENCIES: Final = frozenset(
    "reuters|ap|the associated press|associated press|afp|agence france-presse|dpa|deutsche presse-agentur|efe|ansa|tass|xinhua|upi"
    "|pa media|press association|kyodo|kyodo news|yonhap|ians|pti|press trust of india|ani|anadolu|anadolu agency|belga|apa|sid|kna|epd"
    "|interfax".split("|")
)
_NAME = r"(?P<name>[A-Z][\w.&'’ -]{1,60}?)"
_ORIGINALLY = re.compile(
    r"\b(?:originally|first) (?:published|appeared|posted) (?:on|in|at|by) "
    + _NAME
    + r"(?: (?:on|in) [A-Z]?[\w ,]{2,40}\d{4})?(?:[.,;(]| and | under |$)"
)
_DISTRIBUTED = re.compile(r"(?:distributed|syndicated) by " + _NAME + r"(?:,? (?:LLC|Inc|Ltd|GmbH))?\.?", re.IGNORECASE)
_LONGEST: Final = 300
_BELOW: Final = 6
"""Lines below the article in which it may still say where it is from."""
_OTHERS: Final = frozenset({Region.COMMENTS, Region.RELATED, Region.NAVIGATION, Region.FORM})


def said_of_origin(heads: Heads, lines: Sequence[Line], stretch: Stretch | None, own_site: str | None) -> Iterator[Statement]:
    """What a page says of its agency and its syndicator, the best evidence first."""
    yield from _bases(heads)
    yield from _addresses(heads, own_site)
    yield from _words(lines, stretch)
    yield from _bylines(heads)


def _bases(heads: Heads) -> Iterator[Statement]:
    for based in as_list(heads.data.article.get("isBasedOn")):
        node = heads.data.resolved(based) or {}
        name = values.text_of(heads.data.name_of(node.get("publisher") or node.get("sourceOrganization")), 120)
        address = values.address_of(node.get("url") or node.get("@id") or based)
        if value := name or host(address or ""):
            yield Statement(name="agency", value=value, where="jsonld:isBasedOn")


def _addresses(heads: Heads, own_site: str | None) -> Iterator[Statement]:
    raw = heads.elements.said(metatags.ORIGINAL)
    raw += [("link:canonical", address) for address in heads.elements.links.get("canonical", ())[:3]]
    for where, value in raw if own_site else ():
        there = host(values.address_of(value) or "")
        if there and domain(there) != domain(own_site) and not archived(value):
            yield Statement(name="agency", value=there, where=where)


def _words(lines: Sequence[Line], stretch: Stretch | None) -> Iterator[Statement]:
    last = stretch.last + _BELOW if stretch else len(lines)
    for number, line in enumerate(lines[:last], 1):
        if len(line.text) > _LONGEST or line.place.region in _OTHERS:
            continue
        if found := _ORIGINALLY.search(line.text):
            yield Statement(name="agency", value=found["name"].strip(), where=number)
        if found := _DISTRIBUTED.fullmatch(line.text):
            yield Statement(name="syndicator", value=found["name"].strip(), where=number)


def _bylines(heads: Heads) -> Iterator[Statement]:
    """An agency in the place of the author."""
    sites = {site.casefold() for site in heads.sites}
    raw = [("jsonld:author", heads.data.name_of(author)) for author in as_list(heads.data.article.get("author"))]
    for where, value in [*raw, *heads.elements.said(("author",))]:
        name = values.text_of(value, 60)
        if name and name.casefold() in _AGENCIES - sites:
            yield Statement(name="agency", value=name, where=where)


def domain(name: str | None) -> str:
    """The last labels of a host, enough to tell one publisher from another: three where the second is as short as `co`."""
    labels = (name or "").split(".")
    few = 3 if len(labels) > 2 and len(labels[-2]) <= 3 and len(labels[-1]) == 2 else 2
    return ".".join(labels[-few:])
