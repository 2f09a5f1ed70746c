"""Reviewing a source: deciding about its lines, making rules for its site, confirming and correcting what is known."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from workbench.records.block import Label
from workbench.tui.jobs.job import Handlers
from workbench.tui.models.header import counted
from workbench.tui.models.review_parts import Part
from workbench.tui.safe import one_line
from workbench.tui.source_rows import label_word
from workbench.tui.widgets.block_list import LIST_MOTIONS
from workbench.tui.widgets.form import Field, Form
from workbench.tui.widgets.pane import marked_of
from workbench.tui.workers import LongWork

if TYPE_CHECKING:
    from workbench.records.block import Decision
    from workbench.records.selector import Span
    from workbench.records.site import SiteRule
    from workbench.tui.screens.review import ReviewScreen
    from workbench.tui.widgets.reader import Marked
    from workbench.workspace.recleaning import Recleaned
    from workbench.workspace.reviewing import Review, Value

_STEPS = 200
_SHOWN = 200
"""Articles that a preview of a rule lists; it counts all."""


class Step(Struct, frozen=True):
    """What was done to one article, and what it says of that."""

    before: Review
    after: Review
    words: str


class RuleStep(Struct, frozen=True):
    """A rule that was made, the one whose place it took, and whether the articles of the site were changed by it."""

    rule: SiteRule
    earlier: SiteRule | None
    applied: bool


class Reviewing:
    """The review of one source after the other."""

    def __init__(self, screen: ReviewScreen, article_id: str) -> None:
        self.screen = screen
        self.article_id = article_id
        self.changed: set[str] = set()
        """The articles that were changed here."""
        self._done: deque[Step | RuleStep] = deque(maxlen=_STEPS)
        self._undone: deque[Step | RuleStep] = deque(maxlen=_STEPS)
        self._running: LongWork | None = None
        self._places: tuple[Review, dict[int, Span], list[Marked]] | None = None

    def handlers(self) -> Handlers:
        """Deciding, moving, entering."""
        handlers: Handlers = {
            "review.toggle": self._toggle,
            "review.label": self._label,
            "review.restore": self._restore,
            "review.mark": self.screen.source.toggle_mark,
            "review.next": lambda: self._step_doubt(1),
            "review.previous": lambda: self._step_doubt(-1),
            "review.rule": self._rule,
            "review.next-article": lambda: self._step_article(1),
            "review.previous-article": lambda: self._step_article(-1),
            "review.edit": self._edit,
            "review.confirm": self._confirm,
            "undo": lambda: self._take_back(self._done, self._undone, "Undone"),
            "redo": lambda: self._take_back(self._undone, self._done, "Done again"),
        }
        for motion in LIST_MOTIONS:
            handlers[f"list.{motion}"] = self._mover(motion)
        return handlers

    def stop(self) -> bool:
        """Stop what runs; whether something did."""
        if self._running is None or self._running.stopped():
            return False
        self._running.stop()
        return True

    # What the screen asks

    def values(self, review: Review) -> list[Value]:
        """What is known of the article, and guessed."""
        from workbench.workspace import reviewing

        return reviewing.known(review)

    def spans(self, review: Review) -> dict[int, Span]:
        """Where the kept blocks stand in the article, by their first lines."""
        return self._places[1] if self._places and self._places[0] is review else {}

    def marked(self, review: Review) -> list[Marked]:
        """The article's excerpts, where they stand in its text as it is in this review."""
        return self._places[2] if self._places and self._places[0] is review else []

    def _seen(self, review: Review) -> Review:
        """A review once it is known where its blocks and excerpts stand in the article; not on the event loop: that takes a while."""
        from workbench.workspace import reviewing

        marked = marked_of(reviewing.excerpts(self.screen.workbench.workspace, review))
        self._places = review, reviewing.spans(review), marked
        return review

    def counts(self, review: Review) -> tuple[int, int]:
        """How many blocks are in doubt, and how many a person decided."""
        from workbench.workspace import reviewing

        return len(reviewing.doubtful(review)), sum(map(reviewing.is_persons, review.decisions))

    def is_persons(self, decision: Decision) -> bool:
        """Whether a person made a decision."""
        from workbench.workspace import reviewing

        return reviewing.is_persons(decision)

    # Opening

    def open(self, article_id: str) -> None:
        """Read a source and show it."""
        workspace = self.screen.workbench.workspace

        def read() -> Review:
            from workbench.workspace import reviewing

            return self._seen(reviewing.open_review(workspace, article_id, on_screen=True))

        def show(review: Review) -> None:
            self.article_id = review.article.id
            self.screen.show(review)
            self._to_first_doubt(review)

        def failed(error: BaseException) -> None:
            self.screen.workbench.failed(error)
            if self.screen.review is None:
                self.screen.dismiss()

        self.screen.run_held(read, show, failed=failed)

    def _to_first_doubt(self, review: Review) -> None:
        from workbench.workspace import reviewing

        if doubts := reviewing.doubtful(review):
            self.screen.source.go_to_line(doubts[0].first_line)

    # Deciding

    def _toggle(self) -> None:
        chosen = self.screen.source.chosen
        if not chosen:
            return
        keep = not all(one.kept for one in chosen)
        words = f"{'kept' if keep else 'dropped'} {_lines(chosen)}"
        self._decide(lambda review: _decide(self, review, chosen, kept=keep, label=None), words)

    def _label(self) -> None:
        from workbench.tui.screens.listing import Entry, Listing

        chosen = self.screen.source.chosen
        if not chosen:
            return

        def labelled(answer: str | None) -> None:
            if answer:
                label = next(one for one in Label if one == answer)
                words = (
                    f"{_lines(chosen)} is {label_word(label)}"
                    if len(chosen) == 1
                    else f"{_lines(chosen)} are {label_word(label)}"
                )
                self._decide(lambda review: _decide(self, review, chosen, kept=None, label=label), words)

        entries = [Entry(str(label), label_word(label), "", _LABEL_HELP.get(label, "")) for label in Label]
        self.screen.workbench.push_screen(Listing(f"What {_lines(chosen)} is; Enter takes it", entries), labelled)

    def _restore(self) -> None:
        chosen = self.screen.source.chosen

        def work(review: Review) -> Review:
            from workbench.workspace import reviewing

            return reviewing.take_back(self.screen.workbench.workspace, review, chosen[0].first_line, chosen[-1].last_line)

        if chosen:
            self._decide(work, f"the cleaner decides about {_lines(chosen)} again")

    def _decide(self, work: Callable[[Review], Review], words: str) -> None:
        review = self.screen.review
        if review is None:
            return

        def done(after: Review) -> None:
            self._done.append(Step(review, after, words))
            self._undone.clear()
            self.screen.close_form()
            self._shown(after, f"{words[0].upper()}{words[1:]}")

        self.screen.run_held(lambda: self._seen(work(review)), done, writes=True)

    def _shown(self, review: Review, said: str) -> None:
        self.changed.add(review.article.id)
        self.screen.show(review)
        undo = self.screen.workbench.keys.first_key("undo")
        if review.orphaned:
            lost = counted(review.orphaned, "excerpt")
            self.screen.workbench.say(f"{said}; {lost} lost the passage: {undo} brings it back.", "warning")
        else:
            self.screen.workbench.say(f"Saved: {said}.")

    def _take_back(self, source: deque[Step | RuleStep], target: deque[Step | RuleStep], said: str) -> None:
        review = self.screen.review
        if not source or review is None:
            self.screen.workbench.say("There is nothing to undo here." if source is self._done else "There is nothing to redo.")
            return
        step = source[-1]
        if isinstance(step, RuleStep):
            self._set_rule(lambda: step, lambda _: target.append(source.pop()), there=source is self._undone)
            return
        if step.before.article.id != review.article.id:
            self.screen.workbench.say("The last step was in another article: [ and ] go there.", "warning")
            return
        workspace = self.screen.workbench.workspace

        def work() -> Review:
            from workbench.workspace import reviewing

            return self._seen(reviewing.undo(workspace, review, step.before, step.after))

        def done(after: Review) -> None:
            source.pop()
            target.append(Step(review, after, step.words))
            self._shown(after, f"{said}: {step.words}")

        self.screen.run_held(work, done, writes=True)

    # Moving

    def _mover(self, motion: str) -> Callable[[], None]:
        def move() -> None:
            (self.screen.known if self.screen.part is Part.KNOWN else self.screen.source).move(motion)

        return move

    def _step_doubt(self, by: int) -> None:
        from workbench.workspace import reviewing

        review = self.screen.review
        if review is None:
            return
        at = self.screen.source.cursor
        doubts = [place for place, one in enumerate(review.decisions) if reviewing.is_doubtful(one)]
        ahead = [place for place in doubts if (place > at if by > 0 else place < at)]
        if ahead:
            self.screen.source.go_to(ahead[0] if by > 0 else ahead[-1])
        else:
            key = self.screen.workbench.keys.first_key("review.next-article")
            where = "below" if by > 0 else "above"
            self.screen.workbench.say(f"No line in doubt {where}. {key} goes to the next article with one.")

    def _step_article(self, by: int) -> None:
        """Go to the nearest article of the results that has something in doubt."""
        others, here = self.screen.others, self.article_id
        at = others.index(here) if here in others else -1
        ahead = others[at + 1 :] if by > 0 else tuple(reversed(others[: max(at, 0)]))
        workspace = self.screen.workbench.workspace

        def work() -> str | None:
            from workbench.workspace import reviewing

            return next((one for one in ahead if reviewing.has_doubts(workspace, one)), None)

        def done(found: str | None) -> None:
            if found:
                self.open(found)
            else:
                where = "after" if by > 0 else "before"
                self.screen.workbench.say(f"No article {where} this one in the results has a line in doubt.")

        self.screen.run_held(work, done)

    # Rules

    def _rule(self) -> None:
        review, chosen = self.screen.review, self.screen.source.chosen
        if review is None or not chosen:
            return
        site = review.article.metadata.site
        if not site:
            self._ask_site()
            return
        from workbench.workspace import reviewing, site_rules

        here = chosen[-1]
        text = site_rules.literal(reviewing.text_of(review, here))
        field = Field("rule", text)
        word = f"{'keep' if here.kept else 'drop'} as {label_word(here.label)}"
        field.line.say([("▌", "accent"), ("rule", "strong")], [])

        def save() -> None:
            typed = field.value
            self.screen.close_form()
            self._preview(site_rules.rule_for(site, typed, here.label, kept=here.kept), word)

        self.screen.workbench.say(
            f"For all of {one_line(site)}: {word} every line that reads so; * stands for any words. Enter previews."
        )
        self.screen.open_form(Form([field], save))

    def _ask_site(self) -> None:
        field = Field("site", placeholder="whose pages these are, such as example.org: rules hold for a site")

        def save() -> None:
            value = field.value.strip()
            if value:
                self._enter("site", value)
            else:
                self.screen.close_form()

        self.screen.workbench.say("This source does not say what site it is of. Enter it once, then make the rule.")
        self.screen.open_form(Form([field], save))

    def _preview(self, rule: SiteRule, word: str) -> None:
        work = self._begin("trying")
        workspace = self.screen.workbench.workspace

        def run() -> list[Recleaned]:
            from workbench.workspace import site_rules

            return list(site_rules.preview(workspace, rule.site, rule, work.progress, work.stopped))

        def done(found: list[Recleaned]) -> None:
            self._end()
            if work.stopped():
                self.screen.workbench.say("Stopped; nothing is changed.")
                return
            self._ask_rule(rule, word, found)

        self.screen.workbench.threads.run(run, done, failed=self._failed)

    def _ask_rule(self, rule: SiteRule, word: str, found: list[Recleaned]) -> None:
        from workbench.tui.screens.listing import Entry, Listing

        changing = [one for one in found if one.changed and not one.left]
        entries = [
            Entry("apply", f"Make the rule and change {counted(len(changing), 'article')}", "Enter", "now, and at every import"),
            Entry("rule", "Make the rule for later imports only", "", "articles that are there stay as they are"),
        ]
        for one in [one for one in found if one.left or one.changed][:_SHOWN]:
            if one.left:
                entries.append(Entry("", f"{one.id}: left as it is", "", one_line(one.left)))
            else:
                entries += [Entry("", one.id), *(Entry("", f"  {one_line(line)}") for line in _shown_diff(one.diff))]

        if (more := len(changing) - _SHOWN) > 0:
            entries.append(Entry("", f"… and {more:,} more: workbench rules preview lists all"))

        def answered(answer: str | None) -> None:
            if answer in ("apply", "rule"):
                self._new_rule(rule, applied=answer == "apply")
            else:
                self.screen.workbench.say("No rule is made.")

        title = f"{one_line(rule.site)}: {word} «{one_line(rule.text)}»"
        self.screen.workbench.push_screen(Listing(title, entries), answered)

    def _new_rule(self, rule: SiteRule, *, applied: bool) -> None:
        workspace = self.screen.workbench.workspace

        def new() -> RuleStep:
            from workbench.workspace import site_rules

            return RuleStep(rule, site_rules.earlier(workspace, rule), applied)

        def made(step: RuleStep) -> None:
            self._done.append(step)
            self._undone.clear()

        self._set_rule(new, made, there=True)

    def _set_rule(self, which: Callable[[], RuleStep], remember: Callable[[RuleStep], None], *, there: bool) -> None:
        """Make a rule, or (not `there`) take it back; the articles of the site follow if they did when it was made."""
        work = self._begin("cleaning")
        workspace = self.screen.workbench.workspace

        def run() -> tuple[RuleStep, list[Recleaned]]:
            from workbench.workspace import site_rules

            step = which()
            if stays := step.rule if there else step.earlier:
                site_rules.add(workspace, stays)
            else:
                site_rules.remove(workspace, step.rule)
            if not step.applied:
                return step, []
            return step, list(site_rules.preview(workspace, step.rule.site, None, work.progress, work.stopped, apply=True))

        def done(answer: tuple[RuleStep, list[Recleaned]]) -> None:
            step, found = answer
            self._end()
            remember(step)
            changed = [one.id for one in found if one.changed and not one.left]
            self.changed |= set(changed)
            undo = self.screen.workbench.keys.first_key("undo")
            site = one_line(step.rule.site)
            made = f"Rule made for {site}" if there else f"The rule for {site} is taken back"
            back = f" {undo} takes it back." if there and undo else ""
            self.screen.workbench.say(f"{made}, {counted(len(changed), 'article')} changed.{back}")
            self.open(self.article_id)

        self.screen.workbench.threads.run(run, done, failed=self._failed, writes=True)

    # What is known

    def _edit(self) -> None:
        value = self.screen.known.at_cursor
        if value is None or value.grade == "record":
            return
        field = Field(value.name, value.shown)

        def save() -> None:
            typed = field.value.strip()
            if typed == value.shown and value.grade not in ("derived", "guess"):
                self.screen.close_form()
                self.screen.workbench.say(f"{value.name} stays as it is.")
                return
            self._enter(value.name, typed)

        self.screen.open_form(Form([field], save))

    def _confirm(self) -> None:
        value = self.screen.known.at_cursor
        if value is None or not value.shown or value.grade == "record":
            self.screen.workbench.say("There is nothing to confirm here: Enter enters a value.")
        else:
            self._enter(value.name, value.shown)

    def _enter(self, name: str, typed: str) -> None:
        """Enter a value; the form stays open, with what is typed, until it is one."""
        workspace = self.screen.workbench.workspace

        def work(review: Review) -> Review:
            from workbench.workspace import reviewing

            return reviewing.enter(workspace, review, name, typed)

        self._decide(work, f"{name} is {one_line(typed)}, by you" if typed else f"{name} is not stated, by you")

    # Long work

    def _begin(self, verb: str) -> LongWork:
        self._running = LongWork(verb, self.screen.workbench.work_line)
        return self._running

    def _end(self) -> None:
        self._running = None
        self.screen.workbench.work_line("")

    def _failed(self, error: BaseException) -> None:
        self._end()
        self.screen.workbench.failed(error)


_LABEL_HELP = {
    Label.BODY: "a paragraph of the article",
    Label.SUBHEADING: "a heading inside the article",
    Label.LIST: "an item of a list",
    Label.CAPTION: "what stands below a picture",
    Label.TITLE: "the title; it stands in the metadata",
    Label.BYLINE: "who wrote it; it stands in the metadata",
    Label.RELATED: "leads to another article",
    Label.NAVIGATION: "leads around the site",
    Label.DATE: "when it was published; it stands in the metadata",
    Label.PROMO: "advertises something",
    Label.SOCIAL: "asks to share or follow",
    Label.COMMENT_FORM: "part of a form for comments",
    Label.COMMENT: "what a reader wrote",
    Label.NEWSLETTER: "asks to subscribe",
    Label.COPYRIGHT: "whose page it is, and its rights",
    Label.TAGS: "the page's own keywords",
    Label.AUTHOR_NOTE: "who the author is",
    Label.OTHER_FURNITURE: "belongs to the page, not to the article",
}


def _decide(job: Reviewing, review: Review, chosen: list[Decision], *, kept: bool | None, label: Label | None) -> Review:
    from workbench.workspace import reviewing

    first, last = chosen[0].first_line, chosen[-1].last_line
    return reviewing.decide(job.screen.workbench.workspace, review, first, last, kept=kept, label=label)


def _lines(chosen: list[Decision]) -> str:
    first, last = chosen[0].first_line, chosen[-1].last_line
    return f"line {first}" if first == last else f"lines {first} to {last}"


def _shown_diff(diff: str) -> list[str]:
    """The lines of a diff that say what goes and what comes."""
    return [line for line in diff.split("\n") if line[:1] in ("+", "-") and not line.startswith(("+++", "---"))][:8]
