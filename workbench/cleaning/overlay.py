"""A person's decisions over the cleaner's: whoever decides about lines decides about these lines alone, and wins for good."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec.structs import replace

from workbench.cleaning.known import BY_RULE
from workbench.records.block import Decision, Label

_MACHINE = re.compile(r"(?:cleaner|import) \d+", re.ASCII)
_KEPT: Final = frozenset({Label.BODY, Label.SUBHEADING, Label.LIST, Label.CAPTION})
"""What an article may consist of; the cleaner's other labels name furniture."""


def is_persons(decision: Decision) -> bool:
    """Whether a person made a decision; a cleaner, an import or a rule did otherwise."""
    return decision.by != BY_RULE and not _MACHINE.fullmatch(decision.by)


def as_person(name: str | None) -> str:
    """What stands in a decision's `by` for a person of this name: never what a cleaner or a rule would write."""
    said = " ".join((name or "").split()) or "a person"
    return f"{said} (a person)" if said == BY_RULE or _MACHINE.fullmatch(said) else said


def decide(
    decisions: Sequence[Decision],
    first_line: int,
    last_line: int,
    by: str,
    *,
    kept: bool | None = None,
    label: Label | None = None,
) -> tuple[Decision, ...]:
    """Let a person decide about lines: whether they are kept, what they are, or both.

    Blocks stay blocks: of each that the lines touch, the part within becomes the person's.

    Args:
        decisions: Those on file, not overlapping.
        first_line: 1-based.
        last_line: 1-based, included.
        by: The person.
        kept: None leaves it as it is.
        label: None leaves it, unless it contradicts `kept`: furniture that is kept becomes body, body that is dropped furniture.

    Returns:
        The decisions in the order of their lines.
    """
    return laid_over(decisions, [_persons(part, by, kept, label) for part in _within(decisions, first_line, last_line)])


def restore(decisions: Sequence[Decision], fresh: Sequence[Decision], first_line: int, last_line: int) -> tuple[Decision, ...]:
    """Take back what a person decided about lines: there the decisions are those of `fresh` again."""
    return laid_over(decisions, _within(fresh, first_line, last_line))


def laid_over(decisions: Iterable[Decision], over: Iterable[Decision]) -> tuple[Decision, ...]:
    """Decisions with others laid over them, in the order of their lines; what lies under another is cut off.

    Args:
        decisions: Not overlapping.
        over: These win; of two about one line the later one.
    """
    below = list(decisions)
    for decision in over:
        below = [part for one in below for part in _outside(one, decision.first_line, decision.last_line)]
        below.append(decision)
    return tuple(sorted(below, key=lambda one: one.first_line))


def persons(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions that persons made."""
    return [decision for decision in decisions if is_persons(decision)]


def _persons(part: Decision, by: str, kept: bool | None, label: Label | None) -> Decision:  # noqa: FBT001
    stays = part.kept if kept is None else kept
    named = label or part.label
    if label is None and stays and named not in _KEPT:
        named = Label.BODY
    elif label is None and not stays and named in _KEPT - {Label.CAPTION}:
        named = Label.OTHER_FURNITURE
    return replace(part, kept=stays, label=named, reason="a person decided", confidence=1.0, by=by)


def _within(decisions: Iterable[Decision], first_line: int, last_line: int) -> list[Decision]:
    return [
        replace(one, first_line=max(one.first_line, first_line), last_line=min(one.last_line, last_line))
        for one in decisions
        if one.first_line <= last_line and one.last_line >= first_line
    ]


def _outside(one: Decision, first_line: int, last_line: int) -> list[Decision]:
    """What is left of a decision beside lines that another takes."""
    if one.first_line > last_line or one.last_line < first_line:
        return [one]
    before = [replace(one, last_line=first_line - 1)] if one.first_line < first_line else []
    behind = [replace(one, first_line=last_line + 1)] if one.last_line > last_line else []
    return before + behind
