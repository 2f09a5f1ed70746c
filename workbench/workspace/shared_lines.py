"""A second look at what one import brought: the first sources of a site were judged before its other sources were known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from workbench.cleaning.known import OFTEN, line_key
from workbench.errors import WorkbenchError, problem_of
from workbench.storage import articles
from workbench.workspace import recleaning
from workbench.workspace.indexing import Stop
from workbench.workspace.recleaning import How
from workbench.workspace.site_lines import Origin, lines_of
from workbench.workspace.sites import ROWS, Sites
from workbench.workspace.versions import page_of

if TYPE_CHECKING:
    from workbench.records.article import Article
    from workbench.records.cleaned import Cleaned
    from workbench.workspace.opening import Workspace


class _Kept(Struct, frozen=True):
    """The lines that an article keeps, by `line_key`, and the page it is of."""

    article: str
    page: str
    lines: frozenset[str]


class SharedLines:
    """The lines of the sources of one import, site by site."""

    def __init__(self, workspace: Workspace, sites: Sites) -> None:
        self._workspace = workspace
        self._sites = sites
        self._kept: dict[str, list[_Kept]] = {}

    def note(self, article: Article, cleaned: Cleaned) -> None:
        """Remember a source that was just imported."""
        site = article.metadata.site
        if not site or article.source is None or article.source.media_type in ROWS:
            return
        lines = cleaned.rendition.split("\n")
        page = page_of(article.id, article.metadata.url)
        self._sites.note([lines_of(Origin(site, page, article.id, article.source.sha256), lines)])
        kept = {line_key(line) for one in cleaned.decisions if one.kept for line in lines[one.first_line - 1 : one.last_line]}
        # What is kept though it was known to be in many pages stays: to look again would find the same.
        kept -= {line for line, pages in self._sites.repeated(site, kept, page).items() if pages >= OFTEN}
        self._kept.setdefault(site, []).append(_Kept(article.id, page, frozenset(kept)))

    def look_again(self, stop: Stop) -> None:
        """Clean those again that keep a line which, as is known by now, stands in many pages of their site.

        Args:
            stop: Asked between sources; `reclean` does later what is left.
        """
        for site, kept in self._kept.items():
            for source in kept if len(kept) > 1 else ():
                if stop():
                    return
                self._look_at(site, source)

    def _look_at(self, site: str, source: _Kept) -> None:
        if max(self._sites.repeated(site, source.lines, source.page).values(), default=0) < OFTEN:
            return
        try:
            recleaning.reclean_one(self._workspace, source.article, self._sites, How(apply=True))
        except WorkbenchError as error:
            self._workspace.note(problem_of(error, articles.path_of(self._workspace.library, source.article)))
