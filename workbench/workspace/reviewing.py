"""Reviewing what the cleaner did to a source: its lines with their decisions, deciding about them, what the page states."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from workbench.cleaning import overlay
from workbench.cleaning.clean import DOUBT
from workbench.errors import ConflictError, UsageError, WorkbenchError, problem_of
from workbench.records.article import Article, Grade
from workbench.records.block import Decision, Label
from workbench.records.page import Guess
from workbench.records.selector import Span
from workbench.storage import annotations as annotation_files
from workbench.storage import articles
from workbench.workspace import annotating, deciding, editing, reading, recleaning
from workbench.workspace.sites import ROWS, Sites

if TYPE_CHECKING:
    from workbench.records.cleaned import Cleaned
    from workbench.workspace.opening import Workspace
    from workbench.workspace.reading import Placed


MOST_BLOCKS: Final = 10_000
"""Blocks that are shown on a screen; lines of longer sources are decided about on the command line."""


class Value(Struct, frozen=True, kw_only=True):
    """A field of the metadata as it is shown for review; `shown` is its value as it is typed, empty if it is not stated."""

    name: str
    shown: str
    grade: str
    """"declared", "derived", "user", "guess", "record" (how the source came in: nothing to edit), or empty."""
    where: str
    """Where it was read, in words: "line 3", "jsonld:headline"."""
    line: int | None = None
    """The 1-based line of the rendition it was read from, if it was read from one."""
    reason: str = ""
    """Of a guess: what speaks for it."""


class Review(Struct, frozen=True, kw_only=True):
    """A source beside the article that is made of it."""

    article: Article
    lines: tuple[str, ...]
    """The lines of the rendition; decisions count them from 1. Foreign text: show it through the door."""
    decisions: tuple[Decision, ...]
    """Not overlapping, in the order of the lines; a line without one is empty."""
    fresh: tuple[Decision, ...]
    """What today's cleaner decides: what a person's decision gives way to when it is taken back."""
    guesses: tuple[Guess, ...] = ()
    """Values that might be right and are not written."""
    edited: bool = False
    """Whether the article was edited by hand."""
    moved: int = 0
    orphaned: int = 0
    """Excerpts that the last step moved, and that lost their passage by it."""


def open_review(workspace: Workspace, name: str, *, on_screen: bool = False) -> Review:
    """The review of an article.

    Args:
        workspace: Where.
        name: The article's id or an earlier one.
        on_screen: All of it is going to be shown.

    Raises:
        UsageError: It has more than `MOST_BLOCKS` blocks, too many for a screen.
        NotFoundError: There is no such article, it has no source, or no decisions are on file.
        DataError: Its source or decisions cannot be read.
    """
    article = reading.read(workspace, name)
    decisions = deciding.decisions_of(workspace, article)
    if on_screen and len(decisions) > MOST_BLOCKS:
        raise UsageError(
            f"this source has {len(decisions):,} blocks, more than can be reviewed on a screen",
            remedy="workbench show --blocks ID, workbench decide ID LINES",
        )
    rendition = reading.rendition(workspace, article)
    cleaned = _cleaned(workspace, article)
    same = cleaned is not None and cleaned.rendition == rendition
    return Review(
        article=article,
        lines=tuple(rendition.split("\n")),
        decisions=decisions,
        fresh=cleaned.decisions if cleaned and same else decisions,
        guesses=cleaned.guesses if cleaned else (),
        edited=deciding.made_of(rendition, decisions) != article.text,
    )


def decide(
    workspace: Workspace,
    review: Review,
    first_line: int,
    last_line: int,
    *,
    kept: bool | None = None,
    label: Label | None = None,
) -> Review:
    """Decide about lines, as the person the settings name; durable when this returns.

    Args:
        workspace: Where.
        review: As it is shown.
        first_line: 1-based.
        last_line: 1-based, included.
        kept: Whether the lines belong to the article; None leaves that.
        label: What they are; None leaves that, unless it contradicts `kept`.

    Raises:
        UsageError: There is nothing to decide about on these lines.
        ConflictError: The article was edited by hand there, or changed by someone else meanwhile.
        WorkbenchError: The library cannot be written.
    """
    if not at(review, first_line, last_line):
        raise UsageError(
            f"there is nothing on {_lines(first_line, last_line)} to decide about", remedy="workbench show --blocks ID"
        )
    by = overlay.as_person(annotating.author(workspace))
    return _put(workspace, review, overlay.decide(review.decisions, first_line, last_line, by, kept=kept, label=label))


def take_back(workspace: Workspace, review: Review, first_line: int, last_line: int) -> Review:
    """Let the cleaner decide about lines again.

    Raises:
        UsageError: No person decided about them.
        ConflictError: The article was edited by hand there, or changed by someone else meanwhile.
        WorkbenchError: The library cannot be written.
    """
    if not any(overlay.is_persons(one) for one in at(review, first_line, last_line)):
        raise UsageError(f"no person decided about {_lines(first_line, last_line)}", remedy="workbench show --blocks ID")
    return _put(workspace, review, overlay.restore(review.decisions, review.fresh, first_line, last_line))


def _put(workspace: Workspace, review: Review, decisions: tuple[Decision, ...]) -> Review:
    """Make these the decisions on file, and the article what follows from them; durable when this returns.

    Raises:
        ConflictError: The article was edited by hand there, or changed by someone else meanwhile.
        WorkbenchError: The library cannot be written.
    """
    done = deciding.effect(workspace, review.article, "\n".join(review.lines), review.decisions, decisions)
    article = deciding.carry_out(workspace, review.article, done)
    return replace(review, article=article, decisions=decisions, moved=done.moved, orphaned=done.orphaned)


def known(review: Review) -> list[Value]:
    """Every field of the metadata in the order of forms, each followed by the guesses at it."""
    found: list[Value] = []
    for name in editing.FIELDS:
        read = review.article.evidence.get(name)
        where, line = _where(read.where) if read else ("", None)
        shown = editing.shown(review.article, name)
        found.append(Value(name=name, shown=shown, grade=str(read.grade) if read else "", where=where, line=line))
        guesses = [] if read and read.grade is Grade.USER else [one for one in review.guesses if one.name == name]
        found += [guess for one in guesses if (guess := _guess(one)).shown != shown]
    return found + [
        Value(name=name, shown=shown, grade="record", where="") for name, shown in reading.capture_record(review.article)
    ]


def enter(workspace: Workspace, review: Review, name: str, value: str) -> Review:
    """Let a person say what a field is; an empty value says that it is not stated. Durable when this returns.

    Raises:
        UsageError: The field cannot have this value.
        WorkbenchError: The article cannot be written.
    """
    article = editing.set_field(workspace, review.article.id, name, value or None)
    return replace(review, article=article, moved=0, orphaned=0)


def undo(workspace: Workspace, review: Review, before: Review, after: Review) -> Review:
    """Take back the step from `before` to `after`, and nothing else that happened since. Durable when this returns.

    Args:
        workspace: Where.
        review: As it is shown.
        before: The same article before one decision was made or one field entered.
        after: What came of it.

    Raises:
        ConflictError: The same lines or field were changed again since, or the article is being changed by someone else.
        WorkbenchError: The library cannot be written.
    """
    changed = set(before.decisions) ^ set(after.decisions)
    if not changed:
        article = editing.take_back(workspace, review.article, before.article, after.article)
        return replace(review, article=article, moved=0, orphaned=0)
    first, last = min(one.first_line for one in changed), max(one.last_line for one in changed)
    if at(review, first, last) != at(after, first, last):
        raise ConflictError(f"someone decided about {_lines(first, last)} again", remedy="look at them as they are now")
    return _put(workspace, review, overlay.restore(review.decisions, before.decisions, first, last))


def spans(review: Review) -> dict[int, Span]:
    """Where the kept blocks stand in the article, in its code points, by their first lines; those edited by hand have none."""
    found: dict[int, Span] = {}
    at = 0
    for decision in review.decisions:
        lines = review.lines[decision.first_line - 1 : decision.last_line]
        alone = replace(decision, first_line=1, last_line=len(lines))
        words = deciding.made_of("\n".join(lines), (alone,)).rstrip("\n")
        start = review.article.text.find(words, at) if words else -1
        if start >= 0:
            at = start + len(words)
            found[decision.first_line] = Span(start, at)
    return found


def excerpts(workspace: Workspace, review: Review) -> tuple[Placed, ...]:
    """The excerpts of the article where they stand in its text; none where their file cannot be read, which is noted."""
    try:
        kept = annotation_files.load(workspace.library, review.article.id)
    except WorkbenchError as error:
        workspace.note(problem_of(error, annotation_files.path_of(workspace.library, review.article.id)))
        return ()
    return reading.place(workspace, review.article, kept.annotations.excerpts)


def at(review: Review, first_line: int, last_line: int) -> list[Decision]:
    """The decisions about any of these lines."""
    return [one for one in review.decisions if one.first_line <= last_line and one.last_line >= first_line]


def doubtful(review: Review) -> list[Decision]:
    """The decisions that a person should look at, in the order of the lines."""
    return [one for one in review.decisions if is_doubtful(one)]


def has_doubts(workspace: Workspace, article_id: str) -> bool:
    """Whether the source of an article has a block that a person should look at; one that cannot be read has none."""
    try:
        article = articles.read(workspace.library, article_id).article
        return any(map(is_doubtful, deciding.decisions_of(workspace, article)))
    except WorkbenchError:
        return False


def is_doubtful(decision: Decision) -> bool:
    """Whether the cleaner doubts its decision, and no person has made one."""
    return decision.confidence <= DOUBT and not overlay.is_persons(decision)


def is_persons(decision: Decision) -> bool:
    """Whether a person made a decision."""
    return overlay.is_persons(decision)


def text_of(review: Review, decision: Decision) -> str:
    """The words a decision is about, in one line."""
    return " ".join(" ".join(review.lines[decision.first_line - 1 : decision.last_line]).split())


def _cleaned(workspace: Workspace, article: Article) -> Cleaned | None:
    """What today's cleaner makes of the source; None where its text came clean, or cannot be cleaned here."""
    if article.source is None or article.source.media_type in ROWS:
        return None
    try:
        return recleaning.cleaned_again(workspace, article, Sites(workspace))
    except WorkbenchError as error:
        workspace.note(problem_of(error, articles.path_of(workspace.library, article.id)))
        return None


def _guess(one: Guess) -> Value:
    where, line = _where(one.where)
    values = one.value if isinstance(one.value, tuple) else (one.value,)
    shown = "; ".join(map(str, values))
    return Value(name=one.name, shown=shown, grade="guess", where=where, line=line, reason=one.reason)


def _where(where: int | str) -> tuple[str, int | None]:
    return (f"line {where}", where) if isinstance(where, int) else (where, None)


def _lines(first_line: int, last_line: int) -> str:
    return f"line {first_line}" if first_line == last_line else f"lines {first_line} to {last_line}"
