"""The cleaning review: the lines of a source beside the article that is made of them, and what is known of the article.

It knows which parts are shown and which has the focus; what its actions do is in `workbench.tui.jobs.reviewing`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from workbench.records.article import display_title
from workbench.tui.actions import Context
from workbench.tui.jobs.looking_up import LookingUp
from workbench.tui.jobs.reviewing import Reviewing
from workbench.tui.models.arrangement import MIDDLING
from workbench.tui.models.header import counted
from workbench.tui.models.review_parts import Part, parts_shown
from workbench.tui.safe import one_line
from workbench.tui.screens.keyed import KeyScreen
from workbench.tui.source_rows import told
from workbench.tui.widgets.block_list import BlockList
from workbench.tui.widgets.known_list import KnownList
from workbench.tui.widgets.line import Line
from workbench.tui.widgets.reader import Marked, Reader
from workbench.tui.widgets.source_list import SourceList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.widget import Widget

    from workbench.workspace.reviewing import Review

_CONTEXTS = {Part.SOURCE: Context.REVIEW, Part.ARTICLE: Context.REVIEW, Part.KNOWN: Context.KNOWN}


class ReviewScreen(KeyScreen):
    """One source at a time; `]` and `[` go to the next and the previous article of the results that has something in doubt."""

    DEFAULT_CSS: ClassVar[str] = """
    #review { height: 1fr; }
    #source-part { height: 1fr; width: 1fr; }
    #article-part, #known-part { height: 1fr; width: 1fr; }
    #too-small { height: 1fr; display: none; }
    """

    def __init__(self, article_id: str, others: Sequence[str]) -> None:
        super().__init__()
        self.others = tuple(others)
        self.part = Part.SOURCE
        self.beside = Part.ARTICLE
        """What stands beside the source where only one has room."""
        self.top = Line()
        self.source_title, self.article_title, self.known_title = Line(), Line(), Line()
        self.source = SourceList(id="source")
        self.detail = Line()
        self.article = Reader()
        self.known = KnownList(id="known")
        self.too_small = Line(id="too-small")
        self.parts = {
            Part.SOURCE: Vertical(self.source_title, self.source, id="source-part"),
            Part.ARTICLE: Vertical(self.article_title, self.article, id="article-part"),
            Part.KNOWN: Vertical(self.known_title, self.known, id="known-part"),
        }
        self.reviewing = Reviewing(self, article_id)
        self._there = self.held_back.hold(patient=True)
        self.handlers |= {
            "back": self._back,
            "pane.next": self._other_part,
            "pane.previous": self._other_part,
            "side.toggle": self._toggle_article,
            "review.known": self._to_known,
            "query.focus": self._to_query,
        }
        self.handlers |= self.reviewing.handlers() | LookingUp(self).handlers()

    def compose(self) -> ComposeResult:
        """Top to bottom."""
        yield self.top
        yield Horizontal(*self.parts.values(), id="review")
        yield self.detail
        yield self.forms
        yield self.too_small
        yield self.footer

    @property
    def context(self) -> Context:
        """Where the keys go."""
        return Context.FORM if self.form else _CONTEXTS[self.part]

    @property
    def review(self) -> Review | None:
        """What is shown, once it is read."""
        return self.source.review

    def on_mount(self) -> None:
        """Begin with the source."""
        self.arrange_parts()
        self.go(Part.SOURCE)
        self.reviewing.open(self.reviewing.article_id)
        self._there()
        self.screen_layout_refresh_signal.subscribe(self, lambda _: self._laid_out())

    def _laid_out(self) -> None:
        """Textual forgets the resize event of a widget that is scrolled while the layout changes."""
        following: list[BlockList | Reader] = [self.source, self.known, self.article]
        for widget in following:
            if widget.is_attached:
                widget.follow_size()

    # What is shown

    def show(self, review: Review) -> None:
        """Show a source as it is now."""
        self.source.show(review)
        self.known.show(self.reviewing.values(review))
        self.article.show(review.article, self.reviewing.marked(review), ())
        self.follow()
        self.say_titles()

    def follow(self) -> None:
        """The article shows the block under the cursor, and the line below the source all that is known of its decision."""
        review, chosen = self.review, self.source.chosen
        if review is None or not chosen:
            self.detail.say([])
            return
        here = chosen[-1]
        self.detail.say([(" ", "text"), (told(here, persons=self.reviewing.is_persons(here)), "quiet")])
        spans = self.reviewing.spans(review)
        before = [span for line, span in spans.items() if line <= here.first_line]
        span = spans.get(here.first_line)
        marks = [*self.reviewing.marked(review), *([Marked("here", span, "▸", is_excerpt=False)] if span else [])]
        self.article.show_excerpts(sorted(marks, key=lambda one: (one.span.start, one.span.end)))
        if before:
            self.article.go_to(before[-1])

    def say_titles(self) -> None:
        """What is reviewed, and how much of it is in doubt."""
        review = self.review
        if review is None:
            return
        doubts, mine = self.reviewing.counts(review)
        title = one_line(display_title(review.article))
        state = [counted(doubts, "line", "lines") + " in doubt" if doubts else "nothing in doubt"]
        state += [f"{mine} decided by a person"] if mine else []
        state += ["edited by hand"] if review.edited else []
        self.top.say([(" Review  ", "quiet"), (title, "title")], [(" · ".join(state) + " ", "warning" if doubts else "quiet")])
        kept = sum(one.kept for one in review.decisions)
        for line, part, words in (
            (self.source_title, Part.SOURCE, f"Source, {len(review.lines):,} lines"),
            (self.article_title, Part.ARTICLE, f"Article, {counted(kept, 'block')}"),
            (self.known_title, Part.KNOWN, "What is known"),
        ):
            inside = part is self.part
            line.say([("▌" if inside else " ", "accent"), (words, "title" if inside else "quiet")])

    def arrange_parts(self) -> None:
        """Show the parts that have room."""
        shown = parts_shown(self.size.width or 80, self.part, self.beside)
        tiny = self.is_tiny
        for part, box in self.parts.items():
            box.display = part in shown and not tiny
            box.set_class(part is not Part.SOURCE and Part.SOURCE in shown, "-meets")
        self.detail.display = not tiny
        self.too_small.display = tiny
        if tiny:
            self.too_small.say([(f"{self.size.width} × {self.size.height}: too small", "strong")])
        self.say_titles()

    def on_resize(self) -> None:
        """Other parts may have room now."""
        self.arrange_parts()

    # Focus

    def go(self, part: Part) -> None:
        """Put the focus into a part."""
        self.part = part
        if part is not Part.SOURCE:
            self.beside = part
        self.arrange_parts()
        widgets: dict[Part, Widget] = {Part.SOURCE: self.source, Part.KNOWN: self.known, Part.ARTICLE: self.article}
        self.set_focus(widgets[part])
        self.say_titles()
        self.say_keys()

    def refocus(self) -> None:
        """Back to the part one is in."""
        self.go(self.part)

    def _other_part(self) -> None:
        self.go(Part.SOURCE if self.part is Part.KNOWN else Part.KNOWN)

    def _to_known(self) -> None:
        self.go(Part.KNOWN)

    def _toggle_article(self) -> None:
        """The article instead of what is known; where only one part has room, instead of the source."""
        if (self.size.width or 80) >= MIDDLING:
            self.beside = Part.ARTICLE if self.beside is Part.KNOWN else Part.KNOWN
            self.go(Part.SOURCE)
        else:
            self.go(Part.SOURCE if self.part is Part.ARTICLE else Part.ARTICLE)

    def _back(self) -> None:
        """One step: form, chosen lines, what is known, then out."""
        if self.form:
            self.form.leave()
            self.close_form()
        elif self.reviewing.stop():
            return
        elif self.source.mark is not None:
            self.source.toggle_mark()
        elif self.part is not Part.SOURCE:
            self.beside = Part.ARTICLE
            self.go(Part.SOURCE)
        else:
            self.leave()

    def _to_query(self) -> None:
        self.leave()
        if self.workbench.main:
            self.workbench.main.perform("query.focus")

    def leave(self) -> None:
        """Back to the main screen, which shows what the articles are now."""
        self.dismiss()
        if self.workbench.main:
            self.workbench.main.reading_job.changed(self.reviewing.changed)

    def on_block_list_cursor_moved(self, event: BlockList.CursorMoved) -> None:
        """Another block, or another field."""
        if event.block_list is self.source:
            self.follow()
        elif (value := self.known.at_cursor) and value.line:
            self.source.go_to_line(value.line)

    def on_block_list_chosen(self, event: BlockList.Chosen) -> None:
        """A double click keeps or drops, or edits."""
        self.perform("review.toggle" if event.block_list is self.source else "review.edit")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The focus came to a part by the mouse."""
        part = {self.source: Part.SOURCE, self.known: Part.KNOWN}.get(event.widget)  # type: ignore[call-overload]
        if part and event.widget is self.focused and part is not self.part:
            if self.form:
                self.close_form(go_back=False)
            self.go(part)
