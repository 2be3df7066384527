"""How sessions are kept, bounded and given up."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import TypeVar

import pytest

from pamdesk.targets.sessions import Sessions

T = TypeVar("T")


class FakeSession:
    """A fake connection that notes what is done to it."""

    def __init__(self) -> None:
        self.lost = False
        self.closed = False
        self.aborted = threading.Event()

    def close(self) -> None:
        self.closed = True

    def abort(self) -> None:
        self.lost = True
        self.aborted.set()


async def run(work: Callable[[], T], /) -> T:
    return await asyncio.to_thread(work)


def sessions(
    seconds: float = 5.0,
) -> tuple[Sessions[FakeSession], list[FakeSession], Callable[[], FakeSession]]:
    made: list[FakeSession] = []

    def connect() -> FakeSession:
        made.append(FakeSession())
        return made[-1]

    return Sessions(run, work_seconds=seconds), made, connect


def test_a_session_is_used_again_by_the_same_signer_only() -> None:
    async def whole() -> tuple[int, bool]:
        kept, made, connect = sessions()
        for key in ("admin", "admin", "other"):
            await kept.use(key, connect, lambda session: session)
        kept.close()
        return len(made), all(session.closed for session in made)

    assert asyncio.run(whole()) == (2, True)


def test_no_more_than_four_are_open_for_work() -> None:
    async def whole() -> tuple[int, int]:
        kept, made, connect = sessions()
        busy, most = 0, 0
        guard = threading.Lock()

        def work(session: FakeSession) -> None:
            nonlocal busy, most
            with guard:
                busy += 1
                most = max(most, busy)
            session.aborted.wait(0.02)
            with guard:
                busy -= 1

        await asyncio.gather(*(kept.use("admin", connect, work) for _ in range(20)))
        return most, len(made)

    most, made = asyncio.run(whole())
    assert (most <= 4, made <= 4) == (True, True)


def test_work_that_never_ends_is_cut() -> None:
    async def whole() -> FakeSession:
        kept, made, connect = sessions(seconds=0.05)

        def work(session: FakeSession) -> None:
            if session.aborted.wait(5):
                raise ConnectionError

        with pytest.raises(ConnectionError):
            await kept.use("admin", connect, work)
        return made[0]

    cut = asyncio.run(whole())
    assert (cut.lost, cut.closed) == (True, True)


def test_a_cancelled_task_cuts_its_connection_and_the_thread_closes_it() -> None:
    async def whole() -> FakeSession:
        kept, made, connect = sessions()
        started = threading.Event()

        def work(session: FakeSession) -> None:
            started.set()
            session.aborted.wait(5)

        task = asyncio.ensure_future(kept.use("admin", connect, work))
        await asyncio.to_thread(started.wait)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        for _ in range(100):
            if made[0].closed:
                break
            await asyncio.sleep(0.01)
        return made[0]

    cut = asyncio.run(whole())
    assert (cut.lost, cut.closed) == (True, True)


def test_first_work_is_tried_again_where_a_kept_session_died_and_not_on_a_new_one() -> None:
    async def whole() -> tuple[int, int]:
        kept, made, connect = sessions()
        await kept.use("admin", connect, lambda session: None)
        tried = 0

        def dies(session: FakeSession) -> None:
            nonlocal tried
            tried += 1
            session.lost = True
            raise ConnectionError

        with pytest.raises(ConnectionError):
            await kept.use("admin", connect, dies)
        return tried, len(made)

    assert asyncio.run(whole()) == (2, 2)
