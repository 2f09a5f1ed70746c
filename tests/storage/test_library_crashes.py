"""A crash at every step of every change of a library: nothing is lost, all can be read, and doing it again finishes it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from workbench.errors import ConflictError, NotFoundError
from workbench.files.atomic import TEMPORARY_PREFIX
from workbench.records.article import Article, Metadata
from workbench.records.excerpt import Excerpt
from workbench.records.source import Source
from workbench.storage import annotations as notes
from workbench.storage import articles, moving, sources, texts
from workbench.storage.annotations import Put

Die = Callable[[Callable[[], object], int], bool]
TIME = "2026-11-20T19:44:21Z"
RAW = b"<p>The raid failed.</p>"
ARTICLE = Article(
    id="a-raid",
    metadata=Metadata(title="A raid"),
    text="The raid failed.\n",
    source=Source(file="a-raid.html", sha256=sources.sha256_of_bytes(RAW), encoding="utf-8", media_type="text/html"),
)
EXCERPT = Excerpt(
    id="x-a",
    quote="raid",
    prefix="The ",
    suffix=" failed.\n",
    start=4,
    end=8,
    text=texts.text_id(ARTICLE.text),
    created=TIME,
    modified=TIME,
)
NEW = msgspec.structs.replace(EXCERPT, id="x-b")


@pytest.fixture
def fresh(tmp_path: Path) -> Callable[[], Path]:
    """Makes one library after another, each with an article, its source and an excerpt."""
    count = 0

    def make() -> Path:
        nonlocal count
        count += 1
        library = tmp_path / str(count) / "library"
        sources.store(library, "a-raid", ".html", RAW)
        sources.keep_rendition(library, "a-raid", "The raid failed.\n")
        articles.create(library, ARTICLE)
        texts.keep(library, ARTICLE.text)
        notes.apply(library, "a-raid", [Put(None, EXCERPT)])
        return library

    return make


def files(folder: Path) -> dict[str, bytes]:
    """Every file but locks and what a crash left half written."""
    found = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith((TEMPORARY_PREFIX, ".gitignore")))
    return {str(path.relative_to(folder)): path.read_bytes() for path in found if ".local" not in path.parts}


def every_step(fresh: Callable[[], Path], die_after: Die, action: Callable[[Path], object], look: Callable[[Path], None]) -> int:
    """Die at the first step, the second … until the action comes to its end; look at what is left each time."""
    for step in range(1, 400):
        library = fresh()
        died = die_after(lambda library=library: action(library), step)  # type: ignore[misc]
        look(library)
        if not died:
            return step
    raise AssertionError("the action never ends")


def test_an_excerpt_is_there_or_not_and_the_others_always(fresh: Callable[[], Path], die_after: Die) -> None:
    def add(library: Path) -> None:
        texts.keep(library, "Another text.\n")
        notes.apply(library, "a-raid", [Put(None, NEW)])

    def look(library: Path) -> None:
        loaded = notes.load(library, "a-raid")
        assert loaded.problems == ()
        assert loaded.annotations.excerpts in {(EXCERPT,), (EXCERPT, NEW)}
        assert texts.read(library, EXCERPT.text) == ARTICLE.text
        assert texts.read(library, texts.text_id("Another text.\n")) in {None, "Another text.\n"}
        add(library)
        assert notes.load(library, "a-raid").annotations.excerpts == (EXCERPT, NEW)

    assert every_step(fresh, die_after, add, look) > 10


def test_a_saved_article_is_the_old_or_the_new_one(fresh: Callable[[], Path], die_after: Die) -> None:
    after = msgspec.structs.replace(ARTICLE, tags=("a",), text="Other.\n")

    def look(library: Path) -> None:
        assert articles.read(library, "a-raid").article in (ARTICLE, after)
        assert articles.save(library, ARTICLE, after) == after

    every_step(fresh, die_after, lambda library: articles.save(library, ARTICLE, after), look)


def test_a_removal_that_was_cut_off_is_finished_or_taken_back(fresh: Callable[[], Path], die_after: Die) -> None:
    whole = files(fresh())

    def look(library: Path) -> None:
        assert sorted(files(library).values()) == sorted(whole.values())
        if articles.listed(library, "a-raid"):
            assert articles.read(library, "a-raid").article == ARTICLE
        else:
            assert moving.removed(library) == ["a-raid"]
            moving.restore(library, "a-raid")
        assert files(library) == whole
        moving.remove(library, "a-raid")
        assert set(files(library)) >= {".trash/a-raid/articles/a-raid.md", ".trash/a-raid/annotations/a-raid.yaml"}
        assert sorted(files(library).values()) == sorted(whole.values())

    every_step(fresh, die_after, lambda library: moving.remove(library, "a-raid"), look)


def test_a_removal_can_be_done_again_until_it_is_done(fresh: Callable[[], Path], die_after: Die) -> None:
    def look(library: Path) -> None:
        try:
            moving.remove(library, "a-raid")
        except NotFoundError:
            assert articles.listed(library, "a-raid") is None
        assert not sources.files_of(library, "a-raid")
        assert notes.annotated(library) == []
        moving.restore(library, "a-raid")
        assert articles.read(library, "a-raid").article == ARTICLE

    every_step(fresh, die_after, lambda library: moving.remove(library, "a-raid"), look)


def test_a_restoring_that_was_cut_off_is_finished_by_another(fresh: Callable[[], Path], die_after: Die) -> None:
    whole = files(fresh())

    def removed() -> Path:
        library = fresh()
        moving.remove(library, "a-raid")
        return library

    def look(library: Path) -> None:
        assert sorted(files(library).values()) == sorted(whole.values())
        if moving.removed(library):
            moving.restore(library, "a-raid")
        assert files(library) == whole
        assert moving.removed(library) == []

    every_step(removed, die_after, lambda library: moving.restore(library, "a-raid"), look)


def test_a_renaming_that_was_cut_off_loses_nothing_and_is_finished_by_another(fresh: Callable[[], Path], die_after: Die) -> None:
    finished = fresh()
    moving.rename(finished, "a-raid", "raid")
    whole = files(finished)

    def look(library: Path) -> None:
        names = [item.id for item in articles.listing(library)]
        assert names in (["a-raid"], ["a-raid", "raid"], ["raid"])
        for name in names:
            article = articles.read(library, name).article
            assert article.source is not None
            assert sources.verify(library, article.source) is None
            assert notes.load(library, name).annotations.excerpts == (EXCERPT,)
        try:
            moving.rename(library, "a-raid", "raid")
        except ConflictError:
            assert names == ["raid"]
        assert files(library) == whole

    assert every_step(fresh, die_after, lambda library: moving.rename(library, "a-raid", "raid"), look) > 30
    assert articles.read(finished, "raid").article.aliases == ("a-raid",)
    assert set(whole) == {
        "annotations/raid.yaml",
        f"annotations/texts/{EXCERPT.text}.txt",
        "articles/raid.md",
        "sources/raid.html",
        "sources/raid.rendition.txt",
    }
