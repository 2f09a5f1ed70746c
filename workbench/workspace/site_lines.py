"""Which lines many sources of a site share: counted from the sources, kept in the person's cache, and made anew when it is lost.

What is counted is the visible text of a source, line by line, so that the cleaner's own decisions do not feed back into it.
"""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from workbench.cleaning.known import line_key

if TYPE_CHECKING:
    from workbench.workspace.opening import Workspace

_FILE: Final = "site-lines-1.sqlite"
_SCHEMA: Final = """
create table if not exists line (site text, key blob, article text, primary key (site, key, article)) without rowid;
create index if not exists by_article on line (article);
create table if not exists article (id text primary key, stamp text) without rowid;
"""
_Use = Callable[[sqlite3.Connection], object]
_LONGEST_LINE: Final = 600
"""Code points; longer lines are not counted: furniture is short, and this keeps the table small."""


class Lines(Struct, frozen=True):
    """The lines of one source, as they are counted."""

    site: str
    article: str
    sha256: str
    keys: frozenset[bytes]


def lines_of(site: str, article_id: str, sha256: str, lines: Iterable[str]) -> Lines:
    """The lines of a source, to be counted."""
    keys = (line_key(line) for line in lines)
    return Lines(site, article_id, sha256, frozenset(_key(key) for key in keys if 0 < len(key) <= _LONGEST_LINE))


def stamp(site: str, sha256: str) -> str:
    """What tells whether an article's lines are counted as they are now."""
    return f"{sha256} {site}"


class SiteLines:
    """The lines of all sources whose site is known. May be used from several threads and processes; it is only a cache.

    A table that cannot be read or written counts nothing: cleaning then goes on without it.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._path: Path = workspace.cache / _FILE
        self._lock = threading.Lock()

    def note(self, sources: Iterable[Lines]) -> None:
        """Count the lines of sources; of each article only those of its latest source and site count."""
        entries = list(sources)
        lines = [(one.site, key, one.article) for one in entries for key in one.keys]

        def write(table: sqlite3.Connection) -> None:
            table.executemany("delete from line where article = ?", [(one.article,) for one in entries])
            table.executemany("insert or ignore into line values (?, ?, ?)", lines)
            stamps = [(one.article, stamp(one.site, one.sha256)) for one in entries]
            table.executemany("insert or replace into article values (?, ?)", stamps)

        self._with_table(write)

    def repeated(self, site: str, lines: Iterable[str], without: str | None = None) -> Mapping[str, int]:
        """How many sources of a site have each of these lines, by `line_key`; `without` is the article that does not count."""
        keys = {_key(key): key for line in lines if 0 < len(key := line_key(line)) <= _LONGEST_LINE}
        found: dict[str, int] = {}

        def read(table: sqlite3.Connection) -> None:
            wanted = list(keys)
            for start in range(0, len(wanted), 500):
                part = wanted[start : start + 500]
                marks = ",".join("?" * len(part))
                rows = table.execute(
                    f"select key, count(*) from line where site = ? and key in ({marks}) and article <> ? group by key",  # noqa: S608 - only marks
                    (site, *part, without or ""),
                )
                found.update({keys[key]: count for key, count in rows})

        self._with_table(read)
        return found

    def known(self) -> dict[str, str]:
        """The articles whose lines are counted, each with the `stamp` of what was counted."""
        found: dict[str, str] = {}
        self._with_table(lambda table: found.update(table.execute("select id, stamp from article")))
        return found

    def forget(self, ids: Iterable[str]) -> None:
        """Count no line of these articles any more."""
        gone = [(name,) for name in ids]

        def write(table: sqlite3.Connection) -> None:
            table.executemany("delete from line where article = ?", gone)
            table.executemany("delete from article where id = ?", gone)

        self._with_table(write)

    def _with_table(self, use: _Use) -> None:
        with self._lock:
            try:
                self._use(use)
            except sqlite3.OperationalError:
                return  # another process holds it too long, or the folder cannot be written
            except sqlite3.DatabaseError:
                self._path.unlink(missing_ok=True)
            except OSError:
                return

    def _use(self, use: _Use) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._path, timeout=10)) as table:
            table.execute("pragma synchronous = off")  # a cache: what a power cut damages is made anew
            table.executescript(_SCHEMA)
            with table:
                use(table)


def _key(line: str) -> bytes:
    return hashlib.blake2b(line.encode("utf-8", "surrogatepass"), digest_size=8).digest()
