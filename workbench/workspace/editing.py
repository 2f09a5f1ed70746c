"""Editing an article's metadata: what a person enters has the grade `user`, and no cleaner changes it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from workbench.errors import Cancelled, ConflictError, PartlyDoneError, UsageError, WorkbenchError
from workbench.records.article import Article, Evidence, Grade, Kind, display_name
from workbench.records.partial_date import is_partial_date
from workbench.records.tag import is_tag
from workbench.storage import articles, ids, moving
from workbench.text.addresses import host
from workbench.text.sanitise import strip_controls
from workbench.workspace import reading, vocabulary
from workbench.workspace.indexing import Progress, Stop, never, no_progress

if TYPE_CHECKING:
    from workbench.workspace.opening import Workspace

FIELDS: Final = (
    "title",
    "publisher",
    "agency",
    "syndicator",
    "authors",
    "published",
    "modified",
    "url",
    "archive",
    "language",
    "site",
    "place",
    "kind",
    "reliability",
    "tags",
    "note",
)
"""What a person can edit, in the order of forms and lists."""

_OWN = frozenset({"reliability", "tags", "note"})
"""The analyst's own words on an article: they state nothing that a source could, so they have no evidence."""
_LISTS = frozenset({"authors", "tags"})


class ArticleEdit(Struct, frozen=True, kw_only=True):
    """An article as it was read and as it shall be: only what differs is written. Their texts are the same, or left out."""

    before: Article
    after: Article

    @property
    def inverse(self) -> ArticleEdit:
        """The edit that takes this one back."""
        return ArticleEdit(before=self.after, after=self.before)


def save_all(workspace: Workspace, edits: Sequence[ArticleEdit], progress: Progress = no_progress, stop: Stop = never) -> None:
    """Carry out edits of the metadata of several articles, one write each; what others changed meanwhile is joined.

    Raises:
        PartlyDoneError: Somebody changed the same meanwhile, or files cannot be changed, or `stop` said so; `left` has those edits.
    """
    left: list[tuple[object, WorkbenchError]] = []
    try:
        for done, edit in enumerate(edits):
            progress(done, len(edits))
            if stop():
                left.append((edit, Cancelled("stopped")))
                continue
            try:
                articles.save(workspace.library, edit.before, edit.after)
            except WorkbenchError as error:
                left.append((edit, error))
    finally:
        workspace.index.touch([edit.after.id for edit in edits])
    if left:
        raise PartlyDoneError(left, len(edits), "articles")


def set_field(workspace: Workspace, name: str, field: str, value: str | None) -> Article:
    """Set one value of an article's metadata.

    Args:
        workspace: Where.
        name: The article's id or an earlier one.
        field: One of `FIELDS`.
        value: As typed; None or empty clears it. Authors are separated by ";", tags by spaces.

    Raises:
        UsageError: There is no such field, or it cannot have this value.
    """
    return save(workspace, field_edit(workspace, name, field, value))


def save(workspace: Workspace, edit: ArticleEdit) -> Article:
    """Carry out one edit; what others changed meanwhile is joined. The article as it is on disk then.

    Raises:
        ConflictError: Somebody changed the same meanwhile.
        WorkbenchError: The file cannot be changed.
    """
    saved = articles.save(workspace.library, edit.before, edit.after)
    workspace.index.touch([saved.id])
    return saved


def field_edit(workspace: Workspace, name: str, field: str, value: str | None) -> ArticleEdit:
    """What `set_field` does, not done yet; it raises the same."""
    if field not in FIELDS:
        raise UsageError(f"there is no field {field!r} to edit", remedy=f"there are: {', '.join(FIELDS)}")
    article = reading.read(workspace, name)
    entered = checked(field, value or "")
    if field == "tags" and isinstance(entered, tuple):
        entered = vocabulary.normal(entered, article.tags)
        vocabulary.check(workspace, entered, article.tags)
    if field == "authors" and isinstance(entered, tuple):
        there = {display_name(one): one for one in article.metadata.authors}
        entered = tuple(there.get(name, name) for name in entered)  # one that was taken apart stays so
    if field in _OWN:
        after = replace(article, **{field: entered})
    else:
        metadata = replace(article.metadata, **{field: entered})
        evidence = {**article.evidence, field: Evidence(Grade.USER, "entered")}
        if field == "url" and isinstance(entered, str) and not article.metadata.site:
            metadata = replace(metadata, site=host(entered))
        after = replace(article, metadata=metadata, evidence=evidence)
    return ArticleEdit(before=article, after=after)


def take_back(workspace: Workspace, article: Article, before: Article, after: Article) -> Article:
    """Let each field that was changed from `before` to `after` be what it was; all else stays.

    Raises:
        ConflictError: A field is something else by now.
        WorkbenchError: The article cannot be written.
    """
    changed = [field for field in FIELDS if _said(before, field) != _said(after, field)]
    if any(_said(article, field) != _said(after, field) for field in changed):
        path = articles.path_of(workspace.library, article.id)
        raise ConflictError("this was changed again meanwhile", place=path, remedy="look at it as it is now")
    saved = articles.save(workspace.library, article, _with(article, before, changed))
    workspace.index.touch([saved.id])
    return saved


def _said(article: Article, field: str) -> tuple[object, Evidence | None]:
    """What a field is, and how that is known."""
    return getattr(article if field in _OWN else article.metadata, field), article.evidence.get(field)


def _with(article: Article, other: Article, fields: list[str]) -> Article:
    """An article with these fields as another has them."""
    own = {field: getattr(other, field) for field in fields if field in _OWN}
    metadata = replace(article.metadata, **{field: getattr(other.metadata, field) for field in fields if field not in _OWN})
    evidence = {field: read for field, read in article.evidence.items() if field not in fields}
    evidence |= {field: read for field in fields if (read := other.evidence.get(field))}
    return replace(article, metadata=metadata, evidence=evidence, **own)


def rename(workspace: Workspace, name: str, new: str) -> Article:
    """Give an article another id; the old one becomes an alias, so that citations of it keep working.

    Raises:
        UsageError: `new` cannot be an id, or is or was another article's.
    """
    old = reading.resolve(workspace, name)
    if not ids.is_article_id(new):
        raise UsageError(f"{new!r} cannot be an id", remedy="a-z, 0-9 and -, not beginning with x-")
    if any(new in summary.aliases and summary.id != old for summary in workspace.index.summaries.values()):
        raise UsageError(f"{new!r} was the id of another article", remedy="ids are never used again")
    article = moving.rename(workspace.library, old, new)
    workspace.index.touch([old, new])
    return article


def remove(workspace: Workspace, name: str) -> str:
    """Move an article with its source and excerpts to the trash folder; `restore` brings it back."""
    article_id = reading.resolve(workspace, name)
    moving.remove(workspace.library, article_id)
    workspace.index.touch([article_id])
    return article_id


def restore(workspace: Workspace, article_id: str) -> str:
    """Bring an article back from the trash folder with everything that went with it."""
    moving.restore(workspace.library, article_id)
    workspace.index.touch([article_id])
    return article_id


def shown(article: Article, field: str) -> str:
    """A value as it is typed and shown; empty if there is none."""
    value = getattr(article if field in _OWN else article.metadata, field)
    if field == "authors":
        return "; ".join(map(display_name, value))
    return " ".join(value) if field == "tags" else str(value or "")


def checked(field: str, value: str) -> object:
    """What a person typed as a value of a field (one of `FIELDS`); None or () if it is empty.

    Raises:
        UsageError: The field cannot have this value.
    """
    # What nobody sees is taken out of words, but a tag that has it is refused where it is given: it may be there already.
    typed = value.strip() if field == "tags" else strip_controls(value)[0].strip()
    if not typed:
        if field == "kind":
            raise UsageError("an article always has a kind", remedy=f"one of: {', '.join(Kind)}")
        return () if field in _LISTS else None
    if field in ("published", "modified") and not is_partial_date(typed):
        raise UsageError(f"{typed!r} is not a date", remedy="write 2021, 2021-08 or 2021-08-26")
    if field == "kind":
        return _kind(typed)
    if field == "reliability" and not re.fullmatch("[A-Fa-f]", typed):
        raise UsageError(
            f"reliability is A to F, not {typed!r}", remedy="A completely reliable … E unreliable, F cannot be judged"
        )
    if field in ("url", "archive") and not re.fullmatch(r"https?://\S+", typed):
        raise UsageError(f"{typed!r} is not an address", remedy="it begins with https:// or http://")
    if field == "language" and not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", typed):
        raise UsageError(f"{typed!r} is not a language", remedy="write its code: en, de, fr …")
    if field == "authors":
        return tuple(name.strip() for name in typed.split(";") if name.strip())
    if field == "tags":
        return _tags(typed)
    return typed.upper() if field == "reliability" else typed


def _kind(typed: str) -> Kind:
    try:
        return Kind(typed.casefold())
    except ValueError:
        raise UsageError(f"there is no kind {typed!r}", remedy=f"one of: {', '.join(Kind)}") from None


def _tags(typed: str) -> tuple[str, ...]:
    tags = tuple(dict.fromkeys(typed.split()))
    for tag in tags:
        if not is_tag(tag):
            raise UsageError(f"{tag!r} cannot be a tag", remedy="segments joined by /, without spaces or commas")
    return tags
