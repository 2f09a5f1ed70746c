"""The evidence: all excerpts of the library, as a list under headings, as a matrix, along time.

It knows what is shown and where the keys go; what its actions do is in `workbench.tui.jobs.evidence` and `evidence_changes`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal

from workbench.tui.actions import Context
from workbench.tui.drawing import Row
from workbench.tui.jobs.evidence import EvidenceJob, View
from workbench.tui.jobs.evidence_changes import EvidenceChanges
from workbench.tui.jobs.looking_up import LookingUp
from workbench.tui.screens.filtered import FilteredScreen
from workbench.tui.widgets.block_list import BlockList
from workbench.tui.widgets.evidence_list import EvidenceList
from workbench.tui.widgets.excerpt_sheet import ExcerptSheet
from workbench.tui.widgets.grid_view import GridView, told
from workbench.tui.widgets.line import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from textual.widget import Widget

    from workbench.workspace.state import EvidenceShown


class EvidenceScreen(FilteredScreen):
    """Every excerpt; Enter goes to its passage, `E` comes back to where one was.

    Args:
        shown: What to begin with: as it was left, or a query.
        back: Opens the screen that one step back leads to; None: the main one.
    """

    DEFAULT_CSS: ClassVar[str] = """
    #evidence-view { height: 1fr; }
    #evidence-list, #evidence-grid { width: 3fr; }
    #evidence-sheet { width: 2fr; }
    """

    def __init__(self, shown: EvidenceShown, back: Callable[[], None] | None = None) -> None:
        self.sheet = ExcerptSheet(id="evidence-sheet")
        super().__init__(self.sheet, "words, tag:…, by:…, credibility:1..3, anchor:fuzzy, published:…", back)
        self.list = EvidenceList(id="evidence-list")
        self.grid = GridView(id="evidence-grid")
        self.grid_told = Line()
        self.job, self.changes = EvidenceJob(self, shown), EvidenceChanges(self)
        self.handlers |= {"quit": self._quit, "codebook.open": self._to_codebook}
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

    @property
    def body(self) -> Widget:
        """The list or the table."""
        return self.list if self.job.shown.view == View.LIST else self.grid

    @property
    def lists(self) -> Sequence[BlockList]:
        """The list and the sheet."""
        return (self.list, self.sheet)

    def begin(self) -> None:
        """Read the excerpts."""
        self.keep_place(there=True)
        self.say_query(self.job.shown.query)
        self.job.load()

    # What is shown

    def arrange_view(self) -> None:
        """The list or the table; the excerpt beside the list where there is room."""
        is_list = self.job.shown.view == View.LIST and not self.is_tiny
        self.list.display = is_list and (self.is_roomy or not self.has_sheet)
        self.sheet.display = is_list and self.wants_sheet
        self.sheet.set_class(self.is_roomy, "-meets")
        self.grid.display = self.grid_told.display = not is_list and not self.is_tiny
        self.say_too_small()
        self.say_grid()

    def say_state(self) -> None:
        """What the list is."""
        self.job.say_title()

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

    def step_back(self) -> bool:
        """What is being read, the query line, the sheet over the list, marks, the table, the query."""
        if self.job.stop():
            return True
        if self.in_query:
            self.refocus_body()
            return True
        if self.sheet.display and not self.list.display:
            self.toggle_sheet()
            return True
        return self.job.step_back()

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

    def typed(self, text: str) -> None:
        """Another query."""
        self.job.typed(text)

    def files_changed(self, ids: Collection[str]) -> None:
        """Somebody else changed excerpts, or texts that they stand in."""
        self.job.again(frozenset(ids), held=False)

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
