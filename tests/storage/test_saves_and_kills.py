"""Saves that are killed at random moments, and several writers on the same files: nothing that was acknowledged is missing.

Few rounds by default; WORKBENCH_TEST_SAVES is the number of saves to kill, WORKBENCH_TEST_EXCERPTS how many each of two writers adds.
"""

from __future__ import annotations

import os
import random
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.errors import UnwritableError
from workbench.files import yaml_file
from workbench.records.excerpt import Excerpt
from workbench.storage import annotations as notes
from workbench.storage import texts
from workbench.storage.annotations import Put
from workbench.workspace import founding

KILLS = int(os.environ.get("WORKBENCH_TEST_SAVES", "20"))
EXCERPTS = int(os.environ.get("WORKBENCH_TEST_EXCERPTS", "60"))
FILES = ("a-raid", "a-trial", "a-strike")
TIME = "2026-11-20T19:44:21Z"
TEXT = "The raid failed at dawn. Nobody was hurt, officials said.\n"
SAVE = """
import sys
from pathlib import Path
from workbench.records.excerpt import Excerpt
from workbench.storage import annotations as notes, texts
library, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
text = "The raid failed at dawn. Nobody was hurt, officials said.\\n"
time = "2026-11-20T19:44:21Z"
for number in range(count):
    key = texts.keep(library, text)
    start = number % 40
    excerpt = Excerpt(id=f"x-{name}{number}", quote=text[start:start + 9], start=start, end=start + 9, text=key, created=time, modified=time)
    notes.apply(library, sys.argv[4 + number % (len(sys.argv) - 4)], [notes.Put(None, excerpt)])
    print(excerpt.id, flush=True)
"""


def writer(library: Path, name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", SAVE, str(library), name, str(count), *FILES]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def ended(process: subprocess.Popen[str]) -> None:
    process.communicate(timeout=900)
    assert process.returncode == 0


def there(library: Path) -> set[str]:
    found: set[str] = set()
    for name in FILES:
        loaded = notes.load(library, name)
        assert loaded.problems == ()
        for excerpt in loaded.annotations.excerpts:
            assert excerpt.quote == TEXT[excerpt.start : excerpt.end]
            assert texts.read(library, excerpt.text) == TEXT
        ids = {excerpt.id for excerpt in loaded.annotations.excerpts}
        assert len(ids) == len(loaded.annotations.excerpts)
        assert not ids & found
        found |= ids
    return found


def test_no_acknowledged_excerpt_is_missing_after_kills_at_random_moments(library: Path) -> None:
    chance = random.Random(6)  # noqa: S311 - moments, not secrets
    acknowledged: set[str] = set()
    for round_ in range(KILLS):
        process = writer(library, f"r{round_}n", 10_000)
        assert process.stdout is not None
        acknowledged.add(process.stdout.readline().strip())
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(chance.uniform(0, 0.02))
        process.send_signal(signal.SIGKILL)
        lines = process.communicate()[0].splitlines(keepends=True)
        acknowledged |= {line.strip() for line in lines if line.endswith("\n")}
        if round_ % 20 == 0 or round_ == KILLS - 1:
            found = there(library)
            assert acknowledged <= found
            assert len(found) <= len(acknowledged) + round_ + 1


def test_two_writers_on_the_same_files_leave_the_excerpts_of_both(library: Path) -> None:
    writers = [writer(library, name, EXCERPTS) for name in ("a", "b")]
    for process in writers:
        ended(process)
    assert there(library) == {f"x-{name}{number}" for name in ("a", "b") for number in range(EXCERPTS)}


HAND = """
import os, sys
from pathlib import Path
path, count, done = Path(sys.argv[1]), int(sys.argv[2]), 0
while done < count:  # an editor knows no lock, but looks whether the file is still what it opened
    text = path.read_text()
    path.with_name("#editor").write_text(text.replace("excerpts:\\n", f"# by hand {done}\\nexcerpts:\\n", 1))
    if path.read_text() == text:
        os.replace(path.with_name("#editor"), path)
        done += 1
"""


def test_two_workbenches_a_hand_editor_and_a_pull_at_once_lose_nothing(tmp_path: Path) -> None:
    """Both workbenches and the editor write at once, then git merges what another branch added."""
    space = tmp_path / "space"
    founding.found(space)
    library, count = space / "library", 25

    def git(*arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=space, check=True, capture_output=True)

    git("init", "-q", "-b", "main")
    for key, value in (("user.name", "kd"), ("user.email", "kd@example.org"), ("commit.gpgsign", "false")):
        git("config", key, value)
    driver = shlex.join([sys.executable, "-m", "workbench"])
    git("config", "merge.workbench.driver", f"{driver} merge-driver %O %A %B %P")
    ended(writer(library, "base", 3))
    git("add", "-A")
    git("commit", "-q", "-m", "base")
    git("checkout", "-q", "-b", "theirs")
    ended(writer(library, "theirs", 30))
    git("commit", "-q", "-a", "-m", "theirs")
    git("checkout", "-q", "main")
    path = notes.path_of(library, FILES[0])
    running = [writer(library, name, count) for name in ("one", "two")]
    running.append(subprocess.Popen([sys.executable, "-c", HAND, str(path), str(count)], stdout=subprocess.PIPE, text=True))
    for process in running:
        ended(process)
    git("commit", "-q", "-a", "-m", "ours")
    git("merge", "-q", "--no-edit", "theirs")
    wanted = {"base": 3, "theirs": 30, "one": count, "two": count}
    assert there(library) == {f"x-{name}{number}" for name, of in wanted.items() for number in range(of)}
    assert len(re.findall("# by hand", yaml_file.read(path).text)) == count


def test_on_a_full_disk_a_save_is_refused_in_words_and_every_file_is_as_it_was(full_disk: Path) -> None:
    library = full_disk / "library"
    library.mkdir()

    def one(number: int) -> Excerpt:
        return Excerpt(id=f"x-{number}", quote="w" * 3000, start=0, end=3000, text="9f2c61ab04de", created=TIME, modified=TIME)

    saved = []
    with pytest.raises(UnwritableError, match=r"a-raid\.yaml: cannot be written: the disk is full \(free some space"):  # noqa: PT012
        for number in range(100):
            before = {path: path.read_bytes() for path in library.rglob("*") if path.is_file()}
            notes.apply(library, "a-raid", [Put(None, one(number))])
            saved.append(one(number))
    assert len(saved) > 3
    assert {path: path.read_bytes() for path in library.rglob("*") if path.is_file()} == before
    assert notes.load(library, "a-raid").annotations.excerpts == tuple(sorted(saved, key=lambda each: each.id))
    with pytest.raises(UnwritableError, match="the disk is full"):
        texts.keep(library, "A text that is too long for what is left.\n" * 2000)
    (full_disk / "library" / "annotations" / "a-raid.yaml").unlink()
    notes.apply(library, "a-raid", [Put(None, one(0))])
