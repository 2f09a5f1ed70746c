"""Programs that write to one library at the same time, and programs that are killed while they do."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from workbench.errors import UnwritableError
from workbench.files.lock import locked
from workbench.storage import annotations as notes

ADD = """
import sys
from pathlib import Path
from workbench.records.excerpt import Excerpt
from workbench.storage import annotations as notes
library, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for number in range(count):
    time = "2026-11-20T19:44:21Z"
    excerpt = Excerpt(id=f"x-{name}{number}", quote="word", start=number, end=number + 4, text="9f2c61ab04de", created=time, modified=time)
    notes.apply(library, "a-raid", [notes.Put(None, excerpt)])
    print(excerpt.id, flush=True)
"""


def writer(library: Path, name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", ADD, str(library), name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_two_programs_that_add_a_hundred_excerpts_each_leave_two_hundred(library: Path) -> None:
    writers = [writer(library, name, 100) for name in ("a", "b")]
    for process in writers:
        process.communicate(timeout=120)
        assert process.returncode == 0
    loaded = notes.load(library, "a-raid")
    assert len(loaded.annotations.excerpts) == 200
    assert loaded.problems == ()


def test_what_was_reported_saved_survives_a_kill_at_any_moment(library: Path) -> None:
    reported: set[str] = set()
    chance = random.Random(5)  # noqa: S311 - a test repeats
    for round_ in range(20):
        process = writer(library, f"r{round_}n", 10_000)
        assert process.stdout is not None
        reported.add(process.stdout.readline().strip())
        time.sleep(chance.uniform(0, 0.05))  # noqa: TID251 - the moment of death is what is tried
        process.send_signal(signal.SIGKILL)
        reported |= {line.strip() for line in process.communicate(timeout=60)[0].splitlines(keepends=True) if line.endswith("\n")}
        loaded = notes.load(library, "a-raid")
        assert loaded.problems == ()
        assert reported <= {excerpt.id for excerpt in loaded.annotations.excerpts}


def test_a_second_writer_waits_and_then_says_so(library: Path) -> None:
    refusals: list[str] = []

    def second() -> None:
        try:
            with locked(library, timeout_s=0.1):
                pass
        except UnwritableError as error:
            refusals.append(str(error))

    with locked(library):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join(30)
    assert len(refusals) == 1
    assert "another program has been writing" in refusals[0]
    thread = threading.Thread(target=second)
    thread.start()
    thread.join(30)
    assert len(refusals) == 1


def test_a_thread_that_holds_the_lock_may_take_it_again(library: Path) -> None:
    with locked(library), locked(library, timeout_s=0.1):
        pass


def test_the_lock_does_not_litter_git(library: Path) -> None:
    with locked(library):
        pass
    assert (library / ".local" / ".gitignore").read_text() == "*\n"


@pytest.mark.parametrize("name", [".local", ".local/lock"])
def test_a_lock_that_is_a_link_empties_no_file(library: Path, tmp_path: Path, name: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "lock").write_text("precious")
    (library / name).parent.mkdir(exist_ok=True)
    (library / name).symlink_to(outside if name == ".local" else outside / "lock")
    with pytest.raises(UnwritableError, match="symbolic link"), locked(library):
        pass
    assert (outside / "lock").read_text() == "precious"
