"""Excerpts: tagging a passage, changing and deleting what was tagged, taking it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from workbench.records.excerpt import Excerpt
from workbench.tui.jobs.anchors import Anchors
from workbench.tui.jobs.job import Handlers, Job
from workbench.tui.jobs.turning_back import TurningBack
from workbench.tui.models.arrangement import READERS, Pane
from workbench.tui.models.header import counted
from workbench.tui.safe import one_line
from workbench.tui.widgets.tag_form import TagForm
from workbench.tui.workers import Latest

if TYPE_CHECKING:
    from workbench.records.article import Article
    from workbench.records.selector import Span
    from workbench.tui.screens.main import MainScreen
    from workbench.workspace.annotating import TagSuggestion
    from workbench.workspace.history import Step
    from workbench.workspace.opening import Workspace
    from workbench.workspace.reading import Placed


class Annotating(Job):
    """Everything that changes excerpts; each change is on disk when it is said to be."""

    def __init__(self, screen: MainScreen) -> None:
        super().__init__(screen)
        self._suggesting: Latest[list[TagSuggestion]] = Latest(self.workers)
        self._attaching: Placed | None = None
        """A lost excerpt that is to be attached to what is selected next."""
        self._anchors = Anchors(screen, self._meant, self._moved)
        self._saving = False

    def handlers(self) -> Handlers:
        """Tag, edit, delete, undo, redo."""
        return {
            "excerpt.tag": self._tag,
            "excerpt.edit": self._edit,
            "excerpt.delete": self._delete,
            "excerpt.borders": self._borders,
            **self._anchors.handlers(),
            **TurningBack(self.screen, self._show_step).handlers(),
        }

    # The form

    def _tag(self) -> None:
        pane = self.screen.article_pane
        article, span = pane.article, pane.reader.passage
        if article is None or span.start >= span.end:
            self.app.say("There are no words here to tag.")
            return
        from workbench.workspace import annotating

        form = TagForm(
            annotating.preview_text(article, span), lambda: self._create(form, article, span), self._suggester(lambda: form)
        )
        self.screen.open_form(form)

    def _edit(self) -> None:
        placed = self.screen.excerpts.at_cursor
        if placed is None:
            self.app.say("There is no excerpt to edit.")
            return
        quotation = f"«{placed.excerpt.quote}» {placed.anchor.state.value}"
        form = TagForm(quotation, lambda: self._change(form, placed), self._suggester(lambda: form), before=placed.excerpt)
        self.screen.open_form(form)

    def _suggester(self, form: Callable[[], TagForm]) -> Callable[[str], None]:
        workspace = self.workspace

        def suggest(word: str) -> None:
            def ask(_stale: Callable[[], bool]) -> list[TagSuggestion]:
                from workbench.workspace import annotating

                return annotating.tag_suggestions(workspace, word)

            self._suggesting.ask(ask, lambda answer: form().show_suggestions(word, answer))

        return suggest

    # Changes

    def _create(self, form: TagForm, article: Article, span: Span) -> None:
        workspace, tags, note, grade = self.workspace, form.tag_names, form.note_text, form.grade
        hints: list[str] = []

        def work() -> Excerpt:
            from workbench.workspace import annotating

            hints.extend(_hint(workspace, tags))
            return annotating.create(workspace, article, span, tags=tags, note=note, credibility=grade).excerpt

        said = f"Saved: 1 excerpt, {_tags(tags)}."
        self._carry_out(work, lambda made: self._done(article.id, None, made, "tagging", " ".join([said, *hints])))

    def _change(self, form: TagForm, placed: Placed) -> None:
        workspace, before = self.workspace, placed.excerpt
        after = replace(before, tags=form.tag_names, note=form.note_text, credibility=form.grade)
        hints: list[str] = []

        def work() -> Excerpt:
            from workbench.workspace import annotating

            hints.extend(_hint(workspace, [tag for tag in after.tags if tag not in before.tags]))
            made = annotating.change(workspace, placed.article, before, after).excerpt
            # What others changed meanwhile is no part of the step: an undo must not take that back.
            return replace(after, modified=made.modified)

        said = f"Saved: the excerpt has {_tags(after.tags)}."
        self._carry_out(
            work, lambda made: self._done(placed.article, before, made, "editing the excerpt", " ".join([said, *hints]))
        )

    def _delete(self) -> None:
        placed = self._meant()
        if placed is None:
            self.app.say("There is no excerpt here to delete.")
            return
        workspace, before = self.workspace, placed.excerpt

        def work() -> None:
            from workbench.workspace import annotating

            annotating.remove(workspace, placed.article, before)

        undo = self.app.keys.first_key("undo")
        said = f"Deleted: 1 excerpt, {_tags(before.tags)}. {undo} brings it back."
        self._carry_out(work, lambda _: self._done(placed.article, before, None, "deleting the excerpt", said))

    def _meant(self) -> Placed | None:
        """The excerpt under the cursor of the cards, or under the caret."""
        if self.screen.focus_pane is Pane.EXCERPTS:
            return self.screen.excerpts.at_cursor
        pane = self.screen.article_pane
        here = pane.reader.excerpts_at(pane.reader.selection.caret)
        return next((one for one in pane.placed if here and one.excerpt.id == here[-1]), None)

    def _carry_out(self, work: Callable[[], Excerpt | None], done: Callable[[Excerpt | None], None]) -> None:
        if self._saving:
            return
        self._saving = True

        def finished(made: Excerpt | None) -> None:
            self._saving = False
            done(made)

        def failed(error: BaseException) -> None:
            # The form stays open with what was typed in it.
            self._saving = False
            self.app.failed(error)

        self.screen.run_held(work, finished, failed=failed, writes=True)

    def _done(self, article_id: str, before: Excerpt | None, after: Excerpt | None, words: str, said: str) -> None:
        from workbench.workspace.history import Change

        self.app.history.push(Change(article=article_id, before=before, after=after, words=words))
        self.screen.close_form()
        if before is None:
            self.screen.article_pane.reader.drop_selection()
        self.app.say(said)
        self.refresh(article_id, show=after)

    # Passages

    def _moved(self, placed: Placed, after: Excerpt, words: str) -> None:
        self._attaching = None
        self.screen.article_pane.reader.drop_selection()
        self._done(placed.article, placed.excerpt, after, words, f"Saved: the excerpt is «{one_line(after.quote)}».")

    def _borders(self) -> None:
        """Begin with an excerpt: select its passage, or wait for one if it has none; once begun, give it what is selected now."""
        pane = self.screen.article_pane
        article, selected = pane.article, pane.reader.selected
        begun = next((one for one in pane.placed if one.excerpt.id == pane.reader.bordering), self._attaching)
        if article is None or selected is None or begun is None or begun.article != article.id:
            self._begin_borders(self._meant())
            return
        self._anchors.attach(begun, article, selected, "moving the borders of the excerpt")

    def _begin_borders(self, placed: Placed | None) -> None:
        key = self.app.keys.first_key("excerpt.borders")
        self._attaching = None
        if placed is None:
            self.app.say("Whose borders? Put the cursor on an excerpt first, or on the card of one that is lost.")
            return
        self.screen.go(self.screen.reader_pane)
        if placed.anchor.span is None:
            self._attaching = placed
            self.app.say(f"Select the passage; {key} attaches the lost excerpt to it, Esc leaves it lost.")
            return
        self.screen.article_pane.reader.select(placed.anchor.span, bordering=placed.excerpt.id)
        self.app.say(f"Move the end of the selection; {key} saves the excerpt with it, Esc leaves it as it is.")

    def stop_attaching(self) -> bool:
        """Wait no more for the passage of a lost excerpt; whether one was waited for."""
        waited, self._attaching = self._attaching, None
        if waited:
            self.app.say("The excerpt stays lost.")
        return waited is not None

    # Showing what is on disk

    def _show_step(self, step: Step | None) -> None:
        """Show what was taken back or done again."""
        from workbench.workspace.history import Change, ImportChange

        if isinstance(step, Change):
            self.refresh(step.article, show=step.after)
            return
        opened = {article.id for name in READERS if (article := self.screen.panes[name].article)}
        self.screen.reading_job.changed(step.touched if step else opened)
        if isinstance(step, ImportChange):
            self.screen.library.recount()

    def refresh(self, article_id: str, *, show: Excerpt | None = None) -> None:
        """Read an article's excerpts again, wherever they are shown; `show` is the one to put the cards' cursor on."""
        workspace = self.workspace

        def work() -> tuple[Placed, ...]:
            from workbench.workspace import annotating

            return annotating.placed(workspace, article_id)

        def done(placed: tuple[Placed, ...]) -> None:
            for name in (*READERS, Pane.PREVIEW):
                pane = self.screen.panes[name]
                if pane.article and pane.article.id == article_id:
                    pane.show_placed(placed)
            self.screen.show_cards()
            if show:
                self.screen.excerpts.go_to_excerpt(show.id)
            self.screen.results.recount(article_id, len(placed))

        self.workers.run(work, done)


def _tags(tags: tuple[str, ...]) -> str:
    return f"{counted(len(tags), 'tag').split()[1]} {', '.join(map(one_line, tags))}" if tags else "no tags"


def _hint(workspace: Workspace, tags: Sequence[str]) -> list[str]:
    """What to say of tags that are new to the library: nothing, or a sentence. Asked before they are saved."""
    from workbench.workspace import vocabulary

    hint = vocabulary.hint(workspace, tags)
    return [f"{hint[:1].upper()}{one_line(hint[1:])}."] if hint else []
