"""Standard output is data, standard error is narration. Everything printed on a terminal goes through the door for foreign text."""

from __future__ import annotations

import codecs
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Any, TextIO

import click

from workbench.text.sanitise import display, display_line

if TYPE_CHECKING:
    from workbench.errors import Problem
    from workbench.workspace.recleaning import Recleaned


def text(words: str, *, end: str = "\n") -> None:
    """Print words for a person."""
    _write(sys.stdout, words + end)


def json(value: Any) -> None:
    """Print one JSON document on a line of its own."""
    import msgspec

    try:
        words = msgspec.json.encode(value, enc_hook=_plain).decode()
    except UnicodeEncodeError:  # a file name or argument that is not UTF-8 stands in it
        from json import dumps

        words = dumps(msgspec.to_builtins(value, enc_hook=_plain), ensure_ascii=False, separators=(",", ":"))
    encoding = sys.stdout.encoding or "utf-8"
    escaped = _escaped(words) if sys.stdout.isatty() else words
    sys.stdout.write(escaped.encode(encoding, "json").decode(encoding) + "\n")


def error(words: str) -> None:
    """Say what went wrong, a line each: `workbench: error: …`."""
    for line in words.splitlines() or [""]:
        _write(sys.stderr, f"workbench: error: {display_line(line)}\n")


def problems(found: Iterable[Problem]) -> None:
    """Say what is wrong with files, a line each."""
    for problem in found:
        error(str(problem))


def note(words: str) -> None:
    """Tell something that is not the answer."""
    _write(sys.stderr, f"{display_line(words)}\n")


def table(rows: Sequence[Sequence[str]], *, right: frozenset[int] = frozenset(), widest: int = 48) -> None:
    """Print rows in columns.

    Args:
        rows: Cells, one line each.
        right: Columns to be set flush right.
        widest: Cells that a column takes at most; longer words are cut with "…". The last column is never cut.
    """
    from workbench.text.cells import width

    shown = [[display_line(cell) for cell in row] for row in rows]
    if not shown:
        return
    shown = [[_cut(cell, widest) for cell in row[:-1]] + [row[-1]] for row in shown]
    widths = [max(width(row[column]) for row in shown) for column in range(len(shown[0]))]
    for row in shown:
        cells = [
            " " * (widths[i] - width(cell)) + cell if i in right else cell + " " * (widths[i] - width(cell))
            for i, cell in enumerate(row)
        ]
        text("  ".join(cells).rstrip())


def _cut(cell: str, widest: int) -> str:
    from workbench.text.cells import wrap

    start, end = wrap(cell, widest)[0] if cell else (0, 0)
    return cell if end == len(cell) else cell[start : max(end - 1, 1)].rstrip() + "…"


def _write(stream: TextIO, words: str) -> None:
    """Write, safely where a person looks on, and never fail on a character that the stream cannot encode."""
    shown = display(words) if stream.isatty() else words
    encoding = stream.encoding or "utf-8"
    stream.write(shown.encode(encoding, "replace").decode(encoding))


def _escaped(words: str) -> str:
    """A JSON document with escapes for all that a terminal would act on: it says the same."""
    return "".join(each if each == shown else _escape(each) for each, shown in zip(words, display(words), strict=True))


def _escape(characters: str) -> str:
    units = characters.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def _escape_unencodable(error: UnicodeError) -> tuple[str, int]:
    """For a document that holds what the stream cannot encode: JSON has an escape for everything.

    Raises:
        UnicodeError: It was no encoding that failed.
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return _escape(error.object[error.start : error.end]), error.end


codecs.register_error("json", _escape_unencodable)


def _plain(value: Any) -> Any:
    return str(value)


def terminal() -> Callable[[str], None] | None:
    """What writes a control string to the terminal; None where there is none."""
    if not sys.stderr.isatty():
        return None

    def send(control: str) -> None:
        sys.stderr.write(control)
        sys.stderr.flush()

    return send


Progress = Callable[[int, int], None]
Stop = Callable[[], bool]


@contextmanager
def progress(what: str) -> Iterator[tuple[Progress, Stop]]:
    """A progress line on a terminal (rate, time left), nothing elsewhere; Ctrl-C asks the work to stop cleanly.

    Yields:
        What to call with (done, total), total 0 where nobody knows it, and what says whether to stop. A second Ctrl-C stops at once.
    """
    bar = _Bar(what)
    before = signal.getsignal(signal.SIGINT)

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        if bar.stopped:
            raise KeyboardInterrupt
        bar.stopped = True

    signal.signal(signal.SIGINT, interrupt)
    try:
        yield bar.show, lambda: bar.stopped
    finally:
        signal.signal(signal.SIGINT, before)
        bar.clear()


class _Bar:
    """One line of standard error, drawn at most ten times a second."""

    def __init__(self, what: str) -> None:
        self.stopped = False
        self._what = what
        self._began = time.monotonic()
        self._drawn = 0.0
        self._shown = False

    def show(self, done: int, total: int) -> None:
        now = time.monotonic()
        if not sys.stderr.isatty() or now - self._drawn < 0.1 or not (total or done):
            return
        self._drawn, self._shown = now, True
        rate = done / max(now - self._began, 0.001)
        of = f" / {total:,}" if total else ""
        left = f" · {(total - done) / rate:,.0f} s left" if done and total else ""
        click.echo(f"\r\x1b[K{self._what} {done:,}{of} · {rate:,.0f} a second{left} · Ctrl-C stops it", nl=False, err=True)

    def clear(self) -> None:
        if self._shown:
            click.echo("\r\x1b[K", nl=False, err=True)


def recleaned(answers: Iterable[Recleaned], *, applied: bool, as_json: bool) -> int:
    """What cleaning again changed, or would change; the exit code is 1 where an article was left as it is though it would change."""
    found = list(answers)
    for one in found:
        if as_json:
            keys = ("id", "changed", "diff", "excerpts_moved", "excerpts_orphaned", "left")
            json({key: getattr(one, key) for key in keys})
        elif one.changed:
            text(f"{one.id}\n{one.diff}\n")
        if one.left:
            note(f"{one.id}: left as it is: {one.left}")
        elif one.excerpts_moved:
            note(f"{one.id}: {one.excerpts_moved} excerpts move with their passages")
    changed = sum(one.changed and not one.left for one in found)
    note(f"{changed} of {len(found)} articles {'changed' if applied else 'would change; --apply changes them'}")
    return 1 if any(one.left for one in found) else 0
