"""What happens to indexes on disk: damaged, foreign, written while being read."""

from __future__ import annotations

import multiprocessing
import os
from pathlib import Path
from random import Random

import pytest

from tests.conformance.generated import library
from workbench.errors import Place, UnwritableError
from workbench.search.engine import IndexUnusableError
from workbench.search.engines.whoosh import WhooshEngine
from workbench.search.query import Everything, Word

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
"""Whoosh leaves a segment's file open if the segment turns out to be damaged."""


def filled(folder: Path) -> list[Path]:
    with WhooshEngine(folder) as engine:
        engine.add(library(Random(1), 20))  # noqa: S311
    return sorted(path for path in folder.rglob("*") if path.is_file())


def use(folder: Path) -> int:
    with WhooshEngine(folder) as engine:
        return engine.search(Word("run"), facets=("tag",)).total + engine.count()


@pytest.mark.parametrize("content", [b"", b"\0" * 100, b"nonsense " * 500])
def test_any_damaged_file_gives_our_error_or_no_harm(tmp_path: Path, content: bytes) -> None:
    expected = None
    for name in [path.name for path in filled(tmp_path / "index")]:
        folder = tmp_path / name
        filled(folder)
        expected = use(folder)
        damaged = next(path for path in folder.iterdir() if path.suffix == Path(name).suffix)
        damaged.write_bytes(content)
        assert outcome(folder) in (expected, "unusable"), name


def outcome(folder: Path) -> int | str:
    try:
        return use(folder)
    except IndexUnusableError as error:
        return "unusable" if error.place == Place(folder) and error.remedy else "an error that does not help"


def test_a_truncated_segment_gives_our_error(tmp_path: Path) -> None:
    segment = next(path for path in filled(tmp_path) if path.suffix == ".seg")
    os.truncate(segment, segment.stat().st_size // 2)
    with pytest.raises(IndexUnusableError):
        use(tmp_path)


def test_a_missing_segment_gives_our_error(tmp_path: Path) -> None:
    next(path for path in filled(tmp_path) if path.suffix == ".seg").unlink()
    with pytest.raises(IndexUnusableError):
        use(tmp_path)


def test_another_version_is_not_opened(tmp_path: Path) -> None:
    filled(tmp_path)
    (tmp_path / "FORMAT").write_text("workbench whoosh 0\n", encoding="utf-8")
    with pytest.raises(IndexUnusableError, match="another version"):
        WhooshEngine(tmp_path)


def test_a_folder_that_is_not_ours_is_not_opened(tmp_path: Path) -> None:
    """Whoosh's tables are pickles: one that someone put there could run code."""
    (tmp_path / "_MAIN_1.toc").write_bytes(b"anything")
    with pytest.raises(IndexUnusableError):
        WhooshEngine(tmp_path)
    assert (tmp_path / "_MAIN_1.toc").read_bytes() == b"anything"


def test_a_place_where_no_folder_can_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    with pytest.raises(UnwritableError) as caught:
        WhooshEngine(tmp_path / "file" / "index")
    assert caught.value.place == Place(tmp_path / "file" / "index")


def test_a_dead_writer_leaves_the_last_commit(tmp_path: Path) -> None:
    with WhooshEngine(tmp_path) as engine:
        engine.add(library(Random(1), 5))  # noqa: S311
    process = multiprocessing.get_context("spawn").Process(target=_die_while_writing, args=(tmp_path,))
    process.start()
    process.join(60)
    assert process.exitcode == 7
    with WhooshEngine(tmp_path) as engine:
        assert engine.count() == 5
        engine.add(library(Random(2), 8))  # noqa: S311
        assert engine.count() == 8
    assert len([path for path in tmp_path.iterdir() if path.suffix == ".seg"]) == 1, "what the dead writer left is gone"


def _die_while_writing(folder: Path) -> None:
    def dying() -> object:
        yield from library(Random(3), 4)  # noqa: S311
        os._exit(7)

    WhooshEngine(folder).add(dying())  # type: ignore[arg-type]


def test_reading_while_another_process_commits(tmp_path: Path) -> None:
    with WhooshEngine(tmp_path) as engine:
        engine.add(library(Random(1), 5))  # noqa: S311
        process = multiprocessing.get_context("spawn").Process(target=_commit_often, args=(tmp_path,))
        process.start()
        asked = 0
        while process.is_alive() or asked < 50:
            assert engine.search(Everything(), limit=3).total >= 5
            asked += 1
        process.join(60)
        assert process.exitcode == 0
        assert engine.count() == 40


def _commit_often(folder: Path) -> None:
    with WhooshEngine(folder) as engine:
        for article in library(Random(1), 40):  # noqa: S311
            engine.add([article])
        engine.tidy()
