"""The whole-library audit: sources, custody, files, anchors, codebook, index."""

from __future__ import annotations

import difflib
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct

from workbench.cleaning.render import RENDER_VERSION, render
from workbench.errors import Cancelled, Problem, WorkbenchError, problem_of
from workbench.records.article import Article
from workbench.records.selector import AnchorState
from workbench.records.tag import Codebook
from workbench.search.sync import plan
from workbench.storage import annotations as annotation_files
from workbench.storage import articles, codebook, decisions, ids, moving, rules, searches, sources, texts
from workbench.workspace import reading
from workbench.workspace.indexing import Progress, Stop, fingerprints, never, no_progress
from workbench.workspace.reading import Placed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from workbench.workspace.opening import Workspace


_SHOWN = 60
"""Code points of a passage in one line of the audit."""


class Audit(Struct, frozen=True, kw_only=True):
    """What the audit found; `ok` is: no errors. Notes are things to know, not to mend."""

    ok: bool
    problems: tuple[Problem, ...]
    counts: dict[str, int]


def check(workspace: Workspace, progress: Progress = no_progress, stop: Stop = never) -> Audit:
    """Check every file of the library.

    Raises:
        Cancelled: `stop` said so.
    """
    library = workspace.library
    known_tags = {tag.tag for tag in _codebook(workspace).tags} if (library / "codebook.yaml").exists() else set()
    problems: list[Problem] = [*_codebook_problems(workspace), *_rule_problems(workspace), *_search_problems(workspace)]
    counts: Counter[str] = Counter()
    listed = [entry.id for entry in articles.listing(library)]
    annotated = set(annotation_files.annotated(library))
    for done, article_id in enumerate(listed):
        progress(done, len(listed))
        if stop():
            raise Cancelled("stopped before the end")
        problems += _article(workspace, article_id, counts, known_tags, annotated)
    for article_id in sorted(annotated - set(listed)):
        problems += _without_article(workspace, article_id, counts)
    progress(len(listed), len(listed))
    problems += _strays(workspace, {*listed, *annotated})
    problems += _index(workspace)
    counts["articles"] = len(listed)
    return Audit(
        ok=not any(problem.severity == "error" for problem in problems),
        problems=tuple(problems),
        counts={
            name: counts[name]
            for name in ("articles", "sources", "hand_edited", "excerpts", "exact", "moved", "fuzzy", "orphaned")
        },
    )


def _article(
    workspace: Workspace, article_id: str, counts: Counter[str], known_tags: set[str], annotated: set[str]
) -> Iterator[Problem]:
    path = articles.path_of(workspace.library, article_id)
    try:
        loaded = articles.read(workspace.library, article_id)
    except WorkbenchError as error:
        yield problem_of(error, path)
        return
    yield from loaded.problems
    yield from _custody(workspace, loaded.article, counts)
    if article_id not in annotated:
        return
    try:
        kept = annotation_files.load(workspace.library, article_id)
    except WorkbenchError as error:
        yield problem_of(error, annotation_files.path_of(workspace.library, article_id))
        return
    yield from kept.problems
    for placed in reading.place(workspace, loaded.article, kept.annotations.excerpts):
        counts["excerpts"] += 1
        counts[placed.anchor.state] += 1
        yield from _excerpt(workspace, placed, loaded.article, known_tags)


def _custody(workspace: Workspace, article: Article, counts: Counter[str]) -> Iterator[Problem]:
    """Prove an article: its source has the recorded SHA-256, and its text is exactly what the decisions keep of it."""
    path = articles.path_of(workspace.library, article.id)
    if article.source is None:
        yield Problem("note", path, None, "it has no source: its text cannot be traced back", "import the page it is from")
        return
    counts["sources"] += 1
    try:
        for wrong in (
            sources.verify(workspace.library, article.source),
            sources.verify_rendition(workspace.library, article.id, article.source),
        ):
            if wrong:
                yield wrong
                return
        decided = decisions.read_decisions(workspace.library, article.id)
        if decided is None:
            yield Problem("note", path, None, "no cleaning decisions are on file: its text cannot be traced back line by line")
            return
        yield from decided.problems
        if decided.render != RENDER_VERSION:
            yield Problem("note", path, None, f"it was rendered by version {decided.render}, which this workbench does not know")
            return
        text, _ = render(reading.rendition(workspace, article), decided.decisions)
    except WorkbenchError as error:
        yield problem_of(error, path)
        return
    if text != article.text:
        counts["hand_edited"] += 1
        yield Problem(
            "note",
            path,
            None,
            f"edited by hand: {_difference(text, article.text)}",
            f"nothing to do, the source is untouched; all of it: workbench diff --source {article.id}",
        )


def _difference(made: str, now: str) -> str:
    # Paragraphs are compared whole: to look for likenesses within them (`ndiff`) takes hours on a long article.
    lines = difflib.unified_diff(made.rstrip("\n").split("\n\n"), now.rstrip("\n").split("\n\n"), n=0, lineterm="")
    changed = [f"{line[0]} {line[1:]}" for line in islice(lines, 2, None) if line.startswith(("+", "-"))]
    words = [" ".join(line.split())[:70] for line in changed[:2]]
    return f"{len(changed)} paragraphs differ from what cleaning made: " + " / ".join(words)


def _excerpt(workspace: Workspace, placed: Placed, article: Article, known_tags: set[str]) -> Iterator[Problem]:
    path = annotation_files.path_of(workspace.library, placed.article)
    excerpt = placed.excerpt
    if placed.anchor.state is AnchorState.ORPHANED:
        yield Problem("error", path, None, f"{excerpt.id}: its passage is gone from the article; the excerpt keeps its words")
    elif placed.anchor.state is AnchorState.FUZZY:
        yield Problem("note", path, None, f"{excerpt.id}: {_change(placed, article)}", "look at it and confirm, or attach it")
    yield from _proof(workspace, placed, path)
    for tag in excerpt.tags:
        if known_tags and tag not in known_tags:
            yield Problem("note", path, None, f"{excerpt.id}: the tag {tag!r} is not in the codebook")


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


def _proof(workspace: Workspace, placed: Placed, path: Path) -> Iterator[Problem]:
    """Whether the text an excerpt was made on is kept and holds its words where it says."""
    excerpt = placed.excerpt
    try:
        text = texts.read(workspace.library, excerpt.text)
    except WorkbenchError as error:
        yield problem_of(error, path)
        return
    if text is None:
        yield Problem("note", path, None, f"{excerpt.id}: the text it was made on is not kept ({excerpt.text})")
    elif text[excerpt.start : excerpt.end] != excerpt.quote:
        yield Problem(
            "error",
            path,
            None,
            f"{excerpt.id}: its quotation is not what stands in the text it was made on",
            "see git log of this file",
        )


def _strays(workspace: Workspace, known: set[str]) -> Iterator[Problem]:
    """What lies in the library and is no part of it."""
    library = workspace.library
    for path in articles.strangers(library):
        if path.suffix == ".md" and ids.is_article_id(path.stem):
            yield Problem(
                "error", path, None, "it cannot be read as a file", "bring it back from git or a backup, or move it away"
            )
        else:
            yield Problem("note", path, None, "not an article: its name is no id", "move it away, or import it")
    for path in sources.leftovers(library, known | set(moving.removed(library))):
        yield Problem("note", path, None, "a source without an article", "import it again, or move it away")


def _without_article(workspace: Workspace, article_id: str, counts: Counter[str]) -> Iterator[Problem]:
    path = annotation_files.path_of(workspace.library, article_id)
    try:
        number = len(annotation_files.load(workspace.library, article_id).annotations.excerpts)
    except WorkbenchError as error:
        yield problem_of(error, path)
        return
    counts["excerpts"] += number
    counts["orphaned"] += number
    if number:
        yield Problem(
            "error",
            path,
            None,
            f"{number} excerpts of an article that is not there",
            f"bring back library/articles/{article_id}.md",
        )


def _codebook(workspace: Workspace) -> Codebook:
    try:
        return codebook.read(workspace.library).codebook
    except WorkbenchError:
        return Codebook()


def _rule_problems(workspace: Workspace) -> Iterable[Problem]:
    try:
        return rules.read(workspace.library).problems
    except WorkbenchError as error:
        return [problem_of(error, rules.path_of(workspace.library))]


def _search_problems(workspace: Workspace) -> Iterable[Problem]:
    try:
        return searches.read(workspace.library).problems
    except WorkbenchError as error:
        return [problem_of(error, searches.path_of(workspace.library))]


def _codebook_problems(workspace: Workspace) -> Iterable[Problem]:
    try:
        return codebook.read(workspace.library).problems
    except WorkbenchError as error:
        return [problem_of(error, workspace.library / "codebook.yaml")]


def _index(workspace: Workspace) -> Iterator[Problem]:
    to_do = plan(fingerprints(workspace.library), workspace.index.engine.fingerprints())
    behind = len(to_do.add) + len(to_do.update) + len(to_do.remove)
    if behind:
        yield Problem(
            "note",
            workspace.cache,
            None,
            f"the index is behind by {behind} articles",
            "workbench index, or the next start, mends it",
        )
