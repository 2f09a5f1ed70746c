"""Where the tantivy engine goes another way because there is much of something, made small to be met here."""

from __future__ import annotations

import threading
from pathlib import Path
from random import Random

import pytest

from tests.conformance.generated import library, query
from workbench.search.engine import IndexUnusableError, Sort
from workbench.search.engines import tantivy, tantivy_phrase, tantivy_search, tantivy_view
from workbench.search.engines.tantivy import TantivyEngine
from workbench.search.facets import FACETS, facets
from workbench.search.matcher import matches
from workbench.search.query import Everything, Node, Phrase, Wildcard, Word


@pytest.mark.parametrize(
    ("module", "limit", "value"),
    [(tantivy_phrase, "COMBINATIONS", 0), (tantivy_phrase, "COMBINATIONS", 10_000), (tantivy_view, "_FEW", 0),
     (tantivy_view, "_MANY", 0), (tantivy_search, "_BUCKETS", 1)],
)  # fmt: skip
def test_every_way_finds_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: object, limit: str, value: int
) -> None:
    monkeypatch.setattr(module, limit, value)
    chance = Random(value)  # noqa: S311
    articles = library(chance, 30)
    asked: list[tuple[str, Node]] = [query(chance) for _ in range(150)]
    words = [chance.choices(["run", "report", "the", "of", "senate", "in", "a"], k=chance.randrange(2, 5)) for _ in range(60)]
    asked += [(" ".join(each), Phrase(tuple(each), chance.randrange(7), prefix=chance.random() < 0.3)) for each in words]
    with TantivyEngine(tmp_path) as engine:
        engine.add(articles)
        engine.add([articles[0]])
        assert engine.fingerprints() == {each.id: each.fingerprint for each in articles}
        languages = engine.languages()
        for text, tree in asked:
            wanted = [each for each in articles if matches(tree, each, languages)]
            found = engine.search(tree, limit=50, sort=Sort.TITLE, facets=FACETS)
            in_order = sorted(wanted, key=lambda each: (not each.sort_title, each.sort_title, each.id))
            assert [hit.id for hit in found.hits] == [each.id for each in in_order], text
            assert found.facets == facets(wanted), text
            assert found.total == len(wanted), text
            assert [hit.id for hit in engine.search(tree, limit=3, offset=2, sort=Sort.TITLE).hits] == [
                each.id for each in in_order[2:5]
            ], text


def test_a_phrase_for_which_too_many_articles_would_be_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tantivy_phrase, "LOOKED_AT", 1)
    with TantivyEngine(tmp_path) as engine:
        engine.add(library(Random(1), 200))  # noqa: S311
        found = engine.search(Phrase(("run", "report", "the"), 900))
        assert not found.total_is_exact
        assert found.total <= 1
        assert len(found.hints) == 1


def test_a_pattern_too_complicated_for_tantivy_is_looked_for_by_us(tmp_path: Path) -> None:
    with TantivyEngine(tmp_path) as engine:
        articles = library(Random(1), 30)  # noqa: S311
        engine.add(articles)
        for pattern in ("*" + "?" * 60 + "a", "*a" * 50, "?*" * 30 + "t", "*r?p*?t", "*" + "?a" * 70, "*" + "北" * 400):
            wanted = {each.id for each in articles if matches(Wildcard(pattern), each, ())}
            assert {hit.id for hit in engine.search(Wildcard(pattern), limit=50).hits} == wanted, pattern


def test_a_large_index_is_examined_while_it_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tantivy, "_QUICKLY_READ", 0)
    with TantivyEngine(tmp_path) as engine:
        engine.add(library(Random(1), 30))  # noqa: S311
    store = next(tmp_path.glob("*.store"))
    content = store.read_bytes()
    store.write_bytes(content[:40] + bytes([content[40] ^ 255]) + content[41:])
    with TantivyEngine(tmp_path) as engine:
        for thread in threading.enumerate():
            if thread.name == "examining the index":
                thread.join()
        with pytest.raises(IndexUnusableError):
            engine.search(Word("run"))
    with pytest.raises(IndexUnusableError):
        TantivyEngine(tmp_path)


def test_asking_for_more_than_there_is(tmp_path: Path) -> None:
    with TantivyEngine(tmp_path) as engine:
        engine.add(library(Random(1), 5))  # noqa: S311
        for sort in Sort:
            assert len(engine.search(Everything(), limit=1 << 62, sort=sort).hits) == 5
            assert engine.search(Everything(), limit=1 << 62, offset=1 << 62, sort=sort).hits == ()
            assert engine.search(Word("run"), limit=0, offset=3, sort=sort).hits == ()
