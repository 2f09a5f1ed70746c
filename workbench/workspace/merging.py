"""Merging files of a library for git: by excerpt, tag or saved search where that loses nothing, else as git merges text.

No workspace is opened: git calls this in the middle of a merge, when the files of the library may be anything.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from workbench.errors import DataError, FormatError, NotFoundError, Problem, WorkbenchError, problem_of
from workbench.files import atomic, reading, yaml_file
from workbench.records.tag import Tag
from workbench.storage import annotations as annotation_files
from workbench.storage import list_merging, merging, searches
from workbench.storage.list_items import Kind
from workbench.storage.list_merging import MergedText
from workbench.storage.splicing import Layout

_KINDS: Final = (
    Kind(annotation_files.LAYOUT, merging.join_items, annotation_files.span_of),
    Kind(searches.LAYOUT, compared=searches.key_of),
    Kind(Layout("tags", "tag", Tag.__struct_fields__)),
)
_ANSWERED: Final = range(128)
"""What `git merge-file` exits with if it merged: the number of conflicts."""


class Outcome(Struct, frozen=True):
    """What became of a file; `clean` is: nobody has to look at it."""

    clean: bool
    problems: tuple[Problem, ...] = ()


def merge_files(base: Path, ours: Path, theirs: Path, name: str) -> Outcome:
    """Join two changes of a file; the result replaces `ours`.

    Args:
        base: What both started from; an empty file if both sides made it.
        ours: One side.
        theirs: The other side.
        name: What the file is called in the repository, for messages.

    Raises:
        NotFoundError: One of the three is not there.
        DataError: One of them cannot be read, or git cannot merge it as text either; nothing is written.
        UnwritableError: `ours` cannot be written.
    """
    path = Path(name)
    sides = [_read(file) for file in (base, ours, theirs)]
    try:
        merged = _by_item([reading.decode(side, path) for side in sides], path)
    except WorkbenchError as error:
        return _as_text(base, ours, theirs, problem_of(error, path))
    atomic.write_text(ours, merged.text)
    return Outcome(not merged.conflicts, tuple(Problem("error", path, None, words) for words in merged.conflicts))


def _read(file: Path) -> bytes:
    try:
        return reading.read_bytes(file, limit_bytes=None)
    except FileNotFoundError:
        raise NotFoundError(
            f"there is no file {str(file)!r}", remedy="git calls this command: docs/guide/with-others.md"
        ) from None


def _by_item(texts: Sequence[str], path: Path) -> MergedText:
    """The three as a file whose list is known.

    Raises:
        FormatError: It is none, or the items cannot be joined without loss.
    """
    if any(len(text) > reading.LIMIT_BYTES for text in texts):
        raise FormatError("too large", place=path)
    keys = {key for text in texts[1:] for key in yaml_file.parse(text, path).mapping().entries}
    for kind in _KINDS:
        if kind.layout.list_key in keys:
            return list_merging.merge(kind, texts[0], texts[1], texts[2], path)
    raise FormatError("no file of excerpts, tags or searches", place=path)


def _as_text(base: Path, ours: Path, theirs: Path, why: Problem) -> Outcome:
    """Merge line by line as git does, its conflict markers included."""
    command = ["git", "merge-file", "-p", "-L", "ours", "-L", "base", "-L", "theirs", "--", str(ours), str(base), str(theirs)]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError as error:
        raise DataError(f"cannot be merged: {why.problem}; git cannot be run: {error.strerror}", place=why.file) from error
    if done.returncode not in _ANSWERED:
        raise DataError(f"cannot be merged: {why.problem}", place=why.file, remedy="git shows the other side: git show :3:FILE")
    atomic.write(ours, done.stdout)
    merged_as_text = why._replace(problem=f"merged as text: {why.problem}")
    return Outcome(done.returncode == 0 and _readable(done.stdout, why.file), (merged_as_text,))


def _readable(data: bytes, path: Path) -> bool:
    """Whether what git made of a file is a file of ours with nothing wrong in it, each id once."""
    try:
        text = reading.decode(data, path)
        return _by_item([text, text, text], path).text == text
    except WorkbenchError:
        return False
