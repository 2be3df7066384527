"""What a later start makes of an attempt that a crash left: it compares, and asks the account that was meant."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from pamdesk.records.errors import VaultFull
from pamdesk.rotation.results import ResultState
from pamdesk.targets.contract import Answer, Outcome
from pamdesk.vault.journal import Attempt, State
from tests.fakes.bench import FakeBench
from tests.fakes.proved import stopping_once_proved
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
    bench.world.vault.journal.promote = stopping_once_proved(bench.world.vault.journal)  # type: ignore[method-assign]
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


def edit(bench: FakeBench, **fields: str) -> None:
    """Do what a person does in the editor."""
    records = bench.world.vault.records
    records.update(records.get(bench.app).with_fields(dict(fields)), who="person")


def lost_answer(bench: FakeBench) -> str:
    """Leave an attempt whose change was made, unseen; return the secret that is live."""
    bench.server.faults = [Fault.CUT_AFTER]
    bench.server.probe_answers = [Answer.UNKNOWN]
    bench.rotate(bench.app)
    assert bench.attempt().state is State.AMBIGUOUS
    return bench.server.passwords["app"]


def test_a_login_that_was_edited_meanwhile_does_not_change_whom_the_recovery_asks(bench: FakeBench) -> None:
    live = lost_answer(bench)
    bench.server.passwords["app2"] = "of another account"
    edit(bench, login="app2")
    [result] = bench.recover()
    assert (result.state, result.code) == (ResultState.IN_DOUBT, "renamed")
    assert "as app on billing-prod" in result.reason
    # The secret of one account never stands beside the name of another.
    assert bench.world.password(bench.app) == "old"
    assert live in bench.kept()
    edit(bench, login="app")
    [result] = bench.recover()
    assert (result.state, bench.world.password(bench.app)) == (ResultState.DONE, live)


def test_a_login_that_was_edited_while_nothing_took_effect_closes_the_attempt(bench: FakeBench) -> None:
    bench.server.faults = [Fault.CUT_BEFORE]
    bench.server.probe_answers = [Answer.UNKNOWN]
    bench.rotate(bench.app)
    edit(bench, login="app2")
    [result] = bench.recover()
    assert (result.state, result.code) == (ResultState.FAILED, "not_applied")


def test_a_login_edited_between_the_sending_and_the_proof_is_noticed(bench: FakeBench) -> None:
    bench.server.on_announced = lambda: edit(bench, login="app2")
    [result] = bench.rotate(bench.app)
    assert (result.state, result.code) == (ResultState.IN_DOUBT, "renamed")
    assert bench.world.password(bench.app) == "old"
    assert bench.server.passwords["app"] in bench.kept()


def test_a_login_edited_in_the_last_moment_before_the_promotion_is_noticed(
    bench: FakeBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    promote = bench.world.vault.journal.promote

    def edit_and_promote(*args: Any, **named: Any) -> Future[Attempt]:
        edit(bench, login="app2")  # everything that is read before the transaction itself says "app"
        return promote(*args, **named)

    monkeypatch.setattr(bench.world.vault.journal, "promote", edit_and_promote)
    [result] = bench.rotate(bench.app)
    assert (result.state, result.code) == (ResultState.IN_DOUBT, "renamed")
    assert bench.world.password(bench.app) == "old"
    monkeypatch.setattr(bench.world.vault.journal, "promote", promote)
    edit(bench, login="app")
    [result] = bench.recover()
    assert (result.state, bench.world.password(bench.app)) == (
        ResultState.DONE,
        bench.server.passwords["app"],
    )


def test_another_field_edited_meanwhile_changes_nothing(bench: FakeBench) -> None:
    bench.server.on_announced = lambda: edit(bench, connect_database="other")
    [result] = bench.rotate(bench.app)
    assert result.state is ResultState.DONE
