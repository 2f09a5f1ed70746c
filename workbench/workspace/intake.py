"""Importing: raw files into the library, cleaned, with everything they state of themselves.

A file is kept byte for byte before its article is written, so that a stop at any moment leaves no article without its source.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from workbench.cleaning.clean import DOUBT, decide, survey
from workbench.cleaning.render import RENDER_VERSION
from workbench.errors import UnwritableError, WorkbenchError, problem_of
from workbench.files.lock import locked
from workbench.records.article import Article, Evidence, Grade, Metadata
from workbench.records.cleaned import Cleaned
from workbench.records.page import Statement
from workbench.records.source import Source
from workbench.storage import annotations as annotation_files
from workbench.storage import articles, decisions, ids, moving, sources, texts
from workbench.text.addresses import host
from workbench.text.sanitise import display_line
from workbench.workspace import drafts as drafting
from workbench.workspace import vocabulary
from workbench.workspace.drafts import Draft
from workbench.workspace.editing import checked
from workbench.workspace.indexing import Progress, Stop, never, no_progress
from workbench.workspace.shared_lines import SharedLines
from workbench.workspace.sites import Sites
from workbench.workspace.versions import Versions, page_key

if TYPE_CHECKING:
    from workbench.workspace.opening import Workspace

_PLAIN: Final = frozenset({"text/plain"})
"""Media types whose rendition is the decoded source itself; of all others it is kept."""

_LONGEST_NAME: Final = 200
"""Code points of a file's own name that are recorded."""

_INDEX_EVERY: Final = 500
"""Articles after which what was imported becomes searchable: an interruption leaves at most these to the next look."""


class Imported(Struct, frozen=True, kw_only=True):
    """One article that was made. `path` is the file, or FILE:LINE for a row."""

    id: str
    path: str
    title: str | None
    kept_lines: int
    dropped_lines: int
    original_id: str | None = None
    doubtful: int = 0
    """How many of its blocks a person should look at."""


class Duplicate(Struct, frozen=True):
    """A file whose bytes the library has already."""

    path: str
    id: str


class Similar(Struct, frozen=True):
    """An imported article that says the same as another: `kind` is "same text" or "near-copy"."""

    id: str
    to: str
    kind: str


class Refused(Struct, frozen=True):
    """A file that could not be imported, and why."""

    path: str
    error: str


class ImportReport(Struct, frozen=True, kw_only=True):
    """What came of an import."""

    imported: tuple[Imported, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    similar: tuple[Similar, ...] = ()
    refused: tuple[Refused, ...] = ()
    stopped: bool = False
    """Whether it was stopped before its end; what is listed is done all the same."""


class Given(Struct, frozen=True, kw_only=True):
    """What the person who imports says of every file; wins over what a file states."""

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    date: str | None = None
    url: str | None = None
    language: str | None = None


def import_paths(
    workspace: Workspace,
    paths: Sequence[str],
    progress: Progress = no_progress,
    stop: Stop = never,
    *,
    given: Given | None = None,
    dry_run: bool = False,
    via: str = "import",
) -> ImportReport:
    """Import files, folders and globs.

    Args:
        workspace: Where to.
        paths: Files, folders (searched through), or patterns such as `scrapes/*.txt`.
        progress: Told how many of how many sources are done (0: nobody knows); rows of a .jsonl file count one each.
        stop: Asked between sources; what is imported by then stays.
        given: What holds for all of them.
        dry_run: Only say what would come of it.
        via: How they came in, for the record: "import", "inbox".

    Raises:
        UnwritableError: The library cannot be written; if that befalls it half-way, what was imported is reported.
        UsageError: `given` holds a value that its field cannot have.
    """
    run = _Run(workspace, given or Given(), dry_run=dry_run, via=via)
    files = list(drafting.files(paths, run.refuse))
    done, total = 0, drafting.number_of(files)
    progress(0, total)
    for file in files:
        for draft in drafting.drafts(file, run.refuse):
            try:
                run.take(draft)
            except UnwritableError as error:
                if not run.has_imported:
                    raise
                run.refuse(draft.path, error)
                return run.report(stop, stopped=True)
            done += 1
            progress(min(done, total) if total else done, total)
            if stop() and (done < total or not total):
                return run.report(stop, stopped=True)
    return run.report(stop)


def import_drafts(workspace: Workspace, drafts: Iterable[Draft], *, dry_run: bool = False, via: str) -> ImportReport:
    """Import sources that another file brings along; arguments and errors as for `import_paths`."""
    run = _Run(workspace, Given(), dry_run=dry_run, via=via)
    for draft in drafts:
        run.take(draft)
    return run.report(never)


class _Run:
    """One import: what came of it so far, and what is known of the library."""

    def __init__(self, workspace: Workspace, given: Given, *, dry_run: bool, via: str) -> None:
        self._workspace = workspace
        self._given = _checked(given)
        self._dry_run = dry_run
        self._via = via
        workspace.index.ensure_fresh()
        summaries = workspace.index.summaries.values()
        self._sites = Sites(workspace)
        self._shared = SharedLines(workspace, self._sites)
        self._versions = Versions(summaries)
        self._there = {summary.id for summary in summaries}
        """The articles whose bytes are known."""
        self._folder_seen: int | None = None
        self._by_hash = {summary.sha256: summary.id for summary in summaries if summary.sha256}
        self._taken = ids.taken(workspace.library) | {alias for summary in summaries for alias in summary.aliases}
        self._left = _left_behind(workspace)
        self._by_text: dict[str, str] = {}
        self._waiting: list[str] = []
        self._imported: list[Imported] = []
        self._duplicates: list[Duplicate] = []
        self._similar: list[Similar] = []
        self._refused: list[Refused] = []

    def refuse(self, path: str, error: WorkbenchError | str) -> None:
        """Note that something cannot be imported."""
        said = error if isinstance(error, str) else f"{error.what} ({error.remedy})" if error.remedy else error.what
        self._refused.append(Refused(display_line(path), display_line(said)))

    def take(self, draft: Draft) -> None:
        """Import one source."""
        digest = sources.sha256_of_bytes(draft.raw)
        if digest in self._by_hash:
            self._duplicates.append(Duplicate(display_line(draft.path), self._by_hash[digest]))
            return
        try:
            cleaned = draft.cleaned or self._cleaned(draft)
        except WorkbenchError as error:
            self.refuse(draft.path, error)
            return
        if (blocks := len(cleaned.decisions)) > decisions.MOST:
            self.refuse(draft.path, f"it has {blocks:,} blocks, more than can be kept on record (divide it)")
            return
        article = self._article(draft, cleaned, digest)
        if not article.text and not article.metadata.title:
            self.refuse(draft.path, "nothing of it is left after cleaning: no title and no text")
            return
        if not self._dry_run:
            try:
                written = self._written(draft, cleaned, article, digest)
            except UnwritableError:
                raise
            except WorkbenchError as error:
                self.refuse(draft.path, error)
                return
            if written is None:
                self._duplicates.append(Duplicate(display_line(draft.path), self._by_hash[digest]))
                return
            article = written
        self._by_hash[digest] = article.id
        self._taken.add(article.id)
        self._note_resemblance(article)
        kept = sum(d.last_line - d.first_line + 1 for d in cleaned.decisions if d.kept)
        dropped = sum(d.last_line - d.first_line + 1 for d in cleaned.decisions if not d.kept)
        self._imported.append(
            Imported(
                id=article.id,
                path=display_line(draft.path),
                title=article.metadata.title,
                kept_lines=kept,
                dropped_lines=dropped,
                original_id=draft.original_id,
                doubtful=sum(decision.confidence <= DOUBT for decision in cleaned.decisions),
            )
        )

    @property
    def has_imported(self) -> bool:
        """Whether anything was imported so far."""
        return bool(self._imported)

    def report(self, stop: Stop, *, stopped: bool = False) -> ImportReport:
        """Make what was imported searchable, look for near-copies, and say what came of it."""
        if not self._dry_run:
            self._index()
            self._shared.look_again(stop)
        return ImportReport(
            imported=tuple(self._imported),
            duplicates=tuple(self._duplicates),
            similar=tuple(self._similar),
            refused=tuple(self._refused),
            stopped=stopped,
        )

    def _cleaned(self, draft: Draft) -> Cleaned:
        """What the cleaner makes of a source, with what is known of its site.

        Raises:
            DataError: It cannot be read.
        """
        surveyed = survey(draft.raw, draft.media_type)
        around = {said.name: said.value for said in reversed(draft.statements)}
        site = self._given.get("site") or around.get("site") or surveyed.site
        url = self._given.get("url") or around.get("url") or surveyed.stated.metadata.url
        page = page_key(str(url) if url else None) or ""
        return decide(surveyed, self._sites.known(str(site) if site else None, surveyed, page))

    def _article(self, draft: Draft, cleaned: Cleaned, digest: str) -> Article:
        metadata, evidence = _with_given(cleaned, draft.statements, self._given)
        wanted = draft.original_id
        if digest in self._left:
            wanted = self._left[digest]
        elif wanted is None or not ids.is_article_id(wanted) or wanted in self._taken:
            wanted = ids.article_id(metadata.title or draft.stem or cleaned.text[:60], self._taken)
        captured = draft.captured or cleaned.captured
        return Article(
            id=wanted,
            metadata=replace(metadata, accessed=captured or datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")),
            text=cleaned.text,
            evidence=evidence,
            tags=vocabulary.allowed(self._workspace, draft.tags),
            supersedes=self._versions.earlier(metadata.url),
            source=Source(
                file=f"{wanted}{draft.suffix}",
                sha256=digest,
                encoding=cleaned.encoding,
                media_type=cleaned.media_type,
                removed=cleaned.removed,
                rendition=None
                if cleaned.media_type in _PLAIN
                else sources.sha256_of_bytes(cleaned.rendition.encode("utf-8", "surrogatepass")),
                name=display_line(os.path.basename(draft.path))[:_LONGEST_NAME] or None,  # noqa: PTH119 - it may end in :LINE
                via=self._via,
                captured=captured,
            ),
        )

    def _written(self, draft: Draft, cleaned: Cleaned, article: Article, digest: str) -> Article | None:
        """The article as it is on disk, under another id where another program took this one meanwhile; None if for the same bytes."""
        library = self._workspace.library
        with locked(library):
            self._catch_up()
            if digest in self._by_hash:
                return None
            if article.id in self._there:
                self._taken |= ids.taken(library)
                article = self._article(draft, cleaned, digest)
            if article.supersedes and self._says_the_same(article):
                article = replace(article, supersedes=None)
            content = articles.content_of(library, article)
            sources.store(library, article.id, draft.suffix, draft.raw)
            if cleaned.media_type not in _PLAIN:
                sources.keep_rendition(library, article.id, cleaned.rendition)
            decisions.write_decisions(library, article.id, cleaned.decisions, render=RENDER_VERSION)
            articles.create(library, article, content)
            self._there.add(article.id)
            self._folder_seen = _time_of_change(library)
        self._shared.note(article, cleaned)
        self._waiting.append(article.id)
        if len(self._waiting) >= _INDEX_EVERY:
            self._index()
        return article

    def _catch_up(self) -> None:
        """Take note of the articles that another process made since the last look."""
        library = self._workspace.library
        seen = _time_of_change(library)
        if seen == self._folder_seen:
            return
        for article_id in articles.names(library) - self._there:
            self._there.add(article_id)
            try:
                source = articles.read(library, article_id).article.source
            except WorkbenchError:
                continue
            if source:
                self._by_hash.setdefault(source.sha256, article_id)
        self._folder_seen = seen

    def _says_the_same(self, article: Article) -> bool:
        """Whether the version that an article would supersede has the very same text: then it is a copy, no version."""
        try:
            return articles.read(self._workspace.library, article.supersedes or "").article.text == article.text
        except WorkbenchError:
            return False

    def _note_resemblance(self, article: Article) -> None:
        self._versions.note(article.id, article.metadata.url)
        if article.supersedes:
            self._similar.append(Similar(article.id, article.supersedes, "new version"))
            return
        text = texts.text_id(article.text)
        if article.text and text in self._by_text:
            self._similar.append(Similar(article.id, self._by_text[text], "same text"))
        self._by_text.setdefault(text, article.id)

    def _index(self) -> None:
        """Make what is waiting searchable; without an index that can be written, the next start does it."""
        try:
            self._index_waiting()
        except WorkbenchError as error:
            self._workspace.note(problem_of(error, self._workspace.cache))
        self._waiting = []

    def _index_waiting(self) -> None:
        """Index what is waiting, then ask the index for near-copies of it."""
        from workbench.search.near_copies import nearest

        index = self._workspace.index
        index.update(self._waiting)
        same = {similar.id for similar in self._similar}
        signatures = index.engine.signatures(self._waiting)
        for article_id in self._waiting:
            mine = signatures.get(article_id)
            if not mine or article_id in same:
                continue
            others = index.engine.signatures(index.engine.candidates(mine) - {article_id})
            if best := nearest(mine, others):
                self._similar.append(Similar(article_id, best, self._resemblance(article_id, best)))

    def _resemblance(self, one: str, other: str) -> str:
        library = self._workspace.library
        same = articles.read(library, one).article.text == articles.read(library, other).article.text
        return "same text" if same else "near-copy"


def _time_of_change(library: Path) -> int | None:
    """When an article file was last made or removed, as the file system tells; None where there is no folder yet."""
    try:
        return (library / "articles").stat().st_mtime_ns
    except OSError:
        return None


def _left_behind(workspace: Workspace) -> dict[str, str]:
    """By SHA-256, the id under which an import that was cut off kept a source: importing it again goes on with that."""
    library = workspace.library
    articles_there = {entry.id for entry in articles.listing(library)}
    known = articles_there | set(annotation_files.annotated(library)) | set(moving.removed(library))
    found = {}
    for path in sources.leftovers(library, known):
        try:
            found[sources.sha256_of(path)] = path.name.partition(".")[0]
        except (WorkbenchError, FileNotFoundError):
            continue
    return found


def _checked(given: Given) -> dict[str, object]:
    """What the person says, by field of the metadata.

    Raises:
        UsageError: A field cannot have its value.
    """
    said = {
        "title": given.title,
        "authors": given.author,
        "publisher": given.publisher,
        "published": given.date,
        "url": given.url,
        "language": given.language,
    }
    entered = {field: checked(field, value) for field, value in said.items() if value}
    if site := host(given.url or ""):
        entered["site"] = site
    return {field: value for field, value in entered.items() if value}


def _with_given(
    cleaned: Cleaned, statements: Sequence[Statement], entered: dict[str, object]
) -> tuple[Metadata, dict[str, Evidence]]:
    """The metadata: what the person says, else what the file around the source states, else what the source states itself."""
    around = {said.name: said for said in reversed(statements)}
    evidence = {**cleaned.evidence, **{name: Evidence(said.grade, said.where) for name, said in around.items()}}
    evidence |= dict.fromkeys(entered, Evidence(Grade.USER, "entered"))
    return replace(cleaned.metadata, **{name: said.value for name, said in around.items()} | entered), evidence
