"""What a person does with the workbench, as plain data: one job, run by every driver, in the process and in a terminal.

Keys are named as `workbench.tui.actions` names them. `See` waits until the words stand in one row of the screen.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Press:
    """Press a key."""

    key: str


@dataclass(frozen=True, slots=True)
class Type:
    """Type a text, character by character."""

    text: str


@dataclass(frozen=True, slots=True)
class See:
    """These words come to stand on the screen."""

    words: str


@dataclass(frozen=True, slots=True)
class NotSee:
    """These words come to stand nowhere on the screen."""

    words: str


@dataclass(frozen=True, slots=True)
class Clipboard:
    """The clipboard comes to hold exactly this text."""

    text: str


Step = Press | Type | See | NotSee | Clipboard
Job = tuple[Step, ...]


def press(*keys: str) -> Job:
    """A step a key."""
    return tuple(Press(key) for key in keys)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a main job is to look for, and what it should find."""

    query: str
    first: str
    """Words of the title of the best hit."""
    second: str
    """Words of the title of the next one."""
    tags: tuple[str, ...]
    sentence: str
    """How the sentence under the caret begins, as the tag form shows it."""
    citation: str
    """The citation of the second article."""


def main_job(wanted: Wanted) -> Job:
    """Search, open two articles side by side, select a sentence by keyboard, tag it, copy the article's citation."""
    return (
        *press("/"),
        Type(wanted.query),
        See(wanted.first),
        *press("enter"),
        See("Enter open"),
        *press("enter"),
        See("v select"),
        *press("escape"),
        See("Enter open"),
        *press("down", "b"),
        See("v select"),
        See(wanted.first),
        See(wanted.second),
        *press("s", "s", "t"),
        See("Will save:"),
        See(wanted.sentence),
        Type(" ".join(wanted.tags)),
        *press("enter"),
        See(f"Saved: 1 excerpt, tag{'s' if len(wanted.tags) > 1 else ''} {', '.join(wanted.tags)}."),
        *press("y"),
        See("Copied: citation"),
        Clipboard(wanted.citation),
    )
