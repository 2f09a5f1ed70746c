"""The audit of excerpts: their files, their places in the articles, the texts they were made on, their tags."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from workbench.errors import Problem, WorkbenchError, problem_of
from workbench.records.excerpt import Excerpt
from workbench.records.selector import AnchorState
from workbench.storage import annotations as annotation_files
from workbench.storage import ids, texts
from workbench.workspace import reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from workbench.records.article import Article
    from workbench.workspace.opening import Workspace
    from workbench.workspace.reading import Placed

_SHOWN = 60
"""Code points of a passage in one line of the audit."""


class ExcerptAudit:
    """One look at all excerpts of a library, article by article; it remembers where each id was seen."""

    def __init__(self, workspace: Workspace, known_tags: set[str], counts: Counter[str]) -> None:
        self._workspace = workspace
        self._known_tags = known_tags
        self._counts = counts
        self._seen: dict[str, str] = {}

    def article(self, article: Article) -> Iterator[Problem]:
        """The excerpts of an article."""
        found: list[Excerpt] = []
        yield from self._file(article.id, found)
        for placed in reading.place(self._workspace, article, tuple(found)):
            self._counts[placed.anchor.state] += 1
            yield from self._place(placed, article)

    def alone(self, article_id: str) -> Iterator[Problem]:
        """The excerpts of an article that cannot be read: where they stand in it is not known."""
        yield from self._file(article_id, [])

    def without_article(self, article_id: str) -> Iterator[Problem]:
        """The excerpts of an article that is not there: all have lost their passage."""
        found: list[Excerpt] = []
        yield from self._file(article_id, found)
        self._counts["orphaned"] += len(found)
        if found:
            yield Problem(
                "error",
                self._path(article_id),
                None,
                f"{len(found)} excerpts of an article that is not there",
                f"bring back library/articles/{article_id}.md",
            )

    def strays(self) -> Iterator[Problem]:
        """What lies among the files of excerpts and is none; nobody would ever see what it holds."""
        folder = self._workspace.library / "annotations"
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if (
                not path.name.startswith(".")
                and path.name != "texts"
                and not (path.suffix == ".yaml" and ids.is_article_id(path.stem))
            ):
                yield Problem(
                    "note", path, None, "not read: its name is not that of an article with .yaml", "rename it, or move it away"
                )

    def _path(self, article_id: str) -> Path:
        return annotation_files.path_of(self._workspace.library, article_id)

    def _file(self, article_id: str, found: list[Excerpt]) -> Iterator[Problem]:
        """What is wrong with a file itself; its excerpts are added to `found`."""
        path = self._path(article_id)
        try:
            kept = annotation_files.load(self._workspace.library, article_id)
        except WorkbenchError as error:
            yield problem_of(error, path)
            return
        yield from kept.problems
        found += kept.annotations.excerpts
        self._counts["excerpts"] += len(found)
        for excerpt in found:
            if (other := self._seen.setdefault(excerpt.id, article_id)) != article_id:
                yield Problem(
                    "error",
                    path,
                    None,
                    f"the id {excerpt.id} stands in {self._path(other).name} as well",
                    "give one of the two another",
                )
        yield from self._proofs(path, found)

    def _place(self, placed: Placed, article: Article) -> Iterator[Problem]:
        path, excerpt = self._path(placed.article), placed.excerpt
        if placed.anchor.state is AnchorState.ORPHANED:
            yield Problem(
                "error",
                path,
                None,
                f"{excerpt.id}: {placed.why_lost}",
                f"workbench excerpts candidates {excerpt.id} shows where it may be",
            )
        elif placed.anchor.state is AnchorState.FUZZY:
            fix = f"look at it; workbench excerpts confirm {excerpt.id}, or attach it"
            yield Problem("note", path, None, f"{excerpt.id}: {_change(placed, article)}", fix)
        for tag in excerpt.tags:
            if self._known_tags and tag not in self._known_tags:
                yield Problem("note", path, None, f"{excerpt.id}: the tag {tag!r} is not in the codebook")

    def _proofs(self, path: Path, found: Iterable[Excerpt]) -> Iterator[Problem]:
        """Whether the texts that excerpts were made on are kept, are those of their names, and hold the quotations where they say."""
        by_text: dict[str, list[Excerpt]] = {}
        for excerpt in found:
            by_text.setdefault(excerpt.text, []).append(excerpt)
        for name, excerpts in by_text.items():
            try:
                text = texts.read(self._workspace.library, name)
            except WorkbenchError as error:
                yield problem_of(error, path)
                continue
            for excerpt in excerpts:
                if text is None:
                    yield Problem("note", path, None, f"{excerpt.id}: the text it was made on is not kept ({name})")
                elif excerpt.span.of(text) != excerpt.quote:
                    what = f"{excerpt.id}: its quotation is not what stands in the text it was made on"
                    yield Problem("error", path, None, what, "see git log of this file")


def _change(placed: Placed, article: Article) -> str:
    """What became of a passage that was found again with some doubt, in a line."""
    was = " ".join(placed.excerpt.quote.split())
    now = " ".join(placed.anchor.span.of(article.text).split()) if placed.anchor.span else ""
    if was == now:
        return f"what stands around its passage was changed: «{_clipped(now)}»"
    same = next((at for at, (one, other) in enumerate(zip(was, now, strict=False)) if one != other), min(len(was), len(now)))
    start = max(0, was.rfind(" ", 0, same) + 1)
    return f"its passage was changed: «{_clipped(was[start:])}» is now «{_clipped(now[start:])}»"


def _clipped(words: str) -> str:
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
