"""Keys typed ahead of the screen: they wait until what the keys before them asked for is there.

Over a slow line keys come in bunches. While an article is being opened, a form put up or an excerpt saved, the keys behind
are kept, in order, and then carried out where those before them have led to.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from textual import events
from textual.widget import Widget

Heard: TypeAlias = events.Key | events.Paste
"""What a person types: a key, or what the terminal pastes."""

_LONGEST_SECONDS = 1.0
"""After this long a person is heard again whatever is still not there."""


class HeldBack:
    """Keeps keys while someone holds them.

    Args:
        owner: The widget whose timers and callbacks are used.
        deliver: What carries a key out.
    """

    def __init__(self, owner: Widget, deliver: Callable[[Heard], Awaitable[None]]) -> None:
        self._owner = owner
        self._deliver = deliver
        self._keys: deque[Heard] = deque()
        self._holds = 0
        self._delivering = False

    @property
    def holds(self) -> bool:
        """Whether someone holds keys now."""
        return self._holds > 0

    def take(self, key: Heard) -> bool:
        """Keep a key if keys are held; whether it was kept."""
        if not self._holds and not self._delivering:
            return False
        self._keys.append(key)
        return True

    def hold(self, *, patient: bool = False) -> Callable[[], None]:
        """Hold keys until the function that is returned is called; calling it again does nothing.

        `patient`: however long that takes; for a screen that is not there yet, and so has no timers.
        """
        self._holds += 1
        open_ = [True]

        def release() -> None:
            if open_:
                open_.clear()
                self._holds -= 1
                self._go_on()

        if not patient:
            self._owner.set_timer(_LONGEST_SECONDS, release)
        return release

    def _go_on(self) -> None:
        if self._keys and not self._holds and not self._delivering:
            self._delivering = True
            self._owner.call_later(self._deliver_all)

    async def _deliver_all(self) -> None:
        """Carry out what was kept; a key among it may hold those behind it."""
        try:
            while self._keys and not self._holds:
                await self._deliver(self._keys.popleft())
        finally:
            self._delivering = False
