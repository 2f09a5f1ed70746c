"""Cleaning articles again from their sources: what would change, and changing it.

What persons decided stays, and what they entered; excerpts are never lost without a word: an article of which one would lose its
passage is left as it is unless that is asked for.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from workbench.cleaning.clean import decide, survey
from workbench.cleaning.overlay import laid_over, persons
from workbench.errors import WorkbenchError
from workbench.records.article import Article, Evidence, Grade, Metadata
from workbench.records.cleaned import Cleaned
from workbench.storage import articles
from workbench.workspace import deciding, editing, reading
from workbench.workspace.indexing import Progress, Stop, never, no_progress
from workbench.workspace.sites import ROWS, Sites
from workbench.workspace.versions import page_of

if TYPE_CHECKING:
    from workbench.workspace.opening import Workspace

_AROUND: Final = ("warc:", "feed:", "mail:", "csl:", "jsonl:")
"""Evidence that came from the file around a source: no cleaner of the source alone can read it again."""


class How(Struct, frozen=True, kw_only=True):
    """How articles are cleaned again."""

    apply: bool = False
    """Write what changes; otherwise only say what would."""
    orphan: bool = False
    """Write also where an excerpt loses its passage."""
    over_edits: bool = False
    """Let go of what was edited by hand in the articles."""


class Recleaned(Struct, frozen=True, kw_only=True):
    """What cleaning again makes, or would make, of an article."""

    id: str
    changed: bool
    diff: str = ""
    """A unified diff, paragraph by paragraph, and the values that change."""
    excerpts_moved: int = 0
    excerpts_orphaned: int = 0
    left: str | None = None
    """Why the article was left as it is, where it was."""


def reclean(
    workspace: Workspace,
    names: Iterable[str] = (),
    progress: Progress = no_progress,
    stop: Stop = never,
    *,
    how: How | None = None,
) -> Iterator[Recleaned]:
    """Clean articles again, one by one.

    Args:
        workspace: Where.
        names: Ids of articles, or earlier ones; none means all.
        progress: Told how many of how many are done.
        stop: Asked between articles.
        how: Whether what changes is written, and what may be lost by it; without it nothing is written.

    Raises:
        NotFoundError: There is no article of a name that was given.
    """
    workspace.index.ensure_fresh()
    ids = [reading.resolve(workspace, name) for name in names] or [one.id for one in articles.listing(workspace.library)]
    yield from reclean_each(workspace, ids, Sites(workspace), how or How(), progress=progress, stop=stop)


def reclean_each(
    workspace: Workspace, ids: Sequence[str], sites: Sites, how: How, *, progress: Progress, stop: Stop
) -> Iterator[Recleaned]:
    """The articles of these ids, one by one; what cannot be done is a reason to leave an article, not an error."""
    for done, article_id in enumerate(ids):
        progress(done, len(ids))
        if stop():
            return
        try:
            yield reclean_one(workspace, article_id, sites, how)
        except WorkbenchError as error:
            yield Recleaned(id=article_id, changed=False, left=f"{error.what}{f' ({error.remedy})' if error.remedy else ''}")
    progress(len(ids), len(ids))


def cleaned_again(workspace: Workspace, article: Article, sites: Sites) -> Cleaned:
    """What today's cleaner, with today's rules, makes of an article's source; persons' decisions aside.

    Raises:
        DataError: The source cannot be cleaned.
        NotFoundError: It has none, or its file is gone.
    """
    surveyed = survey(reading.raw(workspace, article), article.source.media_type if article.source else "")
    page = page_of(article.id, article.metadata.url)
    return decide(surveyed, sites.known(article.metadata.site or surveyed.site, surveyed, page))


def reclean_one(workspace: Workspace, article_id: str, sites: Sites, how: How) -> Recleaned:
    """Clean one article again; see `reclean`.

    Raises:
        ConflictError: It was edited by hand where the cleaner decides otherwise.
        WorkbenchError: A file of it cannot be read, or the library not be written.
    """
    article = articles.read(workspace.library, article_id).article
    if article.source is None or article.source.media_type in ROWS:
        return Recleaned(id=article_id, changed=False)
    before = deciding.decisions_of(workspace, article)
    cleaned = cleaned_again(workspace, article, sites)
    rendition = reading.rendition(workspace, article)
    if cleaned.rendition != rendition:
        return Recleaned(
            id=article_id, changed=False, left="its source is read into other lines today than when it was decided about"
        )
    after = laid_over(cleaned.decisions, persons(before))
    done = deciding.effect(workspace, article, rendition, before, after, said=_said(article, cleaned), over_edits=how.over_edits)
    changed = done.article != article
    answer = Recleaned(
        id=article_id,
        changed=changed,
        diff=_diff(article, done.article),
        excerpts_moved=done.moved,
        excerpts_orphaned=done.orphaned,
    )
    if done.orphaned and not how.orphan:
        return replace(answer, left="an excerpt would lose its passage")
    if how.apply and (changed or after != before):
        deciding.carry_out(workspace, article, done)
    return answer


def _said(article: Article, cleaned: Cleaned) -> tuple[Metadata, dict[str, Evidence]]:
    """The metadata as the source states it now; what a person entered, or wrote into the file by hand, stays."""
    values, evidence = {}, dict(article.evidence)
    lines = cleaned.rendition.split("\n")
    for name in article.metadata.__struct_fields__:
        old, read = getattr(article.metadata, name), article.evidence.get(name)
        if name == "accessed" or (read is None and old) or (read and not _readable_again(read)):
            continue
        now = cleaned.evidence.get(name)
        if read and old and _is_by_hand(old, read, getattr(cleaned.metadata, name), now, lines):
            continue
        values[name] = getattr(cleaned.metadata, name)
        evidence.pop(name, None)
        if now:
            evidence[name] = now
    values = {name: value for name, value in values.items() if value or name in article.evidence}
    return replace(article.metadata, **values), evidence


def _is_by_hand(old: object, read: Evidence, new: object, now: Evidence | None, lines: list[str]) -> bool:
    """Whether a value seems to be corrected by hand though its evidence was not: it does not stand where it is said to be read."""
    if read.grade is Grade.DERIVED or old == new:
        return False
    said, found = _words(old), _words(new)
    if isinstance(read.where, int) and not any(word.isdecimal() for word in said):  # dates and numbers are written in many ways
        return not said <= _words(lines[read.where - 1 : read.where])
    return now is not None and now.where == read.where and not (said <= found or found <= said)


def _words(value: object) -> set[str]:
    return set(re.findall(r"\w+", str(value).casefold()))


def _readable_again(read: Evidence) -> bool:
    return read.grade is not Grade.USER and not str(read.where).startswith(_AROUND)


def _diff(before: Article, after: Article) -> str:
    lines = [
        line
        for field in editing.FIELDS
        if (old := editing.shown(before, field)) != (new := editing.shown(after, field))
        for line in (f"-{field}: {old}", f"+{field}: {new}")
    ]
    lines += [
        f" {field}: {editing.shown(after, field)} is read elsewhere now: {now.where}"
        for field, now in after.evidence.items()
        if field in before.evidence
        and before.evidence[field] != now
        and editing.shown(before, field) == editing.shown(after, field)
    ]
    old_text, new_text = (one.text.rstrip("\n").split("\n\n") for one in (before, after))
    lines += list(difflib.unified_diff(old_text, new_text, "before", "after", n=1, lineterm=""))
    return "\n".join(lines)
