"""The catalogue: two processes at one file, damage."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from workbench.search.engine import IndexUnusableError
from workbench.workspace import catalogue
from workbench.workspace.catalogue import Catalogue, Summary


@pytest.fixture
def ours(tmp_path: Path) -> Iterator[Catalogue]:
    with closing(Catalogue(catalogue.file_of(tmp_path, "whoosh"))) as opened:
        opened.change([(summary("gate"), "1")])
        yield opened


def summary(article_id: str) -> Summary:
    return Summary(
        id=article_id, title=article_id, publisher=None, agency=None, authors=(), published=None, language=None, words=1,
        excerpts=0, reliability=None, aliases=(), sha256=None, derived=(), tags={},
    )  # fmt: skip


def test_one_that_another_process_made_anew_is_the_one_that_answers(ours: Catalogue, tmp_path: Path) -> None:
    catalogue.discard(catalogue.file_of(tmp_path, "whoosh"))
    assert ours.get("gate"), "until there is another"
    with closing(Catalogue(catalogue.file_of(tmp_path, "whoosh"))) as theirs:
        theirs.change([(summary("tower"), "1")])
        assert [one.id for one in ours.values()] == ["tower"]
        ours.change([(summary("wall"), "1")])
        assert [one.id for one in theirs.values()] == ["tower", "wall"]


def test_a_summary_that_cannot_be_read_is_damage(ours: Catalogue, tmp_path: Path) -> None:
    with closing(sqlite3.connect(catalogue.file_of(tmp_path, "whoosh"))) as table, table:
        table.execute("update article set summary = x'c1'")
    with pytest.raises(IndexUnusableError):
        ours.get("gate")
