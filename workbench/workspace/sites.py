"""What the library knows of a site when one of its sources is judged: the rules of its people, the lines its pages share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError, problem_of
from workbench.records.site import Known, SiteRule
from workbench.storage import articles, rules
from workbench.text.addresses import host
from workbench.workspace import reading
from workbench.workspace.site_lines import Lines, Origin, SiteLines, lines_of
from workbench.workspace.versions import page_of

if TYPE_CHECKING:
    from workbench.cleaning.clean import Surveyed
    from workbench.workspace.opening import Workspace

ROWS = frozenset({"application/json", "application/vnd.citationstyles.csl+json"})
"""Media types of sources whose text is taken as clean: no cleaner judges them."""


def site_name(site: str) -> str:
    """A site as it is compared: an address stands for its host, and letter case does not count."""
    return ((host(site) if "://" in site else None) or site).strip().casefold()


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
        there = workspace.index.summaries.fingerprints()
        self._lines.forget(name for name in self._stamps if name not in there)

    def known(self, site: str | None, surveyed: Surveyed, without: str) -> Known:
        """What is known of the site of a source; nothing where it has none.

        Args:
            site: The site, as the article or else the page has it.
            surveyed: The source.
            without: The page it is of, whose own lines do not count: `versions.page_of`.
        """
        if not site:
            return Known()
        repeated = self.repeated(site, [block.text for block in surveyed.blocks], without)
        name = site_name(site)
        return Known(rules=tuple(rule for rule in self._rules if site_name(rule.site) == name), repeated=repeated)

    def note(self, sources: Iterable[Lines]) -> None:
        """Count the lines of sources that are new."""
        self._lines.note(sources)

    def repeated(self, site: str, lines: Collection[str], without: str) -> Mapping[str, int]:
        """How many pages of a site have each of these lines, by `line_key`; `without` is the page that does not count."""
        self._count(site)
        found = self._lines.repeated(site, lines, without)
        if not self._lines.lost:
            return found
        self._counted, self._stamps, self._lines.lost = set(), {}, False
        self._count(site)
        return self._lines.repeated(site, lines, without)

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
        there = (Origin(site, page_of(one.id, one.url), one.id, one.sha256) for one in summaries.of_site(site) if one.sha256)
        self._lines.note(filter(None, (self._lines_of(one) for one in there if self._stamps.get(one.article) != one.stamp)))

    def _lines_of(self, origin: Origin) -> Lines | None:
        """The lines of an article's source, to be counted; None where it has none that can be read."""
        try:
            article = articles.read(self._workspace.library, origin.article).article
            rows = article.source is None or article.source.media_type in ROWS
            text = "" if rows else reading.rendition(self._workspace, article)
        except WorkbenchError:
            return None
        return lines_of(origin, text.split("\n"))
