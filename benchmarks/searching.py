"""Searching, with twenty snippets: each of our engines and its peers, on the same news, in one run.

    python -m benchmarks searching                 2,000 and 10,000 articles
    python -m benchmarks.searching 100000          so many

Several queries stand for each class, each asked a few times; the table has the median of the queries' best times. Peers that are
not installed are left out: SQLite's FTS5 comes with Python, Xapian (python3-xapian), Recoll (recollq) and ripgrep with Debian.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from benchmarks.news import write_library

CLASSES: dict[str, tuple[str, ...]] = {
    "common word": ("senator", "president", "government", "company", "million"),
    "rare word": ("kazakhstan", "cobalt", "meningitis", "glacier", "zeppelin"),
    "AND of common words": ("senate bill tax", "president said federal", "company shares million", "bill law people", "united states new"),
    "OR of common words": (
        "senate OR bill OR tax", "president OR said OR federal", "company OR shares OR million", "bill OR law OR people", "new OR united OR states",
    ),
    "phrase of common words": ('"of the united states"', '"the president of"', '"members of the senate"', '"said the company"', '"in the first"'),
    "near phrase": ('"president said"~3', '"senate bill"~4', '"oil price"~5', '"tax people"~8', '"united congress"~3'),
    "two-letter prefix": ("se*", "co*", "pr*", "un*", "st*"),
    "four-letter prefix": ("gove*", "pres*", "comp*", "stat*", "fede*"),
    "wildcard": ("*tion", "gov*ment", "?ar", "s?n*or", "in*al"),
    "fuzzy": ("goverment~2", "presidnt~1", "senater~2", "budjet~1", "millon~2"),
    "field and date": (
        "tax published:2007", "oil published:1987-03", "iraq publisher:senator", "title:bill published:2006..2007", "trade published:<1990",
    ),
    "long sentence": (
        "the senate voted to extend the tax credit for renewable energy in the state",
        "the company said it expects earnings to rise in the first quarter of the year",
        "officials said the president would sign the bill on health care for veterans",
        "the government reported that exports of grain fell in the month of march",
        "members of the committee asked the secretary about the war in iraq",
    ),
}  # fmt: skip
TIMES = 3


def main(sizes: tuple[int, ...] = (2_000, 10_000)) -> None:
    """Print a table a size."""
    for size in sizes:
        with tempfile.TemporaryDirectory(dir=os.environ.get("WORKBENCH_BENCH_FOLDER")) as place:
            _table(Path(place), size)


def _table(place: Path, size: int) -> None:
    space = place / "space"
    write_library(space, size)
    for name in ("CACHE", "STATE", "CONFIG"):
        os.environ[f"XDG_{name}_HOME"] = str(place / name)
    engines = ("tantivy",) if size > 20_000 else ("whoosh", "tantivy")
    columns = {f"workbench, {engine}": _ours(space, engine) for engine in engines}
    columns |= {name: told for name, told in _peers(place, space) if told}
    base = columns["SQLite FTS5"]
    print(f"| {size:,} articles | {' | '.join(columns)} |\n|---|{'---|' * len(columns)}")
    for line in ("build, s", "build, CPU s", "index, MB", "open and first query, ms", "memory, MB"):
        print(f"| {line} | {' | '.join(_number(told.get(line)) for told in columns.values())} |")
    for name in CLASSES:
        cells = [_cell(told.get(name), base.get(name)) for told in columns.values()]
        print(f"| {name}, ms (× FTS5) | {' | '.join(cells)} |")
    print(flush=True)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.0f}" if value >= 10 else f"{value:.1f}"


def _cell(value: float | None, base: float | None) -> str:
    return _number(value) + (f" ({value / base:.2f})" if value is not None and base else "")


def asked(answer: Callable[[str], object], classes: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, float]]:
    """For each class the median over its queries of the best time, in milliseconds."""
    for name, queries in classes.items():
        best = []
        for query in queries:
            taken = []
            for _ in range(TIMES):
                began = time.perf_counter()
                answer(query)
                taken.append((time.perf_counter() - began) * 1000)
            best.append(min(taken))
        yield name, median(best)


def _ours(space: Path, engine: str) -> dict[str, float]:
    """Built and asked in a process of its own, so that nothing of one engine is in the other's memory."""
    (space / "config.yaml").write_text(f"workbench: 1\nengine: {engine}\n", encoding="utf-8")
    return _told([sys.executable, "-m", "benchmarks.searching", "ours", str(space)])


def _told(command: list[str]) -> dict[str, float]:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"left out: {' '.join(command[:3])}: {done.stderr.strip()[-300:]}", file=sys.stderr)
        return {}
    told: dict[str, float] = json.loads(done.stdout)
    return told


def _peers(place: Path, space: Path) -> Iterator[tuple[str, dict[str, float]]]:
    script = str(Path(__file__).with_name("search_peers.py"))
    queries = place / "queries.json"
    queries.write_text(json.dumps(CLASSES), encoding="utf-8")
    for name, python in (
        ("SQLite FTS5", sys.executable),
        ("Xapian", "/usr/bin/python3"),
        ("Recoll", sys.executable),
        ("ripgrep", sys.executable),
    ):
        yield name, _told([python, script, name, str(space / "library" / "articles"), str(place / name), str(queries)])


def ours(space: Path) -> dict[str, float]:
    """Build the index of a workspace, open it anew and ask."""
    from workbench.workspace import searching
    from workbench.workspace.opening import open_workspace

    began, before = time.perf_counter(), _cpu()
    with open_workspace(space) as workspace:
        workspace.index.refresh()
    told = {"build, s": time.perf_counter() - began, "build, CPU s": _cpu() - before}
    began = time.perf_counter()
    with open_workspace(space) as workspace:
        workspace.index.ensure_fresh = lambda *_: None  # type: ignore[method-assign]  # measured on its own
        searching.search(workspace, "harbour")
        told["open and first query, ms"] = (time.perf_counter() - began) * 1000
        told["index, MB"] = sum(file.stat().st_size for file in workspace.cache.rglob("*") if file.is_file()) / 2**20
        told |= asked(lambda query: searching.search(workspace, query, limit=20), CLASSES)
        told["memory, MB"] = _memory()
    return told


def _cpu() -> float:
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def _memory() -> float:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize() / 2**20


if __name__ == "__main__":
    if sys.argv[1] == "ours":
        print(json.dumps(ours(Path(sys.argv[2]))))
    else:
        main(tuple(map(int, sys.argv[1:])))
