"""Processes that are killed while they index: the index they leave is usable, and the next look at the files makes it whole."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.records.article import Article, Metadata
from workbench.storage import articles
from workbench.workspace import founding, searching
from workbench.workspace.opening import open_workspace

ROUNDS = int(os.environ.get("WORKBENCH_TEST_KILLS", "6"))
SCRIPT = """
import sys
from pathlib import Path
from workbench.workspace import indexing
from workbench.workspace.opening import open_workspace
indexing.BATCH = 10
with open_workspace(Path(sys.argv[1]), engine=sys.argv[2]) as workspace:
    print("begin", flush=True)
    while True:
        workspace.index.rebuild()
        print("again", flush=True)
"""


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_an_index_whose_writer_was_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: str) -> None:
    for name in ("CACHE", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    space = tmp_path / "space"
    founding.found(space)
    library = space / "library"
    for number in range(60):
        article = Article(
            id=f"gate-{number}", metadata=Metadata(title=f"Gate {number}"), text=f"A gate, the number {number}.\n" * 20
        )
        articles.path_of(library, article.id).write_bytes(articles.content_of(library, article))
    chance = random.Random(5)  # noqa: S311 - moments, not secrets
    for _ in range(ROUNDS):
        process = subprocess.Popen([sys.executable, "-c", SCRIPT, str(space), engine], stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(chance.uniform(0.005, 0.25))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        with open_workspace(space, engine=engine) as workspace:
            assert searching.search(workspace, "gate", fold=False).total <= 60
            workspace.index.refresh()
            assert searching.search(workspace, "gate", fold=False).total == 60
            assert len(workspace.index.summaries) == 60
            assert workspace.problems == []
