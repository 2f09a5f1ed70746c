"""A pane with an article in it: a title line, and the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical

from workbench.records.article import display_title
from workbench.records.selector import Span
from workbench.tui.drawing import Row
from workbench.tui.models.header import date_of
from workbench.tui.safe import one_line
from workbench.tui.widgets.line import Line
from workbench.tui.widgets.reader import Marked, Reader

if TYPE_CHECKING:
    from workbench.records.article import Article
    from workbench.workspace.reading import Placed, Reading


class ArticlePane(Vertical):
    """An open article with its title, date and how far one has read."""

    DEFAULT_CSS = """
    ArticlePane { height: 1fr; width: 1fr; }
    """

    def __init__(self, *, id: str, can_focus: bool = True) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.title_line = Line()
        self.reader = Reader(can_focus=can_focus)
        self.placed: tuple[Placed, ...] = ()
        self.query_text = ""
        """The query whose hits are shown."""
        self.tab = ""
        """The title of the other open article, where only one has room."""
        self.active = False

    def compose(self) -> ComposeResult:
        """The title above the text."""
        yield self.title_line
        yield self.reader

    @property
    def article(self) -> Article | None:
        """The article, or None."""
        return self.reader.article

    def show(self, reading: Reading, query: str, *, at: int | None = None, top: int | None = None) -> None:
        """Show an article where the query is answered best, or at a place one was before."""
        self.placed, self.query_text = reading.excerpts, query
        best = reading.best.start if reading.best else 0
        marked, lost = marked_of(reading.excerpts), lost_of(reading.excerpts)
        self.reader.show(reading.article, marked, reading.marks, lost=lost, at=best if at is None else at, top=top)
        self.show_title()

    def show_anew(self, reading: Reading, query: str) -> None:
        """Show the same article as it is now, at the same place; a selection stays where the text is the same."""
        reader = self.reader
        same_text, selection, top = reading.article.text == reader.text, reader.selection, reader.top
        self.show(reading, query, at=min(selection.caret, len(reading.article.text)), top=top)
        if same_text:
            reader.keep(selection)

    def show_placed(self, placed: tuple[Placed, ...]) -> None:
        """Show other excerpts."""
        self.placed = placed
        self.reader.show_excerpts(marked_of(placed), lost_of(placed))

    def span_of(self, excerpt_id: str) -> Span | None:
        """Where an excerpt stands now; None if its passage is lost."""
        return next((one.anchor.span for one in self.placed if one.excerpt.id == excerpt_id), None)

    def take_over(self, other: ArticlePane) -> None:
        """Show what another pane shows, at the same place, and leave that one empty."""
        reader = other.reader
        if reader.article:
            self.placed, self.query_text = other.placed, other.query_text
            caret, top = reader.selection.caret, reader.top
            self.reader.show(reader.article, reader.marked, reader.hits, lost=reader.lost, at=caret, top=top)
        other.clear()

    def clear(self) -> None:
        """No article is open here."""
        self.reader.clear()
        self.placed = ()

    def show_title(self) -> None:
        """The title line: accent bar and bright title where one is, quiet elsewhere."""
        article = self.article
        if article is None:
            self.title_line.say([])
            return
        title = one_line(display_title(article))
        bar: Row = [("▌", "accent"), (title, "title")] if self.active else [(" ", "text"), (title, "quiet")]
        right: Row = [(f"{date_of(article)}  {self.reader.percent:3d} % ", "quiet")]
        if self.tab:
            right += [("│ ", "line"), (f"{self.tab} ", "quiet")]
        self.title_line.say(bar, right)


def marked_of(placed: tuple[Placed, ...]) -> list[Marked]:
    """The excerpts that have a place, as the reader draws them."""
    return [
        Marked(one.excerpt.id, one.anchor.span, letter_of(one), one.excerpt.tags[0] if one.excerpt.tags else "")
        for one in placed
        if one.anchor.span
    ]


def lost_of(placed: tuple[Placed, ...]) -> int:
    """How many excerpts have none."""
    return sum(one.anchor.span is None for one in placed)


def letter_of(placed: Placed) -> str:
    """What stands for an excerpt in the gutter: the first letter of its first tag's last segment."""
    tag = placed.excerpt.tags[0] if placed.excerpt.tags else "·"
    return one_line(tag.rpartition("/")[2])[:1] or "·"
