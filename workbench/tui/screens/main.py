"""The one main screen: query line, results or articles, forms, footer.

It knows which panes there are, which of them are shown, and which has the focus; it hears the keys and hands each to the job
that carries out its action. What the actions do is in `workbench.tui.jobs`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Input

from workbench.records.article import display_title
from workbench.tui.actions import Context
from workbench.tui.drawing import cut
from workbench.tui.jobs.annotating import Annotating
from workbench.tui.jobs.citing import Citing
from workbench.tui.jobs.comparing import Comparing
from workbench.tui.jobs.completing import Completing
from workbench.tui.jobs.library import LibraryJob
from workbench.tui.jobs.looking_up import LookingUp
from workbench.tui.jobs.narrowing import Narrowing
from workbench.tui.jobs.reading import ReadingJob
from workbench.tui.jobs.remembering import Remembering
from workbench.tui.jobs.saved_searches import SavedSearches
from workbench.tui.jobs.searching import Searching
from workbench.tui.models.arrangement import MIDDLING, READERS, SMALLEST, WIDE, Pane, Scene, arrange, has_side, round_trip
from workbench.tui.models.header import counted
from workbench.tui.safe import one_line
from workbench.tui.screens.keyed import KeyScreen
from workbench.tui.widgets.block_list import BlockList
from workbench.tui.widgets.completion_line import CompletionLine
from workbench.tui.widgets.excerpt_list import ExcerptList
from workbench.tui.widgets.facet_list import FacetList
from workbench.tui.widgets.line import Line
from workbench.tui.widgets.pane import ArticlePane
from workbench.tui.widgets.query_bar import QueryBar
from workbench.tui.widgets.reader import Reader
from workbench.tui.widgets.result_list import ResultList

if TYPE_CHECKING:
    from textual.widget import Widget


_CONTEXTS = {
    Pane.QUERY: Context.QUERY,
    Pane.RESULTS: Context.RESULTS,
    Pane.FACETS: Context.FACETS,
    Pane.FIRST: Context.READER,
    Pane.SECOND: Context.READER,
    Pane.EXCERPTS: Context.EXCERPTS,
}


class MainScreen(KeyScreen):
    """Search, read, tag, cite."""

    DEFAULT_CSS = """
    MainScreen { layers: default above; }
    #search, #read { height: 1fr; }
    #search.-stacked { layout: vertical; }
    #search.-stacked > #preview { height: 2fr; border-top: solid $line; }
    #search.-stacked > #results-pane { height: 1fr; }
    #results-pane, #excerpts-pane { height: 1fr; width: 1fr; }
    #facets-pane { height: 1fr; width: 28; display: none; }
    #facets-pane.-roomy { width: 36; }
    #preview { width: 1fr; }
    #excerpts-pane { width: 2fr; }
    #first, #second { width: 3fr; }
    #too-small { height: 1fr; display: none; }
    MainScreen.-tiny > * { display: none; }
    MainScreen.-tiny > #too-small { display: block; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.query_bar = QueryBar()
        self.completion_line = CompletionLine()
        self.results = ResultList(id="results")
        self.results_title = Line()
        self.facets = FacetList(id="facets")
        self.facets_title = Line()
        self.facets_pane = Vertical(self.facets_title, self.facets, id="facets-pane")
        self.facets_wanted = False
        self.excerpts = ExcerptList(id="excerpts")
        self.excerpts_title = Line()
        self.panes = {
            Pane.PREVIEW: ArticlePane(id="preview", can_focus=False),
            Pane.FIRST: ArticlePane(id="first"),
            Pane.SECOND: ArticlePane(id="second"),
        }
        self.results_pane = Vertical(self.results_title, self.results, id="results-pane")
        self.search_view = Horizontal(self.facets_pane, self.results_pane, self.preview, id="search")
        self.excerpts_pane = Vertical(self.excerpts_title, self.excerpts, id="excerpts-pane")
        self.read_view = Horizontal(self.panes[Pane.FIRST], self.panes[Pane.SECOND], self.excerpts_pane, id="read")
        self.too_small = Line(id="too-small")
        self.focus_pane = Pane.QUERY
        self.reader_pane = Pane.FIRST
        self.reading = False
        self.zoomed = False
        self._side: dict[bool, bool | None] = {True: None, False: None}
        self.searching, self.reading_job, self.annotating = Searching(self), ReadingJob(self), Annotating(self)
        self.narrowing, self.completing = Narrowing(self), Completing(self)
        self.library, self.remembering, self.looking_up = LibraryJob(self), Remembering(self), LookingUp(self)
        jobs = (
            self.searching,
            self.narrowing,
            self.completing,
            SavedSearches(self),
            self.reading_job,
            self.annotating,
            Citing(self),
            Comparing(self),
            self.library,
            self.remembering,
        )
        self.handlers |= {
            "pane.next": lambda: self._step_pane(1),
            "pane.previous": lambda: self._step_pane(-1),
            "pane.zoom": self._zoom,
            "side.toggle": self._toggle_side,
            "back": self._back,
        }
        for job in jobs:
            self.handlers |= job.handlers()
        self.handlers |= self.looking_up.handlers_for(self.searching.show_example)

    def compose(self) -> ComposeResult:
        """Top to bottom; what is not seen at first is mounted after the first paint."""
        yield self.query_bar
        yield self.completion_line
        yield self.search_view
        yield self.forms
        yield self.footer

    # What there is

    @property
    def preview(self) -> ArticlePane:
        """The article under the cursor of the results."""
        return self.panes[Pane.PREVIEW]

    @property
    def article_pane(self) -> ArticlePane:
        """The pane one reads in, or read in last."""
        return self.panes[self.reader_pane]

    @property
    def open_articles(self) -> int:
        """How many articles are open."""
        return sum(self.panes[name].article is not None for name in READERS)

    @property
    def article_id(self) -> str | None:
        """The article an action is about: the one being read, or the one under the cursor."""
        if self.reading:
            return self.article_pane.article.id if self.article_pane.article else None
        return self.results.at_cursor.id if self.results.at_cursor else None

    @property
    def context(self) -> Context:
        """Where the keys go."""
        return Context.FORM if self.form else _CONTEXTS[self.focus_pane]

    @property
    def scene(self) -> Scene:
        """What decides which panes are shown."""
        width = self.size.width or 80
        side, reading = self._side[self.reading], self.reading
        return Scene(width, reading, self.open_articles, self.focus_pane, self.reader_pane, side, self.zoomed, self.facets_wanted)

    def is_shown(self, pane: Pane) -> bool:
        """Whether a pane is on the screen."""
        return pane in arrange(self.scene)

    # Beginning

    def on_mount(self) -> None:
        """Arrange the panes; whatever needs the disk waits until the first paint is done."""
        self.arrange_panes()
        self.go(Pane.QUERY)
        self.call_after_refresh(self._begin)
        self.screen_layout_refresh_signal.subscribe(self, self._laid_out)

    def _laid_out(self, _screen: Screen[object]) -> None:
        """Textual forgets the resize event of a widget that is scrolled while the layout changes."""
        following: list[Reader | BlockList] = [
            self.results,
            self.facets,
            self.excerpts,
            *(pane.reader for pane in self.panes.values()),
        ]
        for widget in following:
            if widget.is_attached:
                widget.follow_size()

    async def _begin(self) -> None:
        """The first paint is done."""
        await self.mount(self.read_view, self.too_small, after=self.search_view)
        self.on_resize()
        self.arrange_panes()
        self.remembering.restore()
        self.library.watch()

    # Arranging

    def on_resize(self) -> None:
        """Other panes may have room now."""
        size = self.size
        tiny = self.is_tiny
        self.set_class(tiny, "-tiny")
        if tiny:
            words = f"{size.width} × {size.height}: too small, {SMALLEST[0]} × {SMALLEST[1]} at least"
            self.too_small.say([(cut(words, size.width), "strong")])
        self.arrange_panes()
        self.searching.show_preview()

    def arrange_panes(self) -> None:
        """Show the panes that have room, and give each its title."""
        if not self.is_mounted:
            return
        scene = self.scene
        shown = arrange(scene)
        tiny = self.has_class("-tiny")
        self.search_view.display = not self.reading and not tiny
        self.read_view.display = self.reading and not tiny
        self.search_view.set_class(scene.width < MIDDLING and Pane.FACETS not in shown, "-stacked")
        self.facets_pane.display = Pane.FACETS in shown
        self.facets_pane.set_class(scene.width >= WIDE, "-roomy")
        self.results_pane.set_class(Pane.FACETS in shown, "-meets")
        # Until the first answer there is nothing to preview.
        self.preview.display = Pane.PREVIEW in shown and self.searching.page is not None
        self.preview.set_class(scene.width >= MIDDLING, "-meets")
        for name in READERS:
            self.panes[name].display = name in shown
        self.panes[Pane.SECOND].set_class(Pane.FIRST in shown, "-meets")
        self.excerpts_pane.display = Pane.EXCERPTS in shown
        self.excerpts_pane.set_class(bool(shown & set(READERS)), "-meets")
        self.say_titles(shown)

    def recolour(self) -> None:
        """Tags have other colours now."""
        for name in (*READERS, Pane.PREVIEW):
            self.panes[name].reader.repaint()
        self.excerpts.refresh_entries(self.excerpts.cursor)

    def say_titles(self, shown: frozenset[Pane] | None = None) -> None:
        """Titles: the one where one is stands out, and an article without room is named as a tab."""
        shown = arrange(self.scene) if shown is None else shown
        for name in READERS:
            pane, other = self.panes[name], self.panes[READERS[1 - READERS.index(name)]]
            hidden = other.article is not None and name in shown and READERS[1 - READERS.index(name)] not in shown
            pane.tab = (
                cut(one_line(display_title(other.article)), max(self.size.width // 4, 16)) if hidden and other.article else ""
            )
            pane.active = self.focus_pane is name
            pane.show_title()
        self.say_results_title()
        inside = self.focus_pane is Pane.FACETS
        self.facets_title.say([("▌" if inside else " ", "accent"), ("Facets", "title" if inside else "quiet")])
        inside = self.focus_pane is Pane.EXCERPTS
        title = counted(len(self.excerpts.placed), "excerpt") if self.excerpts.placed else "Excerpts"
        if self.article_pane.article and not shown & set(READERS):
            title += f" in {one_line(display_title(self.article_pane.article))}"
        self.excerpts_title.say([("▌" if inside else " ", "accent"), (title, "title" if inside else "quiet")])

    def say_results_title(self) -> None:
        """What the list is, and its order."""
        inside = self.focus_pane is Pane.RESULTS
        asked = bool(self.searching.query.strip())
        title = "Results" if asked else "All articles"
        order = self.searching.sort if asked or self.searching.sort != "relevance" else "newest"
        bar = [("▌" if inside else " ", "accent"), (title, "title" if inside else "quiet")]
        self.results_title.say(bar, [(f"{order} ", "quiet")])

    def show_results(self) -> None:
        """Results instead of articles."""
        if self.reading:
            self.reading, self.zoomed = False, False
            self.arrange_panes()
            self.searching.say_count()
            self.searching.show_preview()

    def read_in(self, name: Pane) -> None:
        """Articles instead of results, with the focus in one of them."""
        self.reading, self.reader_pane, self.focus_pane = True, name, name
        self.show_cards()
        self.arrange_panes()
        self.go(name)
        self.remembering.changed()

    def show_cards(self) -> None:
        """The excerpts of the article one reads in."""
        self.excerpts.show(self.article_pane.placed)
        self.say_titles()

    # Focus

    def refocus(self) -> None:
        """Back to the pane one is in."""
        self.go(self.focus_pane)

    def go(self, pane: Pane) -> None:
        """Put the focus into a pane."""
        widgets: dict[Pane, Widget] = {
            Pane.QUERY: self.query_bar.input,
            Pane.RESULTS: self.results,
            Pane.FACETS: self.facets,
            Pane.FIRST: self.panes[Pane.FIRST].reader,
            Pane.SECOND: self.panes[Pane.SECOND].reader,
            Pane.EXCERPTS: self.excerpts,
        }
        self._inside(pane)
        # At once: `Widget.focus` comes after keys that are waiting already, and those would go to the wrong pane.
        self.set_focus(widgets[pane])

    def _inside(self, pane: Pane) -> None:
        changed_reader = pane in READERS and pane is not self.reader_pane
        self.focus_pane = pane
        if pane in READERS:
            self.reader_pane = pane
        if changed_reader:
            self.show_cards()
        self.arrange_panes()
        self.say_keys()
        if self.reading:
            self.reading_job.say_place()
        else:
            self.searching.say_count()
        self.completing.show()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The focus came to a pane by the mouse."""
        widget = event.widget
        by_widget: dict[Widget, Pane] = {
            self.query_bar.input: Pane.QUERY,
            self.results: Pane.RESULTS,
            self.facets: Pane.FACETS,
            self.excerpts: Pane.EXCERPTS,
        }
        by_widget |= {self.panes[name].reader: name for name in READERS}
        if widget in by_widget and widget is self.focused:
            if self.form and by_widget[widget] is not self.focus_pane:
                self.close_form(go_back=False)
            if by_widget[widget] is not self.focus_pane:
                self._inside(by_widget[widget])

    def _step_pane(self, by: int) -> None:
        if by > 0 and self.focus_pane is Pane.QUERY and self.completing.take():
            return
        panes = round_trip(self.scene)
        at = panes.index(self.focus_pane) if self.focus_pane in panes else -1
        self.go(panes[(at + by) % len(panes)])
        if self.focus_pane is Pane.QUERY:
            self.query_bar.input.action_select_all()

    def _zoom(self) -> None:
        self.zoomed = not self.zoomed
        self.arrange_panes()
        self.searching.show_preview()

    def _toggle_side(self) -> None:
        shown = has_side(self.scene) or self.focus_pane is Pane.EXCERPTS
        self._side[self.reading] = not shown
        self.zoomed = False
        if shown and self.focus_pane is Pane.EXCERPTS:
            self.go(self.reader_pane)
        elif not shown and self.reading and self.size.width < MIDDLING:
            self.go(Pane.EXCERPTS)
        self.arrange_panes()
        self.call_after_refresh(self.searching.show_preview)

    def _back(self) -> None:
        """One step: form, selection, find, cards, articles; then it stops what runs; then results, query."""
        reader = self.article_pane.reader
        if self.form:
            self.form.leave()
            self.close_form()
        elif self.focus_pane is Pane.EXCERPTS:
            self.go(self.reader_pane)
        elif self.focus_pane in READERS:
            if not (reader.drop_selection() or self._drop_found() or self.annotating.stop_attaching()):
                self._leave_articles()
        elif self.focus_pane is Pane.FACETS:
            self.narrowing.step_back()
        elif self.library.stop():
            return
        elif self.focus_pane is Pane.RESULTS:
            self.searching.focus_query()
        elif self.reading:
            self.go(self.reader_pane)

    def _leave_articles(self) -> None:
        """Back to where one came from: the evidence or the results."""
        if self.reading_job.came_from_evidence:
            self.workbench.open_evidence()
            return
        self.show_results()
        self.go(Pane.RESULTS)

    def _drop_found(self) -> bool:
        reader = self.article_pane.reader
        if not reader.found:
            return False
        reader.show_found(())
        self.reading_job.say_place()
        return True

    # Messages

    def on_input_changed(self, event: Input.Changed) -> None:
        """The query changed."""
        if event.input is self.query_bar.input:
            self.searching.typed()
            self.completing.typed()
            self.remembering.changed()

    def on_query_input_cursor_moved(self) -> None:
        """The cursor of the query line is elsewhere."""
        self.completing.typed()

    def on_reader_moved(self, event: Reader.Moved) -> None:
        """The caret or the rows in sight changed in a reader."""
        for name in READERS:
            pane = self.panes[name]
            if pane.reader is event.reader:
                pane.show_title()
                if name is self.reader_pane and self.reading:
                    self.reading_job.say_place()
                    here = pane.reader.excerpts_at(pane.reader.selection.caret)
                    if here and self.focus_pane is not Pane.EXCERPTS:
                        self.excerpts.go_to_excerpt(here[0])
                self.remembering.changed()
        if event.reader is self.preview.reader:
            self.preview.show_title()

    def on_block_list_cursor_moved(self, event: BlockList.CursorMoved) -> None:
        """Another article, or another card."""
        if event.block_list is self.results:
            self.searching.cursor_moved()
            self.remembering.changed()

    def on_block_list_chosen(self, event: BlockList.Chosen) -> None:
        """A double click opens."""
        chosen = {self.results: "results.open", self.facets: "facet.choose"}
        self.perform(chosen.get(event.block_list, "excerpt.passage"))
