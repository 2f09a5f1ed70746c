"""Every error the workbench raises on purpose.

    WorkbenchError                what happened, where, what to do; exit code 2
    ├── UsageError                the command or setting cannot be carried out as given
    ├── DataError                 a file of the library (or one to be imported) cannot be used
    │   ├── FormatError           it does not parse, or holds values that its format does not allow
    │   └── NewerFormatError      it was written by a newer workbench: readable there, read-only here
    ├── NotFoundError             no article, excerpt or workspace of that name
    ├── AmbiguousError            more than one would do, and choosing for the user would be wrong
    ├── ConflictError             a file was changed by someone else in a way that cannot be joined
    ├── UnwritableError           the folder or file system refuses to be written
    ├── PartlyDoneError           some of many changes could not be carried out; the others are done
    └── Cancelled                 the user stopped a long operation; what was finished stays

An error never holds markup. Its words may quote text from outside; whoever prints it passes it through
`workbench.text.sanitise` first.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple


class Place(NamedTuple):
    """A spot in a file: `line` is 1-based, and None where no parser named one (a made-up number is worse than none)."""

    file: Path
    line: int | None = None

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line is not None else str(self.file)


class WorkbenchError(Exception):
    """The root of the tree: what happened, where, and what to do about it.

    Args:
        what: One clause in the user's terms, without a full stop.
        place: The file, and line if known, where it happened.
        remedy: What the user can do, as a clause; empty if there is nothing to do.
    """

    exit_code = 2

    def __init__(self, what: str, *, place: Place | Path | None = None, remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.place = Place(place) if isinstance(place, Path) else place
        self.remedy = remedy

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        remedy = f" ({self.remedy})" if self.remedy else ""
        return f"{where}{self.what}{remedy}"


class UsageError(WorkbenchError):
    """The command or setting cannot be carried out as given."""


class DataError(WorkbenchError):
    """A file of the library, or one to be imported, cannot be used."""


class FormatError(DataError):
    """A file does not parse, or holds values that its format does not allow; it is never overwritten."""


class NewerFormatError(DataError):
    """A file was written by a newer workbench; it is read-only here."""


class NotFoundError(WorkbenchError):
    """There is no article, excerpt or workspace of that name."""


class AmbiguousError(WorkbenchError):
    """More than one would do, and choosing for the user would be wrong."""


class ConflictError(WorkbenchError):
    """A file was changed by someone else in a way that cannot be joined with our change."""


class UnwritableError(WorkbenchError):
    """The folder or file system refuses to be written."""


class PartlyDoneError(WorkbenchError):
    """Some of many changes could not be carried out; the others are done, and stay.

    Args:
        left: What was not carried out, each with the reason; not empty.
        total: How many changes were asked for.
        noun: What they are, in the plural.
    """

    exit_code = 1

    def __init__(self, left: Sequence[tuple[object, WorkbenchError]], total: int, noun: str = "changes") -> None:
        first = left[0][1]
        more = f"; and {len(left) - 1} more" if len(left) > 1 else ""
        super().__init__(
            f"{len(left)} of {total} {noun} could not be made: {first.what}{more}", place=first.place, remedy=first.remedy
        )
        self.left = tuple(left)


class Cancelled(WorkbenchError):  # noqa: N818 - a stop the user asked for is not an error
    """The user stopped a long operation; what was finished stays."""

    exit_code = 1


class Problem(NamedTuple):
    """Something wrong with data that does not stop the work: one line of `check`, of a config report, of a load.

    `severity` is "error" or "note"; `line` is 1-based or None.
    """

    severity: str
    file: Path
    line: int | None
    problem: str
    fix: str = ""

    def __str__(self) -> str:
        remedy = f" ({self.fix})" if self.fix else ""
        return f"{Place(self.file, self.line)}: {self.problem}{remedy}"


def problem_of(error: WorkbenchError, path: Path) -> Problem:
    """An error as a line of a report; `path` is the file it is about, where it names none itself."""
    place = error.place
    return Problem("error", place.file if place else path, place.line if place else None, error.what, error.remedy)
