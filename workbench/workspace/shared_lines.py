"""A second look at what one import brought: the first sources of a site were judged before its other sources were known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from workbench.cleaning.known import OFTEN, line_key
from workbench.errors import WorkbenchError
from workbench.storage import articles
from workbench.workspace import recleaning
from workbench.workspace.indexing import problem_of
from workbench.workspace.recleaning import How
from workbench.workspace.site_lines import lines_of
from workbench.workspace.sites import ROWS, Sites

if TYPE_CHECKING:
    from workbench.records.article import Article
    from workbench.records.cleaned import Cleaned
    from workbench.workspace.opening import Workspace


class SharedLines:
    """The lines of the sources of one import, site by site."""

    def __init__(self, workspace: Workspace, sites: Sites) -> None:
        self._workspace = workspace
        self._sites = sites
        self._kept: dict[str, dict[str, frozenset[str]]] = {}

    def note(self, article: Article, cleaned: Cleaned) -> None:
        """Remember a source that was just imported."""
        site = article.metadata.site
        if not site or article.source is None or article.source.media_type in ROWS:
            return
        lines = cleaned.rendition.split("\n")
        self._sites.note([lines_of(site, article.id, article.source.sha256, lines)])
        kept = (line_key(line) for one in cleaned.decisions if one.kept for line in lines[one.first_line - 1 : one.last_line])
        self._kept.setdefault(site, {})[article.id] = frozenset(kept)

    def look_again(self) -> None:
        """Clean those again that keep a line which, as is known by now, stands in many sources of their site."""
        for site, kept in self._kept.items():
            if len(kept) > 1:
                self._look_at(site, kept)

    def _look_at(self, site: str, kept: Mapping[str, frozenset[str]]) -> None:
        for article_id, lines in kept.items():
            if max(self._sites.repeated(site, lines, article_id).values(), default=0) < OFTEN:
                continue
            try:
                recleaning.reclean_one(self._workspace, article_id, self._sites, How(apply=True))
            except WorkbenchError as error:
                self._workspace.note(problem_of(error, articles.path_of(self._workspace.library, article_id)))
