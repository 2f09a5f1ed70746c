"""The catalogue: what a list shows of every article, kept beside the index so that no list opens files.

It is derived from the files and brought up to date together with the index. It is a table in the person's cache, so that a change
writes one row and a list of twenty articles reads twenty, however large the library; a damaged one or one of another version is made
anew.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final, TypeVar

import msgspec
from msgspec import Struct

from workbench.errors import UnwritableError, WorkbenchError
from workbench.files import atomic
from workbench.records.article import Article, Grade, display_name, display_title
from workbench.records.excerpt import Excerpt
from workbench.search.engine import IndexUnusableError
from workbench.text.words import count_words

VERSION: Final = 4
"""Of the table's form."""

_SCHEMA: Final = """
create table if not exists article (id text primary key, fingerprint text, site text, supersedes text, summary blob) without rowid;
create table if not exists alias (name text, id text, primary key (name, id)) without rowid;
create index if not exists by_supersedes on article (supersedes) where supersedes is not null;
create index if not exists by_site on article (site);
create index if not exists by_id on alias (id);
pragma user_version = 1;
"""

_SECONDS: Final = 10.0
"""How long another process may be at it."""

_Answer = TypeVar("_Answer")


class Summary(Struct, frozen=True, kw_only=True, array_like=True):
    """What lists, facets and duplicates need of an article. `words` counts its text, `excerpts` its annotation file."""

    id: str
    title: str
    publisher: str | None
    agency: str | None
    authors: tuple[str, ...]
    published: str | None
    language: str | None
    words: int
    excerpts: int
    reliability: str | None
    aliases: tuple[str, ...]
    sha256: str | None
    derived: tuple[str, ...]
    """Fields whose values are not stated but follow from the source: shown with a "?"."""
    tags: dict[str, int]
    """How many of the article's excerpts carry each tag."""
    url: str | None = None
    site: str | None = None
    supersedes: str | None = None


_decode = msgspec.msgpack.Decoder(Summary).decode
_encode = msgspec.msgpack.Encoder().encode


def summary(article: Article, excerpts: tuple[Excerpt, ...]) -> Summary:
    """What the catalogue keeps of an article."""
    said = article.metadata
    tags: dict[str, int] = {}
    for excerpt in excerpts:
        for tag in excerpt.tags:
            tags[tag] = tags.get(tag, 0) + 1
    return Summary(
        id=article.id,
        title=display_title(article),
        publisher=said.publisher,
        agency=said.agency,
        authors=tuple(map(display_name, said.authors)),
        published=said.published,
        language=said.language,
        words=count_words(article.text),
        excerpts=len(excerpts),
        reliability=article.reliability,
        aliases=article.aliases,
        sha256=article.source.sha256 if article.source else None,
        derived=tuple(name for name, read in article.evidence.items() if read.grade is Grade.DERIVED),
        tags=tags,
        url=said.url,
        site=said.site,
        supersedes=article.supersedes,
    )


class Catalogue:
    """The summaries of a library's articles. May be used from several threads and processes, which see each other's changes at once.

    Args:
        file: In the person's cache; made if it is not there, made anew if it cannot be read.

    Raises:
        UnwritableError: It can be neither used nor made.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.RLock()
        self._inode: tuple[int, int] | None = None
        atomic.make_folder(file.parent)
        try:
            self._open()
        except sqlite3.Error as error:
            if not _is_damaged(error):
                raise _unusable(file, error) from error
            discard(file)
            self._open()

    def get(self, article_id: str) -> Summary | None:
        """The summary of an article; None where the catalogue has none."""
        found = self._summaries("select summary from article where id = ?", article_id)
        return found[0] if found else None

    def __contains__(self, article_id: object) -> bool:
        return (
            self._asked(lambda table: table.execute("select 1 from article where id = ?", (article_id,)).fetchone()) is not None
        )

    def __len__(self) -> int:
        return int(self._asked(lambda table: table.execute("select count(*) from article").fetchone()[0]))

    def values(self) -> Iterator[Summary]:
        """All of them, by id."""
        yield from self._summaries("select summary from article order by id")

    def of_site(self, site: str) -> list[Summary]:
        """Those whose site is written so, by id."""
        return self._summaries("select summary from article where site = ? order by id", site)

    def fingerprints(self) -> dict[str, str]:
        """By article id, the fingerprint each was put in with."""
        return dict(self._asked(lambda table: table.execute("select id, fingerprint from article").fetchall()))

    def fingerprints_of(self, ids: Iterable[str]) -> dict[str, str]:
        """The same for some articles, as far as the catalogue has them."""
        sql = "select id, fingerprint from article where id = ?"
        wanted = [(each,) for each in ids]
        return self._asked(lambda table: dict(row for each in wanted for row in table.execute(sql, each)))

    def named(self, name: str) -> str | None:
        """The id of the article that was called so before."""
        if not name.isprintable():  # what is typed may be anything, and SQLite takes no lone surrogates
            return None
        row = self._asked(lambda table: table.execute("select id from alias where name = ? order by id", (name,)).fetchone())
        return row[0] if row else None

    def successors(self, article_id: str) -> list[str]:
        """The articles that say they supersede one, by this id of it, in order."""
        sql = "select id from article where supersedes = ? order by id"
        return [row[0] for row in self._asked(lambda table: table.execute(sql, (article_id,)).fetchall())]

    def change(self, entries: Iterable[tuple[Summary, str]], gone: Iterable[str] = ()) -> None:
        """Put summaries in, each with its article's fingerprint, and take others out, at one stroke."""
        kept = list(entries)
        out = [(name,) for name in gone] + [(entry.id,) for entry, _ in kept]
        rows = [(entry.id, fingerprint, entry.site, entry.supersedes, _encode(entry)) for entry, fingerprint in kept]
        names = [(name, entry.id) for entry, _ in kept for name in entry.aliases]

        def write(table: sqlite3.Connection) -> None:
            with table:
                table.executemany("delete from alias where id = ?", out)
                table.executemany("delete from article where id = ?", out)
                table.executemany("insert or replace into article values (?, ?, ?, ?, ?)", rows)
                table.executemany("insert or ignore into alias values (?, ?)", names)

        self._asked(write)

    def close(self) -> None:
        """Let go of the file; closing twice is no error."""
        with self._lock:
            self._table.close()
            self._inode = None

    def _open(self) -> None:
        self._table = _opened(self._file)
        self._inode = _inode(self._file)

    def _summaries(self, sql: str, *values: str) -> list[Summary]:
        return self._asked(lambda table: [_decode(row[0]) for row in table.execute(sql, values)])

    def _asked(self, question: Callable[[sqlite3.Connection], _Answer]) -> _Answer:
        with self._lock:
            try:
                # Another process made the catalogue anew: SQLite would go on with the file that was removed.
                if self._inode is not None and _inode(self._file) not in (self._inode, None):
                    self._table.close()
                    self._open()
                return question(self._table)
            except (sqlite3.Error, msgspec.DecodeError) as error:
                raise _unusable(self._file, error) from error


def _inode(file: Path) -> tuple[int, int] | None:
    """What tells a file from the one that takes its place; None if there is none."""
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _is_damaged(error: Exception) -> bool:
    """Whether a file is damaged or no table of ours; otherwise it cannot be used now: locked, full, read-only."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    return code in (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _unusable(file: Path, error: Exception) -> WorkbenchError:
    if _is_damaged(error):
        return IndexUnusableError(f"the catalogue of the library is damaged: {error}", place=file)
    return UnwritableError(f"the catalogue of the library cannot be used: {error}", place=file)


def file_of(cache: Path, engine: str) -> Path:
    """The catalogue of what an engine has, in a library's cache."""
    return cache / f"{engine}-catalogue-{VERSION}.sqlite"


def discard(file: Path) -> None:
    """Throw a catalogue away, with what SQLite has beside it."""
    for each in (file, file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")):
        atomic.remove(each)


def _opened(file: Path) -> sqlite3.Connection:
    """Open the table.

    Raises:
        sqlite3.Error: It is damaged or cannot be used now: `_is_damaged`.
    """
    table = sqlite3.connect(file, timeout=_SECONDS, check_same_thread=False)
    try:
        table.execute("pragma journal_mode = wal")  # reading goes on while another process writes
        table.execute("pragma synchronous = off")  # a cache: what a power cut damages is made anew
        version = table.execute("pragma user_version").fetchone()[0]
        if not version:
            table.executescript(_SCHEMA)
    except BaseException:
        table.close()
        raise
    return table
