"""Comparing two open articles, or an article with the other version of its page: what differs is marked in both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.records.selector import Span
from workbench.tui.jobs.job import Handlers, Job
from workbench.tui.models.arrangement import READERS, Pane
from workbench.tui.safe import one_line

if TYPE_CHECKING:
    from workbench.workspace.comparing import Comparison
    from workbench.workspace.versions import Lineage


class Comparing(Job):
    """The marks are those of the find bar: `n` and `N` go from one to the next, `Esc` takes them away."""

    def handlers(self) -> Handlers:
        """Compare."""
        return {"article.compare": self._compare}

    def _compare(self) -> None:
        first, second = (self.screen.panes[name].article for name in READERS)
        if first and second:
            self._mark(first.id, second.id)
        elif article := first or second:
            self._with_version(article.id)

    def _with_version(self, article_id: str) -> None:
        """Open the other version beside the article, then compare the two."""
        workspace = self.workspace

        def look() -> Lineage:
            from workbench.workspace import versions

            return versions.lineage(workspace, article_id)

        def done(found: Lineage) -> None:
            other = found.other
            if other is None:
                self.app.say("Open a second article beside this one to compare them: b in the results.")
                return
            self.screen.reading_job.open(other, "", beside=True, then=lambda: self._mark(article_id, other))

        self.workers.run(look, done)

    def _mark(self, first: str, second: str) -> None:
        workspace = self.workspace

        def work() -> Comparison:
            from workbench.workspace import comparing

            return comparing.compare(workspace, first, second)

        def done(found: Comparison) -> None:
            shown = {found.old: found.old_text, found.new: found.new_text}
            spans = {
                found.old: tuple(Span(one.start, one.end) for one in found.changes if one.end > one.start),
                found.new: tuple(
                    Span(one.other_start, one.other_end) for one in found.changes if one.other_end > one.other_start
                ),
            }
            for name in READERS:
                pane = self.screen.panes[name]
                if pane.article and shown.get(pane.article.id) == pane.article.text:
                    pane.reader.show_found(spans[pane.article.id])
            self.screen.reading_job.say_place()
            self.app.say(_words(found, self.screen.is_shown(Pane.SECOND)))

        self.workers.run(work, done)


def _words(found: Comparison, both_shown: bool) -> str:  # noqa: FBT001 - a fact of the sentence
    if found.same:
        return "The two have the very same text."
    where = "" if both_shown else ", Tab shows the other"
    differ = "1 place differs" if len(found.changes) == 1 else f"{len(found.changes):,} places differ"
    return one_line(f"{differ}: n and N go through them{where}, Esc takes the marks away.")
