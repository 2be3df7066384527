"""Asking again about an account in doubt: how often, and what it says about the host."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pamdesk.records.errors import TargetError, TargetErrorKind
from pamdesk.rotation.engine import Engine
from pamdesk.rotation.limits import Limits
from pamdesk.rotation.results import AccountResult
from pamdesk.targets.contract import Answer, Outcome
from pamdesk.vault.journal import State
from tests.fakes.bench import FakeBench
from tests.fakes.server import FakeTarget, Fault
from tests.worlds import TEST


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeBench]:
    made = FakeBench(tmp_path / "v.pamdesk", monkeypatch)
    yield made
    made.world.vault.close()


def in_doubt(bench: FakeBench) -> None:
    bench.server.faults = [Fault.CUT_BEFORE]
    bench.server.outcome = Outcome.RUNNING
    bench.rotate(bench.app)
    assert bench.attempt().state is State.AMBIGUOUS


def due(bench: FakeBench) -> None:
    """Let the time of the next question come."""
    vault = bench.world.vault
    lease = vault.leases.acquire(bench.app, vault.owner).result()
    past = datetime.now(UTC) - timedelta(seconds=1)
    vault.journal.advance(lease, bench.attempt().id, State.AMBIGUOUS, next_ask=past).result()
    vault.leases.release(lease).result()


async def ask(engine: Engine, bench: FakeBench, times: int) -> list[AccountResult]:
    return [await engine.ask_again(bench.app) for _ in range(times)]


def test_a_silent_host_is_left_alone_also_when_it_is_only_asked(bench: FakeBench) -> None:
    in_doubt(bench)
    bench.server.reachable = False
    results = bench.run(lambda engine: ask(engine, bench, 4))
    assert [result.code for result in results] == ["no_answer"] * 3 + ["host_down"]


def test_a_question_that_reached_nobody_does_not_say_that_the_host_is_well(bench: FakeBench) -> None:
    in_doubt(bench)
    bench.server.reachable = False

    async def work(engine: Engine) -> list[AccountResult]:
        first = await ask(engine, bench, 2)
        nothing = await engine.ask_again(bench.dba)  # of whom nothing is left to ask
        return [*first, nothing, *await ask(engine, bench, 2)]

    codes = [result.code for result in bench.run(work)]
    assert codes == ["no_answer", "no_answer", "settled", "no_answer", "host_down"]


def test_a_host_that_answers_unclearly_is_not_silent(bench: FakeBench) -> None:
    in_doubt(bench)
    bench.server.probe_answers = [Answer.UNKNOWN] * 5
    results = bench.run(lambda engine: ask(engine, bench, 5))
    assert [result.code for result in results] == ["no_answer"] * 5


def test_a_question_that_could_not_even_be_put_is_put_again_later_and_later(bench: FakeBench) -> None:
    in_doubt(bench)
    bench.world.vault.records.update(
        bench.world.vault.records.get(bench.app).with_fields({"managed": True}), who=TEST
    )
    waits = []
    for _ in range(4):
        due(bench)
        bench.recover()
        next_ask = bench.attempt().next_ask
        assert next_ask is not None
        waits.append((next_ask - datetime.now(UTC)).total_seconds())
    assert waits == sorted(waits)
    assert waits[0] > 5
    assert waits[3] > 60
    assert "is managed by AWS" in bench.attempt().sentence


def test_a_sign_in_that_fails_is_not_tried_every_second(
    bench: FakeBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Serving: the driver's refusal before any question must not lock the admin out."""
    in_doubt(bench)
    due(bench)
    calls = []

    async def refused(self: FakeTarget, *_: object) -> Outcome:
        calls.append(1)
        raise TargetError("The password of dba is wrong.", TargetErrorKind.REFUSED, code="28P01")

    monkeypatch.setattr(FakeTarget, "outcome", refused)

    async def serve(engine: Engine) -> list[AccountResult]:
        serving = asyncio.create_task(engine.serve())
        await asyncio.sleep(2.5)
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)
        return []

    bench.run(serve)
    assert len(calls) == 1
    next_ask = bench.attempt().next_ask
    assert next_ask is not None
    assert next_ask > datetime.now(UTC)


def test_what_is_applied_keeps_its_state_while_the_question_waits(
    bench: FakeBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = bench.world.vault
    lease = vault.leases.acquire(bench.app, vault.owner).result()
    attempt = vault.journal.begin(lease, target="fake", method="general", who="t", why="").result()
    for state in (State.APPLYING, State.APPLIED):
        vault.journal.advance(lease, attempt.id, state).result()
    vault.leases.release(lease).result()
    vault.records.trash(bench.database, "person")
    bench.run(lambda engine: ask(engine, bench, 1), Limits(inline_patience=0.0, threads=2))
    assert bench.attempt().state is State.APPLIED
    assert bench.attempt().next_ask is not None
