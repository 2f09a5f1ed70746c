"""Work off the event loop: only the newest question is answered, and idle means done."""

from __future__ import annotations

import threading
from collections.abc import Callable

from workbench.tui.workers import Latest, Workers, progress_line


async def test_only_the_newest_question_is_answered() -> None:
    workers = Workers(_never)
    latest: Latest[int] = Latest(workers)
    release, answers, ran = threading.Event(), list[int](), list[int]()

    def question(number: int) -> Callable[[Callable[[], bool]], int]:
        def ask(_stale: Callable[[], bool]) -> int:
            ran.append(number)
            release.wait(5)
            return number

        return ask

    for number in range(4):
        latest.ask(question(number), answers.append)
    release.set()
    await workers.wait_idle()
    assert answers == [3]
    assert ran == [0, 3]
    workers.close()


async def test_a_question_that_fails_makes_room_for_the_next() -> None:
    failures: list[BaseException] = []
    workers = Workers(failures.append)
    latest: Latest[int] = Latest(workers)
    answers: list[int] = []

    def fails(_stale: Callable[[], bool]) -> int:
        raise ZeroDivisionError

    latest.ask(fails, answers.append)
    await workers.wait_idle()
    latest.ask(lambda _: 1, answers.append)
    await workers.wait_idle()
    assert len(failures) == 1
    assert answers == [1]
    workers.close()


async def test_what_writes_runs_in_order() -> None:
    workers = Workers(_never)
    done: list[int] = []
    for number in range(20):
        workers.run(lambda number=number: done.append(number), writes=True)  # type: ignore[misc]
    assert not workers.idle
    await workers.wait_idle()
    assert done == list(range(20))
    workers.close()


def test_progress_is_said_in_words() -> None:
    assert progress_line("indexing", 3120, 16204, 9.5) == "indexing 3,120 / 16,204 · 40 s left · Esc stops it"
    assert progress_line("importing", 3120, 0, 9.5) == "importing 3,120 · Esc stops it"
    assert progress_line("indexing", 0, 10, 0.1) == "indexing 0 / 10 · Esc stops it"


def _never(error: BaseException) -> None:
    raise AssertionError from error
