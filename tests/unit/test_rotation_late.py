"""A writer that comes late restarts the time after which "new rejected, old accepted" is believed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from pamdesk.rotation import attempt as attempt_module
from pamdesk.rotation.engine import Engine
from pamdesk.rotation.results import AccountResult, ResultState
from pamdesk.targets.contract import Answer, Outcome
from pamdesk.vault.journal import State
from tests.fakes.bench import FakeBench
from tests.fakes.server import Fault, fake_module

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
