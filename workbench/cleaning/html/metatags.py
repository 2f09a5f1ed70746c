"""What a page states in the elements of its head: <meta>, <link>, <html lang>, <title>."""

from __future__ import annotations

from typing import Final

from lxml.html import HtmlElement

_MOST: Final = 2_000

TITLE: Final = (
    "citation_title",
    "dc:title",
    "dcterms:title",
    "og:title",
    "parsely-title",
    "sailthru:title",
    "twitter:title",
    "headline",
)
AUTHORS: Final = (
    *("citation_author", "dc:creator", "dcterms:creator", "author", "article:author", "parsely-author", "sailthru:author", "byl"),
    *("article:author_name", "og:article:author", "authors", "dcsext:author", "dc:contributor:author"),
)
PUBLISHED: Final = (
    *("article:published_time", "article:published", "og:article:published_time", "citation_publication_date", "citation_date"),
    *("dc:date:issued", "dcterms:issued", "dc:date:created", "dcterms:created", "dc:date", "dcterms:date", "parsely-pub-date"),
    *(
        "sailthru:date",
        "datepublished",
        "pubdate",
        "publishdate",
        "publish-date",
        "publish_date",
        "publication_date",
        "pdate",
        "date",
    ),
    *("article_date_original", "cxenseparse:recs:publishtime", "rnews:datepublished", "citation_online_date"),
)
MODIFIED: Final = (
    *("article:modified_time", "article:modified", "og:updated_time", "datemodified", "dc:date:modified", "dcterms:modified"),
    *("lastmod", "last-modified", "article_date_updated"),
)
PUBLISHER: Final = ("og:site_name", "dc:publisher", "dcterms:publisher", "citation_publisher", "publisher")
ADDRESS: Final = ("og:url", "parsely-link", "twitter:url")
LANGUAGE: Final = ("og:locale", "dc:language", "dcterms:language", "citation_language", "content-language", "language")
ORIGINAL: Final = ("original-source", "syndication-source")


class HeadElements:
    """The values of a page's head by name, in the order of the page; names are in small letters, with ":" for "." ."""

    def __init__(self, root: HtmlElement) -> None:
        self.meta: dict[str, list[str]] = {}
        self.links: dict[str, list[str]] = {}
        self.title: str | None = None
        for number, element in enumerate(root.iter("meta", "link", "title", "base")):
            if number >= _MOST:
                break
            self._read(element)
        self.language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang")

    def _read(self, element: HtmlElement) -> None:
        if element.tag == "meta":
            content = element.get("content") or element.get("value")
            names = element.get("property"), element.get("name"), element.get("http-equiv")
            for name in " ".join(filter(None, names)).lower().split()[:8] if content else ():
                self.meta.setdefault(name.replace(".", ":"), []).append(content or "")
        elif element.tag == "link" and element.get("href"):
            for relation in (element.get("rel") or "").lower().split():
                self.links.setdefault(relation, []).append(element.get("href") or "")
        elif element.tag == "base" and element.get("href"):
            self.links.setdefault("\0base", []).append(element.get("href") or "")
        elif element.tag == "title" and self.title is None and _in_head(element):
            self.title = element.text_content()

    def said(self, names: tuple[str, ...]) -> list[tuple[str, str]]:
        """What these names state, in their order: where, and the raw value."""
        return [(f"meta:{name}", value) for name in names for value in self.meta.get(name, ())[:20]]


def _in_head(element: HtmlElement) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag in ("head", "html", "body")
