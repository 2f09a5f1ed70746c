"""Excerpts in the formats of other programs: gathered from the library, written to a file as a whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from workbench.errors import ConflictError, NotFoundError, UsageError, WorkbenchError, problem_of
from workbench.exchange.project import ArticleCopy, Project, copy_of
from workbench.files import atomic, reading
from workbench.records.article import Article, display_name
from workbench.records.tag import Tag
from workbench.storage import articles, codebook, texts
from workbench.workspace.reading import Placed, kept_text

if TYPE_CHECKING:
    from workbench.workspace.opening import Workspace

FORMATS: Final = ("w3c", "hypothesis", "qdpx", "qdc", "csv", "markdown")
"""What excerpts are written as; of these only "qdpx" is no text."""


_SUFFIXES: Final = {".qdpx": "qdpx", ".qdc": "qdc", ".csv": "csv", ".md": "markdown", ".jsonld": "w3c"}
_EXPORT: Final = re.compile(
    rb'\{"workbench":'
    rb'|\{[^\x00]{,400}"id": "urn:workbench:excerpts"'
    rb"|id,article,quote,anchor,tags,"
    rb"|## [^\n]*\n\n<!-- workbench \{"
    rb"|<\?xml [^>]*>\s*<CodeBook [^>]*origin=\"Analyst Workbench\""
    rb"|PK.*Analyst Workbench\Z",
    re.DOTALL,
)
"""What every export begins with; an archive ends with its comment."""


class Exported(Struct, frozen=True, kw_only=True):
    """What was written: `data`, and how much of the library is in it."""

    data: bytes
    excerpts: int
    articles: int
    tags: int


def format_of(file: Path | None) -> str:
    """The format that a file's name says.

    Raises:
        UsageError: It says none: `.json` may be two.
    """
    found = _SUFFIXES.get(file.suffix.lower()) if file else None
    if found is None:
        raise UsageError("say the format", remedy=f"--format {'|'.join(FORMATS)}")
    return found


def export(workspace: Workspace, found: Sequence[Placed], notation: str) -> Exported:
    """Excerpts in one of `FORMATS`: the same bytes as long as they are the same.

    Raises:
        WorkbenchError: The codebook cannot be read.
    """
    project = gather(workspace, found, whole=notation == "qdpx")
    data = _writer(notation)(project)
    used = {tag for excerpt in project.excerpts for tag in excerpt.tags}
    if notation == "qdc":
        return Exported(data=data, excerpts=0, articles=0, tags=len(used | {tag.tag for tag in project.tags}))
    return Exported(data=data, excerpts=len(project.excerpts), articles=len(project.articles), tags=len(used))


def written(workspace: Workspace, found: Sequence[Placed], notation: str) -> str:
    """Excerpts for people, as "csv" or "markdown": without what only we read.

    Raises:
        WorkbenchError: The codebook cannot be read.
    """
    from workbench.exchange import markdown, tables

    project = gather(workspace, found)
    return tables.write(project, bare=True) if notation == "csv" else markdown.write(project, bare=True)


def save(workspace: Workspace, exported: Exported, file: Path) -> None:
    """Write an export to a file, whole or not at all; an earlier export is replaced, anything else is left alone.

    Raises:
        ConflictError: There is a file of that name that is no export of ours.
        UnwritableError: It cannot be written.
        UsageError: It would lie among the library's own files.
    """
    if file.resolve().is_relative_to(workspace.library.resolve()):
        raise UsageError("an export does not belong among the library's own files", place=file, remedy="choose another folder")
    try:
        there = reading.read_bytes(file, None)
    except FileNotFoundError:
        there = b""
    if there and not _EXPORT.match(there):
        raise ConflictError(
            "there is a file of this name, and it is no export", place=file, remedy="choose another name, or remove it"
        )
    atomic.write(file, exported.data)


def gather(workspace: Workspace, found: Sequence[Placed], *, whole: bool = False) -> Project:
    """Excerpts with what is known of their articles, the codebook, and the older texts that they were made on.

    Args:
        workspace: Where they are.
        found: Which.
        whole: With the articles' texts.
    """
    copies = {name: _article(workspace, name, whole=whole) for name in dict.fromkeys(placed.article for placed in found)}
    now = {copy.text_id for copy in copies.values()}
    names = sorted({placed.excerpt.text for placed in found} - now)
    return Project(
        articles=tuple(copies.values()),
        excerpts=tuple(copy_of(placed.article, placed.excerpt, placed.anchor) for placed in found),
        tags=_tags(workspace),
        texts={name: text for name in names if (text := kept_text(workspace, name)) is not None},
    )


def _article(workspace: Workspace, name: str, *, whole: bool) -> ArticleCopy:
    """An article as it is now; of one whose file is gone or cannot be read, the name alone."""
    try:
        article = articles.read(workspace.library, name).article
    except NotFoundError:
        return ArticleCopy(key=name, id=name)
    except WorkbenchError as error:
        workspace.note(problem_of(error, articles.path_of(workspace.library, name)))
        return ArticleCopy(key=name, id=name)
    return _copied(article, whole=whole)


def _copied(article: Article, *, whole: bool) -> ArticleCopy:
    said = article.metadata
    return ArticleCopy(
        key=article.id,
        id=article.id,
        title=said.title,
        publisher=said.publisher,
        authors=tuple(display_name(author) for author in said.authors),
        published=said.published,
        url=said.url,
        language=said.language,
        reliability=article.reliability,
        text=article.text if whole else None,
        text_id=texts.text_id(article.text),
    )


def _tags(workspace: Workspace) -> tuple[Tag, ...]:
    loaded = codebook.read(workspace.library)
    for problem in loaded.problems:
        workspace.note(problem)
    return loaded.codebook.tags


def _writer(notation: str) -> Callable[[Project], bytes]:
    """What writes a format; the modules of the others stay unread.

    Raises:
        UsageError: There is no such format.
    """
    if notation == "w3c":
        from workbench.exchange import w3c

        return lambda project: w3c.write(project).encode()
    if notation == "hypothesis":
        from workbench.exchange import hypothesis

        return lambda project: hypothesis.write(project).encode()
    if notation == "qdc":
        from workbench.exchange import refi_codebook

        return refi_codebook.write
    if notation == "qdpx":
        from workbench.exchange import refi_project

        return refi_project.write
    if notation == "markdown":
        from workbench.exchange import markdown

        return lambda project: markdown.write(project).encode()
    if notation == "csv":
        from workbench.exchange import tables

        return lambda project: tables.write(project).encode()
    raise UsageError(f"there is no format {notation!r}", remedy=f"there are: {', '.join(FORMATS)}")
