"""What the library knows of a site when one of its sources is judged: the rules of its people, the lines its pages share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError
from workbench.records.site import Known, SiteRule
from workbench.storage import articles, rules
from workbench.workspace import reading
from workbench.workspace.indexing import problem_of
from workbench.workspace.site_lines import Lines, SiteLines, lines_of, stamp

if TYPE_CHECKING:
    from workbench.cleaning.clean import Surveyed
    from workbench.records.article import Article
    from workbench.workspace.opening import Workspace

ROWS = frozenset({"application/json", "application/vnd.citationstyles.csl+json"})
"""Media types of sources whose text is taken as clean: no cleaner judges them."""


class Sites:
    """What is known of sites, read once for a run of work. It is brought up to date site by site, when one is asked for.

    `tried` is a rule that counts before those on file, though it is not there.
    """

    def __init__(self, workspace: Workspace, tried: SiteRule | None = None) -> None:
        self._workspace = workspace
        self._lines = SiteLines(workspace)
        self._rules = ((tried,) if tried else ()) + self._read_rules()
        self._counted: set[str] = set()
        self._stamps = self._lines.known()
        self._lines.forget(name for name in self._stamps if name not in workspace.index.summaries)

    def known(self, site: str | None, surveyed: Surveyed, without: str | None = None) -> Known:
        """What is known of the site of a source; nothing where it has none.

        Args:
            site: The site, as the article or else the page has it.
            surveyed: The source.
            without: The article that is made of it, whose own lines do not count.
        """
        if not site:
            return Known()
        self._count(site)
        repeated = self._lines.repeated(site, (block.text for block in surveyed.blocks), without)
        return Known(rules=tuple(rule for rule in self._rules if rule.site == site), repeated=repeated)

    def note(self, sources: Iterable[Lines]) -> None:
        """Count the lines of sources that are new."""
        self._lines.note(sources)

    def repeated(self, site: str, lines: Iterable[str], without: str | None = None) -> Mapping[str, int]:
        """How many sources of a site have each of these lines, by `line_key`; `without` is the article that does not count."""
        return self._lines.repeated(site, lines, without)

    def rules_of(self, site: str | None) -> tuple[SiteRule, ...]:
        """The rules for a site, in the order in which they count."""
        return tuple(rule for rule in self._rules if rule.site == site)

    def _read_rules(self) -> tuple[SiteRule, ...]:
        library = self._workspace.library
        try:
            loaded = rules.read(library)
        except WorkbenchError as error:
            self._workspace.note(problem_of(error, rules.path_of(library)))
            return ()
        for problem in loaded.problems:
            self._workspace.note(problem)
        return loaded.rules

    def _count(self, site: str) -> None:
        """Count the sources of a site that are not counted yet: imported elsewhere, changed, or the cache was lost."""
        if site in self._counted:
            return
        self._counted.add(site)
        summaries = self._workspace.index.summaries
        there = {one.id: stamp(site, one.sha256) for one in summaries.values() if one.site == site and one.sha256}
        self._lines.note(
            filter(None, (self._lines_of(site, name) for name, now in there.items() if self._stamps.get(name) != now))
        )

    def _lines_of(self, site: str, name: str) -> Lines | None:
        try:
            article = articles.read(self._workspace.library, name).article
            return counted_lines(self._workspace, article, site)
        except WorkbenchError:
            return None


def counted_lines(workspace: Workspace, article: Article, site: str) -> Lines | None:
    """The lines of an article's source, to be counted; None where it has no source.

    Raises:
        WorkbenchError: The source cannot be read.
    """
    if article.source is None:
        return None
    rows = article.source.media_type in ROWS
    text = "" if rows else reading.rendition(workspace, article)
    return lines_of(site, article.id, article.source.sha256, text.split("\n"))
