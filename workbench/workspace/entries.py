"""What the index and the catalogue keep of articles, read from their files: by this process, or where there are many by several.

Reading, parsing and analysing is most of the work of indexing, and Python does it with one core a process. The others are given ids
and give back entries, in order; whatever becomes of them, this process can read the files itself.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import IO, Final

import msgspec
from msgspec import Struct

from workbench.errors import Problem, WorkbenchError, problem_of
from workbench.search.document import Searchable
from workbench.search.searchable import searchable
from workbench.storage import annotations as annotation_files
from workbench.storage import articles
from workbench.workspace.catalogue import Summary, summary

MANY: Final = 500
"""From so many articles on it pays to start other processes, which takes them a third of a second of work each."""

UNREAD: Final = "excerpts unread"
"""The fingerprint of an article whose excerpts could not be read: each look at the files tries again, and tells of it again."""

_PART: Final = 64
"""Articles asked of another process at a time."""

_AHEAD: Final = 2
"""How many parts a process is asked for before the first is taken."""


class Entry(Struct, frozen=True, array_like=True):
    """One article as index and catalogue keep it, or only what is wrong with its file."""

    searchable: Searchable | None
    summary: Summary | None
    problems: tuple[Problem, ...] = ()


class _Task(Struct, frozen=True, array_like=True):
    library: bytes
    """As the system names it: not every path is text."""
    files: tuple[tuple[str, str], ...]


def read(library: Path, files: Mapping[str, str]) -> Generator[Entry]:
    """Read articles, in order.

    Args:
        library: The folder `library/`.
        files: By article id, the fingerprint of its files.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if len(files) < MANY or cores == 1:
        yield from (read_one(library, article_id, fingerprint) for article_id, fingerprint in files.items())
        return
    with _processes(min(cores, 8)) as processes:
        yield from _shared_out(library, files, processes)


def read_one(library: Path, article_id: str, fingerprint: str) -> Entry:
    """Read one article and its annotations."""
    try:
        loaded = articles.read(library, article_id)
    except WorkbenchError as error:
        return Entry(None, None, (problem_of(error, articles.path_of(library, article_id)),))
    try:
        kept = annotation_files.load(library, article_id)
        excerpts, problems = kept.annotations.excerpts, (*loaded.problems, *kept.problems)
    except WorkbenchError as error:
        excerpts, problems = (), (*loaded.problems, problem_of(error, annotation_files.path_of(library, article_id)))
        fingerprint = UNREAD
    return Entry(searchable(loaded.article, excerpts, fingerprint=fingerprint), summary(loaded.article, excerpts), problems)


# Other processes

_encode = msgspec.msgpack.Encoder(enc_hook=str).encode
_decode_entries = msgspec.msgpack.Decoder(list[Entry], dec_hook=lambda kind, value: kind(value)).decode
_decode_task = msgspec.msgpack.Decoder(_Task).decode

_Process = subprocess.Popen[bytes]


@contextmanager
def _processes(number: int) -> Iterator[list[_Process]]:
    """Processes that read articles; they end with the standard input they are given."""
    started: list[_Process] = []
    try:
        with suppress(OSError):  # as many as the system lets one have
            started.extend(_started() for _ in range(number))
        yield started
    finally:
        for process in started:
            process.kill()
            process.communicate()


def _started() -> _Process:
    here = str(Path(__file__).parents[2])
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH"))))}
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "workbench.workspace.entries"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,  # Ctrl-C is for this process, which ends the others in order
    )


def _shared_out(library: Path, files: Mapping[str, str], processes: Sequence[_Process]) -> Iterator[Entry]:
    parts = _parts(files)
    asked: list[tuple[_Process | None, tuple[tuple[str, str], ...]]] = []
    turn = 0
    while True:
        for part in islice(parts, len(processes) * _AHEAD - len(asked) if processes else 1 - len(asked)):
            process = processes[turn % len(processes)] if processes else None
            asked.append((process if process and _ask(process, library, part) else None, part))
            turn += 1
        if not asked:
            return
        process, part = asked.pop(0)
        entries = _answer(process) if process else None
        yield from entries if entries is not None else (read_one(library, *file) for file in part)


def _parts(files: Mapping[str, str]) -> Iterator[tuple[tuple[str, str], ...]]:
    rest = iter(files.items())
    while part := tuple(islice(rest, _PART)):
        yield part


def _ask(process: _Process, library: Path, part: tuple[tuple[str, str], ...]) -> bool:
    """Ask a process for articles; False if it is gone."""
    assert process.stdin is not None  # noqa: S101 - it was started with one
    try:
        _write(process.stdin, _encode(_Task(os.fsencode(library), part)))
    except OSError:
        return False
    return True


def _answer(process: _Process) -> list[Entry] | None:
    """What a process read; None if it is gone."""
    assert process.stdout is not None  # noqa: S101 - it was started with one
    try:
        frame = _read(process.stdout)
        return _decode_entries(frame) if frame else None
    except (OSError, msgspec.DecodeError):
        return None


def _write(stream: IO[bytes], frame: bytes) -> None:
    stream.write(len(frame).to_bytes(4, "big") + frame)
    stream.flush()


def _read(stream: IO[bytes]) -> bytes:
    """The next frame; empty at the end."""
    size = int.from_bytes(stream.read(4), "big")
    frame = stream.read(size)
    return frame if len(frame) == size else b""


def serve(asked: IO[bytes], told: IO[bytes]) -> None:
    """Read what is asked for until nobody asks any more."""
    while frame := _read(asked):
        task = _decode_task(frame)
        library = Path(os.fsdecode(task.library))
        _write(told, _encode([read_one(library, *file) for file in task.files]))


def told(entries: Iterable[Entry], note: Callable[[Problem], None]) -> Iterator[tuple[Searchable, Summary]]:
    """The entries that could be read; what is wrong with files is noted on the way."""
    for entry in entries:
        for problem in entry.problems:
            note(problem)
        if entry.searchable is not None and entry.summary is not None:
            yield entry.searchable, entry.summary


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
