"""Reading an article: its text, its excerpts where they stand now, and the hits of a query in it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from workbench.anchoring.locate import Finder
from workbench.errors import NotFoundError, Problem, WorkbenchError, problem_of
from workbench.records.article import Article, Grade, display_title
from workbench.records.block import Block
from workbench.records.excerpt import Excerpt
from workbench.records.hit import Snippet
from workbench.records.selector import Anchor, AnchorState, Span
from workbench.search import snippets as passages
from workbench.search.parsing import parse
from workbench.search.query import Node
from workbench.storage import annotations as annotation_files
from workbench.storage import articles, decisions, ids, sources, texts
from workbench.text.folding import fold_with_map
from workbench.workspace.clock import today
from workbench.workspace.versions import lineage

if TYPE_CHECKING:
    from workbench.workspace.opening import Workspace


_LONG = 100_000
"""Bytes; longer articles are not remembered."""


class Placed(Struct, frozen=True, kw_only=True):
    """An excerpt and where it stands now in its article."""

    article: str
    excerpt: Excerpt
    anchor: Anchor
    words: str = ""
    """What stands there now; empty if it is lost."""
    standing: int = 0
    """If it is lost: in how many places of the article its words stand, letter case, accents and typography aside."""

    @property
    def why_lost(self) -> str:
        """What there is to say of one that is lost, in a clause."""
        if self.standing > 1:
            return f"its words stand in {self.standing:,} places of the article, and nothing tells which is meant"
        if self.standing:
            return "its words stand in one place of the article, but not surely as the same passage"
        return "its passage is gone from the article; the excerpt keeps its words"


class Reading(Struct, frozen=True, kw_only=True):
    """An open article."""

    article: Article
    excerpts: tuple[Placed, ...] = ()
    marks: tuple[Span, ...] = ()
    """The hits of the query, in order."""
    best: Span | None = None
    """Where the query is answered best: where to open."""
    problems: tuple[Problem, ...] = ()
    newer: str | None = None
    """The newest version of the same page, where this is an earlier one."""


def resolve(workspace: Workspace, name: str) -> str:
    """The id of the article that `name` is the id or an earlier id of.

    Raises:
        NotFoundError: No article has or had it.
    """
    if ids.is_article_id(name) and articles.listed(workspace.library, name):
        return name
    # The catalogue may be of yesterday, or not made yet: it is asked again as it ought to be.
    for _ in ("as it is", "up to date"):
        if found := workspace.index.summaries.named(name):
            return found
        workspace.index.ensure_fresh()
    raise NotFoundError(f"there is no article {name!r}", remedy="workbench articles lists them")


def read(workspace: Workspace, name: str) -> Article:
    """An article by its id or an earlier id of it.

    Raises:
        NotFoundError: No article has or had that id.
        FormatError: Its file does not parse; the error names the line.
    """
    loaded = articles.read(workspace.library, resolve(workspace, name))
    for problem in loaded.problems:
        workspace.note(problem)
    return loaded.article


def open_article(workspace: Workspace, name: str, query: str = "") -> Reading:
    """An article with its excerpts and the hits of `query`, ready to be shown."""
    article_id = resolve(workspace, name)
    loaded = articles.read(workspace.library, article_id)
    excerpts, found = _excerpts(workspace, article_id)
    problems = (*found, *loaded.problems)
    for problem in problems:
        workspace.note(problem)
    tree = _tree(query)
    return Reading(
        article=loaded.article,
        excerpts=place(workspace, loaded.article, excerpts),
        marks=_marks(workspace, loaded.article, tree),
        best=passages.best_span(
            loaded.article.text, tree, loaded.article.metadata.language, languages=workspace.index.engine.languages()
        )
        if tree
        else None,
        problems=problems,
        newer=lineage(workspace, article_id).newer,
    )


def look_at_excerpts(workspace: Workspace, article_id: str) -> None:
    """Note what is wrong with the file of an article's excerpts, for whoever shows the article without them."""
    for problem in _excerpts(workspace, article_id)[1]:
        workspace.note(problem)


def _excerpts(workspace: Workspace, article_id: str) -> tuple[tuple[Excerpt, ...], tuple[Problem, ...]]:
    """The excerpts of an article, none if their file cannot be read, and what is wrong with it."""
    try:
        kept = annotation_files.load(workspace.library, article_id)
    except WorkbenchError as error:
        return (), (problem_of(error, annotation_files.path_of(workspace.library, article_id)),)
    return kept.annotations.excerpts, kept.problems


def place(workspace: Workspace, article: Article, excerpts: tuple[Excerpt, ...]) -> tuple[Placed, ...]:
    """Each excerpt with where it stands now, in the order of the text; those that are lost come last."""
    now = texts.text_id(article.text)
    finder = Finder(article.text)
    olds = {name: kept_text(workspace, name) for name in {excerpt.text for excerpt in excerpts} - {now}}
    anchors = [_anchor(finder, excerpt, now, olds.get(excerpt.text)) for excerpt in excerpts]
    folded = fold_with_map(article.text) if any(anchor.span is None for anchor in anchors) else None
    placed = [
        Placed(
            article=article.id,
            excerpt=excerpt,
            anchor=anchor,
            words=anchor.span.of(article.text) if anchor.span else "",
            standing=0 if anchor.span or folded is None else len(folded.find(excerpt.quote)),
        )
        for excerpt, anchor in zip(excerpts, anchors, strict=True)
    ]
    return tuple(sorted(placed, key=lambda one: one.anchor.span or Span(len(article.text) + 1, len(article.text) + 1)))


def annotated(workspace: Workspace, article_id: str) -> tuple[Article | None, tuple[Placed, ...]]:
    """An article with its excerpts where they stand now; of one whose file is gone, None, and all are lost.

    Items of the annotation file that are no excerpts are noted.

    Raises:
        FormatError: A file does not parse; the error names the line.
        DataError: One cannot be read.
    """
    kept = annotation_files.load(workspace.library, article_id)
    for problem in kept.problems:
        workspace.note(problem)
    excerpts = kept.annotations.excerpts
    if not articles.listed(workspace.library, article_id):
        lost = Anchor(AnchorState.ORPHANED, None)
        return None, tuple(Placed(article=article_id, excerpt=one, anchor=lost) for one in excerpts)
    article = articles.read(workspace.library, article_id).article
    return article, place(workspace, article, excerpts)


def _anchor(finder: Finder, excerpt: Excerpt, now: str, old: str | None) -> Anchor:
    return finder.find(excerpt.quote_selector, excerpt.position_selector, old=old, same_text=excerpt.text == now)


def kept_text(workspace: Workspace, name: str) -> str | None:
    """The text that excerpts were made on, by what `Excerpt.text` holds; None where it was not kept or is damaged, as `check` says."""
    try:
        return texts.read(workspace.library, name)
    except WorkbenchError:
        return None


def marks(workspace: Workspace, article: Article, query: str) -> tuple[Span, ...]:
    """The hits of a query in an article, in order."""
    return _marks(workspace, article, _tree(query))


def snippets(workspace: Workspace, article_id: str, language: str | None, tree: Node, limit: int = 2) -> tuple[Snippet, ...]:
    """The best passages of an article, whose language is given, for a query.

    Raises:
        NotFoundError: The article is gone.
        DataError: Its file cannot be read.
    """
    listed = articles.listed(workspace.library, article_id)
    if listed is None:
        raise NotFoundError(f"there is no article {article_id!r}")
    read = _text_of if listed.size_bytes <= _LONG else _text_of.__wrapped__
    text = read(workspace.library, listed)
    return passages.snippets(text, tree, language, languages=workspace.index.engine.languages(), limit=limit)


@lru_cache(maxsize=256)
def _text_of(library: Path, listed: articles.Listed) -> str:
    """The text of an article, remembered while its file stays the same: every keystroke shows much of the last page."""
    return articles.text_of(library, listed.id)


def find(text: str, words: str) -> tuple[Span, ...]:
    """Where `words` stand in `text`, letter case, accents and typographic variants aside; in order, not overlapping."""
    return fold_with_map(text).find(words)


def blocks(workspace: Workspace, article: Article) -> list[Block]:
    """What was kept and dropped of an article's source, with the reasons; empty where no decisions are on file."""
    decided = decisions.read_decisions(workspace.library, article.id)
    if decided is None or article.source is None:
        return []
    lines = rendition(workspace, article).split("\n")
    return [
        Block(decision=decision, text="\n".join(lines[decision.first_line - 1 : decision.last_line]))
        for decision in decided.decisions
    ]


def rendition(workspace: Workspace, article: Article) -> str:
    """The visible text of an article's source, whose lines the decisions count in.

    Raises:
        NotFoundError: The article has no source.
    """
    from workbench.cleaning.decode import decode

    if article.source is None:
        raise NotFoundError(f"{article.id!r} has no source on file")
    kept = sources.read_rendition(workspace.library, article.id)
    return kept if kept is not None else decode(sources.read_raw(workspace.library, article.source)).text


def raw(workspace: Workspace, article: Article) -> bytes:
    """The bytes of an article's source.

    Raises:
        NotFoundError: The article has none, or its file is gone.
    """
    if article.source is None:
        raise NotFoundError(f"{article.id!r} has no source on file")
    return sources.read_raw(workspace.library, article.source)


def source_size(workspace: Workspace, article: Article) -> int | None:
    """The size of an article's source in bytes; None where its file is gone."""
    if article.source is None:
        return None
    try:
        return sources.path_of(workspace.library, article.source).stat().st_size
    except OSError:
        return None


def as_text(article: Article) -> str:
    """An article as a person reads it: what is known of it, then its text. Derived values carry a "?"."""
    said = article.metadata
    names = ("publisher", "agency", "syndicator", "published", "modified", "place", "language", "kind", "url")
    lines = [display_title(article), ""]
    for name in names:
        value = getattr(said, name)
        evidence = article.evidence.get(name)
        doubt = " ?" if evidence and evidence.grade is Grade.DERIVED else ""
        lines += [f"{name}: {value}{doubt}"] if value else []
    lines += [f"{name}: {value}" for name, value in capture_record(article)]
    return "\n".join(lines) + "\n\n" + article.text


def capture_record(article: Article) -> list[tuple[str, str]]:
    """How an article's source came in, name by name: what a reader needs to find the same bytes again."""
    source, said = article.source, article.metadata
    if source is None:
        return [("accessed", said.accessed)] if said.accessed else []
    record = {
        "accessed": f"{said.accessed}, as the source says" if source.captured and said.accessed else said.accessed,
        "archive": said.archive,
        "came in": " of ".join(filter(None, (source.via, source.name))),
        "source": f"{source.file} ({source.media_type}, {source.encoding})",
        "sha256": source.sha256,
    }
    return [(name, value) for name, value in record.items() if value]


def _tree(query: str) -> Node | None:
    return parse(query, today=today()).tree if query.strip() else None


def _marks(workspace: Workspace, article: Article, tree: Node | None) -> tuple[Span, ...]:
    if tree is None:
        return ()
    languages = workspace.index.engine.languages()
    return tuple(passages.marks(article.text, tree, article.metadata.language, languages=languages))
