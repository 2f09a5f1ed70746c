"""Saved searches: keeping a query under a name, looking at what is new in each, running one, removing one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.errors import UsageError
from workbench.tui.jobs.job import Handlers, Job
from workbench.tui.models.arrangement import Pane
from workbench.tui.models.header import counted
from workbench.tui.safe import one_line
from workbench.tui.widgets.form import Field, Form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.records.named_query import NamedQuery
    from workbench.tui.screens.listing import Entry, Listing
    from workbench.workspace.saved_searches import Change, Counted, SavedSearch


class SavedSearches(Job):
    """The library's named queries."""

    def handlers(self) -> Handlers:
        """Save, list."""
        return {"searches.save": self._save_form, "searches.list": self._list}

    # Saving

    def _save_form(self) -> None:
        query = self.screen.searching.query.strip()
        if not query:
            self.app.say("There is no query to save: this lists all articles.")
            return
        field = Field("save as", placeholder=f"a name for {one_line(query)}")
        refused: list[str] = []

        def saved() -> None:
            name = field.value.strip()
            if name:
                # The same name a second time means it.
                self._save(name, query, refused, replacing=name in refused)

        self.screen.open_form(Form([field], saved))

    def _save(self, name: str, query: str, refused: list[str], *, replacing: bool) -> None:
        workspace = self.workspace

        def work() -> Change:
            from workbench.workspace import saved_searches

            return saved_searches.save(workspace, name, query, replacing=replacing)

        def done(change: Change) -> None:
            self.screen.close_form()
            self._remember(change, "saving the search")
            self.app.say(f"Saved: {one_line(name)} · {self._key('searches.list')} lists the saved searches.")

        def failed(error: BaseException) -> None:
            if isinstance(error, UsageError) and error.what.startswith("there is a saved search"):
                refused.append(name)
                self.app.say(f"{one_line(error.what)}. Enter again puts this query in its place.", "warning")
            else:
                self.app.failed(error)

        self.screen.run_held(work, done, failed=failed, writes=True)

    # Listing

    def _list(self) -> None:
        workspace = self.workspace

        def work() -> tuple[NamedQuery, ...]:
            from workbench.workspace import saved_searches

            return saved_searches.named(workspace)

        def show(found: tuple[NamedQuery, ...]) -> None:
            from workbench.tui.screens.listing import Entry, Listing

            if not found:
                self.app.say(f"No saved searches yet: {self._key('searches.save')} in the results saves the query.")
                return
            entries = [Entry(one.name, one_line(one.name), "", one_line(one.query)) for one in found]
            listing = Listing("Saved searches: Enter runs one, Del removes it", entries, removes=self._remove)
            self.app.push_screen(listing, self._chosen)
            self._count(listing)

        self.screen.run_held(work, show)

    def _count(self, listing: Listing) -> None:
        workspace = self.workspace

        def work() -> Sequence[SavedSearch]:
            from workbench.workspace import saved_searches

            return saved_searches.listing(workspace)

        def show(found: Sequence[SavedSearch]) -> None:
            if listing.is_attached:
                listing.fill([_entry(one) for one in found])

        self.workers.run(work, show)

    def _chosen(self, name: str | None) -> None:
        if name:
            self._run(name)

    def _run(self, name: str) -> None:
        workspace = self.workspace

        def work() -> Counted:
            from workbench.workspace import saved_searches

            return saved_searches.look(workspace, name)

        def show(found: Counted) -> None:
            searching = self.screen.searching
            self.screen.show_results()
            searching.run(found.search.query)
            searching.keep_query()
            self.screen.results.new = found.new if found.looked else frozenset()
            self.screen.go(Pane.RESULTS)
            self.app.say(f"{one_line(found.search.name)}: {_news(found)}")

        self.screen.run_held(work, show)

    def _remove(self, name: str) -> None:
        workspace = self.workspace

        def work() -> Change:
            from workbench.workspace import saved_searches

            return saved_searches.remove(workspace, name)

        def done(change: Change) -> None:
            self._remember(change, "removing the saved search")
            self.app.say(f"Removed: {one_line(name)}. {self._key('undo')} in the results brings it back.")

        self.workers.run(work, done, writes=True)

    def _remember(self, change: Change, words: str) -> None:
        from workbench.workspace.history import SearchChange

        self.app.history.push(SearchChange(step=change, words=words))

    def _key(self, action: str) -> str:
        return self.app.keys.first_key(action) or "the palette"


def _entry(search: SavedSearch) -> Entry:
    from workbench.tui.screens.listing import Entry

    news = f"{search.new:,} new · " if search.new else ""
    return Entry(search.name, one_line(search.name), f"{news}{search.total:,}", one_line(search.query))


def _news(found: Counted) -> str:
    total = counted(len(found.ids), "article")
    if found.looked is None:
        return f"{total}; you look at it for the first time."
    return f"{total}, {len(found.new):,} new since {found.looked[:10]}." if found.new else f"{total}, nothing new."
