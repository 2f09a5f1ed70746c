"""Passages that were not found surely: confirmed by a person, or looked for, or given other borders."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from workbench.errors import ConflictError
from workbench.records.excerpt import Excerpt
from workbench.records.selector import AnchorState
from workbench.tui.jobs.job import Handlers
from workbench.tui.safe import one_line

if TYPE_CHECKING:
    from workbench.records.article import Article
    from workbench.records.selector import Candidate, Span
    from workbench.tui.screens.keyed import KeyScreen
    from workbench.workspace.reading import Placed

Saved = Callable[["Placed", Excerpt, str], None]
"""Told of a change that is on disk: the excerpt as it was, with its new passage, and what was done."""


class Anchors:
    """Where an excerpt belongs, said by a person.

    Args:
        screen: Where one is.
        meant: The excerpt that is meant there; None if there is none.
        saved: Told of each change.
    """

    def __init__(self, screen: KeyScreen, meant: Callable[[], Placed | None], saved: Saved) -> None:
        self._screen = screen
        self._meant = meant
        self._saved = saved

    def handlers(self) -> Handlers:
        """Confirm; look for candidates."""
        return {"excerpt.confirm": self._confirm, "excerpt.candidates": self._candidates}

    def _confirm(self) -> None:
        placed, app = self._meant(), self._screen.workbench
        if placed is None:
            app.say("There is no excerpt here to confirm.")
        elif placed.anchor.state is AnchorState.ORPHANED:
            app.say(f"Its passage is lost: {app.keys.first_key('excerpt.candidates') or 'the palette'} looks for candidates.")
        elif placed.anchor.state is AnchorState.EXACT:
            app.say("Nothing to confirm: the passage stands there word for word.")
        else:
            self._confirm_one(placed)

    def _confirm_one(self, placed: Placed) -> None:
        workspace = self._screen.workbench.workspace

        def work() -> Placed:
            from workbench.workspace import annotating

            return annotating.confirm(workspace, placed)

        self._change(placed, "confirming the passage", work)

    def _candidates(self) -> None:
        placed, app = self._meant(), self._screen.workbench
        if placed is None:
            app.say("There is no excerpt here to look for.")
            return

        def look() -> tuple[Article, list[Candidate]]:
            from workbench.workspace import annotating, reading

            article = reading.read(app.workspace, placed.article)
            return article, annotating.candidates(app.workspace, article, placed.excerpt)

        self._screen.run_held(look, lambda found: self._offer(placed, *found))

    def _offer(self, placed: Placed, article: Article, found: list[Candidate]) -> None:
        app = self._screen.workbench
        if not found:
            app.say("Nothing in the article is like it: the excerpt keeps its words.", "warning")
            return
        from workbench.tui.screens.listing import Entry, Listing

        entries = [
            Entry(str(number), f"«{one_line(one.span.of(article.text))}»", f"{one.similarity:.0%}", one.why)
            for number, one in enumerate(found)
        ]

        def chosen(number: str | None) -> None:
            if number:
                self.attach(placed, article, found[int(number)].span, "attaching the excerpt")

        title = f"«{one_line(placed.excerpt.quote)}» is which of these? Enter attaches it, Esc leaves it"
        app.push_screen(Listing(title, entries), chosen)

    def attach(self, placed: Placed, article: Article, span: Span, words: str) -> None:
        """Give an excerpt a passage of its article as it was shown; `words` say what that is. Of another text it is refused."""
        workspace = self._screen.workbench.workspace

        def work() -> Placed:
            from workbench.workspace import annotating, reading

            if reading.read(workspace, placed.article).text != article.text:
                raise ConflictError("the article was changed meanwhile", remedy="look for the passage in it as it is now")
            if (found := annotating.find_excerpt(workspace, placed.excerpt.id)).article != placed.article:
                raise ConflictError(f"{found.article} has an excerpt of the same id", remedy="give one of the two another")
            return annotating.attach(workspace, placed.excerpt.id, span.start, span.end)

        self._change(placed, words, work)

    def _change(self, placed: Placed, words: str, work: Callable[[], Placed]) -> None:
        def saved(now: Placed) -> None:
            # What others said of it meanwhile is no part of the step: an undo must not take that back.
            after = placed.excerpt.at_passage_of(now.excerpt)
            self._saved(placed, replace(after, modified=now.excerpt.modified), words)

        self._screen.run_held(work, saved, writes=True)
