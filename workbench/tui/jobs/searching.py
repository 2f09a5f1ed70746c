"""Searching: results while one types, the newest question only, and the preview of the article under the cursor."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from workbench.tui.actions import shown_key
from workbench.tui.jobs.job import Handlers, Job
from workbench.tui.models.arrangement import Pane
from workbench.tui.models.header import counted
from workbench.tui.safe import one_line
from workbench.tui.workers import Latest

if TYPE_CHECKING:
    from workbench.tui.screens.main import MainScreen
    from workbench.workspace.reading import Reading
    from workbench.workspace.searching import Page

SORTS = ("relevance", "newest", "oldest", "title")
_NEAR_END = 6

_LEAST_ROWS = 3
"""Rows that an article takes in the results at least, where its words are shown: as many are asked for at first as can be seen."""


class Searching(Job):
    """The query line, the results and their preview."""

    def __init__(self, screen: MainScreen) -> None:
        super().__init__(screen)
        self.sort = SORTS[0]
        self.page: Page | None = None
        self.library_size: int | None = None
        self.queries: tuple[str, ...] = ()
        self._older = -1
        self.cut_remark = ""
        """What there is to say about the query, if it has no room beside it."""
        self._draft = ""
        """What was typed before an earlier query was brought back."""
        self._asked: str | None = None
        self._is_typing = False
        self._search: Latest[Page] = Latest(self.workers)
        self._more: Latest[Page] = Latest(self.workers)
        self._preview: Latest[Reading] = Latest(self.workers)
        self._afterwards: Callable[[], None] | None = None
        self._wanted_cursor: str | None = None

    def handlers(self) -> Handlers:
        """To and in the results."""
        return {
            "query.focus": self.focus_query,
            "query.results": self.to_results,
            "query.older": lambda: self._recall(1),
            "query.newer": lambda: self._recall(-1),
            "query.suggestion": self._take_suggestion,
            "results.sort": self._change_sort,
        }

    @property
    def query(self) -> str:
        """What is typed in the query line."""
        return self.screen.query_bar.input.value

    # Asking

    def again(self) -> None:
        """Put the same question again: the library has changed."""
        self.search(typing=self._is_typing)

    def search(self, *, typing: bool = False, cursor: str | None = None) -> None:
        """Search for what is typed; `cursor` is the article to put the cursor on."""
        query, sort, workspace = self.query, self.sort, self.workspace
        results = self.screen.results
        listed = len(results.found) if self.page and self.page.query == query else 0
        visible = results.size.height // _LEAST_ROWS
        limit = max(visible, 12) if typing and query.strip() else max(visible, 20, listed)
        if query != self._asked:
            results.new = frozenset()
        self._asked = query
        self._wanted_cursor = cursor or self._wanted_cursor
        self._more.forget()
        self._is_typing = typing

        def ask(stale: Callable[[], bool]) -> Page:
            from workbench.workspace import searching

            page = searching.search(workspace, query, limit=limit, sort=sort, typing=typing, abandoned=stale)
            if typing and not page.total and query.strip() and not stale():
                # Only a finished query is told what would be found without each of its words.
                page = searching.search(workspace, query, limit=limit, sort=sort, abandoned=stale)
            return page

        self._search.ask(ask, self._answered)

    def typed(self) -> None:
        """A key changed the query, unless it was searched for already since."""
        if self.query == self._asked:
            return
        self._older = -1
        if self.screen.reading:
            self.screen.show_results()
        self.search(typing=True)

    def when_answered(self, action: Callable[[], None]) -> None:
        """Carry out an action on the results of the newest question: at once if they are there."""
        if not self._search.busy:
            action()
            return
        release = self.screen.held_back.hold()

        def afterwards() -> None:
            action()
            release()

        self._afterwards = afterwards

    def _answered(self, page: Page) -> None:
        before, self.page = self.page, page
        self._more.forget()  # it was asked for below another list
        self.screen.narrowing.ask(typing=self._is_typing)
        if before is None:
            self.screen.arrange_panes()
        same = before is not None and before.query == page.query
        self.screen.results.show(page.found, self._empty_words(page), cursor=self._wanted_cursor, keep=same)
        self._wanted_cursor = None
        if self.screen.reading:
            self.screen.reading_job.say_place()
        else:
            self.say_count()
        self.screen.say_results_title()
        self.show_preview()
        self._colour_query()
        self.screen.completing.show()
        if not self._is_typing:
            self.screen.completing.refresh()
            if self.cut_remark:
                self.app.say(self.cut_remark, "warning")
        afterwards, self._afterwards = self._afterwards, None
        if afterwards:
            afterwards()

    def _colour_query(self) -> None:
        """From the first answer on the query language is loaded, and the line can be coloured without a wait."""
        bar, page = self.screen.query_bar, self.page
        if bar.colours.tokens is None:
            from workbench.workspace.searching import tokens

            bar.colours.tokens = tokens
        bar.colours.mistakes = (page.query, tuple((hint.start, hint.end) for hint in page.hints)) if page else ("", ())
        bar.input.refresh()

    # Saying

    def say_count(self) -> None:
        """How many were found, how fast, and what there is to say about the query."""
        page = self.page
        if page is None:
            return
        about = "" if page.total_is_exact else "about "
        of = f" of {self.library_size:,}" if self.library_size and page.query.strip() else ""
        count = (
            f"{about}{page.total:,}{of} · {page.took_ms:.0f} ms " if page.query.strip() else f"{counted(page.total, 'article')} "
        )
        hint = self.remark
        room = self.screen.query_bar.count.size.width - len(count) - 3
        # What has no room here stands under the query line as long as one types there, and is said once the query is finished.
        self.cut_remark = hint if len(hint) > room else ""
        shown = "" if self.cut_remark else hint
        self.screen.query_bar.count.say([(f" {shown}", "warning")] if shown else [], [(count, "quiet")])

    @property
    def remark(self) -> str:
        """What there is to say about the query; empty if nothing."""
        return one_line(self.page.hints[0].message) if self.page and self.page.hints else ""

    def _empty_words(self, page: Page) -> list[str]:
        keys = self.app.keys
        if not self.library_size and not page.query.strip():
            return [
                "No articles yet.",
                f"Import: workbench import FILES, or {keys.first_key('library.import') or 'the palette'} here.",
            ]
        if self.screen.library.indexing:
            return ["The library is being indexed.", "What is found so far is shown, the rest as soon as it is there."]
        lines = [f"Nothing matches {one_line(page.query)}."]
        if page.suggestion:
            lines.append(f'Did you mean "{one_line(page.suggestion)}"? {keys.first_key("query.suggestion")} searches for it.')
        lines += [f'Without "{one_line(part)}": {count:,}.' for part, count in page.without]
        if len(lines) == 1:
            lines.append("Fewer or other words find more; word* finds beginnings, word~1 what is nearly so.")
            if key := keys.first_key("help.queries"):
                lines.append(f"{shown_key(key)} shows examples.")
        return lines

    # Acting

    def focus_query(self) -> None:
        """Go to the query line and select what is there."""
        self.screen.go(Pane.QUERY)
        self.screen.query_bar.input.action_select_all()

    def to_results(self) -> None:
        """Go to the results of the finished query."""
        self.screen.show_results()
        self.screen.go(Pane.RESULTS)
        self.keep_query()
        self.search()
        # What is pressed next is about these results.
        self.when_answered(lambda: None)

    def keep_query(self) -> None:
        """Put the query into the history: it was meant."""
        query = self.query.strip()
        if query:
            self.queries = (query, *(old for old in self.queries if old != query))[:50]
            self.screen.remembering.changed()

    def _recall(self, by: int) -> None:
        if not self.queries:
            self.app.say("No earlier queries.")
            return
        if self._older < 0:
            self._draft = self.query
        older = min(max(self._older + by, -1), len(self.queries) - 1)
        if self._older < 0 <= older and self.queries[older] == self.query and older + 1 < len(self.queries):
            older += 1  # the one that stands there is not an earlier one
        self._older = older
        self.screen.show_results()
        self.run(self.queries[older] if older >= 0 else self._draft)

    def _take_suggestion(self) -> None:
        if self.page and self.page.suggestion:
            self._set_query(self.page.suggestion)

    def run(self, query: str) -> None:
        """Search for another query without leaving the pane one is in."""
        with self.screen.prevent(self.screen.query_bar.input.Changed):
            self._set_query(query)
        self.search()
        self.screen.remembering.changed()

    def show_example(self, query: str) -> None:
        """Search for an example, in the query line, where it can be changed."""
        self.screen.show_results()
        self.run(query)
        self.screen.go(Pane.QUERY)

    def _set_query(self, query: str) -> None:
        self.screen.query_bar.input.value = query
        self.screen.query_bar.input.cursor_position = len(query)

    def _change_sort(self) -> None:
        self.sort = SORTS[(SORTS.index(self.sort) + 1) % len(SORTS)]
        self.screen.say_results_title()
        self.search()

    def cursor_moved(self) -> None:
        """The cursor is on another article: show its preview, and fetch more near the end."""
        self.show_preview()
        results = self.screen.results
        if self.has_more and results.cursor >= len(results.found) - _NEAR_END and not self._more.busy:
            self.fetch_more(lambda: None)

    @property
    def has_more(self) -> bool:
        """Whether more was found than is listed."""
        results = self.screen.results.found
        return self.page is not None and self.page.total > len(results) + sum(len(found.folded) for found in results)

    def fetch_more(self, then: Callable[[], None]) -> None:
        """List the next page below what is listed, and go on with `then`."""
        results, workspace, sort, query = self.screen.results, self.workspace, self.sort, self.page.query if self.page else ""
        listed, typing = len(results.found), self._is_typing

        def more(_stale: Callable[[], bool]) -> Page:
            from workbench.workspace import searching

            return searching.search(workspace, query, sort=sort, typing=typing, offset=listed)

        def answered(page: Page) -> None:
            results.extend(page.found)
            then()

        self._more.ask(more, answered)

    def show_preview(self) -> None:
        """Show the article under the cursor beside the results, if there is room for that."""
        found, query, workspace = self.screen.results.at_cursor, self.query, self.workspace
        pane = self.screen.preview
        if not self.screen.is_shown(Pane.PREVIEW):
            return
        if found is None:
            self._preview.forget()
            pane.clear()
            pane.show_title()
            return
        article_id = found.id

        def read(_stale: Callable[[], bool]) -> Reading:
            from workbench.workspace import reading

            return reading.open_article(workspace, article_id, query)

        self._preview.ask(read, lambda answer: pane.show(answer, query))
