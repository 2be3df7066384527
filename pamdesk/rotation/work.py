"""One account under one lease: what the steps of a rotation and of a reconciliation share."""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from pamdesk.rotation.clock import Clock
from pamdesk.rotation.events import Event, Step, StepReached
from pamdesk.rotation.leases import HeldLease
from pamdesk.rotation.limited import LimitedTarget
from pamdesk.rotation.limits import Limits
from pamdesk.rotation.plan import Resolved
from pamdesk.rotation.results import ResultState
from pamdesk.rotation.surroundings import Surroundings
from pamdesk.targets.contract import Account
from pamdesk.vault.journal import Attempt, Candidate, State
from pamdesk.vault.vault import Vault

T = TypeVar("T")
_log = logging.getLogger("pamdesk.rotation")


async def durable(write: Future[T]) -> T:
    """Wait until a write of the vault is on the disk; a cancelled caller does not take the write back."""
    if not write.done():
        loop = asyncio.get_running_loop()
        waiter = loop.create_future()
        write.add_done_callback(lambda _: _wake(loop, waiter))
        await waiter
    return write.result()


def _wake(loop: asyncio.AbstractEventLoop, waiter: asyncio.Future[None]) -> None:
    # A future of its own instead of asyncio's chain of two: what is cancelled is the waiting alone, and each of the
    # many writes of a batch costs half.
    with suppress(RuntimeError):  # the loop was closed meanwhile: nobody waits any more
        loop.call_soon_threadsafe(_end, waiter)


def _end(waiter: asyncio.Future[None]) -> None:
    if not waiter.done():
        waiter.set_result(None)


@dataclass(frozen=True, slots=True)
class Tools:
    """What every rotation of one engine works with."""

    vault: Vault
    around: Surroundings
    clock: Clock
    limits: Limits
    emit: Callable[[Event], None]


@dataclass(frozen=True, slots=True)
class Ended:
    """How an attempt ended, for now where the state is in doubt."""

    state: ResultState
    changed: bool | None
    reason: str
    code: str
    # For the host's circuit breaker: False where it did not answer at all, None where it was not asked.
    reached: bool | None = True


@dataclass(slots=True)
class Work:
    """One account under one lease, with a live target session and the attempt in the journal."""

    tools: Tools
    target: LimitedTarget
    plan: Resolved
    account: Account
    lease: HeldLease
    attempt: Attempt
    batch_id: str = ""
    lockout_threshold: int | None = None
    lockout_read: bool = field(default=False)
    unspent: bool = False  # no failed sign-in stands against the account: read once, while the lease is held
    writing: list[Future[Attempt]] = field(default_factory=list)
    lights: dict[Future[Attempt], tuple[Step, str]] = field(default_factory=dict)
    rejected: set[str] | None = None  # marks of the secrets that need not be asked again; None: not read yet

    async def advance(
        self,
        state: State,
        *,
        facts: dict[str, str | int] | None = None,
        code: str = "",
        sentence: str = "",
        next_ask: datetime | None = None,
    ) -> None:
        """Write the next state and wait for the disk; raises `StaleLease` where another writer has taken over."""
        self.note(state, facts=facts, code=code, sentence=sentence, next_ask=next_ask)
        await self.noted()

    def note(
        self,
        state: State,
        *,
        facts: dict[str, str | int] | None = None,
        code: str = "",
        sentence: str = "",
        next_ask: datetime | None = None,
    ) -> None:
        """Write the next state without waiting: writes keep their order, and the next one that waits waits for this.

        For states that no act depends on: what was applied is asked of the target, not of the journal.
        """
        self.writing.append(
            self.tools.vault.journal.advance(
                self.lease.now,
                self.attempt.id,
                state,
                facts=facts,
                code=code,
                sentence=sentence,
                next_ask=next_ask,
                aws_source=self.account.aws.source if self.account.aws else "",
            )
        )

    async def noted(self) -> None:
        """Wait until every noted state is on the disk; raises what the first of them raised."""
        writing, self.writing = self.writing, []
        for write in writing:
            self.attempt = await durable(write)
            self._light(write)

    async def finish(self, state: State, ended: Ended) -> Ended:
        """Write the last state of the attempt, and of the account."""
        await self.noted()
        self.attempt = await durable(
            self.tools.vault.journal.finish(
                self.lease.now,
                self.attempt.id,
                state,
                code=ended.code,
                sentence=ended.reason,
                changed=ended.changed,
            )
        )
        return ended

    def tell(self, step: Step, sentence: str) -> None:
        """Light a step; called only after its fact is in the journal."""
        at = self.tools.clock.now()
        self.tools.emit(StepReached(self.plan.user.id, self.batch_id, step, sentence, at))

    def tell_when_noted(self, step: Step, sentence: str) -> None:
        """Light a step as soon as the state that was noted last is on the disk."""
        loop = asyncio.get_running_loop()
        write = self.writing[-1]
        self.lights[write] = step, sentence

        def light(done: Future[Attempt]) -> None:
            with suppress(RuntimeError):  # the loop was closed meanwhile: nobody looks any more
                loop.call_soon_threadsafe(self._light, done)

        write.add_done_callback(light)

    def _light(self, write: Future[Attempt]) -> None:
        """Light what waits for this write, once: whoever first sees that it is on the disk does so."""
        step = self.lights.pop(write, None)
        if step is not None and write.exception() is None:
            self.tell(*step)

    def holding(self, candidate: Candidate) -> Account:
        """Return the account with the plain fields that belong to this secret, which need not be its present one."""
        beside = {name: str(value) for name, value in candidate.fields.items()}
        return replace(self.account, fields={**self.account.fields, **beside})

    def with_current(self, candidate: Candidate) -> Account:
        """Return the account as if this secret were its present one."""
        return replace(self.holding(candidate), current=candidate.secret)


def report_bug(where: str, bug: BaseException) -> None:
    """Write a bug to the log: its kind and its place, never its text, which a driver may have filled with a secret."""
    frames = "".join(traceback.format_tb(bug.__traceback__))
    _log.error("Bug while %s: %s\n%s", where, type(bug).__name__, frames)
