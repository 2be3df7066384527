"""Keeping a lease while a rotation is under way."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from concurrent.futures import Future
from contextlib import asynccontextmanager

from pamdesk.records.errors import StaleLease
from pamdesk.rotation.clock import Clock
from pamdesk.vault.leases import Lease, Leases, Owner

_log = logging.getLogger("pamdesk.rotation")


class HeldLease:
    """A lease that is renewed in the background; `now` is always its newest form."""

    def __init__(self, lease: Lease) -> None:
        """Begin with the lease as it was acquired."""
        self.now = lease


@asynccontextmanager
async def holding(
    leases: Leases, user_id: str, owner: Owner, seconds: float, clock: Clock
) -> AsyncIterator[HeldLease]:
    """Hold the lease of an account for the time of the block; raises `LeaseHeld` where another holds it."""
    taking = leases.acquire(user_id, owner, seconds)
    try:
        held = HeldLease(await asyncio.shield(asyncio.wrap_future(taking)))
    except asyncio.CancelledError:
        # It may be taken all the same, and a living process keeps it for ever: given back as soon as it is there.
        taking.add_done_callback(lambda taken: _give_back(leases, taken))
        raise
    renewal = asyncio.create_task(_renew(leases, held, seconds, clock))
    try:
        yield held
    finally:
        renewal.cancel()
        renewal.add_done_callback(_read_its_end)
        # Not waited for: the next acquire of this process is queued behind it, and closing the vault writes it out.
        leases.release(held.now).add_done_callback(_given_back)


def _read_its_end(renewal: asyncio.Task[None]) -> None:
    """A renewal that failed is found out by the next journal write, which says so; here it is over."""
    if not renewal.cancelled():
        renewal.exception()


def _give_back(leases: Leases, taken: Future[Lease]) -> None:
    if taken.exception() is None:
        leases.release(taken.result()).add_done_callback(_given_back)


def _given_back(release: Future[None]) -> None:
    error = release.exception()
    if error is None or isinstance(error, StaleLease):
        return  # taken over by somebody, it was not ours to give back
    # The leases give it back as soon as the disk takes a write again.
    _log.warning("A lease could not be given back yet: %s", type(error).__name__)


async def _renew(leases: Leases, held: HeldLease, seconds: float, clock: Clock) -> None:
    while True:
        await clock.sleep(seconds / 3)
        try:
            held.now = await asyncio.wrap_future(leases.renew(held.now, seconds))
        except StaleLease:
            return  # the next journal write finds it out and says so
