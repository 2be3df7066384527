"""What a later start makes of an attempt that a crash left: it compares, and asks the account that was meant."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from pamdesk.records.errors import VaultFull
from pamdesk.rotation.results import ResultState
from pamdesk.targets.contract import Outcome
from pamdesk.vault.journal import Attempt, State
from tests.fakes.bench import FakeBench
from tests.fakes.server import Fault


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeBench]:
    made = FakeBench(tmp_path / "v.pamdesk", monkeypatch)
    yield made
    made.world.vault.close()


def full(*_: object, **__: object) -> Future[Attempt]:
    failed: Future[Attempt] = Future()
    failed.set_exception(VaultFull("The disk is full.", code="vault_full"))
    return failed


def test_flags_are_compared_also_where_the_program_ended_after_the_proof(bench: FakeBench) -> None:
    bench.server.faults = [Fault.CUT_AFTER]
    bench.server.flags_after = {"plugin": "other"}
    original = bench.world.vault.journal.promote
    bench.world.vault.journal.promote = full  # type: ignore[method-assign]
    bench.rotate(bench.app)
    bench.world.vault.journal.promote = original  # type: ignore[method-assign]
    assert bench.attempt().state is State.VERIFIED
    [result] = bench.recover()
    assert (result.state, result.code) == (ResultState.DONE, "flags_differ")
    assert "plugin was native, is other" in result.reason


def test_flags_are_compared_also_where_only_the_closing_was_missing(bench: FakeBench) -> None:
    bench.server.flags_after = {"plugin": "other"}
    original = bench.world.vault.journal.finish
    bench.world.vault.journal.finish = full  # type: ignore[method-assign]
    bench.rotate(bench.app)
    bench.world.vault.journal.finish = original  # type: ignore[method-assign]
    assert bench.attempt().state is State.PROMOTED
    [result] = bench.recover()
    assert (result.state, result.code) == (ResultState.DONE, "flags_differ")


def test_flags_are_compared_where_the_server_is_asked_only_later(bench: FakeBench) -> None:
    bench.server.faults = [Fault.CUT_BEFORE]
    bench.server.outcome = Outcome.RUNNING
    bench.rotate(bench.app)
    assert bench.attempt().state is State.AMBIGUOUS
    bench.server.passwords["app"] = bench.kept()[0]
    bench.server.flags = {"plugin": "other"}
    [result] = bench.recover()
    assert (result.state, result.code) == (ResultState.DONE, "flags_differ")
