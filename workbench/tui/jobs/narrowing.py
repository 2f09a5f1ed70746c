"""Narrowing: the facets of what was found, counted while their pane is shown, and chosen by changing the query."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from workbench.tui.jobs.job import Handlers, Job
from workbench.tui.models.arrangement import Pane
from workbench.tui.models.facet_rows import RowKind, facet_rows
from workbench.tui.workers import Latest

if TYPE_CHECKING:
    from workbench.tui.screens.main import MainScreen
    from workbench.workspace.narrowing import Counts

Change = Callable[[str], str]
"""From one query to another."""


class Narrowing(Job):
    """The facets pane."""

    def __init__(self, screen: MainScreen) -> None:
        super().__init__(screen)
        self._counts: Counts = {}
        self._question: Latest[Counts] = Latest(self.workers)
        self._folded: frozenset[str] = frozenset()
        self._unfolded: frozenset[str] = frozenset()

    def handlers(self) -> Handlers:
        """In the facets pane, and into it."""
        inside: Handlers = {
            "facet.choose": self._choose,
            "facet.clear": self._clear,
            "facet.left": lambda: self._sideways(-1),
            "facet.right": lambda: self._sideways(1),
            "facet.extend-left": lambda: self._extend(-1),
            "facet.extend-right": lambda: self._extend(1),
        }
        return {"facets.toggle": self._toggle_pane} | {name: self._if_inside(action) for name, action in inside.items()}

    def _if_inside(self, action: Callable[[], None]) -> Callable[[], None]:
        """What is asked for by name from elsewhere must not change what nobody looks at."""

        def carry_out() -> None:
            if self.screen.focus_pane is Pane.FACETS:
                action()
            else:
                self.app.say("Go to the facets of the results first.")

        return carry_out

    def ask(self, *, typing: bool = False) -> None:
        """Count for the query as it is now, if anybody sees it."""
        if not self.screen.is_shown(Pane.FACETS):
            self._question.forget()
            return
        query, workspace = self.screen.searching.query, self.workspace

        def count(stale: Callable[[], bool]) -> Counts:
            from workbench.workspace import narrowing

            return narrowing.facet_counts(workspace, query, typing=typing, abandoned=stale)

        self._question.ask(count, self._answered)

    def close(self) -> None:
        """Take the pane away, and go to the results."""
        self.screen.facets_wanted = False
        self.screen.go(Pane.RESULTS)
        self.screen.remembering.changed()

    def step_back(self) -> None:
        """A range that is being taken is dropped; then the pane goes."""
        if not self.screen.facets.drop_range():
            self.close()

    def _toggle_pane(self) -> None:
        if self.screen.is_shown(Pane.FACETS):
            self.close()
            return
        self.screen.show_results()
        self.screen.facets_wanted, self.screen.zoomed = True, False
        self.screen.go(Pane.FACETS)
        self.ask()
        self.screen.remembering.changed()

    def _answered(self, counts: Counts) -> None:
        self._counts = counts
        self._show()

    def _show(self) -> None:
        from workbench.workspace import narrowing

        values = narrowing.facet_values(self._counts, self.screen.searching.query)
        self.screen.facets.show(facet_rows(values, self._folded, self._unfolded))

    # Choosing

    def _choose(self) -> None:
        from workbench.workspace import narrowing

        row = self.screen.facets.at_cursor
        if row is None:
            return
        if row.kind is RowKind.VALUE:
            self._change(lambda query: narrowing.toggle(query, row.field, row.value))
        elif row.kind is RowKind.BARS:
            self._take_dates()
        elif row.kind is RowKind.MORE:
            self._unfolded |= {row.field}
            self._show()
        else:
            self._fold(row.field, not row.is_folded)

    def _take_dates(self) -> None:
        from workbench.workspace import narrowing

        first, last = self.screen.facets.dates or ("", "")
        self.screen.facets.drop_range()
        field = "month" if "-" in first else "year"
        if first == last:
            self._change(lambda query: narrowing.toggle(query, field, first))
        else:
            self._change(lambda query: narrowing.ranged(query, first, last))

    def _clear(self) -> None:
        from workbench.workspace import narrowing

        row = self.screen.facets.at_cursor
        if row:
            field = "year" if row.kind is RowKind.BARS or row.field == "dates" else row.field
            self._change(lambda query: narrowing.without(query, field))

    def _change(self, change: Change) -> None:
        searching = self.screen.searching
        searching.run(change(searching.query))
        self._show()

    # Folding and walking

    def _sideways(self, by: int) -> None:
        row = self.screen.facets.at_cursor
        if row and not self.screen.facets.walk(by):
            self._fold("dates" if row.field == "year" else row.field, by < 0)

    def _extend(self, by: int) -> None:
        self.screen.facets.walk(by, extend=True)

    def _fold(self, field: str, fold: bool) -> None:  # noqa: FBT001 - what it does
        self._folded = self._folded | {field} if fold else self._folded - {field}
        self._unfolded -= {field} if fold else set()
        self._show()
        names = [(row.kind, row.field) for row in self.screen.facets.rows]
        if fold and (RowKind.FIELD, field) in names:
            self.screen.facets.go_to(names.index((RowKind.FIELD, field)))
