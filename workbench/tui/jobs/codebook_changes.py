"""Changing the codebook: add, define, rename, merge, split, delete; each says before what it will change, and is one step to undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from workbench.errors import ConflictError, WorkbenchError
from workbench.records.tag import Tag
from workbench.tui.jobs.job import Handlers
from workbench.tui.jobs.turning_back import TurningBack
from workbench.tui.models.header import counted
from workbench.tui.safe import one_line
from workbench.tui.widgets.codebook_forms import EntryForm, NameForm
from workbench.tui.workers import Latest, LongWork

if TYPE_CHECKING:
    from workbench.tui.screens.codebook import CodebookScreen
    from workbench.tui.screens.listing import Entry
    from workbench.workspace.annotating import TagSuggestion
    from workbench.workspace.history import Done, Step
    from workbench.workspace.recoding import Plan
    from workbench.workspace.tags import Usage

Make = Callable[["Usage"], "Plan"]
"""Makes a plan from what the library holds."""


class CodebookChanges:
    """Everything that changes tags on the screen of the codebook."""

    def __init__(self, screen: CodebookScreen) -> None:
        self.screen = screen
        self.app = screen.workbench
        self._suggesting: Latest[list[TagSuggestion]] = Latest(self.app.threads)
        self._previewing: Latest[tuple[str, str]] = Latest(self.app.threads)

    def handlers(self) -> Handlers:
        """The changes."""
        return {
            "codebook.add": lambda: self._add(below=False),
            "codebook.add-below": lambda: self._add(below=True),
            "codebook.edit": self._edit,
            "codebook.rename": self._rename,
            "codebook.mark": self._mark,
            "codebook.merge": self._merge,
            "codebook.split": self._split,
            "codebook.delete": self._delete,
            "split.mark": self._mark_excerpt,
            "split.mark-all": self._mark_all_excerpts,
            "split.take": self._take,
            **TurningBack(self.screen, self._show_step).handlers(),
        }

    # Adding and defining

    def _add(self, *, below: bool) -> None:
        here = self.screen.job.here
        above = (here.tag if below else here.tag.rpartition("/")[0]) if here else ""

        def save() -> None:
            from workbench.workspace import recoding

            name, said = form.tag.value.strip(), form.said
            self._carry_out(lambda found: recoding.add(found, name, said), name)

        form = EntryForm(None, save, name=f"{above}/" if above else "")
        self.screen.open_form(form)

    def _edit(self) -> None:
        here = self.screen.job.here
        if here is None:
            return

        def save() -> None:
            from workbench.workspace import recoding

            said = form.said
            seen = Tag(tag=here.tag, title=here.title, definition=here.definition, colour=here.colour)

            def make(found: Usage) -> Plan:
                return recoding.edit(found, here.tag, said, seen) if here.coded else recoding.add(found, here.tag, said)

            self._carry_out(make, here.tag)

        form = EntryForm(here, save)
        self.screen.open_form(form)

    # Renaming and merging

    def _rename(self) -> None:
        here, workspace = self.screen.job.here, self.app.workspace
        if here is None:
            return

        def make(found: Usage, name: str) -> Plan:
            from workbench.workspace import recoding

            try:
                return recoding.rename(workspace, found, here.tag, name)
            except ConflictError as error:
                if recoding.half_done(workspace, found):
                    raise
                key = self.app.keys.first_key("codebook.merge")
                raise ConflictError(f"{error.what}: Esc, then {key} merges the two") from None

        self._ask_name("rename to", here.tag, make)

    def _mark(self) -> None:
        here, marked = self.screen.job.here, self.screen.tag_tree.marked
        if here:
            self.screen.tag_tree.mark(marked ^ {here.tag})
            self.screen.tag_tree.move("down")
            self.screen.job.say_title()

    def _chosen(self) -> list[str]:
        """The marked tags, else the one under the cursor."""
        here, marked = self.screen.job.here, self.screen.tag_tree.marked
        return sorted(marked) if marked else [here.tag] if here else []

    def _merge(self) -> None:
        chosen, workspace = self._chosen(), self.app.workspace
        if not chosen:
            return

        def make(found: Usage, name: str) -> Plan:
            from workbench.workspace import recoding

            return recoding.merge(workspace, found, chosen, name)

        self._ask_name("merge into", "", make, f"the tag that takes in {', '.join(map(one_line, chosen))}")

    # Splitting

    def _split(self) -> None:
        here = self.screen.job.here
        if here is None:
            return
        excerpts = self.screen.job.excerpts(here.tag)
        if not excerpts:
            self.app.say(f"No excerpt carries {one_line(here.tag)} itself: there is nothing to split.")
            return
        self.screen.choice.show(excerpts, self.screen.job.titles)
        self.screen.begin_split(here.tag)

    def _mark_excerpt(self) -> None:
        self.screen.choice.turn()
        self.screen.say_split()

    def _mark_all_excerpts(self) -> None:
        self.screen.choice.turn_all()
        self.screen.say_split()

    def _take(self) -> None:
        tag, chosen = self.screen.splits, self.screen.choice.marked
        if not chosen:
            key = self.app.keys.first_key("split.mark")
            self.app.say(f"Mark the excerpts that get another tag: {key} marks one.")
            return

        def make(found: Usage, name: str) -> Plan:
            from workbench.workspace import recoding

            return recoding.split(found, tag, name, chosen)

        self._ask_name("split off as", f"{tag}/", make)

    # Deleting

    def _delete(self) -> None:
        chosen, book = self._chosen(), self.screen.job.book
        if not chosen or book is None:
            return
        usage = book.usage

        def answered(answer: str | None) -> None:
            if answer in ("only", "below"):
                self._carry_out(lambda now: self._removal(now, chosen, below=answer == "below"), None)
            else:
                self.app.say("Nothing is deleted.")

        def ask(plans: dict[str, Plan]) -> None:
            from workbench.tui.screens.listing import Listing

            self.app.push_screen(Listing("Enter deletes, Esc leaves it", _deletions(chosen, plans)), answered)

        self.screen.run_held(lambda: self._removals(usage, chosen), ask)

    def _removal(self, found: Usage, chosen: list[str], *, below: bool) -> Plan:
        from workbench.workspace import recoding

        return recoding.remove(self.app.workspace, found, chosen, below=below)

    def _removals(self, found: Usage, chosen: list[str]) -> dict[str, Plan]:
        """What can be deleted: the tags alone, if they are more than paths to those below, and with those below, if there are any."""
        more = any(name not in chosen for tag in chosen for name in found.within(tag))
        plans = {"only": self._removal(found, chosen, below=False)}
        plans |= {"below": self._removal(found, chosen, below=True)} if more else {}
        return {name: plan for name, plan in plans.items() if plan.step.size}

    # What all have in common

    def _ask_name(self, label: str, value: str, make: Callable[[Usage, str], Plan], placeholder: str = "") -> None:
        """Ask for a tag, saying all the while what the change would come to."""

        def preview() -> None:
            book, name = self.screen.job.book, form.name_typed
            if book is None or not name or name == value:
                self._previewing.forget()
                form.tell("", "quiet")
                return
            usage = book.usage

            def ask(_stale: Callable[[], bool]) -> tuple[str, str]:
                try:
                    return _told(make(usage, name)), "text"
                except WorkbenchError as error:
                    return error.what, "warning"

            self._previewing.ask(ask, lambda answer: form.tell(*answer))

        def save() -> None:
            name = form.name_typed
            if name and name != value:
                self._carry_out(lambda usage: make(usage, name), name)

        form = NameForm(label, value, save, lambda word: self._suggest(form, word), preview, placeholder=placeholder)
        self.screen.open_form(form)

    def _suggest(self, form: NameForm, word: str) -> None:
        workspace = self.app.workspace

        def ask(_stale: Callable[[], bool]) -> list[TagSuggestion]:
            from workbench.workspace import vocabulary

            return vocabulary.tag_suggestions(workspace, word)

        self._suggesting.ask(ask, lambda answer: form.show_suggestions(word, answer))

    def _carry_out(self, make: Make, cursor: str | None) -> None:
        """Make the plan anew, from the files as they are now, and carry it out."""
        workspace, work = self.app.workspace, LongWork("changing", self.app.work_line, can_stop=False)

        def run() -> tuple[Plan, Done]:
            from workbench.workspace import recoding, tags

            plan = make(tags.usage(workspace, work.progress))
            return plan, recoding.carry_out(workspace, plan, work.progress)

        def done(answer: tuple[Plan, Done]) -> None:
            plan, outcome = answer
            self.app.work_line("")
            self.screen.end_change()
            if outcome.step.size:
                self.app.history.push(outcome.step)
            undo = self.app.keys.first_key("undo")
            words = f"{plan.step.words[:1].upper()}{plan.step.words[1:]}: {plan.preview}. {undo} takes it back."
            self.app.say(one_line(words) if plan.step.size else "Nothing to change.")
            if plan.alike:
                self.app.say(one_line(f"Nearest known: {', '.join(plan.alike)}."), "warning")
            for name in plan.searches:
                self.app.say(f"The saved search {one_line(name)} asks for a tag that is gone.", "warning")
            if outcome.left:
                self.app.failed(outcome.left)
            self._changed(outcome.step.touched, cursor)

        def failed(error: BaseException) -> None:
            self.app.work_line("")
            self.app.failed(error)

        self.screen.run_held(run, done, failed=failed, writes=True)

    def _changed(self, articles: frozenset[str], cursor: str | None = None) -> None:
        """Show what there is now, here and on the main screen."""
        self.screen.job.load(cursor)
        if self.app.main:
            self.app.main.library.read_colours()
            self.app.main.reading_job.changed(articles)

    def _show_step(self, step: Step | None) -> None:
        book = self.screen.job.book
        everywhere = frozenset(one.article for one in book.usage.excerpts) if book else frozenset()
        self._changed(step.touched if step else everywhere)


def _told(plan: Plan) -> str:
    searches = f"; {counted(len(plan.searches), 'saved search', 'saved searches')} will find less" if plan.searches else ""
    lost = f"; lost: {', '.join(plan.lost)}" if plan.lost else ""
    alike = f"; nearest known: {', '.join(plan.alike)}" if plan.alike else ""
    return f"Will change {plan.preview}{searches}{lost}{alike}." if plan.step.size else "Nothing would change."


def _deletions(chosen: list[str], plans: dict[str, Plan]) -> list[Entry]:
    """What can be deleted, and below each what that would change."""
    from workbench.tui.screens.listing import Entry

    names = ", ".join(map(one_line, chosen))
    entries: list[Entry] = []
    for name, plan in plans.items():
        entries.append(Entry(name, f"Delete {names}" + (" and all below" if name == "below" else "")))
        entries.append(Entry("", "", "", f"{plan.preview}; the excerpts stay"))
    searches = sorted({name for plan in plans.values() for name in plan.searches})
    entries += [Entry("", "", "", f"the saved search {one_line(name)} asks for it") for name in searches]
    lost = dict.fromkeys(words for plan in plans.values() for words in plan.lost)
    return entries + [Entry("", "", "", f"also lost of {one_line(words)}") for words in lost]
