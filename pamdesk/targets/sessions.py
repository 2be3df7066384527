"""Driver connections that are made when first needed, used again, bounded in number and in time."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final, Generic, Protocol, TypeVar

from pamdesk.records.errors import Refused, TargetErrorKind
from pamdesk.targets.contract import Runner

IN_USE: Final = 4  # connections to one server at a time (design: at most 4 in flight a host)
IDLE_SECONDS: Final = (
    60.0  # a connection unused for longer may have been dropped by a firewall: a new one is made
)
WORK_SECONDS: Final = 25.0  # above what the servers are told to end statements at

R = TypeVar("R")


class Session(Protocol):
    """One connection of a driver; its calls block."""

    @property
    def lost(self) -> bool:
        """Whether the connection is known to be of no more use."""

    def close(self) -> None:
        """Close it in good order."""

    def abort(self) -> None:
        """Cut it from another thread, so that a call that waits on it ends at once."""


S = TypeVar("S", bound=Session)


class Held(Generic[S]):
    """A session in one task's hands."""

    def __init__(self, run: Runner, seconds: float) -> None:
        """Take the runner and the longest that any one piece of work may last."""
        self._run = run
        self._seconds = seconds
        self._cut = False
        self._left_to_thread = False
        self.session: S | None = None

    async def do(self, work: Callable[[S], R]) -> R:
        """Run blocking work on the session; its connection is cut when it lasts too long or the task is cancelled."""
        session = self.session
        if session is None:
            raise AssertionError("a session is used before it was opened")
        return await self.bounded(lambda: work(session))

    async def bounded(self, work: Callable[[], R]) -> R:
        """Run work that may open the session first, under the same bounds as `do`."""
        late = asyncio.get_running_loop().call_later(self._seconds, self.cut)
        task = asyncio.ensure_future(self._run(lambda: self._in_thread(work)))
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            # The thread cannot be stopped, its connection can: it must not go on to commit later, unseen.
            self.cut()
            self._left_to_thread = True
            task.add_done_callback(self._close_after)
            raise
        finally:
            late.cancel()

    def _in_thread(self, work: Callable[[], R]) -> R:
        try:
            return work()
        finally:
            # The loop may have ended meanwhile, so that nobody is called back to close it.
            if self._left_to_thread and self.session is not None:
                self.session.close()

    def adopt(self, session: S) -> S:
        """Take over a session that a thread opened; raises `Refused` where nobody waits for it any more."""
        self.session = session
        if self._cut:
            session.close()
            raise Refused(
                "The server took too long to let PamDesk in.",
                TargetErrorKind.UNREACHABLE,
                code="timeout",
            )
        return session

    @property
    def is_cut(self) -> bool:
        """Whether the connection was cut from this side."""
        return self._cut

    def cut(self) -> None:
        """Abort the connection, also one that a thread is just about to open."""
        self._cut = True
        if self.session is not None:
            self.session.abort()

    def discard(self) -> None:
        """End the session without a farewell; one that a thread still works on is closed when that ends."""
        self.cut()
        if self.session is not None and not self._left_to_thread:
            self.session.close()

    def _close_after(self, task: asyncio.Future[R]) -> None:
        if not task.cancelled():
            task.exception()  # nobody waits for it; it is taken so that the loop does not report it as forgotten
        if self.session is not None:
            self.session.close()


class Sessions(Generic[S]):
    """The sessions of one Target, by who is signed in."""

    def __init__(self, run: Runner, *, in_use: int = IN_USE, work_seconds: float = WORK_SECONDS) -> None:
        """Take the engine's runner; `in_use` sessions at most are open for work, and as many are kept idle."""
        self._run = run
        self._limit = in_use
        self._seconds = work_seconds
        self._slots = asyncio.Semaphore(in_use)
        self._guard = threading.Lock()
        self._idle: list[tuple[str, S, float]] = []
        self._closed = False

    async def use(self, key: str, connect: Callable[[], S], work: Callable[[S], R]) -> R:
        """Run work on an idle or a new session, in one hop to a thread; the work must leave nothing behind."""
        async with self.hold(key, connect, work) as (_, result):
            return result

    @asynccontextmanager
    async def hold(
        self, key: str, connect: Callable[[], S], first: Callable[[S], R]
    ) -> AsyncIterator[tuple[Held[S], R]]:
        """Run `first` and keep the session for more; left by an exception, the session is cut, and so rolled back.

        `first` must change nothing that lasts: on a kept connection that turns out dead it is run again on a new one.
        """
        async with self._slots:
            held = Held[S](self._run, self._seconds)
            kept = False
            try:
                result = await held.bounded(lambda: self._first(held, key, connect, first))
                yield held, result
                kept = True
            finally:
                if kept and held.session is not None:
                    self._give_back(key, held.session)
                else:
                    held.discard()

    def _first(self, held: Held[S], key: str, connect: Callable[[], S], first: Callable[[S], R]) -> R:
        kept = self._take(key)
        if kept is not None:
            try:
                return first(held.adopt(kept))
            except Exception:
                if not kept.lost or held.is_cut:
                    raise
                kept.close()
        return first(held.adopt(connect()))

    def _take(self, key: str) -> S | None:
        oldest = time.monotonic() - IDLE_SECONDS
        with self._guard:
            stale = [entry for entry in self._idle if entry[2] < oldest]
            self._idle = [entry for entry in self._idle if entry[2] >= oldest]
            found = next((entry for entry in reversed(self._idle) if entry[0] == key), None)
            if found is not None:
                self._idle.remove(found)
        for _, session, _ in stale:
            session.close()
        return found[1] if found else None

    def _give_back(self, key: str, session: S) -> None:
        surplus: list[S] = []
        with self._guard:
            if session.lost or self._closed:
                surplus.append(session)
            else:
                self._idle.append((key, session, time.monotonic()))
                while len(self._idle) > self._limit:
                    surplus.append(self._idle.pop(0)[1])
        for one in surplus:
            one.close()

    def close(self) -> None:
        """Close every idle session; one that is still in use is closed when it is given back."""
        with self._guard:
            self._closed = True
            idle, self._idle = self._idle, []
        for _, session, _ in idle:
            session.close()
