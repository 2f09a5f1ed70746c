"""Which article of the library a file speaks of, when it names it by another name."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from workbench.errors import AmbiguousError, NotFoundError, WorkbenchError
from workbench.exchange.project import ArticleCopy
from workbench.exchange.refi_names import guid_of
from workbench.storage import articles, ids, texts
from workbench.workspace.catalogue import Summary
from workbench.workspace.drafts import Draft
from workbench.workspace.excerpt_copies import plain
from workbench.workspace.rows import Row, draft_of
from workbench.workspace.versions import page_key

if TYPE_CHECKING:
    from workbench.workspace.opening import Workspace

_ALIKE = 0.5
"""So much of the paragraphs of a text has to stand in an article of the same title for the two to be the same."""


class Library:
    """The articles of a library, by what files call them. What is dear to know is found out when it is first asked for."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def find(self, copy: ArticleCopy) -> str:
        """The id of the article that is meant: by our id, its very text, its address, or its title and publisher.

        Raises:
            NotFoundError: There is none.
            AmbiguousError: There are several, and nothing tells which.
        """
        named = self._by_id(copy) or self._by_text(copy)
        if named:
            return named
        key = page_key(copy.url)
        found = self._by_page[key] if key else []
        found = found or [name for name in self._by_title[plain(copy.title)] if self._may_be(name, copy)] if copy.title else found
        if len(found) > 1:
            followed = {self._summaries[name].supersedes for name in found}
            found = [name for name in found if name not in followed] or found
        if len(found) > 1:
            raise AmbiguousError(
                f"{len(found)} articles may be meant: {', '.join(found[:3])}", remedy="name the article by its id"
            )
        if not found:
            said = copy.id or copy.url or copy.title
            raise NotFoundError(f"no article {said!r}" if said else "it does not say of which article", remedy="import it first")
        return found[0]

    def _by_id(self, copy: ArticleCopy) -> str | None:
        name = copy.id or (self._by_guid.get(copy.guid) if copy.guid else None)
        if name is None:
            return None
        if not (ids.is_article_id(name) and articles.listed(self._workspace.library, name)):
            self._workspace.index.ensure_fresh()
            return self._workspace.index.summaries.named(name)
        return name if copy.text is None or self._is_same(name, copy) else None

    def _is_same(self, name: str, copy: ArticleCopy) -> bool:
        """Whether an article of the same id may be the one of a file that brings its text: libraries of two people may share ids."""
        there = self._summaries.get(name)
        return there is None or plain(copy.title) == plain(there.title) or self._may_be(name, copy)

    def _by_text(self, copy: ArticleCopy) -> str | None:
        name = copy.text_id if copy.text is None else texts.text_id(copy.text)
        return self._names_of_texts.get(name) if name else None

    def _may_be(self, name: str, copy: ArticleCopy) -> bool:
        """Whether publisher and text, where the file has them, are those of an article."""
        publisher = self._summaries[name].publisher
        if copy.publisher and publisher and plain(copy.publisher) != plain(publisher):
            return False
        if copy.text is None:
            return True
        lines = {plain(line) for line in copy.text.split("\n") if line.strip()}
        try:
            there = {plain(line) for line in articles.text_of(self._workspace.library, name).split("\n")}
        except WorkbenchError:
            return False
        return len(lines & there) >= _ALIKE * len(lines)

    @cached_property
    def _summaries(self) -> dict[str, Summary]:
        self._workspace.index.ensure_fresh()
        return {summary.id: summary for summary in self._workspace.index.summaries.values()}

    @cached_property
    def _by_page(self) -> defaultdict[str, list[str]]:
        found = defaultdict(list)
        for summary in self._summaries.values():
            if key := page_key(summary.url):
                found[key].append(summary.id)
        return found

    @cached_property
    def _by_title(self) -> defaultdict[str, list[str]]:
        found = defaultdict(list)
        for summary in self._summaries.values():
            found[plain(summary.title)].append(summary.id)
        return found

    @cached_property
    def _by_guid(self) -> dict[str, str]:
        return {guid_of("article", name): name for name in articles.names(self._workspace.library)}

    @cached_property
    def _names_of_texts(self) -> dict[str, str]:
        """By the name of its text each article; of several with the same text the first."""
        found: dict[str, str] = {}
        for name in sorted(articles.names(self._workspace.library)):
            try:
                found.setdefault(texts.text_id(articles.text_of(self._workspace.library, name)), name)
            except WorkbenchError:
                continue
        return found


def source_of(place: str, copy: ArticleCopy) -> Draft:
    """A text that a file brings as a source of its own, named `place`: a row as in a .jsonl file, taken as clean.

    Raises:
        WorkbenchError: It has neither title nor text.
    """
    row = Row(
        id=copy.id,
        title=copy.title,
        date=copy.published,
        authors=list(copy.authors) or None,
        publisher=copy.publisher,
        url=copy.url,
        lang=copy.language,
        text=copy.text,
    )
    return draft_of(place, msgspec.json.encode(row), row)
