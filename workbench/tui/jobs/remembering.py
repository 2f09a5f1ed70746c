"""Coming back: where one was is kept while one works, and everything stands there again at the next start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.timer import Timer

from workbench.errors import WorkbenchError
from workbench.tui.jobs.job import Handlers, Job
from workbench.tui.models.arrangement import READERS, Pane

if TYPE_CHECKING:
    from workbench.tui.screens.main import MainScreen
    from workbench.workspace.reading import Reading
    from workbench.workspace.state import OpenArticle, State

_SETTLE_SECONDS = 2.0


class Remembering(Job):
    """The state of the sitting, in the person's own folder."""

    def __init__(self, screen: MainScreen) -> None:
        super().__init__(screen)
        self._timer: Timer | None = None
        self._saved: State | None = None
        self.restored = False

    def handlers(self) -> Handlers:
        """Nothing here is asked for."""
        return {}

    def restore(self) -> None:
        """Read the state of the last sitting and put everything where it was."""
        workspace = self.workspace

        def work() -> tuple[State, list[tuple[OpenArticle, Reading]], int]:
            from workbench.workspace import reading, searching, state

            kept = state.load(workspace)
            opened = []
            for place in kept.open[:2]:
                try:
                    opened.append((place, reading.open_article(workspace, place.id, kept.query)))
                except WorkbenchError:
                    continue  # it was renamed or removed since: the rest is put back all the same
            return kept, opened, searching.library_size(workspace)

        self.workers.run(work, self._put_back, failed=self._without)

    def _without(self, error: BaseException) -> None:
        self.app.failed(error)
        self.restored = True
        self.screen.searching.search()
        self.screen.library.refresh()

    def _put_back(self, answer: tuple[State, list[tuple[OpenArticle, Reading]], int]) -> None:
        kept, opened, size = answer
        searching = self.screen.searching
        searching.library_size, searching.queries = size, kept.queries
        searching.sort = kept.sort
        self.screen.facets_wanted = kept.facets
        self.restored = True
        if not self.screen.query_bar.input.value:
            # Typed ahead of us: what is typed wins over what was there last time.
            with self.screen.prevent(self.screen.query_bar.input.Changed):
                self.screen.query_bar.input.value = kept.query
            searching.search(cursor=kept.cursor)
            self._reopen(kept, opened)
        self.screen.say_results_title()
        self.screen.library.refresh()
        self.app.evidence_shown = kept.evidence
        if kept.in_evidence:
            self.app.open_evidence()

    def _reopen(self, kept: State, opened: list[tuple[OpenArticle, Reading]]) -> None:
        for name, (place, reading) in zip(READERS, opened, strict=False):
            self.screen.panes[name].show(reading, kept.query, at=place.offset, top=place.top)
        if opened and kept.view == "reading":
            self.screen.zoomed = kept.zoomed
            self.screen.read_in(READERS[min(kept.focus, len(opened) - 1)])
        elif kept.query or kept.cursor:
            self.screen.go(Pane.RESULTS)

    def changed(self) -> None:
        """Something moved: keep the state when it has been quiet for a while."""
        if self.restored:
            if self._timer:
                self._timer.reset()
                self._timer.resume()
            else:
                self._timer = self.screen.set_timer(_SETTLE_SECONDS, self._settled)

    def _settled(self) -> None:
        self._timer = None
        now, workspace = self.now(), self.workspace
        if now == self._saved:
            return
        self._saved = now

        def work() -> None:
            from workbench.workspace import state

            state.save(workspace, now)

        self.workers.run(work, failed=lambda _: None)  # a folder that cannot be written is told of at the end

    def now(self) -> State:
        """Where things stand."""
        from workbench.workspace.state import OpenArticle, State

        screen = self.screen
        panes = [screen.panes[name] for name in READERS[: screen.open_articles]]
        at = screen.results.at_cursor
        return State(
            query=screen.searching.query,
            cursor=at.id if at else None,
            open=tuple(
                OpenArticle(pane.article.id, pane.reader.selection.caret, pane.reader.top) for pane in panes if pane.article
            ),
            focus=READERS.index(screen.reader_pane),
            view="reading" if screen.reading else "search",
            sort=screen.searching.sort,
            zoomed=screen.zoomed,
            facets=screen.facets_wanted,
            queries=screen.searching.queries,
            evidence=self.app.evidence_shown,
            in_evidence=self.app.in_evidence,
        )
