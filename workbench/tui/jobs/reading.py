"""Reading: opening one article or two, going from hit to hit and from excerpt to excerpt, finding words."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from workbench.errors import NotFoundError
from workbench.records.article import display_title
from workbench.tui.jobs.doubts import Doubts
from workbench.tui.jobs.job import Handlers, Job
from workbench.tui.models.arrangement import READERS, Pane
from workbench.tui.models.find import index_at, next_index, previous_index
from workbench.tui.models.header import counted
from workbench.tui.models.selection import MOTIONS, VERTICAL
from workbench.tui.safe import one_line, problem_line
from workbench.tui.widgets.block_list import LIST_MOTIONS, BlockList
from workbench.tui.widgets.form import Field, Form

if TYPE_CHECKING:
    from textual.widgets import Input

    from workbench.records.selector import Span
    from workbench.tui.screens.main import MainScreen
    from workbench.tui.widgets.pane import ArticlePane
    from workbench.tui.widgets.reader import Reader
    from workbench.workspace.reading import Placed, Reading


class ReadingJob(Job):
    """The open articles."""

    def __init__(self, screen: MainScreen) -> None:
        super().__init__(screen)
        self._came_from_card = False
        self.doubts = Doubts(screen)
        self.came_from_evidence = False
        """Whether one step back leads there and not to the results."""

    def handlers(self) -> Handlers:
        """Opening, moving, finding."""
        handlers: Handlers = {
            "results.open": lambda: self.screen.searching.when_answered(self._open_at_cursor),
            "results.beside": lambda: self.screen.searching.when_answered(self._open_beside),
            "results.reading": self.show,
            "article.close": self._close,
            "hit.next": lambda: self._step_hit(1),
            "hit.previous": lambda: self._step_hit(-1),
            "excerpt.next": lambda: self._step_excerpt(1),
            "excerpt.previous": lambda: self._step_excerpt(-1),
            "excerpt.card": self._to_card,
            "excerpt.passage": self._to_passage,
            "find": self._find,
            "article.source": self._review,
            "evidence.open": self.app.open_evidence,
            "codebook.open": self.app.open_codebook,
            "list.space": lambda: self._list().move("page-down"),
            "select.toggle": lambda: self._reader().toggle_selection(),
            "select.grow": lambda: self._reader().grow_selection(),
            "select.shrink": lambda: self._reader().shrink_selection(),
            "select.turn": lambda: self._reader().turn_selection(),
        }
        for motion in (*MOTIONS, *VERTICAL):
            handlers[f"caret.{motion}"] = self._mover(motion, extend=False)
            handlers[f"extend.{motion}"] = self._mover(motion, extend=True)
        for motion in LIST_MOTIONS:
            handlers[f"list.{motion}"] = self._list_mover(motion)
        return handlers

    def _reader(self) -> Reader:
        return self.screen.article_pane.reader

    def _mover(self, motion: str, *, extend: bool) -> Callable[[], None]:
        return lambda: self.screen.article_pane.reader.move(motion, extend=extend)

    def _list_mover(self, motion: str) -> Callable[[], None]:
        return lambda: self._list().move(motion)

    def _list(self) -> BlockList:
        lists: dict[Pane, BlockList] = {Pane.EXCERPTS: self.screen.excerpts, Pane.FACETS: self.screen.facets}
        return lists.get(self.screen.focus_pane, self.screen.results)

    # Reviewing

    def _review(self) -> None:
        article_id = self.screen.article_id
        if article_id is None:
            self.app.say("There is no article here.")
            return
        from workbench.tui.screens.review import ReviewScreen

        self.app.push_screen(ReviewScreen(article_id, [one.id for one in self.screen.results.found]))

    def changed(self, ids: Collection[str]) -> None:
        """Show anew what was changed on another screen, and the results with it."""
        self.show_anew(ids)
        if ids:
            self.screen.searching.search()

    def show_anew(self, ids: Collection[str]) -> None:
        """Read those of these articles that are open again, and show what they are now."""
        for name in READERS:
            pane = self.screen.panes[name]
            if pane.article and pane.article.id in ids:
                self._show_anew(pane)

    def _show_anew(self, pane: ArticlePane) -> None:
        article, workspace, query = pane.article, self.workspace, pane.query_text
        if article is None:
            return

        def read() -> Reading:
            from workbench.workspace import reading

            return reading.open_article(workspace, article.id, query)

        def show(reading: Reading) -> None:
            if pane.article is None or pane.article.id != article.id:
                return  # another article was opened here meanwhile
            if (reading.article, reading.excerpts) == (pane.article, pane.placed):
                return
            pane.show_anew(reading, query)
            self.screen.show_cards()
            self.doubts.tell([(article.id, reading.excerpts)])

        def failed(error: BaseException) -> None:
            if isinstance(error, NotFoundError):
                title = one_line(display_title(article))
                self.app.say(f"{title} is gone from the library; what stands here is how it was.", "warning")
            else:
                self.app.failed(error)

        self.workers.run(read, show, failed=failed)

    # Opening

    def _open_at_cursor(self, *, beside: bool = False) -> None:
        found = self.screen.results.at_cursor
        if found is None:
            self.app.say("There is nothing to open: search for something first.")
            return
        self.screen.searching.keep_query()
        self.open(found.id, self.screen.searching.query, beside=beside)

    def _open_beside(self) -> None:
        self._open_at_cursor(beside=True)

    def open(
        self,
        article_id: str,
        query: str,
        *,
        beside: bool = False,
        at: Span | None = None,
        then: Callable[[], None] | None = None,
    ) -> None:
        """Open an article at its best passage or at another, in the pane one reads in or beside it; then go on with `then`."""
        self.came_from_evidence = False
        target = self._target(article_id, beside=beside)
        pane, workspace = self.screen.panes[target], self.workspace

        def read() -> Reading:
            from workbench.workspace import reading

            return reading.open_article(workspace, article_id, query)

        def show(answer: Reading) -> None:
            pane.show(answer, query, at=at.start if at else None)
            pane.reader.current = next((mark for mark in answer.marks if answer.best and mark.overlaps(answer.best)), None)
            self.screen.read_in(target)
            for problem in answer.problems[:1]:
                self.app.say(problem_line(problem), "warning")
            if answer.newer and not then:
                self.app.say(self._newer_words(answer.newer))
            self.doubts.tell([(article_id, answer.excerpts)])
            if then:
                then()

        self.screen.run_held(read, show)

    def open_excerpt(self, placed: Placed, *, beside: bool = False) -> None:
        """Open an article at the passage of an excerpt; at its card if the passage is lost."""

        def landed() -> None:
            if placed.anchor.span is None:
                self.screen.go(Pane.EXCERPTS)
            self.screen.excerpts.go_to_excerpt(placed.excerpt.id)

        self.open(placed.article, self.screen.searching.query, beside=beside, at=placed.anchor.span, then=landed)
        self.came_from_evidence = True

    def _newer_words(self, newer: str) -> str:
        key = self.app.keys.first_key("article.compare")
        return f"This page was fetched again later: {newer}. {key or 'Compare'} shows what differs; excerpts stay with their version."

    def _target(self, article_id: str, *, beside: bool) -> Pane:
        panes = self.screen.panes
        for name in READERS:
            article = panes[name].article
            if article and article.id == article_id:
                return name
        if not panes[Pane.FIRST].article:
            return Pane.FIRST
        if not beside:
            return self.screen.reader_pane
        if not panes[Pane.SECOND].article:
            return Pane.SECOND
        return Pane.SECOND if self.screen.reader_pane is Pane.FIRST else Pane.FIRST

    def show(self) -> None:
        """Back to the articles that are open, with the hits of the query as it is now."""
        if not self.screen.open_articles:
            self.app.say("No article is open: Enter opens the one under the cursor.")
            return
        self.screen.read_in(self.screen.reader_pane)
        for name in READERS[: self.screen.open_articles]:
            self._refresh_hits(self.screen.panes[name])

    def _refresh_hits(self, pane: ArticlePane) -> None:
        article, query, workspace = pane.article, self.screen.searching.query, self.workspace
        if article is None or pane.query_text == query:
            return
        pane.query_text = query

        def marks() -> tuple[Span, ...]:
            from workbench.workspace import reading

            return reading.marks(workspace, article, query)

        self.workers.run(marks, pane.reader.show_hits)

    def _close(self) -> None:
        name = self.screen.reader_pane
        first, second = self.screen.panes[Pane.FIRST], self.screen.panes[Pane.SECOND]
        if name is Pane.FIRST and second.article:
            first.take_over(second)
        else:
            self.screen.panes[name].clear()
        if self.screen.open_articles:
            self.screen.read_in(Pane.FIRST)
        else:
            self.screen.show_results()
            self.screen.go(Pane.RESULTS)

    # Hits

    def _step_hit(self, by: int) -> None:
        if self.screen.focus_pane is Pane.RESULTS:
            self.screen.results.move("down" if by > 0 else "up")
            return
        reader = self.screen.article_pane.reader
        spans = reader.found or reader.hits
        index = (next_index if by > 0 else previous_index)(spans, reader.selection.caret)
        comes_round = index is None or (spans[index].start - reader.selection.caret) * by <= 0
        if not reader.found and comes_round and self._in_results() is not None:
            self._walk_on(by)
            return
        if index is None:
            self.app.say("No hits in this article: / searches, ctrl+f finds words in it.")
            return
        reader.go_to(spans[index], current=True)

    def _in_results(self) -> int | None:
        """Which of the results the article one reads is; None if it is none of them."""
        article, found = self.screen.article_pane.article, self.screen.results.found
        here = (number for number, one in enumerate(found) if article and article.id in (one.id, *one.folded))
        return next(here, None)

    def _walk_on(self, by: int) -> None:
        """To the first hit of the next article of the results, or to the last of the one before."""
        results = self.screen.results
        here = self._in_results()
        at = -1 if here is None else here + by
        if by > 0 and at == len(results.found) and self.screen.searching.has_more:
            release = self.screen.held_back.hold()

            def listed() -> None:
                self._walk_to(at, by)
                release()

            self.screen.searching.fetch_more(listed)
        else:
            self._walk_to(at, by)

    def _walk_to(self, at: int, by: int) -> None:
        results, pane = self.screen.results, self.screen.article_pane
        if not 0 <= at < len(results.found):
            self.app.say("That was the last article of the results." if by > 0 else "That was the first article of the results.")
            return
        results.go_to(at)
        found = results.found[at]

        def landed() -> None:
            reader = self.screen.article_pane.reader
            if reader.hits:
                reader.go_to(reader.hits[0 if by > 0 else -1], current=True)
            self.say_place()
            self.app.say(f"{'Next' if by > 0 else 'Previous'} article: {one_line(found.title)}")

        self.open(found.id, pane.query_text, then=landed)

    def say_place(self) -> None:
        """Which hit one is at, at the right of the query line."""
        reader = self.screen.article_pane.reader
        spans, word = (reader.found, "found") if reader.found else (reader.hits, "hit")
        if not spans:
            self.screen.query_bar.count.say([], [("no hits " if self.screen.searching.query.strip() else "", "quiet")])
            return
        at = index_at(spans, reader.selection.caret)
        text = (
            f"{word} {at + 1} of {len(spans)} "
            if at is not None
            else f"{len(spans)} found "
            if word == "found"
            else f"{counted(len(spans), 'hit')} "
        )
        self.screen.query_bar.count.say([], [(text, "quiet")])

    # Finding words

    def _find(self) -> None:
        if not self.screen.reading:
            self.app.say("Open an article first: find looks in the text.")
            return
        pane = self.screen.article_pane
        field = Field("find", placeholder="words in this article; Enter goes on, n and N from one to the next")

        def changed(words: str) -> None:
            from workbench.workspace import reading

            pane.reader.show_found(reading.find(pane.reader.text, words) if words.strip() else ())
            spans = pane.reader.found
            index = index_at(spans, pane.reader.selection.caret)
            index = index if index is not None else next_index(spans, pane.reader.selection.caret)
            if index is not None:
                pane.reader.go_to(spans[index], current=True)
            self.say_place()

        def saved() -> None:
            if field.value.strip() and not pane.reader.found:
                self.app.say(f"“{one_line(field.value)}” does not stand in this article.")
            self.screen.close_form()

        def left() -> None:
            pane.reader.show_found(())

        self.screen.open_form(FindForm(field, changed, saved, left))

    # Excerpts

    def _step_excerpt(self, by: int) -> None:
        pane = self.screen.article_pane
        if self.screen.focus_pane is Pane.EXCERPTS:
            self.screen.excerpts.move("down" if by > 0 else "up")
            return
        spans = [one.span for one in pane.reader.marked]
        index = (next_index if by > 0 else previous_index)(spans, pane.reader.selection.caret)
        if index is None:
            self.app.say("No excerpts in this article yet: t tags the sentence under the caret.")
            return
        pane.reader.go_to(spans[index])
        self.screen.excerpts.go_to_excerpt(pane.reader.marked[index].id)

    def _to_card(self) -> None:
        pane = self.screen.article_pane
        here = pane.reader.excerpts_at(pane.reader.selection.caret)
        if not here:
            self.app.say("No excerpt here: t tags the sentence under the caret.")
            return
        # Back at the passage of a card, it goes on to the next of the excerpts that overlap there.
        now = self.screen.excerpts.at_cursor
        at = here.index(now.excerpt.id) + 1 if self._came_from_card and now and now.excerpt.id in here else 0
        at, self._came_from_card = at % len(here), False
        self.screen.go(Pane.EXCERPTS)
        self.screen.excerpts.go_to_excerpt(here[at])

    def _to_passage(self) -> None:
        placed: Placed | None = self.screen.excerpts.at_cursor
        if placed is None:
            return
        if placed.anchor.span is None:
            self.app.say(f"Lost: {placed.why_lost}.", "warning")
            return
        self.screen.article_pane.reader.go_to(placed.anchor.span)
        self._came_from_card = True
        self.screen.go(self.screen.reader_pane)


class FindForm(Form):
    """One line; what it finds is shown while one types."""

    def __init__(self, field: Field, changed: Callable[[str], None], saved: Callable[[], None], left: Callable[[], None]) -> None:
        super().__init__([field], saved, left)
        self._changed = changed

    def on_input_changed(self, event: Input.Changed) -> None:
        """Find what is typed now."""
        event.stop()
        self._changed(event.value)
