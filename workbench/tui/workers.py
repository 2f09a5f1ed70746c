"""Work off the event loop: latest wins, progress, cancelling, and knowing when there is nothing left to do.

A function runs in a thread and its answer is handed over on the event loop. Nothing that a person waits for goes on without
being counted, so that `idle` is true exactly when what was asked for is done: tests wait for that and never for time.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

Answer = TypeVar("Answer")

_TELL_SECONDS = 0.1


class Workers:
    """Threads for one app.

    Args:
        failed: Told of every exception that a function or the handling of its answer raised.
    """

    def __init__(self, failed: Callable[[BaseException], None]) -> None:
        self._failed = failed
        self._readers = ThreadPoolExecutor(3, "workbench")
        # What writes runs one after the other: an undo must not overtake the change it takes back.
        self._writer = ThreadPoolExecutor(1, "workbench-writes")
        self._busy = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._idle = asyncio.Event()
        self._idle.set()

    @property
    def idle(self) -> bool:
        """Whether nothing runs."""
        return self._busy == 0

    async def wait_idle(self) -> None:
        """Return when nothing runs."""
        await self._idle.wait()

    def run(
        self,
        function: Callable[[], Answer],
        done: Callable[[Answer], None] | None = None,
        *,
        failed: Callable[[BaseException], None] | None = None,
        writes: bool = False,
    ) -> None:
        """Run a function in a thread; hand its answer to `done`, or what it raised to `failed`, on the event loop."""
        self._busy += 1
        self._idle.clear()
        pool = self._writer if writes else self._readers
        task = asyncio.create_task(self._finish(pool, function, done, failed or self._failed))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _finish(
        self,
        pool: ThreadPoolExecutor,
        function: Callable[[], Answer],
        done: Callable[[Answer], None] | None,
        failed: Callable[[BaseException], None],
    ) -> None:
        try:
            answer = await asyncio.get_running_loop().run_in_executor(pool, function)
            if done:
                done(answer)
        except Exception as error:  # noqa: BLE001 - the boundary: the app goes on, and the error is shown and kept
            failed(error)
        finally:
            self._busy -= 1
            if not self._busy:
                self._idle.set()

    def close(self) -> None:
        """Take nothing new; what runs has been told to stop by whoever started it."""
        self._readers.shutdown(wait=False, cancel_futures=True)
        self._writer.shutdown(wait=True)


class Latest(Generic[Answer]):
    """A place for one question at a time: a new one makes the one before stale, and only the newest is answered.

    While one runs, the newest of those asked since waits; those between are never run.
    """

    def __init__(self, workers: Workers) -> None:
        self._workers = workers
        self._running = False
        self._waiting: tuple[Callable[[], Answer], Callable[[Answer], None]] | None = None
        self._number = 0

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._running

    def ask(self, function: Callable[[Callable[[], bool]], Answer], done: Callable[[Answer], None]) -> None:
        """Ask a question; `function` is given something that says whether its answer is still wanted."""
        self._number += 1
        number = self._number

        def stale() -> bool:
            return number != self._number

        question = (lambda: function(stale)), done
        if self._running:
            self._waiting = question
        else:
            self._start(*question)

    def forget(self) -> None:
        """Nobody waits for an answer any more."""
        self._number += 1
        self._waiting = None

    def _start(self, function: Callable[[], Answer], done: Callable[[Answer], None]) -> None:
        number = self._number
        self._running = True

        def answered(answer: Answer) -> None:
            self._next()
            if number == self._number:
                done(answer)

        def failed(error: BaseException) -> None:
            self._next()
            self._workers._failed(error)  # noqa: SLF001 - one module

        self._workers.run(function, answered, failed=failed)

    def _next(self) -> None:
        self._running = False
        if self._waiting:
            question, self._waiting = self._waiting, None
            self._start(*question)


class LongWork:
    """Something that takes its time: tells how far it is, and can be stopped.

    Args:
        verb: What is being done, as the state line says it: "indexing".
        tell: Given the line to show, on the event loop, not more often than ten times a second.
        can_stop: Whether Esc stops it.
    """

    def __init__(self, verb: str, tell: Callable[[str], None], *, can_stop: bool = True) -> None:
        self.verb = verb
        self._can_stop = can_stop
        self._tell = tell
        self._loop = asyncio.get_running_loop()
        self._stopped = False
        self._began = time.monotonic()
        self._told = 0.0

    def stop(self) -> None:
        """Ask it to stop; what is finished stays."""
        self._stopped = True

    def stopped(self) -> bool:
        """Whether it was asked to stop."""
        return self._stopped

    def progress(self, done: int, total: int) -> None:
        """Say how many of how many (0: nobody knows) are done; called in the working thread."""
        now = time.monotonic()
        if done and now - self._told >= _TELL_SECONDS:
            self._told = now
            line = progress_line(self.verb, done, total, now - self._began, can_stop=self._can_stop)
            self._loop.call_soon_threadsafe(self._tell, line)


def progress_line(verb: str, done: int, total: int, seconds: float, *, can_stop: bool = True) -> str:
    """How far a long work is: "indexing 3,120 / 16,204 · 40 s left · Esc stops it"."""
    left = seconds / done * (total - done) if done and total and seconds > 1 else None
    parts = [
        f"{verb} {done:,} / {total:,}" if total else f"{verb} {done:,}",
        _duration(left) if left is not None else "",
        "Esc stops it" if can_stop else "",
    ]
    return " · ".join(part for part in parts if part)


def _duration(seconds: float) -> str:
    return f"{max(round(seconds), 1)} s left" if seconds < 90 else f"{round(seconds / 60)} min left"
