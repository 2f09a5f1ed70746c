"""Versions of one page: the same address fetched again with other text is a new article that supersedes the old one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit

from msgspec import Struct

from workbench.workspace.catalogue import Catalogue, Summary

if TYPE_CHECKING:
    from workbench.workspace.opening import Workspace

_TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "igshid", "ref_src", "cmpid", "ocid")


class Lineage(Struct, frozen=True):
    """The versions of one page, the oldest first, and which of them is meant."""

    ids: tuple[str, ...]
    position: int

    @property
    def newer(self) -> str | None:
        """The newest version, where another is meant."""
        return self.ids[-1] if self.position + 1 < len(self.ids) else None

    @property
    def other(self) -> str | None:
        """The version to compare with: the one before, or of the first the one after it; None where there is but one."""
        if len(self.ids) == 1:
            return None
        return self.ids[self.position - 1] if self.position else self.ids[1]


class Versions:
    """Which article is the newest of each page."""

    def __init__(self, summaries: Iterable[Summary]) -> None:
        self._newest: dict[str, str] = {}
        known = list(summaries)
        superseded = {one.supersedes for one in known}
        # The last one noted counts: one that nothing supersedes, rather a later version than a first one or a copy.
        for one in sorted(known, key=lambda one: (one.id not in superseded, one.supersedes is not None, one.id)):
            self.note(one.id, one.url)

    def earlier(self, url: str | None) -> str | None:
        """The newest article of the page at an address; None where there is none."""
        return self._newest.get(page_key(url) or "")

    def note(self, article_id: str, url: str | None) -> None:
        """Take an article for the newest of its page."""
        if key := page_key(url):
            self._newest[key] = article_id


def page_key(url: str | None) -> str | None:
    """What is the same of two addresses of one page: scheme, "www.", tracking parameters and the fragment do not count.

    None for what names no page: a site's front page changes from day to day and is no version of anything.
    """
    try:
        parts = urlsplit((url or "").strip())
        host = (parts.hostname or "").removeprefix("www.")
        query = [(name, value) for name, value in parse_qsl(parts.query) if not name.lower().startswith(_TRACKING)]
    except ValueError:
        return None
    path = parts.path.rstrip("/")
    if not host or not (path or query):
        return None
    return f"{host}{path}?{urlencode(sorted(query))}"


def page_of(article_id: str, url: str | None) -> str:
    """What the versions of one page have in common: its address, or where it names none, the article's own id."""
    return page_key(url) or article_id


def lineage(workspace: Workspace, article_id: str) -> Lineage:
    """The versions of the page that an article is of."""
    summaries = workspace.index.summaries
    chain = [article_id]
    while (earlier := _earlier(summaries, chain[0])) and earlier not in chain:
        chain.insert(0, earlier)
    position = len(chain) - 1
    while (later := _later(summaries, chain[-1])) and later not in chain:
        chain.append(later)
    return Lineage(tuple(chain), position)


def _earlier(summaries: Catalogue, article_id: str) -> str | None:
    """The article that one supersedes, if it is there, whatever it is called now."""
    known = summaries.get(article_id)
    if known is None or known.supersedes is None:
        return None
    name = summaries.named(known.supersedes) or known.supersedes
    return name if name in summaries else None


def _later(summaries: Catalogue, article_id: str) -> str | None:
    """The article that supersedes one, by whichever name of it; of several the last by id."""
    known = summaries.get(article_id)
    names = (article_id, *known.aliases) if known else (article_id,)
    return max((later for name in names for later in summaries.successors(name)), default=None)
