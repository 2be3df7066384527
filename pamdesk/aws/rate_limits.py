"""How often AWS is called: one adaptive token bucket for each account, group of calls, and reading or changing.

AWS publishes no rates for IAM and cannot raise them; it answers Throttling. A bucket starts at a rate that a busy
account bears, halves at each Throttling and recovers slowly (additive increase, multiplicative decrease).
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

WRITES_PER_SECOND = 5.0
READS_PER_SECOND = 10.0
LEAST_PER_SECOND = 0.25
# Throttled answers of calls that were already under way when the rate was halved say nothing about the new rate.
HALVING_INTERVAL = 1.0
RECOVERY_DELAY = 5.0
RECOVERY_SECONDS = 60.0  # from nothing to the full rate
_ROUNDING = 1e-9  # of a token: waiting for the last bit of a float could wait for ever


class TokenBucket:
    """A rate that adapts; `take` waits for its turn, first come first served. Belongs to one event loop."""

    def __init__(
        self,
        per_second: float,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        """Begin full (one second's worth) at `per_second`."""
        self._full_rate = per_second
        self._rate = per_second
        self._tokens = per_second
        self._clock = clock
        self._sleep = sleep
        self._filled = clock()
        self._halved = float("-inf")
        self._turn = asyncio.Lock()

    @property
    def rate(self) -> float:
        """Calls a second that are let through now."""
        self._fill()
        return self._rate

    async def take(self) -> None:
        """Wait until one more call may be made."""
        async with self._turn:
            self._fill()
            while self._tokens < 1.0 - _ROUNDING:
                await self._sleep((1.0 - self._tokens) / self._rate)
                self._fill()
            self._tokens -= 1.0

    def throttled(self) -> None:
        """Note that AWS answered Throttling: half the rate from now on, and no saved-up calls."""
        self._fill()
        self._tokens = min(self._tokens, 0.0)
        if self._clock() - self._halved >= HALVING_INTERVAL:
            self._rate = max(LEAST_PER_SECOND, self._rate / 2)
            self._halved = self._clock()

    def _fill(self) -> None:
        now = self._clock()
        passed, self._filled = max(0.0, now - self._filled), now
        self._tokens = min(max(1.0, self._rate), self._tokens + passed * self._rate)
        recovering = min(passed, now - self._halved - RECOVERY_DELAY)
        if recovering > 0:
            self._rate = min(self._full_rate, self._rate + recovering * self._full_rate / RECOVERY_SECONDS)


@dataclass(frozen=True, slots=True)
class Pace:
    """The two buckets of an account and a group of calls."""

    reads: TokenBucket
    writes: TokenBucket


class RateLimits:
    """The buckets of every AWS account and API group (a service) that is called."""

    def __init__(
        self,
        *,
        writes_per_second: float = WRITES_PER_SECOND,
        reads_per_second: float = READS_PER_SECOND,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        """Give each bucket these rates at first."""
        self._writes = writes_per_second
        self._reads = reads_per_second
        self._clock = clock
        self._sleep = sleep
        self._paces: dict[tuple[str, str], Pace] = {}

    def pace(self, account_id: str, group: str) -> Pace:
        """Return the buckets of this account and group, always the same ones."""
        found = self._paces.get((account_id, group))
        if found is None:
            found = Pace(self._bucket(self._reads), self._bucket(self._writes))
            self._paces[account_id, group] = found
        return found

    def _bucket(self, rate: float) -> TokenBucket:
        return TokenBucket(rate, clock=self._clock, sleep=self._sleep)
