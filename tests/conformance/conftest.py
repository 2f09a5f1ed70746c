"""Every engine, one after the other: a new one adds a line to ENGINES and passes the suite."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workbench.search.engine import Engine
from workbench.search.engines.tantivy import TantivyEngine
from workbench.search.engines.whoosh import WhooshEngine

Opened = Callable[[], Engine]
"""Opens the engine over the same folder, each time anew."""

ENGINES: dict[str, Callable[[Path], Engine]] = {"whoosh": WhooshEngine, "tantivy": TantivyEngine}


@pytest.fixture(params=list(ENGINES))
def reopened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opened]:
    opened: list[Engine] = []

    def engine() -> Engine:
        opened.append(ENGINES[request.param](tmp_path / "index"))
        return opened[-1]

    yield engine
    for each in opened:
        each.close()


@pytest.fixture
def engine(reopened: Opened) -> Engine:
    return reopened()
