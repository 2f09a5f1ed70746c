"""The library: importing, the index in the background, an article's metadata."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

from workbench.errors import Cancelled
from workbench.tui.jobs.job import Handlers, Job
from workbench.tui.models.arrangement import READERS, Pane
from workbench.tui.models.header import counted
from workbench.tui.safe import one_line, problem_line
from workbench.tui.widgets.form import Field, Form
from workbench.tui.widgets.metadata_form import KnownField, MetadataForm
from workbench.tui.workers import LongWork

if TYPE_CHECKING:
    from workbench.records.article import Article
    from workbench.tui.screens.main import MainScreen
    from workbench.workspace.history import BulkChange
    from workbench.workspace.inbox import Inbox
    from workbench.workspace.indexing import IndexReport
    from workbench.workspace.intake import ImportReport
    from workbench.workspace.watching import Watcher


_LOOK_SECONDS = 2.0
"""Between two looks into the inbox; a file is taken when two looks in a row find it unchanged."""


class LibraryJob(Job):
    """What changes the library itself."""

    def __init__(self, screen: MainScreen) -> None:
        super().__init__(screen)
        self.running: LongWork | None = None
        self.indexing = False
        """Whether the index is being brought up to date: what is not found now may be found soon."""
        self._inbox: Inbox | None = None
        self._looking = False
        self._watcher: Watcher | None = None
        self._told = 0
        """Of how many problems was told."""

    def handlers(self) -> Handlers:
        """Import, refresh, metadata."""
        return {"library.import": self._import, "library.refresh": self.refresh, "article.metadata": self._metadata}

    def stop(self) -> bool:
        """Stop what runs; whether something did."""
        if self.running is None or self.running.stopped():
            return False
        self.running.stop()
        self.app.work_line("stopping …")
        return True

    # The index

    def refresh(self) -> None:
        """Bring the index up to date in the background, then show what is new."""
        self.read_colours()
        if self.running:
            self.app.say("Wait until what runs is done, or stop it with Esc.")
            return
        work, workspace = self._begin("indexing"), self.workspace
        self.indexing = True
        self.app.work_line("looking at the library's files …")

        def run() -> tuple[IndexReport, int]:
            from workbench.workspace import auditing, searching

            auditing.look_at_codebook(workspace)
            report = searching.refresh(workspace, work.progress, work.stopped)
            return report, searching.library_size(workspace)

        def done(answer: tuple[IndexReport, int]) -> None:
            report, size = answer
            was_empty = self.screen.searching.page is not None and not self.screen.searching.page.total
            self._end()
            changed = report.added + report.updated + report.removed
            first = self.screen.searching.library_size is None
            self.screen.searching.library_size = size
            if changed:
                self.app.say(f"Index up to date: {_changes(report)}, {report.seconds:.1f} s.")
            if report.changed_over:
                self.app.say(f"{counted(size, 'article')}: {report.engine} searches them from now on.")
            if changed or first or was_empty:
                self.screen.searching.search()
            self.say_problems()

        self.workers.run(run, done, failed=self._failed)

    def say_problems(self) -> None:
        """Tell of what was found wrong with files since it was told last."""
        problems, self._told = self.workspace.problems[self._told :], len(self.workspace.problems)
        for problem in problems:
            self.app.say(problem_line(problem), "warning")
        if len(problems) > 1:
            listed = self.app.keys.first_key("messages") or "the palette"
            self.app.say(
                f"{counted(len(problems), 'problem')} with files: {listed} lists them, workbench check tells more.", "warning"
            )

    # Changes on disk

    def watch(self) -> None:
        """Notice what changes on disk: files of the library, and what falls into the person's inbox, if they have one."""
        if self.app.watching:
            from workbench.workspace.watching import Watcher

            loop = asyncio.get_running_loop()

            def told(ids: frozenset[str]) -> None:
                with contextlib.suppress(RuntimeError):  # the app has ended meanwhile
                    loop.call_soon_threadsafe(self._files_changed, ids)

            self._watcher = Watcher(self.workspace, told)
            self._watcher.start()
        if self.workspace.settings.inbox:
            self.screen.set_interval(_LOOK_SECONDS, self._look)

    def stop_watching(self) -> None:
        """Notice nothing any more."""
        if self._watcher:
            self._watcher.stop()
            self._watcher = None

    def _files_changed(self, ids: frozenset[str]) -> None:
        """Show anew what may have changed: the open articles, the results, and how many articles there are."""
        self.read_colours()
        workspace = self.workspace

        def run() -> int:
            from workbench.workspace import auditing, searching

            auditing.look_at_codebook(workspace)
            return searching.library_size(workspace)

        def done(size: int) -> None:
            before, self.screen.searching.library_size = self.screen.searching.library_size, size
            if before is not None and size > before and not self.running:
                self.app.say(f"{counted(size - before, 'new article')} in the library.")
            self.say_problems()
            self.screen.reading_job.show_anew(ids)
            self.screen.reading_job.doubts.look(ids, lambda: self._watcher is None)
            self.screen.searching.again()
            if self.app.keyed:
                self.app.keyed.files_changed(ids)

        self.workers.run(run, done)

    # The inbox

    def _look(self) -> None:
        if self.running or self._looking:
            return
        workspace = self.workspace
        self._looking = True

        def run() -> tuple[ImportReport, int] | None:
            from workbench.workspace import searching
            from workbench.workspace.inbox import Inbox

            self._inbox = self._inbox or Inbox.of(workspace)
            report = self._inbox.poll() if self._inbox else None
            return (report, searching.library_size(workspace)) if report else None

        def done(answer: tuple[ImportReport, int] | None) -> None:
            self._looking = False
            if answer:
                report, self.screen.searching.library_size = answer
                self._remember(report)
                self._say_imported(report, "From the inbox")
                self.screen.searching.search()

        def failed(error: BaseException) -> None:
            self._looking = False
            self.app.failed(error)

        self.workers.run(run, done, failed=failed, writes=True)

    # Importing

    def _import(self) -> None:
        if self.running:
            self.app.say("Wait until what runs is done, or stop it with Esc.")
            return
        field = Field("import", placeholder="a file, a folder, or a pattern such as ~/scrapes/*.txt")
        form = Form([field], lambda: self._start_import(field.value))
        self.screen.open_form(form)

    def _start_import(self, path: str) -> None:
        if not path.strip():
            self.app.say("Type the path of a file or a folder, or press Esc.")
            return
        self.screen.close_form()
        work, workspace = self._begin("importing"), self.workspace

        def run() -> tuple[ImportReport, int]:
            from workbench.workspace import intake, searching

            report = intake.import_paths(workspace, [path.strip()], work.progress, work.stopped)
            return report, searching.library_size(workspace)

        def done(answer: tuple[ImportReport, int]) -> None:
            report, self.screen.searching.library_size = answer
            self._end()
            self._remember(report)
            self._say_imported(report, "Imported")
            first = report.imported[0].id if report.imported else None
            self.screen.searching.search(cursor=first)

        self.workers.run(run, done, failed=self._failed, writes=True)

    def read_colours(self) -> None:
        """Draw tags in the codebook's colours as they are now."""
        workspace = self.workspace

        def run() -> dict[str, str]:
            from workbench.workspace import vocabulary

            return vocabulary.tag_colours(workspace)

        def done(colours: dict[str, str]) -> None:
            if colours != self.app.tag_colours:
                self.app.tag_colours = colours
                self.screen.recolour()

        self.workers.run(run, done)

    def _remember(self, report: ImportReport) -> None:
        """Let an import be taken back: its articles go to the trash, with all that belongs to them."""
        from workbench.workspace.history import ImportChange

        if report.imported:
            words = f"importing {counted(len(report.imported), 'article')}"
            self.app.history.push(ImportChange(ids=tuple(one.id for one in report.imported), words=words))

    def recount(self) -> None:
        """How many articles there are is another number now: some went to the trash, or came back."""
        workspace = self.workspace

        def run() -> int:
            from workbench.workspace import searching

            return searching.library_size(workspace)

        def done(size: int) -> None:
            self.screen.searching.library_size = size
            self.screen.searching.search()

        self.workers.run(run, done)

    def _say_imported(self, report: ImportReport, verb: str) -> None:
        doubtful = sum(one.doubtful > 0 for one in report.imported)
        key = self.app.keys.first_key("article.source")
        words = f" {counted(doubtful, 'article')} with lines in doubt: {key} reviews." if doubtful and key else ""
        undo = self.app.keys.first_key("undo")
        words += f" {undo} takes it back." if report.imported and not words and undo else ""
        self.app.say(_import_words(report, verb) + words, "warning" if report.refused else "text")

    # Metadata

    def _metadata(self) -> None:
        article_id, workspace = self.screen.article_id, self.workspace
        if article_id is None:
            self.app.say("There is no article here.")
            return

        def read() -> tuple[Article, list[KnownField]]:
            from workbench.workspace import reading

            article = reading.read(workspace, article_id)
            return article, _known(article)

        def show(answer: tuple[Article, list[KnownField]]) -> None:
            article, known = answer
            form = MetadataForm(article.metadata.title or article.id, known, lambda: self._set(form, article.id))
            self.screen.open_form(form)

        self.workers.run(read, show)

    def _set(self, form: MetadataForm, article_id: str) -> None:
        workspace, name, value = self.workspace, form.chosen.name, form.entry.value
        if value == form.chosen.value and form.chosen.grade != "derived":
            # What the source states is not the person's word only because Enter was pressed on it.
            form.down()
            self.app.say(f"{name} stays as it is.")
            return

        def work() -> BulkChange:
            from workbench.workspace import editing
            from workbench.workspace.history import BulkChange

            edit = editing.field_edit(workspace, article_id, name, value or None)
            editing.save(workspace, edit)
            return BulkChange(articles=(edit,), words=f"editing {name}")

        def done(step: BulkChange) -> None:
            article = step.articles[0].after
            self.app.history.push(step)
            form.show(_known(article))
            self.app.say(f"Saved: {name} is {one_line(value)}, entered by you." if value else f"Saved: {name} is not stated.")
            for pane_name in (*READERS, Pane.PREVIEW):
                pane = self.screen.panes[pane_name]
                if pane.article and pane.article.id == article.id:
                    pane.reader.show_article(article)
                    pane.show_title()
            self.screen.searching.search(cursor=article.id)

        self.workers.run(work, done, writes=True)

    # Long work

    def _begin(self, verb: str) -> LongWork:
        self.running = LongWork(verb, self.app.work_line)
        return self.running

    def _end(self) -> None:
        self.running = None
        self.indexing = False
        self.app.work_line("")

    def _failed(self, error: BaseException) -> None:
        self._end()
        if isinstance(error, Cancelled):
            self.app.say("Stopped; what was finished stays.")
            self.screen.searching.search()
        else:
            self.app.failed(error)


def _known(article: Article) -> list[KnownField]:
    from workbench.workspace import editing

    def grade(name: str) -> str:
        evidence = article.evidence.get(name)
        return "" if evidence is None else "you" if evidence.grade == "user" else evidence.grade.value

    return [KnownField(name, editing.shown(article, name), grade(name)) for name in editing.FIELDS]


def _changes(report: IndexReport) -> str:
    parts = ((report.added, "new"), (report.updated, "changed"), (report.removed, "gone"))
    return ", ".join(f"{number:,} {word}" for number, word in parts if number)


def _import_words(report: ImportReport, verb: str) -> str:
    parts = [f"{verb}: {counted(len(report.imported), 'article')}"]
    parts += [f"{counted(len(report.duplicates), 'file')} the library has already"] if report.duplicates else []
    versions = sum(one.kind == "new version" for one in report.similar)
    copies = len(report.similar) - versions
    parts += [counted(versions, "new version")] if versions else []
    parts += [counted(copies, "near-copy", "near-copies")] if copies else []
    if report.refused:
        first = report.refused[0]
        parts.append(f"{counted(len(report.refused), 'file')} refused ({first.path}: {first.error})")
    return one_line(", ".join(parts)) + (", then stopped." if report.stopped else ".")
