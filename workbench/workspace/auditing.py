"""The whole-library audit: sources, custody, files, anchors, codebook, index."""

from __future__ import annotations

import difflib
import os
import re
import time
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from workbench.cleaning.render import RENDER_VERSION, render
from workbench.errors import Cancelled, Problem, WorkbenchError, problem_of
from workbench.files import atomic, yaml_file
from workbench.files.reading import read_text
from workbench.records.article import Article
from workbench.records.tag import Codebook
from workbench.search.sync import plan
from workbench.storage import annotations as annotation_files
from workbench.storage import articles, codebook, decisions, ids, list_merging, moving, rules, searches, sources
from workbench.workspace import git, merge_driver, reading
from workbench.workspace.auditing_excerpts import ExcerptAudit
from workbench.workspace.entries import UNREAD
from workbench.workspace.indexing import Progress, Stop, fingerprints, never, no_progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from workbench.workspace.opening import Workspace


_MARKERS = re.compile("^<<<<<<< .*?^=======$.*?^>>>>>>> ", re.MULTILINE | re.DOTALL)
"""A conflict that git left in a text."""
_MARKER = re.compile("^(?:<<<<<<<|>>>>>>>) .*$", re.MULTILINE)
_MERGED_BY_ITEM = ("library/annotations/*.yaml", "library/codebook.yaml", "library/searches.yaml")
_LEFT_SECONDS = 60
"""How old a temporary file is that no save will come back to."""


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
    excerpts = ExcerptAudit(workspace, known_tags, counts)
    read: list[Article] = []
    for done, article_id in enumerate(listed):
        progress(done, len(listed))
        if stop():
            raise Cancelled("stopped before the end")
        problems += _article(workspace, article_id, counts, excerpts if article_id in annotated else None, read)
    for article_id in sorted(annotated - set(listed)):
        problems += excerpts.without_article(article_id)
    problems += _versions(workspace, read)
    progress(len(listed), len(listed))
    problems += [*_strays(workspace, {*listed, *annotated}), *excerpts.strays(), *_left_behind(workspace)]
    problems += [*_git_problems(workspace), *_index(workspace)]
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
    workspace: Workspace, article_id: str, counts: Counter[str], excerpts: ExcerptAudit | None, read: list[Article]
) -> Iterator[Problem]:
    """One article with its excerpts, if it has any; it is added to `read` without its text."""
    path = articles.path_of(workspace.library, article_id)
    try:
        loaded = articles.read(workspace.library, article_id)
    except WorkbenchError as error:
        yield problem_of(error, path)
        if excerpts:
            yield from excerpts.alone(article_id)
        return
    yield from loaded.problems
    if _MARKERS.search(loaded.article.text):
        yield _markers(workspace, loaded.article, path)
    read.append(replace(loaded.article, text=""))
    yield from _custody(workspace, loaded.article, counts)
    if excerpts:
        yield from excerpts.article(loaded.article)


def _markers(workspace: Workspace, article: Article, path: Path) -> Problem:
    """What to say of git's conflict markers in a text: an article about git may quote them."""
    line = _line_of_markers(path)
    try:
        source = reading.rendition(workspace, article)
    except WorkbenchError:
        source = ""
    if {marker.strip() for marker in _MARKER.findall(article.text)} <= {row.strip() for row in source.split("\n")}:
        return Problem("note", path, line, "git's conflict markers in the text; its source has the same lines")
    return Problem("error", path, line, "git's conflict markers in the text", "keep what is right of both sides")


def _line_of_markers(path: Path) -> int | None:
    lines = read_text(path).split("\n")
    return next((number for number, line in enumerate(lines, 1) if line.startswith("<<<<<<< ")), None)


def _versions(workspace: Workspace, read: Sequence[Article]) -> Iterator[Problem]:
    """Articles that say they supersede one that is not there, or, by whatever steps, themselves."""
    names = {name: article.id for article in read for name in (*article.aliases, article.id)}
    earlier = {article.id: names.get(article.supersedes or "") for article in read}
    for article in read:
        path = articles.path_of(workspace.library, article.id)
        if article.supersedes and article.supersedes not in names:
            fix = "bring that one back, or write `supersedes: null`"
            yield Problem("note", path, None, f"it supersedes {article.supersedes!r}, which is not there", fix)
        at, seen = earlier[article.id], {article.id}
        while at is not None and at not in seen:
            seen.add(at)
            at = earlier[at]
        if at == article.id:
            yield Problem(
                "error",
                path,
                None,
                f"it supersedes itself by way of {article.supersedes!r}",
                "correct `supersedes` in one of them",
            )


def _left_behind(workspace: Workspace) -> Iterator[Problem]:
    """What a save left that was killed before it came to an end."""
    for where, _, names in os.walk(workspace.library):
        for name in names:
            path = Path(where, name)
            if name.startswith(atomic.TEMPORARY_PREFIX) and time.time() - _changed(path) > _LEFT_SECONDS:
                yield Problem(
                    "note",
                    path,
                    None,
                    "left by a save that did not come to its end",
                    "delete it: nothing of it was reported as saved",
                )


def _changed(path: Path) -> float:
    """When a file was changed, in seconds; now if it is gone by now."""
    try:
        return path.lstat().st_mtime
    except OSError:
        return time.time()


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


def look_at_codebook(workspace: Workspace) -> None:
    """Note what is wrong with the codebook's file: items that are no tags, conflicts of a merge that nobody has settled."""
    for problem in _codebook_problems(workspace):
        workspace.note(problem)


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
        problems = codebook.read(workspace.library).problems
        return [*problems, *list_merging.unsettled(yaml_file.read(codebook.path_of(workspace.library)))]
    except FileNotFoundError:
        return []
    except WorkbenchError as error:
        return [problem_of(error, codebook.path_of(workspace.library))]


def _git_problems(workspace: Workspace) -> Iterator[Problem]:
    """A merge driver that git cannot run, and files that one left with our side only."""
    root, driver = workspace.root, merge_driver.configured(workspace.root)
    if driver and (missing := merge_driver.missing_program(driver, root)):
        what = (
            f"git cannot surely run {missing!r}, which is set to merge here: a merge would leave our side alone, without markers"
        )
        yield Problem("error", root / ".gitattributes", None, what, merge_driver.installing())
    for name in git.unmerged(root, _MERGED_BY_ITEM):
        fix = f"see that both sides stand in it, then git add it; to merge it again: git checkout -m -- {name}"
        yield Problem("error", root / name, None, "git has not merged it: it may hold our side only", fix)


def _index(workspace: Workspace) -> Iterator[Problem]:
    indexed = workspace.index.engine.fingerprints()
    to_do = plan(fingerprints(workspace.library), indexed)
    # Articles whose excerpts cannot be read never agree with their files; that is told with the files.
    updated = [article_id for article_id in to_do.update if indexed[article_id] != UNREAD]
    behind = len(to_do.add) + len(updated) + len(to_do.remove)
    if behind:
        yield Problem(
            "note",
            workspace.cache,
            None,
            f"the index is behind by {behind} articles",
            "workbench index, or the next start, mends it",
        )
