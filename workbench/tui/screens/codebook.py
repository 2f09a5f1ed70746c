"""The codebook: the tags of the library as a tree, beside them what one means and what carries it.

It knows what is shown and where the keys go; what its actions do is in `workbench.tui.jobs.codebook` and `codebook_changes`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input

from workbench.tui.actions import Context
from workbench.tui.drawing import Row, spread
from workbench.tui.jobs.codebook import CodebookJob
from workbench.tui.jobs.codebook_changes import CodebookChanges
from workbench.tui.jobs.looking_up import LookingUp
from workbench.tui.models.arrangement import MIDDLING, SMALLEST
from workbench.tui.models.header import counted
from workbench.tui.safe import one_line
from workbench.tui.screens.keyed import KeyScreen
from workbench.tui.widgets.block_list import BlockList
from workbench.tui.widgets.codebook_choice import CodebookChoice
from workbench.tui.widgets.codebook_sheet import CodebookSheet
from workbench.tui.widgets.codebook_tree import COUNTS, CodebookTree
from workbench.tui.widgets.line import Line
from workbench.tui.widgets.query_bar import QueryBar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from textual.widget import Widget


class CodebookScreen(KeyScreen):
    """Every tag; Enter shows the excerpts that carry it.

    Args:
        cursor: The tag to begin at; None for the first.
        back: Opens the screen that one step back leads to; None: the main one.
    """

    DEFAULT_CSS: ClassVar[str] = """
    #codebook-view { height: 1fr; }
    #codebook-tree { width: 1fr; }
    #codebook-sheet, #codebook-choice { width: 1fr; }
    #too-small { height: 1fr; display: none; }
    """

    def __init__(self, cursor: str | None = None, back: Callable[[], None] | None = None) -> None:
        super().__init__()
        self._came_from = back
        self.query_bar = QueryBar()
        self.title_line = Line()
        self.tag_tree = CodebookTree(id="codebook-tree")
        self.sheet = CodebookSheet(id="codebook-sheet")
        self.choice = CodebookChoice(id="codebook-choice")
        self.too_small = Line(id="too-small")
        self.in_filter = False
        self.splits = ""
        """The tag whose excerpts are being chosen from."""
        self.has_sheet: bool | None = None
        """Whether the tag stands whole beside the tree; None: where there is room."""
        self.job, self.changes = CodebookJob(self, cursor), CodebookChanges(self)
        self._said = ""
        self._there = self.held_back.hold(patient=True)
        self.handlers |= {
            "back": self._back,
            "query.focus": self._to_filter,
            "query.results": self._to_tree,
            "pane.next": self._other_pane,
            "pane.previous": self._other_pane,
            "side.toggle": self._toggle_sheet,
            "evidence.open": self._to_evidence,
        }
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
        if self.in_filter:
            return Context.QUERY
        return Context.SPLIT if self.splits else Context.CODEBOOK

    def on_mount(self) -> None:
        """Begin in the tree."""
        self.query_bar.input.placeholder = "words of a tag, its title or its definition"
        self.arrange_view()
        self.refocus_body()
        self.job.load()
        self._there()
        self.screen_layout_refresh_signal.subscribe(self, lambda _: self._laid_out())

    def _laid_out(self) -> None:
        """Textual forgets the resize event of a widget that is scrolled while the layout changes."""
        following: list[BlockList] = [self.tag_tree, self.sheet, self.choice]
        for widget in following:
            if widget.is_attached:
                widget.follow_size()
        self.say_title(self._said)

    def on_resize(self) -> None:
        """Other parts may have room now."""
        self.arrange_view()

    # What is shown

    def arrange_view(self) -> None:
        """The tree, beside it the tag or, while splitting, its excerpts; one of them where there is room for one."""
        tiny, roomy = self.is_tiny, (self.size.width or 80) >= MIDDLING
        wanted = bool(self.splits) or (roomy if self.has_sheet is None else self.has_sheet)
        self.tag_tree.display = not tiny and (roomy or not wanted)
        self.sheet.display = not tiny and wanted and not self.splits
        self.choice.display = not tiny and bool(self.splits)
        for widget in (self.sheet, self.choice):
            widget.set_class(roomy, "-meets")
        self.too_small.display = tiny
        if tiny:
            words = f"{self.size.width} × {self.size.height}: too small, {SMALLEST[0]} × {SMALLEST[1]} at least"
            self.too_small.say([(words, "strong")])
        self.say_title(self._said)

    def say_title(self, words: str) -> None:
        """What the tree is, and what its columns count; while splitting, what is chosen."""
        self._said = words
        if self.splits:
            self.say_split()
            return
        bar: Row = [(" " if self.in_filter else "▌", "accent"), ("Codebook", "quiet" if self.in_filter else "title")]
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

    # Focus

    def refocus(self) -> None:
        """Back to where one was."""
        if self.in_filter:
            self._to_filter()
        else:
            self.refocus_body()

    def refocus_body(self) -> None:
        """Into the tree, or the excerpts of the tag that is split."""
        self.in_filter = False
        body: Widget = self.choice if self.splits else self.tag_tree
        self.set_focus(body)
        self.say_title(self._said)
        self.say_keys()

    def _to_filter(self) -> None:
        if self.splits:
            return
        self.in_filter = True
        self.set_focus(self.query_bar.input)
        self.query_bar.input.action_select_all()
        self.say_title(self._said)
        self.say_keys()

    def _to_tree(self) -> None:
        # Typed and gone on in one go: what was typed last has not been told of yet.
        self.job.typed(self.query_bar.input.value)
        self.refocus_body()

    def _other_pane(self) -> None:
        if self.in_filter:
            self._to_tree()
        else:
            self._to_filter()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The focus came by the mouse."""
        if not self.form and event.widget is self.focused:
            inside = event.widget is self.query_bar.input
            if inside is not self.in_filter:
                self.in_filter = inside
                self.say_title(self._said)
                self.say_keys()

    def _toggle_sheet(self) -> None:
        self.has_sheet = not self.sheet.display
        self.arrange_view()
        self.refocus_body()

    def _back(self) -> None:
        """One step: form, excerpts to split off, filter, sheet over the tree, marks; then out."""
        if self.form:
            self.form.leave()
            self.close_form()
        elif self.splits:
            self._end_split()
        elif self.in_filter or self.job.words:
            self._drop_filter()
        elif self.sheet.display and not self.tag_tree.display:
            self._toggle_sheet()
        elif self.tag_tree.marked:
            self.tag_tree.mark(frozenset())
            self.job.say_title()
        else:
            self.leave()
            if self._came_from:
                self._came_from()

    def say_filter(self, words: str) -> None:
        """Show what the tree is narrowed to."""
        with self.prevent(Input.Changed):
            self.query_bar.input.value = words

    def _drop_filter(self) -> None:
        here = self.job.here
        self.say_filter("")
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

    def on_input_changed(self, event: Input.Changed) -> None:
        """Other words to narrow the tree to."""
        if event.input is self.query_bar.input:
            self.job.typed(event.value)

    def on_block_list_cursor_moved(self, event: BlockList.CursorMoved) -> None:
        """Another tag."""
        if event.block_list is self.tag_tree:
            self.follow()

    def on_block_list_chosen(self, event: BlockList.Chosen) -> None:
        """A double click shows the excerpts, or marks one."""
        self.perform("codebook.excerpts" if event.block_list is self.tag_tree else "split.mark")
