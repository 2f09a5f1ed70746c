"""One peer of `benchmarks.searching`, in a process of its own; needs nothing but what that peer needs.

python search_peers.py NAME ARTICLES FOLDER QUERIES.json
"""

from __future__ import annotations

import json
import re
import resource
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

TIMES = 3
LIMIT = 20


def main():  # type: ignore[no-untyped-def]  # runs under any Python of the system
    name, articles, folder, queries = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), json.loads(Path(sys.argv[4]).read_text())
    folder.mkdir()
    peer = {"SQLite FTS5": Fts5, "Xapian": Xapian, "Recoll": Recoll, "ripgrep": Ripgrep}[name](articles, folder)
    told = {}
    rows = list(_rows(articles)) if peer.wants_rows else []
    began, before = time.perf_counter(), _cpu()
    if peer.build(rows) is not False:
        told["build, s"], told["build, CPU s"] = time.perf_counter() - began, _cpu() - before
        told["index, MB"] = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 2**20
    del rows
    began = time.perf_counter()
    peer.open()
    peer.ask("harbour", "common word")
    told["open and first query, ms"] = (time.perf_counter() - began) * 1000
    for kind, asked in queries.items():
        best = []
        for query in asked:
            taken = []
            for _ in range(TIMES):
                began = time.perf_counter()
                if peer.ask(query, kind) is None:
                    break
                taken.append((time.perf_counter() - began) * 1000)
            best += [min(taken)] if taken else []
        if len(best) == len(asked):
            told[kind] = median(best)
    if peer.in_process:
        told["memory, MB"] = int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 2**20
    print(json.dumps(told))


def _cpu():  # type: ignore[no-untyped-def]
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def _rows(articles):  # type: ignore[no-untyped-def]
    """Id, title, publisher, date and text of each article: given to the peers ready-made."""
    for file in sorted(articles.iterdir()):
        _, head, text = file.read_text(encoding="utf-8").split("---\n", 2)
        known = dict(re.findall(r"^(title|publisher|published): *[\"']?(.*?)[\"']?$", head, re.MULTILINE))
        yield file.stem, known.get("title", ""), known.get("publisher", ""), known.get("published", ""), text.strip()


class Fts5:
    wants_rows = in_process = True

    def __init__(self, articles, folder):  # type: ignore[no-untyped-def]
        self.file = folder / "fts.sqlite"

    def build(self, rows):  # type: ignore[no-untyped-def]
        table = sqlite3.connect(self.file)
        table.execute(
            "create virtual table t using fts5(id unindexed, title, publisher, published unindexed, body, tokenize='porter')"
        )
        with table:
            table.executemany("insert into t values (?, ?, ?, ?, ?)", rows)
        table.close()

    def open(self):  # type: ignore[no-untyped-def]
        self.table = sqlite3.connect(self.file)

    def ask(self, query, kind):  # type: ignore[no-untyped-def]
        if kind in ("wildcard", "fuzzy"):
            return None
        where, values = _sql(query, kind)
        sql = f"select id, snippet(t, 4, '[', ']', '…', 30) from t where {where} order by rank limit {LIMIT}"
        return self.table.execute(sql, values).fetchall()


def _sql(query, kind):  # type: ignore[no-untyped-def]
    near = re.fullmatch(r'"(.*)"~(\d+)', query)
    if near:
        return "t match ?", [f'NEAR("{near[1].replace(" ", chr(34) + " " + chr(34))}", {near[2]})']
    if kind != "field and date":
        return "t match ?", [query]
    dates = {
        "published:2007": ("2007", "2007~"),
        "published:1987-03": ("1987-03", "1987-03~"),
        "published:2006..2007": ("2006", "2007~"),
    }
    dates["published:<1990"] = ("0", "1990")
    match, bounds = [], None
    for part in query.split():
        if part in dates:
            bounds = dates[part]
        else:
            match.append(f"{part.replace(':', ' : ')}")
    return (
        ("t match ?", [" AND ".join(match)])
        if not bounds
        else ("t match ? and published >= ? and published < ?", [" AND ".join(match), *bounds])
    )


class Xapian:
    wants_rows = in_process = True

    def __init__(self, articles, folder):  # type: ignore[no-untyped-def]
        import xapian

        self.xapian, self.folder = xapian, str(folder / "db")

    def build(self, rows):  # type: ignore[no-untyped-def]
        xapian = self.xapian
        table = xapian.WritableDatabase(self.folder, xapian.DB_CREATE_OR_OPEN)
        generator = xapian.TermGenerator()
        generator.set_stemmer(xapian.Stem("en"))
        for row in rows:
            document = xapian.Document()
            generator.set_document(document)
            generator.index_text(row[1], 1, "S")
            generator.index_text(row[2], 1, "A")
            generator.index_text(row[1])
            generator.increase_termpos()
            generator.index_text(row[4])
            document.add_value(0, row[3].replace("-", "").ljust(8, "0"))
            document.set_data(row[4])
            table.add_document(document)
        table.commit()
        table.close()

    def open(self):  # type: ignore[no-untyped-def]
        xapian = self.xapian
        self.table = xapian.Database(self.folder)
        self.parser = xapian.QueryParser()
        self.parser.set_stemmer(xapian.Stem("en"))
        self.parser.set_stemming_strategy(xapian.QueryParser.STEM_SOME)
        self.parser.set_database(self.table)
        self.parser.set_default_op(xapian.Query.OP_AND)
        self.parser.set_max_expansion(1000, xapian.Query.WILDCARD_LIMIT_MOST_FREQUENT)
        self.parser.add_prefix("title", "S")
        self.parser.add_prefix("publisher", "A")

    def ask(self, query, kind):  # type: ignore[no-untyped-def]
        xapian = self.xapian
        if kind in ("wildcard", "fuzzy"):
            return None
        filters = []
        if kind == "field and date":
            for text, low, high in (
                ("published:2007", "20070000", "20071231"),
                ("published:1987-03", "19870300", "19870331"),
                ("published:2006..2007", "20060000", "20071231"),
                ("published:<1990", "0", "19899999"),
            ):
                if text in query.split():
                    query = " ".join(part for part in query.split() if part != text)
                    filters.append(xapian.Query(xapian.Query.OP_VALUE_RANGE, 0, low, high))
        near = re.fullmatch(r'"(.*)"~(\d+)', query)
        if near:
            query = f" NEAR/{int(near[2]) + 1} ".join(near[1].split())
        flags = self.parser.FLAG_DEFAULT | self.parser.FLAG_WILDCARD
        parsed = self.parser.parse_query(query, flags)
        for each in filters:
            parsed = xapian.Query(xapian.Query.OP_FILTER, parsed, each)
        enquire = xapian.Enquire(self.table)
        enquire.set_query(parsed)
        found = enquire.get_mset(0, LIMIT)
        return [found.snippet(match.document.get_data().decode(), 300) for match in found]


class Recoll:
    """Its command line, which starts a process a query, as a script would use it."""

    wants_rows = in_process = False

    def __init__(self, articles, folder):  # type: ignore[no-untyped-def]
        self.conf = folder / "conf"
        self.conf.mkdir()
        (self.conf / "recoll.conf").write_text(
            f"topdirs = {articles}\nindexStripChars = 1\nnoaspell = 1\n[{articles}]\n", encoding="utf-8"
        )
        (self.conf / "mimemap").write_text(".md = text/plain\n", encoding="utf-8")

    def build(self, rows):  # type: ignore[no-untyped-def]
        if not shutil.which("recollindex"):
            raise SystemExit("no recollindex")
        subprocess.run(["recollindex", "-c", str(self.conf)], check=True, capture_output=True)

    def open(self):  # type: ignore[no-untyped-def]
        pass

    def ask(self, query, kind):  # type: ignore[no-untyped-def]
        if kind in ("field and date", "fuzzy", "near phrase"):
            return None
        done = subprocess.run(["recollq", "-c", str(self.conf), "-A", "-n", str(LIMIT), query], capture_output=True, check=True)
        return done.stdout


class Ripgrep:
    """Which files hold a word, beginning or phrase, as grep would be used: no ranking, no snippets."""

    wants_rows = in_process = False

    def __init__(self, articles, folder):  # type: ignore[no-untyped-def]
        self.articles = articles

    def build(self, rows):  # type: ignore[no-untyped-def]
        return False

    def open(self):  # type: ignore[no-untyped-def]
        if not shutil.which("rg"):
            raise SystemExit("no rg")

    def ask(self, query, kind):  # type: ignore[no-untyped-def]
        if kind in ("field and date", "fuzzy", "near phrase", "AND of common words", "long sentence"):
            return None
        pattern = "|".join(query.split(" OR ")) if " OR " in query else query.strip('"').replace("*", r"\w*").replace("?", r"\w")
        done = subprocess.run(["rg", "-l", "-i", "-w", pattern, str(self.articles)], capture_output=True, check=False)
        return done.stdout


main()
