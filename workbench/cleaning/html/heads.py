"""What the head of a page and its JSON-LD hold, read once."""

from __future__ import annotations

from lxml.html import HtmlElement
from msgspec import Struct

from workbench.cleaning.html import metatags, values
from workbench.cleaning.html.capture import Capture, capture_of
from workbench.cleaning.html.jsonld import LinkedData, as_list, linked_data
from workbench.cleaning.html.metatags import HeadElements


class Heads(Struct, frozen=True):
    """What a page says in its head, and how it was saved."""

    elements: HeadElements
    data: LinkedData
    capture: Capture

    @property
    def titles(self) -> list[str]:
        """Everything that the page gives as its title."""
        raw = [self.data.article.get("headline"), self.data.article.get("name"), self.elements.title]
        raw += [value for _, value in self.elements.said(metatags.TITLE)]
        return [title for title in map(values.text_of, raw) if title]

    @property
    def sites(self) -> list[str]:
        """The names of the page's site."""
        raw = [value for _, value in self.elements.said(("og:site_name", "application-name", "dc:publisher"))]
        raw += [str(self.data.name_of(publisher) or "") for publisher in as_list(self.data.article.get("publisher"))]
        raw += [str(self.data.site.get(key) or "") for key in ("name", "alternateName")]
        return [site for site in map(values.text_of, raw) if site]


def heads_of(root: HtmlElement, text: str) -> Heads:
    """Read the head of a page, its JSON-LD wherever it stands, and the comments that precede its markup.

    Args:
        root: The page's tree.
        text: The page's characters.
    """
    return Heads(HeadElements(root), linked_data(root), capture_of(text))
