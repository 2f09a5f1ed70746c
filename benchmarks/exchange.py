"""What exporting 10,000 excerpts of real news costs in each format, and taking them in again; and how well words of a browser are found.

For the last the export for Hypothesis is stripped of all that is ours and made what a browser has: 32 characters of context, paragraphs
parted by one line end or many, some spaces that do not break. In a second file each excerpt is said to be of some other article.
"""

from __future__ import annotations

import json
import random
import shutil
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import news
from workbench.errors import WorkbenchError
from workbench.records.selector import Span
from workbench.storage import articles
from workbench.workspace import annotating, evidence, exporting, founding
from workbench.workspace.excerpt_import import ExcerptImport, import_file
from workbench.workspace.opening import Workspace, open_workspace

ARTICLES, EACH = 1_000, 11
CHANCE = random.Random(3)  # noqa: S311 - the same excerpts each time, not a secret


def main() -> None:
    """Make a library, export it, import it into a copy without excerpts."""
    import os
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {f"XDG_{name}_HOME": f"{folder}/{name}" for name in ("CACHE", "STATE", "CONFIG")}
        space, other = Path(folder) / "space", Path(folder) / "other"
        founding.found(space)
        for item in news.items(ARTICLES):
            articles.create(space / "library", news.article(item))
        shutil.copytree(space, other)
        with open_workspace(space) as workspace:
            _annotate(workspace)
            found = evidence.select(workspace, evidence.Wanted())
            print(f"{len(found):,} excerpts of {ARTICLES:,} articles")
            for notation in exporting.FORMATS:
                file = Path(folder) / f"export.{notation}"
                _timed(f"export {notation}", lambda notation=notation, file=file: _export(workspace, found, notation, file))
                if notation != "qdc":
                    _timed("  taken in elsewhere", lambda file=file: _imported(other, file))
            rows = json.loads((Path(folder) / "export.hypothesis").read_bytes())
        _judge(other, Path(folder), rows)


def _annotate(workspace: Workspace) -> None:
    for entry in articles.listing(workspace.library):
        article = articles.read(workspace.library, entry.id).article
        starts = [CHANCE.randrange(max(1, len(article.text) - 150)) for _ in range(EACH)]
        drafts = [
            annotating.Draft(span=Span(at, min(len(article.text), at + CHANCE.randrange(30, 140))), tags=("a/b",))
            for at in starts
        ]
        try:
            annotating.create_all(workspace, article, drafts)
        except WorkbenchError:  # a passage of nothing but spaces
            continue


def _export(workspace: Workspace, found: list[Any], notation: str, file: Path) -> str:
    made = exporting.export(workspace, found, notation)
    exporting.save(workspace, made, file)
    return f"{len(made.data) / 2**20:6.1f} MB"


def _imported(space: Path, file: Path) -> str:
    shutil.rmtree(space / "library/annotations", ignore_errors=True)
    with open_workspace(space) as workspace:
        done = import_file(workspace, file)
    return f"{len(done.imported):,} taken in, {len(done.refused):,} refused"


def _timed(name: str, work: Callable[[], str]) -> None:
    began = time.perf_counter()
    said = work()
    print(f"{name:24} {time.perf_counter() - began:6.2f} s  {said}")


def _judge(space: Path, folder: Path, answer: dict[str, Any]) -> None:
    """Where the words of a browser go, and where those go that are said to be of other articles."""
    answer.pop("workbench")
    truth = {}
    for row in answer["rows"]:
        ours = row.pop("workbench")
        truth[f"hypothesis:{row['id']}"] = (ours["article"]["id"], ours["now"]["start"], ours["now"]["end"])
        row["uri"] = f"urn:workbench:article:{ours['article']['id']}"
        words = row["target"][0]["selector"][0]
        words |= {"prefix": words["prefix"][-32:], "suffix": words["suffix"][:32]}
        for key in ("exact", "prefix", "suffix"):
            words[key] = _of_a_browser(words[key])
    done = _taken(space, folder / "browser.json", answer)
    where = _places(space)
    right = sum(where.get(_id_of(key)) == place for key, place in truth.items())
    print(
        f"words of a browser: {right:,} at their place, {len(done.imported) - right:,} elsewhere, {len(done.refused):,} refused"
    )
    pages = [row["uri"] for row in answer["rows"]]
    CHANCE.shuffle(pages)
    for row, page in zip(answer["rows"], pages, strict=True):
        row["uri"] = page
    done = _taken(space, folder / "others.json", answer)
    print(f"said to be of other articles: {len(done.imported):,} taken in ({dict(Counter(one.anchor for one in done.imported))})")


def _of_a_browser(words: str) -> str:
    return words.replace("\n\n", CHANCE.choice(["\n", "\n    ", " ", "\n\n\n"])).replace(" ", CHANCE.choice(" \u00a0"), 1)


def _taken(space: Path, file: Path, answer: dict[str, Any]) -> ExcerptImport:
    file.write_text(json.dumps(answer), encoding="utf-8")
    shutil.rmtree(space / "library/annotations", ignore_errors=True)
    with open_workspace(space) as workspace:
        return import_file(workspace, file)


def _places(space: Path) -> dict[str, tuple[str, int, int]]:
    with open_workspace(space) as workspace:
        found = evidence.select(workspace, evidence.Wanted())
    return {one.excerpt.id: (one.article, one.anchor.span.start, one.anchor.span.end) for one in found if one.anchor.span}


def _id_of(key: str) -> str:
    from workbench.exchange.project import ExcerptCopy
    from workbench.workspace.excerpt_copies import id_of

    return id_of(ExcerptCopy(key=key, article=""))


if __name__ == "__main__":
    main()
