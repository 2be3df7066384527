"""The token bucket: five writes a second at first, half at a Throttling, slowly back."""

from __future__ import annotations

import asyncio

import pytest

from pamdesk.aws.rate_limits import HALVING_INTERVAL, LEAST_PER_SECOND, RateLimits, TokenBucket


class Time:
    """A clock that moves only when someone sleeps on it."""

    now = 100.0

    def clock(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def time() -> Time:
    return Time()


def bucket(time: Time, rate: float = 5.0) -> TokenBucket:
    return TokenBucket(rate, clock=time.clock, sleep=time.sleep)


async def take(made: TokenBucket, times: int) -> None:
    for _ in range(times):
        await made.take()


def test_a_second_of_calls_goes_at_once_and_the_rest_at_the_rate(time: Time):
    asyncio.run(take(bucket(time), 5))
    assert time.now == 100.0
    made = bucket(time)
    asyncio.run(take(made, 5000))
    assert time.now == pytest.approx(100.0 + 4995 / 5)


def test_a_throttle_halves_the_rate_and_empties_the_bucket(time: Time):
    made = bucket(time)
    made.throttled()
    assert made.rate == 2.5
    asyncio.run(take(made, 1))
    assert time.now == pytest.approx(100.4)


def test_throttles_of_calls_already_under_way_halve_only_once(time: Time):
    made = bucket(time)
    for _ in range(10):
        made.throttled()
    assert made.rate == 2.5


def test_the_rate_never_falls_to_nothing(time: Time):
    made = bucket(time)
    for _ in range(20):
        made.throttled()
        time.now += HALVING_INTERVAL
    assert made.rate == LEAST_PER_SECOND


def test_the_rate_recovers_slowly_after_a_pause_and_never_beyond_the_first(time: Time):
    made = bucket(time)
    made.throttled()
    time.now += 5
    assert made.rate == 2.5
    time.now += 6
    assert made.rate == pytest.approx(3.0)
    time.now += 1000
    assert made.rate == 5.0


def test_waiters_are_served_in_the_order_they_came():
    async def work() -> list[int]:
        made, order = TokenBucket(200.0), list[int]()
        await take(made, 200)

        async def wait(number: int) -> None:
            await made.take()
            order.append(number)

        await asyncio.gather(*(wait(number) for number in range(20)))
        return order

    assert asyncio.run(work()) == list(range(20))


def test_a_cancelled_waiter_takes_no_turn_from_the_next():
    async def work() -> None:
        made = TokenBucket(10.0)
        await take(made, 10)
        first = asyncio.create_task(made.take())
        second = asyncio.create_task(made.take())
        await asyncio.sleep(0)
        first.cancel()
        await asyncio.wait_for(second, 2)

    asyncio.run(work())


def test_accounts_groups_reads_and_writes_have_buckets_of_their_own(time: Time):
    limits = RateLimits(clock=time.clock, sleep=time.sleep)
    iam = limits.pace("111111111111", "iam")
    assert iam is limits.pace("111111111111", "iam")
    assert (iam.writes.rate, iam.reads.rate) == (5.0, 10.0)
    iam.writes.throttled()
    others = [limits.pace("111111111111", "sts").writes, limits.pace("222222222222", "iam").writes, iam.reads]
    assert [other.rate for other in others] == [5.0, 5.0, 10.0]
