"""Copying citations and quotations, and saying what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.records.selector import Span
from workbench.text.words import sentence_at
from workbench.tui.jobs.job import Handlers, Job
from workbench.tui.models.arrangement import Pane
from workbench.tui.safe import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.clipboard import Copied
    from workbench.records.reference import Citation
    from workbench.tui.app import WorkbenchApp


class Citing(Job):
    """The keys y and Y."""

    def handlers(self) -> Handlers:
        """The citation; the quotation with its citation."""
        return {"cite.article": self._citation, "cite.quotation": self._quotation}

    def _citation(self) -> None:
        article_id, workspace = self.screen.article_id, self.workspace
        if article_id is None:
            self.app.say("There is no article here to cite.")
            return

        def make() -> Citation:
            from workbench.workspace import citations

            return citations.article_citation(workspace, article_id)

        copy(self.app, "citation", make)

    def _quotation(self) -> None:
        make = self._from_card() if self.screen.focus_pane is Pane.EXCERPTS else self._from_text()
        if make is None:
            self.app.say("There are no words here to quote.")
        else:
            copy(self.app, "quotation and citation", make)

    def _from_card(self) -> Callable[[], Citation] | None:
        placed, workspace = self.screen.excerpts.at_cursor, self.workspace
        if placed is None:
            return None

        def make() -> Citation:
            from workbench.workspace import citations

            return citations.cite(workspace, placed.excerpt.id, kind="quote")

        return make

    def _from_text(self) -> Callable[[], Citation] | None:
        workspace, query = self.workspace, self.screen.searching.query
        if self.screen.focus_pane is Pane.RESULTS:
            return self._from_results(query)
        pane = self.screen.article_pane
        article, reader = pane.article, pane.reader
        if article is None:
            return None
        here = reader.excerpts_at(reader.selection.caret) if reader.selected is None else []
        span = (pane.span_of(here[-1]) if here else None) or reader.passage
        if span.start >= span.end:
            return None

        def make() -> Citation:
            from workbench.workspace import citations

            return citations.quotation(workspace, article, span)

        return make

    def _from_results(self, query: str) -> Callable[[], Citation] | None:
        found, workspace = self.screen.results.at_cursor, self.workspace
        if found is None:
            return None

        def make() -> Citation:
            from workbench.workspace import citations, reading

            opened = reading.open_article(workspace, found.id, query)
            best = opened.best or Span(0, 0)
            return citations.quotation(workspace, opened.article, sentence_at(opened.article.text, best.start))

        return make


def copy(app: WorkbenchApp, what: str, make: Callable[[], Citation]) -> None:
    """Make a citation in a worker, put it on the clipboard, and say what became of it; `what` says what it is."""
    workspace, send = app.workspace, app.send_to_terminal

    def work() -> tuple[Citation, Copied]:
        from workbench.workspace import citations

        citation = make()
        return citation, citations.copy(workspace, citation.text, send)

    def done(answer: tuple[Citation, Copied]) -> None:
        citation, copied = answer
        missing = f" Not stated: {', '.join(citation.missing)}." if citation.missing else ""
        size = f"{len(citation.text):,} characters"
        said = f"Copied: {what}, {citation.style}, {size} ({one_line(copied.message)}).{missing}"
        app.say(said, "text" if copied.route != "file" else "warning")

    app.threads.run(work, done)
