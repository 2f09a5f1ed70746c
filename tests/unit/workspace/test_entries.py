"""Reading articles for the index, by one process and by several."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from workbench.records.article import Article, Metadata
from workbench.storage import articles
from workbench.workspace import entries


@pytest.fixture
def library(tmp_path: Path) -> Path:
    library = tmp_path / "library"
    (library / "articles").mkdir(parents=True)
    for number in range(entries.MANY + 150):
        known = Metadata(title=f"Gate {number}", published="2019-05", language="en", authors=("Jo Doe",))
        articles.create(library, Article(id=f"gate-{number:04}", metadata=known, text=f"A gate, the number {number}.\n"))
    (library / "articles" / "broken.md").write_text("---\nid: [\n---\n", encoding="utf-8")
    return library


def files(library: Path) -> dict[str, str]:
    return {listed.id: f"mark of {listed.id}" for listed in articles.listing(library)}


def test_several_processes_read_what_one_reads(library: Path) -> None:
    asked = files(library)
    alone = [entries.read_one(library, article_id, mark) for article_id, mark in asked.items()]
    assert list(entries.read(library, asked)) == alone
    assert [entry.problems[0].file.name for entry in alone if entry.searchable is None] == ["broken.md"]


def test_what_becomes_of_the_other_processes_is_no_matter(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    asked = files(library)
    assert [entry.summary.id for entry in entries.read(library, asked) if entry.summary] == [
        each for each in asked if each != "broken"
    ]


def test_no_process_is_left_when_nobody_reads_on(library: Path) -> None:
    reading = entries.read(library, files(library))
    next(reading)
    processes = reading.gi_frame.f_locals["processes"]  # type: ignore[attr-defined]
    assert [process.poll() for process in processes] == [None] * len(processes)
    reading.close()
    assert None not in [process.poll() for process in processes]


@pytest.mark.parametrize("asked", [b"", b"\0\0", b"\0\0\0\5ab", b"\0\0\0\0"])
def test_half_a_question_is_none(asked: bytes) -> None:
    told = io.BytesIO()
    entries.serve(io.BytesIO(asked), told)
    assert told.getvalue() == b""
