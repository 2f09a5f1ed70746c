"""What renaming a tag costs that 10,000 excerpts in 1,000 articles carry: reading, writing, and how much of that is the disk.

The library is made in the system's folder for temporary files and removed again; TMPDIR names another disk.
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

from msgspec.structs import replace

from workbench.records.article import Article, Metadata
from workbench.records.excerpt import Excerpt
from workbench.storage import annotations, articles
from workbench.workspace import founding, recoding, tags
from workbench.workspace.opening import open_workspace

ARTICLES, EXCERPTS = 1_000, 10
LETTERS = "abcdefghij"
SENTENCE = "The branch has become able to strike abroad, a senior officer said, and it is looking for people who would help. "


def main() -> None:
    """Make a library, rename, say what it took."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {f"XDG_{name}_HOME": f"{folder}/{name}" for name in ("CACHE", "STATE", "CONFIG")}
        space = Path(folder) / "space"
        founding.found(space)
        workspace = open_workspace(space)
        for number in range(ARTICLES):
            _article(workspace.library, number)
        began = time.perf_counter()
        found = tags.usage(workspace)
        read = time.perf_counter()
        plan = recoding.rename(workspace, found, "actors", "people")
        planned = time.perf_counter()
        synced, processor = _Synced(), time.process_time()
        done = recoding.carry_out(workspace, plan)
        written = time.perf_counter()
        assert done.left is None and plan.excerpts == ARTICLES * EXCERPTS  # noqa: S101, PT018 - else the figures mean nothing
        print(f"{plan.preview}")
        print(f"reading all files      {read - began:6.2f} s")
        print(f"planning               {planned - read:6.2f} s")
        print(f"writing                {written - planned:6.2f} s, of it fsync {synced.seconds:.2f} s in {synced.times:,} calls")
        print(f"  processor, with the index that follows in the background {time.process_time() - processor:.2f} s")
        workspace.close()


class _Synced:
    """Counts what `os.fsync` takes from now on."""

    def __init__(self) -> None:
        self.seconds, self.times, real = 0.0, 0, os.fsync

        def fsync(descriptor: int) -> None:
            began = time.perf_counter()
            real(descriptor)
            self.seconds += time.perf_counter() - began
            self.times += 1

        os.fsync = fsync


def _article(library: Path, number: int) -> None:
    name = f"article-{number}"
    articles.create(library, Article(id=name, metadata=Metadata(title=f"Article {number}"), text=SENTENCE * 20 + "\n"))
    one = Excerpt(
        id="x-aaaaaaaaaa",
        quote="The branch has become able",
        suffix=" to strike abroad",
        start=0,
        end=26,
        text="9f2c61ab04de",
        tags=("actors/haqqani", "capability"),
        note="compare",
        author="kd",
        created="2026-11-20T19:44:21Z",
        modified="2026-11-20T19:44:21Z",
    )
    some = [replace(one, id=f"x-{letter}aaaaaaaa{letter}", start=at, end=at + 26) for at, letter in enumerate(LETTERS)]
    annotations.apply(library, name, [annotations.Put(None, excerpt) for excerpt in some])


if __name__ == "__main__":
    main()
