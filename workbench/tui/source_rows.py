"""How the blocks of a source are drawn in the review: their lines, what was decided, by whom, and how surely."""

from __future__ import annotations

from workbench.records.block import Decision, Label
from workbench.text.cells import width
from workbench.tui.drawing import Row, spread
from workbench.tui.models.wrapped import marked_rows
from workbench.tui.safe import one_line

_NUMBER = 5
"""Cells of the line number and the sign behind it."""
_MOST_ROWS = 4
_WORDS = {Label.COMMENT_FORM: "comment form", Label.OTHER_FURNITURE: "furniture", Label.SUBHEADING: "sub-heading"}


def label_word(label: Label) -> str:
    """A label as a person reads it."""
    return _WORDS.get(label, label.replace("_", " "))


def source_rows(decision: Decision, text: str, columns: int, *, doubtful: bool, persons: bool, chosen: bool) -> list[Row]:
    """The rows of a block.

    Args:
        decision: What was decided about it.
        text: Its words.
        columns: How wide a row may be.
        doubtful: Whether a person should look at it.
        persons: Whether a person decided it.
        chosen: Whether it is among those the next decision is about.
    """
    role = "text" if decision.kept else "quiet"
    right: Row = [(label_word(decision.label), "quiet" if not decision.kept else "text")]
    right += [(" ?", "warning")] if doubtful else [(" ✓", "accent")] if persons else [("  ", "text")]
    room = columns - _NUMBER - max(sum(width(words) for words, _ in right) + 2, 15)
    body = marked_rows(one_line(text), (), max(room, 10), _MOST_ROWS if decision.kept else 2, role=role)
    sign = "»" if chosen else " " if decision.kept else "–"
    number = f"{decision.first_line:>{_NUMBER - 2}}{sign} "[-_NUMBER:]
    rows = [spread([(number, "accent" if chosen else "quiet"), *body[0]], right, columns)] if body else []
    rows += [[(" " * _NUMBER, "text"), *row] for row in body[1:]]
    if doubtful:
        why = marked_rows(_why(decision), (), max(columns - _NUMBER, 10), _MOST_ROWS, role="warning")
        rows += [[(" " * _NUMBER, "text"), *row] for row in why]
    return rows


def told(decision: Decision, *, persons: bool) -> str:
    """All that is known of a decision, in a sentence; `persons`: whether a person made it."""
    lines = f"line {decision.first_line}"
    if decision.last_line > decision.first_line:
        lines = f"lines {decision.first_line} to {decision.last_line}"
    by = one_line(decision.by)
    why = f"{_verdict(decision)} by {by}" if persons else f"{_why(decision)} · {by}"
    return f"{lines} · {label_word(decision.label)} · {why}"


def _why(decision: Decision) -> str:
    return f"{_verdict(decision)}: {one_line(decision.reason)}, {decision.confidence:.0%}"


def _verdict(decision: Decision) -> str:
    return "kept" if decision.kept else "dropped"
