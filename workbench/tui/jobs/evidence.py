"""All excerpts of the library: read, chosen by a query, grouped, ordered, counted, changed several at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec.structs import replace

from workbench.tui.actions import shown_key
from workbench.tui.jobs.job import Handlers
from workbench.tui.models.evidence_rows import GROUPS, SORTS, EvidenceRow, evidence_rows
from workbench.tui.models.grid import matrix, timeline
from workbench.tui.models.header import counted
from workbench.tui.models.histogram import Bar, glyph
from workbench.tui.safe import one_line
from workbench.tui.widgets.block_list import LIST_MOTIONS
from workbench.tui.widgets.excerpt_sheet import About
from workbench.tui.workers import Latest, LongWork

if TYPE_CHECKING:
    from workbench.tui.screens.evidence import EvidenceScreen
    from workbench.workspace.evidence import Evidence
    from workbench.workspace.evidence_query import Item, Matcher
    from workbench.workspace.state import EvidenceShown

_UNFOLDED = 400
"""Excerpts listed at most without folding the groups."""

_BARS = 24
"""Years drawn beside the title at most."""


class View(StrEnum):
    """What is shown of the excerpts."""

    LIST = "list"
    MATRIX = "matrix"
    TIMELINE = "timeline"


class EvidenceJob:
    """The excerpts of the library on their screen."""

    def __init__(self, screen: EvidenceScreen, shown: EvidenceShown) -> None:
        self.screen = screen
        names = (shown.view in list(View), shown.group in GROUPS, shown.sort in SORTS)
        self.shown = shown if all(names) else replace(shown, view=View.LIST, group=GROUPS[0], sort=SORTS[0])
        self._evidence: Evidence | None = None
        self._matcher: Matcher | None = None
        self._chosen: list[Item] = []
        self._hint = ""
        """What there is to say of the query."""
        self._disputed: frozenset[str] = frozenset()
        self._folded: frozenset[str] = frozenset()
        self._all_folded: bool | None = None
        """Whether groups are folded unless named; None: where they are many."""
        self._reading: LongWork | None = None
        self._changed: frozenset[str] = frozenset()
        """Articles that were changed while everything was read: what was read of them may be older."""
        self._choosing: Latest[tuple[list[Item], str]] = Latest(screen.workbench.threads)

    def handlers(self) -> Handlers:
        """Choosing, arranging, changing."""
        handlers: Handlers = {
            "evidence.group": lambda: self._arrange(group=_next(GROUPS, self.shown.group)),
            "evidence.sort": lambda: self._arrange(sort=_next(SORTS, self.shown.sort)),
            "evidence.fold": lambda: self._fold(folds=True),
            "evidence.unfold": lambda: self._fold(folds=False),
            "evidence.fold-all": self._fold_all,
            "evidence.disputed": lambda: self._arrange(disputed=not self.shown.disputed),
            "evidence.matrix": lambda: self._toggle(View.MATRIX),
            "evidence.timeline": lambda: self._toggle(View.TIMELINE),
            "grid.list": self._list_cell,
            "grid.left": lambda: self.screen.grid.move(0, -1),
            "grid.right": lambda: self.screen.grid.move(0, 1),
            "grid.first": lambda: self.screen.grid.move(0, -len(self.screen.grid.grid.columns)),
            "grid.last": lambda: self.screen.grid.move(0, len(self.screen.grid.grid.columns)),
        }
        for motion in LIST_MOTIONS:
            handlers[f"list.{motion}"] = self._mover(motion)
        return handlers

    def _mover(self, motion: str) -> Callable[[], None]:
        def move() -> None:
            grid = self.screen.grid
            if self.shown.view == View.LIST:
                self.screen.list.move(motion)
                return
            rows = {"up": -1, "down": 1, "page-up": -grid.page, "page-down": grid.page}
            grid.move(rows.get(motion, len(grid.grid.rows) * (1 if motion == "bottom" else -1)), 0)

        return move

    def remembered(self) -> EvidenceShown:
        """How things are shown now."""
        row = self.screen.list.at_cursor
        return replace(self.shown, cursor=row.key if row else self.shown.cursor)

    # Reading

    def load(self) -> None:
        """Read every excerpt; what was read before is shown until then."""
        app = self.screen.workbench
        workspace, work = app.workspace, LongWork("reading excerpts", app.work_line)
        self._reading, self._changed = work, frozenset()
        if app.evidence_read:
            self._read(*app.evidence_read)
            self._choose()
        matcher = self._matcher

        def read() -> tuple[Evidence, Matcher]:
            from workbench.workspace import evidence

            return evidence.load(workspace, work.progress, work.stopped), matcher or evidence.Matcher()

        def done(answer: tuple[Evidence, Matcher]) -> None:
            self._reading = None
            app.work_line("")
            if work.stopped() and self._evidence:
                app.say("Stopped: what is listed was read before.", "warning")
                return
            app.evidence_read = answer
            self._read(*answer)
            self._choose()
            if self._changed:
                self.again(self._changed, held=False)
            if work.stopped():
                app.say("Stopped: not all excerpts are listed.", "warning")
            if app.main:
                app.main.library.say_problems()

        def failed(error: BaseException) -> None:
            self._reading = None
            app.work_line("")
            app.failed(error)

        # Keys wait where there is nothing yet that they could be about.
        run = app.threads.run if self._evidence else self.screen.run_held
        run(read, done, failed=failed)

    def stop(self) -> bool:
        """Stop reading; whether there was something to stop."""
        if self._reading is None or self._reading.stopped():
            return False
        self._reading.stop()
        return True

    def again(self, articles: frozenset[str], cursor: str | None = None, *, held: bool = True) -> None:
        """Read the excerpts of some articles anew, and show what there is now; keys wait for it if `held`."""
        app, before, matcher = self.screen.workbench, self._evidence, self._matcher
        workspace = app.workspace
        if self._reading:
            self._changed |= articles
        if before is None or matcher is None:
            return

        def read() -> Evidence:
            from workbench.workspace import evidence

            return evidence.again(workspace, before, articles)

        def done(answer: Evidence) -> None:
            if self._evidence is not before:
                # Another answer came meanwhile: this one would hide what is in that.
                self.again(articles, cursor, held=held)
                return
            app.evidence_read = answer, matcher
            self._read(answer, matcher)
            self._choose(cursor)

        run = self.screen.run_held if held else app.threads.run
        run(read, done)

    # Choosing

    def typed(self, query: str) -> None:
        """Another query."""
        if query != self.shown.query:
            self.shown = replace(self.shown, query=query)
            self._choose(typing=True)

    def narrow(self, query: str) -> None:
        """Ask a query as if it was typed."""
        self.screen.say_query(query)
        self.shown = replace(self.shown, query=query)
        self._choose()

    def _choose(self, cursor: str | None = None, *, typing: bool = False) -> None:
        read, matcher, query = self._evidence, self._matcher, self.shown.query
        cursor = cursor or self.shown.cursor
        if read is None or matcher is None:
            return

        def choose(_stale: Callable[[], bool]) -> tuple[list[Item], str]:
            from workbench.workspace import evidence

            asked = evidence.asked(query, typing=typing)
            hints = (*asked.wrong, *asked.hints)
            return matcher.choose(read.items, asked), one_line(hints[0].message) if hints else ""

        def chosen(answer: tuple[list[Item], str]) -> None:
            from workbench.workspace.evidence import tokens

            self._chosen, self._hint = answer
            self.shown = replace(self.shown, cursor=None)
            self.screen.query_bar.colours.tokens = tokens
            self.show(cursor)

        self._choosing.ask(choose, chosen)

    def _read(self, evidence: Evidence, matcher: Matcher) -> None:
        """Excerpts were read."""
        self._evidence, self._matcher = evidence, matcher
        self._disputed = frozenset(name for one in evidence.disagreements for name in one.disputed)

    @property
    def items(self) -> Sequence[Item]:
        """What is shown: what was asked for, or of that what people do not agree on."""
        if not self.shown.disputed:
            return self._chosen
        return [item for item in self._chosen if item.excerpt.id in self._disputed]

    def about(self, row: EvidenceRow) -> About:
        """What is said of an excerpt besides itself, or of the tag that is a heading."""
        tags = row.item.excerpt.tags if row.item else [row.group]
        known = self._evidence.definitions if self._evidence else {}
        defined = {tag: known[tag] for tag in tags if tag in known}
        if row.item is None or self._evidence is None:
            return About(defined)
        name = row.item.excerpt.id
        groups = [one for one in self._evidence.disagreements if any(placed.excerpt.id == name for placed in one.excerpts)]
        others = {other for one in groups for other in one.disagrees_with(name)}
        return About(defined, [placed for one in groups for placed in one.excerpts if placed.excerpt.id in others])

    # Showing

    def show(self, cursor: str | None = None) -> None:
        """Show what was chosen, as it is to be shown."""
        items, screen = self.items, self.screen
        if self.shown.view == View.LIST:
            rows = evidence_rows(items, self.shown.group, self.shown.sort, self._is_folded)
            screen.list.disputed = self._disputed
            known = {item.excerpt.id for item in self._chosen}
            screen.list.marked &= known
            screen.list.show(rows, self._empty_words(), cursor=cursor)
            screen.show_sheet()
        else:
            published = self._evidence.published if self._evidence else ()
            screen.grid.show(matrix(items) if self.shown.view == View.MATRIX else timeline(items, published))
            screen.say_grid()
        articles = len({item.placed.article for item in items})
        count = f"{counted(len(items), 'excerpt')} in {counted(articles, 'article')} "
        screen.query_bar.count.say([], [(count, "quiet")])
        self.say_title()

    def say_title(self) -> None:
        """What the list is, how much is marked, and when the articles were published."""
        shown = self.shown
        words = f"Evidence by {shown.group}" if shown.group != "nothing" else "Evidence"
        if shown.view != View.LIST:
            words = "Evidence: tags × articles" if shown.view == View.MATRIX else "Evidence: tags over time"
        parts = [words]
        if shown.view == View.LIST and shown.sort != SORTS[0]:
            parts.append({"published": "newest articles first", "made": "newest excerpts first"}.get(shown.sort, "surest first"))
        parts += ["tagged differently"] if shown.disputed else []
        parts += [f"{len(self.screen.list.marked):,} marked"] if self.screen.list.marked else []
        self.screen.say_title(" · ".join(parts), _years(self.items) if shown.view != View.TIMELINE else "", self._hint)

    def _empty_words(self) -> list[str]:
        keys = self.screen.workbench.keys
        if self._evidence is None:
            return ["Reading the excerpts …"]
        if not self._evidence.items:
            return [
                "No excerpts yet.",
                f"Open an article, select a passage with v and tag it with {keys.first_key('excerpt.tag')}.",
            ]
        if self.shown.disputed:
            key = shown_key(keys.first_key("evidence.disputed"))
            return ["Nobody tagged the same passage differently here.", f"{key} shows all excerpts again."]
        return [f"Nothing matches {one_line(self.shown.query)}.", "Esc shows all excerpts again."]

    def _arrange(self, **how: str | bool) -> None:
        row = self.screen.list.at_cursor
        self.shown = replace(self.shown, **how)
        if "group" in how:
            self._folded, self._all_folded = frozenset(), None
        self.show(row.item.excerpt.id if row and row.item else None)

    def _toggle(self, view: View) -> None:
        self.shown = replace(self.shown, view=View.LIST if self.shown.view == view else view)
        self.screen.arrange_view()
        self.show()
        self.screen.refocus_body()

    def _list_cell(self) -> None:
        narrowing = self.screen.grid.narrowing
        self.shown = replace(self.shown, view=View.LIST)
        self.screen.arrange_view()
        self.narrow(f"{self.shown.query} {narrowing}".strip())
        self.screen.refocus_body()

    def step_back(self) -> bool:
        """Drop the marks, else leave the table, else what the list is narrowed by; whether there was something."""
        if self.screen.list.marked:
            self.screen.list.mark(frozenset())
            self.say_title()
        elif self.shown.view != View.LIST:
            self._toggle(View(self.shown.view))
        elif self.shown.disputed:
            self._arrange(disputed=False)
        elif self.shown.query:
            self.narrow("")
        else:
            return False
        return True

    # Folding

    def _is_folded(self, group: str) -> bool:
        everything = self._all_folded if self._all_folded is not None else len(self.items) > _UNFOLDED
        return everything is not (group in self._folded)

    def turn_fold(self, group: str) -> None:
        """Fold the group under the cursor, or unfold it."""
        self._fold(folds=not self._is_folded(group))

    def _fold(self, *, folds: bool) -> None:
        row = self.screen.list.at_cursor
        if row and row.group and self._is_folded(row.group) is not folds:
            self._folded ^= {row.group}
            self.show(f"{row.group}\0" if folds else None)

    def _fold_all(self) -> None:
        row = self.screen.list.at_cursor
        folds = not (self._is_folded(row.group) if row else False)
        self._folded, self._all_folded = frozenset(), folds
        self.show(f"{row.group}\0" if row else None)

    # What is meant

    def here(self) -> list[Item]:
        """The excerpt under the cursor, or all under the heading."""
        row = self.screen.list.at_cursor
        if row is None:
            return []
        if row.item:
            return [row.item]
        members = evidence_rows(self.items, self.shown.group, self.shown.sort)
        return [one.item for one in members if one.item and one.group == row.group]


def _next(values: Sequence[str], now: str) -> str:
    return values[(values.index(now) + 1) % len(values)]


def _years(items: Sequence[Item]) -> str:
    """When the articles of excerpts were published, as small bars: 2015 ▁▂▅█ 2021."""
    counts = Counter(int(item.published[:4]) for item in items if item.published)
    if len(counts) < 2:
        return ""
    first, last = min(counts), max(counts)
    if last - first >= _BARS:
        return f"{first}–{last}"
    highest = max(counts.values())
    return f"{first} {''.join(glyph(Bar('', counts[year]), highest) for year in range(first, last + 1))} {last}"
