"""Edits that replace a tag which somebody else has replaced meanwhile: carried out all the same, the tags of both would stand there.

Adding and taking away tags rests on nothing and is joined; taking back a renaming rests on the name that it gave.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import ConflictError, WorkbenchError
from workbench.storage import annotations as annotation_files
from workbench.storage import articles, codebook

if TYPE_CHECKING:
    from workbench.storage.codebook import TagEdit
    from workbench.workspace.annotating import Edit
    from workbench.workspace.editing import ArticleEdit
    from workbench.workspace.opening import Workspace

Left = list[tuple[object, WorkbenchError]]


def excerpts(workspace: Workspace, edits: Sequence[Edit]) -> Left:
    """Those of excerpts, each with the reason. What is gone or cannot be read is left to whoever carries them out."""
    there: dict[str, dict[str, tuple[str, ...]]] = {}
    left: Left = []
    for edit in edits:
        before, after = edit.before, edit.after
        if before is None or after is None or not _replaced(before.tags, after.tags):
            continue
        if edit.article not in there:
            there[edit.article] = _tags_of_excerpts(workspace, edit.article)
        now = there[edit.article].get(before.id)
        if now is not None and (tag := _missing(before.tags, after.tags, now)):
            path = annotation_files.path_of(workspace.library, edit.article)
            left.append((edit, _conflict(f"the tag {tag} of the excerpt {before.id}", path=path)))
    return left


def article_tags(workspace: Workspace, edits: Sequence[ArticleEdit]) -> Left:
    """Those of articles' own tags."""
    left: Left = []
    for edit in edits:
        before, after = edit.before.tags, edit.after.tags
        if not _replaced(before, after):
            continue
        try:
            now = articles.read(workspace.library, edit.after.id).article.tags
        except WorkbenchError:
            continue
        if tag := _missing(before, after, now):
            path = articles.path_of(workspace.library, edit.after.id)
            left.append((edit, _conflict(f"the tag {tag} of the article {edit.after.id}", path=path)))
    return left


def entries(workspace: Workspace, edits: Sequence[TagEdit]) -> Left:
    """Those of names in the codebook."""
    renaming = [(edit, edit.before.tag) for edit in edits if edit.before and edit.after and edit.before.tag != edit.after.tag]
    if not renaming:
        return []
    try:
        there = {tag.tag for tag in codebook.read(workspace.library).codebook.tags}
    except WorkbenchError:
        return []
    path = codebook.path_of(workspace.library)
    return [
        (edit, _conflict(f"the tag {tag}", path=path))
        for edit, tag in renaming
        if tag not in there and not (edit.after and edit.after.tag in there)
    ]


def _tags_of_excerpts(workspace: Workspace, article_id: str) -> dict[str, tuple[str, ...]]:
    try:
        loaded = annotation_files.load(workspace.library, article_id)
    except WorkbenchError:
        return {}
    return {excerpt.id: excerpt.tags for excerpt in loaded.annotations.excerpts}


def _replaced(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """The tags that others come in place of."""
    return set(before) - set(after) if set(after) - set(before) else set()


def _missing(before: Sequence[str], after: Sequence[str], now: Collection[str]) -> str | None:
    """A tag that is to be replaced and is not there any more; None if there is none, or the others are there already."""
    is_done = set(after) - set(before) <= set(now)
    return None if is_done else min(_replaced(before, after) - set(now), default=None)


def _conflict(what: str, *, path: Path) -> ConflictError:
    return ConflictError(f"{what} was renamed or taken away meanwhile", place=path, remedy="look at it as it is now")
