"""Excerpts of other programs: their articles found or made, their passages found again, saved without overwriting anything.

An excerpt goes to the passage that its words and their context name, never to the place a file states. One whose passage is not found
is refused with the reason, unless the file brings the text it was made on: then it is kept with that text, as a lost one is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from workbench.errors import NotFoundError, UnwritableError, UsageError, WorkbenchError
from workbench.exchange.project import ArticleCopy, ExcerptCopy, Project, Refusal
from workbench.exchange.recognising import project_of
from workbench.files import reading as file_reading
from workbench.records.article import Article, Metadata
from workbench.records.excerpt import Excerpt
from workbench.storage import annotations as annotation_files
from workbench.storage import articles, codebook, texts
from workbench.storage.annotations import Put
from workbench.storage.codebook import TagEdit
from workbench.text.sanitise import display_line
from workbench.workspace import vocabulary
from workbench.workspace.clock import now
from workbench.workspace.excerpt_articles import Library, source_of
from workbench.workspace.excerpt_copies import differing, excerpt_of, excerpts_there, id_of, tag_names, tags_of
from workbench.workspace.indexing import Progress, Stop, never, no_progress
from workbench.workspace.intake import import_drafts
from workbench.workspace.passages import Found, Passages

if TYPE_CHECKING:
    from workbench.workspace.opening import Workspace

LARGEST: Final = 256 * 1024 * 1024
"""Bytes of a file that excerpts are read from."""
_VIA: Final = "import-excerpts"
"""How articles came in that a file of excerpts brought, for the record."""


class Taken(Struct, frozen=True, kw_only=True):
    """An excerpt that was imported; `anchor` says how surely its passage was found."""

    id: str
    article: str
    anchor: str


class ExcerptImport(Struct, frozen=True, kw_only=True):
    """What came of a file: `known` are ids of excerpts that were there already, `articles` of those made, `tags` new in the codebook."""

    format: str
    imported: tuple[Taken, ...] = ()
    known: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    refused: tuple[Refusal, ...] = ()
    told: tuple[str, ...] = ()
    stopped: bool = False


def import_file(
    workspace: Workspace,
    file: Path,
    notation: str | None = None,
    progress: Progress = no_progress,
    stop: Stop = never,
    *,
    dry_run: bool = False,
) -> ExcerptImport:
    """Take in the excerpts of a file. Each article's are saved at once; what cannot be taken is told, and the rest goes on.

    Args:
        workspace: Where to.
        file: What another program, or `export`, wrote.
        notation: Its format, one of `workbench.workspace.exporting.FORMATS`; None: what it looks like.
        progress: Told how many articles of how many are done.
        stop: Asked between articles; what is saved by then stays.
        dry_run: Only say what would come of it.

    Raises:
        NotFoundError: There is no such file.
        FormatError: It is in no format that is known, or not in the one that is named.
        DataError: It cannot be read.
        UnwritableError: The library cannot be written.
    """
    try:
        raw = file_reading.read_bytes(file, LARGEST)
    except FileNotFoundError:
        raise NotFoundError("there is no such file", place=file) from None
    name, project = project_of(raw, file, notation)
    run = _Run(workspace, file, project, dry_run=dry_run)
    run.take_all(progress, stop)
    return run.report(name)


class _Run:
    """One import: what came of it so far."""

    def __init__(self, workspace: Workspace, file: Path, project: Project, *, dry_run: bool) -> None:
        self._workspace = workspace
        self._file = file
        self._project = project
        self._dry_run = dry_run
        self._there = excerpts_there(workspace)
        self._by_place = defaultdict(list)
        for excerpt in self._there.values():
            self._by_place[excerpt.text, excerpt.start, excerpt.end].append(excerpt)
        self._defined = {tag.tag for tag in codebook.read(workspace.library).codebook.tags}
        self._imported: list[Taken] = []
        self._known: list[str] = []
        self._articles: list[str] = []
        self._tags: list[str] = []
        self._refused = list(project.refused)
        self._stopped = False
        self._unwritten: dict[str, Article] = {}
        """Articles that would be made."""

    def take_all(self, progress: Progress, stop: Stop) -> None:
        """Take the excerpts, article by article, and what the file says of tags."""
        self._define()
        wanted = defaultdict(list)
        for excerpt in self._new():
            wanted[excerpt.article].append(excerpt)
        meant = self._meant(wanted)
        for done, (name, excerpts) in enumerate(meant.items()):
            progress(done, len(meant))
            if stop():
                self._stopped = True
                break
            self._take(name, excerpts)
        if not self._dry_run:
            self._workspace.index.touch(list(dict.fromkeys(taken.article for taken in self._imported)))

    def report(self, notation: str) -> ExcerptImport:
        """What came of it."""
        return ExcerptImport(
            format=notation,
            imported=tuple(self._imported),
            known=tuple(self._known),
            articles=tuple(self._articles),
            tags=tuple(self._tags),
            refused=tuple(self._refused),
            told=self._project.told,
            stopped=self._stopped,
        )

    def _refuse(self, excerpts: Iterable[ExcerptCopy], error: WorkbenchError | str) -> None:
        said = error if isinstance(error, str) else f"{error.what} ({error.remedy})" if error.remedy else error.what
        self._refused += [Refusal(excerpt.where, said) for excerpt in excerpts]

    def _meant(self, wanted: dict[str, list[ExcerptCopy]]) -> dict[str, list[tuple[ArticleCopy, ExcerptCopy]]]:
        """The excerpts by the article of the library that they are of; those of none are refused."""
        library = Library(self._workspace)
        names: dict[str, str] = {}
        missing: list[ArticleCopy] = []
        for copy in self._project.articles:
            if copy.key not in wanted and not copy.text:
                continue
            try:
                names[copy.key] = library.find(copy)
            except NotFoundError as error:
                if copy.text and copy.text.strip():
                    missing.append(copy)
                else:
                    self._refuse(wanted.get(copy.key, []), error)
            except WorkbenchError as error:
                self._refuse(wanted.get(copy.key, []), error)
        known = {copy.key for copy in self._project.articles}
        for key in wanted.keys() - known:
            self._refuse(wanted[key], "the file says nothing of its article")
        names |= self._made(missing, wanted)
        meant: dict[str, list[tuple[ArticleCopy, ExcerptCopy]]] = defaultdict(list)
        for copy in self._project.articles:
            if copy.key in names:
                meant[names[copy.key]] += [(copy, excerpt) for excerpt in wanted.get(copy.key, [])]
        return meant

    def _made(self, copies: Sequence[ArticleCopy], wanted: dict[str, list[ExcerptCopy]]) -> dict[str, str]:
        """Make articles of the texts that a file brings and the library does not have; what cannot be one is refused."""
        if not copies:
            return {}
        called = display_line(self._file.name)
        places = {f"{called}#{count}": copy for count, copy in enumerate(copies, 1)}
        drafts = [source_of(place, copy) for place, copy in places.items()]
        report = import_drafts(self._workspace, drafts, dry_run=self._dry_run, via=_VIA)
        for refused in report.refused:
            copy = places[refused.path]
            self._refused.append(Refusal(copy.title or copy.key, refused.error))
            self._refuse(wanted.get(copy.key, []), f"its article cannot be made: {refused.error}")
        self._articles += [made.id for made in report.imported]
        if self._dry_run:
            cleaned = {draft.path: draft.cleaned for draft in drafts}
            self._unwritten = {
                made.id: Article(id=made.id, metadata=Metadata(title=made.title), text=text.text)
                for made in report.imported
                if (text := cleaned[made.path])
            }
        names = {made.path: made.id for made in report.imported} | {there.path: there.id for there in report.duplicates}
        return {places[place].key: name for place, name in names.items()}

    def _take(self, name: str, excerpts: Sequence[tuple[ArticleCopy, ExcerptCopy]]) -> None:
        """Take the excerpts of one article, in one write."""
        try:
            article = self._unwritten.get(name) or articles.read(self._workspace.library, name).article
        except WorkbenchError as error:
            self._refuse((excerpt for _, excerpt in excerpts), error)
            return
        passages = Passages(self._workspace, article, self._project.texts)
        made: dict[str, tuple[ExcerptCopy, Found]] = {}
        for copy, excerpt in excerpts:
            found = passages.find(copy, excerpt)
            if not isinstance(found, Found):
                self._refuse([excerpt], found)
            elif there := self._same(excerpt, found):
                self._known.append(there.id)
            else:
                made[id_of(excerpt)] = (excerpt, found)
        self._save(name, made)

    def _same(self, copy: ExcerptCopy, found: Found) -> Excerpt | None:
        """The excerpt of the library that says the same of the same passage, where a program has given it another name."""
        place = (found.text, found.position.start, found.position.end)
        candidates = () if copy.id else self._by_place.get(place, ())
        return next((there for there in candidates if not differing(there, copy)), None)

    def _new(self) -> Iterator[ExcerptCopy]:
        """The excerpts that are not there yet and may be taken."""
        seen: set[str] = set()
        for excerpt in self._project.excerpts:
            known = id_of(excerpt)
            if known in seen:
                self._refuse([excerpt], f"the id {known} a second time in the file")
            elif not self._is_known(known, excerpt) and self._may_be_tagged(excerpt):
                yield excerpt
            seen.add(known)

    def _may_be_tagged(self, excerpt: ExcerptCopy) -> bool:
        """Whether the codebook allows an excerpt's tags; one that it does not is refused, since without them it says less."""
        try:
            if not self._defined.issuperset(tag_names(excerpt)):
                vocabulary.check(self._workspace, tag_names(excerpt))
        except UsageError as error:
            self._refuse([excerpt], error)
            return False
        return True

    def _is_known(self, known: str, excerpt: ExcerptCopy) -> bool:
        """Whether an excerpt is there already; one that is there with other content is refused."""
        there = self._there.get(known)
        if there is None:
            return False
        if other := differing(there, excerpt):
            self._refuse([excerpt], f"{known} is in the library with another {', '.join(other)}; nothing is overwritten")
        else:
            self._known.append(known)
        return True

    def _save(self, name: str, made: dict[str, tuple[ExcerptCopy, Found]]) -> None:
        """Save excerpts in one write; where one has a value that it cannot have, the others are saved without it.

        Raises:
            UnwritableError: The library cannot be written.
        """
        stamp = now()
        excerpts = {known: excerpt_of(known, copy, found, stamp) for known, (copy, found) in made.items()}
        library = self._workspace.library
        try:
            if not self._dry_run and excerpts:
                for text in {found.made_on for _, found in made.values()}:
                    texts.keep(library, text)
                annotation_files.apply(library, name, [Put(None, excerpt) for excerpt in excerpts.values()])
        except UnwritableError:
            raise
        except UsageError as error:
            if len(made) == 1:
                self._refuse((copy for copy, _ in made.values()), error)
            for known in made if len(made) > 1 else ():
                self._save(name, {known: made[known]})
            return
        except WorkbenchError as error:
            self._refuse((copy for copy, _ in made.values()), error)
            return
        for known, (_, found) in made.items():
            self._imported.append(Taken(id=known, article=name, anchor=str(found.anchor.state)))

    def _define(self) -> None:
        """Add to the codebook what the file says of tags that it has not."""
        new = []
        for tag in tags_of(self._project):
            if tag.tag not in self._defined:
                try:
                    vocabulary.check(self._workspace, [tag.tag])
                    new.append(tag)
                except UsageError as error:
                    self._refused.append(Refusal(f"tag {tag.tag}", error.what))
        if new and not self._dry_run:
            codebook.change_all(self._workspace.library, [TagEdit(before=None, after=tag) for tag in new])
        self._tags += [tag.tag for tag in new]
        self._defined |= {tag.tag for tag in new}
