"""The codebook on its screen: read, narrowed, folded, walked through."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from workbench.records.tag import parents
from workbench.tui.jobs.job import Handlers
from workbench.tui.models.header import counted
from workbench.tui.models.tag_tree import best, tree_rows
from workbench.tui.safe import one_line
from workbench.tui.widgets.block_list import LIST_MOTIONS
from workbench.tui.workers import Latest, LongWork

if TYPE_CHECKING:
    from workbench.tui.screens.codebook import CodebookScreen
    from workbench.workspace.opening import Workspace
    from workbench.workspace.tags import Carried, TagRow, Usage

_SHOWN = 30
"""Excerpts that stand beside a tag at most."""


class Book(Struct, frozen=True):
    """The codebook as it was read."""

    usage: Usage
    rows: Sequence[TagRow]
    titles: Mapping[str, str]
    """Of articles, by id."""
    carrying: Mapping[str, Sequence[Carried]]
    """By tag, the excerpts that carry it itself."""


class CodebookJob:
    """What the screen shows.

    Args:
        screen: The screen.
        cursor: The tag to begin at.
    """

    def __init__(self, screen: CodebookScreen, cursor: str | None) -> None:
        self.screen = screen
        self.book: Book | None = None
        self.words = ""
        """What the tree is narrowed to."""
        self._folded: frozenset[str] = frozenset()
        self._cursor = cursor
        self._anew: Latest[Book] = Latest(screen.workbench.threads)

    def handlers(self) -> Handlers:
        """Walking, folding, looking at the excerpts."""
        handlers: Handlers = {
            "codebook.fold": lambda: self._fold(folds=True),
            "codebook.unfold": lambda: self._fold(folds=False),
            "codebook.fold-all": self._fold_all,
            "codebook.excerpts": self._to_excerpts,
            "codebook.sheet-down": lambda: self.screen.sheet.page(1),
            "codebook.sheet-up": lambda: self.screen.sheet.page(-1),
        }
        for motion in LIST_MOTIONS:
            handlers[f"list.{motion}"] = self._mover(motion)
        return handlers

    # Reading

    def load(self, cursor: str | None = None) -> None:
        """Read the codebook and the excerpts, while keys wait; then the articles too, which are many and seldom have tags."""
        app, before = self.screen.workbench, self.book
        work = LongWork("reading the codebook", app.work_line, can_stop=False)

        def done(book: Book) -> None:
            app.work_line("")
            self._read(book, cursor or self._cursor)
            self._cursor = None
            self.again()

        def failed(error: BaseException) -> None:
            app.work_line("")
            app.failed(error)

        def read() -> Book:
            from workbench.workspace import tags

            found = tags.usage(app.workspace, work.progress, own=False)
            return _book(app.workspace, replace(found, articles=before.usage.articles) if before else found)

        self.screen.run_held(read, done, failed=failed)

    def again(self) -> None:
        """Read all of it anew, and let nobody wait."""
        workspace = self.screen.workbench.workspace

        def read(_stale: Callable[[], bool]) -> Book:
            from workbench.workspace import tags

            return _book(workspace, tags.usage(workspace))

        self._anew.ask(read, self._read)

    def _read(self, book: Book, cursor: str | None = None) -> None:
        app = self.screen.workbench
        new = [problem for problem in book.usage.problems if self.book is None or problem not in self.book.usage.problems]
        self.book = book
        self.show(cursor)
        for problem in new[:3]:
            app.say(one_line(f"{problem.file.name}: {problem.problem}"), "warning")
        if len(new) > 1:
            app.say(
                f"{counted(len(new), 'problem')} with files: what they carry is not counted. workbench tags lists them.",
                "warning",
            )

    # Showing

    def show(self, cursor: str | None = None, *, is_new: bool = False) -> None:
        """Show the tree as it is narrowed and folded now; `is_new` tells that other words were typed."""
        if self.book is None:
            return
        rows = tree_rows(self.book.rows, self._folded, self.words)
        if cursor and cursor not in [row.tag for row in rows]:
            # What was just made or renamed is shown, whatever hid it.
            self.words, self._folded = "", self._folded - set(parents(cursor))
            self.screen.say_query("")
            rows = tree_rows(self.book.rows, self._folded)
        if self.words:
            empty = [f"No tag has {one_line(self.words)} in its name, title or definition.", "Esc shows all tags again."]
        else:
            key = self.screen.workbench.keys.first_key("codebook.add")
            empty = ["There are no tags yet.", f"{key} adds one, and every tag given to an excerpt appears here."]
        self.screen.tag_tree.show(rows, empty, cursor=cursor or (best(rows, self.words) if is_new else None))
        self.screen.follow()

    def say_title(self) -> None:
        """How many tags there are, and how many are marked."""
        if self.book is None:
            return
        defined = sum(row.coded for row in self.book.rows)
        others = sum(not row.coded and bool(row.count or row.articles) for row in self.book.rows)
        said = [counted(defined, "tag")] + ([f"{others:,} not in the codebook"] if others else [])
        marked = len(self.screen.tag_tree.marked)
        said += [f"{marked:,} marked"] if marked else []
        if self.screen.workbench.is_codebook_closed:
            said.append("closed")
        self.screen.say_title(" · ".join(said))

    @property
    def here(self) -> TagRow | None:
        """The tag under the cursor."""
        row = self.screen.tag_tree.at_cursor
        return row.of if row else None

    def excerpts(self, tag: str) -> Sequence[Carried]:
        """Those that carry the tag itself."""
        return self.book.carrying.get(tag, ()) if self.book else ()

    @property
    def titles(self) -> Mapping[str, str]:
        """Of articles, by id."""
        return self.book.titles if self.book else {}

    def show_sheet(self) -> None:
        """The tag under the cursor, whole."""
        here = self.here
        self.screen.sheet.show(here, self._first(here.tag) if here else (), self.titles)

    def _first(self, tag: str) -> list[Carried]:
        """The first excerpts that carry a tag; those that carry it itself come before those that carry one below it."""
        below = [name for name in self.book.carrying if name.startswith(f"{tag}/")] if self.book else []
        found = {one.excerpt.id: one for name in (tag, *sorted(below)) for one in self.excerpts(name)[:_SHOWN]}
        return list(found.values())[:_SHOWN]

    def typed(self, words: str) -> None:
        """The tree is narrowed to other words."""
        if words != self.words:
            self.words = words
            self.show(is_new=bool(words))

    # Walking

    def _mover(self, motion: str) -> Callable[[], None]:
        def move() -> None:
            (self.screen.choice if self.screen.splits else self.screen.tag_tree).move(motion)

        return move

    def _fold(self, *, folds: bool) -> None:
        """Fold the tag under the cursor; where that is folded or has none below, go to the one above it. Likewise unfold."""
        row = self.screen.tag_tree.at_cursor
        if row is None or self.words:
            return
        if folds and (row.is_folded or not row.has_below):
            above = row.tag.rpartition("/")[0]
            if above:
                self.show(above)
        elif folds:
            self._folded |= {row.tag}
            self.show()
        elif row.is_folded:
            self._folded -= {row.tag}
            self.show()
        elif row.has_below:
            self.screen.tag_tree.move("down")

    def _fold_all(self) -> None:
        if self.book is None:
            return
        above = {row.tag.rpartition("/")[0] for row in self.book.rows} - {""}
        row = self.screen.tag_tree.at_cursor
        self._folded = frozenset() if self._folded else frozenset(above)
        self.show(row.tag.partition("/")[0] if row and self._folded else None)

    def _to_excerpts(self) -> None:
        here, app = self.here, self.screen.workbench
        if here is None:
            return
        if not here.total:
            app.say(f"No excerpt carries {one_line(here.tag)}.")
            return
        self.screen.leave()
        app.open_evidence(f'tag:"{here.tag}"', back=app.open_codebook)


def _book(workspace: Workspace, found: Usage) -> Book:
    """The codebook, ready to be shown."""
    from workbench.workspace import tags

    carrying: dict[str, list[Carried]] = {}
    for one in found.excerpts:
        for tag in one.excerpt.tags:
            carrying.setdefault(tag, []).append(one)
    titles = {summary.id: summary.title for summary in workspace.index.summaries.values()}
    return Book(found, tags.rows(found, implied=True), titles, carrying)
