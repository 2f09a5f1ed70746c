"""Excerpts: made, changed, removed, found again; each is on disk, durably, when the function returns."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from random import SystemRandom
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from workbench.anchoring.describe import describe
from workbench.anchoring.locate import Finder
from workbench.errors import (
    AmbiguousError,
    Cancelled,
    ConflictError,
    NewerFormatError,
    NotFoundError,
    PartlyDoneError,
    UnwritableError,
    UsageError,
    WorkbenchError,
)
from workbench.records.article import Article
from workbench.records.excerpt import Excerpt
from workbench.records.selector import Candidate, Span
from workbench.storage import annotations as annotation_files
from workbench.storage import ids, texts
from workbench.storage.annotations import Put, Remove
from workbench.text.lines import paragraph_number
from workbench.workspace import git, reading, vocabulary
from workbench.workspace.clock import now
from workbench.workspace.indexing import Progress, Stop, never, no_progress
from workbench.workspace.reading import Placed
from workbench.workspace.vocabulary import TagSuggestion, tag_suggestions

if TYPE_CHECKING:
    from workbench.workspace.opening import Workspace

__all__ = [
    "Candidate",
    "Draft",
    "Edit",
    "Placed",
    "TagSuggestion",
    "candidates",
    "change",
    "change_all",
    "confirm",
    "create",
    "create_all",
    "edited",
    "remove",
    "restore",
    "tag_suggestions",
]


class Draft(Struct, frozen=True, kw_only=True):
    """An excerpt that is wanted: a span of an article's text, and what is said of it."""

    span: Span
    tags: tuple[str, ...] = ()
    note: str | None = None
    credibility: int | None = None


class Edit(Struct, frozen=True, kw_only=True):
    """One excerpt as it was read and as it shall be; `before` is None where it is new, `after` where it is taken away.

    Both are whole excerpts of the same id. `edited` makes them from what a person changed, with the time of the change.
    """

    article: str
    before: Excerpt | None
    after: Excerpt | None

    @property
    def inverse(self) -> Edit:
        """The edit that takes this one back."""
        return Edit(article=self.article, before=self.after, after=self.before)


def create(
    workspace: Workspace,
    article: Article,
    span: Span,
    *,
    tags: Sequence[str] = (),
    note: str | None = None,
    credibility: int | None = None,
) -> Placed:
    """Mark a passage.

    Raises:
        UsageError: The span holds no words, or a tag or the credibility cannot be one.
    """
    return create_all(workspace, article, [Draft(span=span, tags=tuple(tags), note=note, credibility=credibility)])[0]


def create_all(workspace: Workspace, article: Article, drafts: Sequence[Draft]) -> list[Placed]:
    """Mark several passages of one article, in one write; the result is in the order of the drafts."""
    made = [_excerpt(workspace, article, draft) for draft in drafts]
    texts.keep(workspace.library, article.text)
    annotation_files.apply(workspace.library, article.id, [Put(None, excerpt) for excerpt in made])
    _index(workspace, [article.id])
    placed = {one.excerpt.id: one for one in reading.place(workspace, article, tuple(made))}
    return [placed[excerpt.id] for excerpt in made]


def change(workspace: Workspace, article_id: str, before: Excerpt, after: Excerpt) -> Placed:
    """Change an excerpt's tags, note or grading; what others changed meanwhile is joined with it."""
    changed = replace(_entered(workspace, after, before.tags), modified=now())
    annotation_files.apply(workspace.library, article_id, [Put(before, changed)])
    _index(workspace, [article_id])
    return _placed(workspace, article_id, changed)


def edited(workspace: Workspace, changed: Iterable[tuple[Placed, Excerpt]]) -> list[Edit]:
    """Excerpts with what a person makes of them, ready for `change_all`; those that stay as they are are left out.

    Raises:
        UsageError: A tag or the credibility cannot be one; nothing has happened.
    """
    at = now()
    entered = [(one, _entered(workspace, after, one.excerpt.tags)) for one, after in changed if after != one.excerpt]
    return [
        Edit(article=one.article, before=one.excerpt, after=replace(after, modified=at))
        for one, after in entered
        if after != one.excerpt
    ]


def change_all(workspace: Workspace, edits: Sequence[Edit], progress: Progress = no_progress, stop: Stop = never) -> None:
    """Carry out many edits, one write an article; each article's are durable when its write is, and a crash leaves the rest.

    Excerpts become what `after` says, their times included, so that the inverses of the edits take them back; what others changed
    meanwhile is joined. An edit that is on disk already is none: carrying out the same edits again completes what a crash
    left. Where one edit of an article cannot be made, the others of it still are, in as many writes as that takes.

    Args:
        workspace: Where.
        edits: In order; several of one excerpt may rest on each other.
        progress: Called with how many articles are done, of how many.
        stop: Asked before each article.

    Raises:
        PartlyDoneError: Somebody changed some of the excerpts meanwhile, or their files cannot be changed, or `stop` said so;
            `left` has those edits.
    """
    of_article: dict[str, list[Edit]] = {}
    for edit in edits:
        of_article.setdefault(edit.article, []).append(edit)
    left: list[tuple[Edit, WorkbenchError]] = []
    try:
        for done, (article_id, some) in enumerate(of_article.items()):
            progress(done, len(of_article))
            left += [(edit, Cancelled("stopped")) for edit in some] if stop() else _change_some(workspace, article_id, some)
    finally:
        _index(workspace, list(of_article))
    if left:
        raise PartlyDoneError(left, len(edits), "excerpts")


def _change_some(workspace: Workspace, article_id: str, some: Sequence[Edit]) -> list[tuple[Edit, WorkbenchError]]:
    """Carry out the edits of one article, in one write if that can be; what could not be made, and why."""
    try:
        annotation_files.apply(workspace.library, article_id, [_of_file(edit) for edit in some])
    except WorkbenchError as error:
        if len(some) == 1 or isinstance(error, UnwritableError | NewerFormatError):
            return [(edit, error) for edit in some]
        middle = len(some) // 2  # halves, and halves of these: most are still made in few writes
        return [left for half in (some[:middle], some[middle:]) for left in _change_some(workspace, article_id, half)]
    return []


def _of_file(edit: Edit) -> Put | Remove:
    if edit.after is not None:
        return Put(edit.before, edit.after)
    if edit.before is not None:
        return Remove(edit.before)
    raise UsageError("an edit from nothing to nothing")


def put_back(workspace: Workspace, article_id: str, now: Excerpt, before: Excerpt) -> Placed:
    """Make an excerpt what it was, its time of change included: so the steps before that change can be taken back as well."""
    annotation_files.apply(workspace.library, article_id, [Put(now, before)])
    _index(workspace, [article_id])
    return _placed(workspace, article_id, before)


def remove(workspace: Workspace, article_id: str, excerpt: Excerpt) -> None:
    """Take an excerpt away; `restore` brings it back."""
    annotation_files.apply(workspace.library, article_id, [Remove(excerpt)])
    _index(workspace, [article_id])


def restore(workspace: Workspace, article_id: str, excerpt: Excerpt) -> Placed:
    """Bring back an excerpt as it was."""
    annotation_files.apply(workspace.library, article_id, [Put(None, excerpt)])
    _index(workspace, [article_id])
    return _placed(workspace, article_id, excerpt)


def attach(workspace: Workspace, excerpt_id: str, start: int, end: int) -> Placed:
    """Attach an excerpt to another passage of its article: its words, place and context become those of the passage.

    Its id, when and by whom it was made, its tags, note and grading stay. So its borders are moved as well.

    Args:
        workspace: Where.
        excerpt_id: The excerpt, typically one that has lost its passage.
        start: First code point of the passage in the article's text.
        end: The code point after its last.
    """
    found = find_excerpt(workspace, excerpt_id)
    return _attach(workspace, found, reading.read(workspace, found.article), Span(start, end))


def candidates(workspace: Workspace, article: Article, excerpt: Excerpt, limit: int = 5) -> list[Candidate]:
    """Where a passage may be that was not found, or not surely, for a person to choose; the most likely first.

    Args:
        workspace: Where.
        article: Its article as it is now.
        excerpt: The excerpt.
        limit: How many places at most; none overlaps another.
    """
    old = reading.kept_text(workspace, excerpt.text)
    return Finder(article.text).suggest(excerpt.quote_selector, excerpt.position_selector, old=old, limit=limit)


def confirm(workspace: Workspace, seen: Placed) -> Placed:
    """Say that an excerpt is where it was found: its words, place and context become those of the passage there.

    Args:
        workspace: Where.
        seen: The excerpt, and the place that a person was shown.

    Raises:
        UsageError: It has no place: `attach` gives it one.
        ConflictError: It is no longer found there, or was changed: somebody else was at work meanwhile.
        NotFoundError: It is gone.
    """
    if seen.anchor.span is None:
        raise UsageError("it has lost its passage", remedy=f"workbench excerpts attach {seen.excerpt.id} gives it another")
    there = _placed(workspace, seen.article, seen.excerpt)
    if there.anchor.span != seen.anchor.span or there.excerpt.quote != seen.excerpt.quote:
        path = annotation_files.path_of(workspace.library, seen.article)
        raise ConflictError("the excerpt or its article was changed meanwhile", place=path, remedy="look at it as it is now")
    article = reading.read(workspace, seen.article)
    if there.excerpt.text == texts.text_id(article.text):
        return there
    return _attach(workspace, there, article, seen.anchor.span)


def _attach(workspace: Workspace, found: Placed, article: Article, wanted: Span) -> Placed:
    span = _trimmed(article.text, wanted)
    selector, position = describe(article.text, span)
    texts.keep(workspace.library, article.text)
    moved = replace(
        found.excerpt,
        quote=selector.exact,
        prefix=selector.prefix,
        suffix=selector.suffix,
        start=position.start,
        end=position.end,
        text=texts.text_id(article.text),
    )
    return change(workspace, article.id, found.excerpt, moved)


def check(workspace: Workspace, article: Article, draft: Draft) -> None:
    """Refuse a draft that cannot become an excerpt.

    Raises:
        UsageError: Its passage holds no words or is not in the text, or a tag or the credibility cannot be one.
    """
    _trimmed(article.text, draft.span)
    _check(workspace, draft)


def placed(workspace: Workspace, article_id: str) -> tuple[Placed, ...]:
    """The excerpts of an article where they stand now; of one whose file is gone, all are lost. Items that are none are noted."""
    return reading.annotated(workspace, article_id)[1]


def _note(workspace: Workspace, article_id: str, error: WorkbenchError) -> None:
    from workbench.errors import problem_of

    workspace.note(problem_of(error, annotation_files.path_of(workspace.library, article_id)))


def find_excerpt(workspace: Workspace, excerpt_id: str) -> Placed:
    """An excerpt by its id. Only files that may hold it are read, and only those of its own article are looked for in their text.

    Raises:
        NotFoundError: No article has it.
        AmbiguousError: Several have one of this id.
        FormatError: It is not found, but a file that names it does not parse; the error names the line.
    """
    unread: list[WorkbenchError] = []
    plain, escaped = annotation_files.naming(workspace.library, excerpt_id)
    holding = [article_id for article_id in plain if _holds(workspace, article_id, excerpt_id, unread)]
    holding = holding or [article_id for article_id in escaped if _holds(workspace, article_id, excerpt_id, [])]
    if not holding:
        raise _not_found(excerpt_id, unread)
    if len(holding) > 1:
        raise AmbiguousError(
            f"{', '.join(holding)} each have an excerpt of the same id {excerpt_id}", remedy="give one of them another id"
        )
    return _placed_in(workspace, holding[0], excerpt_id)


def _holds(workspace: Workspace, article_id: str, excerpt_id: str, unread: list[WorkbenchError]) -> bool:
    """Whether an article has an excerpt of this id; why that cannot be told is added to `unread`."""
    try:
        kept = annotation_files.load(workspace.library, article_id).annotations.excerpts
    except WorkbenchError as error:
        _note(workspace, article_id, error)
        unread.append(error)
        return False
    return any(one.id == excerpt_id for one in kept)


def _not_found(excerpt_id: str, unread: Sequence[WorkbenchError]) -> WorkbenchError:
    if unread:
        first = unread[0]
        return type(first)(
            f"{excerpt_id} may stand in a file that cannot be read: {first.what}", place=first.place, remedy=first.remedy
        )
    return NotFoundError(f"there is no excerpt {excerpt_id!r}", remedy="workbench excerpts lists them")


def span_of_quotation(article: Article, quotation: str, occurrence: int | None = None) -> Span:
    """Where the words of a quotation stand: word for word, else letter case, accents and typographic variants aside.

    Args:
        article: The article.
        quotation: Its words; runs of white space count as one space.
        occurrence: Which one, from 1, where they stand more than once.

    Raises:
        NotFoundError: They do not stand there, or not that often.
        AmbiguousError: They stand there more than once and no occurrence is named.
    """
    wanted = quotation.strip()
    found = [Span(at, at + len(wanted)) for at in _occurrences(article.text, wanted)] if wanted else []
    found = found or list(reading.find(article.text, quotation))
    if not found:
        raise NotFoundError(f"these words do not stand in {article.id!r}", remedy=f"workbench show {article.id} prints it")
    if occurrence is None and len(found) > 1:
        raise AmbiguousError(
            f"these words stand {len(found)} times in {article.id!r}", remedy=f"say which with --occurrence 1..{len(found)}"
        )
    number = occurrence or 1
    if not 1 <= number <= len(found):
        raise NotFoundError(f"these words stand {len(found)} times in {article.id!r}, not {number}")
    return found[number - 1]


def preview_text(article: Article, span: Span) -> str:
    """The words that would be saved, and where they stand: «…» par. 2."""
    return f"«{span.of(article.text)}» par. {paragraph_number(article.text, span.start)}"


def author(workspace: Workspace) -> str | None:
    """Whose excerpts these are: the setting, else git's user.name, else the login."""
    return (
        workspace.settings.author
        or git.setting(workspace.root, "user.name")
        or os.environ.get("USER")
        or os.environ.get("USERNAME")
        or None
    )


def _excerpt(workspace: Workspace, article: Article, draft: Draft) -> Excerpt:
    span = _trimmed(article.text, draft.span)
    _check(workspace, draft)
    selector, position = describe(article.text, span)
    made = now()
    return Excerpt(
        id=ids.excerpt_id(SystemRandom()),
        quote=selector.exact,
        prefix=selector.prefix,
        suffix=selector.suffix,
        start=position.start,
        end=position.end,
        text=texts.text_id(article.text),
        tags=vocabulary.normal(draft.tags),
        note=draft.note or None,
        credibility=draft.credibility,
        author=author(workspace),
        created=made,
        modified=made,
    )


def _trimmed(text: str, span: Span) -> Span:
    """The span without white space at its edges."""
    if not 0 <= span.start <= span.end <= len(text):
        raise UsageError(f"a passage from {span.start} to {span.end} is not in this text of {len(text)} characters")
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    end = span.end - (len(words) - len(words.rstrip()))
    if start >= end:
        raise UsageError("the passage holds no words", remedy="select at least one")
    return Span(start, end)


def _entered(workspace: Workspace, after: Excerpt, already: Sequence[str]) -> Excerpt:
    """What a person makes of an excerpt, with its tags in the form that is kept; it raises what `_check` does."""
    _check(workspace, after, already)
    return replace(after, tags=vocabulary.normal(after.tags, already))


def _check(workspace: Workspace, said: Draft | Excerpt, already: Sequence[str] = ()) -> None:
    vocabulary.check(workspace, vocabulary.normal(said.tags, already), already)
    if said.credibility is not None and not 1 <= said.credibility <= 6:
        raise UsageError(
            f"credibility is 1 to 6, not {said.credibility}", remedy="1 confirmed … 5 improbable, 6 cannot be judged"
        )


def _placed(workspace: Workspace, article_id: str, excerpt: Excerpt) -> Placed:
    return _placed_in(workspace, article_id, excerpt.id)


def _placed_in(workspace: Workspace, article_id: str, excerpt_id: str) -> Placed:
    found = [one for one in placed(workspace, article_id) if one.excerpt.id == excerpt_id]
    if not found:
        raise NotFoundError(f"the excerpt {excerpt_id!r} is gone from {article_id!r}", remedy="someone else removed it")
    return found[0]


def _occurrences(text: str, words: str) -> Iterable[int]:
    at = text.find(words)
    while at != -1:
        yield at
        at = text.find(words, at + 1)


def _index(workspace: Workspace, article_ids: Sequence[str]) -> None:
    workspace.index.touch(article_ids)
