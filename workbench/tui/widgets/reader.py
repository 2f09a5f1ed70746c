"""The reader: draws an article, and is where one moves the caret and selects.

A line-API widget: the text is broken into rows once for a width, a row is drawn when it is seen, and a motion repaints the
rows it changed. Everything about positions is in `workbench.tui.models`; here are only the screen and the mouse.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer

from workbench.records.article import Article
from workbench.records.selector import Span
from workbench.records.tag import colour_in
from workbench.text.sanitise import display
from workbench.tui.drawing import Row, strip_of
from workbench.tui.models import lanes, selection
from workbench.tui.models.clusters import cluster_end
from workbench.tui.models.header import HeaderRow, header_rows
from workbench.tui.models.marks import Mark, compose, within
from workbench.tui.models.reader_layout import Layout, lay_out, reading_column
from workbench.tui.models.selection import VERTICAL, Selection
from workbench.tui.palette import Palette
from workbench.tui.safe import fit
from workbench.tui.widgets.scrolling import Scrolling
from workbench.tui.widgets.themed import palette_for, tag_colours_for

_EDGE_SECONDS = 0.06


@dataclass(frozen=True, slots=True)
class Marked:
    """An excerpt as the reader draws it: where it stands, its first tag and the letter of that, and its id.

    The block that the review points at is drawn so too, and is none: `is_excerpt` says what the header counts.
    """

    id: str
    span: Span
    letter: str
    tag: str = ""
    is_excerpt: bool = True


class Reader(Scrolling, can_focus=True):
    """An article's text with its caret, hits, excerpts and selection."""

    ALLOW_SELECT: ClassVar[bool] = False
    """Textual's own selection would join two articles into one string; a quotation must come from one."""

    DEFAULT_CSS = """
    Reader { height: 1fr; width: 1fr; scrollbar-size-vertical: 1; overflow-x: hidden; overflow-y: scroll; }
    """

    @dataclass
    class Moved(Message):
        """The caret, the selection or the rows in sight changed."""

        reader: Reader

    def __init__(self, *, can_focus: bool = True, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.can_focus = can_focus
        self.article: Article | None = None
        self.selection = Selection()
        self.hits: tuple[Span, ...] = ()
        self.found: tuple[Span, ...] = ()
        self.current: Span | None = None
        self.bordering: str | None = None
        """The id of the excerpt whose borders the selection began as; forgotten when the selection is dropped."""
        self.marked: tuple[Marked, ...] = ()
        self.lost = 0
        """How many excerpts have no place; the header counts them as well."""
        self._text = ""
        self._lanes = lanes.assign(())
        self._layout: Layout = lay_out("", 2)
        self._header: list[HeaderRow] = []
        self._left = 0
        self._size_drawn = Size(0, 0)
        self._strips: dict[int, Strip] = {}
        self._palette: Palette | None = None
        self._wanted: tuple[int, int | None] | None = None
        self._dragging = False
        self._edge: Timer | None = None
        self._edge_step = 0

    # What is shown

    def show(
        self,
        article: Article,
        marked: Sequence[Marked],
        hits: tuple[Span, ...],
        *,
        lost: int = 0,
        at: int = 0,
        top: int | None = None,
    ) -> None:
        """Show an article.

        Args:
            article: The article.
            marked: Its excerpts that have a place.
            hits: Where the query stands in it.
            lost: How many excerpts it has besides that have none.
            at: Where the caret goes.
            top: The offset to show in the first row; None puts the caret's row at a third of the height.
        """
        self.article, self._text = article, display(article.text)
        self.hits, self.found, self.current = hits, (), None
        self.selection, self.bordering = Selection(at), None
        self._wanted = (at, top)
        self._mark(marked, lost)
        self._lay_out()

    def clear(self) -> None:
        """Show nothing."""
        self.article, self._text, self._header = None, "", []
        self.hits, self.found, self.current = (), (), None
        self._mark(())
        self._layout = lay_out("", 2)
        self.virtual_size = Size(0, 0)
        self._repaint()

    def show_article(self, article: Article) -> None:
        """The same article with other metadata."""
        self.article = article
        self._lay_out()

    def show_excerpts(self, marked: Sequence[Marked], lost: int = 0) -> None:
        """Other excerpts of the same article; arguments as for `show`."""
        self._mark(marked, lost)
        self._lay_out()

    def show_hits(self, hits: tuple[Span, ...]) -> None:
        """Other hits in the same article."""
        self.hits, self.current = hits, None
        self._repaint()

    def show_found(self, found: tuple[Span, ...]) -> None:
        """What the find bar finds; an empty tuple takes it away."""
        self.found, self.current = found, None
        self._repaint()

    def _mark(self, marked: Sequence[Marked], lost: int = 0) -> None:
        self.marked, self.lost = tuple(marked), lost
        self._lanes = lanes.assign(one.span for one in self.marked)

    # Where things are

    @property
    def text(self) -> str:
        """The article's text; what offsets count in."""
        return self.article.text if self.article else ""

    @property
    def selected(self) -> Span | None:
        """The selection, or None."""
        return self.selection.span(self._layout)

    @property
    def passage(self) -> Span:
        """The selection, else the sentence under the caret; without white space around it."""
        return selection.passage(self.selection, self._layout)

    @property
    def top(self) -> int:
        """The offset of the first text row in sight."""
        row = max(self.scroll_offset.y - len(self._header), 0)
        return self._layout.starts[min(row, len(self._layout) - 1)]

    @property
    def percent(self) -> int:
        """How much of the text is above the last row in sight, in per cent."""
        if self.virtual_size.height <= self.size.height:
            return 100
        return min(100, round(100 * (self.scroll_offset.y + self.size.height) / self.virtual_size.height))

    def excerpts_at(self, offset: int) -> list[str]:
        """The ids of the excerpts that cover an offset, in order of start."""
        return [self.marked[self._lanes.index[at]].id for at in self._lanes.over(offset, offset + 1)]

    def place_of(self, row: int, cell: int) -> int:
        """The caret's offset for a row and cell of the widget (0, 0 is its top left corner)."""
        return self._layout.offset_at(row + self.scroll_offset.y - len(self._header), cell - self._left)

    # Moving

    def move(self, motion: str, *, extend: bool = False) -> None:
        """Carry out a motion of `workbench.tui.models.selection`."""
        height = max(self.size.height, 3)
        if "page" in motion or "half" in motion:
            self.scroll_to(y=self.scroll_offset.y + VERTICAL[motion](height), animate=False)
        if motion == "up" and self._layout.row_of(self.selection.caret) == 0:
            self.scroll_to(y=0, animate=False)
        self._select(selection.moved(self.selection, self._layout, motion, page=height, extend=extend))

    def toggle_selection(self) -> None:
        """Begin a selection at the caret, or drop it."""
        self._select(selection.toggled(self.selection))

    def grow_selection(self) -> None:
        """Grow the selection: word, sentence, paragraph."""
        self._select(selection.grown(self.selection, self._layout))

    def shrink_selection(self) -> None:
        """Shrink the selection."""
        self._select(selection.shrunk(self.selection, self._layout))

    def turn_selection(self) -> None:
        """Put the caret at the other end of the selection."""
        self._select(selection.turned(self.selection))

    def select(self, span: Span, *, bordering: str | None = None) -> None:
        """Select a passage; `bordering` is the id of the excerpt whose borders are about to be moved."""
        self._select(selection.of_span(self._layout, span))
        self.bordering = bordering

    def keep(self, kept: Selection) -> None:
        """Put caret and selection where they were in the same text."""
        self._select(kept, reveal=False)

    def drop_selection(self) -> bool:
        """Drop the selection; whether there was one."""
        if self.selection.anchor is None:
            return False
        self._select(Selection(self.selection.caret))
        return True

    def go_to(self, span: Span, *, current: bool = False) -> None:
        """Put the caret at the start of a span and bring it into sight; `current` marks it as the hit one is at."""
        if current:
            self._dirty(self.current)
            self.current = span
            self._dirty(span)
        self._select(Selection(self._layout.snap(span.start)), reveal=False)
        self._reveal(self._layout.row_of(span.start), third=True)

    def _select(self, new: Selection, *, reveal: bool = True) -> None:
        old, self.selection = self.selection, new
        if new.anchor is None:
            self.bordering = None
        before, after = old.span(self._layout), new.span(self._layout)
        for offset in (old.caret, new.caret):
            self._dirty(Span(offset, offset + 1))
        if before != after:
            for changed in _difference(before, after):
                self._dirty(changed)
        if reveal:
            self._reveal(self._layout.row_of(new.caret))
        self.post_message(self.Moved(self))

    def _dirty(self, span: Span | None) -> None:
        """Draw the rows of a span anew: those in sight now, others when they come into sight."""
        if span is None:
            return
        rows = self._layout.rows_of(span.start, span.end)
        if len(rows) > 200:
            self._repaint()
            return
        for row in rows:
            self._strips.pop(row, None)
        first, last = rows[0] + len(self._header), rows[-1] + len(self._header)
        first, last = max(first, self.scroll_offset.y), min(last, self.scroll_offset.y + self.size.height - 1)
        if first <= last:
            self.refresh_lines(first, last - first + 1)

    def repaint(self) -> None:
        """Colours are others now."""
        self._repaint()

    def _repaint(self) -> None:
        self._strips.clear()
        self.refresh()

    def _reveal(self, row: int, *, third: bool = False) -> None:
        """Scroll until a row of the text is in sight, as little as possible, or to a third of the height if it is not."""
        y, height = row + len(self._header), self.size.height
        if not height:
            return
        top = self.scroll_offset.y
        margin = min(1, (height - 1) // 2)
        if row == 0 and y < height:
            wanted = 0 if top else None
        elif top + margin <= y < top + height - margin:
            return
        elif third:
            wanted = y - height // 3
        else:
            wanted = y - margin if y < top + margin else y - height + 1 + margin
        if wanted is not None:
            self.scroll_to(y=wanted, animate=False)

    # Layout

    def on_resize(self) -> None:
        """The widget has another size."""
        self.follow_size()

    def on_show(self) -> None:
        """The widget is on the screen again, with another article perhaps. Textual tells no size that it knows."""
        self.follow_size()

    def follow_size(self) -> None:
        """Break the text anew if the size is another one than before.

        The first row in sight stays the first, unless the caret was in sight and would not be any more (a form opened below).
        """
        if self.size == self._size_drawn or not self.article or not self.size.width:
            return
        height, self._size_drawn = self._size_drawn.height, self.size
        y = self._layout.row_of(self.selection.caret) + len(self._header) - self.scroll_offset.y
        self._lay_out()
        if 0 <= y < height:
            self._reveal(self._layout.row_of(self.selection.caret))

    def _lay_out(self) -> None:
        # Without the scrollbar, which is inside a widget's size.
        width = self.scrollable_content_region.width
        if not self.article:
            return
        if width <= 0:
            # Not on the screen; what is asked of the text meanwhile is answered for the widest column, and what was
            # drawn of another article must not come back: the first sight of the widget lays it out.
            self._layout = lay_out(self._text, 76)
            self._header, self._strips, self._size_drawn = [], {}, Size(0, 0)
            self.selection = Selection(self._layout.snap(self._wanted[0] if self._wanted else self.selection.caret))
            return
        top = self.top if self._wanted is None else None
        at_header = self._wanted is None and self.scroll_offset.y < len(self._header)
        gutter = max(2 * self._lanes.count + 1, 3)
        left, columns = reading_column(width, gutter)
        if self._layout.columns != columns or len(self._layout.text) != len(self._text) or self._wanted is not None:
            self._layout = lay_out(self._text, columns)
        self._left, self._strips, self._size_drawn = left, {}, self.size
        self._header = header_rows(self.article, columns, self.lost + sum(one.is_excerpt for one in self.marked))
        self.virtual_size = Size(width, len(self._header) + len(self._layout))
        self._return_to(top, at_header=at_header)
        self.refresh()
        self.post_message(self.Moved(self))

    def _return_to(self, top: int | None, *, at_header: bool) -> None:
        if self._wanted is not None:
            at, wanted_top = self._wanted
            self._wanted = None
            self.selection = Selection(self._layout.snap(at))
            if wanted_top is None:
                y = self._layout.row_of(at) + len(self._header) - self.size.height // 3 if at else 0
            else:
                y = self._layout.row_of(wanted_top) + len(self._header) if wanted_top else 0
        elif at_header or top is None:
            return
        else:
            y = self._layout.row_of(top) + len(self._header)
        self.scroll_to(y=max(y, 0), animate=False, force=True)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """A caret without a selection stays in sight when the text is scrolled, so that the next motion does not jump back."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) == round(new_value) or self.article is None:
            return
        if self.selection.anchor is None and self._wanted is None and self.size.height:
            row, cell = self._layout.cell_of(self.selection.caret)
            top = round(new_value) - len(self._header)
            seen = min(max(row, top), top + self.size.height - 1)
            if seen != row:
                self._strips.pop(row, None)
                self._strips.pop(seen, None)
                self.selection = Selection(self._layout.offset_at(max(seen, 0), self.selection.cell or cell))
        self.post_message(self.Moved(self))

    # Drawing

    def on_focus(self) -> None:
        """The caret is drawn in full where the keys go."""
        self._dirty(Span(self.selection.caret, self.selection.caret + 1))

    def on_blur(self) -> None:
        """The caret is underlined where they do not."""
        self._dirty(Span(self.selection.caret, self.selection.caret + 1))

    def render_line(self, y: int) -> Strip:
        """One row of the widget."""
        palette = palette_for(self)
        if palette is not self._palette:
            self._palette, self._strips = palette, {}
        row = y + self.scroll_offset.y - len(self._header)
        if row < 0:
            role, text = self._header[row + len(self._header)]
            return strip_of([(" " * self._left, "text"), (text, role)], self.size.width, palette)
        if self.article is None or row >= len(self._layout):
            return Strip.blank(self.size.width, palette["text"])
        if row not in self._strips:
            if len(self._strips) > 2000:
                self._strips.clear()
            self._strips[row] = self._drawn(row, palette)
        return self._strips[row]

    def _drawn(self, row: int, palette: Palette) -> Strip:
        layout = self._layout
        start, end = layout.starts[row], layout.ends[row]
        following = layout.starts[row + 1] if row + 1 < len(layout) else len(layout.text) + 1
        from rich.segment import Segment

        segments = [Segment(" " * (self._left - 2 * max(self._lanes.count, 1) - 1), palette["text"])]
        segments += [Segment(text, palette[role]) for text, role in self._gutter(row, following)]
        focused = self.has_focus
        base = Mark.HEADING if layout.is_heading(row) else Mark.NONE
        for low, high, marks in compose(start, end, self._layers(start, end, following), base):
            text = layout.text[low:high].replace("\u200b", "")
            segments.append(Segment(fit(text), palette.of(marks, focused=focused)))
        if self.can_focus and end <= self.selection.caret < following:
            segments.append(Segment(" ", palette.of(Mark.CARET, focused=focused)))
        return Strip(segments).adjust_cell_length(self.size.width, palette["text"])

    def _layers(self, start: int, end: int, following: int) -> Iterator[tuple[Mark, Sequence[Span]]]:
        """The marks that hold somewhere on a row."""
        yield Mark.FOUND, within(self.found, start, end)
        yield Mark.EXCERPT, [self._lanes.spans[at] for at in self._lanes.over(start, end)] if self._lanes.spans else ()
        yield Mark.HIT, within(self.hits, start, end)
        if self.current:
            yield Mark.CURRENT, (self.current,)
        span = self.selected
        if span and span.start < following and span.end > start:
            yield Mark.SELECTED, (span,)
        if start <= self.selection.caret < end and self.can_focus:
            yield Mark.CARET, (Span(self.selection.caret, cluster_end(self._layout.text, self.selection.caret)),)

    def _gutter(self, row: int, following: int) -> Row:
        """Letters of the excerpts that begin beside a row, and the bars of all that stand beside it."""
        count = max(self._lanes.count, 1)
        letters: Row = [(" ", "key")] * count
        bars: Row = [(" ", "lane")] * count
        colours = tag_colours_for(self)
        for at, bar, begins in lanes.bars(self._lanes, self._layout.starts, row, following) if self._lanes.spans else ():
            lane, one = self._lanes.lane[at], self.marked[self._lanes.index[at]]
            if lane >= count:
                bars[-1] = ("+", "lane")
                continue
            colour = colour_in(colours, one.tag)
            bars[lane] = (bar, colour or "lane")
            if begins:
                letters[lane] = (one.letter, f"bold {colour}" if colour else "key")
        return [*letters, *bars, (" ", "lane")]

    # The mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the caret where the mouse is; with shift, extend the selection to there."""
        if event.button != 1 or not self.can_focus:
            return
        self._dragging = True
        self.capture_mouse()
        offset = self.place_of(event.y, event.x)
        self._select(selection.at(self.selection, self._layout, offset, extend=event.shift), reveal=False)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Extend the selection to the mouse; beyond an edge the text scrolls."""
        if not self._dragging:
            return
        self._edge_step = -1 if event.y < 0 else 1 if event.y >= self.size.height else 0
        if self._edge_step and self._edge is None:
            self._edge = self.set_interval(_EDGE_SECONDS, self._scroll_edge)
        row = min(max(event.y, 0), self.size.height - 1)
        offset = self.place_of(row, event.x)
        if offset != self.selection.caret or self.selection.anchor is not None:
            self._select(selection.at(self.selection, self._layout, offset, extend=True), reveal=False)

    def _scroll_edge(self) -> None:
        if not self._edge_step or not self._dragging:
            return
        self.scroll_to(y=self.scroll_offset.y + self._edge_step, animate=False)
        edge = 0 if self._edge_step < 0 else self.size.height - 1
        offset = self.place_of(edge, self._left)
        self._select(selection.at(self.selection, self._layout, offset, extend=True), reveal=False)

    def on_mouse_up(self) -> None:
        """The drag is over."""
        self._dragging = False
        self.release_mouse()
        if self._edge:
            self._edge.stop()
            self._edge = None

    def on_click(self, event: events.Click) -> None:
        """Twice: the word. Three times: the paragraph."""
        if not self.can_focus or event.chain < 2:
            return
        fresh = Selection(self.place_of(event.y, event.x))
        grown = selection.grown(fresh, self._layout)
        if event.chain >= 3:
            grown = selection.grown(selection.grown(grown, self._layout), self._layout)
        self._select(grown, reveal=False)

    def _on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._wheel(event, 3)

    def _on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._wheel(event, -3)

    def _wheel(self, event: events.MouseEvent, rows: int) -> None:
        event.stop()
        event.prevent_default()
        self.scroll_to(y=self.scroll_offset.y + rows, animate=False)


def _difference(before: Span | None, after: Span | None) -> Iterator[Span]:
    """The stretches that are in one of two spans only."""
    if before is None or after is None:
        yield from (span for span in (before, after) if span)
    elif not before.overlaps(after):
        yield from (before, after)
    else:
        for one, other in ((before.start, after.start), (before.end, after.end)):
            if one != other:
                yield Span(min(one, other), max(one, other))
