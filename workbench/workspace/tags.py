"""The codebook with what carries its tags: read from the files as they are now, whatever the index says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from workbench.errors import NotFoundError, Problem, WorkbenchError, problem_of
from workbench.records.article import Article
from workbench.records.excerpt import Excerpt
from workbench.records.tag import Tag, is_within, parents
from workbench.storage import annotations as annotation_files
from workbench.storage import articles, codebook
from workbench.workspace.indexing import Progress, no_progress
from workbench.workspace.vocabulary import nearest

if TYPE_CHECKING:
    from workbench.workspace.opening import Workspace


class Carried(Struct, frozen=True):
    """An excerpt, and whose it is."""

    article: str
    excerpt: Excerpt


class Usage(Struct, frozen=True, kw_only=True):
    """Every tag of a library: what the codebook says, and the excerpts and articles that carry it.

    `problems` are files and items that could not be read: what they carry is not known. `articles` are those with tags of
    their own, without their texts.
    """

    codebook: tuple[Tag, ...]
    excerpts: tuple[Carried, ...]
    articles: tuple[Article, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def defined(self) -> dict[str, Tag]:
        """The entries of the codebook by their tags."""
        return {tag.tag: tag for tag in self.codebook}

    @property
    def names(self) -> dict[str, None]:
        """Every tag that is defined or carried: those of the codebook in its order, then the others by name."""
        carried = {tag for one in self.excerpts for tag in one.excerpt.tags} | {tag for one in self.articles for tag in one.tags}
        return {**dict.fromkeys(tag.tag for tag in self.codebook), **dict.fromkeys(sorted(carried))}

    def within(self, tag: str) -> list[str]:
        """A tag and those below it, as far as they are defined or carried."""
        return [name for name in self.names if is_within(name, tag)]

    def carrying(self, tag: str) -> list[Carried]:
        """The excerpts that carry a tag itself."""
        return [one for one in self.excerpts if tag in one.excerpt.tags]

    def require(self, tag: str) -> None:
        """Raise unless a tag or one below it is defined or carried.

        Raises:
            NotFoundError: None is.
        """
        if not self.within(tag):
            near = nearest(tag, self.names)
            remedy = f"did you mean {' or '.join(near)}?" if near else "workbench tags lists them"
            raise NotFoundError(f"there is no tag {tag!r}", remedy=remedy)


class TagRow(Struct, frozen=True, kw_only=True):
    """A line of the codebook."""

    tag: str
    title: str | None = None
    definition: str | None = None
    colour: str | None = None
    """As the codebook has it."""
    count: int
    """How many excerpts carry the tag itself."""
    total: int
    """How many carry it or a tag below it."""
    articles: int
    """How many articles carry the tag itself among their own."""
    coded: bool
    """Whether the codebook has it."""


def usage(workspace: Workspace, progress: Progress = no_progress, *, own: bool = True) -> Usage:
    """Read all annotation files, the articles that have tags, and the codebook. What cannot be read is among the problems.

    Args:
        workspace: Where.
        progress: Called with how many files are read, of how many.
        own: Whether the articles are looked at, .1 ms each, for tags of their own.

    Raises:
        FormatError: The codebook does not parse.
        DataError: The codebook or a folder cannot be read.
    """
    problems: list[Problem] = []
    loaded = codebook.read(workspace.library)
    problems += loaded.problems
    annotated = annotation_files.annotated(workspace.library)
    names = sorted(articles.names(workspace.library)) if own else []
    excerpts: list[Carried] = []
    for done, article_id in enumerate(annotated):
        progress(done, len(annotated) + len(names))
        excerpts += _excerpts(workspace, article_id, problems)
    tagged: list[Article] = []
    for done, article_id in enumerate(names, len(annotated)):
        progress(done, len(annotated) + len(names))
        tagged += _tagged(workspace, article_id, problems)
    return Usage(codebook=loaded.codebook.tags, excerpts=tuple(excerpts), articles=tuple(tagged), problems=tuple(problems))


def defined(workspace: Workspace) -> Usage:
    """The codebook alone: no excerpt and no article is looked at.

    Raises:
        FormatError: The codebook does not parse.
        DataError: It cannot be read.
    """
    loaded = codebook.read(workspace.library)
    return Usage(codebook=loaded.codebook.tags, excerpts=(), articles=(), problems=loaded.problems)


def rows(found: Usage, *, implied: bool = False) -> list[TagRow]:
    """Every tag with its counts: a tag before those below it, otherwise in the order of the codebook, then by name.

    Args:
        found: What the library holds.
        implied: Also paths that are neither defined nor carried, but have tags below them.
    """
    names = dict.fromkeys(path for name in found.names for path in (*(parents(name) if implied else ()), name))
    own = Counter(tag for one in found.excerpts for tag in one.excerpt.tags)
    below = Counter(tag for one in found.excerpts for tag in _with_parents(one.excerpt.tags))
    articles_with = Counter(tag for one in found.articles for tag in one.tags)
    defined = found.defined
    return [
        TagRow(
            tag=name,
            title=defined[name].title if name in defined else None,
            definition=defined[name].definition if name in defined else None,
            colour=defined[name].colour if name in defined else None,
            count=own[name],
            total=below[name],
            articles=articles_with[name],
            coded=name in defined,
        )
        for name in in_tree_order(list(names))
    ]


def in_tree_order(names: Sequence[str]) -> list[str]:
    """Tags, each before those below it; siblings in the order given, a parent where it or the first below it stands."""
    places: dict[str, int] = {}
    for name in names:
        for path in (*reversed(parents(name)), name):
            places.setdefault(path, len(places))
    return sorted(names, key=lambda name: [places[path] for path in (*reversed(parents(name)), name)])


def _with_parents(tags: Sequence[str]) -> set[str]:
    return {path for tag in tags for path in (tag, *parents(tag))}


def _excerpts(workspace: Workspace, article_id: str, problems: list[Problem]) -> Iterator[Carried]:
    path = annotation_files.path_of(workspace.library, article_id)
    try:
        loaded = annotation_files.load(workspace.library, article_id)
    except WorkbenchError as error:
        problems.append(problem_of(error, path))
        return
    problems += loaded.problems
    yield from (Carried(article_id, excerpt) for excerpt in loaded.annotations.excerpts)


def _tagged(workspace: Workspace, article_id: str, problems: list[Problem]) -> Iterator[Article]:
    try:
        if not articles.may_have_tags(workspace.library, article_id):
            return
        loaded = articles.read(workspace.library, article_id)
    except WorkbenchError as error:
        problems.append(problem_of(error, articles.path_of(workspace.library, article_id)))
        return
    problems += loaded.problems
    if loaded.article.tags:
        yield replace(loaded.article, text="")
