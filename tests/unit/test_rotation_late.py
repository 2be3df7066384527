"""When "new rejected, old accepted" is believed: not before the change is over, and not before it had its time."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from pamdesk.records.secret import Secret
from pamdesk.rotation import attempt as attempt_module
from pamdesk.rotation.engine import Engine
from pamdesk.rotation.results import AccountResult, ResultState
from pamdesk.targets.contract import Account, Answer, Outcome, ProbeResult
from pamdesk.vault.journal import State
from tests.fakes.bench import FakeBench
from tests.fakes.server import FakeTarget, Fault, fake_module

LONG = timedelta(seconds=120)  # more than the fake server's time limit of a change


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeBench]:
    made = FakeBench(tmp_path / "v.pamdesk", monkeypatch)
    made.module = fake_module(made.server, over_seconds=60.0)
    made.server.outcome = Outcome.UNKNOWN
    yield made
    made.world.vault.close()


def believed(bench: FakeBench) -> State:
    """Ask a server that shows the old secret still, and return what is concluded from it."""
    bench.server.probe_answers = [Answer.REJECTED, Answer.ACCEPTED]
    bench.recover()
    return bench.attempt().state


def test_a_driver_that_answers_after_the_engine_went_on_restarts_the_clock(
    bench: FakeBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attempt_module, "_APPLY_GRACE", -59.9)
    bench.server.faults = [Fault.HANG]
    bench.server.probe_answers = [Answer.REJECTED, Answer.ACCEPTED]

    async def act(engine: Engine) -> tuple[AccountResult, ...]:
        results = await engine.rotate([bench.app], who="test")
        bench.clock.ahead = LONG
        bench.server.release.set()
        await asyncio.sleep(0.3)
        return results

    [result] = bench.run(act)
    assert result.state is ResultState.IN_DOUBT
    assert [event.state for event in bench.world.vault.journal.events(bench.attempt().id)][-1] is State.LATE
    assert believed(bench) is State.AMBIGUOUS
    bench.clock.ahead += LONG
    assert believed(bench) is State.NOT_APPLIED


def test_a_writer_whose_lease_was_taken_over_restarts_the_clock(bench: FakeBench) -> None:
    def take_over() -> None:
        bench.world.vault._store.write(
            lambda conn: conn.execute("UPDATE leases SET token = token + 1, machine = '', process = ''")
        )
        bench.clock.ahead = LONG

    bench.server.on_announced = take_over
    [result] = bench.rotate(bench.app)
    assert (result.state, result.code) == (ResultState.IN_DOUBT, "lease_lost")
    bench.server.on_announced = None
    assert believed(bench) is State.AMBIGUOUS
    bench.clock.ahead += LONG
    assert believed(bench) is State.NOT_APPLIED


def test_a_change_that_lands_between_two_questions_is_not_called_over(
    bench: FakeBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The end of the change is asked first: a secret that is rejected before it is no sign."""
    bench.server.faults = [Fault.CUT_BEFORE]
    probe = FakeTarget.probe

    async def probe_and_land(self: FakeTarget, account: Account, candidate: Secret) -> ProbeResult:
        result = await probe(self, account, candidate)
        if result.answer is Answer.REJECTED:
            bench.server.passwords["app"] = candidate.reveal()
        return result

    async def outcome(self: FakeTarget, *_: object) -> Outcome:
        landed = bench.server.passwords["app"] != "old"
        return Outcome.OVER if landed else Outcome.RUNNING

    monkeypatch.setattr(FakeTarget, "probe", probe_and_land)
    monkeypatch.setattr(FakeTarget, "outcome", outcome)
    bench.rotate(bench.app)
    assert bench.attempt().state is State.AMBIGUOUS
    [result] = bench.recover()
    assert (result.state, bench.world.password(bench.app)) == (
        ResultState.DONE,
        bench.server.passwords["app"],
    )


def test_a_change_that_needs_a_moment_to_take_effect_is_given_it(bench: FakeBench) -> None:
    bench.module = fake_module(bench.server, settle_seconds=90.0)
    bench.server.outcome = Outcome.OVER
    bench.server.faults = [Fault.CUT_BEFORE]
    [result] = bench.rotate(bench.app)
    assert (result.state, bench.attempt().state) == (ResultState.IN_DOUBT, State.AMBIGUOUS)
    bench.clock.ahead = LONG
    assert believed(bench) is State.NOT_APPLIED
