"""Comparing two articles, two versions of a page, or an article with what cleaning made of its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from workbench.errors import UsageError
from workbench.text import paragraphs
from workbench.text.paragraphs import Change
from workbench.workspace import deciding, reading, versions

if TYPE_CHECKING:
    from workbench.workspace.opening import Workspace


class Comparison(Struct, frozen=True, kw_only=True):
    """Two texts and what differs between them; positions of a change count code points of `old_text` and `new_text`."""

    old: str
    new: str
    old_text: str
    new_text: str
    changes: tuple[Change, ...]

    @property
    def same(self) -> bool:
        """Whether the texts are the same."""
        return self.old_text == self.new_text


def compare(workspace: Workspace, name: str, other: str | None = None) -> Comparison:
    """Compare two articles; without a second one, an article with the earlier version of its page.

    Raises:
        NotFoundError: There is no such article.
        UsageError: There is no earlier version, and no other article is named.
    """
    article = reading.read(workspace, name)
    if other is not None:
        second = reading.read(workspace, other)
        return _comparison(article.id, second.id, article.text, second.text)
    workspace.index.ensure_fresh()
    pages = versions.lineage(workspace, article.id)
    if pages.position == 0:
        raise UsageError(f"{article.id!r} has no earlier version", remedy="name another article to compare it with")
    earlier = reading.read(workspace, pages.ids[pages.position - 1])
    return _comparison(earlier.id, article.id, earlier.text, article.text)


def with_source(workspace: Workspace, name: str) -> Comparison:
    """Compare what cleaning made of a source with the article as it is: what was edited by hand.

    Raises:
        NotFoundError: There is no such article, or it has no source or decisions.
    """
    article = reading.read(workspace, name)
    made = deciding.made_of(reading.rendition(workspace, article), deciding.decisions_of(workspace, article))
    return _comparison("what cleaning made of its source", article.id, made, article.text)


def as_text(found: Comparison) -> str:
    """The lines that differ: words that went as [-old-], words that came as {+new+}."""
    pieces, done = [], 0
    for change in found.changes:
        begin = max(done, found.old_text.rfind("\n", 0, change.start) + 1)
        if done and begin > done:
            pieces.append(found.old_text[done : _line_end(found.old_text, done)] + "\n\n")
        pieces.append(found.old_text[begin : change.start])
        pieces += [f"[-{change.old}-]"] if change.old else []
        pieces += [f"{{+{change.new}+}}"] if change.new else []
        done = change.end
    rest = found.old_text[done : _line_end(found.old_text, done)] if found.changes else ""
    return f"old: {found.old}\nnew: {found.new}\n\n{''.join(pieces)}{rest}\n"


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _comparison(old: str, new: str, old_text: str, new_text: str) -> Comparison:
    changes = tuple(paragraphs.difference(old_text, new_text))
    return Comparison(old=old, new=new, old_text=old_text, new_text=new_text, changes=changes)
