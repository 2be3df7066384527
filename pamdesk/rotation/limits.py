"""How much may be in flight at once, and when a host is left alone."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from pamdesk.records.errors import TargetError, TargetErrorKind
from pamdesk.rotation.clock import Clock

_OPEN_FOR_EACH_PLACE = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The engine's limits; times in seconds."""

    per_host: int = 4
    per_process: int = 64
    threads: int = 32
    scripts: int = 16
    breaker_failures: int = 3
    breaker_seconds: float = 60.0
    lease_seconds: float = 60.0
    inline_patience: float = (
        15.0  # how long a rotation itself goes on asking before it leaves an account in doubt
    )
    first_wait: float = 10.0
    longest_wait: float = 3600.0
    close_patience: float = 30.0


class CircuitOpen(TargetError):
    """This host failed several times in a row and is left alone for a while."""

    def __init__(self, host: str) -> None:
        """Name the host in the sentence."""
        super().__init__(
            f"{host} did not answer several times in a row, so it is left alone for a minute.",
            TargetErrorKind.UNREACHABLE,
            code="host_down",
        )


class Breaker:
    """Counts a host's failures to answer; open after `failures` in a row, and tried again after `seconds`."""

    def __init__(self, clock: Clock, failures: int, seconds: float) -> None:
        """Start closed."""
        self._clock = clock
        self._failures = failures
        self._seconds = seconds
        self._row = 0
        self._opened: float | None = None

    def check(self, host: str) -> None:
        """Raise `CircuitOpen` while the host is left alone; after the pause one caller may try."""
        if self._opened is None:
            return
        if self._clock.monotonic() - self._opened < self._seconds:
            raise CircuitOpen(host)
        self._opened = self._clock.monotonic()  # half open: this caller tries, the others go on waiting

    def answered(self) -> None:
        """The host answered, whatever it said."""
        self._row = 0
        self._opened = None

    def silent(self) -> None:
        """The host could not be reached."""
        self._row += 1
        if self._row >= self._failures:
            self._opened = self._clock.monotonic()


class Gate:
    """Lets so many steps at one host, and so many accounts, be in flight; a slow host holds up no other."""

    def __init__(self, limits: Limits, clock: Clock) -> None:
        """Make the gate of one engine."""
        self._limits = limits
        self._process = asyncio.Semaphore(limits.per_process)
        # More accounts are open than may talk to the host: some always wait for the disk meanwhile.
        self._accounts: defaultdict[str, asyncio.Semaphore] = defaultdict(
            lambda: asyncio.Semaphore(limits.per_host * _OPEN_FOR_EACH_PLACE)
        )
        self._places: defaultdict[str, asyncio.Semaphore] = defaultdict(
            lambda: asyncio.Semaphore(limits.per_host)
        )
        self._breakers: defaultdict[str, Breaker] = defaultdict(
            lambda: Breaker(clock, limits.breaker_failures, limits.breaker_seconds)
        )

    @asynccontextmanager
    async def enter(self, host: str) -> AsyncIterator[Breaker]:
        """Wait for a place, host first so that a slow host keeps no place of the process; raises `CircuitOpen`."""
        async with self._accounts[host], self._process:
            breaker = self._breakers[host]
            breaker.check(host)
            yield breaker

    def places(self, host: str) -> asyncio.Semaphore:
        """Return the places of a host: each step of a target takes one."""
        return self._places[host]
