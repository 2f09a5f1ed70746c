"""Finding an excerpt by its id without parsing every file, and without missing one."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.records.excerpt import Excerpt
from workbench.storage import annotations as notes
from workbench.storage.annotations import Put

TIME = "2026-11-20T19:44:21Z"


def add(library: Path, article: str, name: str, note: str | None = None) -> None:
    excerpt = Excerpt(id=name, quote="word", start=1, end=5, text="9f2c61ab04de", note=note, created=TIME, modified=TIME)
    notes.apply(library, article, [Put(None, excerpt)])


def test_only_files_that_have_the_id_in_their_bytes_are_named(library: Path) -> None:
    for number in range(3):
        add(library, f"article-{number}", f"x-{number}")
    assert notes.naming(library, "x-1") == (["article-1"], [])
    assert notes.naming(library, "x-9") == ([], [])


def test_a_note_that_speaks_of_the_id_is_named_as_well(library: Path) -> None:
    add(library, "article-0", "x-0", note="see x-1")
    add(library, "article-1", "x-1")
    assert notes.naming(library, "x-1") == (["article-0", "article-1"], [])


@pytest.mark.parametrize("written", ['"x-\\x61b"', '"x-\\u0061b"', '"x-a\\\n    b"'])
def test_an_id_that_somebody_wrote_with_an_escape_is_not_missed(library: Path, written: str) -> None:
    add(library, "article-0", "x-ab")
    add(library, "article-1", "x-cd")
    path = notes.path_of(library, "article-0")
    path.write_text(path.read_text().replace("x-ab", written))
    assert [one.id for one in notes.load(library, "article-0").annotations.excerpts] == ["x-ab"]
    assert notes.naming(library, "x-ab") == ([], ["article-0"])


def test_what_cannot_be_read_comes_last_and_is_not_passed_over(library: Path) -> None:
    add(library, "article-1", "x-1")
    notes.path_of(library, "article-0").mkdir()
    assert notes.naming(library, "x-1") == (["article-1"], ["article-0"])


@pytest.mark.parametrize("name", ["", "x-", "1", "x-\udc80", "../x-1", "x-1\n"])
def test_what_is_no_id_is_nowhere(library: Path, name: str) -> None:
    add(library, "article-1", "x-1")
    assert notes.naming(library, name) == ([], [])
