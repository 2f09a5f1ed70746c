"""Cleaning decisions on disk: `library/sources/<id>.cleaning.yaml`, which lines of a source its article is made of, and why."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from workbench.errors import FormatError, NewerFormatError, Problem, UsageError
from workbench.files import atomic, yaml_dump, yaml_file
from workbench.files.lock import locked
from workbench.files.yaml_dump import Inline, Rows
from workbench.files.yaml_nodes import Document, Mapping, Node, content_end, has_comment
from workbench.records.block import Decision, Label
from workbench.storage import fields, ids, sources
from workbench.storage.fields import FORMAT, Fields

_KEYS = ("format", "render", "decisions")
_DECISION_KEYS = ("first_line", "last_line", "label", "kept", "reason", "confidence", "by")


MOST: Final = 100_000
"""Decisions that a file may hold: more could be written, but not read again within the limits of our YAML."""


class Decided(Struct, frozen=True):
    """Decisions as read, in the order of their lines.

    `render` is the version of the function that made the article's text of them. `problems` are decisions that the format
    does not allow; they are not among `decisions`. `newer`: a newer workbench wrote them; they can be read, not saved.
    """

    decisions: tuple[Decision, ...]
    render: int
    problems: tuple[Problem, ...] = ()
    newer: bool = False


def path_of(library: Path, article_id: str) -> Path:
    """The file of an article's decisions, whether or not it is there.

    Raises:
        UsageError: It is no article id.
    """
    if not ids.is_article_id(article_id):
        raise UsageError(f"{article_id!r} is no article id", remedy="ids have a-z, 0-9 and -, and do not begin with x-")
    return sources.folder_of(library) / f"{article_id}.cleaning.yaml"


def read_decisions(library: Path, article_id: str) -> Decided | None:
    """Read the decisions on a source; None if there are none.

    Raises:
        FormatError: The file does not parse; the error names the line.
        DataError: It cannot be read.
        UsageError: It is no article id.
    """
    try:
        return _decided(yaml_file.read(path_of(library, article_id)))
    except FileNotFoundError:
        return None


def write_decisions(library: Path, article_id: str, decisions: Sequence[Decision], *, render: int = 1) -> None:
    """Write the decisions on a source in place of those that are there; durable when this returns.

    Args:
        library: The library's folder.
        article_id: The article that is made of the source.
        decisions: All of them; their lines are 1-based, both included.
        render: The version of the function that makes the text of them.

    Raises:
        FormatError: The file there does not parse, or holds comments, keys or items that writing it anew would cost.
        NewerFormatError: A newer workbench wrote the file there.
        UnwritableError: The library cannot be written.
        UsageError: It is no article id, there are more than `MOST`, or a reason cannot be saved.
    """
    path = path_of(library, article_id)
    if len(decisions) > MOST:
        raise UsageError(f"{len(decisions):,} blocks are more than can be kept on record", place=path, remedy="divide the source")
    rows = Rows(_row(decision) for decision in decisions)
    content = yaml_dump.dump({"format": FORMAT, "render": render, "decisions": rows})
    with locked(library):
        with contextlib.suppress(FileNotFoundError):
            _refuse_to_lose(yaml_file.read(path))
        atomic.write_text(path, content)


def _row(decision: Decision) -> Inline:
    return Inline(
        first_line=decision.first_line,
        last_line=decision.last_line,
        label=str(decision.label),
        kept=decision.kept,
        reason=decision.reason,
        confidence=decision.confidence,
        by=decision.by,
    )


def _decided(document: Document) -> Decided:
    newer = not fields.writable(document)
    root = document.mapping()
    problems: list[Problem] = []
    render = Fields(document, root, problems).read("render", fields.whole_number(1), 1)
    found = [_decision(document, item, problems) for item in fields.list_of_mappings(document, root, "decisions")]
    decisions = sorted((item for item in found if item), key=lambda decision: decision.first_line)
    return Decided(tuple(decisions), render, tuple(problems), newer)


def _decision(document: Document, node: Node, problems: list[Problem]) -> Decision | None:
    """One decision; None, and a problem, if a value will not do."""
    if not isinstance(node, Mapping):
        problems.append(document.problem("not a decision", node, f"write {{{', '.join(_DECISION_KEYS)}}}"))
        return None
    if missing := [key for key in _DECISION_KEYS if key not in node.entries]:
        problems.append(document.problem(f"a decision without `{missing[0]}`", node, "write it"))
        return None
    found = Fields(document, node, problems)
    decision = Decision(
        first_line=found.read("first_line", fields.whole_number(1), 0),
        last_line=found.read("last_line", fields.whole_number(1), 0),
        label=found.read("label", _label, Label.OTHER_FURNITURE),
        kept=found.read("kept", fields.truth, default=False),
        reason=found.read("reason", fields.some_text, ""),
        confidence=found.read("confidence", fields.share, 0.0),
        by=found.read("by", fields.some_text, ""),
    )
    if not found.unreadable and decision.last_line < decision.first_line:
        found.unreadable.add("last_line")
        found.note("`last_line` is above `first_line`", "last_line", "correct one of them")
    return None if found.unreadable else decision


def _label(node: Node) -> Label:
    return Label(fields.one_of(*Label)(node))


def _refuse_to_lose(document: Document) -> None:
    """Refuse to write anew what a person wrote into.

    Raises:
        NewerFormatError: A newer workbench wrote the file.
        FormatError: It holds comments, unknown keys, or items that cannot be read.
    """
    decided = _decided(document)
    if decided.newer:
        raise NewerFormatError("written by a newer workbench", place=document.path, remedy="upgrade")
    if decided.problems:
        problem = decided.problems[0]
        raise document.error(f"line {problem.line}: {problem.problem}", document.root, "correct it, then save again")
    root = document.mapping()
    rows = fields.list_of_mappings(document, root, "decisions")
    unknown = [key for key in root.entries if key not in _KEYS]
    unknown += [key for row in rows if isinstance(row, Mapping) for key in row.entries if key not in _DECISION_KEYS]
    around = document.text[: root.start] + document.text[content_end(root, document.text) :]
    if unknown or "#" in around or has_comment(root, document.text):
        what = f"the key `{unknown[0]}`" if unknown else "a comment"
        raise FormatError(f"{what} would be lost", place=document.path, remedy="keep it in the article's `note`, then save again")
