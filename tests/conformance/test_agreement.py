"""Every engine finds exactly the articles of which the matcher says that they match."""

from __future__ import annotations

from random import Random

import pytest

from tests.conformance.generated import library, query
from workbench.search.document import Searchable
from workbench.search.engine import Engine
from workbench.search.facets import FACETS, facets
from workbench.search.matcher import matches
from workbench.search.query import Node

QUERIES = 300
"""Queries a library; with the libraries below some 6,000 an engine."""


def expected(tree: Node, library: list[Searchable], engine: Engine) -> list[Searchable]:
    languages = engine.languages()
    return [article for article in library if matches(tree, article, languages)]


@pytest.mark.parametrize("seed", range(20))
def test_engine_and_matcher_find_the_same_articles(engine: Engine, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - a reproducible library, not a secret
    articles = library(chance, chance.choice([1, 7, 30]))
    half = len(articles) // 2
    engine.add(articles[:half])
    engine.add(articles[half:])
    for _ in range(QUERIES):
        asked, tree = query(chance)
        wanted = expected(tree, articles, engine)
        found = engine.search(tree, limit=len(articles) + 1, facets=FACETS)
        assert sorted(hit.id for hit in found.hits) == sorted(each.id for each in wanted), asked
        assert found.total == len(wanted), asked
        assert found.total_is_exact, asked
        assert found.facets == facets(wanted), asked


@pytest.mark.parametrize("seed", range(100, 104))
def test_they_agree_after_any_changes(engine: Engine, seed: int) -> None:
    chance = Random(seed)  # noqa: S311
    kept: dict[str, Searchable] = {}
    for round_ in range(30):
        changed = chance.sample(library(Random(seed * 1_000 + round_), 12), chance.randrange(1, 6))  # noqa: S311
        if chance.random() < 0.6:
            engine.add(changed)
            kept |= {each.id: each for each in changed}
        else:
            engine.remove([each.id for each in changed])
            kept = {name: each for name, each in kept.items() if name not in {gone.id for gone in changed}}
        if chance.random() < 0.1:
            engine.tidy()
        assert engine.count() == len(kept)
        assert engine.fingerprints() == {name: each.fingerprint for name, each in kept.items()}
        for _ in range(15):
            asked, tree = query(chance)
            wanted = {each.id for each in expected(tree, list(kept.values()), engine)}
            assert {hit.id for hit in engine.search(tree, limit=50).hits} == wanted, asked
