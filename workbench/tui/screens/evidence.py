"""The evidence: all excerpts of the library, as a list under headings, as a matrix, along time.

It knows what is shown and where the keys go; what its actions do is in `workbench.tui.jobs.evidence` and `evidence_changes`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input

from workbench.tui.actions import Context
from workbench.tui.drawing import Row
from workbench.tui.jobs.evidence import EvidenceJob, View
from workbench.tui.jobs.evidence_changes import EvidenceChanges
from workbench.tui.jobs.looking_up import LookingUp
from workbench.tui.models.arrangement import MIDDLING, SMALLEST
from workbench.tui.screens.keyed import KeyScreen
from workbench.tui.widgets.block_list import BlockList
from workbench.tui.widgets.evidence_list import EvidenceList
from workbench.tui.widgets.excerpt_sheet import ExcerptSheet
from workbench.tui.widgets.grid_view import GridView, told
from workbench.tui.widgets.line import Line
from workbench.tui.widgets.query_bar import QueryBar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from textual.widget import Widget

    from workbench.workspace.state import EvidenceShown


class EvidenceScreen(KeyScreen):
    """Every excerpt; Enter goes to its passage, `E` comes back to where one was.

    Args:
        shown: What to begin with: as it was left, or a query.
        back: Opens the screen that one step back leads to; None: the main one.
    """

    DEFAULT_CSS: ClassVar[str] = """
    #evidence-view { height: 1fr; }
    #evidence-list, #evidence-grid { width: 3fr; }
    #evidence-sheet { width: 2fr; }
    #too-small { height: 1fr; display: none; }
    """

    def __init__(self, shown: EvidenceShown, back: Callable[[], None] | None = None) -> None:
        super().__init__()
        self._came_from = back
        self.query_bar = QueryBar()
        self.title_line = Line()
        self.list = EvidenceList(id="evidence-list")
        self.grid = GridView(id="evidence-grid")
        self.sheet = ExcerptSheet(id="evidence-sheet")
        self.grid_told = Line()
        self.too_small = Line(id="too-small")
        self.in_query = False
        self.has_sheet: bool | None = None
        """Whether the excerpt stands whole beside the list; None: where there is room."""
        self.job, self.changes = EvidenceJob(self, shown), EvidenceChanges(self)
        self._there = self.held_back.hold(patient=True)
        self.handlers |= {
            "back": self._back,
            "quit": self._quit,
            "query.focus": self._to_query,
            "query.results": self.refocus_body,
            "pane.next": self._other_pane,
            "pane.previous": self._other_pane,
            "side.toggle": self._toggle_sheet,
            "codebook.open": self._to_codebook,
        }
        self.handlers |= self.job.handlers() | self.changes.handlers() | LookingUp(self).handlers()

    def compose(self) -> ComposeResult:
        """Top to bottom."""
        yield self.query_bar
        yield self.title_line
        yield Horizontal(self.list, self.grid, self.sheet, id="evidence-view")
        yield self.grid_told
        yield self.forms
        yield self.too_small
        yield self.footer

    @property
    def context(self) -> Context:
        """Where the keys go."""
        if self.form:
            return Context.FORM
        if self.in_query:
            return Context.QUERY
        return Context.EVIDENCE if self.job.shown.view == View.LIST else Context.GRID

    def on_mount(self) -> None:
        """Begin in the list."""
        self.keep_place(there=True)
        with self.prevent(Input.Changed):
            self.query_bar.input.value = self.job.shown.query
        self.query_bar.input.placeholder = "words, tag:…, by:…, credibility:1..3, anchor:fuzzy, published:…"
        self.arrange_view()
        self.refocus_body()
        self.job.load()
        self._there()
        self.screen_layout_refresh_signal.subscribe(self, lambda _: self._laid_out())

    def _laid_out(self) -> None:
        """Textual forgets the resize event of a widget that is scrolled while the layout changes."""
        for widget in (self.list, self.sheet):
            if widget.is_attached:
                widget.follow_size()

    def on_resize(self) -> None:
        """Other parts may have room now."""
        self.arrange_view()

    # What is shown

    def arrange_view(self) -> None:
        """The list or the table; the excerpt beside the list where there is room."""
        is_list, tiny = self.job.shown.view == View.LIST, self.is_tiny
        roomy = (self.size.width or 80) >= MIDDLING
        wanted = roomy if self.has_sheet is None else self.has_sheet
        self.list.display = is_list and not tiny and (roomy or not self.has_sheet)
        self.sheet.display = is_list and not tiny and wanted
        self.sheet.set_class(roomy, "-meets")
        self.grid.display = self.grid_told.display = not is_list and not tiny
        self.too_small.display = tiny
        if tiny:
            words = f"{self.size.width} × {self.size.height}: too small, {SMALLEST[0]} × {SMALLEST[1]} at least"
            self.too_small.say([(words, "strong")])
        self.say_grid()

    def say_title(self, words: str, right: str, hint: str) -> None:
        """What the list is; at the right what there is to say of the query, or something else."""
        bar: Row = [(" " if self.in_query else "▌", "accent"), (words, "quiet" if self.in_query else "title")]
        said: Row = [(f"{hint} ", "warning")] if hint else [(f"{right} ", "quiet")] if right else []
        self.title_line.say(bar, said)

    def say_grid(self) -> None:
        """The cell under the cursor, in words."""
        self.grid_told.say(told(self.grid))

    def show_sheet(self) -> None:
        """The excerpt under the cursor, whole."""
        row = self.list.at_cursor
        self.sheet.show(row, self.job.about(row) if row else None)

    # Focus

    def refocus(self) -> None:
        """Back to where one was."""
        if self.in_query:
            self._to_query()
        else:
            self.refocus_body()

    def refocus_body(self) -> None:
        """Into the list or the table."""
        self.in_query = False
        body: Widget = self.list if self.job.shown.view == View.LIST else self.grid
        self.set_focus(body)
        self.job.say_title()
        self.say_keys()

    def _to_query(self) -> None:
        self.in_query = True
        self.set_focus(self.query_bar.input)
        self.query_bar.input.action_select_all()
        self.job.say_title()
        self.say_keys()

    def _other_pane(self) -> None:
        if self.in_query:
            self.refocus_body()
        else:
            self._to_query()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The focus came by the mouse."""
        if not self.form and event.widget is self.focused:
            inside = event.widget is self.query_bar.input
            if inside is not self.in_query:
                self.in_query = inside
                self.job.say_title()
                self.say_keys()

    def _toggle_sheet(self) -> None:
        self.has_sheet = not self.sheet.display
        self.arrange_view()
        self.refocus_body()

    def _back(self) -> None:
        """One step: form, query line, sheet over the list, marks, table, what the list is narrowed by; then out."""
        if self.form:
            self.form.leave()
            self.close_form()
        elif self.job.stop():
            return
        elif self.in_query:
            self.refocus_body()
        elif self.sheet.display and not self.list.display:
            self._toggle_sheet()
        elif not self.job.step_back():
            self.leave()
            if self._came_from:
                self._came_from()

    def leave(self) -> None:
        """Back to the main screen."""
        self.keep_place(there=False)
        self.dismiss()

    def _quit(self) -> None:
        self.keep_place(there=True)
        self.job.stop()  # the process ends only when its threads do
        self.workbench.leave()

    def keep_place(self, *, there: bool) -> None:
        """Remember how things are shown, and whether one is `there`, for the next time."""
        self.workbench.evidence_shown, self.workbench.in_evidence = self.job.remembered(), there

    def _to_codebook(self) -> None:
        self.leave()
        self.workbench.open_codebook(back=self.workbench.open_evidence)

    # Messages

    def files_changed(self, ids: Collection[str]) -> None:
        """Somebody else changed excerpts, or texts that they stand in."""
        self.job.again(frozenset(ids), held=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        """The query changed."""
        if event.input is self.query_bar.input:
            self.job.typed(event.value)

    def on_block_list_cursor_moved(self, event: BlockList.CursorMoved) -> None:
        """Another excerpt."""
        if event.block_list is self.list:
            self.show_sheet()

    def on_block_list_chosen(self, _event: BlockList.Chosen) -> None:
        """A double click goes to the passage."""
        self.perform("evidence.passage")

    def on_grid_view_cursor_moved(self) -> None:
        """Another cell."""
        self.say_grid()

    def on_grid_view_chosen(self) -> None:
        """A click on the cell under the cursor lists what it counts."""
        self.perform("grid.list")
