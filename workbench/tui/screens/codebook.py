"""The codebook: the tags of the library as a tree, beside them what one means and what carries it.

It knows what is shown and where the keys go; what its actions do is in `workbench.tui.jobs.codebook` and `codebook_changes`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal

from workbench.tui.actions import Context
from workbench.tui.drawing import Row, spread
from workbench.tui.jobs.codebook import CodebookJob
from workbench.tui.jobs.codebook_changes import CodebookChanges
from workbench.tui.jobs.looking_up import LookingUp
from workbench.tui.models.header import counted
from workbench.tui.safe import one_line
from workbench.tui.screens.filtered import FilteredScreen
from workbench.tui.widgets.block_list import BlockList
from workbench.tui.widgets.codebook_choice import CodebookChoice
from workbench.tui.widgets.codebook_sheet import CodebookSheet
from workbench.tui.widgets.codebook_tree import COUNTS, CodebookTree

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from textual.widget import Widget


class CodebookScreen(FilteredScreen):
    """Every tag; Enter shows the excerpts that carry it.

    Args:
        cursor: The tag to begin at; None for the first.
        back: Opens the screen that one step back leads to; None: the main one.
    """

    DEFAULT_CSS: ClassVar[str] = """
    #codebook-view { height: 1fr; }
    #codebook-tree { width: 1fr; }
    #codebook-sheet, #codebook-choice { width: 1fr; }
    """

    def __init__(self, cursor: str | None = None, back: Callable[[], None] | None = None) -> None:
        self.sheet = CodebookSheet(id="codebook-sheet")
        super().__init__(self.sheet, "words of a tag, its title or its definition", back)
        self.tag_tree = CodebookTree(id="codebook-tree")
        self.choice = CodebookChoice(id="codebook-choice")
        self.splits = ""
        """The tag whose excerpts are being chosen from."""
        self.job, self.changes = CodebookJob(self, cursor), CodebookChanges(self)
        self._said = ""
        self.handlers |= {"evidence.open": self._to_evidence}
        self.handlers |= self.job.handlers() | self.changes.handlers() | LookingUp(self).handlers()

    def compose(self) -> ComposeResult:
        """Top to bottom."""
        yield self.query_bar
        yield self.title_line
        yield Horizontal(self.tag_tree, self.sheet, self.choice, id="codebook-view")
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
        return Context.SPLIT if self.splits else Context.CODEBOOK

    @property
    def body(self) -> Widget:
        """The tree, or the excerpts of the tag that is split."""
        return self.choice if self.splits else self.tag_tree

    @property
    def lists(self) -> Sequence[BlockList]:
        """The tree, and what may stand beside it."""
        return (self.tag_tree, self.sheet, self.choice)

    def begin(self) -> None:
        """Read the tags."""
        self.job.load()

    def laid_out(self) -> None:
        """The columns' heads stand above their columns."""
        super().laid_out()
        self.say_state()

    # What is shown

    def arrange_view(self) -> None:
        """The tree, beside it the tag or, while splitting, its excerpts; one of them where there is room for one."""
        tiny = self.is_tiny
        wanted = bool(self.splits) or self.wants_sheet
        self.tag_tree.display = not tiny and (self.is_roomy or not wanted)
        self.sheet.display = not tiny and wanted and not self.splits
        self.choice.display = not tiny and bool(self.splits)
        for widget in (self.sheet, self.choice):
            widget.set_class(self.is_roomy, "-meets")
        self.say_too_small()
        self.say_state()

    def say_state(self) -> None:
        """What the tree is."""
        self.say_title(self._said)

    def say_title(self, words: str) -> None:
        """What the tree is, and what its columns count; while splitting, what is chosen."""
        self._said = words
        if self.splits:
            self.say_split()
            return
        bar: Row = [(" " if self.in_query else "▌", "accent"), ("Codebook", "quiet" if self.in_query else "title")]
        width = self.tag_tree.size.width if self.tag_tree.display and self.sheet.display else self.size.width
        self.title_line.say(spread([*bar, (f"  {words}", "quiet")], [(COUNTS, "quiet")] if self.tag_tree.display else [], width))

    def say_split(self) -> None:
        """How many of the excerpts are chosen."""
        chosen = f"{len(self.choice.marked):,} of {counted(self.choice.entries(), 'excerpt')} chosen"
        self.title_line.say([("▌", "accent"), (f"Splitting {one_line(self.splits)}: {chosen}", "title")])

    def follow(self) -> None:
        """The tag under the cursor is another one, or says something else now."""
        self.job.show_sheet()
        self.job.say_title()

    # Splitting

    def begin_split(self, tag: str) -> None:
        """Choose from the excerpts of a tag."""
        self.splits = tag
        self.arrange_view()
        self.refocus_body()

    def end_change(self) -> None:
        """A change is carried out: nothing is chosen any more."""
        self.close_form()
        self.tag_tree.mark(frozenset())
        self._end_split()

    def _end_split(self) -> None:
        self.splits = ""
        self.arrange_view()
        self.refocus_body()

    def to_query(self) -> None:
        """To the filter; excerpts that are being chosen are not filtered."""
        if not self.splits:
            super().to_query()

    def step_back(self) -> bool:
        """Excerpts to split off, the filter, the sheet over the tree, marks."""
        if self.splits:
            self._end_split()
        elif self.in_query or self.job.words:
            self._drop_filter()
        elif self.sheet.display and not self.tag_tree.display:
            self.toggle_sheet()
        elif self.tag_tree.marked:
            self.tag_tree.mark(frozenset())
            self.job.say_title()
        else:
            return False
        return True

    def _drop_filter(self) -> None:
        here = self.job.here
        self.say_query("")
        self.job.typed("")
        self.job.show(here.tag if here else None)
        self.refocus_body()

    def leave(self) -> None:
        """Back to the main screen."""
        here = self.job.here
        self.workbench.codebook_left = here.tag if here else None
        self.dismiss()

    def _to_evidence(self) -> None:
        self.leave()
        self.workbench.open_evidence()

    # Messages

    def files_changed(self, ids: Collection[str]) -> None:  # noqa: ARG002 - any article may carry any tag
        """Somebody else changed excerpts, or the codebook."""
        self.job.again()

    def typed(self, text: str) -> None:
        """Other words to narrow the tree to."""
        self.job.typed(text)

    def on_block_list_cursor_moved(self, event: BlockList.CursorMoved) -> None:
        """Another tag."""
        if event.block_list is self.tag_tree:
            self.follow()

    def on_block_list_chosen(self, event: BlockList.Chosen) -> None:
        """A double click shows the excerpts, or marks one."""
        self.perform("codebook.excerpts" if event.block_list is self.tag_tree else "split.mark")
