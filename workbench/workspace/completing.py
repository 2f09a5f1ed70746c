"""Completing a query from what the library holds; the values are counted once for each state of the index."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from workbench.search.completing import Completion, Values, completions, ready, taken
from workbench.workspace import catalogue, narrowing
from workbench.workspace.engines import ENGINES

if TYPE_CHECKING:
    from workbench.workspace.opening import Workspace

__all__ = ["Completion", "IndexState", "Values", "completions", "index_state", "taken", "values_of"]

IndexState = tuple[int, ...]
"""Stands for what is indexed: another one means that it changed."""


def index_state(workspace: Workspace) -> IndexState:
    """The state the index is in, without opening it."""
    state = []
    for engine, end in product(ENGINES, ("", "-wal")):
        file = catalogue.file_of(workspace.cache, engine)
        try:
            status = file.with_name(file.name + end).stat()
        except OSError:
            continue
        state += [status.st_mtime_ns, status.st_size]
    return tuple(state)


def values_of(workspace: Workspace) -> Values:
    """The values of all facets over the whole library, ready to complete from."""
    return ready(narrowing.library_counts(workspace))
