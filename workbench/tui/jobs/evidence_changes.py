"""What is done with the excerpts of the evidence: marked, tagged and deleted several at once, cited, gone to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from workbench.tui.jobs.anchors import Anchors
from workbench.tui.jobs.citing import copy
from workbench.tui.jobs.job import Handlers
from workbench.tui.jobs.turning_back import TurningBack
from workbench.tui.models.header import counted
from workbench.tui.safe import one_line
from workbench.tui.widgets.bulk_form import BulkForm
from workbench.tui.widgets.tag_form import TagForm
from workbench.tui.workers import Latest, LongWork

if TYPE_CHECKING:
    from workbench.records.excerpt import Excerpt
    from workbench.records.reference import Citation
    from workbench.tui.app import WorkbenchApp
    from workbench.tui.screens.evidence import EvidenceScreen
    from workbench.workspace.annotating import Edit, TagSuggestion
    from workbench.workspace.history import Done, Step
    from workbench.workspace.reading import Placed

_SHOWN = 3
"""Quotations that are shown of those to be deleted."""


class EvidenceChanges:
    """Everything that is done to excerpts on the evidence screen."""

    def __init__(self, screen: EvidenceScreen) -> None:
        self.screen = screen
        self._suggesting: Latest[list[TagSuggestion]] = Latest(self.app.threads)
        self._anchors = Anchors(screen, self._meant, self._moved)

    @property
    def app(self) -> WorkbenchApp:
        """The app."""
        return self.screen.workbench

    def handlers(self) -> Handlers:
        """Marking, changing, citing, going there."""
        return {
            "evidence.mark": self._mark,
            "evidence.mark-all": self._mark_all,
            "evidence.tag": self._tag,
            "evidence.passage": self._to_passage,
            "evidence.beside": lambda: self._open(beside=True),
            "excerpt.edit": self._edit,
            "excerpt.delete": self._delete,
            "cite.article": self._cite_article,
            "cite.quotation": self._cite_quotation,
            **self._anchors.handlers(),
            **TurningBack(self.screen, self._show_step).handlers(),
        }

    # Marking

    def _mark(self) -> None:
        names = {item.excerpt.id for item in self.screen.job.here()}
        marked = self.screen.list.marked
        self.screen.list.mark(marked - names if names <= marked else marked | names)
        self.screen.list.move("down")
        self.screen.job.say_title()

    def _mark_all(self) -> None:
        names = frozenset(item.excerpt.id for item in self.screen.job.items)
        self.screen.list.mark(frozenset() if names <= self.screen.list.marked else names)
        self.screen.job.say_title()

    def _chosen(self) -> list[Placed]:
        """The marked excerpts; without any, the one under the cursor or those under the heading."""
        marked = self.screen.list.marked
        items = [item for item in self.screen.job.items if item.excerpt.id in marked] if marked else self.screen.job.here()
        return [item.placed for item in items]

    def _meant(self) -> Placed | None:
        return self.screen.list.item.placed if self.screen.list.item else None

    # Going there

    def _to_passage(self) -> None:
        row = self.screen.list.at_cursor
        if row and row.item is None:
            self.screen.job.turn_fold(row.group)
        else:
            self._open(beside=False)

    def _open(self, *, beside: bool) -> None:
        item, main = self.screen.list.item, self.app.main
        if item is None or main is None:
            return
        if item.article is None:
            self.app.say("The article is gone from the library; the excerpt keeps its words.", "warning")
            return
        self.screen.leave()
        main.reading_job.open_excerpt(item.placed, beside=beside)

    # Citing

    def _cite_article(self) -> None:
        placed = self._meant()
        if placed:
            self._copy("citation", placed.article, "citation")

    def _cite_quotation(self) -> None:
        placed = self._meant()
        if placed:
            self._copy("quotation and citation", placed.excerpt.id, "quote")

    def _copy(self, what: str, name: str, kind: str) -> None:
        workspace = self.app.workspace

        def make() -> Citation:
            from workbench.workspace import citations

            return citations.cite(workspace, name, kind=kind)

        copy(self.app, what, make)

    # Changing

    def _edit(self) -> None:
        placed = self._meant()
        if placed is None:
            self._tag()
            return
        before = placed.excerpt

        def save() -> None:
            after = replace(before, tags=form.tag_names, note=form.note_text, credibility=form.grade)
            self._change([(placed, after)], "editing the excerpt")

        form = TagForm(f"«{before.quote}» {placed.anchor.state.value}", save, self._suggest, before=before)
        self.screen.open_form(form)

    def _tag(self) -> None:
        chosen = self._chosen()
        if not chosen:
            self.app.say("There is no excerpt here to tag.")
            return

        def save() -> None:
            change = form.retagging
            changed = [(placed, change.of(placed.excerpt)) for placed in chosen]
            self._change(changed, f"tagging {counted(len(chosen), 'excerpt')}")

        form = BulkForm([placed.excerpt for placed in chosen], save, self._suggest)
        self.screen.open_form(form)

    def _suggest(self, word: str) -> None:
        workspace = self.app.workspace

        def ask(_stale: Callable[[], bool]) -> list[TagSuggestion]:
            from workbench.workspace import annotating

            return annotating.tag_suggestions(workspace, word)

        def show(answer: list[TagSuggestion]) -> None:
            if isinstance(self.screen.form, TagForm):
                self.screen.form.show_suggestions(word, answer)

        self._suggesting.ask(ask, show)

    def _delete(self) -> None:
        chosen = self._chosen()
        if not chosen:
            self.app.say("There is no excerpt here to delete.")
        elif len(chosen) == 1:
            self._remove(chosen)
        else:
            self._ask_to_delete(chosen)

    def _ask_to_delete(self, chosen: list[Placed]) -> None:
        from workbench.tui.screens.listing import Entry, Listing

        articles = len({placed.article for placed in chosen})
        question = f"Delete {counted(len(chosen), 'excerpt')} in {counted(articles, 'article')}?"
        entry = Entry("delete", question, "", "  ".join(f"«{one_line(placed.excerpt.quote)}»" for placed in chosen[:_SHOWN]))

        def answered(answer: str | None) -> None:
            if answer:
                self._remove(chosen)
            else:
                self.app.say("Nothing is deleted.")

        self.app.push_screen(Listing("Enter deletes, Esc leaves it", [entry]), answered)

    def _remove(self, chosen: list[Placed]) -> None:
        def edits() -> list[Edit]:
            from workbench.workspace.annotating import Edit

            return [Edit(article=placed.article, before=placed.excerpt, after=None) for placed in chosen]

        self._carry_out(edits, f"deleting {counted(len(chosen), 'excerpt')}", "Deleted")

    def _change(self, changed: list[tuple[Placed, Excerpt]], words: str) -> None:
        workspace = self.app.workspace

        def edits() -> list[Edit]:
            from workbench.workspace import annotating

            return annotating.edited(workspace, changed)

        self._carry_out(edits, words, "Saved")

    def _carry_out(self, edits: Callable[[], list[Edit]], words: str, said: str) -> None:
        """Carry out edits as one step that can be taken back; `words` are what it does, `said` what was done."""
        workspace, working = self.app.workspace, LongWork("changing", self.app.work_line, can_stop=False)

        def work() -> Done:
            from workbench.workspace import history

            return history.carry_out(workspace, history.BulkChange(excerpts=tuple(edits()), words=words), working.progress)

        def done(answer: Done) -> None:
            self.app.work_line("")
            self.screen.close_form()
            if answer.step.size:
                self.app.history.push(answer.step)
            number = len(answer.step.excerpts)
            undo = self.app.keys.first_key("undo")
            self.app.say(f"{said}: {counted(number, 'excerpt')}. {undo} takes it back." if number else "Nothing to change.")
            if answer.left:
                self.app.failed(answer.left)
            self.screen.list.mark(frozenset())
            self._changed(answer.step.touched)

        def failed(error: BaseException) -> None:
            self.app.work_line("")
            self.app.failed(error)

        self.screen.run_held(work, done, failed=failed, writes=True)

    # Showing what was changed

    def _moved(self, placed: Placed, after: Excerpt, words: str) -> None:
        from workbench.workspace.history import Change

        self.app.history.push(Change(article=placed.article, before=placed.excerpt, after=after, words=words))
        self.app.say(f"Saved: the excerpt is «{one_line(after.quote)}».")
        self._changed(frozenset({placed.article}), after.id)

    def _changed(self, articles: frozenset[str], cursor: str | None = None) -> None:
        """Show what was changed, here and on the main screen."""
        self.screen.job.again(articles, cursor)
        if self.app.main:
            self.app.main.reading_job.changed(articles)

    def _show_step(self, step: Step | None) -> None:
        """Show what was taken back or done again; all of it where nobody knows how much was."""
        from workbench.workspace.history import ImportChange

        self._changed(step.touched if step else frozenset(item.placed.article for item in self.screen.job.items))
        if isinstance(step, ImportChange) and self.app.main:
            self.app.main.library.recount()
