"""An account whose host was changed after its rotation: nothing is done to the old secret there, and that is said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from pamdesk.records.scripts import Script
from pamdesk.rotation import dependents
from pamdesk.rotation.results import AccountResult, ResultState
from pamdesk.rotation.script_folders import ScriptFolder
from pamdesk.rotation.script_input import ScriptInput
from pamdesk.rotation.scripts import ScriptEnd, run_script
from pamdesk.vault.journal import State
from tests.fakes.bench import FakeBench
from tests.scripts import carry, noting
from tests.unit.test_rotation_off import changing, switch


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeBench]:
    made = FakeBench(tmp_path / "v.pamdesk", monkeypatch)
    yield made
    made.world.vault.close()


def move(bench: FakeBench) -> None:
    """Do what an administrator does who moves the database to another machine."""
    records = bench.world.vault.records
    records.update(records.get(bench.database).with_fields({"host": "db2.example.com"}), who="test")


def during_scripts(monkeypatch: pytest.MonkeyPatch, act: Callable[[], None]) -> None:
    """Do something while a script runs, directly before its end is seen."""

    async def slow(script: Script, told: ScriptInput, folder: ScriptFolder) -> ScriptEnd:
        end = await run_script(script, told, folder)
        act()
        return end

    monkeypatch.setattr(dependents, "run_script", slow)


def follow_up(bench: FakeBench) -> AccountResult:
    """Run what failed again."""

    async def one(engine: object) -> list[AccountResult]:
        return [await engine.follow_up(bench.app, who="test")]  # type: ignore[attr-defined]

    [result] = bench.run(one)
    return result


def test_a_grace_that_is_over_ends_without_a_step_where_the_host_was_changed(bench: FakeBench) -> None:
    bench.module = changing(bench.server, retires=True, grace_seconds=0.001)
    bench.rotate(bench.app)
    assert bench.attempt().state is State.RETIRING
    bench.server.applied.clear()
    move(bench)
    bench.clock.ahead = timedelta(hours=2)
    [result] = bench.recover()
    assert (result.state, result.code) == (ResultState.DONE, "old_left")
    assert "goes on working on db.example.com:5432" in result.reason
    assert (bench.attempt().state, bench.attempt().code) == (State.DONE, "old_left")
    assert bench.server.applied == []
    assert bench.recover() == []


def test_nothing_is_retired_where_the_host_was_changed_while_the_scripts_ran(
    bench: FakeBench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.module = changing(bench.server, retires=True)
    carry(bench.world.vault, bench.app, "tell", noting(tmp_path / "ran", "ran"))
    during_scripts(monkeypatch, lambda: move(bench))
    [result] = bench.rotate(bench.app)
    assert (result.state, result.code) == (ResultState.DONE, "old_left")
    assert "goes on working on db.example.com:5432" in result.reason
    assert "retired" not in bench.server.applied


def test_nothing_is_retired_where_the_account_was_switched_off_while_the_scripts_ran(
    bench: FakeBench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.module = changing(bench.server, retires=True)
    carry(bench.world.vault, bench.app, "tell", noting(tmp_path / "ran", "ran"))
    during_scripts(monkeypatch, lambda: switch(bench, on=False))
    [result] = bench.rotate(bench.app)
    assert (result.state, result.code) == (ResultState.DONE, "old_left")
    assert "Rotation is off" in result.reason
    assert "retired" not in bench.server.applied


def test_scripts_that_are_run_again_after_the_host_was_changed_retire_nothing(
    bench: FakeBench, tmp_path: Path
) -> None:
    bench.module = changing(bench.server, retires=True)
    ready = tmp_path / "ready"
    carry(bench.world.vault, bench.app, "tell", f"#!/bin/sh\nread -r line\ntest -e '{ready}'\n")
    assert [one.code for one in bench.rotate(bench.app)] == ["followup_failed"]
    ready.touch()
    move(bench)
    result = follow_up(bench)
    assert (result.state, result.code) == (ResultState.DONE, "old_left")
    assert "goes on working on db.example.com:5432" in result.reason
    assert "retired" not in bench.server.applied


def test_where_nothing_was_changed_the_old_secret_goes_after_the_scripts(
    bench: FakeBench, tmp_path: Path
) -> None:
    bench.module = changing(bench.server, retires=True)
    carry(bench.world.vault, bench.app, "tell", noting(tmp_path / "ran", "ran"))
    [result] = bench.rotate(bench.app)
    assert (result.code, bench.server.applied[-1]) == ("ok", "retired")
