"""The table of lines that pages of a site share: what is counted, and what becomes of a table that cannot be used."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from workbench.cleaning.known import MANY
from workbench.workspace.opening import Workspace
from workbench.workspace.site_lines import Lines, Origin, SiteLines, lines_of

SITE = "example.org"


def source(number: int, *lines: str, page: str | None = None) -> Lines:
    return lines_of(Origin(SITE, page or f"article-{number}", f"article-{number}", f"{number:064x}"), lines)


def table_of(workspace: Workspace) -> Path:
    (found,) = workspace.cache.glob("site-lines-*.sqlite")
    return found


def test_pages_are_counted_not_sources_and_one_page_never_with_itself(workspace: Workspace) -> None:
    table = SiteLines(workspace)
    table.note([source(number, "A line", page="of one page") for number in range(4)])
    table.note([source(4, "a  LINE"), source(5, "another line")])
    assert table.repeated(SITE, ["A line"], "of one page") == {"a line": 1}
    assert table.repeated(SITE, ["A line"], "") == {"a line": 2}
    assert table.repeated("example.net", ["A line"], "") == {}


def test_no_more_pages_are_counted_than_matter(workspace: Workspace) -> None:
    table = SiteLines(workspace)
    table.note([source(number, "A line") for number in range(3 * MANY)])
    assert table.repeated(SITE, ["A line"], "") == {"a line": MANY}


def test_what_is_noted_again_or_forgotten_does_not_count_any_more(workspace: Workspace) -> None:
    table = SiteLines(workspace)
    table.note([source(1, "A line"), source(2, "A line"), source(3, "A line")])
    table.note([source(1, "another line")])
    table.forget(["article-2"])
    assert table.repeated(SITE, ["A line", "Another line"], "") == {"a line": 1, "another line": 1}
    assert sorted(table.known()) == ["article-1", "article-3"]


def test_a_damaged_table_is_thrown_away_and_that_is_known(workspace: Workspace) -> None:
    table = SiteLines(workspace)
    table.note([source(1, "A line")])
    table_of(workspace).write_bytes(b"no table at all" * 1000)
    assert table.repeated(SITE, ["A line"], "") == {}
    assert table.lost
    table.note([source(1, "A line")])
    assert table.repeated(SITE, ["A line"], "") == {"a line": 1}


def test_a_table_that_cannot_be_used_is_tried_once_and_noted(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    SiteLines(workspace).note([source(1, "A line")])
    waits: list[object] = []
    connect = sqlite3.connect

    def at_once(path: Path, timeout: float) -> sqlite3.Connection:
        waits.append(timeout)
        return connect(path, timeout=0)

    with closing(connect(table_of(workspace))) as other:
        other.execute("begin exclusive")
        monkeypatch.setattr(sqlite3, "connect", at_once)
        table = SiteLines(workspace)
        for number in range(5):
            table.note([source(number, "A line")])
        assert table.repeated(SITE, ["A line"], "") == {}
    assert len(waits) == 1
    assert [one.severity for one in workspace.problems] == ["note"]
    assert "cannot be counted" in workspace.problems[0].problem
