"""Live target sessions: one admin connection for many users of a server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from pamdesk.rotation.plan import Resolved
from pamdesk.targets.contract import Target, Toolbox

_Key = tuple[str, str, str]


@dataclass(slots=True)
class _Session:
    target: Target
    users: int = 0
    closing: asyncio.Future[None] | None = None

    async def close(self) -> None:
        """Close the target once; later calls wait for the first, and a cancelled one does not take it back."""
        if self.closing is None:
            self.closing = asyncio.ensure_future(self.target.close())
        await asyncio.shield(self.closing)


class Sessions:
    """Opens a session for the first account of a group and closes it a while after the last."""

    def __init__(self, toolbox: Toolbox, *, linger: float = 5.0) -> None:
        """Keep an unused session for `linger` seconds, for the next account of its group."""
        self._toolbox = toolbox
        self._linger = linger
        self._open: dict[_Key, _Session] = {}
        self._let_go: list[_Session] = []  # lent to nobody new, and not closed yet
        self._closing: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def of(self, plan: Resolved) -> AsyncIterator[Target]:
        """Lend the session of this account's group."""
        key = plan.session_key
        session = self._open.get(key)
        if session is None:
            session = self._open[key] = _Session(plan.module.open(self._toolbox))
        session.users += 1
        try:
            yield session.target
        finally:
            session.users -= 1
            if session.users == 0:
                task = asyncio.create_task(self._close_later(key, session))
                self._closing.add(task)
                task.add_done_callback(self._closing.discard)

    async def forget(self, credential_id: str) -> None:
        """Let go of the sessions that signed in with this credential: its secret has changed."""
        for key in [key for key in self._open if key[2] == credential_id]:
            session = self._open.pop(key)
            if session.users == 0:
                await session.close()
            else:
                self._let_go.append(session)

    async def close(self) -> None:
        """Close every session."""
        for task in self._closing:
            task.cancel()
        await asyncio.gather(*self._closing, return_exceptions=True)
        sessions, self._open, self._let_go = [*self._open.values(), *self._let_go], {}, []
        for session in sessions:
            await session.close()

    async def _close_later(self, key: _Key, session: _Session) -> None:
        if self._open.get(key) is session:
            await asyncio.sleep(self._linger)
            if session.users or self._open.get(key) is not session:
                return
            del self._open[key]
            self._let_go.append(session)  # until it is closed, `close` knows of it
        await session.close()
        self._let_go = [other for other in self._let_go if other is not session]
