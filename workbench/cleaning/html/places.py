"""Where a line stands in a page: which elements it is inside, and what their names say they hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import Final

from msgspec import Struct, structs


class Region(StrEnum):
    """A part of a page that its markup names."""

    NAVIGATION = "navigation"
    FOOTER = "footer"
    HEADER = "header"
    ASIDE = "aside"
    COMMENTS = "comments"
    RELATED = "related articles"
    SOCIAL = "sharing"
    NEWSLETTER = "newsletter"
    ADVERT = "advertising"
    TAGS = "tags"
    BYLINE = "byline"
    DATE = "date"
    FORM = "form"
    CONTROL = "button"
    NOTICE = "cookie notice"
    UNSEEN = "screen readers only"


class Place(Struct, frozen=True, gc=False):
    """Where text stands."""

    block: str = "body"
    """The tag of the innermost block element, as far as it says what the text is."""
    heading: int = 0
    """1 to 6 inside a heading."""
    in_list: bool = False
    in_caption: bool = False
    in_link: bool = False
    in_table: bool = False
    in_quote: bool = False
    preformatted: bool = False
    in_article: bool = False
    """Inside <article>, <main>, or an element that says it is the article's body."""
    region: Region | None = None
    """The innermost region."""
    told_by: str = ""
    """The markup that says so: `<nav>`, `class="related-posts"`."""
    scope: tuple[int, ...] = ()
    """Which of the page's articles it is in, outermost first, counted from 1 in the order in which they begin."""
    item: str = ""
    """The type of the innermost microdata item, such as "NewsArticle"."""


_BY_TAG: Final = {
    "nav": Region.NAVIGATION,
    "footer": Region.FOOTER,
    "header": Region.HEADER,
    "aside": Region.ASIDE,
    "form": Region.FORM,
    "button": Region.CONTROL,
    "time": Region.DATE,
}
_BY_ROLE: Final = {
    "navigation": Region.NAVIGATION,
    "menu": Region.NAVIGATION,
    "menubar": Region.NAVIGATION,
    "contentinfo": Region.FOOTER,
    "banner": Region.HEADER,
    "complementary": Region.ASIDE,
    "search": Region.FORM,
    "button": Region.CONTROL,
    "dialog": Region.NOTICE,
    "alertdialog": Region.NOTICE,
}
_SAYING: Final = (
    (Region.COMMENTS, "comment comments commentlist respond disqus dsq livefyre reply replies"),
    (
        Region.RELATED,
        "related recirc recirculation recommended recommendations trending outbrain taboola teaser teasers upnext readmore",
    ),
    (Region.SOCIAL, "social share sharing shares sharedaddy addthis sociable addtoany"),
    (Region.NEWSLETTER, "newsletter newsletters signup subscribe subscription"),
    (Region.ADVERT, "ad ads advert adverts advertisement advertising promo promos promotion sponsor sponsored dfp banner"),
    (Region.TAGS, "tags taglist categories"),
    (Region.NAVIGATION, "nav navbar navigation subnav menu breadcrumb breadcrumbs crumbs skiplink pagination pager"),
    (Region.NOTICE, "cookie cookies consent gdpr paywall"),
    (Region.BYLINE, "byline author authors vcard"),
    (Region.DATE, "date dateline timestamp pubdate published datetime"),
    (Region.FOOTER, "footer colophon"),
    (Region.ASIDE, "sidebar rail"),
    (Region.UNSEEN, "visuallyhidden screenreader"),
)
"""What words in the `class` or `id` of an element say of it."""
_SAYS: Final = {word: region for region, words in _SAYING for word in words.split()}
_PHRASES: Final = {
    ("most", "read"): Region.RELATED,
    ("most", "popular"): Region.RELATED,
    ("most", "viewed"): Region.RELATED,
    ("popular", "posts"): Region.RELATED,
    ("more", "stories"): Region.RELATED,
    ("more", "from"): Region.RELATED,
    ("more", "on"): Region.RELATED,
    ("read", "next"): Region.RELATED,
    ("read", "more"): Region.RELATED,
    ("also", "read"): Region.RELATED,
    ("sign", "up"): Region.NEWSLETTER,
    ("tag", "list"): Region.TAGS,
    ("sr", "only"): Region.UNSEEN,
    ("visually", "hidden"): Region.UNSEEN,
    ("screen", "reader"): Region.UNSEEN,
}
_MOST_WORDS: Final = 5
"""A name of more words was made of a heading and says what the text is about, not what it is."""
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_BODY_NAMES = re.compile(
    r"article-?_*body|entry-content|post-?(?:content|body)|story-?body|article-?content|body-text", re.IGNORECASE
)
_SCOPE_NAMES = re.compile(r"(?:^|\s)(?:hentry|h-entry)(?:\s|$)")
_ARTICLE_ITEM = re.compile(r"Article$|BlogPosting$|^Report$")
_BLOCK_TAGS: Final = frozenset(
    "p li dd dt td th figcaption caption pre blockquote h1 h2 h3 h4 h5 h6 div section summary address".split()
)
_NAMED_TAGS: Final = frozenset(
    "div section ul ol p span aside li a h2 h3 h4 h5 h6 nav header footer table details small strong address dl".split()
)
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_FLAGS: Final = {
    "li": "in_list",
    "dd": "in_list",
    "dt": "in_list",
    "figcaption": "in_caption",
    "caption": "in_caption",
    "a": "in_link",
    "table": "in_table",
    "blockquote": "in_quote",
    "pre": "preformatted",
    "article": "in_article",
    "main": "in_article",
}
_CAPTION_TAGS: Final = frozenset({"div", "p", "span", "small", "li"})
_LONGEST_NAME: Final = 400
_DEEPEST_SCOPE: Final = 8
_YIELDING: Final = frozenset({Region.DATE, Region.BYLINE, Region.HEADER, Region.CONTROL})
"""Regions that say less than the one around them: the date of a comment belongs to the comments."""


class Places:
    """The places of one page: equal places are one object, since a page has few places and many elements."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str, str | None, str | None], Place] = {}
        self.outermost = Place()
        self._equal = {self.outermost: self.outermost}
        self._scopes = 0

    def inside(self, outer: Place, tag: str, attributes: Mapping[str, str]) -> Place:
        """Where text in an element stands, given where the element stands: `outermost`, or a place that this returned."""
        if attributes and not _TELLING.isdisjoint(attributes):
            return self._found(outer, tag, attributes)
        key = (id(outer), tag, attributes.get("class"), attributes.get("id"))
        known = self._known.get(key)
        if known is None:
            known = self._found(outer, tag, attributes)
            if known.scope is outer.scope:
                self._known[key] = known
        return known

    def _found(self, outer: Place, tag: str, attributes: Mapping[str, str]) -> Place:
        place = place_in(outer, tag, attributes, self._scopes)
        if place.scope is not outer.scope:
            self._scopes += 1
        return self._equal.setdefault(place, place)


_TELLING: Final = frozenset({"role", "itemprop", "itemtype", "itemscope"})
"""Attributes beside class and id that tell where text stands."""


def place_in(outer: Place, tag: str, attributes: Mapping[str, str], scopes: int) -> Place:
    """Where text in an element stands.

    Args:
        outer: Where the element itself stands.
        tag: Its tag.
        attributes: Its attributes.
        scopes: How many of the page's articles have begun before it.
    """
    changes: dict[str, object] = {}
    if tag in _BLOCK_TAGS:
        changes["block"] = tag
    if tag in _HEADINGS:
        changes["heading"] = _HEADINGS[tag]
    elif tag in _FLAGS:
        changes[_FLAGS[tag]] = True
    elif tag in ("div", "section") and attributes and _is_article_body(attributes):
        changes["in_article"] = True
    if "class" in attributes and tag in _CAPTION_TAGS and "caption" in attributes["class"].lower():
        changes["in_caption"] = True
    if "itemscope" in attributes:
        changes["item"] = attributes.get("itemtype", "").rstrip("/").rsplit("/", 1)[-1][:60]
    region, told_by = _region(tag, attributes)
    if region is not None and not (outer.region and region in _YIELDING):
        changes |= {"region": region, "told_by": told_by}
    if len(outer.scope) < _DEEPEST_SCOPE and opens_scope(tag, attributes, str(changes.get("item", ""))):
        changes["scope"] = (*outer.scope, scopes + 1)
    return structs.replace(outer, **changes) if changes else outer


def opens_scope(tag: str, attributes: Mapping[str, str], item: str) -> bool:
    """Whether an element is one of the page's articles: by its tag, its microdata, or as hAtom says it."""
    if tag == "article" or (item and _ARTICLE_ITEM.search(item)):
        return True
    return tag in ("div", "section") and "entry" in attributes.get("class", "") and bool(_SCOPE_NAMES.search(attributes["class"]))


def _region(tag: str, attributes: Mapping[str, str]) -> tuple[Region | None, str]:
    if tag in _BY_TAG:
        return _BY_TAG[tag], f"<{tag}>"
    role = attributes.get("role")
    if role and role in _BY_ROLE:
        return _BY_ROLE[role], f'role="{role}"'
    if tag not in _NAMED_TAGS:
        return None, ""
    for attribute in ("id", "class"):
        if (names := attributes.get(attribute)) and (found := _region_of(names[:_LONGEST_NAME])):
            return found[0], f'{attribute}="{found[1]}"'
    return None, ""


@lru_cache(maxsize=4096)
def _region_of(names: str) -> tuple[Region, str] | None:
    """The first region that one of the names tells, and that name."""
    return next(((region, name) for name in names.split() if (region := region_named(name))), None)


def region_named(name: str) -> Region | None:
    """The region that a class or an id tells: `related-posts`, `c-newsletterSignup`."""
    words = [word.lower() for word in _WORDS.findall(name)]
    if len(words) > _MOST_WORDS:
        return None
    return next((_PHRASES[pair] for pair in pairwise(words) if pair in _PHRASES), None) or next(
        (_SAYS[word] for word in words if word in _SAYS), None
    )


def _is_article_body(attributes: Mapping[str, str]) -> bool:
    if attributes.get("itemprop") == "articleBody" or attributes.get("role") in ("main", "article"):
        return True
    return any(name in attributes and _names_body(attributes[name]) for name in ("class", "id"))


@lru_cache(maxsize=4096)
def _names_body(names: str) -> bool:
    return bool(_BODY_NAMES.search(names[:_LONGEST_NAME]))
