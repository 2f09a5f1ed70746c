"""Which lines many pages of a site share: counted from the sources, kept in the person's cache, and made anew when it is lost.

What is counted is the visible text of a source, line by line, so that the cleaner's own decisions do not feed back into it. The
versions of one page count as one: what they share is the article.
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

from workbench.cleaning.known import MANY, line_key
from workbench.errors import Problem

if TYPE_CHECKING:
    from workbench.workspace.opening import Workspace

_FILE: Final = "site-lines-2.sqlite"
_SCHEMA: Final = """
create table if not exists line (site text, key blob, page text, article text, primary key (site, key, page, article)) without rowid;
create index if not exists by_article on line (article);
create table if not exists article (id text primary key, stamp text) without rowid;
"""
_Use = Callable[[sqlite3.Connection], object]
_COUNT: Final = """
with wanted(key) as (values {marks})
select key, (select count(*) from (select distinct page from line where site = ? and key = wanted.key and page <> ? limit ?))
from wanted
"""
_LONGEST_LINE: Final = 600
"""Code points; longer lines are not counted: furniture is short, and this keeps the table small."""


class Origin(Struct, frozen=True):
    """Whose the lines of a source are."""

    site: str
    page: str
    """The page it is a version of, or the article's id: `versions.page_of`."""
    article: str
    sha256: str

    @property
    def stamp(self) -> str:
        """What tells whether its lines are counted as they are now."""
        return f"{self.sha256} {self.site} {self.page}"


class Lines(Struct, frozen=True):
    """The lines of one source, as they are counted."""

    origin: Origin
    keys: frozenset[bytes]


def lines_of(origin: Origin, lines: Iterable[str]) -> Lines:
    """The lines of a source, to be counted."""
    keys = (line_key(line) for line in lines)
    return Lines(origin, frozenset(_key(key) for key in keys if 0 < len(key) <= _LONGEST_LINE))


class SiteLines:
    """The lines of all sources whose site is known. May be used from several threads and processes; it is only a cache.

    A table that cannot be read or written counts nothing: cleaning then goes on without it, and that is noted.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._path: Path = workspace.cache / _FILE
        self._lock = threading.Lock()
        self._usable = True
        self.lost = False
        """Whether the table was found to be damaged and thrown away; for the caller to set back."""

    def note(self, sources: Iterable[Lines]) -> None:
        """Count the lines of sources; of each article only those of its latest source and site count."""
        entries = list(sources)
        origins = [one.origin for one in entries]
        lines = [(one.origin.site, key, one.origin.page, one.origin.article) for one in entries for key in one.keys]

        def write(table: sqlite3.Connection) -> None:
            table.executemany("delete from line where article = ?", [(one.article,) for one in origins])
            table.executemany("insert or ignore into line values (?, ?, ?, ?)", lines)
            table.executemany("insert or replace into article values (?, ?)", [(one.article, one.stamp) for one in origins])

        if entries:
            self._with_table(write)

    def repeated(self, site: str, lines: Iterable[str], without: str) -> Mapping[str, int]:
        """How many pages of a site have each of these lines, by `line_key`, at most `MANY`; `without` is the page that does not count."""
        keys = {_key(key): key for line in lines if 0 < len(key := line_key(line)) <= _LONGEST_LINE}
        found: dict[str, int] = {}

        def read(table: sqlite3.Connection) -> None:
            wanted = list(keys)
            for start in range(0, len(wanted), 500):
                part = wanted[start : start + 500]
                counts = _COUNT.format(marks=",".join(["(?)"] * len(part)))
                rows = table.execute(counts, (*part, site, without, MANY))
                found.update({keys[key]: count for key, count in rows if count})

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

        if gone:
            self._with_table(write)

    def _with_table(self, use: _Use) -> None:
        with self._lock:
            if not self._usable:
                return
            try:
                self._use_or_discard(use)
            except (sqlite3.Error, OSError) as error:  # another process holds it too long, or the folder cannot be written
                self._usable = False  # to try again would be to wait as long for every source
                self._note(f"the lines that pages of a site share cannot be counted: {error}")

    def _use_or_discard(self, use: _Use) -> None:
        """Use the table; one that is damaged is thrown away.

        Raises:
            sqlite3.OperationalError: It cannot be used now.
            OSError: It can be neither used nor thrown away.
        """
        try:
            self._use(use)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            self._path.unlink(missing_ok=True)
            self.lost = True

    def _note(self, said: str) -> None:
        fix = "what cleaning decides may differ until they are: see to the folder, or wait until the other program is done"
        self._workspace.note(Problem("note", self._path, None, said, fix))

    def _use(self, use: _Use) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._path, timeout=10)) as table:
            table.execute("pragma synchronous = off")  # a cache: what a power cut damages is made anew
            table.executescript(_SCHEMA)
            with table:
                use(table)


def _key(line: str) -> bytes:
    return hashlib.blake2b(line.encode("utf-8", "surrogatepass"), digest_size=8).digest()
