"""What happens to indexes on disk: damaged, foreign, written while being read."""

from __future__ import annotations

import multiprocessing
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from tests.conformance.conftest import ENGINES
from tests.conformance.generated import library
from workbench.errors import Place, UnwritableError
from workbench.search.document import Searchable
from workbench.search.engine import EngineAwayError, IndexUnusableError, Sort
from workbench.search.facets import FACETS
from workbench.search.query import Everything, Fuzzy, Phrase, Wildcard, Word

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
"""Whoosh leaves a segment's file open if the segment turns out to be damaged."""

SEGMENTS = {"whoosh": (".seg",), "tantivy": (".fast", ".fieldnorm", ".idx", ".pos", ".store", ".term", ".del")}
"""The endings of the files that hold the articles."""


@pytest.fixture(params=list(ENGINES))
def kind(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


def filled(kind: str, folder: Path) -> list[Path]:
    with ENGINES[kind](folder) as engine:
        engine.add(library(Random(1), 20))  # noqa: S311
        engine.remove(["a1"])
    return sorted(path for path in folder.rglob("*") if path.is_file())


def use(kind: str, folder: Path) -> tuple[int, ...]:
    with ENGINES[kind](folder) as engine:
        asked = (
            Word("run"),
            Phrase(("the", "senate")),
            Phrase(("a", "the", "run"), 50),
            Wildcard("*t"),
            Fuzzy("ran", 2),
            Everything(),
        )
        found = [engine.search(query, sort=sort, facets=FACETS) for query in asked for sort in Sort]
        return (*(each.total for each in found), *(len(each.hits) for each in found), engine.count(), len(engine.fingerprints()))


def outcome(kind: str, folder: Path) -> tuple[int, ...] | str:
    try:
        return use(kind, folder)
    except IndexUnusableError as error:
        return "unusable" if error.place == Place(folder) and error.remedy else "an error that does not help"


@pytest.mark.parametrize("damage", ["empty", "zeros", "nonsense", "gone", "half", "zeros within", "one byte"])
def test_any_damaged_file_gives_our_error_or_no_harm(
    kind: str, tmp_path: Path, damage: str, capfd: pytest.CaptureFixture[str]
) -> None:
    whole = tmp_path / "index"
    names = [path.name for path in filled(kind, whole)]
    expected = use(kind, whole)
    checked = [name for name in names if kind == "tantivy" or damage not in ("zeros within", "one byte")]
    for name in checked:
        folder = tmp_path / f"{name} damaged"
        shutil.copytree(whole, folder)
        content = damaged((folder / name).read_bytes(), damage)
        if content is None:
            (folder / name).unlink()
        else:
            (folder / name).write_bytes(content)
        found = outcome(kind, folder)
        assert found in (expected, "unusable"), name
        if (whole / name).suffix in SEGMENTS[kind] or name == "FORMAT":
            assert found == "unusable", name
    assert "panicked" not in capfd.readouterr().err


def damaged(content: bytes, damage: str) -> bytes | None:
    middle = len(content) // 2
    return {
        "empty": b"",
        "zeros": b"\0" * len(content),
        "nonsense": b"nonsense " * 500,
        "gone": None,
        "half": content[:middle],
        "zeros within": content[: middle // 2] + b"\0" * (middle - middle // 2) + content[middle:],
        "one byte": content[:middle] + bytes([content[middle] ^ 255]) + content[middle + 1 :] if content else b"\0",
    }[damage]


def test_another_version_is_not_opened(kind: str, tmp_path: Path) -> None:
    filled(kind, tmp_path)
    (tmp_path / "FORMAT").write_text(f"workbench {kind} 0\n", encoding="utf-8")
    with pytest.raises(IndexUnusableError, match="another version"):
        ENGINES[kind](tmp_path)


def test_an_index_of_another_engine_is_not_opened(kind: str, tmp_path: Path) -> None:
    for other in ENGINES.keys() - {kind}:
        filled(other, tmp_path / other)
        with pytest.raises(IndexUnusableError):
            ENGINES[kind](tmp_path / other)


def test_a_folder_that_is_not_ours_is_not_opened(kind: str, tmp_path: Path) -> None:
    """Whoosh's tables are pickles: one that someone put there could run code."""
    (tmp_path / "_MAIN_1.toc").write_bytes(b"anything")
    with pytest.raises(IndexUnusableError):
        ENGINES[kind](tmp_path)
    assert (tmp_path / "_MAIN_1.toc").read_bytes() == b"anything"


def test_a_place_where_no_folder_can_be_made_is_named(kind: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    with pytest.raises(UnwritableError) as caught:
        ENGINES[kind](tmp_path / "file" / "index")
    assert caught.value.place == Place(tmp_path / "file" / "index")


def test_while_one_writes_another_is_told_to_wait(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"workbench.search.engines.{kind}._LOCK_SECONDS", 0.1)
    with ENGINES[kind](tmp_path) as one, ENGINES[kind](tmp_path) as other:

        def interrupted() -> Iterator[Searchable]:
            yield from library(Random(1), 2)  # noqa: S311
            with pytest.raises(EngineAwayError):
                other.remove(["a1"])

        one.add(interrupted())
        other.remove(["a1"])
        assert one.count() == 1


def test_a_dead_writer_leaves_the_last_commit(kind: str, tmp_path: Path) -> None:
    with ENGINES[kind](tmp_path) as engine:
        engine.add(library(Random(1), 5))  # noqa: S311
    process = multiprocessing.get_context("spawn").Process(target=_die_while_writing, args=(kind, tmp_path))
    process.start()
    process.join(60)
    assert process.exitcode == 7
    with ENGINES[kind](tmp_path) as engine:
        assert engine.count() == 5
        engine.add(library(Random(2), 8))  # noqa: S311
        assert engine.count() == 8
    left = [path for path in tmp_path.iterdir() if path.suffix == SEGMENTS[kind][0]]
    # Tantivy writes in two threads, each its segment.
    assert len(left) <= {"whoosh": 1, "tantivy": 2}[kind], "what the dead writer left is gone"


def _die_while_writing(kind: str, folder: Path) -> None:
    def dying() -> Iterator[Searchable]:
        yield from library(Random(3), 4)  # noqa: S311
        os._exit(7)

    ENGINES[kind](folder).add(dying())


def test_reading_while_another_process_commits(kind: str, tmp_path: Path) -> None:
    with ENGINES[kind](tmp_path) as engine:
        engine.add(library(Random(1), 5))  # noqa: S311
        process = multiprocessing.get_context("spawn").Process(target=_commit_often, args=(kind, tmp_path))
        process.start()
        asked = 0
        while process.is_alive() or asked < 50:
            assert engine.search(Everything(), limit=3).total >= 5
            asked += 1
        process.join(60)
        assert process.exitcode == 0
        assert engine.count() == 40


def _commit_often(kind: str, folder: Path) -> None:
    with ENGINES[kind](folder) as engine:
        for article in library(Random(1), 40):  # noqa: S311
            engine.add([article])
        engine.tidy()
