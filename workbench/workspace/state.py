"""Where a person was: the query, the open articles and the places in them. Kept in the person's own folder, never in the library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import Struct

from workbench.files import atomic
from workbench.workspace.places import make_private

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.workspace.opening import Workspace

QUERIES: Final = 50
"""How many queries the history keeps."""


class OpenArticle(Struct, frozen=True):
    """An open article: the caret and the first code point on the screen, both in code points of the text."""

    id: str
    offset: int = 0
    top: int = 0


class EvidenceShown(Struct, frozen=True, kw_only=True):
    """How all excerpts are shown."""

    query: str = ""
    view: str = "list"
    group: str = "tag"
    sort: str = "text"
    disputed: bool = False
    cursor: str | None = None
    """The key of a row, or the id of an excerpt."""


class State(Struct, frozen=True, kw_only=True):
    """What to come back to."""

    query: str = ""
    cursor: str | None = None
    """The article under the cursor of the results."""
    open: tuple[OpenArticle, ...] = ()
    focus: int = 0
    view: str = "search"
    sort: str = "relevance"
    zoomed: bool = False
    facets: bool = False
    """Whether the facets are shown beside the results."""
    queries: tuple[str, ...] = ()
    """Earlier queries, newest first."""
    evidence: EvidenceShown | None = None
    in_evidence: bool = False
    """Whether one was among all excerpts."""


def load(workspace: Workspace) -> State:
    """The state of the last sitting; an empty one if there is none, or none this version can read."""
    try:
        return msgspec.json.decode(_file(workspace).read_bytes(), type=State)
    except (OSError, ValueError):  # not UTF-8 is a ValueError of its own
        return State()


def save(workspace: Workspace, state: State) -> None:
    """Keep the state.

    Raises:
        UnwritableError: The person's folder cannot be written.
    """
    make_private(workspace.state)
    atomic.write(_file(workspace), msgspec.json.encode(state))


def log_file(workspace: Workspace) -> Path:
    """Where unexpected errors are written whole."""
    return workspace.state / "errors.log"


def _file(workspace: Workspace) -> Path:
    return workspace.state / "state.json"
