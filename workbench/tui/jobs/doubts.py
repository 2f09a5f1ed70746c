"""Telling of excerpts that no longer stand where they were marked: once, and again only where there are more of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError
from workbench.records.selector import AnchorState
from workbench.tui.models.header import counted

if TYPE_CHECKING:
    from workbench.tui.screens.main import MainScreen
    from workbench.workspace.reading import Placed

_SAID = {AnchorState.FUZZY: "to confirm", AnchorState.ORPHANED: "lost", AnchorState.MOVED: "moved"}


class Doubts:
    """What was told of which article."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen
        self._told: dict[str, Counter[AnchorState]] = {}

    def tell(self, articles: Iterable[tuple[str, Iterable[Placed]]]) -> None:
        """Tell in one message of articles, each with all its excerpts, of which more are in doubt than was known."""
        new: Counter[AnchorState] = Counter()
        for article_id, excerpts in articles:
            now = Counter(one.anchor.state for one in excerpts if one.anchor.state in _SAID)
            before, self._told[article_id] = self._told.get(article_id, Counter()), now
            new += now if now - before else Counter()
        if new:
            app = self._screen.workbench
            app.say(words(new, app.keys.first_key("evidence.open")), "warning")

    def look(self, ids: Collection[str], stopped: Callable[[], bool]) -> None:
        """Look in the background where the excerpts of articles are that were changed on disk."""
        workspace = self._screen.workbench.workspace

        def run() -> list[tuple[str, tuple[Placed, ...]]]:
            from workbench.workspace import reading

            found = []
            for article_id in ids:
                if stopped():
                    break
                with suppress(WorkbenchError):  # what is wrong with a file is told when it is indexed
                    found.append((article_id, reading.annotated(workspace, article_id)[1]))
            return found

        self._screen.workbench.threads.run(run, self.tell)


def words(counts: Counter[AnchorState], key: str | None) -> str:
    """A message such as "2 excerpts to confirm, 1 lost: E, anchor:fuzzy OR anchor:orphaned"."""
    states = [state for state in _SAID if counts[state]]
    parts = [f"{counts[state]:,} {_SAID[state]}" for state in states[1:]]
    parts = [f"{counted(counts[states[0]], 'excerpt')} {_SAID[states[0]]}", *parts]
    query = " OR ".join(f"anchor:{state}" for state in states)
    return f"{', '.join(parts)}: {', '.join(filter(None, (key, query)))}"
